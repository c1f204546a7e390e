"""What the state machine hands to its functions."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from accounting.domain.errors import InvalidInput
from accounting.domain.syncs import Failure, Mode
from accounting.services.caught import failure_of

ADVICE = (
    'Start an execution with an input such as {"system_id": "9f2c4be81a07", "mode": "incremental"}.'
)
_PROBLEMS = {
    "missing": "is missing",
    "model_type": "should be an object",
    "bool_type": "should be true or false",
}


class ExecutionInput(BaseModel):
    """The input of an execution: who starts one by hand writes this."""

    model_config = ConfigDict(extra="forbid", strict=True)

    system_id: str = Field(min_length=1, max_length=40)
    mode: Mode
    allow_shrink: bool = False
    go_on: bool = Field(False, alias="continue")


class TaskInput(BaseModel):
    """`sync_id`: the execution's name."""

    sync_id: str
    input: ExecutionInput


@dataclass(frozen=True, slots=True)
class EndInput:
    """`system_id` is None when nothing was begun, because the execution's input is not valid.
    `interrupted`: see `end`."""

    sync_id: str
    system_id: str | None
    failure: Failure | None
    interrupted: bool = False


def parse(event: dict[str, Any]) -> TaskInput:
    """Raises InvalidInput that names the fields of the execution's input."""
    try:
        return TaskInput.model_validate(event)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        raise InvalidInput(*map(_problem, found), advice=ADVICE) from None


def parse_end(event: dict[str, Any]) -> EndInput:
    """What is to be ended, and how: with a failure, it may be one that never began."""
    if "failure" not in event:
        task = parse(event)
        return EndInput(task.sync_id, task.input.system_id, None)
    failure = failure_of(event["failure"])
    try:
        return EndInput(event["sync_id"], parse(event).input.system_id, failure)
    except InvalidInput:
        return EndInput(event["sync_id"], None, failure)


_NAMES = [field.alias or name for name, field in ExecutionInput.model_fields.items()]


def _problem(found: ErrorDetails) -> tuple[str, str]:
    """`input.mode` is `mode` to who wrote the input. Values are not repeated."""
    name = ".".join(map(str, found["loc"][1:])) or str(found["loc"][0])
    if found["type"] == "extra_forbidden":
        return name, f"is not one of {', '.join(_NAMES)}"
    return name, _PROBLEMS.get(found["type"], found["msg"])
