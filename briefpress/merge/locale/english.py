"""Canadian English: Canada.ca Content Style Guide, The Canadian Style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from briefpress.merge.locale.base import NBSP, POWERS, Locale, Pieces

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


class English(Locale):
    """71%, US$13 billion, April 8, 2024."""

    def money(self, value: Decimal, scale: str, currency: str, *, short: bool = False) -> str:
        """Return "US$13 billion"; the guides avoid B and M, so the short form is the same."""
        symbol = _SYMBOLS.get(currency, f"{currency}{NBSP}")
        if POWERS[scale] < POWERS["million"]:
            return f"{symbol}{self.number(value.scaleb(POWERS[scale]))}"
        return f"{symbol}{self.number(value)}{NBSP}{scale}"

    def duration(self, value: Decimal, unit: str) -> str:
        """Return "65 years"."""
        return f"{self.number(value)}{NBSP}{unit if value == 1 else unit + 's'}"

    def ordinal(self, value: int) -> Pieces:
        """Return "1st", "22nd", "113th"."""
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return ((f"{self.number(value)}{ending}", False),)

    def top(self, value: int) -> str:
        """Return "top 20"."""
        return f"top{NBSP}{self.number(value)}"

    def multiple(self, value: Decimal, *, short: bool = False) -> str:
        """Return "3 times", short "3×"."""
        return f"{self.number(value)}×" if short else f"{self.number(value)}{NBSP}times"

    def in_words(self, value: int) -> str:
        """Return "five", but "10"."""
        return _WORDS[value] if 0 <= value < len(_WORDS) else self.number(value)

    def date(self, value: dt.date) -> Pieces:
        """Return "April 8, 2024", month and day kept together."""
        return ((f"{_MONTHS[value.month - 1]}{NBSP}{value.day}, {value.year}", False),)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c": no serial comma, unless an item has an "and" of its own."""
        *head, last = items
        if not head:
            return last
        serial = "," if len(head) > 1 and any(" and " in item for item in items) else ""
        return f"{', '.join(head)}{serial} and {last}"

    def qualified(self, qualifier: str, text: str) -> str | None:
        """Return "over 65 years"."""
        word = _QUALIFIERS.get(qualifier)
        return f"{word} {text}" if word else None
