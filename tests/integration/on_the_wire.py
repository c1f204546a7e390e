"""What happens to a call to AWS on its way: the answer is lost, AWS refuses, another is faster."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ReadTimeoutError
from moto.core.models import botocore_stubber


@contextmanager
def answer_lost(
    client: Any, operation: str, meanwhile: Callable[[], object] = lambda: None
) -> Iterator[list[str]]:
    """The next call of the operation (`PutItem`) is done, but its answer does not arrive. The list
    takes each time it was sent: the SDK decides whether it repeats, only its pause is left out, in
    which `meanwhile` happens."""
    sent: list[str] = []

    def lose(event_name: str, request: Any, **_: object) -> None:
        sent.append(operation)
        if len(sent) == 1:
            botocore_stubber(event_name, request)
            meanwhile()
            raise ReadTimeoutError(endpoint_url=request.url)

    with (
        _hooked(client, "before-send", operation, lose),
        patch("botocore.endpoint.time.sleep", lambda _seconds: None),
    ):
        yield sent


@contextmanager
def overtaken(client: Any, operation: str, competitor: Callable[[], object]) -> Iterator[None]:
    """Just before the next call of the operation is sent, the competitor's is answered."""
    competitors = [competitor]

    def compete(**_: object) -> None:
        if competitors:
            competitors.pop()()

    with _hooked(client, "before-send", operation, compete):
        yield


@contextmanager
def refused(client: Any, operation: str, error: str | BotoCoreError) -> Iterator[None]:
    """The next call of the operation fails: with this code of AWS, or without reaching AWS."""
    errors = [error]

    def refuse(**_: object) -> object:
        if not errors:
            return None
        failed = errors.pop()
        if isinstance(failed, BotoCoreError):
            raise failed
        parsed = {"Error": {"Code": failed, "Message": failed}, "ResponseMetadata": {}}
        return SimpleNamespace(status_code=400), parsed

    with _hooked(client, "before-call", operation, refuse):
        yield


def wait_for(event: Event) -> None:
    assert event.wait(30), "nobody said go on"


@contextmanager
def _hooked(client: Any, moment: str, operation: str, hook: Callable[..., Any]) -> Iterator[None]:
    assert isinstance(client, BaseClient)
    service = client.meta.service_model.service_id.hyphenize()
    event = f"{moment}.{service}.{operation}"
    client.meta.events.register_first(event, hook)
    try:
        yield
    finally:
        client.meta.events.unregister(event, hook)
