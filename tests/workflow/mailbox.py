"""Who subscribed to the topic of the stack: what people get as mail."""

import json

import boto3


class Mailbox:
    """What the topic sends: a queue that is subscribed, as a mail address is."""

    def __init__(self, topic: str) -> None:
        sqs, sns = boto3.client("sqs"), boto3.client("sns")
        self.queue = sqs.create_queue(QueueName="mailbox")["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])
        self.subscription = sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=attributes["Attributes"]["QueueArn"],
            ReturnSubscriptionArn=True,
        )["SubscriptionArn"]

    def mails(self) -> list[tuple[str, str]]:
        """Subject and text of those that came since it was asked last."""
        sqs = boto3.client("sqs")
        found = []
        while messages := sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in messages:
                body = json.loads(message["Body"])
                found.append((body["Subject"], body["Message"]))
                sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return found

    def close(self) -> None:
        boto3.client("sns").unsubscribe(SubscriptionArn=self.subscription)
        boto3.client("sqs").delete_queue(QueueUrl=self.queue)
