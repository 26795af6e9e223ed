"""Items -> line ends.

The items are those of Knuth and Plass, "Breaking Paragraphs into Lines" (1981): boxes have a width, glue may
stretch, shrink and be broken at, penalties are places to break with a price. Any function from items and a
width to breaks is a `LineBreaker`; first-fit is the one used now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias


class Box(NamedTuple):
    """Something that is printed and cannot be broken; ``width`` in points."""

    width: float


class Glue(NamedTuple):
    """A space between boxes."""

    width: float
    stretch: float = 0.0
    shrink: float = 0.0


class Penalty(NamedTuple):
    """A place to break; ``width`` is what a break there adds (a hyphen).

    A cost of `FORCED` must be broken at.
    """

    width: float
    cost: float


FORCED = float("-inf")

Item: TypeAlias = Box | Glue | Penalty

#: From items and the width to the indices of the items at which lines end, the last one included.
LineBreaker: TypeAlias = Callable[[Sequence[Item], float], list[int]]

#: Rounding must not break a line that fits exactly.
_TOLERANCE = 1e-6


def first_fit(items: Sequence[Item], width: float) -> list[int]:
    """Fill each line with what fits, in order.

    A box wider than the line stands alone on its line; whoever asks must look at the widths.
    """
    breaks: list[int] = []
    limit = width + _TOLERANCE
    used = 0.0  # width of the line up to the current item
    last = -1  # the last place where the line could end
    used_at_last = 0.0  # width of what stands before the line's part after `last`
    for index, item in enumerate(items):
        kind = type(item)  # the items are these three classes only; this loop is the hottest there is
        if kind is Box:
            used += item.width
            if used > limit and last >= 0:
                breaks.append(last)
                used -= used_at_last
                last = -1
        elif kind is Glue:
            last = index
            used += item.width
            used_at_last = used
        elif isinstance(item, Penalty):
            if item.cost == FORCED:
                breaks.append(index)
                used, last = 0.0, -1
            elif used + item.width <= limit or last < 0:  # late is better than never
                last, used_at_last = index, used
    if not breaks or breaks[-1] != len(items):
        breaks.append(len(items))
    return breaks
