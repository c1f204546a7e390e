"""A WHMCS in memory that answers `GetInvoices` as the real one does, for tests and demo."""

from local.simulator.answers import Variant
from local.simulator.business import DayOfBusiness, a_day_of_business
from local.simulator.demo import demo_installation
from local.simulator.exchange import Reply, Request
from local.simulator.faults import Fault, Faults
from local.simulator.installation import Installation, Totals
from local.simulator.invoices import STATUSES, SourceInvoice
from local.simulator.server import Simulator

__all__ = [
    "STATUSES",
    "DayOfBusiness",
    "Fault",
    "Faults",
    "Installation",
    "Reply",
    "Request",
    "Simulator",
    "SourceInvoice",
    "Totals",
    "Variant",
    "a_day_of_business",
    "demo_installation",
]
