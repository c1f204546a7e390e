"""What the state machine hands to its functions."""

from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from accounting.domain.errors import InvalidInput


class ExecutionInput(BaseModel):
    """The input of an execution: who starts one by hand writes this."""

    system_id: str = Field(min_length=1)
    mode: Literal["full", "incremental"]
    allow_shrink: bool = False
    go_on: bool = Field(False, alias="continue")


class TaskInput(BaseModel):
    """`sync_id`: the execution's name. `failure`: what was caught, as Step Functions says it."""

    sync_id: str
    input: ExecutionInput
    failure: dict[str, Any] | None = None


def parse(event: dict[str, Any]) -> TaskInput:
    """Raises InvalidInput that names the fields of the execution's input."""
    try:
        return TaskInput.model_validate(event)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        fields = ((".".join(map(str, each["loc"])), each["msg"]) for each in found)
        raise InvalidInput(*fields) from None
