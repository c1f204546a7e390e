"""Who is told of a sync that failed: by mail, through the topic, once a cause."""

from collections.abc import Iterator

import pytest

from accounting.domain.clock import utc_now
from accounting.services.cancel import cancel
from local.running import Running
from local.simulator import demo_installation
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY, quiet
from tests.workflow.mailbox import Mailbox


@pytest.fixture
def mailbox(running: Running) -> Iterator[Mailbox]:
    found = Mailbox(running.stack.resources["AlarmTopic"])
    yield found
    found.close()


@pytest.fixture
def connected(running: Running) -> Iterator[ConnectedSystem]:
    quiet(running.simulator, demo_installation(60, today=TODAY))
    yield ConnectedSystem(running)
    running.simulator.faults.clear()


def failing(running: Running, connected: ConnectedSystem, fault: str) -> str:
    running.simulator.faults.clear()
    running.simulator.faults.always(fault)
    sync = connected.sync("incremental")
    assert sync.error
    return sync.error.detail


def test_mail_says_which_system_failed_why_and_what_to_do(
    running: Running, connected: ConnectedSystem, mailbox: Mailbox
) -> None:
    detail = failing(running, connected, "invalid_ip")
    ((subject, text),) = mailbox.mails()
    error = connected.syncs[0].error
    assert subject == "Demo hosting: sync failed"
    assert error
    for said in (detail, error.advice, error.code, connected.syncs[0].sync_id):
        assert said in text
    assert f"/accounting-systems/{connected.system_id}" in text


def test_one_mail_a_cause_and_one_when_it_is_mended(
    running: Running, connected: ConnectedSystem, mailbox: Mailbox
) -> None:
    for fault, mails in (("wrong_secret", 1), ("wrong_secret", 0), ("totals_lie", 1)):
        failing(running, connected, fault)
        assert len(mailbox.mails()) == mails, fault
    running.simulator.faults.clear()
    for subjects in (["Demo hosting: syncs succeed again"], []):
        assert connected.sync("incremental").state == "succeeded"
        assert [subject for subject, _ in mailbox.mails()] == subjects


@pytest.mark.usefixtures("commits_every_page")
def test_who_cancels_needs_no_mail(
    running: Running, connected: ConnectedSystem, mailbox: Mailbox
) -> None:
    def cancel_it(_request: object) -> None:
        running.simulator.before_request = None
        lease = connected.system.lease
        assert lease
        cancel(connected.system_id, lease.sync_id, utc_now(), "ada@example.com")

    quiet(running.simulator, demo_installation(500, today=TODAY))
    running.simulator.before_request = cancel_it
    assert connected.sync("full").state == "cancelled"
    assert mailbox.mails() == []
