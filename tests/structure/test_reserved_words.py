"""DynamoDB refuses an expression that names an attribute by one of its reserved words. moto takes
it in a key condition, so no test on moto would see it."""

import re

from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from tests.structure.project import LAYER

COMPARED = re.compile(r"(?<![#:.\w])([a-zA-Z_]+) *(?:=|<=?|>=?|<>|BETWEEN|IN) *\(?:\w")


def test_no_expression_names_an_attribute_by_a_reserved_word() -> None:
    texts = [path.read_text() for path in sorted((LAYER / "tables").glob("*.py"))]
    names = {name.upper() for text in texts for name in COMPARED.findall(text)}
    assert "SYSTEM_ID" in names
    assert not names & set(ReservedKeywords.get_reserved_keywords())
