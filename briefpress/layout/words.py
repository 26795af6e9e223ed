"""Characters of one look -> the words and spaces that lines are made of, shaped.

The same characters in the same style are cut and shaped once in a process, in whatever paragraph, edition or
language they stand: briefs of one layout share most of their words, and differ in their figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from briefpress.fonts import Face, Shaped
from briefpress.layout.cjk import cut, has_ideographs
from briefpress.layout.hyphenation import SOFT_HYPHEN, divisions
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
    """Characters of one look; a line feed alone is a forced line end.

    Attributes:
        isolated: Whether it reads as it would alone, whichever way the text around it runs.
        face: Its face, where that is another than its style has.
        level: Its level of the Unicode Bidirectional Algorithm; an odd one runs from right to left.
        breaks: Whether a line may end before it, though no space stands there.
    """

    text: str
    variant: int
    lang: str
    isolated: bool = False
    face: Face | None = None
    level: int = 0
    breaks: bool = False


def face_for(style: TextStyle, variant: int) -> Face:
    """Return the face of a leaf in a style."""
    if variant & Variant.STRONG:
        return style.strong_emphasis if variant & Variant.EMPHASIS else style.strong
    return style.emphasis if variant & Variant.EMPHASIS else style.regular


#: A line may end after a hyphen or a dash between letters, and at a zero width space, but not inside "-5" or
#: "2024-04-08", nor may a no-break space or U+2011 be broken at. UAX #14 has many more rules; these are those
#: of Latin prose.
_DASH = re.compile("[-\u2010–—/\u200b]")
_AFTER_DASH = re.compile(
    r"(?<=[^\W\d][-\u2010])(?=[^\W\d])|(?<=\u200b)(?=.)|(?<=[–—])(?=[^\W\d])|(?<=\D[–—])(?=\d)|(?<=\w/)(?=\w{3})"
)

#: What a space may stretch and shrink, in parts of its width (Knuth and Plass use 1/2 and 1/3).
_STRETCH, _SHRINK = 0.5, 0.33

LINE_END = Penalty(0, FORCED)

_SPACES = re.compile("( ) *")  # several are one


class _Look:
    """How characters are set: a style in one of its faces, at its place, in a language."""

    __slots__ = ("color", "face", "features", "hyphen_cost", "lang", "rise", "size", "to_the_left")

    def __init__(
        self, style: TextStyle, variant: int, lang: str, face: Face | None, to_the_left: bool
    ) -> None:
        raised = variant & Variant.RAISED
        self.face = face or face_for(style, variant)
        self.to_the_left = to_the_left
        self.features = style.features
        self.hyphen_cost = _HYPHEN_COST if style.justified else _RAGGED_HYPHEN_COST
        self.size = style.size * SUPERSCRIPT_SIZE if raised else style.size
        self.rise = style.size * SUPERSCRIPT_RISE if raised else 0.0
        self.color = style.color
        self.lang = lang


class _Fragment(NamedTuple):
    """A word of a leaf, a part of one between dashes or hyphens, a space; or a place to break.

    Attributes:
        width: In points.
        item: What it is to whoever breaks lines.
        is_part: Whether what stands before or behind it is of the same word, so that both are shaped at once
            where no line ends between them.
    """

    text: str
    shaped: Shaped
    width: float
    item: Item
    is_part: bool = False


_look = lru_cache(maxsize=1024)(_Look)


@lru_cache(maxsize=8 * MAX_KEPT)
def _fragment(text: str, look: _Look) -> _Fragment:
    shaped = look.face.shape(text, lang=look.lang, features=look.features, to_the_left=look.to_the_left)
    width = shaped.width * look.size / 1000
    item = Glue(width, width * _STRETCH, width * _SHRINK) if text == " " else Box(width)
    return _Fragment(text, shaped, width, item)


_NOTHING = Shaped((), (), (), 0.0)
_LINE_END = _Fragment("", _NOTHING, 0.0, LINE_END)
_DASH_END = _Fragment("", _NOTHING, 0.0, Penalty(0, 50))
_BREAK = _Fragment("", _NOTHING, 0.0, Penalty(0, 0))

#: What it costs to divide a word: where lines are flush on both sides, as much as to end one behind a dash;
#: much more where a line may as well stay short.
_HYPHEN_COST, _RAGGED_HYPHEN_COST = 50.0, 300.0


@lru_cache(maxsize=MAX_KEPT)
def _divided(word: str, places: tuple[int, ...], look: _Look) -> tuple[_Fragment, ...]:
    """Return the parts of a word with what stands between them, as wide together as the word.

    Args:
        word: Without soft hyphens.
        places: Where it may be divided.
        look: How it is set.
    """
    points = look.size / 1000
    before = [0.0]  # the width of what stands before each character
    shaped = _fragment(word, look).shaped
    for advance, cluster in zip(shaped.advances, shaped.clusters, strict=True):
        # A glyph of several characters has its width at their end; one that adds to a glyph widens it.
        before += [before[-1]] * len(cluster)
        before[-1] += advance * points
    fragments: list[_Fragment] = []
    for start, end in pairwise((0, *places, len(word))):
        width = before[end] - before[start]
        fragments.append(_Fragment(word[start:end], _NOTHING, width, Box(width), is_part=True))
        if end < len(word):
            added = _fragment(word[start:end] + SOFT_HYPHEN, look).width - width
            hyphen = Penalty(added, look.hyphen_cost, flagged=True)
            fragments.append(_Fragment("", _NOTHING, 0.0, hyphen, is_part=True))
    return tuple(fragments)


class Words:
    """A leaf, cut where lines may end.

    Args:
        leaf: The text.
        style: Its looks.
        hyphenated: Whether words may be divided other than where their author put a soft hyphen.

    Attributes:
        items: One for each fragment.
        widths: Of the fragments, in points.
        level: Their level of the Unicode Bidirectional Algorithm.
    """

    __slots__ = ("_fragments", "_look", "_runs", "items", "level", "widths")

    def __init__(self, leaf: LeafText, style: TextStyle, *, hyphenated: bool = False) -> None:
        self._look = _look(style, leaf.variant, leaf.lang, leaf.face, leaf.level % 2 == 1)
        self._fragments = [_LINE_END] if leaf.text == "\n" else self._cut(leaf.text, hyphenated)
        if leaf.breaks:
            self._fragments.insert(0, _BREAK)
        self.level = leaf.level
        # A text has as many runs as lines, for each of the few measures that it is set to.
        self._runs: dict[tuple[int, int, str], Run] = {}
        self.items = [fragment.item for fragment in self._fragments]
        self.widths = [fragment.width for fragment in self._fragments]

    def run(self, start: int, end: int, tail: str = "") -> Run:
        """Join fragments.

        Args:
            start: The first.
            end: The one after the last.
            tail: What is added behind them: nothing, a space, or the hyphen of a divided word.
        """
        key = (start, end, tail)
        run = self._runs.get(key)
        if run is None:
            run = self._runs[key] = self._join(start, end, tail)
        return run

    # ---- inside

    def _cut(self, text: str, hyphenated: bool) -> list[_Fragment]:
        look = self._look
        if look.to_the_left:
            text = text.replace(SOFT_HYPHEN, "")  # there are no hyphens to divide words with
        parts = [part for part in _SPACES.split(text) if part]
        may_divide = (hyphenated or SOFT_HYPHEN in text) and not look.to_the_left
        is_ideographic = has_ideographs(text)
        if not may_divide and not is_ideographic and not _DASH.search(text):
            return [_fragment(part, look) for part in parts]
        fragments: list[_Fragment] = []
        for part in parts:
            for number, piece in enumerate(_AFTER_DASH.split(part)):
                if number:
                    fragments.append(_DASH_END)
                if is_ideographic:
                    fragments += _cut_anywhere(piece, look)
                    continue
                word, places = _places(piece, look.lang, hyphenated) if may_divide else (piece, ())
                fragments += _divided(word, places, look) if places else (_fragment(word, look),)
        return fragments

    def _join(self, start: int, end: int, tail: str) -> Run:
        look, fragments = self._look, _whole(self._fragments[start:end], tail, self._look)
        text = "".join([fragment.text for fragment in fragments])
        if look.to_the_left:
            fragments.reverse()
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
            text=text,
            clusters=tuple(clusters),
            width=width,
            rise=look.rise,
            offsets=_offsets(fragments),
            to_the_left=look.to_the_left,
        )


def _offsets(fragments: list[_Fragment]) -> tuple[tuple[float, float], ...]:
    """Return the offsets of all glyphs; nothing where none of them has one."""
    if not any([fragment.shaped.offsets for fragment in fragments]):  # noqa: C419 - a list is quicker
        return ()
    none = (0.0, 0.0)
    return tuple(chain.from_iterable(f.shaped.offsets or (none,) * len(f.shaped.glyphs) for f in fragments))


def _cut_anywhere(text: str, look: _Look) -> list[_Fragment]:
    """Return the fragments of ideographic text, with what stands between them."""
    fragments: list[_Fragment] = []
    for piece in cut(text):
        if fragments:
            fragments.append(_BREAK)
        fragments.append(_fragment(piece, look))
    return fragments


def _places(word: str, lang: str, hyphenated: bool) -> tuple[str, tuple[int, ...]]:
    """Return a word without its soft hyphens, and the places where it may be divided."""
    if SOFT_HYPHEN not in word:
        return word, divisions(word, lang) if hyphenated else ()
    *before, last = word.split(SOFT_HYPHEN)
    places = tuple(accumulate(map(len, before)))
    word = "".join(before) + last
    return word, tuple(dict.fromkeys(place for place in places if 0 < place < len(word)))


def _whole(fragments: list[_Fragment], tail: str, look: _Look) -> list[_Fragment]:
    """Return fragments with the parts of each word in one, and with what is added behind."""
    whole: list[_Fragment] = []
    parts = ""
    for fragment in fragments:
        if fragment.is_part:
            parts += fragment.text
            continue
        if parts:
            whole.append(_fragment(parts, look))
            parts = ""
        whole.append(fragment)
    if parts and tail == SOFT_HYPHEN:
        parts, tail = parts + tail, ""
    if parts:
        whole.append(_fragment(parts, look))
    if tail:
        whole.append(_fragment(tail, look))
    return whole


@lru_cache(maxsize=MAX_KEPT)
def words_of(leaf: LeafText, style: TextStyle, *, hyphenated: bool = False) -> Words:
    """Return the words of a leaf; see `Words`."""
    return Words(leaf, style, hyphenated=hyphenated)
