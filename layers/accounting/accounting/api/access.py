"""Who may do what: viewers read, admins do everything. API Gateway has checked the token itself."""

import re
from dataclasses import dataclass
from typing import Any

from accounting.domain.errors import NotAllowed

READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Caller:
    subject: str
    groups: frozenset[str]


def caller_of(event: dict[str, Any]) -> Caller:
    """From the token's claims, which API Gateway flattens: a list arrives as the text "[a b]"."""
    context = event.get("requestContext", {}).get("authorizer", {}).get("jwt", {})
    claims: dict[str, Any] = context.get("claims") or {}
    groups = " ".join(_text(claims.get(name)) for name in ("cognito:groups", "groups"))
    return Caller(str(claims.get("sub", "")), frozenset(re.findall(r"[^\s,\[\]\"']+", groups)))


def check(caller: Caller, method: str) -> None:
    """Raises NotAllowed."""
    if "admins" in caller.groups:
        return
    if method not in READING:
        raise NotAllowed("Only members of the group admins may change something.")
    if "viewers" not in caller.groups:
        raise NotAllowed("Only members of the groups viewers and admins may read this.")


def _text(claim: object) -> str:
    return " ".join(map(str, claim)) if isinstance(claim, list) else str(claim or "")
