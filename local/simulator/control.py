"""The addresses for people who play with the demo: change invoices, see revenue, plan faults."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from decimal import InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from werkzeug.wrappers import Request as HttpRequest

from local.simulator.business import a_day_of_business
from local.simulator.exchange import Reply
from local.simulator.fault_catalogue import CATALOGUE
from local.simulator.invoice_fields import from_json

if TYPE_CHECKING:
    from local.simulator.server import Simulator

HELP = """A simulated WHMCS installation, for demo and tests.
It holds {count} invoices, all of them invented.

POST   /includes/api.php         the API: action=GetInvoices
GET    /simulator/revenue        by month and currency (?basis=issued|paid&status=Paid)
POST   /simulator/invoices       add: {{"subtotal": "100.00", "tax": "19.00", "status": "Paid"}}
GET    /simulator/invoices/ID    one invoice
DELETE /simulator/invoices/ID
POST   /simulator/invoices/ID/pay
POST   /simulator/invoices/ID/refund
POST   /simulator/invoices/ID/cancel
POST   /simulator/day            a day of business: {{"added": 100}} invoices (12)
POST   /simulator/latency        {{"milliseconds": 50}}
POST   /simulator/faults         {{"fault": "rate_limited_429", "times": 3}}
DELETE /simulator/faults         nothing goes wrong any more

Faults (those of TLS need --https):
{faults}
"""
INVOICE = re.compile(r"/simulator/invoices/(\d+)(?:/(pay|refund|cancel))?")
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def answer(simulator: "Simulator", http: HttpRequest) -> Reply:
    """Do what a control address says. Changes take effect at once, also while a sync runs."""
    found = INVOICE.fullmatch(http.path)
    route = ROUTES.get((http.method, http.path))
    try:
        if found:
            return _one_invoice(simulator, http.method, int(found[1]), found[2])
        if route:
            return route(simulator, http)
    except KeyError as missing:
        return _json({"error": f"there is no {missing}"}, 404)
    except (ValueError, TypeError, AttributeError, InvalidOperation) as error:
        return _json({"error": str(error)}, 400)
    return _json({"error": f"there is no {http.method} {http.path}"}, 404)


def _one_invoice(simulator: "Simulator", method: str, invoice_id: int, verb: str | None) -> Reply:
    installation = simulator.installation
    match method, verb:
        case "GET", None:
            pass
        case "DELETE", None:
            installation.delete(invoice_id)
            return Reply(204)
        case "POST", "pay":
            installation.pay(invoice_id)
        case "POST", "refund":
            installation.refund(invoice_id)
        case "POST", "cancel":
            installation.cancel(invoice_id)
        case _:
            return _json({"error": "that cannot be done with an invoice"}, 405)
    return _json(asdict(installation.get(invoice_id)))


def _help(simulator: "Simulator", _http: HttpRequest) -> Reply:
    text = HELP.format(count=len(simulator.installation), faults="\n".join(CATALOGUE))
    return Reply(200, text.encode(), TEXT)


def _revenue(simulator: "Simulator", http: HttpRequest) -> Reply:
    basis: Literal["issued", "paid"] = "paid" if http.args.get("basis") == "paid" else "issued"
    sums = simulator.installation.revenue(basis, (http.args.get("status", "Paid"),))
    rows = [
        {"month": month, "currency": currency} | totals._asdict()
        for (month, currency), totals in sums.items()
    ]
    return _json({"rows": rows})


def _add(simulator: "Simulator", http: HttpRequest) -> Reply:
    return _json({"id": simulator.installation.add(**from_json(_body(http)))}, 201)


def _day(simulator: "Simulator", http: HttpRequest) -> Reply:
    body = _body(http)
    seed, added = body.get("seed", simulator.installation.last_id), body.get("added", 12)
    return _json(asdict(a_day_of_business(simulator.installation, int(seed), int(added))))


def _latency(simulator: "Simulator", http: HttpRequest) -> Reply:
    simulator.settings.latency = float(_body(http)["milliseconds"]) / 1000
    return _json({"milliseconds": simulator.settings.latency * 1000})


def _plan_fault(simulator: "Simulator", http: HttpRequest) -> Reply:
    body = _body(http)
    simulator.faults.plan(body.pop("fault"), **body)
    return _json({"planned": True})


def _clear_faults(simulator: "Simulator", _http: HttpRequest) -> Reply:
    simulator.faults.clear()
    return Reply(204)


def _body(http: HttpRequest) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(http.get_data() or b"{}")
    return body


def _json(document: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(document, default=str, indent=2).encode() + b"\n")


ROUTES: dict[tuple[str, str], Callable[["Simulator", HttpRequest], Reply]] = {
    ("GET", "/"): _help,
    ("GET", "/simulator/revenue"): _revenue,
    ("POST", "/simulator/invoices"): _add,
    ("POST", "/simulator/day"): _day,
    ("POST", "/simulator/latency"): _latency,
    ("POST", "/simulator/faults"): _plan_fault,
    ("DELETE", "/simulator/faults"): _clear_faults,
}
