"""`make up` starts automatic syncs as AWS does."""

from local.aws.schedule import SECONDS, Schedule
from tests.structure.project import properties


def test_fires_at_the_beginning_of_each_quarter_of_an_hour() -> None:
    begin = 1000.0 * SECONDS
    fired: list[None] = []
    schedule = Schedule(lambda: fired.append(None), begin + 10)
    for seconds, times in ((20, 0), (899.9, 0), (900, 1), (901, 1), (1799, 1), (5000, 2)):
        schedule.look(begin + seconds)
        assert len(fired) == times


def test_is_that_of_the_template() -> None:
    (rule,) = properties("DailySyncFunction")["Events"].values()
    assert rule["Properties"]["Schedule"] == "cron(0/15 * * * ? *)"
    assert SECONDS == 15 * 60
