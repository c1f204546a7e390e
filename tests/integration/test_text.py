"""Text that enters the API: what is trimmed, and what no text may hold."""

import json
from collections.abc import Mapping

import pytest

from local.running import PASSWORD, Running
from tests.integration.http import NEW_SYSTEM, Http, invalid, simulated
from tests.integration.test_systems import stored_secret

TEXTS = ["name", "description", "url", "username", "password", "access_key"]
PASTED = " \t\r\n\u00a0\u200b\u2060\ufeff"
LINES = [name for name in TEXTS if name != "description"]


def send(http: Http, method: str, path: str, body: Mapping[str, object]) -> None:
    """As JSON spells it, since no client library sends half a character."""
    names = [name for name, value in body.items() if "\ud800" in name + str(value)]
    answer = http.send(method, path, json.dumps(body).encode(), "application/json")
    invalid(answer, *(name.replace("\ud800", "?") for name in names))


@pytest.mark.parametrize("name", [*TEXTS, "kind", "x\ud800"])
def test_half_a_character_is_refused_wherever_text_enters(http: Http, name: str) -> None:
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    change = {name: "half a \ud800 character"}
    send(http, "POST", "/systems", NEW_SYSTEM | change)
    send(http, "POST", "/systems/test", NEW_SYSTEM | change)
    send(http, "PATCH", path, change)
    send(http, "POST", f"{path}/test", change)
    send(http, "POST", f"{path}/syncs", {"mode": "full"} | change)


def test_half_a_character_inside_a_rate_is_refused(http: Http) -> None:
    rates = [{"currency": "EU\ud800", "rate": "1"}]
    body = json.dumps(NEW_SYSTEM | {"rates": rates}).encode()
    invalid(http.send("POST", "/systems", body, "application/json"), "rates")


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("character", ["\x00", "\n", "\t", "\x1b", "\x7f", "\x9b"], ids=repr)
def test_control_character_inside_a_line_is_refused(http: Http, name: str, character: str) -> None:
    value = NEW_SYSTEM.get(name, "key")
    broken = {name: value[:-1] + character + value[-1]}
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    invalid(http.post("/systems", NEW_SYSTEM | broken), name)
    invalid(http.patch(path, broken), name)


def test_description_may_have_lines_and_no_other_control_character(http: Http) -> None:
    kept = http.post("/systems", NEW_SYSTEM | {"description": " One\r\n\tTwo\n"}).json()
    assert kept["description"] == "One\r\n\tTwo"
    for character in "\x00\x08\x1b\x7f\x9b":
        invalid(
            http.post("/systems", NEW_SYSTEM | {"description": f"a{character}b"}), "description"
        )


@pytest.mark.parametrize("name", ["name", "url", "username", "password"])
def test_blanks_alone_are_nothing(http: Http, name: str) -> None:
    invalid(http.post("/systems", NEW_SYSTEM | {name: PASTED}), name)


def test_blanks_around_are_not_kept(http: Http) -> None:
    typed = NEW_SYSTEM | {"description": "Of ours", "access_key": "k e y"}
    pasted = {name: PASTED + value + PASTED for name, value in typed.items()}
    created = http.post("/systems", pasted).json()
    shown = ("name", "description", "url", "username")
    assert {name: created[name] for name in shown} == {name: typed[name] for name in shown}
    assert stored_secret(created["id"]) == {"password": "the-secret", "access_key": "k e y"}
    http.patch(f"/systems/{created['id']}", {"password": "new\n", "access_key": " "})
    assert stored_secret(created["id"]) == {"password": "new", "access_key": ""}


def test_pasted_secret_is_accepted(running: Running, http: Http) -> None:
    typed = simulated(running, password=f" {PASSWORD}\n")
    del typed["name"]
    assert http.post("/systems/test", typed).json()["ok"] is True
