"""Answers made to take our time or memory; tests/integration/test_memory.py measures memory."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from accounting.clients.whmcs.answers import MOST_ROWS, MOST_VALUES, page_of
from accounting.domain.errors import PageTooLarge, SourceError, SourceMalformed, SourceUnavailable
from accounting.engine.fetcher import Request
from accounting.engine.ports import Page
from accounting.engine.reader import check

ROW = (
    '{"id":%d,"date":"2026-11-01","subtotal":"1","total":"1","status":"Paid","currencycode":"EUR"}'
)
MEGABYTE = 1 << 20


def listing(rows: str, total: str = "1") -> bytes:
    text = f'{{"result":"success","totalresults":{total},"invoices":{{"invoice":[{rows}]}}}}'
    return text.encode()


def page(body: bytes) -> Page:
    return page_of(200, {}, body, 0)


def seconds(work: Callable[[], object]) -> float:
    """Of the processor; the least of three, since what Python does besides falls into one."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{" * 320_000, SourceMalformed),
        (b'{"' * 160_000, SourceMalformed),
        (b'{"a":' * 64_000, SourceMalformed),
        (b"<br />" + b'{"a":' * 64_000, SourceUnavailable),
        (b"[" * 320_000, SourceMalformed),
        (listing("[" * 160_000 + "]" * 160_000), SourceMalformed),
        (listing("[]", "[" * 160_000 + "]" * 160_000), SourceMalformed),
        (listing('{"id":' + "9" * MEGABYTE + "}"), SourceMalformed),
        (listing('{"id":1.' + "9" * MEGABYTE + "}"), SourceMalformed),
        (listing("", "9" * MEGABYTE), SourceMalformed),
        (listing("", "9" * 16), SourceMalformed),
        (listing("[]," * 2 * MOST_VALUES + "[]"), PageTooLarge),
        (listing("{}," * MOST_ROWS + "{}"), PageTooLarge),
    ],
    ids=lambda value: value[:30] if isinstance(value, bytes) else value.__name__,
)
def test_hostile_answer_takes_no_time(body: bytes, kind: type[SourceError]) -> None:
    def read() -> None:
        with pytest.raises(kind):
            page(body)

    assert seconds(read) < 0.2


@pytest.mark.parametrize("text", ["&" * MEGABYTE, "&#1;" * MEGABYTE, "\ud800" * MEGABYTE])
def test_text_of_a_megabyte_takes_no_time(text: str) -> None:
    fields = json.loads(ROW % 7) | {"invoicenum": text, "notes": text, "currencycode": text}
    body = listing(json.dumps(fields))
    assert page(body).invoices[0].unreadable == "currencycode"
    assert seconds(lambda: page(body)) < 0.2


def test_as_many_rows_as_any_server_gives_are_no_attack() -> None:
    """10,000 rows are known to work, of 28 fields each and with notes that hold commas."""
    fields: dict[str, Any] = json.loads(ROW % 7) | {f"more{n}": "1.00" for n in range(22)}
    row = json.dumps(fields | {"notes": "one, two, three, " * 10})
    assert len(page(listing(",".join([row] * 10_000))).invoices) == 10_000


def test_beginning_behind_notices_is_found() -> None:
    notices = b"<b>Warning</b>: Undefined array key {0} in {closure} on line 5<br />\n" * 9
    assert page(notices + listing(ROW % 7)).invoices[0].id == 7


def test_same_id_twice_is_malformed() -> None:
    twice = page(listing(f"{ROW % 7},{ROW % 7}", "9"))
    with pytest.raises(SourceMalformed, match="not in the order"):
        check(twice, Request(0, 2))
