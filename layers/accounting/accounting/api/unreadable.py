"""Unreadable invoices in answers: of systems, and of revenue, which they are not in."""

from typing import Self

from pydantic import Field

from accounting.api.model import Model
from accounting.domain.systems import Figures


class UnreadableView(Model):
    """An invoice whose row in WHMCS makes no sense."""

    id: int = Field(description="In WHMCS", examples=[1302])
    fields: list[str] = Field(description="Of the row; never their values", examples=[["total"]])

    @classmethod
    def all_of(cls, figures: Figures | None) -> list[Self]:
        found = sorted(figures.unreadable.items()) if figures else ()
        return [cls(id=invoice_id, fields=fields.split(", ")) for invoice_id, fields in found]
