"""What stands in requests and answers."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Pydantic builds its validator when it is first needed: no request needs all of them."""

    model_config = ConfigDict(defer_build=True)
