"""Which invoices a filter means, said of one invoice: what looks through columns must agree."""

from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import Invoice


def matches(wanted: InvoiceFilter, row: Invoice) -> bool:
    return (
        (not wanted.statuses or row.status in wanted.statuses)
        and (not wanted.currencies or row.currency in wanted.currencies)
        and wanted.number.casefold() in row.shown_number.casefold()
        and _is_within(wanted, row)
    )


def _is_within(wanted: InvoiceFilter, row: Invoice) -> bool:
    day = row.day(wanted.basis)
    if day is None:
        return wanted.start is None and wanted.end is None
    return (wanted.start is None or wanted.start <= day) and (
        wanted.end is None or day <= wanted.end
    )
