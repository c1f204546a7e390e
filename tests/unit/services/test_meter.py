"""What is counted of the requests to a source."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from accounting.domain.errors import SourceUnavailable
from accounting.services.meter import Meter
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import FakeSource, invoice


def test_rows_and_time_of_answers_are_counted() -> None:
    clock = FakeClock()
    source = FakeSource(*map(invoice, range(1, 6)))

    def slow(number: int) -> None:
        clock.seconds += number

    source.before_answer = slow
    meter = Meter(clock)
    watched = meter.watch(source)
    assert watched.page(0, 3) == FakeSource(*map(invoice, range(1, 6))).page(0, 3)
    assert watched.page(3, 10, "Paid").total == 5
    assert (meter.requests, meter.failed, meter.rows) == (2, 0, 5)
    assert meter.milliseconds == [1000, 2000]


def test_request_without_an_answer_is_a_failure_and_has_no_time() -> None:
    source = FakeSource(invoice(1))

    def fail(_number: int) -> None:
        raise SourceUnavailable("away")

    source.before_answer = fail
    meter = Meter(FakeClock())
    with pytest.raises(SourceUnavailable, match="away"):
        meter.watch(source).page(0, 1)
    assert (meter.requests, meter.failed, meter.rows) == (1, 1, 0)
    assert meter.milliseconds == []


def test_threads_count_together() -> None:
    meter = Meter(FakeClock())
    watched = meter.watch(FakeSource(*map(invoice, range(1, 101))))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda start: watched.page(start % 100, 1), range(2000)))
    assert (meter.requests, meter.rows) == (2000, 2000)


@pytest.mark.parametrize(("count", "taken"), [(0, 0), (1, 1), (99, 99), (100, 50), (7200, 99)])
def test_sample_is_spread_over_all_requests(count: int, taken: int) -> None:
    meter = Meter(FakeClock(), [float(number) for number in range(count)])
    sample = meter.sample(99)
    assert len(sample) == taken
    assert sample == sorted(sample)
    assert not sample or max(sample) >= count * 0.98 - 1
