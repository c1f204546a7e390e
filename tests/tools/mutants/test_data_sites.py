"""What can be changed in a workflow and in the template."""

import pytest

from tests.mutants.data_sites import data_sites

TEMPLATE = """
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      State: ENABLED
  Role:
    Type: AWS::IAM::Role
    Properties:
      # Why.
      Policies:
        - Action: [a:Get, a:Put]
          Resource: !Ref Table
        - Action: b:Get
          Resource: !Ref Queue
"""


def changed(text: str) -> list[str]:
    """The text with each change, without what stays of lines that were emptied."""
    mutants = (
        text[: edit.start] + edit.new + text[edit.end :]
        for site in data_sites(text)
        for edit in site
    )
    return ["\n".join(line.rstrip() for line in mutant.splitlines()) for mutant in mutants]


@pytest.mark.parametrize(
    ("text", "mutant"),
    [
        ('{"MaxAttempts": 3, "A": 1}', '{"MaxAttempts": 0, "A": 1}'),
        ('{"MaxAttempts": 3, "A": 1}', '{ "A": 1}'),
        ('{"TimeoutSeconds": 60}', '{"TimeoutSeconds": 120}'),
        ('{"IntervalSeconds": ${Pause}}', '{"IntervalSeconds": 0}'),
        ('{"ErrorEquals": ["A", "B"]}', '{"ErrorEquals": ["A"]}'),
        ('{"Catch": [{"Next": "A"}]}', '{"Catch": []}'),
        ('{"NumericGreaterThan": 0}', '{"NumericGreaterThanEquals": 0}'),
        ('{"States": {"A": {"Next": "B"}, "B": {}}}', '{"States": {"A": {"Next": "A"}, "B": {}}}'),
    ],
)
def test_workflow_is_changed(text: str, mutant: str) -> None:
    assert mutant in changed(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("State: ENABLED", "State: DISABLED"),
        ("      State: ENABLED", ""),
        ("[a:Get, a:Put]", "[a:*, a:Put]"),
        ("[a:Get, a:Put]", "[a:Get]"),
        ("Resource: !Ref Table", 'Resource: "*"'),
        ("        - Action: b:Get\n          Resource: !Ref Queue", ""),
        (TEMPLATE[TEMPLATE.index("  Role:") :].rstrip(), ""),
    ],
)
def test_template_is_changed(old: str, new: str) -> None:
    assert TEMPLATE.count(old) == 1
    assert TEMPLATE.replace(old, new).rstrip("\n") in [
        text.rstrip("\n") for text in changed(TEMPLATE)
    ]


def test_what_people_read_is_left_alone() -> None:
    assert changed('{"Comment": "3"}') == []
