"""Revenue as a file for spreadsheets."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

from accounting.domain.clock import utc_text
from accounting.domain.money import minor_text, minor_units
from accounting.domain.periods import is_fiscal
from accounting.domain.revenue import Report
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


def revenue_csv(report: Report, systems: Iterable[System], currency: str, *, totals: bool) -> str:
    """A line a period and system, so that a column adds up; with `totals` also one a period over
    all systems, without a `system_id`. Each says whether all is in, and since when it was right."""
    by_id = {system.system_id: system for system in systems}
    trust = {system_id: _trust([system]) for system_id, system in by_id.items()}
    minor = minor_units(currency)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in report.rows:
        for system_id, sums in row.by_system.items():
            system = by_id[system_id]
            name = [system_id, _cell(system.settings.name), currency]
            writer.writerow([row.period, *name, *_amounts(sums, minor), *trust[system_id]])
        if totals:
            name = ["", ALL_SYSTEMS, currency]
            writer.writerow(
                [row.period, *name, *_amounts(row.total, minor), *_trust(by_id.values())]
            )
    return text.getvalue()


def file_name(query: Query) -> str:
    """Such as revenue-2026-01-01-2026-12-31-by-month-issued.csv, or …-issued-refunds-booked.csv,
    or …-by-fiscal-year-issued.csv."""
    days = "-".join(day.isoformat() for day in (query.start, query.end) if day)
    refunds = "-refunds-booked" if query.refunds == "booked" else ""
    fiscal = "fiscal-" if is_fiscal(query.by, query.year_start) else ""
    return f"revenue-{days or 'all'}-by-{fiscal}{query.by}-{query.basis}{refunds}.csv"


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
