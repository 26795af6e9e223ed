"""Languages whose scales have words of ours: millions and billions, compact or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from briefpress.facts.model import SCALES, Range
from briefpress.merge.locale.base import Locale
from briefpress.merge.locale.cldr import COMPACT_FROM, rounded
from briefpress.merge.locale.parts import EXACT, Noun, Number, Quantity, ends, scaled

#: The scales that compact figures use, and for each the one above it.
_LARGE = tuple(name for name, factor in SCALES.items() if factor >= COMPACT_FROM)
_NEXT = dict(pairwise(_LARGE))

_Write = Callable[[Quantity, str], str]


class ScaledLocale(Locale):
    """A language whose guides say how millions and billions are written.

    Attributes:
        scale_words: Scale -> its noun in the singular. What is not there is written out in digits.
    """

    scale_words: ClassVar[Mapping[str, str]] = {}

    def compact(self, value: Quantity, scale: str = "one", noun: Noun | None = None) -> str:
        """Return "2 million loans"; see `Locale.compact`."""
        return self._compact(value, scale, lambda number, of: self.counted(number, of, noun))

    def compact_money(self, value: Quantity, scale: str, currency: str) -> str:
        """Return "US$2 billion"; see `Locale.compact_money`."""
        return self._compact(value, scale, lambda number, of: self.money(number, of, currency))

    def _compact(self, value: Quantity, scale: str, write: _Write) -> str:
        if not isinstance(value, Range):
            return write(*_largest(value, scale))
        (first, small), (end, large) = (_largest(number, scale) for number in ends(value))
        if small != large:
            return self.span(write(first, small), write(end, large))
        return write(Range(first, end) if first != end else end, large)


def _largest(value: Number, scale: str) -> tuple[Decimal, str]:
    """Return a number in the largest scale it reaches, rounded to one decimal; a smaller one as it is."""
    amount = scaled(value, scale)
    reached = [name for name in _LARGE if SCALES[name] <= amount.copy_abs()]
    if not reached:
        return amount, "one"
    share = rounded(EXACT.divide(amount, SCALES[reached[-1]]))
    if share.copy_abs() == 1000 and reached[-1] in _NEXT:  # 999,999,999 is a billion
        return Decimal(1).copy_sign(share), _NEXT[reached[-1]]
    return share, reached[-1]
