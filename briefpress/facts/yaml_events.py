"""YAML text -> nodes with their places, of libyaml's events. The only module that imports yaml.

YAML is a trap for people who write figures: `no` is false, `012` is ten, the second of two equal keys
wins in silence, and a few lines can swell to gigabytes. So the nodes are built here from libyaml's
events, one after the other: depth and number are checked before anything grows (libyaml's own composer
recurses, and crashes the process at some ten thousand levels), every value stays the text it was
written as until a key asks for a kind, and what readers disagree about is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from briefpress.diagnostics import Findings, Span
from briefpress.facts.nodes import Entry, Mapping, Scalar, Sequence, SourceText, YamlNode
from briefpress.facts.values import NULLS, SWITCHES, shorten
from briefpress.facts.yaml_errors import explain
from briefpress.facts.yaml_text import (
    AMBIGUOUS,
    FORBIDDEN,
    LONGEST_AMBIGUOUS,
    MAX_DEPTH,
    MAX_ERRORS,
    MAX_NODES,
)

_BLOCK = ("|", ">")
#: Typed before a colon by habit, or by a word processor; a key with one is never found.
_HARD_SPACES = re.compile("[\u00a0\u202f\u2007]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Group of `AMBIGUOUS` -> what readers make of it, and the cure besides quotes.
_AMBIGUITIES = {
    "switch": ("true or false", "if it is a switch, write `true` or `false`"),
    "zero": ("a number in base eight", "if it is a number, write it without the leading zero"),
    "base": ("a number in another base", "if it is a number, write it in decimal digits"),
    "underscore": ("a number", "if it is a number, write it with digits only"),
    "exponent": ("a number", "if it is a number, write out its digits"),
    "special": ("infinity or no number at all", "no figure has this value"),
    "sixty": ("a number in base sixty", "a time of day needs the quotes, too"),
    "equals": ("an instruction", "a lone equals sign is a text only in quotes"),
}


def build(source: SourceText, findings: Findings) -> YamlNode | None:
    """Return the root of a file, or None where there is none or it could not be read to its end.

    Args:
        source: The text.
        findings: Collects what is wrong with it.
    """
    return _Builder(source, findings).build()


class _Stop(Exception):
    """The rest of the file is not read; why has been reported."""


class _Frame:
    """A list or a mapping that is not closed yet."""

    __slots__ = ("entries", "is_mapping", "items", "key", "start")

    def __init__(self, is_mapping: bool, start: Any) -> None:
        self.is_mapping = is_mapping
        self.start = start
        self.key: Scalar | None = None
        self.entries: dict[str, Entry] = {}
        self.items: list[YamlNode] = []


class _Builder:
    """Builds the nodes of one file from the events, with a stack of its own in place of recursion."""

    def __init__(self, source: SourceText, findings: Findings) -> None:
        self._source = source
        self._findings = findings
        self._left = MAX_ERRORS
        self._decomposed = not unicodedata.is_normalized("NFC", source.text)

    def build(self) -> YamlNode | None:
        """Return the root, or None where there is none or the file could not be read to its end."""
        try:
            return self._build()
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self._findings.extend([explain(error, self._source)])
            return None

    def _build(self) -> YamlNode | None:
        # One loop with everything in it: it runs a quarter of a million times for 10,000 facts.
        source = self._source
        ambiguous = AMBIGUOUS.fullmatch
        stack: list[_Frame] = []
        nodes = documents = 0
        node: YamlNode
        root: YamlNode | None = None
        event: Any
        for event in yaml.parse(source.text, Loader=_Loader):
            kind = type(event)
            if kind is ScalarEvent:
                start, end, style = event.start_mark, event.end_mark, event.style
                text = event.value
                if self._decomposed or style == '"':  # an escape can put a letter together
                    text = unicodedata.normalize("NFC", text)
                plain = not style
                node = scalar = Scalar(
                    source, (start.line, start.column, end.line, end.column), text, plain, style in _BLOCK
                )
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                if plain:
                    if len(text) <= LONGEST_AMBIGUOUS and ambiguous(text):
                        self._refuse_ambiguous(scalar)
                elif style == '"' and FORBIDDEN.search(text):
                    self._refuse_escape(scalar)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                stack.append(_Frame(kind is MappingStartEvent, event.start_mark))
                if len(stack) > MAX_DEPTH:
                    self._refuse_depth(event)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = stack.pop()
                start, end = frame.start, event.end_mark
                marks = (start.line, start.column, end.line, end.column)
                if frame.is_mapping:
                    node = Mapping(source, marks, frame.entries)
                else:
                    node = Sequence(source, marks, tuple(frame.items))
            elif kind is AliasEvent:
                node = self._refuse_alias(event)
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    self._check_document(event, documents)
                continue

            nodes += 1
            if nodes > MAX_NODES:
                self._refuse_number(node)
            if not stack:
                root = node
                continue
            frame = stack[-1]
            if not frame.is_mapping:
                frame.items.append(node)
            elif frame.key is None:
                frame.key = self._key(node, frame.entries)
            else:
                frame.entries[frame.key.text] = Entry(frame.key.marks, node)
                frame.key = None
        return root

    def _key(self, node: YamlNode, entries: dict[str, Entry]) -> Scalar:
        """Check a key and return it."""
        if not isinstance(node, Scalar):
            hint = 'write `key: value`; a text that begins with a brace needs quotes: "{{ ... }}"'
            self._error("YAML010", "a key has to be a text", node.span, "not a text", hint)
            raise _Stop
        if not node.text.strip():
            self._error("YAML010", "a key is empty", node.span, "no key", "write a key before the colon")
        elif node.plain and (node.text in NULLS or node.text in SWITCHES):
            hint = f'if the text is meant, write `"{node.text}"`'
            self._error("YAML010", "a key has to be a text", node.span, f"`{node.text}` is no text", hint)
        elif node.text == "<<" and node.plain:
            self._error(
                "YAML006",
                "merge keys are not read",
                node.span,
                "a merge key",
                "write the keys out where they belong",
            )
        elif node.text in entries:
            self._error(
                "YAML011",
                f"the key `{shorten(node.text)}` is written twice",
                node.span,
                "again",
                "keep one of the two",
                related=[(entries[node.text].key_span, "first written here")],
            )
        elif node.plain and (hard := _HARD_SPACES.search(node.text)):
            line, column, _, _ = node.marks
            self._error(
                "YAML003",
                f"there is a no-break space in the key `{shorten(node.text)}`",
                Span(self._source.path, line + 1, column + 1 + hard.start(), 1),
                f"U+{ord(hard.group()):04X}",
                "delete it; before the colon of a key stands no space, in French either",
            )
        return node

    # ---- refusals

    def _error(
        self,
        code: str,
        message: str,
        span: Span,
        label: str,
        hint: str,
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        self._findings.error(code, message, span, label=label, hint=hint, related=related)
        self._left -= 1
        if self._left <= 0:
            raise _Stop

    def _event_span(self, event: Any, length: int = 0) -> Span:
        start, end = event.start_mark, event.end_mark
        if length:
            return Span(self._source.path, start.line + 1, start.column + 1, length)
        return self._source.span(start.line, start.column, end.line, end.column)

    def _check_document(self, event: Any, number: int) -> None:
        if number > 1:
            self._error(
                "YAML005",
                "the file has several YAML documents",
                self._event_span(event),
                "a second document starts here",
                "remove the line `---`, or put the second part in a file of its own",
            )
            raise _Stop
        if event.tags:
            self._error(
                "YAML007", "tags are not read", self._event_span(event), "declares tags", "remove this line"
            )

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            span = self._event_span(event, len(event.anchor) + 1)
            hint = "remove it; a text that starts with `&` needs quotes"
            self._error(
                "YAML006", "anchors are not read", span, f"the anchor `&{shorten(event.anchor)}`", hint
            )
        if event.tag is not None:
            hint = "remove it; a text that starts with `!` needs quotes"
            self._error("YAML007", "tags are not read", self._event_span(event, 1), "a tag", hint)

    def _refuse_alias(self, event: Any) -> Scalar:
        start = event.start_mark
        span = self._event_span(event, len(event.anchor) + 1)
        hint = "write the value out; a text that starts with `*` needs quotes"
        self._error("YAML006", "aliases are not read", span, f"the alias `*{shorten(event.anchor)}`", hint)
        # A key may be an alias, too: the name keeps two of them apart.
        return Scalar(self._source, (start.line, start.column) * 2, f"*{event.anchor}", False, False)

    def _refuse_ambiguous(self, node: Scalar) -> None:
        match = AMBIGUOUS.fullmatch(node.text)
        assert match is not None and match.lastgroup is not None
        meaning, cure = _AMBIGUITIES[match.lastgroup]
        self._error(
            "YAML012",
            f"without quotes, some YAML readers take `{shorten(node.text)}` for {meaning}",
            node.span,
            "ambiguous",
            f'if it is a text, write `"{shorten(node.text)}"`; {cure}',
        )

    def _refuse_escape(self, node: Scalar) -> None:
        found = FORBIDDEN.search(node.text)
        assert found is not None
        name = f"U+{ord(found.group()[0]):04X}"
        self._error(
            "YAML003",
            f"the text has an escape for a character that cannot be printed: {name}",
            node.span,
            f"makes {name}",
            "remove the escape; a backslash before a letter is an escape only between double quotes",
        )

    def _refuse_depth(self, event: Any) -> None:
        message = f"lists and keys are nested more than {MAX_DEPTH} levels deep"
        self._error(
            "YAML008", message, self._event_span(event, 1), "too deep", "flatten this part of the file"
        )
        raise _Stop

    def _refuse_number(self, node: YamlNode) -> None:
        message = f"the file has more than {MAX_NODES:,} values"
        self._error("YAML009", message, node.span, "too many", "split it: every file below `data/` is read")
        raise _Stop
