"""Whatever JSON a row is: it becomes an invoice, an unreadable one, or a SourceError."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accounting.clients.whmcs.answers import page_of
from accounting.clients.whmcs.rows import LONGEST_TEXT, Row
from accounting.domain.errors import SourceError
from accounting.domain.money import ZERO
from accounting.engine.ports import Page

MARKER = "Zyxwvut"

_words = st.sampled_from(
    [MARKER, "Paid", "7", ".5", "1,5", "-0001-11-30", "2024-02-31", "2024-02-29 25:00:00", "eur"]
) | st.sampled_from(["\0", "\ud800", "&#0;", "&#" + "9" * 5000 + ";", "2024-W01-1", "1e5", "²"])
_text = _words | st.text(st.characters(), max_size=20)  # Lone surrogates too.
_number = st.integers(-(10**40), 10**40) | st.floats()
_value = st.recursive(
    _text | _number | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=5,
)
_row = _value | st.fixed_dictionaries(
    {"id": st.integers(1, 9) | _value},
    optional=dict.fromkeys(Row.model_fields.keys() - {"id"}, _value),
)


def answered(rows: list[Any], total: int) -> Page | SourceError:
    answer = {"result": "success", "totalresults": total, "invoices": {"invoice": rows}}
    try:
        return page_of(200, {}, json.dumps(answer).encode(), 0)
    except SourceError as error:
        return error


@given(st.lists(_row, max_size=4), st.integers(0, 9))
def test_any_row_is_an_invoice_or_a_source_error(rows: list[Any], total: int) -> None:
    found = answered(rows, total)
    if isinstance(found, SourceError):
        assert MARKER not in repr(found) + str(found) + repr(found.__cause__)
        return
    for invoice in found.invoices:
        assert 0 < invoice.id < 1 << 53
        assert set(filter(None, invoice.unreadable.split(", "))) <= Row.model_fields.keys()
        for text in (invoice.number, invoice.status, invoice.currency):
            assert len(text) <= LONGEST_TEXT
            assert "\0" not in text
            text.encode()  # No lone surrogates.
        if invoice.unreadable:
            assert (invoice.number, invoice.subtotal, invoice.date) == ("", ZERO, None)
