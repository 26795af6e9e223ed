"""XML text -> elements with their places, refused where they are not of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

from msgspec import Struct, field

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document.nodes import NOWHERE
from briefpress.document.vocabulary import COMMON, VOCABULARY, Rule

#: Deeper markup comes from a template that includes itself; building it would meet Python's own limit.
MAX_DEPTH = 80

#: ``N+L*K``: text N, its line L, the word of it that was met K times before.
_TEXT_PLACE = re.compile(r"([0-9]{1,9})(?:\+([0-9]{1,9})?)?(?:\*([0-9]{1,9}))?")
#: ``path:line`` or ``path:line:column+length``.
_FILE_PLACE = re.compile(r"(.+?):([0-9]{1,9})(?::([0-9]{1,9})\+([0-9]{1,9}))?", re.DOTALL)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

_KNOWN_ATTRIBUTES = {
    name: frozenset((*rule.required, *rule.optional, *COMMON)) for name, rule in VOCABULARY.items()
}
#: Elements that hold characters; what is not of the vocabulary is reported as such, and for nothing else.
_TAKES_TEXT = frozenset(name for name, rule in VOCABULARY.items() if "#text" in rule.children)
_NEEDS = {name: rule.needs for name, rule in VOCABULARY.items() if rule.needs}


class Place(Protocol):
    """A text of a brief: where its lines and words stand in the file."""

    def line(self, number: int) -> Span:
        """Return the place of its line ``number``, from 0."""

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Return the place of a word in it, the first one or a later one."""


class Element(Struct):
    """An element of the markup.

    Attributes:
        name: Tag.
        attributes: Without ``at`` and ``origin``.
        content: Elements and characters in order.
        span: Where it was written; of one that shows a text of the brief, where that stands.
        tag: Where its tag was written.
        place: The text of the brief it comes from, or None for a template.
        occurrence: How many elements like it came before in that text.
    """

    name: str
    attributes: dict[str, str]
    span: Span
    place: Place | None
    occurrence: int = 0
    content: list[Element | str] = field(default_factory=list)
    tag: Span = NOWHERE

    @property
    def elements(self) -> list[Element]:
        """The child elements."""
        return [c for c in self.content if type(c) is Element]

    def find(self, *names: str) -> Element | None:
        """Return the first child element of one of these names."""
        for child in self.content:
            if type(child) is Element and child.name in names:
                return child
        return None

    def locate(self, token: str) -> Span:
        """Return the place of a word in the text this element comes from."""
        return self.place.locate(token, self.occurrence) if self.place is not None else self.span

    @property
    def text_span(self) -> Span:
        """The place of the first text of a brief in it, or its own: authors do not read templates."""
        if self.place is not None or self.span.path != self.tag.path:
            return self.span
        spans = (c.text_span for c in self.elements)
        return next((span for span in spans if span.path != self.span.path), self.span)


def read_elements(markup: str, template: str, places: Sequence[Place], findings: Findings) -> Element | None:
    """Parse markup that a template produced.

    Args:
        markup: The XML text.
        template: Path of the template, to blame where nothing better is known.
        places: The texts that ``at`` and ``origin`` number.
        findings: Collects errors.

    Returns:
        The root element, or None where the XML is not well formed or is no ``document``.
    """
    # Behind an element that is not closed everything stands at a wrong place: only the first cause is told.
    own = Findings()
    builder = _Builder(template, places, own)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse_doctype
    try:
        parser.Parse(markup, True)
    except (expat.ExpatError, _Refused, UnicodeEncodeError) as error:
        message, hint, where = str(error), "take it out", builder.last
        if isinstance(error, expat.ExpatError):
            message = expat.errors.messages[error.code]
            name, where = builder.innermost
            hint = f"look at this `{name}`, and whether each element in it is closed before it is"
        elif isinstance(error, UnicodeEncodeError):
            message = f"U+{ord(error.object[error.start]):04X} is no character"
        findings.error(
            "DOC001", f"the markup of this template is not well formed: {message}", where, hint=hint
        )
        return None
    findings.extend(own)
    root = builder.root
    if root is None or root.name != "document":
        findings.error(
            "DOC001",
            "the template produced no `document` element",
            Span(template),
            hint="let it extend `base.xml`, or write <document> around all it prints",
        )
        return None
    return root


class _Refused(Exception):
    pass


class _Builder:
    """Takes the events of the XML parser."""

    def __init__(self, template: str, places: Sequence[Place], findings: Findings) -> None:
        self.places = places
        self.findings = findings
        self.root: Element | None = None
        self.last = Span(template)
        self._open: list[Element] = []
        self._written: list[Span] = []  # of what is open: where its tag stands, whatever it shows

    # ---- events

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        if len(self._open) >= MAX_DEPTH:
            raise _Refused(f"elements are nested more than {MAX_DEPTH} levels deep")
        at = attributes.pop("at", None)
        origin = attributes.pop("origin", at)
        span, place = (parent.span, parent.place) if parent is not None else (self.last, None)
        element = Element(name, attributes, span, place)
        if origin is not None and not self._locate(element, origin):
            if at is not None and at != origin:
                self._locate(element, at)
            self._refuse_value(element, "origin", origin, "pass on the `at` of a value of the brief")
        element.tag = (_file_span(at) if at else None) or element.span
        self.last = element.span
        self._written.append(element.span)
        self._check(element, parent)
        if parent is not None:
            if name == "text" and parent.place is None:
                # A heading or cell of the template shows a text of the brief: its author can mend it.
                parent.span, parent.place = element.span, element.place
            parent.content.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        element = self._open.pop()
        self._written.pop()
        for name in _NEEDS.get(element.name, ()):
            if element.find(name) is None:
                self.findings.error(
                    "DOC004",
                    f"`{element.name}` has no `{name}`",
                    element.span,
                    hint=f"put a `{name}` into it, or leave it out",
                )

    def text(self, data: str) -> None:
        parent = self._open[-1]
        if parent.name in _TAKES_TEXT or parent.name not in VOCABULARY:
            parent.content.append(data)
        elif not data.isspace():
            self.findings.error(
                "DOC004",
                f"`{parent.name}` holds other elements, not text",
                parent.span,
                label=data.strip()[:40],
                hint="put the text into a `p`",
            )

    @property
    def innermost(self) -> tuple[str, Span]:
        """The element that was open last, and where its tag stands."""
        return (self._open[-1].name, self._written[-1]) if self._open else ("", self.last)

    def refuse_doctype(self, *_: object) -> None:
        raise _Refused("a document type declaration is not allowed")

    # ---- places

    def _locate(self, element: Element, at: str) -> bool:
        """Give an element its place; tell whether there is such a place."""
        found = _text_place(at)
        if found is None:
            span = _file_span(at)
            if span is not None:
                element.span, element.place = span, None
            return span is not None
        number, line, before = found
        if number >= len(self.places):
            return False
        element.place = self.places[number]
        if before is None:
            element.span = element.place.line(line)
        else:
            element.occurrence = before
        return True

    # ---- checks

    def _check(self, element: Element, parent: Element | None) -> None:
        rule = VOCABULARY.get(element.name)
        if rule is None:
            self._refuse_element(element)
            return
        parent_rule = VOCABULARY.get(parent.name) if parent else None
        if parent is not None and parent_rule is not None:
            if element.name not in parent_rule.children:
                self._refuse_place(element, parent, parent_rule)
            elif element.name in parent_rule.single and parent.find(element.name):
                self.findings.error(
                    "DOC004",
                    f"`{parent.name}` has a second `{element.name}`",
                    element.span,
                    hint="only one can be shown: leave the other out",
                )
        if not element.attributes.keys() <= _KNOWN_ATTRIBUTES[element.name]:
            self._refuse_attributes(element)
        for name in rule.required:
            if not element.attributes.get(name):
                self.findings.error(
                    "DOC003",
                    f"`{element.name}` lacks its attribute `{name}`",
                    element.span,
                    hint=f'write <{element.name} {name}="...">',
                )
        if element.attributes:
            self._check_values(element, rule)

    def _check_values(self, element: Element, rule: Rule) -> None:
        for name, options in rule.values.items():
            value = element.attributes.get(name)
            if value is not None and value not in options:
                hint = did_you_mean(value, options) or f"it can be {', '.join(options)}"
                self._refuse_value(element, name, value, hint)
        lang = element.attributes.get("lang")
        if lang and not _LANGUAGE_TAG.fullmatch(lang):
            self._refuse_value(element, "lang", lang, "write a language tag such as en or fr-CA")

    def _refuse_value(self, element: Element, name: str, value: str, hint: str) -> None:
        message = f"`{name}` of `{element.name}` cannot be `{value}`"
        self.findings.error("DOC003", message, element.locate(value), hint=hint)

    def _refuse_element(self, element: Element) -> None:
        hint = did_you_mean(element.name, VOCABULARY) or "docs/vocabulary.md lists every element"
        message = f"`{element.name}` is not an element of the vocabulary"
        self.findings.error("DOC002", message, element.span, hint=hint)

    def _refuse_place(self, element: Element, parent: Element, rule: Rule) -> None:
        allowed = ", ".join(f"`{c}`" for c in sorted(rule.children - {"#text"})) or "nothing"
        message = f"`{element.name}` cannot stand in `{parent.name}`"
        self.findings.error("DOC004", message, element.span, hint=f"`{parent.name}` takes {allowed}")

    def _refuse_attributes(self, element: Element) -> None:
        known = _KNOWN_ATTRIBUTES[element.name]
        for name in element.attributes:
            if name not in known:
                hint = did_you_mean(name, known) or f"it takes {', '.join(sorted(known))}"
                message = f"`{element.name}` has no attribute `{name}`"
                self.findings.error("DOC003", message, element.span, hint=hint)


@lru_cache(maxsize=4096)
def _text_place(at: str) -> tuple[int, int, int | None] | None:
    """Return the number of a text, its line, and how many equal words came before, or None."""
    match = _TEXT_PLACE.fullmatch(at)
    if match is None:
        return None
    number, line, before = match.groups()
    return int(number), int(line or 0), None if before is None else int(before)


@lru_cache(maxsize=4096)
def _file_span(at: str) -> Span | None:
    match = _FILE_PLACE.fullmatch(at)
    if match is None:
        return None
    path, line, column, length = match.groups()
    return Span(path, int(line), int(column or 1), int(length or 1))
