"""Every error of the project, in one tree.

AccountingError
├── InvalidInput            the caller must change something (422, names the fields)
│   └── AnswerTooLarge      what was asked for is more than one answer can hold
├── UnsupportedMediaType    the body is not sent as JSON          (415)
├── NotAllowed              the caller's groups do not allow it (403)
├── WebhookRefused          a signed message that is not: key, time, form (401, always the same)
├── SystemNotFound, SyncNotFound                                  (404)
├── SyncAlreadyRunning, SyncNotRunning, SystemDeleting            (409)
├── InstallationConnected   another system leads to the same installation (409)
├── SecretMissing           password and access key are not where we keep them (409)
├── RequestRepeated         the same request is under way (409)
├── WebhookRepeated         the same signed message came before   (409)
├── Busy                    AWS takes no more calls at the moment (503)
├── VersionMismatch         somebody else changed the system      (412)
├── LeaseLost               another run holds the system; this one must not write any more
├── NewerFormat             stored by a newer version of this product
├── SyncInterrupted         the run ended without a record of why (stopped, timed out)
├── SyncNotRecorded         not even the failure could be written down; said by its execution's end
├── Crashed                 a function of the workflow failed several times
│   ├── TimedOut            it took longer than it may
│   ├── OutOfMemory         it needed more memory than it has
│   └── Throttled           AWS took no more calls
└── SourceError
    ├── SourceRejected      credentials, address or permission: stop at once
    ├── SourceMalformed       an answer that is not what the API promises: stop
    ├── SourceShrank        far fewer invoices than we hold: stop before deleting
    ├── SourceChanged       the system's address changed while it was read: stop
    └── SourceUnavailable   network, overload, maintenance: try again
        └── PageTooLarge    the server could not produce so many rows: ask for fewer

The class name is the error's `code` in the API and the name Step Functions matches in Retry.
"""

LONGEST = 1000


class AccountingError(Exception):
    """`detail`: a sentence for people. `advice`: what to do about it, where there is something.

    Both are a line each of at most LONGEST characters, whatever text of a source went into them:
    they travel through Step Functions as the two lines of one message.
    """

    title = "Something went wrong"

    def __init__(self, detail: str, advice: str = "") -> None:
        self.detail = one_line(detail)
        self.advice = one_line(advice)
        super().__init__(self.detail, self.advice)

    @property
    def code(self) -> str:
        return type(self).__name__

    def __str__(self) -> str:
        """One line, or two with the advice: what Step Functions keeps as the error's message."""
        return f"{self.detail}\n{self.advice}" if self.advice else self.detail


def one_line(text: str) -> str:
    """Without line breaks, control characters and lone surrogates, which no table can hold."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class InvalidInput(AccountingError):
    """`fields`: pairs of the field's name and what is wrong with it."""

    title = "The request has invalid fields"

    def __init__(self, *fields: tuple[str, str], advice: str = "") -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in fields), advice)
        self.fields = fields


class AnswerTooLarge(InvalidInput):
    """`fields`: the parameters that make the answer smaller, and how. Sizes in bytes."""

    title = "The answer would be too large"

    def __init__(self, size: int, most: int, *fields: tuple[str, str]) -> None:
        super().__init__(*fields)
        self.detail = f"It would be {size / 1e6:.1f} MB; {most / 1e6:.1f} MB is the most."
        self.advice = "Ask for less: `fields` says how." if fields else ""


class UnsupportedMediaType(AccountingError):
    title = "Only JSON is understood"

    def __init__(self) -> None:
        super().__init__("Send the body as application/json.")


class NotAllowed(AccountingError):
    title = "Not allowed"


class WebhookRefused(AccountingError):
    """`reason`: for the log. The caller is told the same of every reason, so that nobody learns
    which systems there are, or how near a guess was."""

    title = "Not accepted"

    def __init__(self, reason: str) -> None:
        super().__init__("The message is not signed with the system's key, or not of this moment.")
        self.reason = reason


class SystemNotFound(AccountingError):
    title = "Unknown system"

    def __init__(self, system_id: str) -> None:
        super().__init__(f"There is no system {system_id!r}.")


class SyncNotFound(AccountingError):
    title = "Unknown sync"

    def __init__(self, sync_id: str) -> None:
        super().__init__(f"There is no sync {sync_id!r} of this system.")


class SyncAlreadyRunning(AccountingError):
    title = "A sync is running"

    def __init__(self, sync_id: str) -> None:
        super().__init__(
            f"Sync {sync_id} of this system is running.", "Follow that one, or cancel it first."
        )
        self.sync_id = sync_id


class SyncNotRunning(AccountingError):
    title = "The sync has ended"

    def __init__(self, sync_id: str, state: str) -> None:
        super().__init__(f"Sync {sync_id} has ended ({state}); there is nothing to cancel.")


class SystemDeleting(AccountingError):
    title = "The system is being deleted"

    def __init__(self, system_id: str) -> None:
        super().__init__(f"System {system_id!r} is being deleted.")


class InstallationConnected(AccountingError):
    """`system_id`: the other system."""

    title = "The installation is connected already"

    def __init__(self, system_id: str, name: str) -> None:
        super().__init__(
            f"The system {name!r} ({system_id}) leads to the same address.",
            "Use that one, or delete it first: connected twice, its revenue would count twice.",
        )
        self.system_id = system_id


class SecretMissing(AccountingError):
    title = "The password is missing"

    def __init__(self) -> None:
        super().__init__(
            "The system's password is not in Secrets Manager any more.",
            "Edit the system and enter the password again, and the access key where it has one.",
        )


class RequestRepeated(AccountingError):
    title = "The same request is under way"

    def __init__(self) -> None:
        super().__init__(
            "A request with this Idempotency-Key is under way.", "Ask again in a moment."
        )


class WebhookRepeated(AccountingError):
    title = "The message came before"

    def __init__(self) -> None:
        super().__init__("A message with this webhook-id came before; nothing is done twice.")


class Busy(AccountingError):
    """`retry_after`: seconds."""

    title = "AWS takes no more calls at the moment"

    def __init__(self) -> None:
        super().__init__("Nothing was done.", "Ask again in a moment.")
        self.retry_after = 5


class VersionMismatch(AccountingError):
    title = "The system has changed meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed the system after you read it.",
            "Read it again and repeat your change on top of the new version.",
        )


class NewerFormat(AccountingError):
    title = "Stored by a newer version"

    def __init__(self, table: str) -> None:
        super().__init__(
            f"The table {table} holds items that a newer version of this product has written.",
            "Deploy that version again, or a later one.",
        )


class LeaseLost(AccountingError):
    title = "Another run took over"


class SyncInterrupted(AccountingError):
    title = "The sync was interrupted"

    def __init__(
        self,
        detail: str = "The run ended without a record of why: it was stopped, or it timed out.",
    ) -> None:
        super().__init__(
            detail, "Start the sync again; a full sync can be continued where this one stopped."
        )


class SyncNotRecorded(AccountingError):
    title = "What ended the sync could not be written down"

    def __init__(self, detail: str) -> None:
        super().__init__(
            detail,
            "Look at the history of its execution in Step Functions, mend what failed there, then "
            "start the sync again.",
        )


class Crashed(AccountingError):
    title = "The sync crashed"


class TimedOut(Crashed):
    title = "The sync took too long"


class OutOfMemory(Crashed):
    title = "The sync ran out of memory"


class Throttled(Crashed):
    title = "AWS took no more calls"


class SourceError(AccountingError):
    title = "The accounting system failed"


class SourceRejected(SourceError):
    title = "The accounting system refused us"


class SourceMalformed(SourceError):
    title = "The accounting system's answer makes no sense"


class SourceShrank(SourceError):
    title = "The accounting system suddenly holds far fewer invoices"


class SourceChanged(SourceError):
    title = "The address of the accounting system has changed"

    def __init__(self) -> None:
        super().__init__(
            "The URL was changed while the sync was running.",
            "Start a full sync; it reads everything from the new address.",
        )


class SourceUnavailable(SourceError):
    """`retry_after`: seconds the source asked us to wait, or None."""

    title = "The accounting system is not available"

    def __init__(self, detail: str, advice: str = "", retry_after: int | None = None) -> None:
        super().__init__(detail, advice)
        self.retry_after = retry_after


class PageTooLarge(SourceUnavailable):
    title = "The page is too large for the accounting system"
