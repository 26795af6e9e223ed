"""Canadian English: Canada.ca Content Style Guide, The Canadian Style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from briefpress.merge.locale.base import MINUS, NBSP, Locale, Pieces

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SYMBOLS = {"USD": "US$", "CAD": "Can$", "EUR": "€", "GBP": "£"}
_WRITTEN_OUT = frozenset(("one", "thousand"))
_QUALIFIERS = {
    "about": "approximately",
    "over": "over",
    "under": "under",
    "at-least": "at least",
    "at-most": "at most",
}
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class English(Locale):
    """71%, US$13 billion, April 8, 2024."""

    def money(self, value: Decimal, scale: str, currency: str, *, short: bool = False) -> str:
        """Return "US$13 billion"; the guides avoid B and M, so the short form is the same."""
        symbol = _SYMBOLS.get(currency, f"{currency}{NBSP}")
        sign = MINUS if value < 0 else ""
        if scale in _WRITTEN_OUT:
            return f"{sign}{symbol}{self.number(self.scaled(value, scale).copy_abs())}"
        return f"{sign}{symbol}{self.number(value.copy_abs())}{NBSP}{scale}"

    def duration(self, value: Decimal, unit: str) -> str:
        """Return "65 years"."""
        return f"{self.number(value)}{NBSP}{unit if self.plural(value) == 'one' else unit + 's'}"

    def ordinal(self, value: int) -> Pieces:
        """Return "1st", "22nd", "113th"."""
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return ((f"{self.number(value)}{ending}", False),)

    def top(self, value: int) -> str:
        """Return "top 20"."""
        return f"top{NBSP}{self.number(value)}"

    def multiple(self, value: Decimal, *, short: bool = False) -> str:
        """Return "3 times", short "3×"."""
        if short:
            return f"{self.number(value)}×"
        return f"{self.number(value)}{NBSP}{'time' if self.plural(value) == 'one' else 'times'}"

    def in_words(self, value: int) -> str:
        """Return "five", but "10"."""
        return _WORDS[value] if 0 <= value < len(_WORDS) else self.number(value)

    def date(self, value: dt.date) -> Pieces:
        """Return "April 8, 2024", month and day kept together."""
        return ((f"{_MONTHS[value.month - 1]}{NBSP}{value.day}, {value.year}", False),)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c": no serial comma, unless an item has an "and" of its own.

        Items that have commas themselves are parted by semicolons.
        """
        *head, last = items
        if not head:
            return last
        mark = ";" if any(", " in item for item in items) else ","
        serial = len(head) > 1 and any(" and " in item for item in items)
        return f"{f'{mark} '.join(head)}{mark if serial else ''} and {last}"

    def qualifier(self, name: str) -> str | None:
        """Return the "over" of "over 65 years"."""
        return _QUALIFIERS.get(name)
