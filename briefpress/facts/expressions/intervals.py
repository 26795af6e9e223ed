"""What a figure leaves open: "over 50" is anything above 50, "about 13" something near it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from briefpress.facts.expressions.measures import Measure
from briefpress.facts.expressions.quantities import Quantity, exact_decimal, quantity_of, show
from briefpress.facts.model import Fact, Range

#: Nobody calls a figure "about" so much that is further from it than five hundredths.
_ABOUT = Fraction(5, 100)


class Interval(Struct, frozen=True):
    """All values between two ends.

    Attributes:
        low: The lower end; None for none.
        high: The upper end; None for none.
        is_low_open: Whether the lower end itself is left out.
        is_high_open: Whether the upper end itself is left out.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    is_low_open: bool = False
    is_high_open: bool = False

    def __contains__(self, other: Interval) -> bool:
        """Tell whether all values of another interval are in this one."""
        return _keeps(self.low, self.is_low_open, other.low, other.is_low_open, 1) and _keeps(
            self.high, self.is_high_open, other.high, other.is_high_open, -1
        )

    def __neg__(self) -> Interval:
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return Interval(low, high, self.is_high_open, self.is_low_open)

    def __sub__(self, other: Interval) -> Interval:
        other = -other
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.is_low_open or other.is_low_open,
            self.is_high_open or other.is_high_open,
        )

    def over(self, other: Interval) -> Interval | None:
        """Return the quotients of two intervals, or None where one of them has no sure sign.

        Nothing is divided by zero: it is left out of the divisors.
        """
        if self.low is None or other.low is None or self.low < 0 or other.low < 0 or other.high == 0:
            return None
        return Interval(
            self.low / other.high if other.high is not None else Fraction(0),
            self.high / other.low if self.high is not None and other.low else None,
            self.is_low_open or (self.low > 0 and (other.is_high_open or other.high is None)),
            self.is_high_open or (self.high != 0 and other.is_low_open),
        )

    def times(self, factor: Fraction) -> Interval:
        """Return the interval with all values multiplied by a factor above zero."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return replace(self, low=low, high=high)


def _keeps(own: Fraction | None, is_open: bool, end: Fraction | None, is_end_open: bool, side: int) -> bool:
    """Tell whether an end of an interval keeps a limit; ``side`` is 1 for lower ends, -1 for upper ones."""
    if own is None:
        return True
    if end is None:
        return False
    return end * side > own * side or (end == own and (is_end_open or not is_open))


class Figure(Struct, frozen=True):
    """A fact as a claim sees it.

    Attributes:
        fact: The fact.
        measure: What it measures.
        written: The value as it is written; of a range both ends.
        open: All that its qualifier leaves open.
    """

    fact: Fact
    measure: Measure
    written: Interval
    open: Interval

    def __str__(self) -> str:
        qualifier = self.fact.qualifier
        words = " to ".join(show(quantity) for quantity in _ends(self.fact) if quantity)
        return f"{qualifier} {words}" if qualifier and qualifier != "exact" else words


def _ends(fact: Fact) -> list[Quantity | None]:
    """Return the value of a fact, or both ends of a range."""
    value = fact.value
    if isinstance(value, Range):
        return [quantity_of(replace(fact, value=end)) for end in (value.first, value.last)]
    return [quantity_of(fact)]


def figure_of(fact: Fact) -> Figure | None:
    """Return what a fact says as a figure, or None where it is none."""
    quantities = _ends(fact)
    first, last = quantities[0], quantities[-1]
    if first is None or last is None:
        return None
    written = Interval(first.value, last.value)
    widen = _OPEN.get(fact.qualifier or "")
    return Figure(fact, first.measure, written, widen(written) if widen else written)


def _near(written: Interval) -> Interval:
    """Return what may be called "about" a value.

    It was rounded, at its last digit that is not zero: about 13 is from 12.5 to 13.5. A round value may be
    rounded further back than it shows, and is never further off than `_ABOUT` of it: about 100 is 95 to 105.
    """
    assert written.low is not None and written.high is not None
    return Interval(written.low - _slack(written.low), written.high + _slack(written.high))


def _slack(value: Fraction) -> Fraction:
    decimal = exact_decimal(value)
    most = abs(value) * _ABOUT
    if decimal is None or not decimal:
        return most
    exponent = decimal.normalize().as_tuple().exponent
    return min(most, Fraction(10) ** int(exponent) / 2)


def _bottom(written: Interval) -> Fraction | None:
    """Return how low "under 13" may be: an amount is not negative unless it says so."""
    return Fraction(0) if written.high is not None and written.high > 0 else None


#: Qualifier -> what it leaves open, of the value as it is written; others leave nothing open.
_OPEN: Mapping[str, Callable[[Interval], Interval]] = MappingProxyType(
    {
        "about": _near,
        "over": lambda written: Interval(written.low, None, is_low_open=True),
        "under": lambda written: Interval(_bottom(written), written.high, is_high_open=True),
        "at-least": lambda written: Interval(written.low, None),
        "at-most": lambda written: Interval(_bottom(written), written.high),
        "among-top": lambda written: Interval(Fraction(1), written.high),
    }
)
