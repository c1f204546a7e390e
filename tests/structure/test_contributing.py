"""CONTRIBUTING names the files a change touches: where its example occurs, and nowhere else."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
PRODUCT = ("layers", "functions", "statemachines", "template.yaml", "console/src")
NOT_BY_HAND = re.compile(r"openapi|\.test\.tsx?$|console/src/testing\.tsx$")
MOST_FILES_OF_A_FIELD = 6


def recipes() -> dict[str, tuple[list[str], set[str]]]:
    """By heading: the examples to follow, and the files named."""
    found = {}
    for section in PAGE.split("\n### ")[1:]:
        heading, _, text = section.partition("\n")
        text = text.split("\n## ")[0]
        sentence = re.search(r"^Follow (.+)$", text, re.MULTILINE)
        assert sentence, heading
        examples = re.findall(r"`([^`]+)`", sentence[1])
        found[heading] = examples, set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    return found


def occurrences(example: str) -> set[str]:
    """Hand-written files of the product in which the example is a word of its own."""
    listed = subprocess.run(
        ["git", "ls-files", *PRODUCT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    word = re.compile(rf"(?<![\w-]){re.escape(example)}(?![\w-])")
    files = (name for name in listed.stdout.split() if not NOT_BY_HAND.search(name))
    return {name for name in files if word.search((ROOT / name).read_text())}


@pytest.mark.parametrize("heading", recipes())
def test_named_files_are_those_where_the_example_occurs(heading: str) -> None:
    examples, files = recipes()[heading]
    assert files == set.union(*map(occurrences, examples))


def test_five_changes_are_described() -> None:
    assert len(recipes()) == 5


def test_a_field_of_an_invoice_touches_few_files() -> None:
    _, files = recipes()["A field of an invoice, stored and listed"]
    assert len(files) <= MOST_FILES_OF_A_FIELD
