"""Inline nodes -> styled leaves -> items -> lines of shaped runs.

A paragraph is composed once for each (text, style, width) in a process: what a line looks like does not
depend on the node that says it. `compose` returns lines whose pieces name their leaf by number; whoever
places them puts the nodes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from briefpress.document import nodes as n
from briefpress.fonts import Face, Shaped
from briefpress.layout.linebreak import FORCED, Box, Glue, Item, Penalty, first_fit
from briefpress.layout.theme import TextStyle
from briefpress.page import Run

#: Superscripts: their size and how far they are raised, in parts of the size around them.
SUPERSCRIPT_SIZE = 0.62
SUPERSCRIPT_RISE = 0.36


class Variant:
    """How a leaf differs from the plain words of its style; bits, as plain numbers because they are quick."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    RAISED = 4


class LeafText(NamedTuple):
    """Characters of one look; a line feed alone is a forced line end."""

    text: str
    variant: int
    lang: str


class Leaf(NamedTuple):
    """A leaf of a paragraph with the node that says it.

    Attributes:
        link: The link or reference around it, or None.
    """

    text: LeafText
    node: n.Node
    fact: str | None
    link: n.Link | n.NoteReference | None


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


def leaves_of(content: Iterable[n.Node], number: str = "", count: str = "") -> tuple[Leaf, ...]:
    """Flatten inlines.

    Args:
        content: The inlines of a paragraph.
        number: What `PageNumber` prints.
        count: What `PageCount` prints.
    """
    leaves: list[Leaf] = []
    _collect(content, Variant.PLAIN, None, leaves, {n.PageNumber: number, n.PageCount: count})
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
    link: n.Link | n.NoteReference | None,
    into: list[Leaf],
    numbers: dict[type[n.Node], str],
) -> None:
    for node in content:
        if isinstance(node, n.Text):
            into.append(Leaf(LeafText(node.text, variant, node.lang), node, node.fact, link))
        elif isinstance(node, n.LineBreak):
            into.append(Leaf(LeafText("\n", variant, node.lang), node, None, link))
        elif type(node) in numbers:
            into.append(Leaf(LeafText(numbers[type(node)], variant, node.lang), node, None, link))
        else:
            inner = node if isinstance(node, n.Link | n.NoteReference) else link
            _collect(node.children, variant | _VARIANTS.get(type(node), Variant.PLAIN), inner, into, numbers)


def face_for(style: TextStyle, variant: int) -> Face:
    """Return the face of a leaf in a style."""
    if variant & Variant.STRONG:
        return style.strong_emphasis if variant & Variant.EMPHASIS else style.strong
    return style.emphasis if variant & Variant.EMPHASIS else style.regular


# ---- items

#: A line may end after a hyphen or a dash between letters, but not inside "-5" or "2024-04-08", nor may a
#: no-break space or U+2011 be broken at. UAX #14 has many more rules; these are those of Latin prose.
_DASH = re.compile("[-–—/]")
_AFTER_DASH = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])|(?<=[–—])(?=[^\W\d])|(?<=\D[–—])(?=\d)|(?<=\w/)(?=\w{3})")

#: What a space may stretch and shrink, in parts of its width (Knuth and Plass use 1/2 and 1/3).
_STRETCH, _SHRINK = 0.5, 0.33


class _Fragment(NamedTuple):
    """A piece of a word in one leaf, shaped; ``width`` in points."""

    leaf: int
    text: str
    shaped: Shaped
    width: float


class _Look(NamedTuple):
    """How the words of a leaf are set."""

    face: Face
    size: float
    rise: float
    lang: str

    def fragment(self, leaf: int, text: str) -> _Fragment:
        """Shape a piece of a word."""
        shaped = self.face.shape(text, lang=self.lang)
        return _Fragment(leaf, text, shaped, shaped.width * self.size / 1000)


def _look(leaf: LeafText, style: TextStyle) -> _Look:
    raised = leaf.variant & Variant.RAISED
    return _Look(
        face_for(style, leaf.variant),
        style.size * SUPERSCRIPT_SIZE if raised else style.size,
        style.size * SUPERSCRIPT_RISE if raised else 0.0,
        leaf.lang,
    )


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
    words = _Words(leaves, style)
    breaks = _balance(words.items, width) if balanced else first_fit(words.items, width)
    lines, widths = [], []
    start = 0
    for index, end in enumerate(breaks):
        pieces, line_width = words.line(start, end, last=index == len(breaks) - 1)
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


class _Words:
    """The items of a paragraph, and what each box and glue prints."""

    def __init__(self, leaves: Sequence[LeafText], style: TextStyle) -> None:
        self.style = style
        self.items: list[Item] = []
        self.fragments: list[tuple[_Fragment, ...]] = []  # beside the items
        self._word: list[_Fragment] = []
        self._looks = [_look(leaf, style) for leaf in leaves]
        self._spaces: dict[int, tuple[Glue, tuple[_Fragment, ...]]] = {}  # by leaf
        for number, leaf in enumerate(leaves):
            if leaf.text == "\n":
                self._end_word()
                self._add(Penalty(0, FORCED), ())
                continue
            for index, part in enumerate(leaf.text.split(" ")):
                if index:
                    self._end_word()
                    self._space(number)
                if part:
                    self._parts(number, part)
        self._end_word()

    def _parts(self, number: int, text: str) -> None:
        look = self._looks[number]
        if not _DASH.search(text):
            self._word.append(look.fragment(number, text))
            return
        for index, part in enumerate(_AFTER_DASH.split(text)):
            if index:
                self._end_word()
                self._add(Penalty(0, 50), ())
            self._word.append(look.fragment(number, part))

    def _end_word(self) -> None:
        word = self._word
        if word:
            self._add(Box(word[0].width if len(word) == 1 else sum([f.width for f in word])), tuple(word))
            self._word = []

    def _space(self, number: int) -> None:
        before = self.items[-1] if self.items else None
        if type(before) is Glue or (isinstance(before, Penalty) and before.cost == FORCED):
            return  # spaces merge, and none begins a line
        space = self._spaces.get(number)
        if space is None:
            fragment = self._looks[number].fragment(number, " ")
            width = fragment.width
            space = self._spaces[number] = (Glue(width, width * _STRETCH, width * _SHRINK), (fragment,))
        self._add(*space)

    def _add(self, item: Item, fragments: tuple[_Fragment, ...]) -> None:
        self.items.append(item)
        self.fragments.append(fragments)

    def line(self, start: int, end: int, *, last: bool) -> tuple[tuple[Piece, ...], float]:
        """Join the fragments from item ``start`` to ``end`` into one run for each leaf.

        A line that ends at a space keeps it, and one that is ended by force gets one, so that extracted
        words do not run together; its width does not count.
        """
        fragments = [f for item in self.fragments[start:end] for f in item]
        has_space = end > start and type(self.items[end - 1]) is Glue
        width = sum([f.width for f in (fragments[:-1] if has_space else fragments)])
        if not last and fragments and not has_space:
            ends = self.items[end]
            if isinstance(ends, Glue):
                fragments += self.fragments[end]
            elif isinstance(ends, Penalty) and ends.cost == FORCED:
                number = fragments[-1].leaf
                fragments.append(self._looks[number].fragment(number, " "))
        pieces: list[Piece] = []
        x = 0.0
        for number, group in groupby(fragments, attrgetter("leaf")):
            run = self._run(number, tuple(group))
            pieces.append(Piece(x, run, number))
            x += run.width
        return tuple(pieces), width

    def _run(self, number: int, fragments: Sequence[_Fragment]) -> Run:
        look = self._looks[number]
        glyphs: list[int] = []
        advances: list[float] = []
        clusters: list[str] = []
        width = 0.0
        for fragment in fragments:
            shaped = fragment.shaped
            glyphs += shaped.glyphs
            advances += shaped.advances
            clusters += shaped.clusters
            width += fragment.width
        return Run(
            face=look.face.key,
            size=look.size,
            color=self.style.color,
            glyphs=tuple(glyphs),
            advances=tuple(advances),
            text="".join([fragment.text for fragment in fragments]),
            clusters=tuple(clusters),
            width=width,
            rise=look.rise,
        )
