"""Revenue over time, and the invoices behind it. Reads only."""

import accounting  # noqa: F401 - First, for what it says to the garbage collector.

# isort: split
import os
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api.invoices import FoundInvoicesView, InvoicesView, InvoiceView
from accounting.api.paging import found_place, invoice_before, invoice_cursor
from accounting.api.parameters import (
    Currencies,
    FoundCursor,
    From,
    InvoiceCursor,
    Invoices,
    OneSystem,
    SystemId,
    To,
    WhichDay,
    Word,
)
from accounting.api.problems import responses
from accounting.api.revenue import RevenueView
from accounting.api.revenue_csv import file_name, revenue_csv
from accounting.api.revenue_parameters import (
    Compare,
    Length,
    PerCurrency,
    RefundsAre,
    Statuses,
    Systems,
    WithTotals,
    YearStart,
)
from accounting.api.routing import resolver
from accounting.api.serving import preferred_type, serve
from accounting.domain import clock, revenue_query
from accounting.domain.errors import InvalidInput, SystemNotFound
from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import InvoicePosition, as_stored
from accounting.domain.periods import JANUARY
from accounting.domain.systems import System
from accounting.services.find_invoices import find_invoices
from accounting.services.report import report
from accounting.tables import systems_table

OK, NOT_FOUND = HTTPStatus.OK, HTTPStatus.NOT_FOUND
JSON, CSV = "application/json", "text/csv"
VARY = {"Vary": "Accept"}

app = resolver()


def systems_of(system_ids: Sequence[str]) -> list[System]:
    """Those, or all. Raises SystemNotFound."""
    if len(set(system_ids)) == 1:
        return [systems_table.get(system_ids[0])]
    systems = systems_table.list_all()
    if missing := set(system_ids) - {system.system_id for system in systems}:
        raise SystemNotFound(min(missing))
    return [system for system in systems if not system_ids or system.system_id in system_ids]


def check_order(start: date | None, end: date | None) -> None:
    """Raises InvalidInput."""
    if start and end and start > end:
        raise InvalidInput(("from", "is after `to`"))


@app.get(
    "/revenue",
    summary="Revenue by period, over all systems and for each",
    description="In the reporting currency; as JSON, or as a CSV file where the Accept header "
    "prefers text/csv.",
    tags=["Revenue"],
    responses=responses(
        OK,
        NOT_FOUND,
        headers=["Vary", "Content-Disposition"],
        content_types={JSON: {"model": RevenueView}, CSV: {"schema": {"type": "string"}}},
    ),
)
def get_revenue(
    *,
    start: From = None,
    end: To = None,
    by: Length = "month",
    fiscal_year_start: YearStart = JANUARY,
    basis: WhichDay = "issued",
    status: Statuses = ["Paid"],  # noqa: B006
    refunds: RefundsAre = "excluded",
    compare: Compare = [],  # noqa: B006
    system_id: Systems = [],  # noqa: B006
    currency: Currencies = [],  # noqa: B006
    by_currency: PerCurrency = False,
    totals: WithTotals = False,
) -> Response[Any]:
    check_order(start, end)
    systems = systems_of(system_id)
    as_csv = preferred_type(app, JSON, CSV) == CSV
    query = revenue_query.Query(
        start,
        end,
        by,
        basis,
        frozenset(map(as_stored, status)),
        refunds,
        frozenset() if as_csv else frozenset(compare),
        clock.utc_now().date(),
        fiscal_year_start,
        frozenset(map(str.upper, currency)),
        by_currency,
    )
    reporting = os.environ["REPORTING_CURRENCY"]
    found = report(query, systems, reporting)
    if as_csv:
        text = revenue_csv(found, query, systems, reporting, totals=totals)
        name = {"Content-Disposition": f'attachment; filename="{file_name(query)}"'}
        return Response(OK, f"{CSV}; charset=utf-8", text, headers={**VARY, **name})
    view = RevenueView.of(found, query, systems, reporting)
    return Response(OK, JSON, view.model_dump_json(by_alias=True), headers=VARY)


@app.get(
    "/systems/<system_id>/invoices",
    summary="The invoices of a system, newest first",
    description="As they are stored, by descending id, a page at a time; nothing about clients.",
    tags=["Revenue"],
    responses=responses(OK, NOT_FOUND),
)
def list_invoices(
    system_id: SystemId,
    limit: Invoices = 100,
    cursor: InvoiceCursor = None,
) -> InvoicesView:
    systems_table.get(system_id)
    before = invoice_before(cursor)
    place = InvoicePosition(system_id, before) if before else None
    found = find_invoices([system_id], InvoiceFilter(), limit, place)
    following = invoice_cursor(found.next.invoice_id) if found.next else None
    return InvoicesView(invoices=[InvoiceView.of(row) for _, row in found.rows], next=following)


@app.get(
    "/invoices",
    summary="Invoices of all systems, those that are looked for",
    description="System after system, by descending id, a page at a time; nothing about clients. "
    "A page may hold fewer than asked for, even none, and not be the last.",
    tags=["Revenue"],
    responses=responses(OK, NOT_FOUND),
)
def search_invoices(
    *,
    status: Annotated[
        list[Word], Query(description="Those of this status, in any letter case; repeatable")
    ] = [],  # noqa: B006
    currency: Currencies = [],  # noqa: B006
    number: Annotated[
        str,
        Query(max_length=100, description="Those whose number has this part, in any letter case"),
    ] = "",
    start: From = None,
    end: To = None,
    basis: WhichDay = "issued",
    system_id: OneSystem = None,
    limit: Invoices = 100,
    cursor: FoundCursor = None,
) -> FoundInvoicesView:
    check_order(start, end)
    statuses, currencies = frozenset(map(as_stored, status)), frozenset(map(str.upper, currency))
    wanted = InvoiceFilter(statuses, currencies, number, start, end, basis)
    system_ids = [systems_table.get(system_id).system_id] if system_id else systems_table.list_ids()
    found = find_invoices(system_ids, wanted, limit, found_place(cursor))
    return FoundInvoicesView.of(found)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(app, event, context)
