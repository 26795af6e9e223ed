"""The functions of expressions: one table, which the parser, the evaluation and the docs read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import MappingProxyType

from msgspec import Struct

from briefpress.diagnostics import did_you_mean
from briefpress.facts.currencies import COMMON, CURRENCIES
from briefpress.facts.expressions import amounts, times
from briefpress.facts.expressions.calls import Compute, Given, plain_argument
from briefpress.facts.expressions.measures import DATE, MULTIPLE, PERCENT, POINTS, YEAR, YEARS, Kind, Measure
from briefpress.facts.expressions.quantities import Quantity
from briefpress.facts.model import SCALE_NAMES, SCALES
from briefpress.facts.periods import YEARS as CALENDAR_YEARS


class Function(Struct, frozen=True):
    """What an expression can call.

    Attributes:
        signature: How it is written; a parameter that ends with ``...`` stands for one value or more, also
            for a series or a column of a table.
        about: What it gives, for people.
        words: Parameters that are words and not values.
        optional: How many of the last parameters can be left out.
    """

    signature: str
    about: str
    compute: Compute
    words: tuple[str, ...] = ()
    optional: int = 0

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names between the parentheses."""
        return tuple(self.signature.partition("(")[2].removesuffix(")").split(", "))

    @property
    def is_open(self) -> bool:
        """Whether it takes any number of values."""
        return self.signature.endswith("...)")


# ---- figures written in an expression


def _literal(measure: Measure) -> Compute:
    return lambda given: Quantity(plain_argument(given, given.values[0]), measure)


def _year(given: Given) -> Quantity:
    return Quantity(plain_argument(given, given.values[0], whole=CALENDAR_YEARS), YEAR)


def _date(given: Given) -> Quantity:
    limits = (CALENDAR_YEARS, (1, 12), (1, 31))
    numbers = [
        int(plain_argument(given, argument, whole=limit))
        for argument, limit in zip(given.values, limits, strict=True)
    ]
    try:
        day = dt.date(*numbers)
    except ValueError:
        given.refuse("EXPR003", "there is no such day", "write year, month and day: `date(2024, 4, 8)`")
    return Quantity(Fraction(day.toordinal()), DATE)


def _money(given: Given) -> Quantity:
    currency, *scales = given.words
    if currency.text not in CURRENCIES:
        hint = did_you_mean(currency.text, COMMON) or "write `CAD`, `USD` or another code of ISO 4217"
        given.refuse("EXPR003", f"`{currency.text}` is not the code of a currency", hint, currency)
    factor = Decimal(1)
    for scale in scales:
        if scale.text not in SCALES:
            hint = did_you_mean(scale.text, SCALES, SCALE_NAMES)
            hint = hint or "write `thousand`, `million`, `billion` or `trillion`"
            given.refuse("EXPR003", f"`{scale.text}` is not a scale", hint, scale)
        factor = SCALES[scale.text]
    return Quantity(
        plain_argument(given, given.values[0]) * Fraction(factor), Measure(Kind.MONEY, currency.text)
    )


def _units(given: Given) -> Quantity:
    return Quantity(plain_argument(given, given.values[0]), Measure(Kind.COUNT, given.words[0].text))


# ---- the table

_MIN, _MAX = partial(amounts.pick, greatest=False), partial(amounts.pick, greatest=True)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        function.signature.partition("(")[0]: function
        for function in (
            Function("sum(values...)", "all of them together", amounts.total_of),
            Function("mean(values...)", "the arithmetic mean", amounts.mean),
            Function("min(values...)", "the least", _MIN),
            Function("max(values...)", "the greatest", _MAX),
            Function("first(values...)", "the first of them", lambda given: given.values[0].quantity),
            Function("last(values...)", "the last of them", lambda given: given.values[-1].quantity),
            Function("count(values...)", "how many there are, as a plain number", amounts.count),
            Function("share(part, whole)", "the part as a percentage of the whole", amounts.share),
            Function(
                "growth(before, after)", "the change as a percentage of what was before", amounts.growth
            ),
            Function(
                "difference(after, before)", "the change; of two percentages, in points", amounts.difference
            ),
            Function("ratio(a, b)", "how many times `b` is in `a`, as a multiple", amounts.ratio),
            Function(
                "per(amount, count)", "the amount for each one, in the measure of the amount", amounts.per
            ),
            Function("part(percent, whole)", "the part of the whole that the percentage makes", amounts.part),
            Function(
                "years_between(a, b)",
                "completed years from one date, or year, to another",
                times.years_between,
            ),
            Function(
                "years_since(a)", "completed years to the `as_of` of the computed fact", times.years_since
            ),
            Function(
                "round(value, decimals)",
                "the value rounded, halves away from zero; in units of one, whatever the scale",
                amounts.rounded_to,
                optional=1,
            ),
            Function("abs(value)", "the value without its sign", amounts.without_sign),
            Function("percent(number)", "a percentage: `percent(50)`", _literal(PERCENT)),
            Function("points(number)", "percentage points: `points(2)`", _literal(POINTS)),
            Function("multiple(number)", "so many times: `multiple(3)`", _literal(MULTIPLE)),
            Function("years(number)", "a duration in years", _literal(YEARS)),
            Function("months(number)", "a duration in months", _literal(Measure(Kind.DURATION, "month"))),
            Function("days(number)", "a duration in days", _literal(Measure(Kind.DURATION, "day"))),
            Function("year(number)", "a calendar year: `year(2017)`", _year),
            Function("date(year, month, day)", "a day: `date(2024, 4, 8)`", _date),
            Function(
                "money(number, currency, scale)",
                "an amount of money: `money(13, USD, billion)`; the scale can be left out",
                _money,
                words=("currency", "scale"),
                optional=1,
            ),
            Function("units(number, unit)", "a count of an entry of `units`", _units, words=("unit",)),
        )
    }
)

#: Parts of a table, which stand where a function takes ``values...``.
SELECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "column(table, column)": "the cells of a column, from the first row to the last",
        "row(table, row)": "the cells of a row, from the first column to the last",
    }
)
