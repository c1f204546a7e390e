"""CloudWatch's alarms, as far as the template's use it: which state, given the metrics.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from tests.emf import Datum

type State = Literal["OK", "ALARM"]

STATISTICS: dict[str, Callable[[list[float]], float]] = {"Sum": sum, "Maximum": max}
BREACHES: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
}


class CloudWatch:
    """Keeps metrics. Moments are seconds since 1970."""

    def __init__(self) -> None:
        self._data: list[Datum] = []

    def put(self, data: Iterable[Datum]) -> None:
        self._data += data

    def aws(
        self, namespace: str, name: str, at: float, value: float = 1, **dimensions: str
    ) -> None:
        """One of AWS's own metrics."""
        given = frozenset(dimensions.items())
        self._data.append(Datum(namespace, name, given, round(at * 1000), (value,)))

    def forget(self, before: float) -> None:
        """What no alarm looks at any more."""
        self._data = [one for one in self._data if one.at >= before * 1000]

    def state(self, alarm: dict[str, Any], now: float) -> State:
        """Of an alarm whose properties hold no functions of CloudFormation any more, as of the
        last whole periods."""
        length, count = alarm["Period"], alarm["EvaluationPeriods"]
        end = now // length * length
        periods = [(end - length * (index + 1), end - length * index) for index in range(count)]
        breaching = sum(self._is_breaching(alarm, *period) for period in periods)
        return "ALARM" if breaching >= alarm.get("DatapointsToAlarm", count) else "OK"

    def _is_breaching(self, alarm: dict[str, Any], begin: float, end: float) -> bool:
        values = self._values(alarm, begin * 1000, end * 1000)
        if not values:
            return bool({"breaching": True, "notBreaching": False}[alarm["TreatMissingData"]])
        value = STATISTICS[alarm["Statistic"]](values)
        return BREACHES[alarm["ComparisonOperator"]](value, alarm["Threshold"])

    def _values(self, alarm: dict[str, Any], begin: float, end: float) -> list[float]:
        metric = (alarm["Namespace"], alarm["MetricName"])
        wanted = frozenset((one["Name"], one["Value"]) for one in alarm.get("Dimensions", ()))
        return [
            value
            for one in self._data
            if (one.namespace, one.name) == metric
            and one.dimensions == wanted
            and begin <= one.at < end
            for value in one.values
        ]
