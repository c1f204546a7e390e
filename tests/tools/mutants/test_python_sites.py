"""What can be changed in a Python file, and what is left alone."""

import pytest

from tests.mutants.python_sites import python_sites


def changed(text: str) -> list[str]:
    """The text with each change, by place."""
    return [
        text[: edit.start] + edit.new + text[edit.end :]
        for site in python_sites(text)
        for edit in site
    ]


@pytest.mark.parametrize(
    ("text", "mutants"),
    [
        ("a < b", ["a <= b"]),
        ("a == b", ["a != b"]),
        ("a not in b", ["a in b"]),
        ("a is not b", ["a is b"]),
        ("a - b", ["a + b"]),
        ("a and b", ["(a or b)", "(b)", "(a)"]),
        ("not a", ["(a)"]),
        ("a = 0", ["a = 1"]),
        ("a = 3", ["a = 4", "a = 2", "a = 6", "a = 0"]),
        ("a = 404", ["a = 405", "a = 403"]),
        ("a = 4096", ["a = 8192", "a = 0"]),
        ("a = True", ["a = False"]),
        ("a = b(c, d=e)", ["a = b(c)"]),
        ("a = b(d=e, f=g)", ["a = b( f=g)", "a = b(d=e)"]),
        ("a = min(b, c)", ["a = max(b, c)"]),
        ("a = sorted(b)", ["a = list(b)"]),
        ("a[b:]", ["a[:]", "a[(b) + 1:]"]),
        ("a = {b, c}", ["a = { c}", "a = {b}"]),
        ("a = {b: c, **d}", ["a = { **d}", "a = {b: c, **{}}"]),
        ("a()", ["pass"]),
        ("a.b = c", ["pass"]),
        ("raise A", ["pass"]),
        ("if a: b", ["if bool(1): b", "if bool(0): b"]),
        ("a = 'é'; b < c", ["a = 'é'; b <= c"]),
    ],
)
def test_behaviour_is_changed(text: str, mutants: list[str]) -> None:
    assert changed(text) == mutants


@pytest.mark.parametrize(
    ("declared", "value", "nothing"),
    [
        ("list[int]", "a", "[]"),
        ("str", "a", '""'),
        ("int | None", "a", "None"),
        ("bool", "a", "not (a)"),
    ],
)
def test_nothing_of_the_same_type_is_returned(declared: str, value: str, nothing: str) -> None:
    text = f"def f() -> {declared}:\n    return {value}"
    assert changed(text) == [f"def f() -> {declared}:\n    return {nothing}"]


def test_one_of_the_caught_classes_is_left_out() -> None:
    text = "try: a\nexcept (B, C): d"
    assert changed(text) == ["try: a\nexcept (C,): d", "try: a\nexcept (B,): d"]


def test_condition_of_dynamodb_is_made_true_or_false_with_the_values_it_has() -> None:
    assert changed("f'{held} AND #a.#b < :c'") == [
        "f'{held} AND (#a.#b < :c OR NOT #a.#b < :c)'",
        "f'{held} AND (#a.#b < :c AND NOT #a.#b < :c)'",
    ]
    assert changed("'SET #a = :b'") == changed("', #a = :b'") == []


@pytest.mark.parametrize(
    "text",
    [
        '"""A docstring with 1 number."""',
        "logger.info(1 < 2)",
        "type A = Literal[1]",
        "if TYPE_CHECKING:\n    a()",
        "def __repr__(self):\n    return 1",
        "def f(a: A[1]) -> B[2]:\n    '''3'''",
        "a = f'{1 + 2}'",
        "@dataclass(frozen=True)\nclass A:\n    b: int",
        "a = zip(b, c, strict=False)",
        "raise AssertionError('unreachable')",
    ],
)
def test_what_is_only_read_is_left_alone(text: str) -> None:
    assert changed(text) == []


def test_limit_in_an_annotation_checks_a_value() -> None:
    assert "a: Annotated[int, Field(lt=6)]" in changed("a: Annotated[int, Field(lt=3)]")
