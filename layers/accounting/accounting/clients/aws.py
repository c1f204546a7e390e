"""How long we wait for AWS: less than any of our functions lives, so that whoever asked is told."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from accounting.domain.errors import Busy

THROTTLED = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TooManyRequestsException",
}

CONFIG = Config(
    connect_timeout=1, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 4}
)


@contextmanager
def busy() -> Iterator[None]:
    """What AWS does not take, or does not answer, is Busy: for callers that ask again."""
    try:
        yield
    except (ConnectionError, HTTPClientError):
        raise Busy from None
    except ClientError as error:
        if error.response["Error"]["Code"] not in THROTTLED:
            raise
        raise Busy from None
