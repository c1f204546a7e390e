"""What a machine lacks is said before anything starts; PATH holds what the machine has."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from local.aws.template import ROOT

type Machine = Callable[..., str]
NEEDS = ("python", "node", "browser", "java", "php")
ALL = {"uv": "", "node": "echo v22.1.0", "npm": "", "chromium": "", "java": "", "php": ""}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Makes a machine with these programs and no others; its PATH."""

    def make(programs: dict[str, str]) -> str:
        for name, script in programs.items():
            file = tmp_path / name
            file.write_text(f"#!/bin/sh\n{script}\n")
            file.chmod(0o755)
        return str(tmp_path)

    return make


def preflight(path: str, *needs: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "local/preflight.py", *needs],
        cwd=ROOT,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def without(*names: str, **instead: str) -> dict[str, str]:
    return {name: script for name, script in ALL.items() if name not in names} | instead


def test_machine_that_has_everything_is_told_nothing(machine: Machine) -> None:
    done = preflight(machine(ALL), *NEEDS)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("programs", "sentence"),
    [
        (without("node"), "Node 20.19 or later, with npm, is missing: install it"),
        (without("npm"), "Node 20.19 or later, with npm, is missing: install it"),
        (without(node="echo v18.20.4"), "Node v18.20.4 is too old"),
        (without(node="echo v20.18.9"), "Node v20.18.9 is too old"),
    ],
)
def test_what_has_to_be_installed_fails(
    machine: Machine, programs: dict[str, str], sentence: str
) -> None:
    done = preflight(machine(programs), *NEEDS)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stdout == ""


@pytest.mark.parametrize("version", ["v20.19.0", "v24.1.0"])
def test_node_that_is_new_enough(machine: Machine, version: str) -> None:
    assert preflight(machine(without(node=f"echo {version}")), *NEEDS).returncode == 0


def test_everything_that_is_missing_is_said_at_once(machine: Machine) -> None:
    done = preflight(machine({"uv": ""}), *NEEDS)
    assert done.returncode == 1
    said = (done.stdout + done.stderr).splitlines()
    assert [line.split(" ")[0:3] for line in said] == [
        ["There", "is", "no"],
        ["There", "is", "no"],
        ["There", "is", "no"],
        ["Node", "20.19", "or"],
    ]


@pytest.mark.parametrize(
    ("missing", "skipped"), [("java", "tests on DynamoDB Local"), ("php", "tests of the file for")]
)
def test_what_only_some_tests_need_may_be_missing(
    machine: Machine, missing: str, skipped: str
) -> None:
    done = preflight(machine(without(missing)), *NEEDS)
    assert (done.returncode, done.stderr) == (0, "")
    assert skipped in done.stdout
    assert "are skipped" in done.stdout


def test_this_python_will_do_without_uv(machine: Machine) -> None:
    assert preflight(machine({}), "python").returncode == 0


def test_older_python_without_uv_is_named(machine: Machine) -> None:
    """The project's own Python pretends to be Debian 12's."""
    pretend = "import sys; sys.version_info = (3, 11, 2); sys.path.insert(0, 'local'); "
    done = subprocess.run(
        [sys.executable, "-c", pretend + "import preflight; sys.exit(preflight.main(['python']))"],
        cwd=ROOT,
        env={"PATH": machine({})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.13 is missing (python3 is 3.11): install it")


@pytest.mark.parametrize(
    ("programs", "user", "called"),
    [
        ({"chromium": "", "apt-get": "echo apt-get $*"}, 0, []),
        (
            {"apt-get": "echo apt-get $*"},
            0,
            ["apt-get update -qq", "apt-get install -y -qq chromium"],
        ),
        ({"apt-get": "echo apt-get $*"}, 1000, ["uv run --no-sync playwright install chromium"]),
        ({}, 0, ["uv run --no-sync playwright install chromium"]),
    ],
)
def test_browser_comes_from_where_it_can(
    machine: Machine, programs: dict[str, str], user: int, called: list[str]
) -> None:
    assert made("browser", machine, programs, user) == called


@pytest.mark.parametrize(
    ("programs", "user", "called"),
    [
        ({"php": "", "apt-get": "echo apt-get $*"}, 0, []),
        (
            {"apt-get": "echo apt-get $*"},
            0,
            ["apt-get update -qq", "apt-get install -y -qq php-cli php-curl"],
        ),
        ({"apt-get": "echo apt-get $*"}, 1000, []),
        ({}, 0, []),
    ],
)
def test_php_comes_from_the_system_or_not_at_all(
    machine: Machine, programs: dict[str, str], user: int, called: list[str]
) -> None:
    assert made("php", machine, programs, user) == called


def made(target: str, machine: Machine, programs: dict[str, str], user: int) -> list[str]:
    """What is called for a target of make."""
    make, sh = shutil.which("make"), shutil.which("sh")
    assert make
    assert sh
    path = machine(programs | {"uv": "echo uv $*", "id": f"echo {user}"})
    done = subprocess.run(
        [make, "--silent", "--assume-old=setup", target, f"SHELL={sh}", "CONSOLE="],
        cwd=ROOT,
        env={"PATH": path, "HOME": os.environ["HOME"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
