"""The fact book: plain frozen values, each with its place in a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import StrEnum
from types import MappingProxyType

from briefpress.diagnostics import Span, did_you_mean
from briefpress.facts.localized import Localized


class FactType(StrEnum):
    """What kind of thing a fact says; it decides which keys the fact has and how it is printed."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"
    DURATION = "duration"
    RANK = "rank"
    MULTIPLE = "multiple"
    TEXT = "text"
    LIST = "list"


#: Scale of an amount of money -> its factor.
SCALES: Mapping[str, Decimal] = MappingProxyType(
    {
        "one": Decimal(1),
        "thousand": Decimal(10**3),
        "million": Decimal(10**6),
        "billion": Decimal(10**9),
        "trillion": Decimal(10**12),
    }
)

#: Units of a duration.
DURATION_UNITS = ("year", "month", "day")

#: What a source says about how exact a figure is; the wording of each is merge's.
QUALIFIERS = (
    "about",
    "over",
    "under",
    "at-least",
    "at-most",
    "among-top",
    "record",
    "projected",
    "target",
)

#: Plural categories of CLDR.
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")

#: Wide enough for the longest value times the largest scale: amounts are exact.
_EXACT = Context(prec=80)

#: What a fact can be the value of.
Value = Decimal | int | dt.date | Localized | tuple[Localized, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts come from.

    Attributes:
        id: Its key under ``sources``.
        title: What it is called.
        publisher: Who published it.
        address: Its web address in each language.
        accessed: The day somebody read it.
        published: The day it was published, where it gives one.
        note: More about it.
        span: The place of its id.
    """

    id: str
    title: Localized
    publisher: Localized
    address: Localized
    accessed: dt.date
    published: dt.date | None = None
    note: Localized | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A noun that is counted, with its plural forms.

    Attributes:
        id: Its key under ``units``.
        forms: Language -> plural category of CLDR -> the noun; every language has ``other``.
        span: The place of its id.
    """

    id: str
    forms: Mapping[str, Mapping[str, str]]
    span: Span

    def form(self, lang: str, category: str) -> str:
        """Return the noun in a plural category, or in ``other`` where there is no such form."""
        forms = self.forms[lang]
        return forms.get(category) or forms["other"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact was found.

    Attributes:
        source: The id of a source.
        locator: The place in the source: a page, a heading, a sentence.
    """

    source: str
    locator: Localized | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One sourced statement.

    Attributes:
        id: Its key under ``facts``, as ``fms.portfolio.value``.
        type: What kind of value it has.
        value: A Decimal (number, percent, money, duration, multiple), an int (year, rank), a date, a
            text or a tuple of texts.
        unit: Of a duration ``year``, ``month`` or ``day``; of a number the id of a unit, or None.
        currency: Of money, the code of ISO 4217.
        scale: Of money, a key of `SCALES`.
        qualifier: One of `QUALIFIERS`, or None where the value is exact.
        citation: Where it was found.
        label: What it measures.
        note: What a reader has to know about it.
        wording: The value in words.
        as_of: The day it stands for, where the source gives one.
        period: The year it stands for, where the source gives one.
        span: The place of its id.
        value_span: The place of its value.
    """

    id: str
    type: FactType
    value: Value
    unit: str | None = None
    currency: str | None = None
    scale: str | None = None
    qualifier: str | None = None
    citation: Citation
    label: Localized
    note: Localized | None = None
    wording: Localized | None = None
    as_of: dt.date | None = None
    period: int | None = None
    span: Span
    value_span: Span

    @property
    def amount(self) -> Decimal | None:
        """The exact number: value times scale; None for dates and texts."""
        if isinstance(self.value, (Decimal, int)):
            return _EXACT.multiply(Decimal(self.value), SCALES[self.scale or "one"])
        return None


@dataclass(frozen=True, slots=True)
class FactBook:
    """All facts of a project.

    Attributes:
        facts: Id -> fact, sorted by id.
        sources: Id -> source, sorted by id.
        units: Id -> unit, sorted by id.
        broken: Ids of facts that exist but have errors, which have been reported: a brief that prints
            one of them does not need a second message.
        is_complete: Whether every file could be read; where not, a fact that is not found may well exist.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    is_complete: bool = True

    def get(self, fact_id: str) -> Fact | None:
        """Return a fact, or None."""
        return self.facts.get(fact_id)

    def nearest(self, fact_id: str) -> str:
        """Return "did you mean `x`?" for an id that is not there, or an empty string."""
        return did_you_mean(fact_id, (*self.facts, *self.broken))
