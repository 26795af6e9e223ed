"""Canadian French: Guide de rédaction de Canada.ca, Clefs du français pratique, OQLF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from briefpress.merge.locale.base import NBSP, Locale, Pieces

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
#: A fact's scale words are English; "billion" is "milliard". Smaller scales are written out in digits.
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
#: From two on: "un" would be "une" beside half of all nouns.
_WORDS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
#: Before these "de" loses its vowel; not before the y of "yens" or the h of "hryvnias".
_VOWELS = "aeiouâéèêîôû"


class French(Locale):
    """71 %, 13 milliards de dollars américains, 8 avril 2024."""

    def money(self, value: Decimal, scale: str, currency: str, *, short: bool = False) -> str:
        """Return "13 milliards de dollars américains", short "13 G$ US"; below a million "4 000 $ US"."""
        symbol = _SYMBOLS.get(currency, currency)
        word = _SCALES.get(scale)
        if word is None:
            return f"{self.number(self.scaled(value, scale))}{NBSP}{symbol}"
        if short:
            return self._abbreviated(value, scale, symbol)
        name = _NAMES.get(currency) or self.currency_name(currency, Decimal(2))
        of = "d’" if name[0].lower() in _VOWELS else "de "
        return f"{self.number(value)}{NBSP}{word}{_s(value)} {of}{name}"

    def _abbreviated(self, value: Decimal, scale: str, symbol: str) -> str:
        if scale == "trillion":  # no letter stands for 10^12: a thousand G
            value, scale = self.scaled(value, "thousand"), "billion"
        letter = "M" if scale == "million" else "G"
        glue = NBSP if symbol[0].isalpha() else ""
        return f"{self.number(value)}{NBSP}{letter}{glue}{symbol}"

    def duration(self, value: Decimal, unit: str) -> str:
        """Return "65 ans"; French is singular below two."""
        return f"{self.number(value)}{NBSP}{_UNITS[unit][1 if _is_plural(value) else 0]}"

    def ordinal(self, value: int) -> Pieces:
        """Return "1er", "2e", the ending raised."""
        return ((self.number(value), False), ("er" if value == 1 else "e", True))

    def top(self, value: int) -> str:
        """Return "20 premiers"."""
        return f"{self.number(value)}{NBSP}premier{_s(value)}"

    def multiple(self, value: Decimal, *, short: bool = False) -> str:
        """Return "3 fois", short "× 3"."""
        return f"×{NBSP}{self.number(value)}" if short else f"{self.number(value)}{NBSP}fois"

    def in_words(self, value: int) -> str:
        """Return "cinq", but "1" and "10"."""
        return _WORDS[value - 2] if 2 <= value < len(_WORDS) + 2 else self.number(value)

    def date(self, value: dt.date) -> Pieces:
        """Return "8 avril 2024", and "1er avril 2024" with a raised ending."""
        rest = f"{NBSP}{_MONTHS[value.month - 1]} {value.year}"
        if value.day == 1:
            return (("1", False), ("er", True), (rest, False))
        return ((f"{value.day}{rest}", False),)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b et c"; items that have commas themselves are parted by semicolons."""
        *head, last = items
        mark = "; " if any(", " in item for item in items) else ", "
        return f"{mark.join(head)} et {last}" if head else last

    def qualifier(self, name: str) -> str | None:
        """Return the "plus de" of "plus de 65 ans"."""
        return _QUALIFIERS.get(name)


def _is_plural(value: Decimal | int) -> bool:
    """Tell whether a noun is in the plural: from two on, so "1,96 milliard"."""
    return not -2 < value < 2


def _s(value: Decimal | int) -> str:
    return "s" if _is_plural(value) else ""
