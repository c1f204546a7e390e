"""A script gets a token without a person, by the very request that the documents show."""

import json
import shutil
from pathlib import Path

import pytest

from local.api_client import ApiClient, ApiError
from tests.contract.commands import documented, run
from tests.deploy.deployment import Deployment

pytestmark = [
    pytest.mark.deploy,
    pytest.mark.skipif(shutil.which("curl") is None, reason="There is no curl."),
]


@pytest.fixture
def token(deployment: Deployment, tmp_path: Path) -> str:
    (request,) = [one for one in documented() if "$TOKEN_URL" in one.text]
    client = deployment.emulator.client("cognito-idp").describe_user_pool_client(
        UserPoolId=deployment.outputs["UserPoolId"], ClientId=deployment.outputs["ScriptClientId"]
    )["UserPoolClient"]
    environment = {
        "CLIENT": client["ClientId"],
        "SECRET": client["ClientSecret"],
        # The emulator serves it there, not at the pool's domain.
        "TOKEN_URL": f"{deployment.emulator.url}/oauth2/token",
    }
    return str(json.loads(run(request, environment, tmp_path))["access_token"])


def test_script_that_asked_for_reading_reads_and_changes_nothing(
    deployment: Deployment, token: str
) -> None:
    api = ApiClient(deployment.url, lambda: token)
    assert "systems" in api.get("/systems")
    with pytest.raises(ApiError, match=r"403 .*Only members of the group admins may change"):
        api.post("/systems", {})
    api.close()
