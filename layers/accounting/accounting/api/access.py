"""Who may do what: viewers read, admins do everything. API Gateway has verified the token itself.

Groups are read from the token. API Gateway hands its claims on as well, but as text, in which the
one group "a b" and the two groups "a" and "b" look the same.

A script has scopes in place of groups. They count only in an access token of the one client that
the stack made for scripts: Cognito writes `token_use` and `client_id` itself. In any other token, a
person's ID token above all, a claim named `scope` means nothing.
"""

import base64
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from accounting.domain.actors import LONGEST as LONGEST_ACTOR
from accounting.domain.actors import MACHINES, UNKNOWN
from accounting.domain.errors import NotAllowed, one_line

READING = frozenset({"GET", "HEAD"})
ADMIN_SCOPE, READ_SCOPE = "revenue/admin", "revenue/read"
_NAMES = ("cognito:username", "preferred_username", "username", "client_id", "sub")
_BEARER = re.compile(r"(?:bearer +)?[\w-]+\.([\w-]+)\.[\w-]+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caller:
    """`actor`: how records of what he does name him."""

    subject: str
    groups: frozenset[str]
    actor: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Rights:
    """How this deployment's provider names them: the claim with the groups, and two of them.

    `script_client`: the id of the client for scripts, empty when there is none.
    """

    claim: str
    admins: str
    viewers: str
    script_client: str


@cache
def rights() -> Rights:
    return Rights(
        claim=os.environ["GROUPS_CLAIM"],
        admins=os.environ["ADMIN_GROUP"],
        viewers=os.environ["VIEWER_GROUP"],
        script_client=os.environ["SCRIPT_CLIENT_ID"],
    )


def caller_of(event: dict[str, Any]) -> Caller:
    """No groups when the event is not of a verified token, or the token is odd in any way."""
    context = event.get("requestContext", {}).get("authorizer", {}).get("jwt", {})
    verified: dict[str, Any] = context.get("claims") or {}
    token = _payload(event.get("headers", {}).get("authorization", ""))
    is_same = all(token.get(name) == verified.get(name) for name in ("iss", "sub"))
    groups = _groups_of(token) if verified and is_same else frozenset()
    return Caller(str(verified.get("sub", "")), groups, _actor(verified))


def check(caller: Caller, method: str) -> None:
    """Raises NotAllowed."""
    admins, viewers = rights().admins, rights().viewers
    if admins in caller.groups:
        return
    if method not in READING:
        raise NotAllowed(f"Only members of the group {admins} may change something.")
    if viewers not in caller.groups:
        raise NotAllowed(f"Only members of the groups {viewers} and {admins} may read this.")


def _actor(verified: Mapping[str, Any]) -> str:
    """The mail address, else the user name, else the client id of a script. An address that the
    provider says is not verified is only what somebody has typed; and no person is one of the
    machines."""
    names = [verified.get(name) for name in _NAMES]
    if str(verified.get("email_verified", "true")).lower() != "false":
        names.insert(0, verified.get("email"))
    lines = (one_line(name)[:LONGEST_ACTOR] for name in names if isinstance(name, str))
    return next((line for line in lines if line and line not in MACHINES), UNKNOWN)


def _payload(authorization: str) -> dict[str, Any]:
    """The claims of the token; its signature has been verified already."""
    parts = _BEARER.fullmatch(authorization.strip())
    try:
        payload = json.loads(base64.urlsafe_b64decode(parts[1] + "==")) if parts else None
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _groups_of(token: Mapping[str, Any]) -> frozenset[str]:
    client = rights().script_client
    if client and token.get("token_use") == "access" and token.get("client_id") == client:
        return _groups_of_scopes(token.get("scope"))
    return _groups(token.get(rights().claim))


def _groups_of_scopes(claim: object) -> frozenset[str]:
    scopes = claim.split(" ") if isinstance(claim, str) else []
    granted = {ADMIN_SCOPE: rights().admins, READ_SCOPE: rights().viewers}
    return frozenset(group for scope, group in granted.items() if scope in scopes)


def _groups(claim: object) -> frozenset[str]:
    """A list's elements as they are; a text is one group, whatever it contains."""
    elements = claim if isinstance(claim, list) else [claim]
    return frozenset(element for element in elements if isinstance(element, str))
