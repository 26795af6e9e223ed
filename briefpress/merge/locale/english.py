"""Canadian English: Canada.ca Content Style Guide, The Canadian Style, Writing Tips Plus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from briefpress.facts.model import Range
from briefpress.facts.periods import Period
from briefpress.merge.locale.base import days
from briefpress.merge.locale.parts import (
    MINUS,
    NBSP,
    Noun,
    Number,
    Pieces,
    Quantity,
    each,
    ends,
    last,
    plain,
    scaled,
)
from briefpress.merge.locale.scales import ScaledLocale

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SYMBOLS = {"USD": "US$", "CAD": "Can$", "EUR": "€", "GBP": "£"}
_QUALIFIERS = {
    "about": "approximately",
    "over": "over",
    "under": "under",
    "at-least": "at least",
    "at-most": "at most",
}
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
#: Neither 12 am nor 12 pm says which of the two it is.
_TWELVES = {dt.time(0): "midnight", dt.time(12): "noon"}


class English(ScaledLocale):
    """71%, US$13 billion, April 8, 2024, 2:30 pm, 4,000 to 10,000."""

    scale_words: ClassVar[Mapping[str, str]] = {
        "million": "million",
        "billion": "billion",
        "trillion": "trillion",
    }

    # ---- numbers

    def span(self, first: str, end: str, *, short: bool = False) -> str:
        """Return "4 to 10": an en dash is for years alone (Canada.ca 4.1)."""
        return f"{first} to {end}"

    def counted(
        self, value: Quantity, scale: str = "one", noun: Noun | None = None, *, short: bool = False
    ) -> str:
        """Return "2 million loans", "2 million to 3 million loans", "4,000 to 10,000 loans"."""
        word = self.scale_words.get(scale)
        if word is None:
            return super().counted(value, scale, noun, short=short)
        figure = self._each(value, lambda number: f"{self.number(number)}{NBSP}{word}")
        return f"{figure} {noun('other')}" if noun else figure

    def percent(self, value: Quantity, *, short: bool = False) -> str:
        """Return "71%", "4% to 10%"."""
        return self._each(value, lambda number: f"{self.number(number)}%")

    def points(self, value: Quantity, *, short: bool = False) -> str:
        """Return "3 percentage points", short "3 points"; the guides have no abbreviation for it."""
        noun = "point" if self.plural(last(value)) == "one" else "points"
        return f"{self.digits(value)}{NBSP}{noun if short else f'percentage {noun}'}"

    def money(self, value: Quantity, scale: str, currency: str, *, short: bool = False) -> str:
        """Return "US$13 billion"; the guides avoid B and M, so the short form is the same."""
        symbol = _SYMBOLS.get(currency, f"{currency}{NBSP}")
        word = self.scale_words.get(scale)
        if word is None:
            value = each(value, lambda number: scaled(number, scale))
        after = f"{NBSP}{word}" if word else ""
        return self._each(
            value,
            lambda number: (
                f"{MINUS if number < 0 else ''}{symbol}{self.number(Decimal(number).copy_abs())}{after}"
            ),
        )

    def _each(self, value: Quantity, write: Callable[[Number], str]) -> str:
        """Return a figure, or a range of two whole ones: its sign or scale stands at each."""
        if not isinstance(value, Range):
            return write(value)
        first, end = map(write, ends(value))
        return self.span(first, end)

    # ---- measures and places

    def duration(self, value: Quantity, unit: str, *, short: bool = False) -> str:
        """Return "65 years"."""
        return f"{self.digits(value)}{NBSP}{unit if self.plural(last(value)) == 'one' else unit + 's'}"

    def multiple(self, value: Number, *, short: bool = False) -> str:
        """Return "3 times", short "3×"."""
        if short:
            return f"{self.number(value)}×"
        return f"{self.number(value)}{NBSP}{'time' if self.plural(value) == 'one' else 'times'}"

    def ordinal(self, value: int) -> Pieces:
        """Return "1st", "22nd", "113th"."""
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return plain(f"{self.number(value)}{ending}")

    def top(self, value: int) -> str:
        """Return "top 20"."""
        return f"top{NBSP}{self.number(value)}"

    def in_words(self, value: int) -> str:
        """Return "five", but "10"."""
        return _WORDS[value] if 0 <= value < len(_WORDS) else self.number(value)

    def ordinal_in_words(self, value: int) -> Pieces:
        """Return "first" to "ninth" (Canada.ca 4.6), but "10th"."""
        return plain(_ORDINALS[value - 1]) if 1 <= value <= len(_ORDINALS) else self.ordinal(value)

    # ---- time

    def date(self, value: dt.date | Range, *, short: bool = False) -> Pieces:
        """Return "April 8, 2024", month and day kept together, or "March 29 to April 4, 2024"."""
        if not isinstance(value, Range):
            return plain(value.isoformat() if short else f"{_month_day(value)}, {value.year}")
        first, end = days(value)
        if short:
            return plain(self.span(first.isoformat(), end.isoformat()))
        if first.year != end.year:
            # The year stands between commas (Canada.ca: "the April 1, 2009, to March 31, 2010, fiscal year").
            return plain(self.span(f"{_month_day(first)}, {first.year},", f"{_month_day(end)}, {end.year}"))
        until = str(end.day) if first.month == end.month else _month_day(end)
        return plain(f"{self.span(_month_day(first), until)}, {end.year}")

    def time(self, value: dt.time, *, short: bool = False) -> str:
        """Return "2:30 pm", "9 am", "noon" (Canada.ca 4.8)."""
        if value in _TWELVES:
            return _TWELVES[value]
        minutes = f":{value.minute:02}" if value.minute else ""
        return f"{value.hour % 12 or 12}{minutes}{NBSP}{'pm' if value.hour >= 12 else 'am'}"

    def year(self, value: int | Range, *, short: bool = False) -> str:
        """Return "2024", "2016–2018": the one span with a dash (Canada.ca 4.1)."""
        return "–".join(map(str, ends(value))) if isinstance(value, Range) else str(value)

    def dated(self, value: Period | dt.date) -> Pieces:
        """Return "2023", "April 8, 2024", "the first quarter of 2024"."""
        if isinstance(value, Period) and value.kind == "quarter":
            return plain(f"the {self.period(value)}")
        return super().dated(value)

    def _fiscal_year(self, value: Period, short: bool) -> str:
        years = self.year(Range(value.year, value.year + 1))
        return years if short else f"fiscal year{NBSP}{years}"

    def _quarter(self, value: Period, short: bool) -> str:
        if short:  # "Q3" says little to most readers (Canada.ca 4.7)
            return f"Q{value.part}{NBSP}{value.year}"
        return f"{_ORDINALS[value.part - 1]} quarter of{NBSP}{value.year}"

    def _month(self, value: Period, short: bool) -> str:
        return f"{_MONTHS[value.part - 1]}{NBSP}{value.year}"

    # ---- words

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c": no serial comma, unless an item has an "and" of its own.

        Items that have commas themselves are parted by semicolons.
        """
        *head, end = items
        if not head:
            return end
        mark = ";" if any(", " in item for item in items) else ","
        serial = len(head) > 1 and any(" and " in item for item in items)
        return f"{f'{mark} '.join(head)}{mark if serial else ''} and {end}"

    def qualifier(self, name: str) -> str | None:
        """Return the "over" of "over 65 years"."""
        return _QUALIFIERS.get(name)


def _month_day(value: dt.date) -> str:
    return f"{_MONTHS[value.month - 1]}{NBSP}{value.day}"
