"""The sample, the list of equivalent mutants, and what is said in the end."""

from tests.mutants.__main__ import ROOT, tried
from tests.mutants.edits import Edit
from tests.mutants.mutants import Mutant, equivalent, places, sample
from tests.mutants.report import line, share, summary
from tests.mutants.suites import arguments, sources, suites
from tests.mutants.trial import Verdict

MUTANT = Mutant("functions/a/app.py", "\nif a < b:\n", Edit(6, 7, "<="))
OTHER = Mutant("template.yaml", "A: 1", Edit(3, 4, "2"))
VERDICTS = [Verdict(MUTANT, None), Verdict(MUTANT, "mypy"), Verdict(OTHER, "test_a")]


def test_line_names_the_place_the_change_and_who_noticed() -> None:
    assert line(VERDICTS[0]) == "functions/a/app.py:2  < -> <=  SURVIVED"
    assert line(VERDICTS[2]) == "template.yaml:1  1 -> 2  test_a"


def test_summary_counts_by_room() -> None:
    assert [row.split() for row in summary(VERDICTS).splitlines()] == [
        ["functions", "1", "of", "2", "noticed", "50.0%"],
        ["template.yaml", "1", "of", "1", "noticed", "100.0%"],
        ["all", "2", "of", "3", "noticed", "66.7%"],
    ]
    assert share(VERDICTS) == 2 / 3


def test_verdicts_come_in_order_and_one_mutant_at_a_time_lives_in_a_copy() -> None:
    living: list[Mutant] = []

    def trial(mutant: Mutant) -> Verdict:
        assert living == []
        living.append(mutant)
        living.remove(mutant)
        return Verdict(mutant, None)

    mutants = [MUTANT, OTHER, MUTANT]
    assert [verdict.mutant for verdict in tried([trial], mutants)] == mutants


def test_sample_is_the_same_for_the_same_seed_and_of_the_files_asked_for() -> None:
    paths = sources(ROOT, "functions/sync_")
    first, again, other = (sample(ROOT, paths, 5, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert {mutant.path for mutant in first} <= set(paths)
    assert {mutant.path.partition("/")[0] for mutant in first} == {"functions"}


def test_every_source_has_suites_and_every_suite_has_tests() -> None:
    for path in sources(ROOT, ""):
        for suite in suites(path):
            for pattern in suite.split():
                assert list(arguments(ROOT, pattern)), pattern


def test_every_equivalent_mutant_is_still_one() -> None:
    listed = equivalent(ROOT)
    paths = {path for path, _, _ in listed}
    found = {mutant.identity for path in paths for place in places(ROOT, path) for mutant in place}
    assert listed <= found
