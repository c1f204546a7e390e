"""Cells of the CSV file that spreadsheets would compute."""

import csv
import io

import pytest

from accounting.api.revenue_csv import COLUMNS, revenue_csv
from accounting.domain.by_currency import InCurrency
from accounting.domain.revenue import Report, Row
from accounting.domain.revenue_query import Query
from accounting.domain.totals import Totals
from tests.fakes.systems import a_system

BLANKS = ["", " ", "   ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\t", "\x00"]
FULL_WIDTH = ["\uff1d", "\uff0b", "\uff0d", "\uff20"]
SMALL = ["\ufe66", "\ufe62", "\ufe63", "\ufe6b"]
SIGNS = ["=", "+", "-", "@", *FULL_WIDTH, *SMALL]


def cell(name: str) -> str:
    system = a_system(name=name)
    row = Row("2026-01", {system.system_id: Totals(1)})
    text = revenue_csv(Report([row], row), Query(), [system], "EUR", totals=True)
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(line) for line in lines} == {len(COLUMNS)}
    return lines[1][2]


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_formula_is_quoted_whatever_it_begins_with(blank: str, sign: str) -> None:
    name = f"{blank}{sign}1+1"
    assert cell(name) == f"'{name}"


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_cell_that_begins_with_a_break_is_quoted(start: str) -> None:
    assert cell(f"{start}x") == f"'{start}x"


@pytest.mark.parametrize("name", ["Example", " Example", "A=B", "1-2", "(=1)", "Größe", "'=1"])
def test_other_text_stays_as_it_is(name: str) -> None:
    assert cell(name) == name


def test_currency_that_is_a_formula_is_quoted() -> None:
    """WHMCS lets its administrators call currencies what they like."""
    system = a_system()
    sums = {system.system_id: {"=1+1": InCurrency(Totals(1), Totals(1))}}
    row = Row("2026-01", {system.system_id: Totals(1)}, by_currency=sums)
    text = revenue_csv(Report([row], row), Query(by_currency=True), [system], "EUR", totals=True)
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [line["invoice_currency"] for line in lines] == ["'=1+1", "'=1+1"]
