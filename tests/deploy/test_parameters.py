"""Parameters that contradict each other are told before anything is made."""

from pathlib import Path

import pytest

from tests.deploy.deployment import Deployment, sam_deploy

pytestmark = pytest.mark.deploy
PROVIDER = ["OidcIssuer=https://issuer.example.com", "OidcAudience=console"]


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        (PROVIDER[:1], "OidcIssuer needs OidcAudience"),
        ([*PROVIDER, "AdminEmail=ada@example.com"], "AdminEmail is for the own user pool"),
        ([*PROVIDER, 'AdminEmail=""', "ScriptClient=yes"], "ScriptClient is for the own user pool"),
    ],
)
def test_contradiction_is_refused_in_words(
    deployment: Deployment, build: Path, parameters: list[str], why: str
) -> None:
    refused = sam_deploy(deployment.emulator, build, *parameters)
    assert refused.returncode != 0
    assert why in refused.stderr
