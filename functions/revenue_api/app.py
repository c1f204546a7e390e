"""Revenue over time, and the invoices behind it. Reads only."""

import accounting  # noqa: F401 - First, for what it says to the garbage collector.

# isort: split
import os
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api.fields import QueryTruth
from accounting.api.invoices import FoundInvoicesView, InvoicesView, InvoiceView
from accounting.api.paging import found_place, invoice_before, invoice_cursor
from accounting.api.parameters import (
    FoundCursor,
    From,
    InvoiceCursor,
    Invoices,
    OneSystem,
    SystemId,
    To,
    WhichDay,
    Word,
    YearStart,
)
from accounting.api.problems import responses
from accounting.api.revenue import RevenueView
from accounting.api.revenue_csv import file_name, revenue_csv
from accounting.api.routing import resolver
from accounting.api.serving import preferred_type, serve
from accounting.domain import clock, revenue_query
from accounting.domain.errors import InvalidInput
from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import InvoicePosition, as_stored
from accounting.domain.periods import JANUARY, Earlier, Grain
from accounting.domain.systems import System
from accounting.services.find_invoices import find_invoices
from accounting.services.report import report
from accounting.tables import systems_table

OK, NOT_FOUND = HTTPStatus.OK, HTTPStatus.NOT_FOUND
JSON, CSV = "application/json", "text/csv"
VARY = {"Vary": "Accept"}

app = resolver()


def systems_of(system_id: str | None) -> list[System]:
    """That one, or all. Raises SystemNotFound."""
    return [systems_table.get(system_id)] if system_id else systems_table.list_all()


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
    by: Annotated[Grain, Query(description="How long a period is")] = "month",
    fiscal_year_start: YearStart = JANUARY,
    basis: WhichDay = "issued",
    status: Annotated[
        list[Word],
        Query(
            min_length=1,
            description="Which invoices count, in any letter case; repeatable",
            examples=[["Paid", "Unpaid"]],
        ),
    ] = ["Paid"],  # noqa: B006
    refunds: Annotated[
        revenue_query.Refunds,
        Query(
            description="excluded: a refunded invoice leaves the revenue; booked: it stays where "
            "it was, and is subtracted on the day of its refund"
        ),
    ] = "excluded",
    compare: Annotated[
        list[Earlier],
        Query(
            max_length=2,
            description="JSON only: what stands beside each period, of one that still runs up to "
            "the same day; repeatable. The total of days with a first one has `previous_year` too",
            examples=[["previous_year"]],
        ),
    ] = [],  # noqa: B006
    system_id: OneSystem = None,
    totals: Annotated[
        QueryTruth,
        Query(description="CSV only: a line over all systems for each period, besides theirs"),
    ] = False,
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
    )
    currency = os.environ["REPORTING_CURRENCY"]
    found = report(query, systems, currency)
    if as_csv:
        text = revenue_csv(found, systems, currency, totals=totals)
        name = {"Content-Disposition": f'attachment; filename="{file_name(query)}"'}
        return Response(OK, f"{CSV}; charset=utf-8", text, headers={**VARY, **name})
    return Response(
        OK,
        JSON,
        RevenueView.of(found, systems, currency).model_dump_json(by_alias=True),
        headers=VARY,
    )


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
    currency: Annotated[
        list[Word], Query(description="Those in this currency; repeatable", examples=[["USD"]])
    ] = [],  # noqa: B006
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
