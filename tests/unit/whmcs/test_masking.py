"""No error says anything about a client or a credential, whatever the server answers."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from accounting.clients.whmcs.answers import SHOWN, page_of, shown
from accounting.domain.errors import SourceError

MARKERS = ("Zyxwvut", "zyxwvut@mail.example", "+49 30 901820 17", 'Zyxwvut & Söhne "Ltd"', "Zyx\nw")
TRACES = ("yxw", "901820", "öhne", "mail.example")

_marker = st.sampled_from(MARKERS)
_plain = st.sampled_from(["", "Paid", "12.50", "2026-11-01", "0000-00-00", "{", '"', "\\", "<b>"])
_value = st.recursive(
    _marker | _plain | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
_row = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "firstname",
            "status",
            "date",
            "datepaid",
            "subtotal",
            "tax",
            "currencycode",
            "invoicenum",
            "notes",
            "total",
            "credit",
            "tax2",
            "duedate",
        ]
    )
    | _marker,
    _value,
    max_size=8,
)
_body = st.fixed_dictionaries(
    {},
    optional={
        "result": st.sampled_from(["success", "error", "other", None]),
        "status": _value,
        "message": _value,
        "totalresults": st.integers(0, 5) | _marker,
        "invoices": _value | _row | st.fixed_dictionaries({"invoice": st.lists(_row) | _row}),
    },
)


@given(
    _body,
    _marker,
    st.sampled_from([200, 400, 403, 500, 503]),
    st.integers(0, 200),
    st.sampled_from(["whole", "cut", "behind a notice", "page"]),
)
def test_nothing_about_clients_is_in_any_error(
    body: dict[str, object], marker: str, status: int, cut: int, shape: str
) -> None:
    text = json.dumps(body)
    text = {
        "whole": text,
        "cut": text[:cut],
        "behind a notice": f"<b>Notice</b>: {marker} in {{0}} {text}",
        "page": f"Dear {marker}, {text}",
    }[shape]
    with suppress(SourceError):
        try:
            page_of(status, {}, text.encode(), 0)
        except SourceError as error:
            words = repr(error) + str(error) + repr(error.__cause__)
            assert not any(trace in words for trace in TRACES), words
            raise


def test_only_the_beginning_is_looked_at_however_long_an_answer_is() -> None:
    assert shown(f"{'x' * 99} " * 100) == "*** " * (4 * SHOWN // 100)
