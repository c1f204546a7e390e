from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from local import built
from local.api_client import ApiClient
from local.simulator import Simulator, demo_installation
from tests.deploy import emulator, sign_in
from tests.deploy.deployment import Deployment, sam_deploy
from tests.deploy.emulator import Emulator

# Pauses of the workflow, which are real here; and what is off by default.
PARAMETERS = ("SourceRetrySeconds=1", "CrashRetrySeconds=1", "ScriptClient=yes")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is deployed; it may ask the simulator, which is on this machine."""
    build = built.build(tmp_path_factory.mktemp("build"))
    template = build / "template.yaml"
    text = template.read_text()
    assert text.count("SOURCE_ADDRESSES: public") == 2
    template.write_text(text.replace("SOURCE_ADDRESSES: public", "SOURCE_ADDRESSES: loopback"))
    return build


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with emulator.running(tmp_path_factory.mktemp("emulator")) as running:
        yield running


@pytest.fixture(scope="session")
def deployment(build: Path, aws: Emulator) -> Deployment:
    """One `sam deploy`, which creates the first administrator too."""
    done = sam_deploy(aws, build, sign_in.FIRST, *PARAMETERS)
    assert done.returncode == 0, done.stdout + done.stderr
    return Deployment(aws)


@pytest.fixture(scope="session")
def api(deployment: Deployment) -> Iterator[ApiClient]:
    with sign_in.administrator(deployment) as client:
        yield client


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A WHMCS with 3,000 invoices."""
    with Simulator(demo_installation(3000, today=date(2026, 11, 22))) as simulator:
        yield simulator
