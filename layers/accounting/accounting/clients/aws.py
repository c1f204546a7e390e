"""How clients of AWS are made, and how long we wait for AWS: less than any of our functions
lives, so that whoever asked is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError
from botocore.loaders import Loader
from botocore.session import Session, get_session

from accounting.domain.errors import Busy

THROTTLED = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TooManyRequestsException",
}

SERVICES = ["dynamodb", "events", "secretsmanager", "sns", "stepfunctions"]

CONFIG = Config(
    connect_timeout=1, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 4}
)


class _Loader(Loader):
    """Botocore's looks into four hundred folders, twice, to see whether there is such a service:
    a third of what a first client takes."""

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002
        return SERVICES


@cache
def _session() -> Session:
    """One for a process: what clients have in common is read once."""
    session = get_session()
    session.register_component("data_loader", _Loader())
    return session


def client(service: str, config: Config = CONFIG) -> Any:
    """As boto3 makes it, whose own import would bring S3's transfers and pools of processes."""
    return _session().create_client(service, config=config)


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
