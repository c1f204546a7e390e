"""Values become what boto3 would make of them, and come back."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from accounting.tables.attribute_values import decode, encode

NUMBERS = st.integers(-(10**37), 10**37) | st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20
)
PLAIN = st.none() | st.booleans() | st.text() | NUMBERS
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(min_size=1), inner)
    ),
)


@given(VALUES | st.binary())
def test_encoded_as_boto3_does(value: Any) -> None:
    assert encode(value) == TypeSerializer().serialize(value)


@given(VALUES)
def test_decoded_as_boto3_does(value: Any) -> None:
    attribute: Any = TypeSerializer().serialize(value)
    assert decode(attribute) == TypeDeserializer().deserialize(attribute)
    assert repr(decode(attribute)) == repr(TypeDeserializer().deserialize(attribute))


def test_bytes_come_back_as_bytes() -> None:
    assert decode(encode(b"\0packed")) == b"\0packed"


def test_number_is_not_taken_for_a_truth() -> None:
    assert [encode(1), encode(True)] == [{"N": "1"}, {"BOOL": True}]
    assert decode({"N": "1.50"}) == Decimal("1.50")


@pytest.mark.parametrize("value", [0.5, {"a"}, object()])
def test_what_is_never_stored_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        encode([value])


def test_set_is_refused() -> None:
    with pytest.raises(TypeError, match="SS"):
        decode({"SS": ["a"]})
