"""A request's bearer, as a handler gets it that API Gateway has called."""

import base64
import json
from typing import Any


def bearer(**claims: object) -> str:
    """An unsigned token: the signature is API Gateway's business, before a handler is called."""
    return ".".join(_part(part) for part in ({"alg": "none"}, claims, "signature"))


def authorized(**claims: object) -> dict[str, Any]:
    """The two places of an event that say who calls: the verified token, and its claims as API
    Gateway hands them on, all of them text."""
    flat = {name: str(value) for name, value in claims.items()}
    return {
        "headers": {"authorization": f"Bearer {bearer(**claims)}"},
        "requestContext": {"authorizer": {"jwt": {"claims": flat, "scopes": None}}},
    }


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
