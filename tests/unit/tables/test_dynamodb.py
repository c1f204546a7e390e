"""What DynamoDB does to those who write a lot, and that nothing is lost by it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from accounting.tables import dynamodb
from tests.fakes.batches import FakeBatches

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "Invoices"


@pytest.fixture
def dynamo(client: "DynamoDBClient") -> Iterator[Stubber]:
    """Its answers are given."""
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def items(*numbers: int) -> Iterator[dict[str, Any]]:
    return ({"id": {"N": str(number)}} for number in numbers)


@pytest.mark.parametrize("takes", [2, 7, 24, 25])
def test_nothing_that_is_left_unprocessed_is_lost(client: "DynamoDBClient", takes: int) -> None:
    fake = FakeBatches(client, takes, range(12))
    dynamodb.batch_delete(TABLE, items(*range(9)))
    assert fake.stored == {9, 10, 11}


def test_batches_hold_no_more_than_dynamodb_takes(client: "DynamoDBClient") -> None:
    fake = FakeBatches(client, stored=range(130))
    dynamodb.batch_delete(TABLE, items(*range(3, 130)))
    assert fake.stored == {0, 1, 2}
    assert fake.calls < 20


def test_deletions_that_are_never_processed_end_in_an_error(client: "DynamoDBClient") -> None:
    fake = FakeBatches(client, takes=0)
    with pytest.raises(TimeoutError, match="unprocessed"):
        dynamodb.batch_delete(TABLE, items(1))
    assert 3 < fake.calls < 30


@pytest.mark.parametrize(
    "code", ["ProvisionedThroughputExceededException", "ThrottlingException", "InternalServerError"]
)
def test_throttling_is_passed_on_when_the_client_has_given_up(dynamo: Stubber, code: str) -> None:
    """The state machine then repeats the step, and writing is idempotent."""
    dynamo.add_client_error("batch_write_item", code)
    with pytest.raises(ClientError, match=code):
        dynamodb.batch_delete(TABLE, items(1))
    dynamo.add_client_error("update_item", code)
    with pytest.raises(ClientError, match=code):
        dynamodb.update(TABLE, {"id": 1}, "#a = :a", "SET #a = :a", {":a": 1})
    dynamo.add_client_error("put_item", code)
    with pytest.raises(ClientError, match=code):
        dynamodb.create(TABLE, "id", {"id": 1})


def test_client_repeats_what_was_throttled(client: "DynamoDBClient") -> None:
    """With growing pauses, which only the newer modes have."""
    retries = client.meta.config.retries  # type: ignore[attr-defined]
    assert retries["mode"] in {"standard", "adaptive"}
    assert retries["total_max_attempts"] >= 4


def test_pauses_between_batches_grow_up_to_a_limit(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a part of its limit by chance, so that many writers do not come back together."""
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    monkeypatch.setattr("random.uniform", lambda least, most: least + most)
    FakeBatches(client, takes=0)
    with pytest.raises(TimeoutError):
        dynamodb.batch_delete(TABLE, items(1))
    limits = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]
    assert pauses == pytest.approx(limits)


def test_condition_that_does_not_hold_is_no_error(dynamo: Stubber) -> None:
    dynamo.add_client_error("update_item", "ConditionalCheckFailedException")
    assert dynamodb.update(TABLE, {"id": 1}, "#a = :a", "SET #a = :a", {":a": 1}) is None
    dynamo.add_client_error("put_item", "ConditionalCheckFailedException")
    assert dynamodb.create(TABLE, "id", {"id": 1}) is False


def test_query_goes_through_all_pages(dynamo: Stubber) -> None:
    first, second = {"id": {"N": "1"}}, {"id": {"N": "2"}}
    dynamo.add_response("query", {"Items": list(items(1)), "LastEvaluatedKey": first})
    dynamo.add_response("query", {"Items": [], "LastEvaluatedKey": second})
    dynamo.add_response("query", {"Items": list(items(2))})
    assert list(dynamodb.query(TABLE, KeyConditionExpression="x")) == list(items(1, 2))


def cancel(dynamo: Stubber, *codes: str) -> None:
    """The next transaction is refused, with a reason for each of its operations."""
    reasons = [{"Code": code} for code in codes]
    dynamo.add_client_error(
        "transact_write_items",
        "TransactionCanceledException",
        modeled_fields={"CancellationReasons": reasons},
    )


@pytest.mark.parametrize(
    "code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
def test_transaction_that_collides_is_tried_again(dynamo: Stubber, code: str) -> None:
    cancel(dynamo, "None", code)
    cancel(dynamo, code, "None")
    dynamo.add_response("transact_write_items", {})
    assert dynamodb.transact([{"Delete": {"TableName": TABLE, "Key": {}}}]) is True


def test_transaction_whose_condition_does_not_hold_is_not_tried_again(dynamo: Stubber) -> None:
    cancel(dynamo, "ConditionalCheckFailed", "TransactionConflict")
    assert dynamodb.transact([{"Delete": {"TableName": TABLE, "Key": {}}}]) is False


def test_transaction_that_dynamodb_does_not_understand_is_not_tried_again(dynamo: Stubber) -> None:
    cancel(dynamo, "None", "ValidationError")
    with pytest.raises(ClientError, match="TransactionCanceled"):
        dynamodb.transact([{"Delete": {"TableName": TABLE, "Key": {}}}])


def read(*ids: int) -> list[int]:
    found = dynamodb.batch_get(TABLE, ({"id": number} for number in ids))
    return sorted(int(item["id"]["N"]) for item in found)


@pytest.mark.parametrize("takes", [2, 7, 99, 100])
def test_no_key_that_is_left_unprocessed_is_lost(client: "DynamoDBClient", takes: int) -> None:
    FakeBatches(client, takes, stored={2, 3, 5, 8, 13})
    assert read(*range(1, 12)) == [2, 3, 5, 8]


def test_reads_hold_no_more_keys_than_dynamodb_takes(client: "DynamoDBClient") -> None:
    fake = FakeBatches(client, stored=set(range(430)))
    assert read(*range(450)) == list(range(430))
    assert fake.calls < 20


def test_reads_that_are_never_processed_end_in_an_error(client: "DynamoDBClient") -> None:
    fake = FakeBatches(client, takes=0, stored={1})
    with pytest.raises(TimeoutError, match="unprocessed"):
        read(1)
    assert 3 < fake.calls < 30
