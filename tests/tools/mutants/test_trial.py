"""A mutant that nothing notices survives, and the next one finds the files as they were."""

import subprocess
from pathlib import Path

import pytest

from tests.mutants.edits import Edit
from tests.mutants.mutants import Mutant
from tests.mutants.suites import LAYER, suites
from tests.mutants.trial import Copy, copied

PATH = f"{LAYER}/tables/larger.py"
CODE = "def larger(one: int, other: int) -> int:\n    return one if one > other else other\n"
TEST = "from larger import larger\ndef test_larger(): assert larger(1, 2) == {}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One file with a test of its own; the other suites are content with anything."""
    for name in (name for suite in suites(PATH) for name in suite.split()):
        file = tmp_path / name if name.endswith(".py") else tmp_path / name / "test_other.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("def test_other(): pass")
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(CODE)
    options = f"pythonpath = {LAYER}/tables\naddopts = --import-mode=importlib"
    (tmp_path / "pytest.ini").write_text(f"[pytest]\n{options}\nmarkers = deep\n")
    (tmp_path / "mypy.ini").write_text("[mypy]\nexplicit_package_bases = true\n")
    (tmp_path / "tests/unit/tables/test_larger.py").write_text(TEST.format(2))
    return tmp_path


def mutant(old: str, new: str) -> Mutant:
    start = CODE.index(old)
    return Mutant(PATH, CODE, Edit(start, start + len(old), new))


@pytest.mark.parametrize(
    ("old", "new", "killed_by"),
    [
        (" > ", " < ", "tests/unit/tables/test_larger.py::test_larger"),
        (" > ", " >= ", None),
        ("one > other", "'one'.other", "mypy (exit 1)"),
    ],
)
def test_mutant_is_killed_or_survives(
    project: Path, old: str, new: str, killed_by: str | None
) -> None:
    assert Copy(project).try_out(mutant(old, new)).killed_by == killed_by
    assert (project / PATH).read_text() == CODE


def test_mutant_without_end_is_killed(project: Path) -> None:
    endless = mutant("    return", "    while one != 3: pass\n    return")
    assert Copy(project, seconds=5).try_out(endless).killed_by == "no end within 5 s"


def test_suite_that_fails_without_a_mutant_is_named(project: Path) -> None:
    (project / "tests/unit/tables/test_larger.py").write_text(TEST.format(1))
    assert Copy(project).broken([PATH]) == "tests/unit/tables/test_larger.py::test_larger"


def test_copy_is_a_repository_of_the_same_files() -> None:
    project = Path(__file__).parents[3]
    with copied(project) as copy:
        assert listed(copy) <= listed(project, "--others", "--exclude-standard")
        assert "template.yaml" in listed(copy)


def listed(folder: Path, *also: str) -> set[str]:
    command = ["git", "ls-files", "--cached", *also]
    found = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    return set(found.stdout.splitlines())
