"""What API Gateway's JWT authorizer refuses is refused here: its developer guide's list of checks.

The algorithm is RSA's, the header names a key of the issuer, the times are numbers and right, the
issuer is ours, and so is the audience: `aud`, or `client_id` where there is no `aud`.
"""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from local.web.authorizer import ForbiddenError, JwtAuthorizer, UnauthorizedError
from local.web.oidc import CLIENT_ID, OidcProvider
from local.web.sign_in import id_token

NOW = int(time.time())


@pytest.fixture(scope="module")
def authorizer(oidc: OidcProvider) -> JwtAuthorizer:
    return JwtAuthorizer(oidc.issuer, [CLIENT_ID, "another-client"])


ACCEPTED: dict[str, dict[str, Any]] = {
    "as issued": {},
    "one of several audiences": {"aud": ["somebody", "another-client"]},
    "client_id without aud": {"aud": None, "client_id": CLIENT_ID},
    "exp with a fraction": {"exp": NOW + 600.5},
    "nbf just now": {"nbf": NOW - 1},
    "no iat": {"iat": None},
}
REFUSED: dict[str, dict[str, Any]] = {
    "exp in the past": {"exp": NOW - 1},
    "no exp": {"exp": None},
    "textual exp": {"exp": str(NOW + 600)},
    "exp in a list": {"exp": [NOW + 600]},
    "nbf in the future": {"nbf": NOW + 600},
    "textual nbf": {"nbf": str(NOW - 600)},
    "iat in the future": {"iat": NOW + 600},
    "textual iat": {"iat": str(NOW - 600)},
    "iat that is true": {"iat": True},
    "another issuer": {"iss": "http://localhost:1"},
    "no issuer": {"iss": None},
    "list of issuers": {"iss": ["http://localhost"]},
    "another audience": {"aud": "somebody"},
    "no audience": {"aud": None},
    "another client_id": {"aud": None, "client_id": "somebody"},
    "client_id beside an empty aud": {"aud": "", "client_id": CLIENT_ID},
    "client_id beside an empty list": {"aud": [], "client_id": CLIENT_ID},
    "client_id beside another aud": {"aud": "somebody", "client_id": CLIENT_ID},
    "aud that holds an object": {"aud": [{"a": 1}]},
    "aud that is a number": {"aud": 1},
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_valid_token_is_accepted(authorizer: JwtAuthorizer, oidc: OidcProvider, case: str) -> None:
    token = oidc.token(**ACCEPTED[case])
    for header in (f"Bearer {token}", token):
        assert authorizer.claims(header)["sub"] == "admin"


@pytest.mark.parametrize("case", REFUSED)
def test_claim_that_is_not_right_is_refused(
    authorizer: JwtAuthorizer, oidc: OidcProvider, case: str
) -> None:
    with pytest.raises(UnauthorizedError):
        authorizer.claims(f"Bearer {oidc.token(**REFUSED[case])}")


def test_token_of_a_sign_in_is_accepted(authorizer: JwtAuthorizer, oidc: OidcProvider) -> None:
    token = id_token(oidc.issuer, CLIENT_ID, "viewer")
    assert authorizer.claims(f"Bearer {token}")["groups"] == "[viewers]"


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_algorithms_of_rsa_are_accepted(
    authorizer: JwtAuthorizer, oidc: OidcProvider, algorithm: str
) -> None:
    assert authorizer.claims(signed(oidc, {"alg": algorithm, "kid": oidc.key.kid}))


def signed(oidc: OidcProvider, header: dict[str, Any], key: RSAKey | None = None) -> str:
    claims = {"iss": oidc.issuer, "sub": "admin", "aud": CLIENT_ID, "exp": NOW + 600}
    return jwt.encode(header, claims, key or oidc.key, algorithms=[header["alg"]])


def with_shared_secret(oidc: OidcProvider, header: dict[str, Any], secret: bytes | None) -> str:
    """Signed with HMAC, whatever `header` says; not at all without a secret."""
    claims = {"iss": oidc.issuer, "sub": "admin", "aud": CLIENT_ID, "exp": NOW + 600}
    content = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.digest(secret, content.encode(), "sha256") if secret else b""
    return f"{content}.{encoded(signature)}"


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


FORGED: dict[str, Callable[[OidcProvider, str], str]] = {
    "no kid": lambda oidc, _: signed(oidc, {"alg": "RS256"}),
    "kid of nobody": lambda oidc, _: signed(oidc, {"alg": "RS256", "kid": "another"}),
    "kid that is no text": lambda oidc, _: with_shared_secret(
        oidc, {"alg": "RS256", "kid": 1}, None
    ),
    "RSA, but PSS": lambda oidc, kid: signed(oidc, {"alg": "PS256", "kid": kid}),
    "key of another provider": lambda oidc, kid: signed(
        oidc, {"alg": "RS256", "kid": kid}, RSAKey.generate_key()
    ),
    "public key as a shared secret": lambda oidc, kid: with_shared_secret(
        oidc, {"alg": "HS256", "kid": kid}, oidc.key.as_pem(private=False)
    ),
    "no signature": lambda oidc, kid: with_shared_secret(oidc, {"alg": "RS256", "kid": kid}, None),
    "none": lambda oidc, kid: with_shared_secret(oidc, {"alg": "none", "kid": kid}, None),
    "None": lambda oidc, kid: with_shared_secret(oidc, {"alg": "None", "kid": kid}, None),
}


@pytest.mark.parametrize("case", FORGED)
def test_forged_token_is_refused(authorizer: JwtAuthorizer, oidc: OidcProvider, case: str) -> None:
    with pytest.raises(UnauthorizedError):
        authorizer.claims(f"Bearer {FORGED[case](oidc, str(oidc.key.kid))}")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YTpi", "Bearer ä.ö.ü"]
)
def test_what_is_no_token_is_refused(authorizer: JwtAuthorizer, header: str | None) -> None:
    with pytest.raises(UnauthorizedError):
        authorizer.claims(header)


@pytest.mark.parametrize("scopes", [{"scope": "read write"}, {"scp": ["read"]}], ids=str)
def test_one_scope_of_the_route_is_enough(
    authorizer: JwtAuthorizer, oidc: OidcProvider, scopes: dict[str, Any]
) -> None:
    assert authorizer.claims(oidc.token(**scopes), ("read", "list"))


@pytest.mark.parametrize("scopes", [{}, {"scope": "reader"}, {"scope": 1}], ids=str)
def test_none_of_the_scopes_is_forbidden(
    authorizer: JwtAuthorizer, oidc: OidcProvider, scopes: dict[str, Any]
) -> None:
    with pytest.raises(ForbiddenError):
        authorizer.claims(oidc.token(**scopes), ("read",))


def test_keys_are_kept() -> None:
    with OidcProvider() as provider:
        authorizer = JwtAuthorizer(provider.issuer, [CLIENT_ID])
        tokens = [provider.token(), provider.token()]
        authorizer.claims(tokens[0])
    assert authorizer.claims(tokens[1])


def test_provider_that_does_not_answer_refuses_everybody(oidc: OidcProvider) -> None:
    with pytest.raises(UnauthorizedError):
        JwtAuthorizer("http://localhost:1", [CLIENT_ID]).claims(oidc.token())
