"""Inline nodes -> styled leaves -> lines of shaped runs.

A paragraph is composed once for each (text, style, width) in a process: what a line looks like does not
depend on the node that says it. `compose` returns lines whose pieces name their leaf by number; whoever
places them puts the nodes back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from briefpress.document import nodes as n
from briefpress.layout.linebreak import Box, Glue, Item, first_fit
from briefpress.layout.theme import TextStyle
from briefpress.layout.words import LINE_END, LeafText, Variant, Words, words_of
from briefpress.page import Run

_NOTHING: Mapping[type[n.Node], str] = MappingProxyType({})


#: What leads somewhere: to an address, to a note, to a block.
AnyLink: TypeAlias = n.Link | n.NoteReference | n.Reference


class Leaf(NamedTuple):
    """A leaf of a paragraph with the node that says it.

    Attributes:
        link: The link or reference around it, or None.
    """

    text: LeafText
    node: n.Node
    fact: str | None
    link: AnyLink | None


class Piece(NamedTuple):
    """A run on a line: its distance from the line's start, and the number of its leaf."""

    x: float
    run: Run
    leaf: int


@dataclass(frozen=True, slots=True, eq=False)
class Composed:
    """A paragraph set to a width.

    Attributes:
        lines: The pieces of each line.
        widths: The width of each line without the space at its end.
        first_baseline: From the top to the first baseline.
    """

    lines: tuple[tuple[Piece, ...], ...]
    widths: tuple[float, ...]
    first_baseline: float
    leading: float

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return self.leading * len(self.lines)


def leaves_of(content: Iterable[n.Node], of_page: Mapping[type[n.Node], str] = _NOTHING) -> tuple[Leaf, ...]:
    """Flatten inlines.

    Args:
        content: The inlines of a paragraph.
        of_page: What inlines of page furniture print: `PageNumber`, `PageCount`, `RunningHeading`.
    """
    leaves: list[Leaf] = []
    _collect(content, Variant.PLAIN, None, leaves, of_page)
    return tuple(leaves)


_VARIANTS: dict[type[n.Node], int] = {
    n.Strong: Variant.STRONG,
    n.Emphasis: Variant.EMPHASIS,
    n.Superscript: Variant.RAISED,
    n.NoteReference: Variant.RAISED,
}


def _collect(
    content: Iterable[n.Node],
    variant: int,
    link: AnyLink | None,
    into: list[Leaf],
    of_page: Mapping[type[n.Node], str],
) -> None:
    for node in content:
        if isinstance(node, n.Text):
            into.append(Leaf(LeafText(node.text, variant, node.lang), node, node.fact, link))
        elif isinstance(node, n.LineBreak):
            into.append(Leaf(LeafText("\n", variant, node.lang), node, None, link))
        elif type(node) in of_page:
            into.append(Leaf(LeafText(of_page[type(node)], variant, node.lang), node, None, link))
        else:
            inner = node if isinstance(node, AnyLink) else link
            _collect(node.children, variant | _VARIANTS.get(type(node), Variant.PLAIN), inner, into, of_page)


# ---- lines


@lru_cache(maxsize=16384)
def compose(
    leaves: tuple[LeafText, ...], style: TextStyle, width: float, *, balanced: bool = False
) -> Composed:
    """Set a paragraph's leaves in lines no wider than ``width`` where its words allow it.

    Args:
        leaves: The text.
        style: Its looks.
        width: The measure.
        balanced: Whether to make the lines about equally long, as headings are (CSS Text 4,
            ``text-wrap: balance``), rather than to fill each.
    """
    text = _Text([words_of(leaf, style) for leaf in leaves])
    breaks = _balance(text.items, width) if balanced else first_fit(text.items, width)
    lines, widths = [], []
    start = 0
    for index, end in enumerate(breaks):
        pieces, line_width = text.line(start, end, last=index == len(breaks) - 1)
        lines.append(pieces)
        widths.append(line_width)
        start = end + 1
    # The line's box is the leading; the type's own height sits in its middle (CSS 2.2, 10.8.1).
    face = style.regular
    ascent, descent = face.ascent * style.size / 1000, -face.descent * style.size / 1000
    baseline = (style.leading - ascent - descent) / 2 + ascent
    return Composed(tuple(lines), tuple(widths), baseline, style.leading)


def _balance(items: Sequence[Item], width: float) -> list[int]:
    """Return the breaks at the narrowest measure that takes no more lines than the given one."""
    best = first_fit(items, width)
    if len(best) == 1:
        return best
    low, high = width / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        breaks = first_fit(items, middle)
        if len(breaks) == len(best) and not _is_overfull(items, breaks, middle):
            best, high = breaks, middle
        else:
            low = middle
    return best


def _is_overfull(items: Sequence[Item], breaks: Sequence[int], width: float) -> bool:
    start = 0
    for end in breaks:
        if sum(item.width for item in items[start:end]) > width + 0.01:
            return True
        start = end + 1
    return False


class _Text:
    """The items of a paragraph, and what stands between two of them."""

    def __init__(self, parts: Sequence[Words]) -> None:
        self.items: list[Item] = []
        self._parts = parts
        self._widths: list[float] = []  # of the fragments
        self._starts: list[int] = []  # the first fragment of each item: a word has one in each of its parts
        self._firsts: list[int] = []  # the first fragment of each part
        self._offsets: list[int] = []  # how much higher a fragment's number is here than in its part
        for part in parts:
            self._join(part)
        self._starts.append(len(self._widths))
        self._firsts.append(len(self._widths))

    def _join(self, part: Words) -> None:
        count = len(self._widths)
        first = part.items[0] if part.items else None
        before = self.items[-1] if self.items else None
        # Spaces merge, and none begins a line.
        drops_space = type(first) is Glue and (type(before) is Glue or before == LINE_END)
        continues_word = type(first) is Box and type(before) is Box
        offset = count - drops_space
        self._firsts.append(count)
        self._offsets.append(offset)
        self._widths += part.widths[drops_space:]
        if continues_word:
            self.items[-1] = Box(sum(self._widths[self._starts[-1] : count + 1]))
        done = drops_space or continues_word
        self.items += part.items[done:]
        self._starts += range(offset + done, offset + len(part.items))

    def line(self, start: int, end: int, *, last: bool) -> tuple[tuple[Piece, ...], float]:
        """Return the runs from item ``start`` to ``end``, one for each leaf, and their width.

        A line that ends at a space keeps it, and one that is ended by force gets one, so that extracted
        words do not run together; its width does not count.
        """
        fragment, stop = self._starts[start], self._starts[end]
        has_space = end > start and type(self.items[end - 1]) is Glue
        width = sum(self._widths[fragment : stop - has_space])
        gets_space = False
        if not last and stop > fragment and not has_space:
            gets_space = self.items[end] == LINE_END
            stop += type(self.items[end]) is Glue
        pieces: list[Piece] = []
        x = 0.0
        number = bisect_right(self._firsts, fragment) - 1
        while fragment < stop:
            until = min(stop, self._firsts[number + 1])
            if until > fragment:
                offset = self._offsets[number]
                spaced = gets_space and until == stop
                run = self._parts[number].run(fragment - offset, until - offset, spaced=spaced)
                pieces.append(Piece(x, run, number))
                x += run.width
            fragment = until
            number += 1
        return tuple(pieces), width
