"""Revenue over time, and the invoices behind it. Reads only."""

import os
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Field

from accounting.api.fields import Day, QueryTruth
from accounting.api.paging import cut, invoice_before, invoice_cursor
from accounting.api.parameters import InvoiceCursor, OneSystem, SystemId
from accounting.api.problems import responses
from accounting.api.revenue import InvoicesView, InvoiceView, RevenueView
from accounting.api.revenue_csv import file_name, revenue_csv
from accounting.api.routing import resolver
from accounting.api.serving import preferred_type, serve
from accounting.domain import clock, revenue
from accounting.domain.errors import InvalidInput
from accounting.domain.invoices import Basis, as_stored
from accounting.domain.periods import Earlier, Grain
from accounting.domain.systems import System
from accounting.tables import invoices_table, revenue_table, systems_table

OK, NOT_FOUND = HTTPStatus.OK, HTTPStatus.NOT_FOUND
JSON, CSV = "application/json", "text/csv"
VARY = {"Vary": "Accept"}

app = resolver()


def stored(system: System, query: revenue.Query) -> revenue.Stored:
    sums = revenue_table.sums(system.system_id, query.basis)
    booked = query.refunds == "booked"
    return revenue.Stored(system, sums, revenue_table.refunds(system.system_id) if booked else ())


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
    start: Annotated[Day | None, Query(alias="from", description="First day, inclusive")] = None,
    end: Annotated[Day | None, Query(alias="to", description="Last day, inclusive")] = None,
    by: Annotated[Grain, Query(description="How long a period is")] = "month",
    basis: Annotated[Basis, Query(description="Which day counts: of issue or payment")] = "issued",
    status: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=40)]],
        Query(
            min_length=1,
            description="Which invoices count, in any letter case; repeatable",
            examples=[["Paid", "Unpaid"]],
        ),
    ] = ["Paid"],  # noqa: B006
    refunds: Annotated[
        revenue.Refunds,
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
    if start and end and start > end:
        raise InvalidInput(("from", "is after `to`"))
    systems = [systems_table.get(system_id)] if system_id else systems_table.list_all()
    as_csv = preferred_type(app, JSON, CSV) == CSV
    query = revenue.Query(
        start,
        end,
        by,
        basis,
        frozenset(map(as_stored, status)),
        refunds,
        frozenset() if as_csv else frozenset(compare),
        clock.utc_now().date(),
    )
    currency = os.environ["REPORTING_CURRENCY"]
    report = revenue.report(query, (stored(system, query) for system in systems), currency)
    if as_csv:
        text = revenue_csv(report, systems, currency, totals=totals)
        name = {"Content-Disposition": f'attachment; filename="{file_name(query)}"'}
        return Response(OK, f"{CSV}; charset=utf-8", text, headers={**VARY, **name})
    return Response(
        OK,
        JSON,
        RevenueView.of(report, systems, currency).model_dump_json(by_alias=True),
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
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at once")] = 100,
    cursor: InvoiceCursor = None,
) -> InvoicesView:
    systems_table.get(system_id)
    found = invoices_table.newest(system_id, invoice_before(cursor), limit + 1)
    page, following = cut(found, limit, lambda invoice: invoice_cursor(invoice.id))
    return InvoicesView(invoices=[InvoiceView.of(row) for row in page], next=following)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(app, event, context)
