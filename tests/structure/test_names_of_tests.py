"""pytest knows a test file by its name alone, whatever folder it is in."""

from collections import Counter

from tests.structure.project import ROOT


def test_no_two_test_files_have_the_same_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
