"""Faults in the rows and counts of an answer that is otherwise in order."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from local.simulator.exchange import Reply, Request
from local.simulator.fault import Fault

type Rows = list[dict[str, Any]]
type Document = dict[str, Any]

MEGABYTE = 1_000_000


def _on_document(change: Callable[[Request, Document], None]) -> Fault:
    def reply(request: Request, reply: Reply) -> Reply:
        if not _is_list(reply):
            return reply
        document = _parsed(reply.body)
        change(request, document)
        return replace(reply, body=json.dumps(document).encode())

    return Fault(reply=reply)


def _on_rows(change: Callable[[Rows], Rows]) -> Fault:
    def on_document(_request: Request, document: Document) -> None:
        _put_rows(document, change(_rows(document)))

    return _on_document(on_document)


def _is_list(reply: Reply) -> bool:
    """False for a refusal, or when another fault has already replaced the answer."""
    return b'"result": "success"' in reply.body


def _parsed(body: bytes) -> Document:
    document: Document = json.loads(body[max(body.find(b'{"'), 0) :])  # past a PHP notice
    return document


def _rows(document: Document) -> Rows:
    """The rows, in whichever container the answer's variant has put them."""
    rows = (document.get("invoices") or {}).get("invoice", [])
    if isinstance(rows, dict):
        rows = [rows] if "status" in rows else list(rows.values())
    return list(rows)


def _put_rows(document: Document, rows: Rows) -> None:
    document["invoices"] = {"invoice": rows}
    if "numreturned" in document:
        document["numreturned"] = len(rows)


def _field(name: str, value: str, index: int = -1) -> Fault:
    """One row of the page has a strange value."""

    def change(rows: Rows) -> Rows:
        if rows:
            rows[index][name] = value
        return rows

    return _on_rows(change)


def _missing_id(index: int = -1) -> Fault:
    def change(rows: Rows) -> Rows:
        if rows:
            del rows[index]["id"]
        return rows

    return _on_rows(change)


def _totals_lie(total: int = 10**6) -> Fault:
    return _on_document(lambda _, document: document.update(totalresults=total))


def _shrunk(keep: int = 10) -> Fault:
    """The list suddenly has only its first `keep` rows."""

    def change(request: Request, document: Document) -> None:
        document["totalresults"] = keep
        _put_rows(document, _rows(document)[: max(keep - request.start, 0)])

    return _on_document(change)


def _huge(megabytes: float = 10) -> Fault:
    """Notes as long as it takes to make the answer that large."""

    def change(rows: Rows) -> Rows:
        length = int(megabytes * MEGABYTE) // max(len(rows), 1)
        return [fields | {"notes": "x" * length} for fields in rows]

    return _on_rows(change)


def _hostile(megabytes: float = 15) -> Fault:
    """As many rows as fit, each as short as can be: parsed, they take 27 times the space."""

    def reply(_request: Request, reply: Reply) -> Reply:
        if not _is_list(reply):
            return reply
        head, tail = b'{"result": "success", "totalresults": 1, "invoices": {"invoice": [', b"[]]}}"
        rows = b"[]," * (int(megabytes * MEGABYTE) // len(b"[],"))
        return replace(reply, body=head + rows + tail)

    return Fault(reply=reply)


def _wrong_charset() -> Fault:
    """Latin-1 bytes under a header that promises UTF-8."""

    def reply(_request: Request, reply: Reply) -> Reply:
        if not _is_list(reply):
            return reply
        document = _parsed(reply.body)
        _put_rows(document, [fields | {"lastname": "Müller"} for fields in _rows(document)])
        text = json.dumps(document, ensure_ascii=False)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        return Reply(200, text.encode("latin-1", "replace"), headers)

    return Fault(reply=reply)


CATALOGUE: dict[str, Callable[..., Fault]] = {
    "amount_with_comma": lambda **options: _field("subtotal", "1,234.50", **options),
    "amount_empty": lambda **options: _field("subtotal", "", **options),
    "amount_not_a_number": lambda **options: _field("subtotal", "NaN", **options),
    "amount_negative": lambda **options: _field("subtotal", "-12.00", **options),
    "date_impossible": lambda **options: _field("date", "2024-02-31", **options),
    "status_unknown": lambda **options: _field("status", "Written Off", **options),
    "missing_id": _missing_id,
    "unsorted_rows": lambda: _on_rows(lambda rows: rows[::-1]),
    "duplicate_rows": lambda: _on_rows(lambda rows: rows[:1] + rows),
    "empty_page": lambda: _on_rows(lambda _rows: []),
    "totals_lie": _totals_lie,
    "shrunk": _shrunk,
    "huge_page": _huge,
    "hostile_page": _hostile,
    "wrong_charset": _wrong_charset,
}
