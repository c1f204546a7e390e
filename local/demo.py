"""`python -m local demo`: connect a system, Full sync, a day of business, Sync, and the revenue.

The totals are checked against sums that the simulator makes of its own rows; the exit code is 1
when they differ by a cent.
"""

from __future__ import annotations

import time
from argparse import Namespace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from local import connection, logs, note
from local.api_client import ApiClient
from local.progress_bar import following
from local.running import Running
from local.simulator import Installation, a_day_of_business

MONTHS_SHOWN = 13
RATES = {"EUR": Decimal(1), "USD": Decimal("0.92")}

type Revenue = dict[str, dict[str, str]]


def run(options: Namespace) -> int:
    """The process's exit code."""
    with logs.to_file(note.FOLDER / "demo.log") as terminal:
        console = Console(file=terminal)
        console.print("Starting the system in this process …")
        running = Running(
            whmcs_port=options.whmcs_port,
            invoices=options.invoices,
            waiting=1.0,
            dynamodb=options.dynamodb,
            data=options.data,
        )
        with running:
            return _show(running, console)


def _show(running: Running, console: Console) -> int:
    installation = running.simulator.installation
    api = ApiClient(running.url, running.token)
    system_id = connection.connect(api, running.simulator.url)
    console.print(f"Connected to a WHMCS with {len(installation)} invoices.\n")
    _sync(api, system_id, "full", "Full sync", console)
    if not _equal(api, installation, "after the Full sync", console):
        return 1
    day = a_day_of_business(installation, seed=1)
    console.print(
        f"\nA day of business in WHMCS: {len(day.added)} invoices added, {len(day.paid)} paid, "
        f"{len(day.refunded)} refunded, {len(day.cancelled)} cancelled, {len(day.deleted)} deleted."
    )
    _sync(api, system_id, "incremental", "Sync", console)
    equal = _equal(api, installation, "after the Sync", console)
    console.print(_table(api.get("/revenue")))
    api.close()
    return 0 if equal else 1


def _sync(api: ApiClient, system_id: str, mode: str, name: str, console: Console) -> None:
    began = time.monotonic()
    with following(name, console) as show:
        record = connection.sync(api, system_id, mode, show)
    seconds = time.monotonic() - began
    proof = record["proof"]
    console.print(
        f"  {record['invoices_seen']} invoices seen in {record['steps_done']} steps and "
        f"{seconds:.1f} s: {record['added']} new, {record['updated']} changed, "
        f"{record['deleted']} deleted, {record['unchanged']} unchanged."
    )
    console.print(
        f"  Proof: WHMCS holds {proof['remote_total']} invoices, we hold {proof['stored_total']}."
    )


def _equal(api: ApiClient, installation: Installation, when: str, console: Console) -> bool:
    """Whether every month is what the simulator says, to the cent."""
    rows = api.get("/revenue")["rows"]
    reported = {row["period"]: {key: row[key] for key in ("net", "tax", "gross")} for row in rows}
    remote = expected(installation)
    for month in sorted(reported.keys() | remote.keys()):
        if reported.get(month) != remote.get(month):
            differing = f"reported {reported.get(month)}, in WHMCS {remote.get(month)}"
            console.print(f"[red]{month}: {differing}.")
    if reported == remote:
        console.print(f"  [green]All {len(reported)} months equal WHMCS's own sums {when}.")
    return reported == remote


def expected(installation: Installation) -> Revenue:
    """The revenue by month in euros, summed up from the simulator's rows and nothing of ours: what
    is of one day and currency is rounded to the cent, and months are sums of that."""
    days: dict[tuple[date, str], list[Decimal]] = {}
    for row in installation.invoices().values():
        if row.status == "Paid":
            amounts = days.setdefault((row.date, row.currencycode), [Decimal(0), Decimal(0)])
            amounts[0] += row.subtotal
            amounts[1] += row.tax + row.tax2
    months: dict[str, list[Decimal]] = {}
    for (day, currency), amounts in days.items():
        sums = months.setdefault(f"{day:%Y-%m}", [Decimal(0), Decimal(0)])
        for index, amount in enumerate(amounts):
            sums[index] += (amount * RATES[currency]).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    return {
        month: {"net": str(net), "tax": str(tax), "gross": str(net + tax)}
        for month, (net, tax) in months.items()
    }


def _table(revenue: dict[str, Any]) -> Table:
    rows = revenue["rows"][-MONTHS_SHOWN:]
    table = Table(title=f"\nRevenue in {revenue['currency']}, the last {len(rows)} months")
    table.add_column("Month")
    for name in ("Invoices", "Net", "Tax", "Gross", "Average gross"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(row["period"], *_cells(row))
    total = revenue["total"]
    table.add_section()
    table.add_row(f"All {len(revenue['rows'])} months", *_cells(total), style="bold")
    return table


def _cells(sums: dict[str, Any]) -> list[str]:
    amounts = (sums[name] for name in ("net", "tax", "gross", "average_gross"))
    return [f"{sums['count']:,}", *(f"{Decimal(amount):,.2f}" for amount in amounts)]
