"""What people read when a sync failed, and when syncs succeed again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accounting.domain.mail import LONGEST_SUBJECT, Told, mail_of
from accounting.domain.syncs import Failure

CONSOLE = "https://books.example.com/"
FAILURE = Failure(
    "SourceRejected",
    "The accounting system refused the request",
    "WHMCS does not accept requests from our address 203.0.113.7.",
    "Add it under General Settings, Security, API IP Access Restriction.",
)
FAILED = Told(
    "9f2c4be81a07",
    "Müller Hosting",
    "20261128T060000-daily-9f2c4be81a07",
    "incremental",
    datetime(2026, 11, 28, 6, 0, 3, tzinfo=UTC),
    FAILURE,
)


def test_mail_names_system_sync_sentence_and_advice() -> None:
    mail = mail_of(FAILED, CONSOLE)
    assert mail.subject == "Muller Hosting: sync failed"
    assert mail.text.startswith("Müller Hosting: the Sync of 28 November 2026, 06:00 UTC failed.")
    for said in (FAILURE.title, FAILURE.detail, FAILURE.advice, FAILURE.code, FAILED.sync_id):
        assert said in mail.text
    assert f"{CONSOLE}accounting-systems/{FAILED.system_id}\n" in mail.text


def test_mail_of_a_recovery_says_that_it_is_one() -> None:
    mail = mail_of(replace(FAILED, error=None, mode="full"), CONSOLE)
    assert mail.subject == "Muller Hosting: syncs succeed again"
    assert mail.text.startswith(
        "Müller Hosting: the Full sync of 28 November 2026, 06:00 UTC succeeded;"
    )
    assert FAILED.sync_id in mail.text


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("株式会社", "A system: "),
        ("Two\nlines\tand\x7f", "Two lines and: "),
        ("long " * 40, "long long "),
        ("日本 Hosting", "Hosting: "),
    ],
)
def test_subject_is_what_sns_takes(name: str, begins: str) -> None:
    subject = mail_of(replace(FAILED, name=name), CONSOLE).subject
    assert subject.startswith(begins)
    assert subject.endswith("sync failed")
    assert subject.isascii()
    assert subject.isprintable()
    assert len(subject) <= LONGEST_SUBJECT
