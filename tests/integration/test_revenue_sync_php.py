"""The PHP file that goes into a WHMCS, run by PHP against the running stack."""

import json
import shutil
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from accounting.domain.webhooks import WebhookKey
from local.api_client import ApiClient
from local.running import Running
from tests.integration.hook_messages import Sender, sender_of
from tests.integration.http import Http
from tests.structure.project import ROOT

FILE = ROOT / "console/src/pages/system/revenue_sync.php"
WHMCS = Path(__file__).with_name("whmcs.php")
OPTIONAL = ["InvoicePaid", "InvoiceRefunded", "InvoiceCancelled"]
OTHER_KEY = WebhookKey(b"x" * 32)


def has_php() -> bool:
    if not shutil.which("php"):
        return False
    return b"curl" in subprocess.run(["php", "-m"], capture_output=True, check=True).stdout


pytestmark = pytest.mark.skipif(
    not has_php(), reason="There is no PHP with curl: install the packages php-cli and php-curl."
)


@dataclass(frozen=True)
class Ran:
    """`activity`: WHMCS's log of it. Seconds: of the hooks themselves, and with what came after."""

    hooks: list[str]
    activity: list[str]
    seconds_of_hooks: float
    seconds: float


@pytest.fixture
def sender(http: Http, system_id: str) -> Sender:
    return sender_of(http, f"/systems/{system_id}")


@pytest.fixture
def fire(tmp_path: Path) -> Callable[..., Ran]:
    def fire(sender: Sender, *events: str, edit: Callable[[str], str] = lambda text: text) -> Ran:
        """In a PHP process. `edit`: of the file, before it is run."""
        text = FILE.read_text()
        for name, value in (("URL", sender.url), ("KEY", sender.key.text)):
            assert text.count(f"REVENUE_SYNC_{name}") == 1
            text = text.replace(f"REVENUE_SYNC_{name}", value)
        file = tmp_path / "revenue_sync.php"
        file.write_text(edit(text))
        command = ["php", str(WHMCS), str(file), *(events or ["DailyCronJob"])]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        ran = Ran(**json.loads(done.stdout))
        assert sender.key.text.removeprefix("whsec_") not in done.stdout
        assert "Jane Roe" not in done.stdout
        return ran

    return fire


def syncs(api: ApiClient, system_id: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = api.get(f"/systems/{system_id}/syncs")["syncs"]
    return found


def end_of_the_only_sync(running: Running, api: ApiClient, system_id: str) -> object:
    running.stack.wait_until(lambda: all(one["ended_at"] for one in syncs(api, system_id)))
    (one,) = syncs(api, system_id)
    return one["state"]


def test_hook_starts_a_sync_that_succeeds(
    running: Running, api: ApiClient, system_id: str, sender: Sender, fire: Callable[..., Ran]
) -> None:
    ran = fire(sender)
    assert (ran.hooks, ran.activity) == (["DailyCronJob"], [])
    assert end_of_the_only_sync(running, api, system_id) == "succeeded"


def with_all_events(text: str) -> str:
    assert text.count("// $events =") == 1
    return text.replace("// $events =", "$events =")


def test_any_number_of_events_are_one_message_after_the_work_is_done(
    running: Running, api: ApiClient, system_id: str, sender: Sender, fire: Callable[..., Ran]
) -> None:
    events = [*OPTIONAL * 20, "DailyCronJob"]
    ran = fire(sender, *events, edit=with_all_events)
    assert ran.hooks == ["DailyCronJob", *OPTIONAL]
    assert ran.activity == []
    assert ran.seconds_of_hooks < 0.1
    assert end_of_the_only_sync(running, api, system_id) == "succeeded"


@pytest.mark.parametrize("event", OPTIONAL)
def test_each_optional_event_is_understood(
    running: Running,
    api: ApiClient,
    system_id: str,
    sender: Sender,
    fire: Callable[..., Ran],
    event: str,
) -> None:
    assert fire(sender, event, edit=with_all_events).activity == []
    assert end_of_the_only_sync(running, api, system_id) == "succeeded"


def test_event_that_is_not_asked_for_sends_nothing(
    api: ApiClient, system_id: str, sender: Sender, fire: Callable[..., Ran]
) -> None:
    fire(sender, *OPTIONAL)
    assert syncs(api, system_id) == []


def test_wrong_key_is_a_line_in_the_activity_log(
    api: ApiClient, system_id: str, sender: Sender, fire: Callable[..., Ran]
) -> None:
    said = fire(replace(sender, key=OTHER_KEY)).activity
    assert said == [
        "Revenue synchronisation was not told of DailyCronJob: it was answered with 401"
    ]
    assert syncs(api, system_id) == []


@pytest.mark.parametrize(("minutes", "accepted"), [(-6, False), (-4, True), (4, True), (6, False)])
def test_clock_may_differ_by_less_than_five_minutes(
    sender: Sender, fire: Callable[..., Ran], minutes: int, accepted: bool
) -> None:
    def with_other_clock(text: str) -> str:
        assert text.count("= (string) time();") == 1
        return text.replace("(string) time()", f"(string) (time() + {60 * minutes})")

    assert (fire(sender, edit=with_other_clock).activity == []) is accepted


def test_message_that_came_before_is_no_problem(
    running: Running, api: ApiClient, system_id: str, sender: Sender, fire: Callable[..., Ran]
) -> None:
    """As one that is sent again because its answer was lost."""

    def with_one_id(text: str) -> str:
        assert text.count("bin2hex(random_bytes(12))") == 1
        return text.replace("bin2hex(random_bytes(12))", "'same'")

    assert [fire(sender, edit=with_one_id).activity for _ in range(2)] == [[], []]
    assert end_of_the_only_sync(running, api, system_id) == "succeeded"


def test_answer_that_is_lost_is_asked_for_again(
    running: Running, api: ApiClient, system_id: str, sender: Sender, fire: Callable[..., Ran]
) -> None:
    """The first time it comes too late for PHP, which then sends the same message."""

    def impatient(text: str) -> str:
        assert text.count("[3, 5]") == 1
        return text.replace("[3, 5]", "[0.001, 5]")

    ran = fire(sender, edit=impatient)
    assert ran.activity == []
    assert end_of_the_only_sync(running, api, system_id) == "succeeded"


def test_address_where_nobody_listens_is_a_line_in_the_activity_log(
    sender: Sender, fire: Callable[..., Ran]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    ran = fire(replace(sender, url=f"http://127.0.0.1:{port}/hooks/whmcs/0123456789ab"))
    (line,) = ran.activity
    assert "refused" in line or "connect" in line.lower()
    assert ran.seconds < 5


def test_address_that_never_answers_holds_whmcs_up_for_five_seconds_at_most(
    sender: Sender, fire: Callable[..., Ran]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ran = fire(replace(sender, url=f"http://127.0.0.1:{port}/hooks/whmcs/0123456789ab"))
    assert len(ran.activity) == 1
    assert 4 < ran.seconds < 5.5
    assert ran.seconds_of_hooks < 0.1


def test_what_breaks_stays_out_of_whmcs(sender: Sender, fire: Callable[..., Ran]) -> None:
    def broken(text: str) -> str:
        return text.replace("random_bytes(12)", "random_bytes(0)")

    (line,) = fire(sender, edit=broken).activity
    assert line.endswith(": Error") or line.endswith(": ValueError")


def test_documents_show_the_same_file() -> None:
    """Without address and key, which the console fills in."""
    assert f"```php\n{FILE.read_text()}```\n" in (ROOT / "docs/whmcs.md").read_text()


def test_file_does_nothing_outside_of_whmcs() -> None:
    done = subprocess.run(["php", str(FILE)], capture_output=True, text=True, check=False)
    assert done.stdout == "This file cannot be accessed directly"


def test_file_is_php_of_any_version_whmcs_runs_on() -> None:
    """7.4 has no match, no named arguments, no str_contains, no nullsafe operator; 8.3 warns of
    nothing in it."""
    text = FILE.read_text()
    assert not [
        word for word in ("match (", "str_contains", "?->", "readonly", "enum ") if word in text
    ]
    assert (
        subprocess.run(["php", "-l", str(FILE)], capture_output=True, check=False).returncode == 0
    )
