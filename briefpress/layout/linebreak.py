"""Items -> line ends.

The items are those of Knuth and Plass, "Breaking Paragraphs into Lines" (Software: Practice and Experience
11, 1981): boxes have a width, glue may stretch, shrink and be broken at, penalties are places to break with a
price. `first_fit` fills one line after the other; `total_fit` looks at the whole paragraph and takes the
breaks with the least `demerits`.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    A cost of `FORCED` must be broken at, one of `NEVER` must not. At a ``flagged`` one a word is divided.
    """

    width: float
    cost: float
    flagged: bool = False


FORCED = float("-inf")
NEVER = float("inf")

Item: TypeAlias = Box | Glue | Penalty

#: Rounding must not break a line that fits exactly.
_TOLERANCE = 1e-6


def first_fit(items: Sequence[Item], width: float) -> list[int]:
    """Fill each line with what fits, in order; return the indices of the items at which lines end.

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
            elif item.cost != NEVER and (used + item.width <= limit or last < 0):  # late is better than never
                last, used_at_last = index, used
    if not breaks or breaks[-1] != len(items):
        breaks.append(len(items))
    return breaks


# ---- the whole paragraph

#: Added where two lines in turn end in a divided word, and where the line before the last one does (the
#: defaults of TeX: The TeXbook, appendix B).
_TWO_HYPHENS, _LAST_HYPHEN = 10_000.0, 5_000.0
#: A last line shorter than this part of the measure looks like a slip, and costs so much.
_RUNT, _RUNT_COST = 0.2, 40_000.0
#: A line that cannot be set is worse than any number of ugly ones, and the worse the more sticks out.
_OVERFULL = 1e12
#: Past this part of what it may stretch, a line is so bad that it hardly matters how much worse another is.
_HOPELESS = 5.0


class _Chance(NamedTuple):
    """A place to break, with sums of what stands before it.

    Attributes:
        item: Its number.
        width: Up to the end of a line that is broken here: without its space, with its hyphen.
        bare: The same without the hyphen.
        stretch: Up to the end of that line.
        shrink: Up to the end of that line.
        next_width: Up to the start of the line after it.
        next_stretch: Up to the start of the line after it.
        next_shrink: Up to the start of the line after it.
        price: Of a break here.
        flagged: Whether it divides a word.
        forced: Whether there must be a break.
    """

    item: int
    width: float
    bare: float
    stretch: float
    shrink: float
    next_width: float
    next_stretch: float
    next_shrink: float
    price: float = 0.0
    flagged: bool = False
    forced: bool = False


_START = _Chance(-1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, forced=True)


def _chances(items: Sequence[Item]) -> list[_Chance]:
    """Return the start of a paragraph, the places where it may be broken, and its end."""
    chances = [_START]
    width = stretch = shrink = 0.0
    before: Glue | None = None  # the space just before the place: a line does not end with one
    for index, item in enumerate(items):
        kind = type(item)
        if kind is Box:
            width += item.width
            before = None
        elif isinstance(item, Glue):
            end = width, width, stretch, shrink
            if before is not None:
                end = _without(before, *end)
            width += item.width
            stretch += item.stretch
            shrink += item.shrink
            chances.append(_Chance(index, *end, width, stretch, shrink))
            before = item
        elif isinstance(item, Penalty) and item.cost != NEVER:
            end = width + item.width, width, stretch, shrink
            if before is not None:
                end = _without(before, *end)
            forced = item.cost == FORCED
            price = 0.0 if forced else item.cost
            chances.append(_Chance(index, *end, width, stretch, shrink, price, item.flagged, forced))
    end = width, width, stretch, shrink
    if before is not None:
        end = _without(before, *end)
    chances.append(_Chance(len(items), *end, width, stretch, shrink, forced=True))
    return chances


def _without(
    space: Glue, width: float, bare: float, stretch: float, shrink: float
) -> tuple[float, float, float, float]:
    """Return the lengths of a line without the space at its end."""
    return width - space.width, bare - space.width, stretch - space.stretch, shrink - space.shrink


def _line_demerits(origin: _Chance, end: _Chance, width: float, rag: float | None) -> float:
    """Return the demerits of a line between two breaks, whatever stands around it."""
    short = width - end.width + origin.next_width
    if short >= 0:
        if end.forced:
            ratio = 0.0
        else:
            stretch = end.stretch - origin.next_stretch if rag is None else rag
            ratio = short / stretch if stretch > 0 else 100 * _HOPELESS
    else:
        shrink = end.shrink - origin.next_shrink if rag is None else 0.0
        if -short > shrink + _TOLERANCE:
            return _OVERFULL * (1 - short - shrink)
        ratio = -short / shrink if shrink > 0 else 0.0
    badness = 100 * ratio**3 if ratio <= _HOPELESS else 100 * _HOPELESS**3 + ratio
    return (1 + badness + end.price) ** 2


def _joint_demerits(origin: _Chance, end: _Chance, width: float, last: int) -> float:
    """Return the demerits that a line has because of where it stands."""
    if end.flagged:
        return _TWO_HYPHENS if origin.flagged else 0.0
    if not end.forced or origin.forced:
        return 0.0
    runt = _RUNT_COST if end.width - origin.next_width < _RUNT * width else 0.0
    return runt + (_LAST_HYPHEN if origin.flagged and end.item == last else 0.0)


def demerits(items: Sequence[Item], breaks: Sequence[int], width: float, rag: float | None = None) -> float:
    """Return how bad lines look together; less is better.

    A line costs the square of one, its badness and the price of its break (Knuth and Plass, section 2); its
    badness is 100 times the cube of the part that it stretches of what it may. Divided words in turn cost
    more, and so does a last line of hardly a word.

    Args:
        items: The paragraph.
        breaks: The indices of the items at which lines end, the last one included.
        width: The measure, in points.
        rag: By how many points a line may fall short for a badness of 100, where lines are flush at one side;
            None where they are flush on both, and glue stretches and shrinks.
    """
    by_item = {chance.item: chance for chance in _chances(items)}
    total, origin = 0.0, _START
    for index in breaks:
        end = by_item[index]
        total += _line_demerits(origin, end, width, rag) + _joint_demerits(origin, end, width, len(items))
        origin = end
    return total


def looseness(items: Sequence[Item], breaks: Sequence[int], width: float, rag: float | None = None) -> float:
    """Return how much the worst line stretches, in parts of what it may; infinite where one is too long.

    See `demerits` for the arguments.
    """
    by_item = {chance.item: chance for chance in _chances(items)}
    worst, origin = 0.0, _START
    for index in breaks:
        end = by_item[index]
        short = width - end.width + origin.next_width
        shrink = end.shrink - origin.next_shrink if rag is None else 0.0
        if short < -shrink - _TOLERANCE:
            return NEVER
        if short > 0 and not end.forced:
            stretch = end.stretch - origin.next_stretch if rag is None else rag
            worst = max(worst, short / stretch if stretch > 0 else NEVER)
        origin = end
    return worst


def total_fit(items: Sequence[Item], width: float, rag: float | None = None) -> list[int]:
    """Return the breaks with the least `demerits`; see there for the arguments.

    First no line may stretch more than `_TOLERABLE`. What is found has fewer demerits than one worse line
    would have alone, or else all lines are tried.
    """
    chances = _chances(items)
    total, breaks = _fit(chances, width, rag, _TOLERABLE)
    if total > (1 + 100 * _TOLERABLE**3) ** 2:
        _, breaks = _fit(chances, width, rag, NEVER)
    return breaks


#: The part that lines may stretch of what they may in most paragraphs: so few places to break are looked at.
_TOLERABLE = 2.0


def _fit(chances: Sequence[_Chance], width: float, rag: float | None, most: float) -> tuple[float, list[int]]:
    """Return the least demerits and the breaks that have them, infinite where there are none.

    Each place to break remembers the best way to it. A way is gone on with as long as a line behind it may
    still fit. Of lines that stretch, those behind a later place are shorter, and so worse: once one stretches
    too much or its own demerits are too many, all that follow do.

    Args:
        chances: Places to break, first the start and last the end.
        width: The measure.
        rag: As `demerits` has it.
        most: The part that a line may stretch of what it may.
    """
    limit = width + _TOLERANCE
    last = chances[-1].item
    totals, origins = [0.0] * len(chances), [0] * len(chances)
    sound = [True] * len(chances)  # whether the line fits, and no hyphen sticks out
    active = [0]  # numbers of places from which a line may go on
    for number in range(1, len(chances)):
        end = chances[number]
        forced = end.forced
        origin = chances[active[0]]
        short = width - end.width + origin.next_width
        if not forced and short > most * (end.stretch - origin.next_stretch if rag is None else rag):
            continue
        is_stuck = False  # by a box that is wider than the measure
        if short < 0:
            past = 0
            for way in active:
                origin = chances[way]
                shrink = end.shrink - origin.next_shrink if rag is None else 0.0
                if end.bare - origin.next_width - shrink <= limit:
                    break
                past += 1
            is_stuck = not any(sound[way] for way in active[past:])
            if past and not is_stuck:
                del active[:past]
        floor = min([totals[way] for way in active])
        best, best_way, fits = NEVER, -1, False
        for way in active:
            origin = chances[way]
            short = width - end.width + origin.next_width
            if short >= 0 and not forced:
                stretch = end.stretch - origin.next_stretch if rag is None else rag
                if short > most * stretch:
                    break
                cost = _line_demerits(origin, end, width, rag)
                if cost + floor >= best:
                    break
            else:
                cost = _line_demerits(origin, end, width, rag)
            total = totals[way] + cost + _joint_demerits(origin, end, width, last)
            if total < best:
                best, best_way, fits = total, way, cost < _OVERFULL
        if best_way < 0:
            continue
        totals[number] = best
        origins[number] = best_way
        sound[number] = fits or (is_stuck and end.width == end.bare)
        if forced or (is_stuck and sound[number]):
            active.clear()
        active.append(number)
    breaks: list[int] = []
    number = len(chances) - 1
    while number:
        breaks.append(chances[number].item)
        number = origins[number]
    return totals[-1], breaks[::-1]
