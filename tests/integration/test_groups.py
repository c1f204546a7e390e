"""Who is let in, with real tokens of a third-party provider."""

import pytest

from local.running import Running
from tests.integration.http import NEW_SYSTEM, Http, problem


@pytest.mark.parametrize(
    "group", ["web admins", "x,admins", "[admins]", "'admins'", '"admins"', "admins viewers"]
)
@pytest.mark.parametrize("shape", ["list", "text"])
def test_group_whose_name_only_contains_another_gives_no_right(
    running: Running, group: str, shape: str
) -> None:
    client = Http(running, running.token("stranger", groups=[group] if shape == "list" else group))
    problem(client.post("/systems", NEW_SYSTEM), 403, "NotAllowed")
    problem(client.delete("/systems/9f2c4be81a07"), 403, "NotAllowed")
    problem(client.get("/systems"), 403, "NotAllowed")
    client.close()


def test_one_group_of_many_is_enough(running: Running) -> None:
    token = running.token("bob", groups=["web admins", "ops, night", "admins"])
    client = Http(running, token)
    assert client.post("/systems", NEW_SYSTEM).status_code == 201
    client.close()
