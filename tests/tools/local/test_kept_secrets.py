"""Secrets of `--data` are there after a process that could not say goodbye."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from local.aws.kept_secrets import kept
from local.aws.template import ROOT

PROCESS = """
import sys, boto3
from pathlib import Path
from moto import mock_aws
from local.aws.kept_secrets import kept

with mock_aws(), kept(Path(sys.argv[1])):
    client = boto3.client("secretsmanager")
    arn = client.create_secret(Name="a/b-c", SecretString="first")["ARN"]
    client.put_secret_value(SecretId=arn, SecretString="second")
    gone = client.create_secret(Name="gone", SecretString="x")["ARN"]
    client.delete_secret(SecretId=gone, ForceDeleteWithoutRecovery=True)
    print(arn, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")


@pytest.fixture
def killed(tmp_path: Path) -> str:
    """The ARN of a secret that a process made, changed and had no time to put anywhere."""
    with subprocess.Popen(
        [sys.executable, "-c", PROCESS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout
        arn = process.stdout.readline().strip()
        process.kill()
    assert process.returncode == -9
    return arn


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        yield


def secret(arn: str) -> str:
    client = boto3.client("secretsmanager")
    return client.get_secret_value(SecretId=arn)["SecretString"]


@pytest.mark.usefixtures("aws")
def test_killed_process_leaves_its_secrets(killed: str, tmp_path: Path) -> None:
    with kept(tmp_path):
        assert secret(killed) == "second"


def test_file_is_for_its_owner_alone(killed: str, tmp_path: Path) -> None:
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one["name"] for one in json.loads(file.read_text())] == ["a/b-c"]


@pytest.mark.usefixtures("aws")
def test_file_stays_readable_while_it_is_written(killed: str, tmp_path: Path) -> None:
    """Whoever died in the middle of writing left a part, beside the file."""
    (tmp_path / "secrets.new").write_text('[{"na')
    with kept(tmp_path):
        client = boto3.client("secretsmanager")
        client.put_secret_value(SecretId=killed, SecretString="third")
    assert [one["value"] for one in json.loads((tmp_path / "secrets.json").read_text())] == [
        "third"
    ]
