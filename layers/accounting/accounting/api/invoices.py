"""Invoices in answers."""

from typing import Self

from pydantic import Field

from accounting.api.model import Model
from accounting.api.paging import found_cursor
from accounting.domain.invoices import Invoice
from accounting.domain.money import money_text
from accounting.services.find_invoices import Found


class InvoiceView(Model):
    """Amounts in the invoice's own `currency`; `gross` is net + tax, `total` what was left to pay
    after credit was applied."""

    id: int = Field(description="In WHMCS", examples=[1301])
    number: str = Field(
        description="As shown to people; the id where WHMCS gave none", examples=["2026-0417"]
    )
    date: str | None = Field(examples=["2026-01-31"])
    due_date: str | None = Field(examples=["2026-02-14"])
    paid_date: str | None = Field(examples=["2026-02-03"])
    status: str = Field(examples=["Paid"])
    currency: str = Field(examples=["EUR"])
    net: str = Field(examples=["100.00"])
    tax: str = Field(examples=["19.00"])
    gross: str = Field(examples=["119.00"])
    credit: str = Field(description="Credit applied", examples=["0.00"])
    total: str = Field(examples=["119.00"])
    refunded_date: str | None = Field(examples=[None])
    unreadable: str | None = Field(
        description="Fields of the row that made no sense; the invoice is in no revenue",
        examples=[None],
    )

    @classmethod
    def of(cls, invoice: Invoice, **place: str) -> Self:
        days = (invoice.date, invoice.due_date, invoice.paid_date, invoice.refunded_date)
        date, due_date, paid_date, refunded = (day.isoformat() if day else None for day in days)
        return cls(
            **place,
            id=invoice.id,
            number=invoice.shown_number,
            date=date,
            due_date=due_date,
            paid_date=paid_date,
            status=invoice.status,
            currency=invoice.currency,
            net=money_text(invoice.subtotal),
            tax=money_text(invoice.tax),
            gross=money_text(invoice.subtotal + invoice.tax),
            credit=money_text(invoice.credit),
            total=money_text(invoice.total),
            refunded_date=refunded,
            unreadable=invoice.unreadable or None,
        )


class InvoicesView(Model):
    invoices: list[InvoiceView]
    next: str | None = Field(
        description="Give it as `cursor` for the next ones; null at the end", examples=["b1202"]
    )


class FoundInvoiceView(InvoiceView):
    system_id: str = Field(examples=["9f2c4be81a07"])


class FoundInvoicesView(Model):
    invoices: list[FoundInvoiceView]
    looked_at: int = Field(
        description="How many invoices were looked at for these: what there is to show of progress",
        examples=[1000],
    )
    next: str | None = Field(
        description="Give it as `cursor` to go on, also where none was found; null at the end",
        examples=["i9f2c4be81a07.b1202"],
    )

    @classmethod
    def of(cls, found: Found) -> Self:
        rows = [FoundInvoiceView.of(row, system_id=system_id) for system_id, row in found.rows]
        following = found_cursor(found.next) if found.next else None
        return cls(invoices=rows, looked_at=found.looked_at, next=following)
