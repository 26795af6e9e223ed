"""Leaves -> pieces of one face, one script and one direction.

Text that the face of its style has, in letters that stand in a row from left to right, stays as it is: that
is nearly all text, and looking at it costs next to nothing. Of other text each character gets the first face
that has it, and its level of the Unicode Bidirectional Algorithm.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefpress.document.direction import direction_of
from briefpress.fonts import CONTROLS, Face, needs_shaping, script_of
from briefpress.layout.bidi import BY_LETTERS, END_OF_ISOLATE, TO_THE_LEFT, TO_THE_RIGHT, levels_of
from briefpress.layout.cjk import has_ideographs, may_break
from briefpress.layout.theme import TextStyle
from briefpress.layout.words import LeafText, face_for

_RIGHT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
#: What stays inside of a run from right to left: letters, their marks, and spaces between them.
_INSIDE = frozenset(("R", "AL", "NSM", "BN", "WS"))


class Missing(NamedTuple):
    """Characters that no face has.

    Attributes:
        leaf: The number of the leaf they are in.
        face: The name of the face that was asked first.
    """

    characters: str
    leaf: int
    face: str


class Itemized(NamedTuple):
    """The text of a paragraph as it is shaped.

    Attributes:
        leaves: In logical order.
        origins: For each, the number of the leaf that it is of; None where they are as they were.
        is_bidirectional: Whether parts of a line may stand in another order than they are read.
        missing: What cannot be printed.
    """

    leaves: tuple[LeafText, ...]
    origins: tuple[int, ...] | None = None
    is_bidirectional: bool = False
    missing: tuple[Missing, ...] = ()


@lru_cache(maxsize=16384)
def itemize(leaves: tuple[LeafText, ...], style: TextStyle, *, to_the_left: bool = False) -> Itemized:
    """Cut the leaves of a paragraph where the face, the script or the direction changes.

    Args:
        leaves: The text.
        style: Its looks.
        to_the_left: Whether the paragraph runs from right to left.
    """
    if not to_the_left and all(_is_plain(leaf, style) for leaf in leaves):
        return Itemized(leaves)
    levels = _levels(leaves, to_the_left)
    cut: list[LeafText] = []
    origins: list[int] = []
    missing: list[Missing] = []
    chooser = _Chooser(style)
    before = ""
    for number, (leaf, own_levels) in enumerate(zip(leaves, levels, strict=True)):
        own = face_for(style, leaf.variant)
        if leaf.text == "\n":
            pieces = [leaf]
        else:
            faces = [chooser.choose(char, own) for char in leaf.text]
            pieces = list(_pieces(leaf, faces, own_levels, before))
            lacking = dict.fromkeys(c for c, face in zip(leaf.text, faces, strict=True) if not face.covers(c))
            if lacking:
                missing.append(Missing("".join(lacking), number, own.key))
        before = leaf.text[-1:]
        cut += pieces
        origins += [number] * len(pieces)
    is_bidirectional = to_the_left or any(piece.level for piece in cut)
    return Itemized(tuple(cut), tuple(origins), is_bidirectional, tuple(missing))


def _is_plain(leaf: LeafText, style: TextStyle) -> bool:
    text = leaf.text
    if needs_shaping(text) or has_ideographs(text):
        return False
    return not face_for(style, leaf.variant).missing(text.replace("\n", ""))


def _levels(leaves: Sequence[LeafText], to_the_left: bool) -> list[list[int]]:
    """Return the levels of the characters of each leaf.

    Facts and links are isolated: they read as they would alone, and do not mix with numbers or words beside
    them. So are words of a language that runs the other way.
    """
    base = int(to_the_left)
    whole = "".join(leaf.text for leaf in leaves)
    if not base and not any(unicodedata.bidirectional(char) in _RIGHT for char in whole):
        return [[0] * len(leaf.text) for leaf in leaves]
    text = ""
    places = []
    for is_right, group in groupby(leaves, lambda leaf: direction_of(leaf.lang) == "rtl"):
        is_foreign = is_right != to_the_left
        opening = TO_THE_LEFT if is_right else TO_THE_RIGHT
        text += opening if is_foreign else ""
        for leaf in group:
            is_isolated = leaf.isolated and leaf.text != ""
            if is_isolated:
                text += BY_LETTERS if any(map(_is_strong, leaf.text)) else opening
            places.append((len(text), len(text) + len(leaf.text)))
            text += leaf.text.replace("\n", " ")
            text += END_OF_ISOLATE if is_isolated else ""
        text += END_OF_ISOLATE if is_foreign else ""
    levels = levels_of(text, base)
    return [levels[start:end] for start, end in places]


def _is_strong(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("L", "R", "AL")


class _Chooser:
    """Chooses the face of each character, in their order."""

    def __init__(self, style: TextStyle) -> None:
        self._fallback = style.fallback
        self._last: int | None = None  # the family of the character before; None for the style's own

    def choose(self, char: str, own: Face) -> Face:
        """Return the first face that has a character.

        Marks, and what many scripts share as spaces and figures, stay with the letters before them.
        """
        fallback = self._fallback
        if self._last is not None and self._goes_along(char):
            face = fallback.face(self._last, own)
            if face.covers(char):
                return face
        number = None if own.covers(char) else fallback.find(char, own)
        if char not in CONTROLS:
            self._last = number
        return own if number is None else fallback.face(number, own)

    @staticmethod
    def _goes_along(char: str) -> bool:
        return char in CONTROLS or not script_of(char)


def _pieces(leaf: LeafText, faces: Sequence[Face], levels: Sequence[int], before: str) -> Iterator[LeafText]:
    """Yield the parts of a leaf that are shaped at once; ``before`` is the character before the leaf."""
    start = 0
    for _, group in groupby(zip(faces, levels, _groups(leaf.text, levels), strict=True), _alike):
        count = len(list(group))
        text = leaf.text[start : start + count]
        yield leaf._replace(
            text=text,
            face=faces[start],
            level=levels[start],
            breaks=bool(before) and may_break(before, text[0]),
        )
        before = text[-1]
        start += count


def _alike(of_char: tuple[Face, int, int]) -> tuple[str, int, int]:
    face, level, group = of_char
    return face.key, level, group


def _groups(text: str, levels: Sequence[int]) -> list[int]:
    """Number what may be shaped together: text of one script, and alone each mark after right-to-left words.

    Programs that extract text take a mark at the edge of such a run for one of the text beside it.
    """
    groups = []
    number, script = 0, ""
    was_inside = True
    for char, level in zip(text, levels, strict=True):
        is_inside = not level % 2 or unicodedata.bidirectional(char) in _INSIDE
        own = _ONE_SCRIPT.get(script_of(char), script_of(char))
        if not (is_inside and was_inside) or (own and script and own != script):
            number, script = number + 1, ""
        script = own or script
        was_inside = is_inside
        groups.append(number)
    return groups


#: Scripts that are written together.
_ONE_SCRIPT = dict.fromkeys(("Hira", "Kana", "Bopo", "Hang"), "Hani")
