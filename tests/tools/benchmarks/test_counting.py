"""What a transaction consumes, by AWS's rule: DynamoDB Local has another."""

from typing import Any

import pytest

from benchmarks.counting import item_size, transaction_units


def put(size: int) -> dict[str, Any]:
    return {"Put": {"TableName": "a-table", "Item": {"b": {"B": b"x" * (size - 1)}}}}


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "Zürich"}, 7),
        ({"B": b"\x00" * 100}, 100),
        ({"N": "2026"}, 3),
        ({"BOOL": True}, 1),
        ({"M": {"ab": {"S": "c"}}}, 3 + 1 + 2 + 1),
        ({"L": [{"S": "abc"}, {"N": "1"}]}, 3 + 2 + 3 + 2),
    ],
)
def test_item_is_its_names_and_values(value: dict[str, Any], size: int) -> None:
    assert item_size({"name": value}) == 4 + size


@pytest.mark.parametrize(("sizes", "units"), [((1024,), 2), ((1025,), 4), ((10, 10, 5000), 14)])
def test_each_item_of_a_transaction_counts_twice(sizes: tuple[int, ...], units: int) -> None:
    assert transaction_units([put(size) for size in sizes], lambda _update: {}) == units


def test_update_counts_as_the_item_it_leaves() -> None:
    update = {"Update": {"TableName": "a-table", "Key": {"a": {"S": "b"}}}}
    assert transaction_units([update], lambda _update: {"a": {"S": "b" * 3000}}) == 6


def test_unknown_part_of_a_transaction_is_not_taken_for_free() -> None:
    with pytest.raises(ValueError, match="Delete"):
        transaction_units([{"Delete": {}}], lambda _update: {})
