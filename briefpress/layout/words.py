"""Characters of one look -> the words and spaces that lines are made of, shaped.

The same characters in the same style are cut and shaped once in a process, in whatever paragraph, edition or
language they stand: briefs of one layout share most of their words, and differ in their figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from briefpress.fonts import Face, Shaped
from briefpress.layout.linebreak import FORCED, Box, Glue, Item, Penalty
from briefpress.layout.theme import TextStyle
from briefpress.page import Run

#: Superscripts: their size and how far they are raised, in parts of the size around them.
SUPERSCRIPT_SIZE = 0.62
SUPERSCRIPT_RISE = 0.36

#: More texts than a few hundred editions have, each about a kilobyte.
MAX_KEPT = 8192


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


def face_for(style: TextStyle, variant: int) -> Face:
    """Return the face of a leaf in a style."""
    if variant & Variant.STRONG:
        return style.strong_emphasis if variant & Variant.EMPHASIS else style.strong
    return style.emphasis if variant & Variant.EMPHASIS else style.regular


#: A line may end after a hyphen or a dash between letters, but not inside "-5" or "2024-04-08", nor may a
#: no-break space or U+2011 be broken at. UAX #14 has many more rules; these are those of Latin prose.
_DASH = re.compile("[-–—/]")
_AFTER_DASH = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])|(?<=[–—])(?=[^\W\d])|(?<=\D[–—])(?=\d)|(?<=\w/)(?=\w{3})")

#: What a space may stretch and shrink, in parts of its width (Knuth and Plass use 1/2 and 1/3).
_STRETCH, _SHRINK = 0.5, 0.33

LINE_END = Penalty(0, FORCED)

_SPACES = re.compile("( ) *")  # several are one


class _Look:
    """How characters are set: a style in one of its faces, at its place, in a language."""

    __slots__ = ("color", "face", "lang", "rise", "size")

    def __init__(self, style: TextStyle, variant: int, lang: str) -> None:
        raised = variant & Variant.RAISED
        self.face = face_for(style, variant)
        self.size = style.size * SUPERSCRIPT_SIZE if raised else style.size
        self.rise = style.size * SUPERSCRIPT_RISE if raised else 0.0
        self.color = style.color
        self.lang = lang


class _Fragment(NamedTuple):
    """What is shaped at once: a word of a leaf, a part of one between dashes, a space; or a place to break.

    Attributes:
        width: In points.
        item: What it is to whoever breaks lines.
    """

    text: str
    shaped: Shaped
    width: float
    item: Item


_look = lru_cache(maxsize=1024)(_Look)


@lru_cache(maxsize=8 * MAX_KEPT)
def _fragment(text: str, look: _Look) -> _Fragment:
    shaped = look.face.shape(text, lang=look.lang)
    width = shaped.width * look.size / 1000
    item = Glue(width, width * _STRETCH, width * _SHRINK) if text == " " else Box(width)
    return _Fragment(text, shaped, width, item)


_NOTHING = Shaped((), (), (), 0.0)
_LINE_END = _Fragment("", _NOTHING, 0.0, LINE_END)
_DASH_END = _Fragment("", _NOTHING, 0.0, Penalty(0, 50))


class Words:
    """A leaf, cut where lines may end.

    Attributes:
        items: One for each fragment.
        widths: Of the fragments, in points.
    """

    __slots__ = ("_fragments", "_look", "_runs", "items", "widths")

    def __init__(self, leaf: LeafText, style: TextStyle) -> None:
        self._look = _look(style, leaf.variant, leaf.lang)
        self._fragments = [_LINE_END] if leaf.text == "\n" else self._cut(leaf.text)
        # A text has as many runs as lines, for each of the few measures that it is set to.
        self._runs: dict[tuple[int, int, bool], Run] = {}
        self.items = [fragment.item for fragment in self._fragments]
        self.widths = [fragment.width for fragment in self._fragments]

    def run(self, start: int, end: int, *, spaced: bool) -> Run:
        """Join fragments.

        Args:
            start: The first.
            end: The one after the last.
            spaced: Whether a space is added behind them.
        """
        key = (start, end, spaced)
        run = self._runs.get(key)
        if run is None:
            run = self._runs[key] = self._join(start, end, spaced)
        return run

    # ---- inside

    def _cut(self, text: str) -> list[_Fragment]:
        look = self._look
        parts = [part for part in _SPACES.split(text) if part]
        if not _DASH.search(text):
            return [_fragment(part, look) for part in parts]
        fragments: list[_Fragment] = []
        for part in parts:
            for number, piece in enumerate(_AFTER_DASH.split(part)):
                if number:
                    fragments.append(_DASH_END)
                fragments.append(_fragment(piece, look))
        return fragments

    def _join(self, start: int, end: int, spaced: bool) -> Run:
        look, fragments = self._look, self._fragments[start:end]
        if spaced:
            fragments.append(_fragment(" ", look))
        glyphs: list[int] = []
        advances: list[float] = []
        clusters: list[str] = []
        width = 0.0
        for fragment in fragments:
            glyphs += fragment.shaped.glyphs
            advances += fragment.shaped.advances
            clusters += fragment.shaped.clusters
            width += fragment.width
        return Run(
            face=look.face.key,
            size=look.size,
            color=look.color,
            glyphs=tuple(glyphs),
            advances=tuple(advances),
            text="".join([fragment.text for fragment in fragments]),
            clusters=tuple(clusters),
            width=width,
            rise=look.rise,
        )


@lru_cache(maxsize=MAX_KEPT)
def words_of(leaf: LeafText, style: TextStyle) -> Words:
    """Return the words of a leaf."""
    return Words(leaf, style)
