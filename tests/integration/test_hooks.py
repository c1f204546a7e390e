"""A WHMCS asks for a Sync: what is started, and what is refused."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import Context
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import BotoCoreError, ConnectTimeoutError

from accounting.clients import secrets_manager, state_machines
from accounting.domain.clock import utc_now
from accounting.domain.errors import Busy, WebhookRefused, WebhookRepeated
from accounting.domain.webhooks import MOST_BYTES, REMEMBERED, TOLERANCE, WebhookKey
from accounting.services import hooks
from accounting.tables import dynamodb, syncs_table, systems_table, webhooks_table
from local.api_client import ApiClient
from local.running import Running
from tests.deployed import running_sync
from tests.integration.hook_messages import Sender, sender_of
from tests.integration.http import Http, problem, simulated
from tests.integration.on_the_wire import before_sending, overtaken, refused, wait_for

EVENTS = ("DailyCronJob", "InvoicePaid", "InvoiceRefunded", "InvoiceCancelled")
NOW = datetime(2026, 1, 31, 8, 0, 30, tzinfo=UTC)
BINARY = {"content-type": "application/octet-stream"}
OTHER_KEY = WebhookKey(b"x" * 32)


@pytest.fixture
def sender(http: Http, system_id: str) -> Sender:
    return sender_of(http, f"/systems/{system_id}")


@pytest.fixture
def begins(running: Running) -> Iterator[threading.Event]:
    """Syncs stay queued until it is set, at the end at the latest."""
    event = threading.Event()

    def wait(name: str, _event: object) -> None:
        if name == "SyncBeginFunction":
            wait_for(event)

    running.stack.functions.before_invoke = wait
    yield event
    event.set()
    settle(running)


def executions() -> list[str]:
    """Names, of all there were."""
    machine = "arn:aws:states:eu-central-1:123456789012:stateMachine:revenue-sync-SyncStateMachine"
    listed = boto3.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
    return [one["name"] for one in listed]


def settle(running: Running) -> None:
    client = state_machines._client()
    machine = running.stack.resources["SyncStateMachine"]
    running.stack.wait_until(
        lambda: (
            not client.list_executions(stateMachineArn=machine, statusFilter="RUNNING")[
                "executions"
            ]
        )
    )


def claims(running: Running) -> list[str]:
    """Messages that are remembered."""
    table = running.stack.resources["IdempotencyTable"]
    items = boto3.client("dynamodb").scan(TableName=table)["Items"]
    return [str(item["id"]["S"]) for item in items]


def logged(caplog: pytest.LogCaptureFixture) -> str:
    return str([vars(record) for record in caplog.records])


@pytest.mark.parametrize("event", EVENTS)
def test_authentic_message_starts_a_sync(
    running: Running, api: ApiClient, sender: Sender, system_id: str, event: str
) -> None:
    answer = sender.send(event)
    assert answer.status_code == 202
    assert answer.json()["state"] == "started"
    sync_id = answer.json()["sync_id"]
    assert sync_id.endswith(f"00-hook-{system_id}")
    settle(running)
    sync = api.get(f"/systems/{system_id}/syncs/{sync_id}")
    assert (sync["state"], sync["mode"]) == ("succeeded", "incremental")
    assert executions() == [sync_id]


def test_message_says_nothing_more_than_its_event(
    running: Running, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever else is in it is refused, and not repeated in any place."""
    bodies = [
        {},
        {"event": "Jane Roe"},
        {"event": "invoicepaid"},
        {"event": ["DailyCronJob"]},
        {"event": "InvoicePaid", "Jane Roe": 1},
        {"event": "InvoicePaid", "client": "Jane Roe"},
        "Jane Roe",
        ["Jane Roe"],
        None,
    ]
    for body in bodies:
        answer = sender.send(body=json.dumps(body).encode())
        problem(answer, 422, "InvalidInput")
    for text in (b"", b"Jane Roe", b"{", b"\xff"):
        problem(sender.send(body=text), 422, "InvalidInput")
    assert executions() == []
    assert claims(running) == []
    assert "Jane Roe" not in logged(caplog)


def test_message_is_json(sender: Sender) -> None:
    for kind in ("text/plain", "application/octet-stream", "application/x-www-form-urlencoded"):
        problem(sender.send(headers={"content-type": kind}), 415, "UnsupportedMediaType")
    assert (
        sender.send(headers={"content-type": "application/json; charset=utf-8"}).status_code == 202
    )


def test_parameters_are_refused_after_the_signature(sender: Sender) -> None:
    url = f"{sender.url}?mode=full"
    problem(sender.send(url=url), 422, "InvalidInput")
    problem(sender.send(url=url, key=OTHER_KEY), 401, "WebhookRefused")


def unauthentic(running: Running, http: Http, sender: Sender) -> dict[str, Callable[[], Any]]:
    keyless = http.post("/systems", simulated(running)).json()["id"]
    deleted = http.post("/systems", simulated(running)).json()["id"]
    of_deleted = sender_of(http, f"/systems/{deleted}")
    systems_table.mark_deleting(deleted, utc_now(), None, "ada")
    base = sender.url.rsplit("/", 1)[0]
    send = sender.send
    return {
        "wrong key": lambda: send(key=OTHER_KEY),
        "no system": lambda: send(url=f"{base}/0123456789ab"),
        "no key": lambda: send(url=f"{base}/{keyless}"),
        "being deleted": of_deleted.send,
        "no id": lambda: send(url=f"{base}/ä b"),
        "long id": lambda: send(url=f"{base}/{'f' * 3000}"),
        "late": lambda: send(late=360),
        "early": lambda: send(late=-360),
        "altered": lambda: send(signed=b'{"event": "InvoicePaid"}'),
        "long": lambda: send(body=b" " * (MOST_BYTES + 1)),
        "very long": lambda: send(body=b" " * 1_000_000),
        "binary and long": lambda: send(body=b"\xff" * 100_000, headers=BINARY),
        "no webhook-id": lambda: send(headers={"webhook-id": None}),
        "no time": lambda: send(headers={"webhook-timestamp": None}),
        "no signature": lambda: send(headers={"webhook-signature": None}),
        "empty signature": lambda: send(headers={"webhook-signature": ""}),
        "other version": lambda: send(headers={"webhook-signature": "v2,AAAA"}),
        "token instead": lambda: requests.post(
            sender.url,
            json={"event": "DailyCronJob"},
            headers={"Authorization": f"Bearer {running.token()}"},
            timeout=30,
        ),
    }


def test_all_that_is_not_authentic_is_refused_alike_and_does_nothing(
    running: Running, http: Http, sender: Sender
) -> None:
    attempts = unauthentic(running, http, sender)
    answers = {name: attempt() for name, attempt in attempts.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        attempts, 401
    )
    assert len({answer.text for answer in answers.values()}) == 1
    assert len({tuple(names(answer)) for answer in answers.values()}) == 1
    assert executions() == []
    assert claims(running) == []


def names(answer: requests.Response) -> list[str]:
    return sorted(name for name in answer.headers if name.lower() != "date")


@contextmanager
def calls() -> Iterator[list[str]]:
    """The operations that are asked of AWS."""
    made: list[str] = []
    watched: list[tuple[Any, str]] = [
        (dynamodb.client(), "GetItem"),
        (dynamodb.client(), "PutItem"),
        (dynamodb.client(), "UpdateItem"),
        (secrets_manager._client(), "GetSecretValue"),
        (state_machines._client(), "StartExecution"),
    ]

    def note(operation: str, **_: object) -> None:
        made.append(operation)

    with ExitStack() as stack:
        for client, operation in watched:
            hook = partial(note, operation)
            stack.enter_context(before_sending(client, operation, hook))
        yield made


def test_refusal_takes_the_same_calls_whether_the_system_exists_or_not(
    running: Running, http: Http, sender: Sender
) -> None:
    attempts = unauthentic(running, http, sender)
    for name in ("wrong key", "no system", "no key", "being deleted", "altered"):
        with calls() as made:
            attempts[name]()
        assert made == ["GetItem", "GetSecretValue"], name


def test_what_is_cheap_to_look_at_is_looked_at_first(
    running: Running, http: Http, sender: Sender
) -> None:
    attempts = unauthentic(running, http, sender)
    with calls() as made:
        for name in ("late", "early", "long", "very long", "no time", "no id", "long id"):
            attempts[name]()
    assert made == []


def test_why_a_message_was_refused_is_in_the_log_only(
    running: Running, http: Http, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    attempts = unauthentic(running, http, sender)
    for name in ("wrong key", "late", "long", "no time", "no id"):
        attempts[name]()
    reasons = [vars(one)["reason"] for one in caplog.records if one.message == "Refused"]
    assert reasons == ["signature", "time", "size", "headers", "system"]
    assert sender.key.text.removeprefix("whsec_") not in logged(caplog)


def test_message_that_came_before_is_refused_and_does_nothing(
    running: Running, sender: Sender
) -> None:
    assert sender.send(webhook_id="msg_1").status_code == 202
    settle(running)
    with calls() as made:
        for late in (0, 60):  # Sent again, it has another time stamp.
            problem(sender.send(webhook_id="msg_1", late=late), 409, "WebhookRepeated")
    assert made == ["GetItem", "GetSecretValue", "GetItem"] * 2
    assert len(executions()) == 1


def test_message_repeated_while_the_first_is_at_work_counts_as_that(
    system_id: str, begins: threading.Event
) -> None:
    """Refused, it might be taken for one that was heard, and the first might fail after that."""
    ask = partial(hooks.ask, system_id, "msg_1", "DailyCronJob", NOW)
    answers: list[hooks.Answered] = []
    with overtaken(state_machines._client(), "StartExecution", lambda: answers.append(ask())):
        answers.append(ask())
    assert len({answer.sync_id for answer in answers}) == 1
    assert executions() == [answers[0].sync_id]
    with pytest.raises(WebhookRepeated):
        ask()


def test_message_of_another_system_with_the_same_id_is_another(
    running: Running, http: Http, sender: Sender
) -> None:
    path = http.post("/systems", simulated(running)).headers["Location"]
    other = sender_of(http, path)
    states = [each.send(webhook_id="msg_1").json()["state"] for each in (sender, other)]
    assert states == ["started", "started"]


def test_message_is_remembered_as_long_as_it_could_be_sent_again(running: Running) -> None:
    assert 2 * TOLERANCE < REMEMBERED < timedelta(minutes=12)
    answered = partial(webhooks_table.is_answered, "9f2c4be81a07", "msg_1")
    assert not answered(NOW)
    webhooks_table.remember("9f2c4be81a07", "msg_1", NOW)
    for after in (timedelta(0), 2 * TOLERANCE, REMEMBERED):
        assert answered(NOW + after)
    assert not answered(NOW + REMEMBERED + timedelta(seconds=1))


def test_messages_before_a_sync_has_begun_are_one_sync(
    running: Running, sender: Sender, begins: threading.Event
) -> None:
    first = sender.send().json()
    others = [sender.send("InvoicePaid").json() for _ in range(3)]
    assert first["state"] == "started"
    assert others == [first | {"state": "coalesced"}] * 3
    assert executions() == [first["sync_id"]]


def test_messages_at_the_same_moment_are_one_sync(
    running: Running, sender: Sender, system_id: str, begins: threading.Event
) -> None:
    """At AWS they meet; the gateway here lets them in one after the other."""
    ask = partial(hooks.ask, system_id, event="InvoicePaid", now=utc_now())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: ask(webhook_id=str(number)), range(8)))
    assert len(executions()) == 1
    assert {answer.sync_id for answer in answers} == set(executions())
    assert {answer.state for answer in answers} <= {"started", "coalesced"}


def test_sync_that_has_begun_may_have_passed_what_is_new(
    running: Running, api: ApiClient, sender: Sender, system_id: str
) -> None:
    """So another one is asked of the schedule, though it is of the same minute."""
    with running_sync(running, api, system_id) as sync_id:
        for _ in range(3):
            answer = sender.send("InvoicePaid").json()
            assert answer == {"sync_id": sync_id, "state": "wanted"}
        assert executions() == [sync_id]
    settle(running)
    for _ in range(2):
        running.stack.fire_schedule("DailySyncFunction")
        settle(running)
    (another,) = set(executions()) - {sync_id}
    assert syncs_table.get(system_id, another).state == "succeeded"


def test_sync_of_the_same_minute_that_has_ended_is_not_begun_again(
    running: Running, system_id: str
) -> None:
    first = hooks.ask(system_id, "msg_1", "InvoicePaid", NOW)
    settle(running)
    later = NOW + timedelta(seconds=29)
    again = hooks.ask(system_id, "msg_2", "InvoicePaid", later)
    assert (first.state, again.state) == ("started", "wanted")
    assert first.sync_id == again.sync_id == f"20260131T080000-hook-{system_id}"
    assert systems_table.get(system_id).next_sync_at == later
    assert systems_table.get(system_id).lease is None
    next_minute = hooks.ask(system_id, "msg_3", "InvoicePaid", NOW + timedelta(seconds=30))
    assert next_minute == hooks.Answered(f"20260131T080100-hook-{system_id}", "started")
    settle(running)


def test_lease_without_a_record_is_a_sync_that_may_have_begun(
    running: Running, system_id: str
) -> None:
    systems_table.take_lease(system_id, "by-hand", NOW)
    answer = hooks.ask(system_id, "msg_1", "DailyCronJob", NOW)
    assert answer == hooks.Answered("by-hand", "wanted")


def test_start_that_went_half_way_is_completed(running: Running, system_id: str) -> None:
    """Its record was written, its execution was not begun, its function died."""
    client = state_machines._client()
    with refused(client, "StartExecution", "ThrottlingException"), pytest.raises(Busy):
        hooks.ask(system_id, "msg_1", "DailyCronJob", NOW)
    assert executions() == []
    answer = hooks.ask(system_id, "msg_1", "DailyCronJob", NOW)
    assert answer.state == "coalesced"
    settle(running)
    assert syncs_table.get(system_id, answer.sync_id).state == "succeeded"


def test_full_sync_that_failed_goes_on(running: Running, http: Http) -> None:
    """As the schedule does it."""
    path = http.post("/systems", simulated(running, password="wrong")).headers["Location"]
    system_id = path.removeprefix("/systems/")
    http.post(f"{path}/syncs", {"mode": "full"})
    settle(running)
    answer = sender_of(http, path).send().json()
    settle(running)
    sync = syncs_table.get(system_id, answer["sync_id"])
    assert (sync.mode, sync.go_on) == ("full", True)


@pytest.mark.parametrize(
    ("client", "operation"),
    [
        (dynamodb.client, "GetItem"),
        (secrets_manager._client, "GetSecretValue"),
        (dynamodb.client, "PutItem"),
        (dynamodb.client, "UpdateItem"),
        (state_machines._client, "StartExecution"),
    ],
)
@pytest.mark.parametrize(
    "error", ["ThrottlingException", ConnectTimeoutError(endpoint_url="https://aws")]
)
def test_message_that_finds_aws_busy_may_come_again(
    running: Running,
    sender: Sender,
    client: Callable[[], object],
    operation: str,
    error: str | BotoCoreError,
) -> None:
    with refused(client(), operation, error):
        answer = sender.send(webhook_id="msg_1")
    problem(answer, 503, "Busy")
    assert int(answer.headers["Retry-After"]) > 0
    again = sender.send(webhook_id="msg_1")
    assert again.status_code == 202
    settle(running)
    assert executions() == [again.json()["sync_id"]]


def test_other_trouble_with_aws_is_a_defect(sender: Sender) -> None:
    with refused(secrets_manager._client(), "GetSecretValue", "AccessDeniedException"):
        assert sender.send().status_code == 500


@pytest.mark.parametrize(("operation", "after"), [("UpdateItem", False), ("StartExecution", True)])
def test_message_whose_function_died_may_come_again(
    running: Running, sender: Sender, operation: str, after: bool
) -> None:
    running.stack.functions.kill_next("HooksApiFunction", "RuntimeError", at=operation, after=after)
    assert sender.send(webhook_id="msg_1").status_code == 500
    again = sender.send(webhook_id="msg_1")
    assert again.status_code == 202
    settle(running)
    assert len(executions()) == 1


@pytest.mark.parametrize("deleted", [systems_table.remove, None])
def test_system_deleted_meanwhile_is_refused_like_one_that_never_was(
    running: Running, sender: Sender, system_id: str, deleted: Callable[[str], None] | None
) -> None:
    delete = deleted or partial(
        systems_table.mark_deleting, now=utc_now(), version=None, actor="ada"
    )
    away = partial(Context().run, delete, system_id)  # Not with the rights of the function.
    with overtaken(dynamodb.client(), "UpdateItem", away):
        problem(sender.send(), 401, "WebhookRefused")
    assert executions() == []


def test_system_that_is_gone_when_a_sync_is_to_start_is_refused(running: Running) -> None:
    with pytest.raises(WebhookRefused):
        hooks.ask("0123456789ab", "msg_1", "DailyCronJob", NOW)
    assert executions() == []


def test_other_methods_are_refused(sender: Sender) -> None:
    for method in ("GET", "PUT", "DELETE"):
        answer = requests.request(method, sender.url, timeout=30)
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
