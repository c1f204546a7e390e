"""Revenue as a file for spreadsheets."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

from accounting.domain.by_currency import over_all
from accounting.domain.clock import utc_text
from accounting.domain.money import minor_text, minor_units, source_decimals
from accounting.domain.periods import is_fiscal
from accounting.domain.revenue import Report, Row
from accounting.domain.revenue_query import Query
from accounting.domain.systems import System
from accounting.domain.totals import Totals

COLUMNS = (
    "period",
    "system_id",
    "system",
    "currency",
    "count",
    "net",
    "tax",
    "gross",
    "credit",
    "collected",
    "complete",
    "verified_since",
)
ALL_SYSTEMS = "All systems"


# What stands behind them in a file by currency.
OWN_COLUMNS = (
    "invoice_currency",
    "own_net",
    "own_tax",
    "own_gross",
    "own_credit",
    "own_collected",
)


def revenue_csv(
    report: Report, query: Query, systems: Iterable[System], currency: str, *, totals: bool
) -> str:
    """A line a period and system (by currency: also one for each currency), so that a column adds
    up; with `totals` also over all systems, without a `system_id`. Each says whether all is in, and
    since when it was right."""
    by_id = {system.system_id: system for system in systems}
    trust = {system_id: _trust([system]) for system_id, system in by_id.items()}
    minor = minor_units(currency)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(OWN_COLUMNS if query.by_currency else ())])
    for row in report.rows:
        for system_id, sums, own in _of_systems(row, query):
            name = [system_id, _cell(by_id[system_id].settings.name), currency]
            writer.writerow([row.period, *name, *_amounts(sums, minor), *trust[system_id], *own])
        for sums, own in _over_all(row, query) if totals else ():
            name = ["", ALL_SYSTEMS, currency]
            trusted = _trust(by_id.values())
            writer.writerow([row.period, *name, *_amounts(sums, minor), *trusted, *own])
    return text.getvalue()


def _of_systems(row: Row, query: Query) -> Iterator[tuple[str, Totals, list[str]]]:
    if not query.by_currency:
        yield from ((system_id, sums, []) for system_id, sums in row.by_system.items())
    for system_id, of_system in row.by_currency.items():
        for currency, sums in of_system.items():
            yield system_id, sums.converted, _own(currency, sums.own)


def _over_all(row: Row, query: Query) -> Iterator[tuple[Totals, list[str]]]:
    if not query.by_currency:
        yield row.total, []
    for currency, sums in over_all(row.by_currency).items():
        yield sums.converted, _own(currency, sums.own)


def _own(currency: str, sums: Totals) -> list[str]:
    """The invoices that these amounts are of are counted in their line already."""
    _, *amounts = _amounts(sums, source_decimals(currency))
    return [_cell(currency), *amounts]


def file_name(query: Query) -> str:
    """Such as revenue-2026-01-01-2026-12-31-by-month-issued.csv, or …-issued-refunds-booked.csv,
    or …-by-fiscal-year-issued.csv, or …-by-month-and-currency-issued.csv."""
    days = "-".join(day.isoformat() for day in (query.start, query.end) if day)
    refunds = "-refunds-booked" if query.refunds == "booked" else ""
    fiscal = "fiscal-" if is_fiscal(query.by, query.year_start) else ""
    by = f"{fiscal}{query.by}{'-and-currency' if query.by_currency else ''}"
    return f"revenue-{days or 'all'}-by-{by}-{query.basis}{refunds}.csv"


def _amounts(sums: Totals, minor: int) -> list[str]:
    amounts = (sums.net, sums.tax, sums.gross, sums.credit, sums.collected)
    return [str(sums.count), *(minor_text(amount, minor) for amount in amounts)]


def _trust(systems: Iterable[System]) -> tuple[str, str]:
    """Whether all invoices are in, and the moment that no figure is older than, where there is."""
    found = list(systems)
    since = [system.verified_since for system in found if system.verified_since]
    known = found and len(since) == len(found)
    complete = all(system.complete for system in found)
    return "yes" if complete else "no", utc_text(min(since)) if known else ""


def _cell(text: str) -> str:
    """Spreadsheets compute what begins like a formula, some of them whatever blanks, invisible
    characters or full width it begins with; a quote in front keeps it text."""
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(each for each in plain if unicodedata.category(each)[0] not in "ZC")
    return f"'{text}" if re.match(r"[=+\-@]", seen) or re.match(r"[\t\r\n]", text) else text
