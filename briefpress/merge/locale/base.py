"""The rules every language has, as CLDR gives them; a language of ours overrides what its guides want."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Literal, TypeAlias

import babel
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_currency_name
from babel.units import format_unit

from briefpress.facts.model import SCALES

NBSP = "\u00a0"
MINUS = "\u2212"

#: Characters in order, each with whether they are raised.
Pieces: TypeAlias = tuple[tuple[str, bool], ...]

#: Wide enough for the longest value times the largest scale: amounts are exact.
_EXACT = Context(prec=80)
#: The digits in a pattern of CLDR, as in ``#,##0 %``.
_DIGITS = re.compile(r"[#0][#0.,]*")
_LENGTHS: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")


class Locale:
    """Formats values in one language.

    A subclass overrides any method; each returns characters with the no-break spaces of the language in
    place, so that no figure is torn from its unit at a line end.

    Attributes:
        tag: BCP 47.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._babel = _cldr(tag)
        # Western digits in every language: the facts of a brief read alike in all its editions.
        symbols = self._babel.number_symbols["latn"]
        self._decimal = str(symbols["decimal"])
        # Of the narrow and figure spaces no font and no line breaker can be sure.
        self._group = re.sub(r"\s", NBSP, str(symbols["group"]))
        self._grouping: tuple[int, int] = self._babel.decimal_formats[None].grouping

    # ---- numbers

    def number(self, value: Decimal | int) -> str:
        """Return digits grouped and with the language's decimal mark, as many as the value has."""
        whole, _, fraction = format(Decimal(value), "f").partition(".")
        sign = MINUS if whole.startswith("-") else ""
        whole = whole.lstrip("-")
        first, others = self._grouping
        groups, rest = [whole[-first:]], whole[:-first]
        while rest:
            groups.append(rest[-others:])
            rest = rest[:-others]
        digits = self._group.join(reversed(groups))
        return f"{sign}{digits}{self._decimal}{fraction}" if fraction else f"{sign}{digits}"

    @staticmethod
    def scaled(value: Decimal, scale: str) -> Decimal:
        """Return an amount written out: 1.5 thousand is 1500."""
        return _EXACT.scaleb(value, SCALES[scale].adjusted())

    def percent(self, value: Decimal) -> str:
        """Return a share of 100."""
        pattern = str(self._babel.percent_formats[None].pattern)
        return _unbroken(_DIGITS.sub(self.number(value), pattern, count=1))

    def money(self, value: Decimal, scale: str, currency: str, *, short: bool = False) -> str:
        """Return an amount of ``value`` times the scale's power of ten."""
        number = self.number(self.scaled(value, scale))
        if str(self._babel.currency_formats["standard"].pattern).startswith("¤"):
            return f"{currency}{NBSP}{number}"
        return f"{number}{NBSP}{currency}"

    def plural(self, value: Decimal | int) -> str:
        """Return the CLDR plural category (``one``, ``other``, ...)."""
        return str(self._babel.plural_form(value))

    def counted(self, value: Decimal | int, noun: str) -> str:
        """Return a number with its noun, which is in the right form already."""
        return f"{self.number(value)}{NBSP}{noun}"

    def duration(self, value: Decimal, unit: str) -> str:
        """Return a number of years, months or days."""
        name = f"duration-{unit}"
        for length in _LENGTHS:
            text = format_unit(value, name, length=length, locale=self._babel)
            if name not in text:  # Babel prints the name where CLDR has no words of this length
                return _unbroken(text)
        return f"{self.number(value)}{NBSP}{unit}"

    def ordinal(self, value: int) -> Pieces:
        """Return a place in an order."""
        return ((f"{self.number(value)}.", False),)

    def top(self, value: int) -> str:
        """Return "among the first N" as a noun phrase."""
        return self.number(value)

    def multiple(self, value: Decimal, *, short: bool = False) -> str:
        """Return "N times"."""
        return f"{self.number(value)}×"

    def in_words(self, value: int) -> str:
        """Return a number below ten in words; others in digits."""
        return self.number(value)

    # ---- the rest

    def date(self, value: dt.date) -> Pieces:
        """Return a date in full."""
        return ((_unbroken(format_date(value, "long", locale=self._babel)), False),)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return str(format_list(list(items), locale=self._babel))

    def qualifier(self, name: str) -> str | None:
        """Return the word for a qualifier that stands before a figure, or None where there is none."""
        return None

    def currency_name(self, currency: str, value: Decimal) -> str:
        """Return a currency's name in the form for an amount."""
        return get_currency_name(currency, count=float(value), locale=self._babel)


def _cldr(tag: str) -> babel.Locale:
    """Return the data of CLDR for a language, or those of its root for one that CLDR lacks."""
    try:
        return babel.Locale.parse(tag, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("root")


def _unbroken(text: str) -> str:
    return re.sub(r"\s", NBSP, text)
