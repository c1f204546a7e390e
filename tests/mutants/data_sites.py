"""Where the workflows and the template can be changed; JSON is read as the YAML that it also is.

An entry is left out, a number changed, a name turned into its opposite or another one.
"""

import json
import re
from collections.abc import Iterator

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from tests.mutants.edits import Edit, Site, without_element

_OPPOSITES = {
    **{"true": "false", "false": "true", "ENABLED": "DISABLED"},
    **{"GreaterThanThreshold": "LessThanThreshold", "notBreaching": "breaching"},
    **{"GreaterThanOrEqualToThreshold": "GreaterThanThreshold", "Sum": "Average"},
}
_COMPARISONS = {
    "NumericGreaterThan": "NumericGreaterThanEquals",
    "BooleanEquals": "IsPresent",
    "IsNumeric": "IsString",
    "IsBoolean": "IsString",
    "And": "Or",
    "Or": "And",
}
# Without these it is no template and no workflow, and what people read changes nothing.
_KEPT = {"Type", "Resource", "Resources", "States", "StartAt", "Properties", "Transform", "Globals"}
_READ = {"Comment", "Description", "Cause", "AlarmDescription", "AWSTemplateFormatVersion"}


def data_sites(text: str) -> Iterator[Site]:
    # A number that is filled in when the workflow is created, `${Seconds}`, is no JSON.
    plain = re.sub(r"(?<=: )\$\{\w+\}", lambda found: "1" * len(found[0]), text)
    tree = yaml.compose(plain, yaml.SafeLoader)
    if tree:
        yield from _Sites(text, tree).of(tree)


class _Sites:
    def __init__(self, text: str, tree: Node) -> None:
        self._text = text
        self._states = [key.value for key, _ in _entries(_child(tree, "States"))]

    def of(self, node: Node, name: str = "") -> Iterator[Site]:
        match node:
            case ScalarNode():
                yield from self._scalar(node, name)
            case MappingNode():
                yield from self._mapping(node)
            case SequenceNode():
                for item in node.value:
                    if len(node.value) > 1 or name in {"Catch", "Retry"}:
                        yield [self._left_out(node, item, item)]
                    yield from self.of(item, name)

    def _mapping(self, node: MappingNode) -> Iterator[Site]:
        for key, value in node.value:
            if key.value not in _READ:
                if key.value not in _KEPT:
                    yield [self._left_out(node, key, value)]
                if key.value in _COMPARISONS:
                    yield [self._turned(key)]
                yield from self.of(value, key.value)

    def _scalar(self, node: ScalarNode, name: str) -> Iterator[Site]:
        here, value = (node.start_mark.index, node.end_mark.index), str(node.value)
        written = self._text[slice(*here)]
        if written.startswith("${"):
            yield [Edit(*here, "0")]
        elif re.fullmatch(r"[0-9]+", written):
            others = {2 * int(value), 0, int(value) + 1} - {int(value)}
            yield [Edit(*here, str(other)) for other in sorted(others)]
        elif value in _OPPOSITES:
            yield [Edit(*here, _OPPOSITES[value])]
        elif name in {"Next", "Default"} and value in self._states:
            following = self._states[(self._states.index(value) + 1) % len(self._states)]
            yield [Edit(*here, f'"{following}"')]
        elif name == "Action" and ":" in value:
            yield [Edit(*here, f"{value.partition(':')[0]}:*")]
        elif name == "Resource" and node.tag != "tag:yaml.org,2002:str":
            yield [Edit(*here, '"*"')]
        elif node.tag == "tag:yaml.org,2002:str" and name not in _KEPT:
            yield [Edit(*here, json.dumps(f"{value}x"))]

    def _turned(self, key: Node) -> Edit:
        new = f'"{_COMPARISONS[key.value]}"'
        return Edit(key.start_mark.index, key.end_mark.index, new)

    def _left_out(self, inside: CollectionNode, first: Node, last: Node) -> Edit:
        start, end = first.start_mark.index, last.end_mark.index
        if inside.flow_style:
            return without_element(self._text, start, end)
        if isinstance(inside, SequenceNode):
            start = self._text.rindex("-", 0, start)
        return Edit(start, start + len(self._text[start:end].rstrip()), "")


def _entries(node: Node | None) -> list[tuple[Node, Node]]:
    return node.value if isinstance(node, MappingNode) else []


def _child(node: Node, name: str) -> Node | None:
    return next((value for key, value in _entries(node) if key.value == name), None)
