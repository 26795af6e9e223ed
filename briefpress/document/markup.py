"""XML text -> elements with their places, refused where they are not of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document.vocabulary import COMMON, VOCABULARY


class Place(Protocol):
    """A text of a brief: where its lines and words stand in the file."""

    def line(self, number: int) -> Span:
        """Return the place of its line ``number``, from 0."""

    def locate(self, token: str) -> Span:
        """Return the place of a word in it."""


@dataclass(slots=True)
class Element:
    """An element of the markup.

    Attributes:
        name: Tag.
        attributes: Without ``at`` and ``origin``.
        content: Elements and characters in order.
        span: Where it was written.
        place: The text of the brief it comes from, or None for a template.
    """

    name: str
    attributes: dict[str, str]
    span: Span
    place: Place | None
    content: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The child elements."""
        return [c for c in self.content if not isinstance(c, str)]

    def locate(self, token: str) -> Span:
        """Return the place of a word in the text this element comes from."""
        return self.place.locate(token) if self.place is not None else self.span


def read_elements(markup: str, template: str, places: Sequence[Place], findings: Findings) -> Element | None:
    """Parse markup that a template produced.

    Args:
        markup: The XML text.
        template: Path of the template, to blame where nothing better is known.
        places: What ``at="N+L"`` (text N, line L) refers to; ``at="path:line"`` names a template's line.
        findings: Collects errors.

    Returns:
        The root element, or None where the XML is not well formed or is no ``document``.
    """
    builder = _Builder(template, places, findings)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse_doctype
    try:
        parser.Parse(markup, True)
    except (expat.ExpatError, _Refused) as error:
        message = expat.errors.messages[error.code] if isinstance(error, expat.ExpatError) else str(error)
        findings.error(
            "DOC001",
            f"the markup of this template is not well formed: {message}",
            builder.last,
            hint="look for an element that is not closed near this place",
        )
        return None
    root = builder.root
    if root is None or root.name != "document":
        findings.error("DOC001", "the template produced no `document` element", Span(template))
        return None
    return root


class _Refused(Exception):
    pass


class _Builder:
    def __init__(self, template: str, places: Sequence[Place], findings: Findings) -> None:
        self.places = places
        self.findings = findings
        self.root: Element | None = None
        self.last = Span(template)
        self._open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        at = attributes.pop("at", None)
        at = attributes.pop("origin", at)
        place: Place | None = None
        if at is None:
            span = parent.span if parent else self.last
            place = parent.place if parent else None
        else:
            head, _, tail = at.rpartition(":")
            if head:
                span = Span(head, int(tail))
            else:
                number, _, line = at.partition("+")
                place = self.places[int(number)]
                span = place.line(int(line or 0))
        self.last = span
        element = Element(name, attributes, span, place)
        self._check(element, parent)
        if parent is not None:
            if name == "text" and parent.place is None:
                # A heading or cell of the template shows a text of the brief: the text's author can mend it.
                parent.span, parent.place = span, place
            parent.content.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        parent = self._open[-1]
        rule = VOCABULARY.get(parent.name)
        if rule is None or "#text" in rule.children:
            parent.content.append(data)
        elif data.strip():
            self.findings.error(
                "DOC004",
                f"`{parent.name}` holds other elements, not text",
                parent.span,
                label=data.strip()[:40],
                hint="put the text into a `p`",
            )

    def refuse_doctype(self, *_: object) -> None:
        raise _Refused("a document type declaration is not allowed")

    def _check(self, element: Element, parent: Element | None) -> None:
        rule = VOCABULARY.get(element.name)
        error: Callable[..., None] = self.findings.error
        if rule is None:
            hint = did_you_mean(element.name, VOCABULARY) or "docs/vocabulary.md lists every element"
            error("DOC002", f"`{element.name}` is not an element of the vocabulary", element.span, hint=hint)
            return
        parent_rule = VOCABULARY.get(parent.name) if parent else None
        if parent_rule is not None and element.name not in parent_rule.children:
            assert parent is not None
            allowed = ", ".join(f"`{c}`" for c in sorted(parent_rule.children - {"#text"})) or "nothing"
            error(
                "DOC004",
                f"`{element.name}` cannot stand in `{parent.name}`",
                element.span,
                hint=f"`{parent.name}` takes {allowed}",
            )
        known = (*rule.required, *rule.optional, *COMMON)
        for name in element.attributes:
            if name not in known:
                hint = did_you_mean(name, known) or f"it takes {', '.join(sorted(known))}"
                error("DOC003", f"`{element.name}` has no attribute `{name}`", element.span, hint=hint)
        for name in rule.required:
            if not element.attributes.get(name):
                error(
                    "DOC003",
                    f"`{element.name}` lacks its attribute `{name}`",
                    element.span,
                    hint=f'write <{element.name} {name}="...">',
                )
