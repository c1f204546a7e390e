"""Signs in at Cognito's own pages without a browser: the code flow with PKCE, as the console."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import requests

from local.api_client import ApiClient
from local.web.sign_in import challenge
from tests.deploy.deployment import Deployment

SECONDS = 10
ADMIN, PASSWORD = "admin@example.com", "Correct-horse-4"
FIRST = f"AdminEmail={ADMIN}"


@contextmanager
def administrator(deployment: Deployment) -> Iterator[ApiClient]:
    """The API, as the one whom the deployment created, given the parameter `FIRST`."""
    deployment.keep_password(ADMIN, PASSWORD)
    token = id_token(deployment, ADMIN, PASSWORD)
    client = ApiClient(deployment.url, lambda: token)
    yield client
    client.close()


def id_token(deployment: Deployment, email: str, password: str) -> str:
    pages = deployment.emulator.url  # The emulator serves them there, not at the pool's domain.
    verifier = secrets.token_urlsafe(48)
    client = {
        "client_id": deployment.outputs["UserPoolClientId"],
        "redirect_uri": deployment.outputs["ApiUrl"],
    }
    authorization = {
        "response_type": "code",
        "scope": "openid email profile",
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
        "state": "here",
    }
    form = {**client, **authorization, "username": email, "password": password}
    answer = requests.post(f"{pages}/login", form, allow_redirects=False, timeout=SECONDS)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    grant = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    tokens = requests.post(f"{pages}/oauth2/token", {**client, **grant}, timeout=SECONDS)
    tokens.raise_for_status()
    return str(tokens.json()["id_token"])
