"""The topic whose subscribers hear of failures."""

import os
from functools import cache
from typing import TYPE_CHECKING

from accounting.clients import aws
from accounting.domain.mail import Mail

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


@cache
def _client() -> "SNSClient":
    client: SNSClient = aws.client("sns")
    return client


def publish(mail: Mail) -> None:
    _client().publish(TopicArn=os.environ["ALARM_TOPIC"], Subject=mail.subject, Message=mail.text)
