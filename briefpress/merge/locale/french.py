"""Canadian French: Guide de rédaction de Canada.ca, Clefs du français pratique, OQLF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from briefpress.facts.model import Range
from briefpress.facts.periods import Period
from briefpress.merge.locale.base import days
from briefpress.merge.locale.elision import with_de
from briefpress.merge.locale.parts import (
    NBSP,
    Noun,
    Number,
    Pieces,
    Quantity,
    each,
    ends,
    last,
    merged,
    plain,
    scaled,
)
from briefpress.merge.locale.scales import ScaledLocale

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
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
#: From two on: "un" would be "une" beside half of all nouns, as "premier" would be "première".
_WORDS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_ORDINALS = ("deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième")
_QUARTERS = ("premier", *_ORDINALS[:3])
_TWELVES = {dt.time(0): "minuit", dt.time(12): "midi"}


class French(ScaledLocale):
    """71 %, 13 milliards de dollars américains, 8 avril 2024, 14 h 30, de 4 à 10."""

    #: A fact's scale words are English; "billion" is "milliard".
    scale_words: ClassVar[Mapping[str, str]] = {
        "million": "million",
        "billion": "milliard",
        "trillion": "billion",
    }

    # ---- numbers

    def span(self, first: str, end: str, *, short: bool = False) -> str:
        """Return "de 4 à 10", short "4 à 10"; a dash is for neither (Canada.ca 4.1)."""
        return f"{first} à {end}" if short else f"de {first} à {end}"

    def counted(
        self, value: Quantity, scale: str = "one", noun: Noun | None = None, *, short: bool = False
    ) -> str:
        """Return "2 millions de prêts", "1,5 million d’habitants", "de 4 000 à 10 000 prêts"."""
        word = self.scale_words.get(scale)
        if word is None:
            return super().counted(value, scale, noun, short=short)
        figure = f"{self.digits(value, short=short)}{NBSP}{word}{_s(value)}"
        return f"{figure} {with_de(noun('other'))}" if noun else figure

    def percent(self, value: Quantity, *, short: bool = False) -> str:
        """Return "71 %", "de 4 à 10 %"."""
        return f"{self.digits(value, short=short)}{NBSP}%"

    def points(self, value: Quantity, *, short: bool = False) -> str:
        """Return "3 points de pourcentage", short "3 points"; the guides have no abbreviation for it."""
        figure = f"{self.digits(value, short=short)}{NBSP}point{_s(value)}"
        return figure if short else f"{figure} de pourcentage"

    def money(self, value: Quantity, scale: str, currency: str, *, short: bool = False) -> str:
        """Return "13 milliards de dollars américains", short "13 G$ US"; below a million "4 000 $ US"."""
        symbol = _SYMBOLS.get(currency, currency)
        word = self.scale_words.get(scale)
        if word is None:
            amount = each(value, lambda number: scaled(number, scale))
            if not isinstance(amount, Range):
                return f"{self.number(amount)}{NBSP}{symbol}"
            # Both ends have the sign (Canada.ca 4.1: "de 4 000 $ à 10 000 $").
            first, end = (f"{self.number(number)}{NBSP}{symbol}" for number in ends(amount))
            return self.span(first, end, short=short)
        if short:
            return self._abbreviated(value, scale, symbol)
        name = _NAMES.get(currency) or self._cldr.currency_name(currency)
        return f"{self.digits(value)}{NBSP}{word}{_s(value)} {with_de(name)}"

    def _abbreviated(self, value: Quantity, scale: str, symbol: str) -> str:
        if scale == "trillion":  # no letter stands for 10^12: a thousand G
            value, scale = each(value, lambda number: scaled(number, "thousand")), "billion"
        letter = "M" if scale == "million" else "G"
        glue = NBSP if symbol[0].isalpha() else ""
        return f"{self.digits(value, short=True)}{NBSP}{letter}{glue}{symbol}"

    # ---- measures and places

    def duration(self, value: Quantity, unit: str, *, short: bool = False) -> str:
        """Return "65 ans"; French is singular below two."""
        return f"{self.digits(value, short=short)}{NBSP}{_UNITS[unit][_is_plural(value)]}"

    def multiple(self, value: Number, *, short: bool = False) -> str:
        """Return "3 fois", short "× 3"."""
        return f"×{NBSP}{self.number(value)}" if short else f"{self.number(value)}{NBSP}fois"

    def ordinal(self, value: int) -> Pieces:
        """Return "1er", "2e", the ending raised."""
        return ((self.number(value), False), ("er" if value == 1 else "e", True))

    def top(self, value: int) -> str:
        """Return "20 premiers"."""
        return f"{self.number(value)}{NBSP}premier{_s(value)}"

    def in_words(self, value: int) -> str:
        """Return "cinq", but "1" and "10"."""
        return _WORDS[value - 2] if 2 <= value < len(_WORDS) + 2 else self.number(value)

    def ordinal_in_words(self, value: int) -> Pieces:
        """Return "cinquième", but "1er" and "10e"."""
        return plain(_ORDINALS[value - 2]) if 2 <= value < len(_ORDINALS) + 2 else self.ordinal(value)

    # ---- time

    def date(self, value: dt.date | Range, *, short: bool = False) -> Pieces:
        """Return "8 avril 2024", "1er avril 2024" with a raised ending, "du 29 mars au 4 avril 2024"."""
        if not isinstance(value, Range):
            return plain(value.isoformat()) if short else merged((*_day(value), (_rest(value), False)))
        first, end = days(value)
        if short:
            return plain(f"{first.isoformat()} au {end.isoformat()}")
        if first.year != end.year:
            between = _rest(first)
        else:
            between = f"{NBSP}{_MONTHS[first.month - 1]}" if first.month != end.month else ""
        start = (("du ", False), *_day(first), (f"{between} au ", False))
        return merged((*start, *_day(end), (_rest(end), False)))

    def time(self, value: dt.time, *, short: bool = False) -> str:
        """Return "14 h 30", "9 h 5", "14 h"; at twelve "midi" and "minuit", short "12 h" and "0 h".

        The words are those of the Guide du rédacteur, 1.1.12.
        """
        if value in _TWELVES and not short:
            return _TWELVES[value]
        minutes = f"{NBSP}{value.minute}" if value.minute else ""
        return f"{value.hour}{NBSP}h{minutes}"

    def dated(self, value: Period | dt.date) -> Pieces:
        """Return "2023", "mars 2024", "le 8 avril 2024", "l’exercice 2023 à 2024"."""
        if isinstance(value, dt.date):
            return merged((("le ", False), *self.date(value)))
        article = {"quarter": "le ", "fiscal-year": "l’"}.get(value.kind, "")
        return plain(f"{article}{self.period(value)}")

    def _fiscal_year(self, value: Period, short: bool) -> str:
        # In sentences as Canada.ca 4.7 has it; where there is no room, as the departments print it.
        if short:
            return f"{value.year}-{value.year + 1}"
        return f"exercice{NBSP}{value.year} à{NBSP}{value.year + 1}"

    def _quarter(self, value: Period, short: bool) -> str:
        if short:
            return f"T{value.part}{NBSP}{value.year}"
        return f"{_QUARTERS[value.part - 1]} trimestre de{NBSP}{value.year}"

    def _month(self, value: Period, short: bool) -> str:
        return f"{_MONTHS[value.part - 1]}{NBSP}{value.year}"

    # ---- words

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b et c"; items that have commas themselves are parted by semicolons."""
        *head, end = items
        mark = "; " if any(", " in item for item in items) else ", "
        return f"{mark.join(head)} et {end}" if head else end

    def qualifier(self, name: str) -> str | None:
        """Return the "plus de" of "plus de 65 ans"."""
        return _QUALIFIERS.get(name)

    def qualified(self, word: str, figure: Pieces) -> Pieces:
        """Return "environ 4 à 10 %": behind a word a range has no "de" (Canada.ca 4.6)."""
        (text, is_raised), *rest = figure
        return super().qualified(word, ((text.removeprefix("de "), is_raised), *rest))


def _day(value: dt.date) -> Pieces:
    """Return "8", or "1er" with a raised ending."""
    return ((str(value.day), False), ("er", True)) if value.day == 1 else plain(str(value.day))


def _rest(value: dt.date) -> str:
    return f"{NBSP}{_MONTHS[value.month - 1]} {value.year}"


def _is_plural(value: Quantity) -> bool:
    """Tell whether a noun is in the plural: from two on, so "1,96 milliard"."""
    return abs(Decimal(last(value))) >= 2


def _s(value: Quantity) -> str:
    return "s" if _is_plural(value) else ""
