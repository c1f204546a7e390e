"""The months whose revenue is another than was told before."""

from accounting.domain.event_types import Amounts, MonthChange
from accounting.domain.month_totals import MonthTotals
from accounting.domain.totals import Totals

ZERO = Amounts("0.00", "0.00")
TOLD = MonthTotals("EUR", {"2026-01": (10000, 11900), "2026-02": (5000, 5950)})


def changes(after: MonthTotals, before: MonthTotals = TOLD) -> list[str]:
    return [change.month for change in after.changes_since(before)]


def test_only_months_that_differ_are_told_in_order() -> None:
    after = MonthTotals("EUR", {"2026-03": (1, 1), "2026-01": (10000, 11900), "2025-12": (-1, 0)})
    assert after.changes_since(TOLD) == (
        MonthChange("2025-12", ZERO, Amounts("-0.01", "0.00")),
        MonthChange("2026-02", Amounts("50.00", "59.50"), ZERO),
        MonthChange("2026-03", ZERO, Amounts("0.01", "0.01")),
    )


def test_the_same_totals_are_told_once() -> None:
    assert changes(TOLD) == []


def test_gross_alone_may_differ() -> None:
    assert changes(MonthTotals("EUR", {**TOLD.months, "2026-02": (5000, 6050)})) == ["2026-02"]


def test_first_totals_differ_from_nothing() -> None:
    assert changes(TOLD, MonthTotals("")) == ["2026-01", "2026-02"]


def test_deleted_system_has_nothing_left() -> None:
    assert changes(MonthTotals("EUR")) == ["2026-01", "2026-02"]


def test_months_that_add_up_to_nothing_are_none() -> None:
    periods = {"2026-01": Totals(2, 0, 0, 0), "2026-02": Totals(1, 100, 19, 50)}
    assert MonthTotals.of("EUR", periods) == MonthTotals("EUR", {"2026-02": (100, 119)})


def test_amounts_have_the_decimals_of_their_currency() -> None:
    (change,) = MonthTotals("JPY", {"2026-01": (150, 165)}).changes_since(MonthTotals("JPY"))
    assert change == MonthChange("2026-01", Amounts("0", "0"), Amounts("150", "165"))


def test_what_was_told_in_another_currency_is_not_compared() -> None:
    (change,) = MonthTotals("USD", {"2026-01": (10000, 11900)}).changes_since(TOLD)
    assert change.before == ZERO
