"""A first deployment that fails, the next one, its end, and its successor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from local.api_client import ApiClient
from local.connection import connect, sync
from local.demo import expected
from local.deployed_tables import NAMES
from local.simulator import Simulator, demo_installation
from tests.contract.commands import call_aws, documented, run
from tests.deploy import emulator, sign_in
from tests.deploy.deployment import STACK, Deployment, sam_delete, sam_deploy
from tests.deploy.emulator import Emulator
from tests.deploy.systems import revenue

pytestmark = pytest.mark.deploy
# A resource that nobody completes: AWS's own way to wait for a word from outside.
NEVER = f"""
  Handle:
    Type: AWS::CloudFormation::WaitConditionHandle
  Never:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: [{", ".join(NAMES)}, PeoplePool]
    Properties:
      Count: 1
      Timeout: 1
      Handle: !Ref Handle
"""


@pytest.fixture(scope="module")
def whmcs() -> Iterator[Simulator]:
    with Simulator(demo_installation(300, today=date(2026, 11, 22))) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """Another AWS, whose stack no other test needs."""
    with emulator.running(tmp_path_factory.mktemp("alone")) as running:
        yield running


@pytest.fixture(scope="module")
def failed(alone: Emulator, build: Path) -> str:
    """The state in which a first deployment that failed leaves its stack; then that is deleted."""
    state = deploy_what_fails(alone, build)
    assert sam_delete(alone).returncode == 0
    return state


@dataclass(frozen=True)
class Left:
    """What a stack that is gone has left behind, with a system in it."""

    tables: dict[str, str]
    pool: str
    system_id: str


@pytest.fixture(scope="module")
def left(failed: str, alone: Emulator, build: Path, whmcs: Simulator) -> Left:
    assert sam_deploy(alone, build, sign_in.FIRST).returncode == 0
    deployment = Deployment(alone)
    with sign_in.administrator(deployment) as api:
        system_id = connect(api, whmcs.url)
        sync(api, system_id, "full")
    tables = {name: deployment.resource(name) for name in NAMES}
    found = Left(tables, deployment.outputs["UserPoolId"], system_id)
    assert sam_delete(alone).returncode == 0
    return found


@pytest.fixture(scope="module")
def successor(left: Left, alone: Emulator, build: Path) -> Iterator[ApiClient]:
    """The API of the next stack of the same name."""
    assert sam_deploy(alone, build, sign_in.FIRST).returncode == 0
    with sign_in.administrator(Deployment(alone)) as api:
        yield api


def deploy_what_fails(emulator: Emulator, build: Path) -> str:
    """The state in which it leaves its stack."""
    text = (build / "template.yaml").read_text()
    (build / "broken.yaml").write_text(text.replace("\nResources:\n", f"\nResources:{NEVER}"))
    failed = sam_deploy(emulator, build, "ReportingCurrency=USD", template="broken.yaml")
    assert failed.returncode != 0
    client = emulator.client("cloudformation")
    return str(client.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"])


def test_first_deployment_that_fails_cannot_take_back_what_is_protected(failed: str) -> None:
    assert failed == "ROLLBACK_FAILED"


def test_books_and_people_outlive_the_stack_and_are_protected(left: Left, alone: Emulator) -> None:
    dynamodb = alone.client("dynamodb")
    key = {"system_id": {"S": left.system_id}}
    assert "Item" in dynamodb.get_item(TableName=left.tables["SystemsTable"], Key=key)
    for table in left.tables.values():
        with pytest.raises(dynamodb.exceptions.ClientError, match="protect"):
            dynamodb.delete_table(TableName=table)
    kept = alone.client("cognito-idp").describe_user_pool(UserPoolId=left.pool)["UserPool"]
    assert kept["DeletionProtection"] == "ACTIVE"  # Which the emulator shows and does not heed.


def test_successor_takes_over_what_was_left(
    left: Left, alone: Emulator, successor: ApiClient, whmcs: Simulator, tmp_path: Path
) -> None:
    assert successor.get("/systems")["systems"] == []
    copy = next(one for one in documented() if "copy-systems" in one.text)
    names = {name.removesuffix("Table").upper(): table for name, table in left.tables.items()}
    said = run(copy, alone.environment | names, tmp_path)
    assert said == f"Demo hosting ({left.system_id}): copied.\n"
    assert revenue(successor) == expected(whmcs.installation)
    assert len(successor.get(f"/systems/{left.system_id}/syncs")["syncs"]) == 1
    record = sync(successor, left.system_id, "incremental")
    assert record["proof"]["remote_total"] == record["proof"]["stored_total"] == 300


def test_upgrade_that_fails_is_taken_back(
    alone: Emulator, build: Path, successor: ApiClient
) -> None:
    before = successor.get("/revenue")
    assert deploy_what_fails(alone, build) == "UPDATE_ROLLBACK_COMPLETE"
    assert successor.get("/revenue") == before


def test_what_stays_is_removed_by_hand(left: Left, alone: Emulator) -> None:
    page = (one for one in documented() if one.place.startswith("lifecycle.md"))
    removal = [one for one in page if "aws" in one.words and "delet" in one.text]
    assert len(removal) == 4
    for table in left.tables.values():
        for command in removal[:2]:
            call_aws(command, alone.client, {"TABLE": table})
    for command in removal[2:]:
        call_aws(command, alone.client, {"POOL": left.pool})
    there = alone.client("dynamodb").list_tables()["TableNames"]
    assert not set(left.tables.values()) & set(there)
    pools = alone.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    assert left.pool not in {one["Id"] for one in pools}
