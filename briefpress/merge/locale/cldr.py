"""CLDR, through Babel: digits, and the names and patterns of figures, as text that no line end can break.

Babel's own formatting rounds, abbreviates and breaks where we must not, so that only its data is used for
numbers; its dates take Western digits in every language, as our numbers do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

import babel
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import get_currency_name
from babel.units import format_unit

from briefpress.merge.locale.parts import EXACT, MINUS, NBSP, Number, unbroken

#: The digits in a pattern, as in ``#,##0 %``.
_DIGITS = re.compile(r"[#0][#0.,]*")
#: The number in a figure that Babel made.
_NUMERAL = re.compile("[0-9]+")
_ZEROS = re.compile("0+")
#: Letters that a pattern keeps from being read as signs: ``0 Mrd'.'``.
_QUOTED = re.compile("'([^']*)'")
_LENGTHS: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")

#: Digits of other scripts, which some names have in them.
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")

#: Amounts below this are written in full also where they are to be short.
COMPACT_FROM = 10**6


class Cldr:
    """What CLDR has for a language.

    Attributes:
        minus: The sign; in a script that runs to the left, with the mark that keeps it before its digits.
        plus: The other sign.
    """

    def __init__(self, tag: str) -> None:
        self._babel = _data(tag)
        # Western digits in every language: the facts of a brief read alike in all its editions.
        symbols = self._babel.number_symbols["latn"]
        self.minus = str(symbols["minusSign"]).replace("-", MINUS)
        self.plus = str(symbols["plusSign"])
        self._percent_sign = str(symbols["percentSign"])
        self.decimal = str(symbols["decimal"])
        self._group = unbroken(str(symbols["group"]))
        self._grouping: tuple[int, int] = self._babel.decimal_formats[None].grouping

    # ---- numbers

    def number(self, value: Number) -> str:
        """Return digits grouped and with the decimal mark, as many as the value has."""
        exact = Decimal(value)
        whole, _, fraction = format(exact.copy_abs(), "f").partition(".")
        first, others = self._grouping
        groups, rest = [whole[-first:]], whole[:-first]
        while rest:
            groups.append(rest[-others:])
            rest = rest[:-others]
        digits = self._group.join(reversed(groups))
        return f"{self._sign(exact)}{digits}{f'{self.decimal}{fraction}' if fraction else ''}"

    def percent(self, digits: str) -> str:
        """Return digits with the sign of a share of 100."""
        pattern = _positive(self._babel.percent_formats[None].pattern)
        return _figure(_DIGITS.sub(digits, pattern.replace("%", self._percent_sign), count=1))

    def money(self, digits: str, currency: str) -> str:
        """Return digits with the code of a currency, on the side where the language has it."""
        if str(self._babel.currency_formats["standard"].pattern).startswith("¤"):
            sign = self.minus if digits.startswith(self.minus) else ""
            return f"{sign}{currency}{NBSP}{digits.removeprefix(sign)}"
        return f"{digits}{NBSP}{currency}"

    def plural(self, value: Number) -> str:
        """Return the plural category of a number (``one``, ``other``, ...)."""
        return str(self._babel.plural_form(value))

    def duration(self, value: Number, unit: str, digits: str) -> str:
        """Return a length of time.

        Args:
            value: Decides the form of the noun.
            unit: ``year``, ``month`` or ``day``.
            digits: What to print for the number, or for a range that ends with it.
        """
        name = f"duration-{unit}"
        for length in _LENGTHS:
            # Babel rounds to whole digits here, which mark the place of our own.
            text = format_unit(value, name, length=length, format="0", locale=self._babel)
            if name in text:
                continue  # Babel prints the name where CLDR has no words of this length
            # Arabic and Hebrew have nouns for one and two that stand alone, but not in a range.
            if not _NUMERAL.search(text) and digits != self.number(value):
                text = format_unit(100, name, length=length, format="0", locale=self._babel)
            return _figure(_NUMERAL.sub(digits, text, count=1))
        return f"{digits}{NBSP}{unit}"

    def currency_name(self, currency: str) -> str:
        """Return a currency's name in the plural, or its code where CLDR has no name."""
        return get_currency_name(currency, count=2, locale=self._babel)

    # ---- compact numbers

    def compact(self, value: Number) -> str:
        """Return "2 Milliarden"; below a million, all digits."""
        text = self._compact(value, self._babel.compact_decimal_formats)
        return self.number(value) if text is None else f"{self._sign(value)}{text}"

    def compact_money(self, value: Number, currency: str) -> str:
        """Return "2 Mrd. USD"; below a million, all digits."""
        text = self._compact(value, self._babel.compact_currency_formats)
        if text is None:
            return self.money(self.number(value), currency)
        # A symbol may be glued to its digits, a code stands apart from them.
        text = re.sub(rf"{NBSP}?¤{NBSP}?", f"{NBSP}{currency}{NBSP}", text).strip(NBSP)
        return f"{self._sign(value)}{text}"

    def _sign(self, value: Number) -> str:
        return self.minus if value < 0 else ""

    def _compact(self, value: Number, formats: Mapping[str, Any]) -> str | None:
        """Return a number without its sign, rounded to one decimal of the largest power of ten with a name.

        Where the pattern of a power has more zeros than one, that many digits stand before the mark:
        ``00億`` is for 10^9, the tenfold of 10^8.
        """
        table: Mapping[str, Mapping[str, Any]] = formats["long"] if "long" in formats else formats["short"]
        amount = Decimal(value).copy_abs()
        if amount < COMPACT_FROM:
            return None
        shown, power, reached = amount, 0, _largest(table["other"], amount)
        if not reached:
            return None  # the first power with a name is a larger one
        while power != reached:  # rounding can lead to the next power: 999,999,999 is a billion
            power = reached
            zeros = _ZEROS.search(_positive(table["other"][str(power)].pattern))
            divisor = Decimal(power // 10 ** (len(zeros[0]) - 1 if zeros else 0))
            shown = rounded(EXACT.divide(amount, divisor))
            reached = _largest(table["other"], EXACT.multiply(shown, divisor))
        forms = table.get(self.plural(shown), table["other"])
        pattern = _positive(forms.get(str(power), table["other"][str(power)]).pattern)
        if pattern.strip("0¤\u00a0") == "":
            return None  # this power has none
        return _figure(_ZEROS.sub(self.number(shown), pattern, count=1))

    # ---- time, and the rest

    def date(self, value: dt.date) -> str:
        """Return a day in full."""
        return _figure(format_date(value, "long", locale=self._babel))

    def dates(self, first: str, end: str) -> str:
        """Return "from one day to another"."""
        return _figure(str(self._babel.interval_formats[None]).format(first, end))

    def month(self, day: dt.date) -> str:
        """Return the month of a day, with its year."""
        return _figure(format_skeleton("yMMMM", day, locale=self._babel))

    def quarter(self, day: dt.date, *, short: bool) -> str:
        """Return the quarter of a day, with its year."""
        return _figure(format_skeleton("yQQQ" if short else "yQQQQ", day, locale=self._babel))

    def time(self, value: dt.time) -> str:
        """Return a time of day."""
        return _figure(format_time(value, "short", locale=self._babel))

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return str(format_list(list(items), locale=self._babel))


def rounded(value: Decimal) -> Decimal:
    """Return a number with one decimal, or with none where that is a zero; halves go up."""
    one = value.quantize(Decimal("0.1"), ROUND_HALF_UP, EXACT)
    whole = one.to_integral_value()
    return whole if one == whole else one


def _data(tag: str) -> babel.Locale:
    """Return the data of CLDR for a language, or those of its root for one that CLDR lacks."""
    try:
        return babel.Locale.parse(tag, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("root")


def _figure(text: str) -> str:
    """Return a text with no-break spaces and Western digits."""
    return _FOREIGN_DIGIT.sub(lambda match: str(int(match[0])), unbroken(text))


def _positive(pattern: str) -> str:
    """Return the part of a pattern that is for positive numbers, with its letters as they are printed."""
    return _QUOTED.sub(r"\1", str(pattern).split(";", 1)[0])


def _largest(powers: Iterable[str], amount: Decimal) -> int:
    return max((power for power in map(int, powers) if power <= amount), default=0)
