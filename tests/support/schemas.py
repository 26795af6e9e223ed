"""Files as editors see them: YAML 1.2 as plain values, and what a JSON Schema has against them.

The strict reader and a schema look at the same files. `Reader` records which keys the strict reader knows
where, so that tests compare the two without a list of keys of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias
from unittest import mock

from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from briefpress.diagnostics import Diagnostic, Findings
from briefpress.facts import FieldReader, Mapping as YamlMapping, Scalar, Sequence, YamlNode
from briefpress.facts.shapes import IDS
from briefpress.facts.strict_yaml import parse_yaml

#: The way to a value: keys and indexes.
Path: TypeAlias = tuple[str | int, ...]

#: Plain scalars of the core schema of YAML 1.2 (10.3.2) that are no texts -> what they are.
_CORE: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (re.compile(r"null|Null|NULL|~|"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def plain(node: YamlNode) -> Any:
    """Return what a reader of YAML 1.2 makes of a node."""
    if isinstance(node, YamlMapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.plain:
        for pattern, make in _CORE:
            if pattern.fullmatch(node.text):
                return make(node.text)
    return node.text


def load_plain(text: str) -> Any:
    """Return what a reader of YAML 1.2 makes of a text."""
    findings = Findings()
    root = parse_yaml(text, "text", findings)
    assert root is not None, [finding.message for finding in findings]
    return plain(root)


def validator(schema: Mapping[str, Any], ids: Mapping[str, Any]) -> Draft7Validator:
    """Return what compares values with a schema and the file of ids beside it."""
    registry = Registry().with_resource(IDS, DRAFT7.create_resource(dict(ids)))
    return Draft7Validator(_spelt_out(schema), registry=registry)


def _spelt_out(schema: Any) -> Any:
    """Return a schema in which what nothing fits says where it stands: a bare ``false`` does not."""
    if isinstance(schema, Mapping):
        return {
            key: value if key == "additionalProperties" else _spelt_out(value)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_spelt_out(item) for item in schema]
    return {"not": {}} if schema is False else schema


def complaints(checker: Draft7Validator, value: object) -> list[str]:
    """Return what a schema has against a value, with the way to each place."""
    found = []
    for error in checker.iter_errors(value):
        way = ".".join(map(str, error.absolute_path))
        found += [f"{way}: {told}" for told in _told(error)]
    return sorted(found)


def _told(error: Any) -> list[str]:
    if error.validator == "additionalProperties" and error.validator_value is False:
        known = error.schema["properties"]
        return [f"{error.validator} {key}" for key in error.instance if key not in known]
    if error.validator == "required":
        return [f"{error.validator} {key}" for key in error.validator_value if f"'{key}'" in error.message]
    return [str(error.validator)]


def refused_keys(checker: Draft7Validator, value: object, place: Path) -> set[str]:
    """Return the keys at a place that the schema refuses, whatever stands behind them."""
    refused = set()
    for error in checker.iter_errors(value):
        way = tuple(error.absolute_path)
        if way == place and error.validator == "additionalProperties" and error.validator_value is False:
            refused |= {key for key in error.instance if key not in error.schema["properties"]}
        elif error.validator == "not" and way[:-1] == place:
            refused.add(str(way[-1]))
    return refused


# ---- what the strict reader knows


class Records:
    """The records of a text, and the keys that the strict reader asked for in each.

    Attributes:
        known: Every key that some reader asked for.
        places: The ways to records whose unknown keys are reported.
    """

    def __init__(self) -> None:
        self.known: set[str] = set()
        self._marks: list[tuple[int, int, int, int]] = []
        self.places: list[Path] = []

    def locate(self, text: str) -> None:
        """Find the records that were read in a text, so that ``places`` is filled."""
        root = parse_yaml(text, "text", Findings())
        assert root is not None
        self.places = [way for way, node in _walk(root, ()) if node.marks in self._marks]

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Record what readers ask for inside the ``with`` block."""
        finish = FieldReader.finish

        def watched(reader: FieldReader, *arguments: Any, **more: Any) -> None:
            self.known |= set(reader._known)
            self._marks.append(reader.node.marks)
            finish(reader, *arguments, **more)

        with mock.patch.object(FieldReader, "finish", watched):
            yield


def _walk(node: YamlNode, way: Path) -> Iterator[tuple[Path, YamlMapping]]:
    if isinstance(node, YamlMapping):
        yield way, node
        for key, entry in node.entries.items():
            yield from _walk(entry.value, (*way, key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _walk(item, (*way, index))


#: How messages name a key that has no place in a record.
_UNKNOWN = {
    "SHAPE003": re.compile(r"has an unknown key `([^`]*)`"),
    "FACT007": re.compile(r"a fact of type `[^`]*` has no `([^`]*)`"),
    "FACT016": re.compile(r"is computed and has `([^`]*)`, too"),
}


def unknown_keys(findings: list[Diagnostic]) -> set[str]:
    """Return the keys that the strict reader refuses, whatever stands behind them."""
    found = set()
    for finding in findings:
        if finding.code in _UNKNOWN:
            match = _UNKNOWN[finding.code].search(finding.message)
            assert match, finding.message
            found.add(match[1])
    return found


# ---- changes


def at(value: Any, place: Path) -> Any:
    """Return what stands at a place."""
    for step in place:
        value = value[step]
    return value


def copied(value: Any) -> Any:
    """Return a copy that can be changed."""
    return json.loads(json.dumps(value))


def written(value: Any) -> str:
    """Return a value as YAML that every reader reads alike."""
    return json.dumps(value, ensure_ascii=False, indent=1)


# ---- snippets

_TAB = re.compile(r"\$(?:[0-9]+|\{[0-9]+:((?:[^}\\]|\\.)*)\})")


def filled(body: Any, word: str = "words") -> Any:
    """Return what an editor types for a snippet whose guesses are left and whose gaps get a word."""
    if isinstance(body, dict):
        return {filled(key, word): filled(value, word) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(item, word) for item in body]
    if not isinstance(body, str):
        return body
    typed = _TAB.sub(lambda match: word if match[1] is None else match[1].replace("\\", ""), body)
    return typed.removeprefix('^"').removesuffix('"') if typed.startswith('^"') else typed
