"""Who is let in and who is not: the groups of a verified token, compared exactly."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from accounting.api import access
from accounting.domain.errors import NotAllowed
from tests.fakes.bearer import authorized, bearer

GUID = "5f0c2a91-77d0-4b1c-9f2c-4be81a0720a5"
ROLES = "https://example.com/roles"
SCRIPTS = "5fjq0script"

type Deployment = Callable[..., None]


@pytest.fixture
def deployment(monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    """Sets the parameters of the deployment."""

    def use(
        claim: str = "groups",
        admins: str = "admins",
        viewers: str = "viewers",
        script_client: str = SCRIPTS,
    ) -> None:
        monkeypatch.setenv("GROUPS_CLAIM", claim)
        monkeypatch.setenv("ADMIN_GROUP", admins)
        monkeypatch.setenv("VIEWER_GROUP", viewers)
        monkeypatch.setenv("SCRIPT_CLIENT_ID", script_client)
        access.rights.cache_clear()

    use()
    yield use
    access.rights.cache_clear()


def may(event: dict[str, Any]) -> str:
    """The most that this caller may do."""
    caller = access.caller_of(event)
    for method, name in (("POST", "change"), ("GET", "read")):
        try:
            access.check(caller, method)
        except NotAllowed:
            continue
        return name
    return "nothing"


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["admins"], "change"),
        (["viewers"], "read"),
        (["viewers", "admins"], "change"),
        (["web admins", "admins"], "change"),
        (["a, b", "[viewers]", "viewers"], "read"),
        ("admins", "change"),
        ("viewers", "read"),
        ([None, 7, ["admins"], {"admins": 1}, "viewers"], "read"),
        (["web admins"], "nothing"),
        (["admins web"], "nothing"),
        (["x,admins"], "nothing"),
        (["admins,x"], "nothing"),
        (["[admins]"], "nothing"),
        (['["admins"]'], "nothing"),
        (["'admins'"], "nothing"),
        (['"admins"'], "nothing"),
        (["admins\n"], "nothing"),
        ([" admins"], "nothing"),
        (["Admins"], "nothing"),
        (["ADMINS"], "nothing"),
        (["/admins"], "nothing"),
        (["admins\x00"], "nothing"),
        (["\u0430dmins"], "nothing"),  # A Cyrillic letter.
        (["\uff41dmins"], "nothing"),
        (["admins\u200b"], "nothing"),
        ("admins viewers", "nothing"),
        ("admins,viewers", "nothing"),
        ("[admins]", "nothing"),
        ('["admins"]', "nothing"),
        ([["admins"]], "nothing"),
        ({"admins": True}, "nothing"),
        ([], "nothing"),
        ("", "nothing"),
        (None, "nothing"),
        (True, "nothing"),
        (1, "nothing"),
    ],
    ids=repr,
)
def test_groups_are_compared_exactly(deployment: Deployment, groups: object, expected: str) -> None:
    assert may(authorized(iss="https://login.example.com", sub="ada", groups=groups)) == expected


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("cognito:groups", "admins"),
        ("groups", "web admins"),
        ("groups", "x,admins"),
        ("groups", "[admins]"),
        ("groups", '["/admins"]'),
        ("groups", "/admins"),
        ("groups", "'the' \"admins\""),
        ("groups", "Verwaltung für Übersee"),
        ("groups", "管理者"),
        ("groups", GUID),
        ("roles", "Revenue.Admin"),
        (ROLES, "admins"),
    ],
)
@pytest.mark.parametrize("shape", [list, str])
def test_any_name_of_claim_and_group_lets_in(
    deployment: Deployment, claim: str, name: str, shape: type
) -> None:
    deployment(claim, admins=name, viewers="somebody else")
    groups = [name] if shape is list else name
    assert may(authorized(sub="ada", **{claim: groups})) == "change"
    deployment(claim, admins="somebody else", viewers=name)
    assert may(authorized(sub="ada", **{claim: groups})) == "read"
    deployment("other", admins=name, viewers=name)
    assert may(authorized(sub="ada", **{claim: groups})) == "nothing"


@pytest.mark.parametrize("name", [GUID[:-1], GUID.upper(), f"{GUID} ", f"x{GUID}"])
def test_identifier_that_only_resembles_the_group_lets_nobody_in(
    deployment: Deployment, name: str
) -> None:
    deployment("roles", admins=GUID, viewers=GUID)
    assert may(authorized(sub="ada", roles=[name])) == "nothing"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer a.b.c",
        "Bearer a.W10.c",
        "Bearer a..c",
        "Basic YWRtaW46YWRtaW4=",
        "Bearer a." + "W1tb" * 30_000 + ".c",
        f"Bearer {bearer(sub='ada', groups=['admins'])}, Bearer x.y.z",
        f"Bearer {bearer(sub='ada', groups=['admins'])}.more",
        f"Bearer {bearer(sub='ada', groups=['admins']).replace('.', '!.')}",
    ],
    ids=lambda header: header[:20],
)
def test_header_that_is_no_token_gives_no_group(deployment: Deployment, header: str) -> None:
    event = authorized(sub="ada", groups="admins")
    event["headers"]["authorization"] = header
    assert may(event) == "nothing"


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  ", ""])
def test_token_comes_with_and_without_its_scheme(deployment: Deployment, scheme: str) -> None:
    event = authorized(sub="ada", groups=["admins"])
    event["headers"]["authorization"] = scheme + bearer(sub="ada", groups=["admins"])
    assert may(event) == "change"


def test_token_that_nobody_has_verified_gives_no_group(deployment: Deployment) -> None:
    event = authorized(iss="https://login.example.com", sub="ada", groups=["admins"])
    contexts: list[dict[str, Any]] = [
        {},
        {"authorizer": {}},
        {"authorizer": {"jwt": {"claims": {}}}},
    ]
    for context in contexts:
        assert may({**event, "requestContext": context}) == "nothing"
    for other in ({"sub": "bob"}, {"iss": "https://evil.example"}):
        claims = {"iss": "https://login.example.com", "sub": "ada"} | other
        verified = authorized(**claims)["requestContext"]
        assert may({**event, "requestContext": verified}) == "nothing"


def test_event_without_headers_gives_no_group(deployment: Deployment) -> None:
    assert may({}) == "nothing"


def test_refusal_names_the_groups_of_the_deployment(deployment: Deployment) -> None:
    deployment(admins="/admins", viewers=GUID)
    nobody = access.Caller("ada", frozenset())
    with pytest.raises(NotAllowed, match="/admins may change"):
        access.check(nobody, "POST")
    with pytest.raises(NotAllowed, match=f"{GUID} and /admins may read"):
        access.check(nobody, "GET")


def of_script(**claims: object) -> dict[str, Any]:
    """With an access token for client credentials, as Cognito writes it."""
    return authorized(
        **{"sub": SCRIPTS, "client_id": SCRIPTS, "token_use": "access", "iss": "https://cognito"}
        | claims
    )


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("revenue/admin", "change"),
        ("revenue/read", "read"),
        ("revenue/read revenue/admin", "change"),
        ("openid  revenue/read", "read"),
        ("revenue/admins", "nothing"),
        ("xrevenue/admin", "nothing"),
        ("https://other/revenue/admin", "nothing"),
        ("revenue/Admin", "nothing"),
        ("Revenue/read", "nothing"),
        ("revenue/admin\n", "nothing"),
        ("revenue/admin\u00a0revenue/read", "nothing"),
        ("revenue/admin,revenue/read", "nothing"),
        ("revenue/*", "nothing"),
        ("other/admin", "nothing"),
        ("admin", "nothing"),
        ("admins", "nothing"),
        ("viewers", "nothing"),
        ("", "nothing"),
        (None, "nothing"),
        (["revenue/admin"], "nothing"),
        ({"revenue/admin": True}, "nothing"),
    ],
    ids=repr,
)
def test_scopes_of_a_script_are_compared_exactly(
    deployment: Deployment, scope: object, expected: str
) -> None:
    assert may(of_script(scope=scope)) == expected


def test_scopes_count_whatever_the_groups_are_called(deployment: Deployment) -> None:
    deployment(admins="/web admins", viewers=GUID)
    assert may(of_script(scope="revenue/admin")) == "change"
    assert may(of_script(scope="revenue/read")) == "read"


@pytest.mark.parametrize(
    "claims",
    [
        {"token_use": "id", "aud": SCRIPTS},
        {"token_use": "id", "client_id": "console", "aud": "console"},
        {"token_use": None},
        {"token_use": ["access"]},
        {"token_use": "Access"},
        {"client_id": "console"},
        {"client_id": [SCRIPTS]},
        {"client_id": SCRIPTS.upper()},
        {"client_id": None, "aud": SCRIPTS},
    ],
    ids=repr,
)
def test_scopes_of_any_other_token_give_no_right(
    deployment: Deployment, claims: dict[str, object]
) -> None:
    assert may(of_script(scope="revenue/admin", **claims)) == "nothing"
    viewer = of_script(scope="revenue/admin", groups=["viewers"], **claims)
    assert may(viewer) == "read"


@pytest.mark.parametrize("client", ["", None])
def test_where_no_client_for_scripts_was_made_scopes_give_no_right(
    deployment: Deployment, client: str | None
) -> None:
    deployment(script_client="")
    assert may(of_script(scope="revenue/admin", client_id=client)) == "nothing"


def test_script_has_the_rights_of_its_scopes_only(deployment: Deployment) -> None:
    assert may(of_script(scope="revenue/read", groups=["admins"])) == "read"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"sub": "1", "email": "ada@example.com", "cognito:username": "ada"}, "ada@example.com"),
        ({"sub": "1", "email": "ada@example.com", "email_verified": True}, "ada@example.com"),
        ({"sub": "1", "email": "boss@example.com", "email_verified": False, "username": "x"}, "x"),
        ({"sub": "1", "cognito:username": "ada"}, "ada"),
        ({"sub": "1", "preferred_username": "ada"}, "ada"),
        ({"sub": "1", "client_id": SCRIPTS}, SCRIPTS),
        ({"sub": "1"}, "1"),
        ({"sub": "1", "email": ""}, "1"),
        ({"sub": "1", "email": " a\nda\x00 "}, "a da"),
        ({"sub": "1", "email": "x" * 300}, "x" * 200),
        ({"sub": "1", "preferred_username": "schedule"}, "1"),
        ({}, "unknown"),
    ],
)
def test_records_name_who_did_it(
    deployment: Deployment, claims: dict[str, Any], expected: str
) -> None:
    assert access.caller_of(authorized(**claims)).actor == expected
