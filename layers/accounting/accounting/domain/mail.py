"""What is written to people when a system stops working, and when it works again."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from accounting.domain.syncs import Failure, Mode

MODES: dict[Mode, str] = {"full": "Full sync", "incremental": "Sync"}
LONGEST_SUBJECT = 99  # https://docs.aws.amazon.com/sns/latest/api/API_Publish.html


@dataclass(frozen=True, slots=True)
class Told:
    """A sync of which somebody is told. `error`: None where it succeeded."""

    system_id: str
    name: str
    sync_id: str
    mode: Mode
    started_at: datetime
    error: Failure | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str


def mail_of(told: Told, console: str) -> Mail:
    """`console`: its address, with a slash at the end."""
    if told.error:
        return Mail(_subject(told.name, "sync failed"), _failed(told, told.error, console))
    return Mail(_subject(told.name, "syncs succeed again"), _recovered(told, console))


def _failed(told: Told, error: Failure, console: str) -> str:
    return f"""{_sync(told)} failed.

{error.title}: {error.detail}

What to do: {error.advice}

{_where(told, console)}

No further mail comes while this system's syncs fail for the same reason ({error.code}).
One comes when they succeed again."""


def _recovered(told: Told, console: str) -> str:
    return f"""{_sync(told)} succeeded; the one before it had failed.

{_where(told, console)}"""


def _sync(told: Told) -> str:
    return f"{told.name}: the {MODES[told.mode]} of {told.started_at:%d %B %Y, %H:%M} UTC"


def _where(told: Told, console: str) -> str:
    return f"""Sync {told.sync_id}
{console}accounting-systems/{told.system_id}"""


def _subject(name: str, what: str) -> str:
    """SNS takes printable ASCII only, and not much of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = " ".join("".join(c if c.isprintable() else " " for c in plain).split())
    room = LONGEST_SUBJECT - len(f": {what}")
    return f"{words[:room] or 'A system'}: {what}"
