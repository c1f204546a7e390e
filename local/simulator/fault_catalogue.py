"""The faults by name: what installations, and the proxies in front of them, are known to answer."""

from collections.abc import Callable
from dataclasses import replace

from local.simulator import connection_faults, row_faults, tls_faults
from local.simulator.answers import error
from local.simulator.exchange import Reply
from local.simulator.fault import Fault, instead

HTML = {"Content-Type": "text/html; charset=utf-8"}
FATAL = (
    b"<br />\n<b>Fatal error</b>:  Allowed memory size of 134217728 bytes exhausted "
    b"(tried to allocate 20480 bytes) in <b>/var/www/whmcs/vendor/database.php</b> "
    b"on line <b>614</b><br />\n"
)


def fault(name: str, **options: object) -> Fault:
    """The fault of that name. Raises KeyError for a name nobody knows."""
    return CATALOGUE[name](**options)


def _page(status: int, title: str, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    head = f"<head><title>{title}</title></head>"
    body = f"<!DOCTYPE html>\n<html>{head}<body><h1>{title}</h1></body></html>\n"
    return Reply(status, body.encode(), HTML | named)


def _rate_limited(retry_after: int | str = 1) -> Fault:
    return instead(_page(429, "Too Many Requests", Retry_After=str(retry_after)))


def _maintenance_503(retry_after: int | str = 1) -> Fault:
    return instead(_page(503, "Down for Maintenance", Retry_After=str(retry_after)))


def _slow(seconds: float = 0.2) -> Fault:
    return Fault(delay=seconds)


def _same_page() -> Fault:
    return Fault(request=lambda request: replace(request, start=0))


def _truncated() -> Fault:
    return Fault(reply=lambda _, reply: replace(reply, body=reply.body[: len(reply.body) * 2 // 3]))


def _always(reply: Reply) -> Callable[..., Fault]:
    return lambda: instead(reply)


NO_PERMISSION = 'Invalid Permissions: API action "getinvoices" is not allowed'

CATALOGUE: dict[str, Callable[..., Fault]] = {
    # The API says no.
    "wrong_secret": _always(error(403, "Authentication Failed")),
    "missing_credentials": _always(error(403, "Invalid or missing credentials")),
    "invalid_ip": _always(error(403, "Invalid IP 203.0.113.7")),
    "invalid_ip_400": _always(error(400, "Invalid IP 203.0.113.7")),
    "invalid_ip_v6": _always(error(403, "Invalid IP 2001:db8:85a3::8a2e:370:7334")),
    "invalid_permissions": _always(error(403, NO_PERMISSION)),
    "account_disabled": _always(error(403, "Administrator Account Disabled")),
    "access_denied": _always(error(403, "Access Denied")),
    "invalid_action": _always(error(400, "Invalid API Action: GetInvoices")),
    "unknown_error": _always(error(200, "Too many connections")),
    # The page is too large for the server.
    "page_too_large": _always(Reply(200, b"", HTML)),
    "page_too_large_500": _always(Reply(500, b"", HTML)),
    "page_too_large_fatal": _always(Reply(200, FATAL, HTML)),
    # Something in front of the server answers, or nothing does.
    "maintenance_html": _always(_page(200, "Down for Maintenance")),
    "maintenance_503": _maintenance_503,
    "firewall_403_html": _always(_page(403, "Access denied | Attention Required!")),
    "rate_limited_429": _rate_limited,
    "bad_gateway_502": _always(_page(502, "502 Bad Gateway")),
    "gateway_timeout_504": _always(_page(504, "504 Gateway Time-out")),
    "unknown_520": _always(_page(520, "Web server is returning an unknown error")),
    "redirect_302": _always(Reply(302, b"", HTML | {"Location": "http://169.254.169.254/"})),
    "slow": _slow,
    **connection_faults.CATALOGUE,
    **tls_faults.CATALOGUE,
    # The answer is not what the API promises.
    "truncated_json": _truncated,
    "not_an_object": _always(Reply(200, b"[]")),
    "same_page": _same_page,
    **row_faults.CATALOGUE,
}
