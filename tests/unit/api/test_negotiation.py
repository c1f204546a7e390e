"""The type an Accept header prefers."""

import pytest

from accounting.api.negotiation import preferred

JSON, CSV = "application/json", "text/csv"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("*", JSON),
        (CSV, CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv;charset=utf-8", CSV),
        ("text/csv; charset=utf-8; q=0.4, application/json;q=0.3", CSV),
        ("text/csv;q=0.3, application/json;q=0.4", JSON),
        ("application/json;q=0.4, text/csv;q=0.5", CSV),
        ("application/json, text/csv;q=0.999", JSON),
        ("application/json, text/csv", JSON),
        ("text/csv, application/json", JSON),
        ("text/csv, */*", CSV),
        ("text/csv;q=0.2, */*;q=0.9", JSON),
        ("text/*;q=0.9, text/csv;q=0.1, */*;q=0.5", JSON),
        ("text/csv;q=0", JSON),
        ("text/csv;q=0, application/json;q=0", JSON),
        ("application/json;q=0, */*", CSV),
        ("text/csv;q=2", JSON),
        ("text/csv;q=x", JSON),
        ("text/csv;q=", JSON),
        ("text/html, text/csvx, x/text/csv", JSON),
        (",;,=,/", JSON),
    ],
)
def test_highest_weight_wins_then_the_more_exact_name(accept: str, expected: str) -> None:
    assert preferred(accept, (JSON, CSV)) == expected
