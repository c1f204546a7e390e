from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from local.api_client import ApiClient
from local.simulator import Simulator, demo_installation
from tests import built
from tests.deploy import emulator, sign_in
from tests.deploy.deployment import Deployment, sam_deploy
from tests.deploy.emulator import Emulator

ADMIN, PASSWORD = "admin@example.com", "Correct-horse-4"
# Pauses of the workflow, which are real here; and what is off by default.
PARAMETERS = ("SourceRetrySeconds=1", "CrashRetrySeconds=1", "ScriptClient=yes")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built.build(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with emulator.running(tmp_path_factory.mktemp("emulator")) as running:
        yield running


@pytest.fixture(scope="session")
def deployment(build: Path, aws: Emulator) -> Deployment:
    """One `sam deploy`, which creates the first administrator too."""
    done = sam_deploy(aws, build, f"AdminEmail={ADMIN}", *PARAMETERS)
    assert done.returncode == 0, done.stdout + done.stderr
    deployment = Deployment(aws)
    deployment.allow_loopback()
    deployment.keep_password(ADMIN, PASSWORD)
    return deployment


@pytest.fixture(scope="session")
def api(deployment: Deployment) -> Iterator[ApiClient]:
    """As the administrator."""
    token = sign_in.id_token(deployment, ADMIN, PASSWORD)
    client = ApiClient(deployment.url, lambda: token)
    yield client
    client.close()


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A WHMCS with 3,000 invoices."""
    with Simulator(demo_installation(3000, today=date(2026, 11, 22))) as simulator:
        yield simulator
