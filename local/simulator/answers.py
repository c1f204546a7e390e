"""The wire answer to a list of invoices, in the variants that servers are known for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from local.simulator.exchange import Reply
from local.simulator.invoices import SourceInvoice
from local.simulator.rows import EncodedRows

NOTICE = (
    b"<br />\n<b>Warning</b>:  Undefined array key {0} in "
    b"<b>/var/www/whmcs/includes/hooks/discount.php</b> on line <b>17</b><br />\n"
)
EMPTY: dict[str, object] = {"text": "", "list": [], "object": {}, "no_rows": {"invoice": []}}


@dataclass(frozen=True, slots=True)
class Variant:
    """How this server words its answers.

    `empty` is `invoices` when there are no rows: `absent`, `""`, `[]`, `{}` or `{"invoice": []}`.
    """

    version: Literal["8", "7"] = "8"
    ids_as_strings: bool = False
    numreturned: bool = True
    empty: Literal["absent", "text", "list", "object", "no_rows"] = "no_rows"
    single_as_object: bool = False
    numbered_object: bool = False
    php_notice: bool = False
    error_key: Literal["result", "status"] = "result"


def listing(
    invoices: Sequence[SourceInvoice],
    start: int,
    total: int,
    variant: Variant,
    encoded: EncodedRows,
) -> Reply:
    """Answer with `invoices`, the rows from place `start` of a list of `total`."""
    counts = {"totalresults": total, "startnumber": start, "numreturned": len(invoices)}
    if not variant.numreturned:
        del counts["numreturned"]
    text = variant.version == "7" or variant.ids_as_strings
    head: dict[str, object] = {"result": "success"}
    head |= {name: str(count) if text else count for name, count in counts.items()}
    if not invoices and variant.empty != "absent":
        head["invoices"] = EMPTY[variant.empty]
    body = json.dumps(head).encode()
    if invoices:
        rows = [
            encoded.get(invoice, variant.version, ids_as_strings=variant.ids_as_strings)
            for invoice in invoices
        ]
        body = body[:-1] + b', "invoices": {"invoice": ' + _container(rows, variant) + b"}}"
    return Reply(body=NOTICE + body if variant.php_notice else body)


def error(status: int, message: str, variant: Variant | None = None) -> Reply:
    """The API's own way to say no."""
    key = variant.error_key if variant else "result"
    return Reply(status, json.dumps({key: "error", "message": message}).encode())


def xml(total: int) -> Reply:
    """What a caller gets who forgot `responsetype=json`; without rows, nobody here reads it."""
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<whmcsapi><action>getinvoices</action>'
        f"<result>success</result><totalresults>{total}</totalresults></whmcsapi>"
    )
    return Reply(body=body.encode(), headers={"Content-Type": "application/xml"})


def _container(rows: list[bytes], variant: Variant) -> bytes:
    if variant.numbered_object:
        return b"{" + b",".join(b'"%d":%s' % pair for pair in enumerate(rows)) + b"}"
    if variant.single_as_object and len(rows) == 1:
        return rows[0]
    return b"[" + b",".join(rows) + b"]"
