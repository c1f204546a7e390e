"""Impossible options of `python -m local` are refused with a sentence before anything starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from local.aws.template import ROOT

PROVIDER = "--issuer https://a.example --client-id books"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("up --port 80000", "'80000' is no port: 0 to 65535, 0 takes a free one."),
        ("up --port http", "'http' is no port"),
        ("token --port -1", "'-1' is no port"),
        ("demo --whmcs-port 99999", "'99999' is no port"),
        ("up --invoices -5", "'-5' is no number of invoices"),
        ("demo --invoices many", "'many' is no number of invoices"),
        ("up --port 8899", "--port and --whmcs-port are both 8899"),
        ("up --data kept", "--data keeps what DynamoDB Local holds, moto forgets: add --dynamodb"),
        (
            "demo --data kept",
            "--data keeps what DynamoDB Local holds, moto forgets: add --dynamodb",
        ),
        ("up --dynamodb local --data README.md", "--data names a folder, and README.md is a file"),
        ("up --dynamodb local", "DynamoDB Local needs Java 17 and npm: java, npm not found."),
        ("up --issuer https://a.example", "--issuer needs --client-id, the id of the console"),
        ("up --client-id books", "--client-id needs --issuer, the URL of a provider of your own."),
        ("up --groups-claim roles", "--groups-claim needs --issuer"),
        ("up --admin-group staff --viewer-group all", "--admin-group needs --issuer"),
        ("up --scope openid", "--scope needs --issuer"),
        ("up --connect-origins https://a.example", "--connect-origins needs --issuer"),
        (f"up {PROVIDER} --admin-group=", "--admin-group is empty: leave it out, or say what it"),
        ("up --issuer= --client-id books", "--issuer is empty"),
        (f"up {PROVIDER} --scope email", "--scope 'email' is refused: it has to look like openid"),
        (
            f"up {PROVIDER} --connect-origins http://a.example",
            "--connect-origins 'http://a.example' is refused: it has to look like (https://",
        ),
    ],
)
def test_impossible_option_is_refused(arguments: str, sentence: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "local", *arguments.split()],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
