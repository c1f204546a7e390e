"""Whatever JSON a row is: it becomes an invoice, an unreadable one, or a SourceError."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accounting.clients.whmcs.answers import page_of
from accounting.clients.whmcs.rows import ALL_FIELDS, invoices_of
from accounting.clients.whmcs.values import LONGEST_TEXT
from accounting.domain.errors import SourceError
from accounting.domain.money import ZERO
from accounting.engine.ports import Page

MARKER = "Zyxwvut"

_words = st.sampled_from(
    [MARKER, "Paid", "7", ".5", "1,5", "-0001-11-30", "2024-02-31", "2024-02-29 25:00:00", "eur"]
) | st.sampled_from(["\0", "\ud800", "&#0;", "&#" + "9" * 5000 + ";", "2024-W01-1", "1e5", "²"])
_names = {field.name for field in ALL_FIELDS}
_text = _words | st.text(st.characters(), max_size=20)  # Lone surrogates too.
_number = st.integers(-(10**40), 10**40) | st.floats()
_value = st.recursive(
    _text | _number | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=5,
)
_row = _value | st.fixed_dictionaries(
    {"id": st.integers(1, 9) | _value},
    optional=dict.fromkeys(sorted(_names - {"id"}), _value),
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
        assert set(filter(None, invoice.unreadable.split(", "))) <= _names
        for text in (invoice.number, invoice.status, invoice.currency):
            assert len(text) <= LONGEST_TEXT
            assert "\0" not in text
            text.encode()  # No lone surrogates.
        if invoice.unreadable:
            assert (invoice.number, invoice.subtotal, invoice.date) == ("", ZERO, None)


_sound = {
    "id": 7,
    "date": "2024-02-29",
    "subtotal": "1.00",
    "total": "1.00",
    "status": "Paid",
    "currencycode": "EUR",
}
_nearly_sound = st.dictionaries(st.sampled_from(sorted(_names - {"id"})), _value, max_size=2).map(
    lambda changed: _sound | changed
)


@given(st.lists(_nearly_sound, max_size=4))
def test_rows_of_a_page_are_read_as_each_alone(rows: list[dict[str, Any]]) -> None:
    """They are read by columns, with what stood there before kept for the next."""
    assert invoices_of(rows) == tuple(invoice for row in rows for invoice in invoices_of([row]))


@given(st.sampled_from(sorted(_names - {"id"})), st.sampled_from([True, 1, "1", "1.0"]))
def test_values_that_a_cache_takes_for_the_same_are_not(name: str, value: object) -> None:
    alone = invoices_of([_sound | {"id": 8}, _sound | {name: value}])
    assert invoices_of([_sound | {name: 1}, _sound | {name: value}])[1:] == alone[1:]
