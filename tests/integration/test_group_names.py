"""A deployment whose provider calls claim and groups otherwise."""

from collections.abc import Iterator

import pytest

from local.running import Running
from local.simulator import Installation
from tests.integration.http import NEW_SYSTEM, Http, problem

ROLES = "https://example.com/roles"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Running]:
    parameters = {"GroupsClaim": ROLES, "AdminGroup": "/admins", "ViewerGroup": "web viewers"}
    with Running(installation=Installation(), parameters=parameters) as running:
        yield running


@pytest.mark.parametrize(
    ("claims", "read", "change"),
    [
        ({ROLES: ["/admins"]}, 200, 201),
        ({ROLES: ["web viewers"]}, 200, 403),
        ({ROLES: "web viewers"}, 200, 403),
        ({ROLES: ["web", "viewers"]}, 403, 403),
        ({ROLES: ["admins"]}, 403, 403),
        ({"groups": ["/admins"]}, 403, 403),
        ({"cognito:groups": ["/admins"]}, 403, 403),
    ],
    ids=str,
)
def test_claim_and_groups_are_parameters(
    elsewhere: Running, claims: dict[str, object], read: int, change: int
) -> None:
    client = Http(elsewhere, elsewhere.token("stranger", **claims))
    assert client.get("/systems").status_code == read
    answer = client.post("/systems", NEW_SYSTEM)
    assert answer.status_code == change
    if change == 201:
        client.delete(answer.headers["Location"])
    else:
        assert "/admins" in problem(answer, 403, "NotAllowed")["detail"]
    client.close()
