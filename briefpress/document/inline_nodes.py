"""The inline nodes: the parts of a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefpress.diagnostics import Span

NOWHERE = Span("", 0, 0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Node:
    """What every node has.

    Attributes:
        lang: BCP 47 language of the content.
        span: The place in a brief or a template that it was made from.
    """

    lang: str
    span: Span = NOWHERE

    @property
    def children(self) -> tuple[Node, ...]:
        """The nodes inside, in reading order."""
        return ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it in reading order."""
        rest: list[Node] = [self]
        while rest:
            node = rest.pop()
            yield node
            rest += node.children[::-1]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Inline(Node):
    """A part of a line of text."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Text(Inline):
    """Characters as they are printed.

    Attributes:
        fact: The id of the fact these characters print, or None for prose.
    """

    text: str
    fact: str | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LineBreak(Inline):
    """A forced line end inside a paragraph."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class InlineContainer(Inline):
    """An inline with inlines in it."""

    content: tuple[Inline, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The inlines inside."""
        return self.content


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Strong(InlineContainer):
    """Strong importance; set bold."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Emphasis(InlineContainer):
    """Stress, titles of works; set italic."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Superscript(InlineContainer):
    """Raised small characters, such as an ordinal's ending."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Phrase(InlineContainer):
    """Words in another language than the text around them (``lang`` says which)."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Abbreviation(InlineContainer):
    """A short form; ``expansion`` is what it stands for (ISO 32000-1, 14.9.5)."""

    expansion: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Link(InlineContainer):
    """A link to an address (https, http, mailto or tel)."""

    href: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NoteReference(InlineContainer):
    """The mark in the text that leads to a note; its content is the printed number."""

    note: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reference(InlineContainer):
    """A link to another place of the document; its content is what is printed.

    Attributes:
        target: The id of a block.
    """

    target: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PageOf(Inline):
    """The number of the page on which a block begins.

    Attributes:
        target: The id of the block.
    """

    target: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RunningHeading(Inline):
    """The last heading of level 1 or 2 up to the end of the page; stands in page furniture only."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PageNumber(Inline):
    """The number of the page it is printed on; stands in page furniture only."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PageCount(Inline):
    """The number of pages; stands in page furniture only."""
