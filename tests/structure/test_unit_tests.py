"""A unit test starts no process, no server, no stack and opens no socket - and that is enforced."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.project import ROOT

pytest_plugins = ["pytester"]

FILES = [file for folder in ("unit", "fakes") for file in (ROOT / "tests" / folder).rglob("*.py")]
# The embedded stack and the simulator are all of `local`; the rest starts servers or processes.
FORBIDDEN = re.compile(
    r"(local|moto|requests|urllib|http|socketserver|subprocess|multiprocessing|asyncio|pytester"
    r"|tests\.(?!fakes\b|unit\b)\w+)(\.|$)"
)


def imports(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT / "tests")))
def test_unit_test_imports_nothing_that_runs_a_server_or_a_process(file: Path) -> None:
    assert [name for name in imports(file.read_text()) if FORBIDDEN.match(name)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import local",
        "from local.aws.stack import Stack",
        "from local import running",
        "import moto",
        "import subprocess",
        "from http.server import HTTPServer",
        "from tests.deployed import running",
        "from tests import integration",
    ],
)
def test_forbidden_import_is_found(line: str) -> None:
    assert [name for name in imports(f"def test():\n    {line}") if FORBIDDEN.match(name)]


ATTEMPTS = [
    "socket.socket()",
    "http.server.HTTPServer(('127.0.0.1', 0), None)",
    "ThreadPoolExecutor(1).submit(socket.socket).result()",
    "socket.getaddrinfo('localhost', 80)",
    "subprocess.run(['true'])",
    "os.system('true')",
    "os.fork() or os._exit(0)",
    "boto3.client('sts', 'eu-central-1').get_caller_identity()",
]
PLAIN = """
import http.server, os, socket, subprocess, threading
from concurrent.futures import ThreadPoolExecutor
import boto3, pytest

def test_thread():
    threading.Thread(target=int).start()

@pytest.fixture
def process():
    subprocess.run(["true"])

def test_fixture(process):
    pass
"""


def test_unit_test_that_starts_something_fails_and_says_why(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # They take longer than the tests.
    pytester.makeconftest((ROOT / "tests" / "unit" / "conftest.py").read_text())
    tests = (f"def test_{number}():\n    {call}\n" for number, call in enumerate(ATTEMPTS))
    pytester.makepyfile(PLAIN + "\n".join(tests))
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=len(ATTEMPTS), errors=1)
    sentence = r"^E +Failed: A unit test .*, or move it to tests/integration\.$"
    found = re.findall(sentence, result.stdout.str(), re.MULTILINE)
    assert len(found) >= len(ATTEMPTS) + 1
