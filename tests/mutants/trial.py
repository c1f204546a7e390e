"""Tries a mutant: the project's checks and tests, in a copy of the project with this one change."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.mutants import Mutant
from tests.mutants.suites import arguments, suites

SECONDS = 300
_PYTEST = ("-x", "-q", "-p", "no:cacheprovider", "-m", "not deep", "--no-header", "--tb=no")
# What is installed or built, and not part of the project.
_LINKED = (".venv", ".local", "console/node_modules", "functions/console/static")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`killed_by`: a test, a check, or the time; None when nothing has noticed."""

    mutant: Mutant
    killed_by: str | None


class Copy:
    """A copy of the project, in which mutants live one after the other."""

    def __init__(self, root: Path, seconds: float = SECONDS) -> None:
        self._root, self._seconds = root, seconds

    def try_out(self, mutant: Mutant) -> Verdict:
        file = self._root / mutant.path
        file.write_text(mutant.mutated)
        try:
            return Verdict(mutant, self._killed_by(mutant.path))
        finally:
            file.write_text(mutant.text)

    def broken(self, paths: list[str]) -> str | None:
        """What fails without any mutant, so that its word is worth nothing."""
        commands = (command for path in dict.fromkeys(paths) for command in self._commands(path))
        different = dict.fromkeys(map(tuple, commands))
        return next(filter(None, map(self._run, different)), None)

    def _killed_by(self, path: str) -> str | None:
        return next(filter(None, map(self._run, self._commands(path))), None)

    def _commands(self, path: str) -> Iterator[Sequence[str]]:
        if path.endswith(".py"):
            yield [_tool("mypy"), "--no-error-summary", path]
        for suite in suites(path):
            yield [sys.executable, "-m", "pytest", *_PYTEST, *arguments(self._root, suite)]
        if path == "template.yaml":
            yield [_tool("sam"), "validate", "--lint"]

    def _run(self, command: Sequence[str]) -> str | None:
        """What the command complains about, None when it is content."""
        process = subprocess.Popen(
            command,
            cwd=self._root,
            env=os.environ | {"AWS_DEFAULT_REGION": "eu-central-1", "SAM_CLI_TELEMETRY": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"no end within {self._seconds:g} s"
        if process.returncode == 0:
            return None
        failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", output, re.MULTILINE)
        return failed[1] if failed else f"{Path(command[0]).name} (exit {process.returncode})"


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


@contextmanager
def copied(project: Path) -> Iterator[Path]:
    """The project's own files, in a repository of their own, beside links to what is installed."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=project, stdout=subprocess.PIPE, check=True).stdout
    files = [project / name for name in found.decode().split("\0") if name]
    names = [file.relative_to(project) for file in files if file.is_file(follow_symlinks=False)]
    with TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for name in names:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(project / name, copy / name)
        # Some tests ask git which files there are.
        added = ["git", "add", "--pathspec-from-file=-", "--pathspec-file-nul"]
        subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
        subprocess.run(added, cwd=copy, input="\0".join(map(str, names)), text=True, check=True)
        for linked in _LINKED:
            if (project / linked).exists() and not (copy / linked).exists():
                (copy / linked).symlink_to((project / linked).resolve())
        yield copy
