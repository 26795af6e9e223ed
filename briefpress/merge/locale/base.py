"""The rules every language has, as CLDR gives them; a language of ours overrides what its guides want."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

import babel
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_name

NBSP = "\u00a0"
MINUS = "\u2212"

#: Characters in order, each with whether they are raised.
Pieces: TypeAlias = tuple[tuple[str, bool], ...]

#: Powers of ten of the scale words of a fact.
POWERS = {"one": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}


class Locale:
    """Formats values in one language.

    A subclass overrides any method; each returns characters with the no-break spaces of the language in
    place, so that no figure is torn from its unit at a line end.

    Attributes:
        tag: BCP 47.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._babel = babel.Locale.parse(tag, sep="-")

    # ---- numbers

    def number(self, value: Decimal | int) -> str:
        """Return digits grouped and with the language's decimal mark, as many as the value has."""
        text = format_decimal(value, locale=self._babel, decimal_quantization=False)
        return text.replace("-", MINUS).replace("\u202f", NBSP)

    def percent(self, value: Decimal) -> str:
        """Return a share of 100."""
        return f"{self.number(value)}%"

    def money(self, value: Decimal, scale: str, currency: str, *, short: bool = False) -> str:
        """Return an amount of ``value`` times the scale's power of ten."""
        amount = value.scaleb(POWERS[scale])
        return f"{currency}{NBSP}{self.number(amount)}"

    def plural(self, value: Decimal | int) -> str:
        """Return the CLDR plural category (``one``, ``other``, ...)."""
        return str(self._babel.plural_form(value))

    def counted(self, value: Decimal | int, forms: dict[str, str]) -> str:
        """Return a number with its noun in the right form."""
        noun = forms.get(self.plural(value)) or forms["other"]
        return f"{self.number(value)}{NBSP}{noun}"

    def duration(self, value: Decimal, unit: str) -> str:
        """Return a number of years, months or days."""
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
        return ((format_date(value, "long", locale=self._babel).replace(" ", NBSP), False),)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return str(format_list(list(items), locale=self._babel))

    def qualified(self, qualifier: str, text: str) -> str | None:
        """Return the text with its qualifier in words, or None where no word stands before a figure."""
        return None

    def currency_name(self, currency: str, value: Decimal) -> str:
        """Return a currency's name in the form for an amount."""
        return get_currency_name(currency, count=float(value), locale=self._babel)
