"""Which characters of a paragraph run from right to left: the Unicode Bidirectional Algorithm (UAX #9).

`levels_of` gives each character its embedding level: even from left to right, odd from right to left.
`visual_order` puts the parts of a line in the order in which they stand. The rules carry the names that the
standard gives them. The classes of characters are those of Python's own Unicode data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

#: Around text that must not mix with what stands beside it, by the way that it runs (LRI, RLI); of the third
#: its own first strong letter says that (FSI).
TO_THE_RIGHT, TO_THE_LEFT, BY_LETTERS, END_OF_ISOLATE = "\u2066", "\u2067", "\u2068", "\u2069"

MAX_DEPTH = 125  # BD2

#: Opening and closing ones in turn (BidiBrackets.txt).
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌"
    "⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛"
    "﹙﹚﹛﹜﹝﹞\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63⦍⦐⦏⦎"
)
#: Canonical equivalents count as one (BD16).
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSES = {
    _SAME.get(opens, opens): _SAME.get(closes, closes)
    for opens, closes in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)
}
_CLOSING = frozenset(_CLOSES.values())
_MOST_OPEN = 63  # BD16

_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))  # X9
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"))
_RIGHT = frozenset(("R", "AL", "EN", "AN"))  # N1: numbers count as R
_SPACE = frozenset(("S", "B"))
_TRAILING = frozenset(("WS", "LRI", "RLI", "FSI", "PDI", *_REMOVED))


def base_level(text: str) -> int:
    """Return the level of a paragraph by its first strong letter (P2, P3); without one, 0."""
    return _first_strong([unicodedata.bidirectional(char) or "L" for char in text], 0, len(text))


def levels_of(text: str, base: int) -> list[int]:
    """Return the embedding level of each character.

    Args:
        text: A paragraph, with isolates and embeddings where it has some.
        base: The level of the paragraph: 0 from left to right, 1 from right to left.
    """
    classes = [unicodedata.bidirectional(char) or "L" for char in text]  # unassigned: as letters
    matching = _matching_isolates(classes)
    resolved = list(classes)
    levels = _explicit(classes, resolved, matching, base)
    for sequence in list(_sequences(classes, levels, matching, base)):  # before levels change
        _weak(resolved, sequence)
        _brackets(text, classes, resolved, sequence)
        _neutral(resolved, sequence)
        for index in sequence.indices:
            kind = resolved[index]
            if sequence.level % 2:
                levels[index] += kind in ("L", "EN", "AN")  # I2
            else:
                levels[index] += {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)  # I1
    _reset_spaces(classes, levels, base)
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the parts of a line from left to right, by their numbers, given their levels (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


# ---- isolates and embeddings (X1 to X10)


def _matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Return for each isolate initiator that has one the place of its end (BD9)."""
    matching: dict[int, int] = {}
    opened: list[int] = []
    for index, kind in enumerate(classes):
        if kind in _ISOLATES:
            opened.append(index)
        elif kind == "PDI" and opened:
            matching[opened.pop()] = index
        elif kind == "B":
            opened.clear()
    return matching


def _first_strong(classes: Sequence[str], start: int, end: int) -> int:
    depth = 0
    for kind in classes[start:end]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif not depth and kind in ("L", "R", "AL"):
            return int(kind != "L")
    return 0


class _Entry(NamedTuple):
    """An entry of the directional status stack."""

    level: int
    override: str
    is_isolate: bool


#: Class -> what it makes odd or even, and the class that it forces.
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}


def _explicit(classes: Sequence[str], resolved: list[str], matching: dict[int, int], base: int) -> list[int]:
    """Apply X1 to X8; what an override forces is put into ``resolved``."""
    levels = []
    stack = [_Entry(base, "", False)]
    lost_isolates = lost_embeddings = isolates = 0
    for index, kind in enumerate(classes):
        top = stack[-1]
        if kind == "B":
            levels.append(base)
            continue
        is_end = kind == "PDI"
        if is_end:
            if lost_isolates:
                lost_isolates -= 1
            elif isolates:
                lost_embeddings = 0
                while not stack[-1].is_isolate:
                    stack.pop()
                stack.pop()
                isolates -= 1
            top = stack[-1]
        levels.append(top.level)
        if kind in _ISOLATES or is_end or kind not in _REMOVED:
            resolved[index] = top.override or kind
        if kind in _ISOLATES:
            is_right = kind == "RLI" or (
                kind == "FSI" and _first_strong(classes, index + 1, matching.get(index, len(classes)))
            )
            level = _next_level(top.level, bool(is_right))
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                isolates += 1
                stack.append(_Entry(level, "", True))
            else:
                lost_isolates += 1
        elif kind in _EMBEDDINGS:
            odd, override = _EMBEDDINGS[kind]
            level = _next_level(top.level, bool(odd))
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append(_Entry(level, override, False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind == "PDF" and not lost_isolates:
            if lost_embeddings:
                lost_embeddings -= 1
            elif not top.is_isolate and len(stack) > 1:
                stack.pop()
    return levels


def _next_level(level: int, is_right: bool) -> int:
    return level + 1 + (level + 1 + is_right) % 2


class _Sequence(NamedTuple):
    """An isolating run sequence (BD13): the places of its characters, and what stands at both sides."""

    indices: list[int]
    level: int
    start: str
    end: str


def _sequences(
    classes: Sequence[str], levels: Sequence[int], matching: dict[int, int], base: int
) -> Iterator[_Sequence]:
    """Yield the isolating run sequences (X10), without the characters that X9 removes."""
    kept = [index for index, kind in enumerate(classes) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index] and classes[runs[-1][-1]] != "B":
            runs[-1].append(index)
        else:
            runs.append([index])
    by_first = {run[0]: run for run in runs}
    ends = set(matching.values())
    position = {index: place for place, index in enumerate(kept)}
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in ends:
            continue  # it goes on what began earlier
        indices = list(run)
        while classes[indices[-1]] in _ISOLATES and indices[-1] in matching:
            indices += by_first[matching[indices[-1]]]
        level = levels[indices[0]]
        before = position[indices[0]] - 1
        after = position[indices[-1]] + 1
        is_open = classes[indices[-1]] in _ISOLATES
        level_before = levels[kept[before]] if before >= 0 and classes[kept[before]] != "B" else base
        level_after = levels[kept[after]] if after < len(kept) and not is_open else base
        start, end = ("R" if max(level, other) % 2 else "L" for other in (level_before, level_after))
        yield _Sequence(indices, level, start, end)


# ---- weak classes (W1 to W7)


def _weak(kinds: list[str], sequence: _Sequence) -> None:
    indices = sequence.indices
    before = sequence.start
    for index in indices:  # W1
        if kinds[index] == "NSM":
            kinds[index] = "ON" if before in _ISOLATES or before == "PDI" else before
        before = kinds[index]
    strong = sequence.start
    for index in indices:  # W2
        if kinds[index] in ("L", "R", "AL"):
            strong = kinds[index]
        elif kinds[index] == "EN" and strong == "AL":
            kinds[index] = "AN"
    for index in indices:  # W3
        if kinds[index] == "AL":
            kinds[index] = "R"
    for left, index, right in zip(indices, indices[1:], indices[2:], strict=False):  # W4
        if kinds[left] != kinds[right] or kinds[index] not in ("ES", "CS"):
            continue
        if kinds[left] == "EN" or (kinds[left] == "AN" and kinds[index] == "CS"):
            kinds[index] = kinds[left]
    for this, that in (*pairwise(indices), *pairwise(reversed(indices))):  # W5
        if kinds[this] == "EN" and kinds[that] == "ET":
            kinds[that] = "EN"
    for index in indices:  # W6
        if kinds[index] in ("ET", "ES", "CS"):
            kinds[index] = "ON"
    strong = sequence.start
    for index in indices:  # W7
        if kinds[index] in ("L", "R"):
            strong = kinds[index]
        elif kinds[index] == "EN" and strong == "L":
            kinds[index] = "L"


# ---- neutral classes (N0 to N2)


def _brackets(text: str, classes: Sequence[str], kinds: list[str], sequence: _Sequence) -> None:
    """Let both brackets of a pair run the same way (N0)."""
    indices = sequence.indices
    own = "R" if sequence.level % 2 else "L"
    for opening, closing in _pairs(text, kinds, indices):
        inside = {_strong(kinds[index]) for index in indices[opening + 1 : closing]}
        if own in inside:
            direction = own
        elif inside - {""}:
            before = sequence.start
            for index in indices[:opening]:
                before = _strong(kinds[index]) or before
            direction = before if before != own else own
        else:
            continue
        for place in (opening, closing):
            kinds[indices[place]] = direction
            for index in indices[place + 1 :]:  # what combines with the bracket goes with it
                if classes[index] != "NSM":
                    break
                kinds[index] = direction


def _pairs(text: str, kinds: Sequence[str], indices: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of brackets by their places in a sequence, in the order of the first ones (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, index in enumerate(indices):
        if kinds[index] != "ON":
            continue
        char = _SAME.get(text[index], text[index])
        if char in _CLOSES:
            if len(opened) == _MOST_OPEN:
                return []
            opened.append((_CLOSES[char], place))
        elif char in _CLOSING:
            for number in range(len(opened) - 1, -1, -1):
                if opened[number][0] == char:
                    pairs.append((opened[number][1], place))
                    del opened[number:]
                    break
    return sorted(pairs)


def _strong(kind: str) -> str:
    return "R" if kind in _RIGHT else kind if kind == "L" else ""


def _neutral(kinds: list[str], sequence: _Sequence) -> None:
    """Let neutral characters run as those on both sides, or as the text around them (N1, N2)."""
    own = "R" if sequence.level % 2 else "L"
    before = sequence.start
    waiting: list[int] = []
    for index in sequence.indices:
        if kinds[index] in _NEUTRAL:
            waiting.append(index)
            continue
        here = _strong(kinds[index])
        for place in waiting:
            kinds[place] = here if here == before else own
        waiting.clear()
        before = here
    for place in waiting:
        kinds[place] = sequence.end if sequence.end == before else own


def _reset_spaces(classes: Sequence[str], levels: list[int], base: int) -> None:
    """Give separators, and spaces before them and at the end, the level of the paragraph (L1)."""
    is_trailing = True
    for index in range(len(classes) - 1, -1, -1):
        if classes[index] in _SPACE:
            is_trailing = True
        elif classes[index] not in _TRAILING:
            is_trailing = False
        if is_trailing:
            levels[index] = base
