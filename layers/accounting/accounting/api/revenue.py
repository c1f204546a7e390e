"""Revenue and invoices in requests and answers."""

from typing import Self

from pydantic import BaseModel, Field

from accounting.domain.invoices import Invoice
from accounting.domain.money import money_text
from accounting.domain.revenue import Report, Row, Totals


class TotalsView(BaseModel):
    """Amounts in the reporting currency; gross = net + tax, each rounded on its own."""

    count: int = Field(description="Invoices", examples=[120])
    net: str = Field(examples=["10000.00"])
    tax: str = Field(examples=["1900.00"])
    gross: str = Field(examples=["11900.00"])

    @classmethod
    def of(cls, totals: Totals) -> Self:
        return cls(
            count=totals.count,
            net=money_text(totals.net),
            tax=money_text(totals.tax),
            gross=money_text(totals.gross),
        )


class SumsView(TotalsView):
    average_net: str = Field(description="Per invoice", examples=["83.33"])
    average_gross: str = Field(examples=["99.17"])
    by_system: dict[str, TotalsView] = Field(
        description="By the system's id",
        examples=[
            {
                "9f2c4be81a07": {
                    "count": 120,
                    "net": "10000.00",
                    "tax": "1900.00",
                    "gross": "11900.00",
                }
            }
        ],
    )

    @classmethod
    def _values(cls, row: Row) -> dict[str, object]:
        total = row.total
        return {
            **dict(TotalsView.of(total)),
            "average_net": money_text(total.average_net),
            "average_gross": money_text(total.average_gross),
            "by_system": {key: TotalsView.of(sums) for key, sums in row.by_system.items()},
        }


class RowView(SumsView):
    period: str = Field(examples=["2026-01"])


class RevenueView(BaseModel):
    currency: str = Field(description="The reporting currency", examples=["EUR"])
    rows: list[RowView] = Field(description="Periods without invoices have none")
    total: SumsView
    warnings: list[str] = Field(
        description="What a reader of the amounts should know", examples=[[]]
    )

    @classmethod
    def of(cls, report: Report, currency: str) -> "RevenueView":
        return cls(
            currency=currency,
            rows=[
                RowView.model_validate({"period": row.period, **SumsView._values(row)})
                for row in report.rows
            ],
            total=SumsView.model_validate(SumsView._values(report.total)),
            warnings=report.warnings,
        )


class InvoiceView(BaseModel):
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
    total: str = Field(examples=["119.00"])

    @classmethod
    def of(cls, invoice: Invoice) -> "InvoiceView":
        days = (invoice.date, invoice.due_date, invoice.paid_date)
        date, due_date, paid_date = (day.isoformat() if day else None for day in days)
        return cls(
            id=invoice.id,
            number=invoice.number or str(invoice.id),
            date=date,
            due_date=due_date,
            paid_date=paid_date,
            status=invoice.status,
            currency=invoice.currency,
            net=money_text(invoice.subtotal),
            tax=money_text(invoice.tax),
            gross=money_text(invoice.subtotal + invoice.tax),
            total=money_text(invoice.total),
        )


class InvoicesView(BaseModel):
    invoices: list[InvoiceView]
    next: str | None = Field(
        description="Give it as `cursor` for the next ones; null at the end", examples=["b1202"]
    )
