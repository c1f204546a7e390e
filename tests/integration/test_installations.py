"""An installation is connected once: connected twice, its revenue would count twice."""

import boto3
import pytest
import requests

from accounting.tables import dynamodb, systems_table
from local.running import Running
from tests.fakes.systems import a_system
from tests.integration.http import NEW_SYSTEM, OTHER_SYSTEM, Http, problem
from tests.integration.on_the_wire import overtaken

SPELLINGS = [
    "https://billing.example.com/",
    "https://billing.example.com",
    "BILLING.example.com:443",
    "https://billing.example.com/admin/login.php",
    "https://billing.example.com/includes/api.php",
]


def refused(answer: requests.Response, path: str) -> None:
    found = problem(answer, 409, "InstallationConnected")
    assert found["system_id"] == path.removeprefix("/systems/")
    assert NEW_SYSTEM["name"] in found["detail"]
    assert found["advice"]


@pytest.mark.parametrize("url", SPELLINGS)
def test_second_connection_is_refused_and_names_the_first(http: Http, url: str) -> None:
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    refused(http.post("/systems", OTHER_SYSTEM | {"url": url}), path)
    other = http.post("/systems", OTHER_SYSTEM).headers["Location"]
    refused(http.patch(other, {"url": url, "password": "p"}), path)
    assert http.get(other).json()["url"] == OTHER_SYSTEM["url"]


@pytest.mark.parametrize(
    "url", ["https://billing.example.com/two", "https://billing.example.com:8443", "example.com"]
)
def test_other_address_is_another_installation(http: Http, url: str) -> None:
    http.post("/systems", NEW_SYSTEM)
    assert http.post("/systems", OTHER_SYSTEM | {"url": url}).status_code == 201


def test_system_may_keep_its_own_address(http: Http) -> None:
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    for url in SPELLINGS:
        assert http.patch(path, {"url": url, "password": "p"}).status_code == 200


def test_deleted_system_leaves_its_address_free(running: Running, http: Http) -> None:
    running.stack.functions.replace("SystemDeleteFunction", lambda *_: {"done": True})
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    http.delete(path)
    assert http.get(path).json()["deleting"] is True
    assert http.post("/systems", NEW_SYSTEM).status_code == 201


def test_systems_that_were_connected_twice_before_can_still_be_changed(http: Http) -> None:
    for system_id in ("9f2c4be81a07", "9f2c4be81a08"):
        systems_table.create(a_system(system_id=system_id))
    assert http.patch("/systems/9f2c4be81a08", {"name": "Two"}).status_code == 200
    refused_again = http.post("/systems", NEW_SYSTEM)
    problem(refused_again, 409, "InstallationConnected")


def test_of_two_connected_at_the_same_moment_the_later_gives_way(http: Http) -> None:
    """The other is connected when this one has been looked for and not yet been written."""
    with overtaken(dynamodb.client(), "PutItem", lambda: systems_table.create(a_system())):
        refused(http.post("/systems", NEW_SYSTEM), "/systems/9f2c4be81a07")
    assert [one["id"] for one in http.get("/systems").json()["systems"]] == ["9f2c4be81a07"]
    assert boto3.client("secretsmanager").list_secrets()["SecretList"] == []
