"""Who hears of what is published: a queue behind a rule on the stack's event bus."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3

RULE = "everything"


class Subscriber:
    def __init__(self, queue_url: str) -> None:
        self._queue_url = queue_url

    def heard(self) -> list[dict[str, Any]]:
        """Events as EventBridge delivers them, since it was asked last."""
        return messages(self._queue_url)

    def types(self) -> list[str]:
        return [event["detail-type"] for event in self.heard()]


def messages(queue_url: str) -> list[dict[str, Any]]:
    """Those in the queue, which is empty afterwards."""
    sqs, found = boto3.client("sqs"), list[dict[str, Any]]()
    while some := sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
        for message in some:
            found.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
    return found


@contextmanager
def subscribed(bus: str) -> Iterator[Subscriber]:
    sqs, events = boto3.client("sqs"), boto3.client("events")
    url = sqs.create_queue(QueueName="subscriber")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    pattern = json.dumps({"source": ["revenue-sync"]})
    events.put_rule(Name=RULE, EventBusName=bus, EventPattern=pattern)
    arn = attributes["QueueArn"]
    events.put_targets(Rule=RULE, EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
    try:
        yield Subscriber(url)
    finally:
        events.remove_targets(Rule=RULE, EventBusName=bus, Ids=["queue"])
        events.delete_rule(Name=RULE, EventBusName=bus)
        sqs.delete_queue(QueueUrl=url)
