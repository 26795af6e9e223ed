"""Canadian French: Guide de rédaction de Canada.ca, Clefs du français pratique, OQLF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from briefpress.merge.locale.base import NBSP, POWERS, Locale, Pieces

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
#: A fact's scale words are English; "billion" is "milliard".
_SCALES = {"million": "million", "billion": "milliard", "trillion": "billion"}
_NAMES = {"USD": "dollars américains", "CAD": "dollars canadiens"}
_SYMBOLS = {"USD": f"${NBSP}US", "CAD": f"${NBSP}CA", "EUR": "€", "GBP": "£"}
_UNITS = {"year": ("an", "ans"), "month": ("mois", "mois"), "day": ("jour", "jours")}
_QUALIFIERS = {
    "about": "environ",
    "over": "plus de",
    "under": "moins de",
    "at-least": "au moins",
    "at-most": "au plus",
}
_WORDS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")


class French(Locale):
    """71 %, 13 milliards de dollars américains, 8 avril 2024."""

    def percent(self, value: Decimal) -> str:
        """Return "71 %"."""
        return f"{self.number(value)}{NBSP}%"

    def money(self, value: Decimal, scale: str, currency: str, *, short: bool = False) -> str:
        """Return "13 milliards de dollars américains", short "13 G$ US"."""
        symbol = _SYMBOLS.get(currency, currency)
        if POWERS[scale] < POWERS["million"]:
            return f"{self.number(value.scaleb(POWERS[scale]))}{NBSP}{symbol}"
        if short:
            # No letter stands for 10^12: a thousand G.
            letter = "M" if scale == "million" else "G"
            number = self.number(value * 1000 if scale == "trillion" else value)
            return f"{number}{NBSP}{letter}{symbol}"
        name = _NAMES.get(currency) or self.currency_name(currency, Decimal(2))
        of = "d’" if name[0] in "aeiouyhAEIOUYHéÉ" else "de "
        word = _SCALES[scale] + ("s" if abs(value) >= 2 else "")
        return f"{self.number(value)}{NBSP}{word} {of}{name}"

    def duration(self, value: Decimal, unit: str) -> str:
        """Return "65 ans"; French is singular below two."""
        return f"{self.number(value)}{NBSP}{_UNITS[unit][abs(value) >= 2]}"

    def ordinal(self, value: int) -> Pieces:
        """Return "1er", "2e", the ending raised."""
        return ((self.number(value), False), ("er" if value == 1 else "e", True))

    def top(self, value: int) -> str:
        """Return "20 premiers"."""
        return f"{self.number(value)}{NBSP}premiers"

    def multiple(self, value: Decimal, *, short: bool = False) -> str:
        """Return "3 fois", short "× 3"."""
        return f"×{NBSP}{self.number(value)}" if short else f"{self.number(value)}{NBSP}fois"

    def in_words(self, value: int) -> str:
        """Return "cinq", but "10"."""
        return _WORDS[value] if 0 <= value < len(_WORDS) else self.number(value)

    def date(self, value: dt.date) -> Pieces:
        """Return "8 avril 2024", and "1er avril 2024" with a raised ending."""
        rest = f"{NBSP}{_MONTHS[value.month - 1]} {value.year}"
        if value.day == 1:
            return (("1", False), ("er", True), (rest, False))
        return ((f"{value.day}{rest}", False),)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b et c"."""
        *head, last = items
        return f"{', '.join(head)} et {last}" if head else last

    def qualified(self, qualifier: str, text: str) -> str | None:
        """Return "plus de 65 ans"."""
        word = _QUALIFIERS.get(qualifier)
        return f"{word} {text}" if word else None
