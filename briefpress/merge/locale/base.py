"""The rules every language has, as CLDR gives them; a language of ours overrides what its guides want."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from briefpress.facts.model import Range
from briefpress.facts.periods import Period
from briefpress.merge.locale.cldr import Cldr
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

#: Commas that are not those of Latin script.
_COMMAS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "،"),
    **dict.fromkeys(("ja", "zh"), "，"),
}
_SEMICOLONS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "؛"),
    **dict.fromkeys(("ja", "zh"), "；"),
}


class Locale:
    """Formats values in one language.

    A subclass overrides any method; each returns characters with the no-break spaces of the language in
    place, so that no figure is torn from its unit at a line end. Where a method takes a `Quantity`, a range
    is printed as one figure: "4 to 10 years".

    Attributes:
        tag: BCP 47.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._cldr = Cldr(tag)

    # ---- numbers

    @property
    def decimal(self) -> str:
        """The sign before decimals."""
        return self._cldr.decimal

    def number(self, value: Number) -> str:
        """Return digits grouped and with the language's decimal mark, as many as the value has."""
        return self._cldr.number(value)

    def digits(self, value: Quantity, *, short: bool = False) -> str:
        """Return the digits of a number, or of both ends of a range."""
        if not isinstance(value, Range):
            return self.number(value)
        first, end = map(self.number, ends(value))
        return self.span(first, end, short=short)

    def span(self, first: str, end: str, *, short: bool = False) -> str:
        """Return "from one figure to another"; the short form is for where words stand around it."""
        is_tight = NBSP not in first + end and MINUS not in end
        return f"{first}–{end}" if is_tight else f"{first}{NBSP}–{NBSP}{end}"

    def signed(self, value: Number, figure: str) -> str:
        """Return a figure with a plus before it where its value has one; a minus it has itself."""
        return f"{self._cldr.plus}{figure}" if value > 0 else figure

    def plural(self, value: Number) -> str:
        """Return the CLDR plural category (``one``, ``other``, ...)."""
        return self._cldr.plural(value)

    def counted(
        self, value: Quantity, scale: str = "one", noun: Noun | None = None, *, short: bool = False
    ) -> str:
        """Return a number with its scale and its noun: "2 million loans".

        In general the scale is written out in digits, to which any language can add a noun.
        """
        amount = each(value, lambda number: scaled(number, scale))
        digits = self.digits(amount, short=short)
        return f"{digits}{NBSP}{noun(self.plural(last(amount)))}" if noun else digits

    def compact(self, value: Quantity, scale: str = "one", noun: Noun | None = None) -> str:
        """Return a number rounded to one decimal of its largest scale: "1 billion" for 999,999,999.

        Below a million it keeps all its digits, and so it does before a noun, which CLDR cannot inflect.
        """
        if noun:
            return self.counted(value, scale, noun)
        if not isinstance(value, Range):
            return self._cldr.compact(scaled(value, scale))
        first, end = (self._cldr.compact(scaled(number, scale)) for number in ends(value))
        return self.span(first, end) if first != end else end

    def percent(self, value: Quantity, *, short: bool = False) -> str:
        """Return a share of 100."""
        return self._cldr.percent(self.digits(value, short=short))

    def points(self, value: Quantity, *, short: bool = False) -> str:
        """Return a difference of two percentages, which CLDR has no words for."""
        return f"{self.digits(value, short=short)}{NBSP}pp"

    # ---- money

    def money(self, value: Quantity, scale: str, currency: str, *, short: bool = False) -> str:
        """Return an amount of ``value`` times the scale's power of ten."""
        amount = each(value, lambda number: scaled(number, scale))
        return self._cldr.money(self.digits(amount, short=short), currency)

    def compact_money(self, value: Quantity, scale: str, currency: str) -> str:
        """Return an amount of money as `compact` returns a number."""
        if not isinstance(value, Range):
            return self._cldr.compact_money(scaled(value, scale), currency)
        first, end = (self._cldr.compact_money(scaled(number, scale), currency) for number in ends(value))
        return self.span(first, end) if first != end else end

    # ---- measures and places

    def duration(self, value: Quantity, unit: str, *, short: bool = False) -> str:
        """Return a number of years, months or days."""
        return self._cldr.duration(last(value), unit, self.digits(value, short=short))

    def multiple(self, value: Number, *, short: bool = False) -> str:
        """Return "N times"."""
        return f"{self.number(value)}×"

    def ordinal(self, value: int) -> Pieces:
        """Return a place in an order."""
        return plain(f"{self.number(value)}.")

    def top(self, value: int) -> str:
        """Return "among the first N" as a noun phrase."""
        return self.number(value)

    def in_words(self, value: int) -> str:
        """Return a number below ten in words; others in digits."""
        return self.number(value)

    def ordinal_in_words(self, value: int) -> Pieces:
        """Return a place in an order below the tenth in words; others as `ordinal`."""
        return self.ordinal(value)

    # ---- time

    def date(self, value: dt.date | Range, *, short: bool = False) -> Pieces:
        """Return a day or a range of days, in full or, for narrow places, as ISO 8601 writes it."""
        if not isinstance(value, Range):
            return plain(self._day(value, short))
        return plain(self._cldr.dates(*(self._day(day, short) for day in days(value))))

    def _day(self, value: dt.date, short: bool) -> str:
        return value.isoformat() if short else self._cldr.date(value)

    def time(self, value: dt.time, *, short: bool = False) -> str:
        """Return a time of day."""
        return self._cldr.time(value)

    def year(self, value: int | Range, *, short: bool = False) -> str:
        """Return a year, never grouped, or a range of years."""
        if not isinstance(value, Range):
            return str(value)
        first, end = map(str, ends(value))
        return self.span(first, end, short=short)

    def period(self, value: Period, *, short: bool = False) -> str:
        """Return a year, a fiscal year, a quarter or a month."""
        writers = {"fiscal-year": self._fiscal_year, "quarter": self._quarter, "month": self._month}
        write = writers.get(value.kind)
        return write(value, short) if write else str(value.year)

    def _fiscal_year(self, value: Period, short: bool) -> str:
        return f"{value.year}–{value.year + 1}"

    def _quarter(self, value: Period, short: bool) -> str:
        return self._cldr.quarter(value.last_day, short=short)

    def _month(self, value: Period, short: bool) -> str:
        return self._cldr.month(value.last_day)

    def dated(self, value: Period | dt.date) -> Pieces:
        """Return a time as it stands behind a word such as "since"."""
        return self.date(value) if isinstance(value, dt.date) else plain(self.period(value))

    # ---- words

    @property
    def comma(self) -> str:
        """The mark between parts of a sentence, which CLDR has in lists only, and not in all of them."""
        return _COMMAS.get(self.tag.split("-")[0], ",")

    @property
    def semicolon(self) -> str:
        """The mark between two halves of a sentence; Canadian French has no space before it, either."""
        return _SEMICOLONS.get(self.tag.split("-")[0], ";")

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return self._cldr.listed(items)

    def qualifier(self, name: str) -> str | None:
        """Return the word for a qualifier that stands before a figure, or None where there is none."""
        return None

    def qualified(self, word: str, figure: Pieces) -> Pieces:
        """Return a figure with the word of its qualifier before it."""
        (text, is_raised), *rest = figure
        return ((f"{word} {text}", is_raised), *rest)


def days(value: Range) -> tuple[dt.date, dt.date]:
    """Return both ends of a range of days."""
    assert isinstance(value.first, dt.date) and isinstance(value.last, dt.date)
    return value.first, value.last
