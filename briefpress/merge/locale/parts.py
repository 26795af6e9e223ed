"""What every language builds its figures from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Context, Decimal
from typing import TypeAlias

from briefpress.facts.model import SCALES, Range

NBSP = "\u00a0"
MINUS = "\u2212"

#: Characters in order, each with whether they are raised.
Pieces: TypeAlias = tuple[tuple[str, bool], ...]

Number: TypeAlias = Decimal | int
#: A range is printed wherever a number is; its ends are numbers there.
Quantity: TypeAlias = Number | Range

#: A plural category of CLDR -> a noun in that form.
Noun: TypeAlias = Callable[[str], str]

#: Wide enough for the longest value times the largest scale: amounts are exact.
EXACT = Context(prec=80)

_SPACES = re.compile(r"\s")


def unbroken(text: str) -> str:
    """Return a text whose spaces are all U+00A0.

    Of the narrow and thin ones that CLDR has (U+202F, U+2009) no font and no line breaker can be sure.
    """
    return _SPACES.sub(NBSP, text)


def plain(text: str) -> Pieces:
    """Return a text of which nothing is raised."""
    return ((text, False),)


def merged(pieces: Iterable[tuple[str, bool]]) -> Pieces:
    """Return pieces with neighbours of one kind made one."""
    found: list[tuple[str, bool]] = []
    for text, is_raised in pieces:
        if found and found[-1][1] == is_raised:
            found[-1] = (found[-1][0] + text, is_raised)
        else:
            found.append((text, is_raised))
    return tuple(found)


def ends(value: Range) -> tuple[Number, Number]:
    """Return both ends of a range of numbers."""
    assert isinstance(value.first, Decimal | int) and isinstance(value.last, Decimal | int)
    return value.first, value.last


def last(value: Quantity) -> Number:
    """Return the number that decides the form of the noun: of a range, its end."""
    return ends(value)[1] if isinstance(value, Range) else value


def each(value: Quantity, change: Callable[[Number], Number]) -> Quantity:
    """Return a number, or both ends of a range, changed."""
    if not isinstance(value, Range):
        return change(value)
    return Range(*map(change, ends(value)))


def scaled(value: Number, scale: str) -> Decimal:
    """Return an amount written out: 1.5 thousand is 1500."""
    return EXACT.scaleb(Decimal(value), SCALES[scale].adjusted())
