"""The stack as CloudWatch sees it: what its functions tell, and what AWS tells of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from local.aws.functions import Invocation
from local.running import Running
from tests import emf
from tests.cloudwatch import CloudWatch, State
from tests.structure.project import of_type

ALARMS = of_type("AWS::CloudWatch::Alarm")
STACK = "revenue-sync"


class Watched:
    def __init__(self, running: Running, output: pytest.CaptureFixture[str]) -> None:
        self.running, self.cloudwatch, self._output = running, CloudWatch(), output
        output.readouterr()

    def look(self, now: datetime) -> None:
        """Takes what the functions have told since, as of this moment."""
        at = round(now.timestamp() * 1000)
        told = emf.data(self._output.readouterr().out)
        self.cloudwatch.put(
            emf.Datum(one.namespace, one.name, one.dimensions, at, one.values) for one in told
        )

    def quarter(self, now: datetime) -> Invocation:
        """What happens every quarter of an hour."""
        result = self.running.stack.fire_schedule("DailySyncFunction")
        self.saw("DailySyncFunction", result, now)
        self.look(now)
        return result

    def saw(self, function: str, result: Invocation, now: datetime) -> None:
        if result.error:
            self.cloudwatch.aws("AWS/Lambda", "Errors", now.timestamp(), FunctionName=function)

    def alarms(self, now: datetime) -> set[str]:
        """Those that are in alarm when the period of this moment is over."""
        return {name for name in ALARMS if self.state(name, now) == "ALARM"}

    def state(self, name: str, now: datetime) -> State:
        properties = resolved(ALARMS[name]["Properties"])
        after = now + timedelta(seconds=properties["Period"])
        return self.cloudwatch.state(properties, after.timestamp())


def resolved(value: Any) -> Any:
    """References as the logical ids that they are to."""
    match value:
        case {"Ref": "AWS::StackName"}:
            return STACK
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), _]}:
            return name
        case dict():
            return {key: resolved(inner) for key, inner in value.items()}
        case list():
            return [resolved(inner) for inner in value]
    return value
