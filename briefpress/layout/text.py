"""Inline nodes -> styled leaves -> lines of shaped runs.

A paragraph is composed once for each (text, style, width) in a process: what a line looks like does not
depend on the node that says it. `compose` returns lines whose pieces name their leaf by number; whoever
places them puts the nodes back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from briefpress.document import nodes as n
from briefpress.layout.bidi import visual_order
from briefpress.layout.hyphenation import SOFT_HYPHEN
from briefpress.layout.itemize import itemize
from briefpress.layout.linebreak import (
    NEVER,
    Box,
    Glue,
    Item,
    Penalty,
    first_fit,
    looseness,
    total_fit,
)
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


class Composed(Struct, frozen=True, eq=False):
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
            is_isolated = node.fact is not None or isinstance(link, n.Link)
            text = LeafText(node.text, variant, node.lang, is_isolated)
            into.append(Leaf(text, node, node.fact, link))
        elif isinstance(node, n.LineBreak):
            into.append(Leaf(LeafText("\n", variant, node.lang), node, None, link))
        elif type(node) in of_page:
            into.append(Leaf(LeafText(of_page[type(node)], variant, node.lang), node, None, link))
        else:
            inner = node if isinstance(node, AnyLink) else link
            _collect(node.children, variant | _VARIANTS.get(type(node), Variant.PLAIN), inner, into, of_page)


# ---- lines


#: By how much a line may fall short where lines are flush at one side, in ems, to be as bad as one whose
#: spaces are half as wide again where they are flush on both (TeX's ``\raggedright`` has 2).
_RAG = 3.0
#: The same in parts of the measure: long lines may differ by more.
_RAG_OF_MEASURE = 0.1

#: Words are divided only in a paragraph that without has a line which stretches more than this part of what
#: it may: about five ems in lines that are flush at one side.
_LOOSE = 1.6

#: The most that a space grows in justified lines, in parts of its width; what would need more is left short.
_WIDEST_SPACE = 2.0


@lru_cache(maxsize=16384)
def compose(
    leaves: tuple[LeafText, ...], style: TextStyle, width: float, *, to_the_left: bool = False
) -> Composed:
    """Set a paragraph's leaves in lines no wider than ``width`` where its words allow it.

    Args:
        leaves: The text.
        style: Its looks, and how its lines are broken.
        width: The measure.
        to_the_left: Whether it runs from right to left; its lines start at the right.
    """
    itemized = itemize(leaves, style, to_the_left=to_the_left)
    base = int(to_the_left) if itemized.is_bidirectional else None
    text = _Text([words_of(leaf, style) for leaf in itemized.leaves], base)
    breaks = [len(text.items)] if text.fits(width) else _LINE_BREAKERS[style.wrap](text.items, width, style)
    if style.hyphens and width > 0 and len(breaks) > 1 and _wants_hyphens(text.items, breaks, width, style):
        text = _Text([words_of(leaf, style, hyphenated=True) for leaf in itemized.leaves], base)
        text.keep_last_word()
        breaks = _LINE_BREAKERS[style.wrap](text.items, width, style)
    lines, widths = [], []
    start = 0
    for index, end in enumerate(breaks):
        pieces, line_width = text.line(start, end, last=index == len(breaks) - 1)
        if style.justified and (line_width > width or not text.ends_at(end)):
            pieces, line_width = _justified(pieces, line_width, width)
        if itemized.origins is not None:
            pieces = tuple(piece._replace(leaf=itemized.origins[piece.leaf]) for piece in pieces)
        lines.append(pieces)
        widths.append(line_width)
        start = end + 1
    # The line's box is the leading; the type's own height sits in its middle (CSS 2.2, 10.8.1).
    face = style.regular
    ascent, descent = face.ascent * style.size / 1000, -face.descent * style.size / 1000
    baseline = (style.leading - ascent - descent) / 2 + ascent
    return Composed(tuple(lines), tuple(widths), baseline, style.leading)


def _rag(width: float, style: TextStyle) -> float | None:
    return None if style.justified else max(_RAG * style.size, _RAG_OF_MEASURE * width)


def _wants_hyphens(items: Sequence[Item], breaks: Sequence[int], width: float, style: TextStyle) -> bool:
    """Tell whether a paragraph with whole words has a line that looks bad."""
    return looseness(items, breaks, width, _rag(width, style)) > _LOOSE


def _fill(items: Sequence[Item], width: float, style: TextStyle) -> list[int]:
    return first_fit(items, width)


def _pretty(items: Sequence[Item], width: float, style: TextStyle) -> list[int]:
    return total_fit(items, width, _rag(width, style))


def _balance(items: Sequence[Item], width: float, style: TextStyle) -> list[int]:
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


#: How lines are broken (CSS Text 4, ``text-wrap-style``).
_LINE_BREAKERS = {"fill": _fill, "pretty": _pretty, "balance": _balance}


def _justified(pieces: tuple[Piece, ...], line_width: float, width: float) -> tuple[tuple[Piece, ...], float]:
    """Return the pieces of a line with spaces such that it fills the measure, but for one at its end."""
    # As they stand from the start of the line: those that run the other way are read in another order.
    order = sorted(range(len(pieces)), key=lambda index: pieces[index].x)
    pieces = tuple([pieces[index] for index in order])
    last = len(pieces) - 1
    gaps = [
        [
            number
            for number, cluster in enumerate(piece.run.clusters)
            if cluster == " " and (index < last or number < len(piece.run.clusters) - 1)
        ]
        for index, piece in enumerate(pieces)
    ]
    count = sum(map(len, gaps))
    if not count:
        return _reordered(pieces, order), line_width
    added = (width - line_width) / count
    first = next(index for index, places in enumerate(gaps) if places)
    space = pieces[first].run.advances[gaps[first][0]] * pieces[first].run.size / 1000
    if added > space * _WIDEST_SPACE:
        return _reordered(pieces, order), line_width
    set_pieces, x = [], 0.0
    for piece, places in zip(pieces, gaps, strict=True):
        run = piece.run
        if places:
            advances = list(run.advances)
            for number in places:
                advances[number] += added * 1000 / run.size
            run = replace(run, advances=tuple(advances), width=run.width + added * len(places))
        set_pieces.append(Piece(x, run, piece.leaf))
        x += run.width
    return _reordered(set_pieces, order), width


def _reordered(pieces: Sequence[Piece], order: Sequence[int]) -> tuple[Piece, ...]:
    """Return pieces in the order in which they are read, given the place that each has in it."""
    return tuple([piece for _, piece in sorted(zip(order, pieces, strict=True), key=lambda pair: pair[0])])


class _Text:
    """The items of a paragraph, and what stands between two of them.

    Args:
        parts: Its text.
        base: The level of the paragraph, where parts of its lines may stand in another order than they are
            read; else None.
    """

    def __init__(self, parts: Sequence[Words], base: int | None = None) -> None:
        self.items: list[Item] = []
        self._base = base
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

    def fits(self, width: float) -> bool:
        """Tell at once whether all of it stands on one line."""
        return sum(self._widths) <= width and LINE_END not in self.items

    def keep_last_word(self) -> None:
        """Forbid to divide the last word: a line of half a word is too short."""
        for index in reversed(range(len(self.items))):
            item = self.items[index]
            if isinstance(item, Glue):
                return
            if isinstance(item, Penalty) and item.flagged:
                self.items[index] = Penalty(0.0, NEVER)

    def ends_at(self, end: int) -> bool:
        """Tell whether a line that ends at an item is the last one, or the last before a forced end."""
        return end == len(self.items) or self.items[end] == LINE_END

    def line(self, start: int, end: int, *, last: bool) -> tuple[tuple[Piece, ...], float]:
        """Return the runs from item ``start`` to ``end``, one for each leaf, and their width.

        A line that ends at a space keeps it, and one that is ended by force gets one, so that extracted
        words do not run together; its width does not count. One that ends inside of a word gets a hyphen.
        """
        fragment, stop = self._starts[start], self._starts[end]
        at_end = self.items[end] if end < len(self.items) else None
        has_space = end > start and type(self.items[end - 1]) is Glue
        tail = ""
        if isinstance(at_end, Penalty) and at_end.flagged:
            tail = SOFT_HYPHEN
        elif not last and stop > fragment and not has_space:
            if at_end == LINE_END:
                tail = " "
            elif type(at_end) is Glue:
                stop += 1
                has_space = True
        if self._base is not None:
            return self._reordered_line(fragment, stop, tail, self._base)
        pieces: list[Piece] = []
        x = 0.0
        number = bisect_right(self._firsts, fragment) - 1
        while fragment < stop:
            until = min(stop, self._firsts[number + 1])
            if until > fragment:
                offset = self._offsets[number]
                run = self._parts[number].run(
                    fragment - offset, until - offset, tail if until == stop else ""
                )
                pieces.append(Piece(x, run, number))
                x += run.width
            fragment = until
            number += 1
        if pieces and (has_space or tail == " "):
            run = pieces[-1].run
            x -= run.advances[-1] * run.size / 1000
        return tuple(pieces), x

    def _reordered_line(
        self, fragment: int, stop: int, tail: str, base: int
    ) -> tuple[tuple[Piece, ...], float]:
        """Return the runs of a line in the order in which they are read, each at its place, and their width.

        Places are counted from where the line starts. Spaces at the edges of runs are runs of their own: in
        which order text is extracted hangs on what such runs begin and end with. A space at the end of the
        line has the paragraph's level (UAX #9, L1).
        """
        runs: list[tuple[Run, int]] = []
        levels: list[int] = []
        number = bisect_right(self._firsts, fragment) - 1
        while fragment < stop:
            until = min(stop, self._firsts[number + 1])
            part, offset = self._parts[number], self._offsets[number]
            here = tail if until == stop and tail == SOFT_HYPHEN else ""
            for start, end in self._cores(part, fragment - offset, until - offset):
                runs.append((part.run(start, end, here if end == until - offset else ""), number))
                levels.append(part.level)
            fragment = until
            number += 1
        if tail == " " and runs:
            last = runs[-1][1]
            runs.append((self._parts[last].run(0, 0, " "), last))
            levels.append(base)
        ends_with_space = bool(runs) and runs[-1][0].text == " " and len(runs) > 1
        if ends_with_space:
            levels[-1] = base
        order = visual_order(levels)
        places = [0.0] * len(runs)
        x = 0.0
        for index in reversed(order) if base else order:
            places[index] = x
            x += runs[index][0].width
        pieces = tuple(Piece(place, *run) for place, run in zip(places, runs, strict=True))
        return pieces, x - (runs[-1][0].width if ends_with_space else 0.0)

    @staticmethod
    def _cores(part: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the fragments of a part that become one run: with no space at the edges."""
        while start < end and type(part.items[start]) is Glue:
            yield start, start + 1
            start += 1
        last = end
        while last > start and type(part.items[last - 1]) is Glue:
            last -= 1
        if last > start:
            yield start, last
        for index in range(last, end):
            yield index, index + 1
