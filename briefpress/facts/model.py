"""The fact book: plain frozen values, each with its place in a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Context, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from briefpress.diagnostics import Span
from briefpress.facts.localized import Leaf, Localized
from briefpress.facts.periods import Age, Period
from briefpress.facts.rows import Heading, Rows


class FactType(StrEnum):
    """What kind of thing a fact says; it decides which keys the fact has and how it is printed."""

    NUMBER = "number"
    PERCENT = "percent"
    POINTS = "points"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    PERIOD = "period"
    DURATION = "duration"
    RANK = "rank"
    MULTIPLE = "multiple"
    TEXT = "text"
    LIST = "list"
    SERIES = "series"
    TABLE = "table"


#: Scale of a number or an amount of money -> its factor.
SCALES: Mapping[str, Decimal] = MappingProxyType(
    {
        "one": Decimal(1),
        "thousand": Decimal(10**3),
        "million": Decimal(10**6),
        "billion": Decimal(10**9),
        "trillion": Decimal(10**12),
    }
)

#: What people call a scale -> the scale. Likeness would take "milliard" for a million, a thousandth of it.
SCALE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("milliard", "milliards", "billions", "bn"), "billion"),
        **dict.fromkeys(("millions", "mn"), "million"),
        **dict.fromkeys(("mille", "thousands", "millier", "milliers"), "thousand"),
        **dict.fromkeys(("trillions", "tn"), "trillion"),
    }
)

#: Units of a duration.
DURATION_UNITS = ("year", "month", "day")

#: What a source says about how exact a figure is; the wording of each is merge's.
QUALIFIERS = (
    "exact",
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

#: How a computed value is rounded, as Python's decimal module calls it: ``half-up`` is ROUND_HALF_UP.
ROUNDINGS = ("half-up", "half-even", "up", "down")


class Range(Struct, frozen=True):
    """From one value to another, both included; of one kind, and the first before the last."""

    first: Decimal | dt.date | int
    last: Decimal | dt.date | int


class Series(Struct, frozen=True):
    """Values in an order. Each is a fact of its own.

    Attributes:
        points: The ids of those facts.
    """

    points: tuple[str, ...]


class Table(Struct, frozen=True):
    """Values by row and column. The cell of a row and a column is the fact ``TABLE.ROW.COLUMN``."""

    rows: Rows
    columns: tuple[Heading, ...]


#: What a fact can be the value of.
Value: TypeAlias = (
    Decimal | int | dt.date | dt.time | Period | Range | Localized | tuple[Localized, ...] | Series | Table
)


class Freshness(Struct, frozen=True):
    """When a fact is to be looked at again.

    Attributes:
        warn_after: The age from which a warning says so; None for never.
        error_after: The age from which nothing prints it; None for never.
        span: The place of the limits, or of what they were taken from.
    """

    warn_after: Age | None
    error_after: Age | None
    span: Span


class Source(Struct, frozen=True, kw_only=True):
    """Where facts come from.

    Attributes:
        id: Its key under ``sources``.
        title: What it is called.
        publisher: Who published it.
        address: Its web address in each language.
        accessed: The day somebody read it.
        published: The day it was published, where it gives one.
        hosts: Hosts with their ports that addresses of the project may lead to in one's own network.
        note: More about it.
        freshness: Limits for its facts that have none of their own.
        span: The place of its id.
    """

    id: str
    title: Localized
    publisher: Localized
    address: Localized
    accessed: dt.date
    published: dt.date | None = None
    hosts: tuple[str, ...] = ()
    note: Localized | None = None
    freshness: Freshness | None = None
    span: Span

    def last_accessed(self, citations: Iterable[Citation]) -> dt.date:
        """Return the last day on which somebody read it, or `refresh` took from it what is cited.

        Args:
            citations: Of the values that are told; those of other sources do not count.
        """
        own = (citation.accepted for citation in citations if citation.source == self.id)
        return max((self.accessed, *(day for day in own if day is not None)))


class Unit(Struct, frozen=True, kw_only=True):
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


class Citation(Struct, frozen=True):
    """Where a fact was found.

    Attributes:
        source: The id of a source.
        locator: The place in the source: a page, a heading, a sentence.
        accepted: The day on which `refresh` took the value from there; None where a person did.
    """

    source: str
    locator: Localized | None = None
    accepted: dt.date | None = None

    def of_day(self, accepted: dt.date | None) -> Citation:
        """Return it for what was taken from the same place on another day."""
        return replace(self, accepted=accepted) if self.accepted else self


class Formula(Struct, frozen=True, kw_only=True):
    """How a value is computed.

    Attributes:
        expression: As it is written.
        decimals: Decimals that the result is rounded to, in the fact's own scale; None where it is exact.
        rounding: One of `ROUNDINGS`.
        inputs: Ids of the facts it is computed from, in the order in which it names them; of a series or a
            column its points or cells.
    """

    expression: Leaf
    decimals: int | None = None
    rounding: str = "half-up"
    inputs: tuple[str, ...] = ()


class Fact(Struct, frozen=True, kw_only=True):
    """One sourced statement.

    Attributes:
        id: Its key under ``facts``, as ``fms.portfolio.value``.
        type: What kind of value it has.
        value: A Decimal (number, percent, points, money, duration, multiple), an int (year, rank), a date, a
            time, a `Period`, a `Range`, a text, a tuple of texts, a `Series` or a `Table`.
        unit: Of a duration ``year``, ``month`` or ``day``; of a number the id of a unit, or None.
        currency: Of money, the code of ISO 4217.
        scale: Of money and numbers, a key of `SCALES`.
        qualifier: One of `QUALIFIERS`, or None where the source says none.
        citations: Where it was found; of a computed fact, where its inputs were found.
        label: What it measures.
        note: What a reader has to know about it.
        definition: What exactly is counted, and how.
        wording: The value in words.
        wording_for: The value those words are for.
        as_of: The day it stands for, where the source gives one.
        period: The time it stands for, where the source gives one.
        tags: Words to find it by.
        minimum: The least plausible value.
        maximum: The greatest plausible value.
        freshness: Limits of its age; None where neither it nor its source has any.
        formula: How it was computed; None where the value is written by hand.
        series: The id of the series or table it is a point or a cell of, or None.
        checked: The last day on which its feed said this; None where the value is written by hand.
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
    citations: tuple[Citation, ...]
    label: Localized
    note: Localized | None = None
    definition: Localized | None = None
    wording: Localized | None = None
    wording_for: Decimal | None = None
    as_of: dt.date | None = None
    period: Period | None = None
    tags: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    freshness: Freshness | None = None
    formula: Formula | None = None
    series: str | None = None
    checked: dt.date | None = None
    span: Span
    value_span: Span

    @property
    def amount(self) -> Decimal | None:
        """The exact number: value times scale; None for dates, ranges and texts."""
        if isinstance(self.value, (Decimal, int)):
            return _EXACT.multiply(Decimal(self.value), SCALES[self.scale or "one"])
        return None

    @property
    def part_ids(self) -> tuple[str, ...]:
        """The ids that the facts of a series or a table can have; a table may have empty cells."""
        if isinstance(self.value, Series):
            return self.value.points
        if isinstance(self.value, Table):
            columns = [column.id for column in self.value.columns]
            return tuple(f"{self.id}.{row}.{column}" for row in self.value.rows.ids for column in columns)
        return ()


class Draft(Struct, frozen=True):
    """A fact that was read, and whose value has yet to be computed.

    Attributes:
        complete: Makes the fact, from its value, its citations and its formula with its inputs.
    """

    id: str
    type: FactType
    unit: str | None
    currency: str | None
    scale: str | None
    as_of: dt.date | None
    qualifier: str | None
    formula: Formula
    span: Span
    complete: Callable[[Value, tuple[Citation, ...], Formula], Fact]


class Term(Struct, frozen=True, kw_only=True):
    """An entry of the glossary: what one thing is called in each language.

    Attributes:
        id: Its name.
        forms: Language -> the forms that are used, the preferred one first.
        avoid: Language -> forms that are not.
        span: The place of its id.
    """

    id: str
    forms: Mapping[str, tuple[Leaf, ...]]
    avoid: Mapping[str, tuple[Leaf, ...]]
    span: Span


class FactBook(Struct, frozen=True):
    """All facts of a project.

    Attributes:
        facts: Id -> fact, sorted by id.
        sources: Id -> source, sorted by id.
        units: Id -> unit, sorted by id.
        terms: Id -> term of the glossary, sorted by id.
        broken: Ids of facts that exist but have errors, which have been reported: a brief that prints
            one of them does not need a second message.
        is_complete: Whether every file could be read; where not, a fact that is not found may well exist.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    is_complete: bool = True

    def is_broken(self, fact_id: str) -> bool:
        """Tell whether a fact, or the series or table it is of, exists and has errors."""
        parts = fact_id.split(".")
        return any(".".join(parts[:end]) in self.broken for end in range(2, len(parts) + 1))

    def get(self, fact_id: str) -> Fact | None:
        """Return a fact, or None; what a row of a table is called is one, `TABLE.ROW.label`."""
        fact = self.facts.get(fact_id)
        return fact if fact is not None else self._label_of_row(fact_id)

    def _label_of_row(self, fact_id: str) -> Fact | None:
        row, _, last = fact_id.rpartition(".")
        if last != "label":
            return None
        name, _, row_id = row.rpartition(".")
        table = self.facts.get(name)
        if table is None or not isinstance(table.value, Table):
            return None
        heading = table.value.rows.get(row_id)
        if heading is None:
            return None
        return replace(
            table,
            id=fact_id,
            type=FactType.TEXT,
            value=heading.label,
            citations=tuple(one.of_day(heading.accepted) for one in table.citations),
            series=name,
            note=None,
            definition=None,
            as_of=None,
            period=None,
            value_span=heading.label.span,
        )

    def nearest(self, fact_id: str) -> str:
        """Return which facts may be meant by an id that is not there, as a hint, or an empty string."""
        from briefpress.facts.neighbours import nearest_facts  # a run without mistakes does not pay for it

        return nearest_facts(fact_id, (*self.facts, *self.broken))
