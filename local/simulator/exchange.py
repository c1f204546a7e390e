"""What goes in and out of the simulated API."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self

JSON = {"Content-Type": "application/json"}
DEFAULT_LIMIT = 25

# Does with the connection what it wants, given the answer that was due: its head and its body.
type Break = Callable[[socket.socket, bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the API as it is recorded: what was asked for, never with which credentials.

    `number` counts from 1, `at` is in seconds of the monotonic clock.
    """

    number: int
    at: float
    action: str
    start: int
    limit: int
    orderby: str
    order: str
    status: str | None = None
    userid: int | None = None

    @classmethod
    def of(cls, form: Mapping[str, str], number: int, at: float) -> Self:
        """Read the form; what is missing or no number gets the documented default.

        The order without `orderby` and `order` is documented nowhere: newest first catches callers
        who rely on it.
        """
        return cls(
            number=number,
            at=at,
            action=form.get("action", ""),
            start=_whole(form.get("limitstart", ""), 0),
            limit=_whole(form.get("limitnum", ""), 0) or DEFAULT_LIMIT,
            orderby=form.get("orderby", "id").lower(),
            order=form.get("order", "desc").lower(),
            status=form.get("status") or None,
            userid=_whole(form.get("userid", ""), 0) or None,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer. `breaks` is done in its place, and the connection closed."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    breaks: Break | None = None

    @property
    def head(self) -> bytes:
        """As it goes over the wire."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, f"Content-Length: {len(self.body)}", "", ""]).encode()


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else default
