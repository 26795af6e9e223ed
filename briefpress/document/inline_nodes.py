"""The inline nodes: the parts of a line of text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefpress.diagnostics import Span

NOWHERE = Span("", 0, 0)


class Node(Struct, frozen=True, eq=False, kw_only=True):
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


class Inline(Node, frozen=True, eq=False, kw_only=True):
    """A part of a line of text."""


class Text(Inline, frozen=True, eq=False, kw_only=True):
    """Characters as they are printed.

    Attributes:
        fact: The id of the fact these characters print, or None for prose.
    """

    text: str
    fact: str | None = None


class LineBreak(Inline, frozen=True, eq=False, kw_only=True):
    """A forced line end inside a paragraph."""


class InlineContainer(Inline, frozen=True, eq=False, kw_only=True):
    """An inline with inlines in it."""

    content: tuple[Inline, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The inlines inside."""
        return self.content


class Strong(InlineContainer, frozen=True, eq=False, kw_only=True):
    """Strong importance; set bold."""


class Emphasis(InlineContainer, frozen=True, eq=False, kw_only=True):
    """Stress, titles of works; set italic."""


class Superscript(InlineContainer, frozen=True, eq=False, kw_only=True):
    """Raised small characters, such as an ordinal's ending."""


class Phrase(InlineContainer, frozen=True, eq=False, kw_only=True):
    """Words in another language than the text around them (``lang`` says which)."""


class Abbreviation(InlineContainer, frozen=True, eq=False, kw_only=True):
    """A short form; ``expansion`` is what it stands for (ISO 32000-1, 14.9.5)."""

    expansion: str


class Link(InlineContainer, frozen=True, eq=False, kw_only=True):
    """A link to an address (https, http, mailto or tel)."""

    href: str


class NoteReference(InlineContainer, frozen=True, eq=False, kw_only=True):
    """The mark in the text that leads to a note; its content is the printed number."""

    note: str


class Reference(InlineContainer, frozen=True, eq=False, kw_only=True):
    """A link to another place of the document; its content is what is printed.

    Attributes:
        target: The id of a block.
    """

    target: str


class PageOf(Inline, frozen=True, eq=False, kw_only=True):
    """The number of the page on which a block begins.

    Attributes:
        target: The id of the block.
    """

    target: str


class RunningHeading(Inline, frozen=True, eq=False, kw_only=True):
    """The last heading of level 1 or 2 up to the end of the page; stands in page furniture only."""


class PageNumber(Inline, frozen=True, eq=False, kw_only=True):
    """The number of the page it is printed on; stands in page furniture only."""


class PageCount(Inline, frozen=True, eq=False, kw_only=True):
    """The number of pages; stands in page furniture only."""
