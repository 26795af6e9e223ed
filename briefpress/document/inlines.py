"""Elements -> inline nodes: the parts of a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.charts import Chart
from briefpress.document.markup import Element
from briefpress.svg import Drawing


class FactText(Struct, frozen=True):
    """How a fact is printed in one form and language.

    Attributes:
        pieces: Characters, each with whether they are raised (the "er" of "1er avril").
        number: The exact value, for charts; None where the fact is no number.
        measure: What kind of number it is, with its currency or unit: ``percent``, ``money USD``.
    """

    pieces: tuple[tuple[str, bool], ...]
    number: Decimal | None = None
    measure: str = ""

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(text for text, _ in self.pieces)


class ChangeText(Struct, frozen=True):
    """How a fact differs from an earlier one, as printed.

    Attributes:
        pieces: The difference with its sign, each with whether it is raised.
        direction: Where it goes.
        time: The time of the earlier fact, as it stands behind a word such as "since"; empty where none is
            asked for.
    """

    pieces: tuple[tuple[str, bool], ...]
    direction: n.Direction
    time: tuple[tuple[str, bool], ...] = ()


class PictureFile(NamedTuple):
    """A picture that was read.

    Attributes:
        data: The file's bytes.
        width: In points.
        height: In points.
        drawing: Its outlines, where it is an SVG file.
    """

    data: bytes
    width: float
    height: float
    drawing: Drawing | None = None


class DocumentSource(Protocol):
    """What building a document asks of the phase that merges."""

    def fact(self, name: str, form: str, lang: str, span: Span) -> FactText | None:
        """Return a fact's text, or None after reporting why there is none."""

    def change(self, name: str, before: str, lang: str, span: Span, *, dated: bool) -> ChangeText | None:
        """Return how a fact differs from an earlier one, or None after reporting why it cannot be said.

        Args:
            name: The id of the fact.
            before: The id of the earlier one.
            lang: Of the text that says it.
            span: Where the earlier one is named.
            dated: Whether the text goes on with the time of the earlier one.
        """

    def trend(self, name: str, span: Span) -> tuple[n.TrendPoint, ...] | None:
        """Return the points of a series from left to right, or None after reporting why it has no line."""

    def describe(self, chart: Chart, lang: str) -> str:
        """Return what the numbers of a chart say, in a sentence or two; empty in a language without words."""

    def label(self, target: str, lang: str, span: Span) -> str | None:
        """Return what the block with an id is called ("Table 2"), or None after reporting why nothing is."""

    def image(self, path: str, span: Span) -> PictureFile | None:
        """Return a picture, or None after reporting."""


#: What becomes one space; a single space is one already, and nearly all are.
_SPACES = re.compile("[ \t\r\n]{2,}|[\t\r\n]")
SCHEMES = ("https://", "http://", "mailto:", "tel:")

_SIMPLE: dict[str, type[n.InlineContainer]] = {
    "strong": n.Strong,
    "em": n.Emphasis,
    "sup": n.Superscript,
    "span": n.Phrase,
}
_EMPTY: dict[str, type[n.Inline]] = {
    "br": n.LineBreak,
    "page-number": n.PageNumber,
    "page-count": n.PageCount,
    "running-heading": n.RunningHeading,
}


class InlineBuilder:
    """Builds the inlines of one element after the other.

    Spaces and line ends collapse to one space, and vanish at both ends and behind a forced line end, as in
    HTML; the characters of a fact stay as they are.
    """

    def __init__(self, source: DocumentSource, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self._after_space = True

    def inlines(self, e: Element, lang: str) -> tuple[n.Inline, ...]:
        """Build the inlines of an element.

        Args:
            e: The element.
            lang: The language of its content.
        """
        self._after_space = True
        content = self._content(e, lang)
        last = content[-1] if content else None
        if isinstance(last, n.Text) and last.fact is None and last.text.endswith(" "):
            text = last.text.rstrip(" ")
            content[-1:] = [n.Text(text=text, lang=last.lang, span=last.span)] if text else []
        return tuple(content)

    def plain(self, e: Element, lang: str) -> str:
        """Return the characters of an element, for metadata and alternative texts."""
        return "".join(characters(self.inlines(e, lang_of(e, lang))))

    def alt(self, e: Element, lang: str) -> str:
        """Return the alternative text of an element, after reporting where it has none."""
        text = self.words(e, "alt", lang)
        if not text:
            self.findings.error(
                "DOC006",
                f"the `{e.name}` has no alternative text",
                e.tag,
                hint="say in a sentence what it shows, in an `alt`: a reader may only hear it",
            )
        return text

    def words(self, e: Element, name: str, lang: str) -> str:
        """Return the characters of a child element, or nothing where it is missing."""
        child = e.find(name)
        return self.plain(child, lang) if child else ""

    def decimal(self, e: Element, name: str) -> Decimal | None:
        """Return an attribute that is a number above 0, or None after reporting what is none."""
        value = e.attributes.get(name)
        if value is None:
            return None
        number = positive_number(value)
        if number is None:
            hint = "write a number greater than 0"
            self.findings.error("DOC003", f"`{name}` cannot be `{value}`", e.span, hint=hint)
        return number

    def _content(self, e: Element, lang: str) -> list[n.Inline]:
        content: list[n.Inline] = []
        for c in e.content:
            if isinstance(c, str):
                text = _SPACES.sub(" ", c)
                if self._after_space:
                    text = text.lstrip(" ")
                if text:
                    self._after_space = text.endswith(" ")
                    content.append(n.Text(text=text, lang=lang, span=e.span))
            else:
                content.extend(self._inline(c, lang_of(c, lang)))
        return content

    def _inline(self, e: Element, lang: str) -> Iterable[n.Inline]:
        name = e.name
        if name == "fact":
            return self._fact(e, lang)
        if name in _EMPTY:
            self._after_space = name == "br"
            return (_EMPTY[name](lang=lang, span=e.span),)
        content = self._content(e, lang)
        if name in _SIMPLE:
            return (_SIMPLE[name](content=tuple(content), lang=lang, span=e.span),)
        if name == "abbr":
            title = e.attributes.get("title", "")
            return (n.Abbreviation(content=tuple(content), expansion=title, lang=lang, span=e.span),)
        if name == "noteref":
            note = e.attributes.get("note", "")
            span = e.locate(note.removeprefix("note-"))
            return (n.NoteReference(content=tuple(content), note=note, lang=lang, span=span),)
        if name == "a":
            return (self._link(e, content, lang),)
        if name == "ref":
            return (self._reference(e, content, lang),)
        return content  # `text`, and what has been refused

    def _link(self, e: Element, content: list[n.Inline], lang: str) -> n.Link:
        href = e.attributes.get("href", "")
        if href and not href.lower().startswith(SCHEMES):  # where there is none, `markup` has said so
            self.findings.error(
                "DOC008",
                f"`{href}` is no address a printed link may have",
                e.locate(href),
                hint=_link_hint(href),
            )
        return n.Link(content=tuple(content), href=href, lang=lang, span=e.span)

    def _reference(self, e: Element, content: list[n.Inline], lang: str) -> n.Reference:
        target = e.attributes.get("target", "")
        span = e.locate(target)
        if not content and target:
            label = self.source.label(target, lang, span)
            self._after_space = False
            content = [n.Text(text=label, lang=lang, span=span)] if label else []
        return n.Reference(content=tuple(content), target=target, lang=lang, span=span)

    def _fact(self, e: Element, lang: str) -> Iterable[n.Inline]:
        name = e.attributes.get("name", "")
        if not name:
            return  # reported by `markup`
        span = e.locate(name)
        printed = self.source.fact(name, e.attributes.get("form", ""), lang, span)
        if printed is None:
            return
        self._after_space = False
        yield from leaves_of_fact(printed.pieces, name, lang, span)


def leaves_of_fact(
    pieces: Iterable[tuple[str, bool]], name: str, lang: str, span: Span
) -> Iterable[n.Inline]:
    """Yield what prints a fact: its characters, and what is raised of them."""
    for text, raised in pieces:
        leaf = n.Text(text=text, lang=lang, span=span, fact=name)
        yield n.Superscript(content=(leaf,), lang=lang, span=span) if raised else leaf


#: What people write in place of an address -> what to do; the first that fits counts.
_NO_ADDRESSES = (
    (re.compile(r"[^\s/@]+@[^\s/@]+\.[^\s/@]+"), "write `mailto:{0}`"),
    (re.compile(r"(?i:.*\.(?:png|jpe?g|gif|svg))"), "a picture is a block of its own, of `type: image`"),
    (re.compile(r"www\..+|[\w-]+(?:\.[\w-]+)+/.*"), "write `https://{0}`"),
)


def _link_hint(href: str) -> str:
    for pattern, hint in _NO_ADDRESSES:
        if pattern.fullmatch(href):
            return hint.format(href)
    return "links begin with https://, http://, mailto: or tel:"


def common(e: Element, lang: str) -> n.Common:
    """Return what the nodes of all elements have."""
    return {"lang": lang, "span": e.span, "id": e.attributes.get("id"), "role": e.attributes.get("role", "")}


def lang_of(e: Element, lang: str) -> str:
    """Return the language of an element that stands inside content in ``lang``."""
    return e.attributes.get("lang", lang)


def characters(content: Iterable[n.Node]) -> Iterable[str]:
    """Yield the characters of inlines in reading order, without the marks of notes."""
    for node in content:
        if isinstance(node, n.Text):
            yield node.text
        elif isinstance(node, n.LineBreak):
            yield " "
        elif not isinstance(node, n.NoteReference):
            yield from characters(node.children)


def without_links(content: Iterable[n.Inline]) -> tuple[n.Inline, ...]:
    """Return inlines without the marks of notes, and with the words of links alone: a link holds no other."""
    found: list[n.Inline] = []
    for node in content:
        if isinstance(node, n.NoteReference):
            continue
        if isinstance(node, n.Link | n.Reference):
            found += without_links(node.content)
        elif isinstance(node, n.InlineContainer):
            found.append(replace(node, content=without_links(node.content)))
        else:
            found.append(node)
    return tuple(found)


def positive_number(text: str) -> Decimal | None:
    """Return a number above 0, or None where a text is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None
