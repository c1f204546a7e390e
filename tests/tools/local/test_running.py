"""All of it together, with toy handlers in place of the project's."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import requests

from local import connection
from local.api_client import ApiClient, ApiError
from local.running import Running
from local.simulator.demo import demo_installation
from local.web.oidc import OidcProvider

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def running() -> Iterator[Running]:
    with Running(installation=demo_installation(10)) as running:
        yield running


@pytest.fixture
def api(running: Running) -> Iterator[ApiClient]:
    client = ApiClient(running.url, running.token)
    yield client
    client.close()


def answer(body: object, status: int = 200) -> dict[str, Any]:
    return {"statusCode": status, "body": json.dumps(body)}


def test_demo_system_is_connected_once(running: Running, api: ApiClient) -> None:
    systems: list[Any] = []

    def handler(event: Any, _context: Any) -> dict[str, Any]:
        if event["routeKey"] == "POST /systems":
            systems.append({"id": "s1", "name": connection.NAME, "asked": event["body"]})
            return answer(systems[0], 201)
        return answer({"systems": systems})

    running.stack.functions.replace("SystemsApiFunction", handler)
    assert connection.connect(api, running.simulator.url) == "s1"
    assert connection.connect(api, running.simulator.url) == "s1"
    assert len(systems) == 1
    assert running.simulator.url in systems[0]["asked"]


@pytest.mark.parametrize(("state", "succeeds"), [("succeeded", True), ("failed", False)])
def test_sync_is_followed_to_its_end(
    running: Running, api: ApiClient, state: str, succeeds: bool
) -> None:
    states = iter(["queued", "running", state])

    def handler(_event: Any, _context: Any) -> dict[str, Any]:
        return answer({"id": "y1", "state": next(states), "error": None})

    running.stack.functions.replace("SyncsApiFunction", handler)
    seen: list[str] = []
    try:
        connection.sync(api, "s1", "full", lambda record: seen.append(record["state"]))
    except ApiError:
        assert not succeeds
    else:
        assert succeeds
    assert seen == ["running", state]


def test_failed_call_says_what_was_answered(running: Running, api: ApiClient) -> None:
    running.stack.functions.replace("SystemsApiFunction", lambda _event, _context: 1 / 0)
    with pytest.raises(ApiError, match="GET /systems: 500"):
        api.get("/systems")


def test_sign_in_page_needs_one_click_and_no_other_server(running: Running) -> None:
    page = requests.get(
        f"{running.oidc.issuer}/oauth2/authorize",
        params={
            "client_id": "console",
            "redirect_uri": f"{running.url}/",
            "response_type": "code",
            "scope": "openid",
        },
        timeout=5,
    ).text
    assert re.findall(r'<button type="submit" name="sub" value="(\w+)"', page) == [
        "admin",
        "viewer",
    ]
    assert "https://" not in page


def test_signing_out_returns_to_the_console(running: Running) -> None:
    page = requests.get(
        f"{running.oidc.issuer}/oauth2/end_session",
        params={"post_logout_redirect_uri": f"{running.url}/"},
        timeout=5,
    ).text
    assert f"0; url={running.url}/" in page


def local(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "local", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )


def welcome(process: subprocess.Popen[str]) -> str:
    """What `up` prints until it serves."""
    assert process.stdout
    output = ""
    while "Ctrl-C" not in output:
        line = process.stdout.readline()
        assert line, output
        output += line
    return output


def test_up_tells_where_it_is_and_ends_with_ctrl_c() -> None:
    with local("up", "--port", "0", "--whmcs-port", "0", "--no-demo") as process:
        output = welcome(process)
        port = re.findall(r"Console +http://localhost:(\d+)/", output)[0]
        printed = re.findall(r"Token +(.+)", output)[0]
        token = subprocess.run(
            f"{printed} WHO=viewer", shell=True, cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        bearer = token.stdout.decode().strip()
        answered = requests.get(
            f"http://localhost:{port}/systems",
            headers={"Authorization": f"Bearer {bearer}"},
            timeout=10,
        )
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=20)[0]
    assert bearer.count(".") == 2
    assert answered.status_code != HTTPStatus.UNAUTHORIZED
    assert (process.returncode, rest.strip().splitlines()[-1]) == (0, "Stopped.")
    assert "Traceback" not in output + rest


OWN_PROVIDER = {
    "--client-id": "books",
    "--groups-claim": "https://example.com/roles",
    "--admin-group": "Finance admins",
    "--viewer-group": "Finance viewers",
    "--scope": "openid roles",
    "--connect-origins": "https://keys.example.com",
}


def test_up_takes_another_provider_and_what_groups_are_called_there() -> None:
    options = [word for pair in OWN_PROVIDER.items() for word in pair]
    with (
        OidcProvider() as provider,
        local(
            "up", "--port", "0", "--whmcs-port", "0", "--issuer", provider.issuer, *options
        ) as process,
    ):
        output = welcome(process)
        url = re.findall(r"Console +(http://localhost:\d+)/", output)[0]
        config = requests.get(f"{url}/config.json", timeout=10)
        statuses = [
            requests.get(
                f"{url}/systems",
                headers={"Authorization": f"Bearer {provider.token(**claims)}"},
                timeout=10,
            ).status_code
            for claims in (
                {"aud": "books", "https://example.com/roles": ["Finance viewers"]},
                {"aud": "books"},
                {"aud": "console", "https://example.com/roles": ["Finance viewers"]},
            )
        ]
        with local("token", "--port", url.rpartition(":")[2]) as token:
            said = token.communicate()[0]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    names = ("client_id", "groups_claim", "admin_group", "viewer_group", "scope")
    given = config.json()
    assert given["issuer"] == provider.issuer
    assert [given[name] for name in names] == list(OWN_PROVIDER.values())[:-1]
    assert " https://keys.example.com;" in config.headers["content-security-policy"]
    assert statuses == [HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED]
    assert f"Sign in at {provider.issuer} with a person of the group Finance admins." in output
    assert f"come from {provider.issuer}" in said


@pytest.mark.parametrize("option", ["--port", "--whmcs-port"])
def test_port_in_use_names_the_option(running: Running, option: str) -> None:
    taken = {"--port": running.port, "--whmcs-port": running.simulator.port}[option]
    ports = {"--port": "0", "--whmcs-port": "0", option: str(taken)}
    with local("up", "--no-demo", *(one for pair in ports.items() for one in pair)) as process:
        output = process.communicate(timeout=90)[0]
    assert process.returncode == 1
    assert f"Port {taken} is in use. Choose another one with {option}." in output


def test_token_without_a_system_says_how_to_start_one() -> None:
    with local("token", "--port", "1") as process:
        output = process.communicate(timeout=90)[0]
    assert process.returncode == 1
    assert "python -m local up --port 1" in output
