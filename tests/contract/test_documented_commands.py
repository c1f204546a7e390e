"""Every command in README and docs: requests are sent, of the others is checked what can be."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.api_client import ApiClient
from local.connection import sync
from local.running import Running
from tests.contract.commands import Command, WrongCommand, check, commands_of, documented, run
from tests.deployed import running_sync

COMMANDS = documented()
# The one for a script's token needs Cognito: tests/deploy sends it.
REQUESTS = [
    command
    for command in COMMANDS
    if command.program == "curl" and "$TOKEN_URL" not in command.text
]
OTHERS = [command for command in COMMANDS if command.program != "curl"]
EXAMPLE_SYSTEM, EXAMPLE_SYNC = "9f2c4be81a07", "20260131T080000-5f0c2a91"

pytestmark = pytest.mark.usefixtures("no_dns")
needs_curl = pytest.mark.skipif(
    shutil.which("curl") is None, reason="There is no curl: install the package of that name."
)


def place(command: Command) -> str:
    return command.place


@contextmanager
def a_sync(running: Running, api: ApiClient, system_id: str, request: str) -> Iterator[str]:
    """One that fits the request: a running one to cancel, none where it is about none."""
    if "/cancel" in request:
        with running_sync(running, api, system_id) as sync_id:
            yield sync_id
    elif EXAMPLE_SYNC in request:
        yield str(sync(api, system_id, "full")["id"])
    else:
        yield EXAMPLE_SYNC


@needs_curl
@pytest.mark.parametrize("command", REQUESTS, ids=place)
def test_request_succeeds(
    running: Running, api: ApiClient, system_id: str, command: Command, tmp_path: Path
) -> None:
    environment = {"API": running.url, "TOKEN": running.token(), "ID": system_id}
    with a_sync(running, api, system_id, command.text) as sync_id:
        text = command.text.replace(EXAMPLE_SYSTEM, system_id).replace(EXAMPLE_SYNC, sync_id)
        assert run(Command(command.place, text), environment, tmp_path)


@pytest.mark.parametrize("command", OTHERS, ids=place)
def test_command_would_be_understood(command: Command) -> None:
    check(command)


def test_commands_are_found() -> None:
    assert {command.program for command in COMMANDS} == {"make", "curl", "aws", "sam", "python"}


@pytest.mark.parametrize(
    "text",
    [
        "make everything",
        "make",
        "python -m local up --prot 8000",
        "python -m local dance",
        "python setup.py",
        'aws stepfunctions start-execution --state-machine-arn x --input \'{"mode": "full"}\'',
        'aws stepfunctions start-execution --input \'{"system_id": "x", "mode": "full"}\'',
        "aws stepfunctions start-execution --state-machine x --input '{}'",
        "aws stepfunctions start --state-machine-arn x",
        "aws dynamodb update-table x",
        "aws dynamodb update-table --table-name x --no-table-class",
        "aws stepfunktions start-execution --state-machine-arn x",
        "sam deploy --giuded",
        "sam deply",
        "npm install",
    ],
)
def test_command_that_would_not_be_understood_is_found_out(text: str) -> None:
    with pytest.raises(WrongCommand):
        check(Command("here", text))


@needs_curl
@pytest.mark.parametrize(
    "text",
    [
        'curl -H "Authorization: Bearer $TOKEN" -d \'{"mode": "full"}\' "$API/systems/$ID/syncs"',
        'curl "$API/systems"',
        'curl -H "Authorization: Bearer $TOKEN" "$API/revenues"',
    ],
)
def test_request_that_fails_is_found_out(
    running: Running, system_id: str, text: str, tmp_path: Path
) -> None:
    environment = {"API": running.url, "TOKEN": running.token(), "ID": system_id}
    with pytest.raises(WrongCommand, match=r"error: 4\d\d"):
        run(Command("here", text), environment, tmp_path)


def test_commands_go_over_lines_and_end_at_comments(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(
        "```sh\n# A comment.\nmake demo  # shows\n\ncurl \\\n  -d '{\n}' x\n```\n```json\n{}\n```\n"
    )
    found = [command.words for command in commands_of(document)]
    assert found == [["make", "demo"], ["curl", "-d", "{\n}", "x"]]


@pytest.mark.parametrize("fence", ["```", "```fish"])
def test_block_of_an_unknown_language_is_found_out(tmp_path: Path, fence: str) -> None:
    document = tmp_path / "page.md"
    document.write_text(f"{fence}\nmake demo\n```\n")
    with pytest.raises(WrongCommand, match=r"page\.md:1"):
        list(commands_of(document))
