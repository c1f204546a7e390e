"""What `includes/api.php` does: who may ask, what is asked for, and the list that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from local.simulator import answers
from local.simulator.answers import Variant
from local.simulator.exchange import Reply, Request
from local.simulator.fault_catalogue import fault
from local.simulator.installation import Installation
from local.simulator.rows import EncodedRows


@dataclass
class Settings:
    """The server's side of things; tests change them while it runs.

    With an `access_key` the caller's address counts as not allowed, so that the key is needed.
    `page_cap` gives fewer rows than asked for, `page_limit` makes larger pages fail with the fault
    `page_limit_fault`. `latency` is in seconds. `status_filter`: what becomes of a status that is
    asked for; letter case does not matter to a server that honours it.
    `folders`, each with a slash at its end: where the
    web server has the installation; several addresses of one count as several to those who ask.
    """

    identifier: str = "demo"
    secret: str = "demo-secret"
    access_key: str | None = None
    variant: Variant = field(default_factory=Variant)
    page_cap: int | None = None
    page_limit: int | None = None
    page_limit_fault: str = "page_too_large"
    latency: float = 0.0
    status_filter: Literal["honoured", "ignored", "empty"] = "honoured"
    folders: tuple[str, ...] = ("",)


def refusal(form: Mapping[str, str], settings: Settings) -> Reply | None:
    """The error that stops this caller, or None for one who may list invoices."""
    identifier = form.get("identifier") or form.get("username")
    secret = form.get("secret") or form.get("password")
    action = form.get("action", "")
    needs_key = settings.access_key is not None
    checks = (
        (not identifier or not secret, 403, "Authentication Failed"),
        (identifier != settings.identifier, 403, "Invalid or missing credentials"),
        (secret != settings.secret, 403, "Authentication Failed"),
        (
            needs_key and form.get("accesskey") != settings.access_key,
            403,
            "Invalid IP 127.0.0.1",
        ),
        (not action, 400, "Empty action request"),
        (action.lower() != "getinvoices", 400, f"Invalid API Action: {action}"),
    )
    refused = ((status, message) for fails, status, message in checks if fails)
    status, message = next(refused, (0, ""))
    return answers.error(status, message, settings.variant) if message else None


def invoices(
    request: Request,
    installation: Installation,
    settings: Settings,
    encoded: EncodedRows,
    *,
    as_json: bool,
) -> Reply:
    """The page that `request` asks for."""
    if settings.page_limit is not None and request.limit > settings.page_limit:
        return fault(settings.page_limit_fault).reply(request, Reply())
    rows, total = installation.page(
        request.start,
        min(request.limit, settings.page_cap or request.limit),
        request.orderby,
        request.order,
        _status(request.status, settings),
        request.userid,
    )
    if not as_json:
        return answers.xml(total)
    return answers.listing(rows, request.start, total, settings.variant, encoded)


def _status(asked: str | None, settings: Settings) -> str | None:
    match settings.status_filter:
        case "ignored":
            return None
        case "empty":
            return asked and "no such status"
        case "honoured":
            return asked
