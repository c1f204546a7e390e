"""The topic whose subscribers hear of failures."""

import os
from functools import cache
from typing import TYPE_CHECKING

import boto3

from accounting.clients.aws import CONFIG
from accounting.domain.mail import Mail

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


@cache
def _client() -> "SNSClient":
    return boto3.client("sns", config=CONFIG)


def publish(mail: Mail) -> None:
    _client().publish(TopicArn=os.environ["ALARM_TOPIC"], Subject=mail.subject, Message=mail.text)
