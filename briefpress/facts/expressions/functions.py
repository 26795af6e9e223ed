"""The functions of expressions: one table, which the parser, the evaluation and the docs read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, NoReturn, TypeAlias

from briefpress.diagnostics import did_you_mean
from briefpress.facts.currencies import CURRENCIES
from briefpress.facts.expressions.measures import (
    ADDITIVE,
    AMOUNTS,
    DATE,
    MULTIPLE,
    PERCENT,
    PLAIN,
    POINTS,
    YEAR,
    YEARS,
    Kind,
    Measure,
    combine,
    conflict,
)
from briefpress.facts.expressions.nodes import Call, Node, Word
from briefpress.facts.expressions.quantities import Quantity, show, units_in
from briefpress.facts.expressions.refusal import Refusal, Refused
from briefpress.facts.model import SCALES
from briefpress.facts.periods import YEARS as CALENDAR_YEARS


class Argument(NamedTuple):
    """A value that a function is given, with its place."""

    node: Node
    quantity: Quantity


class Given(NamedTuple):
    """What a function is called with.

    Attributes:
        call: The call, for messages about the whole.
        values: The quantities, those of a series or a column one after the other.
        words: The words, in order.
        as_of: The day the computed fact stands for, or None.
    """

    call: Call
    values: tuple[Argument, ...]
    words: tuple[Word, ...]
    as_of: dt.date | None

    def refuse(self, code: str, message: str, hint: str, node: Node | Word | None = None) -> NoReturn:
        """Refuse the call.

        Raises:
            Refused: At an argument, or at the whole call.
        """
        place = node or self.call
        raise Refused(Refusal(code, message, place.start, place.end, hint=hint))


Compute: TypeAlias = Callable[[Given], Quantity]


@dataclass(frozen=True, slots=True)
class Function:
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
        """The names between the brackets."""
        return tuple(self.signature.partition("(")[2].removesuffix(")").split(", "))

    @property
    def is_open(self) -> bool:
        """Whether it takes any number of values."""
        return self.signature.endswith("...)")


# ---- what arguments have to be


def _joined(given: Given, operator: str, left: Argument, right: Argument) -> Measure:
    """Return what an operation on two arguments measures.

    Raises:
        Refused: At the second of them.
    """
    measure = combine(operator, left.quantity.measure, right.quantity.measure)
    if measure is None:
        message, hint = conflict(operator, left.quantity.measure, right.quantity.measure)
        given.refuse("EXPR005", message, hint, right.node)
    return measure


def _wants(given: Given, argument: Argument, kinds: tuple[Kind, ...], hint: str) -> None:
    """Refuse an argument of another kind than those listed."""
    measure = argument.quantity.measure
    if measure.kind not in kinds:
        given.refuse("EXPR005", f"`{given.call.function}` does not take {measure}", hint, argument.node)


def _wants_same(given: Given) -> None:
    first, second = given.values
    if first.quantity.measure != second.quantity.measure:
        message, hint = conflict("<", first.quantity.measure, second.quantity.measure)
        given.refuse("EXPR005", message, hint, second.node)


def _divisor(given: Given, argument: Argument) -> Fraction:
    if not argument.quantity.value:
        given.refuse("EXPR007", "it divides by zero", "check the figure it divides by", argument.node)
    return argument.quantity.value


_USE_AMOUNTS = "use an amount: money, a count, a duration or a plain number"


# ---- of many values


def _sum(given: Given) -> Quantity:
    first, *rest = given.values
    _wants(given, first, ADDITIVE, "use figures that add up")
    total = first.quantity.value
    for argument in rest:
        if argument.quantity.measure != first.quantity.measure:
            message, hint = conflict("+", first.quantity.measure, argument.quantity.measure)
            given.refuse("EXPR005", message, hint, argument.node)
        total += argument.quantity.value
    return Quantity(total, first.quantity.measure)


def _mean(given: Given) -> Quantity:
    total = _sum(given)
    return Quantity(total.value / len(given.values), total.measure)


def _pick(given: Given, *, greatest: bool) -> Quantity:
    best, *rest = given.values
    for argument in rest:
        _joined(given, "<", best, argument)
        value, known = argument.quantity.value, best.quantity.value
        if (value > known) if greatest else (value < known):
            best = argument
    return best.quantity


def _count(given: Given) -> Quantity:
    return Quantity(Fraction(len(given.values)), PLAIN)


# ---- of two amounts


def _share(given: Given) -> Quantity:
    part, whole = given.values
    _wants(given, part, ADDITIVE, _USE_AMOUNTS)
    _wants_same(given)
    return Quantity(100 * part.quantity.value / _divisor(given, whole), PERCENT)


def _growth(given: Given) -> Quantity:
    before, after = given.values
    hint = "write `difference(after, before)`: a change of a percentage is given in points"
    _wants(given, before, AMOUNTS, hint if before.quantity.measure.kind is Kind.PERCENT else _USE_AMOUNTS)
    _wants_same(given)
    base = before.quantity.value
    if base <= 0:
        message = f"growth from {show(before.quantity)} has no percentage"
        given.refuse("EXPR007", message, "write `difference(after, before)`", before.node)
    return Quantity(100 * (after.quantity.value - base) / base, PERCENT)


def _difference(given: Given) -> Quantity:
    after, before = given.values
    measure = _joined(given, "-", after, before)
    return Quantity(after.quantity.value - before.quantity.value, measure)


def _ratio(given: Given) -> Quantity:
    left, right = given.values
    _wants(given, left, ADDITIVE, _USE_AMOUNTS)
    _wants_same(given)
    return Quantity(left.quantity.value / _divisor(given, right), MULTIPLE)


def _per(given: Given) -> Quantity:
    amount, count = given.values
    _wants(given, amount, AMOUNTS, _USE_AMOUNTS)
    hint = "use what is counted, as people or years"
    _wants(given, count, (Kind.COUNT, Kind.DURATION, Kind.PLAIN), hint)
    if amount.quantity.measure == count.quantity.measure:
        hint = "write `ratio(a, b)` for amounts of one measure"
        given.refuse("EXPR005", f"both are {count.quantity.measure}", hint, count.node)
    return Quantity(amount.quantity.value / _divisor(given, count), amount.quantity.measure)


def _part(given: Given) -> Quantity:
    percent, whole = given.values
    _wants(given, percent, (Kind.PERCENT,), "give the percentage first: `part(percent, whole)`")
    _wants(given, whole, (*AMOUNTS, Kind.PERCENT), _USE_AMOUNTS)
    return Quantity(percent.quantity.value * whole.quantity.value / 100, whole.quantity.measure)


# ---- of time


def completed_years(first: dt.date, last: dt.date) -> int:
    """Return whole years from a day to a later one, as ages are counted.

    Who was born on February 29 is a year older on March 1 of a year without that day.
    """
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _elapsed(given: Given, first: Quantity, last: Quantity) -> Quantity:
    if last.value < first.value:
        message = f"{show(last)} is before {show(first)}"
        given.refuse("EXPR007", message, "write the earlier one first")
    if first.measure == YEAR:
        return Quantity(last.value - first.value, YEARS)
    days = [dt.date.fromordinal(int(quantity.value)) for quantity in (first, last)]
    return Quantity(Fraction(completed_years(*days)), YEARS)


_USE_TIMES = "use a date or a calendar year"


def _years_between(given: Given) -> Quantity:
    first, last = given.values
    _wants(given, first, (Kind.DATE, Kind.YEAR), _USE_TIMES)
    _wants_same(given)
    return _elapsed(given, first.quantity, last.quantity)


def _years_since(given: Given) -> Quantity:
    (first,) = given.values
    _wants(given, first, (Kind.DATE, Kind.YEAR), _USE_TIMES)
    if given.as_of is None:
        message = "`years_since` counts to the fact's own `as_of`, and there is none"
        given.refuse(
            "EXPR008", message, "add `as_of:`, or write `years_between(a, b)`: the clock is not asked"
        )
    until = given.as_of.year if first.quantity.measure == YEAR else given.as_of.toordinal()
    return _elapsed(given, first.quantity, Quantity(Fraction(until), first.quantity.measure))


# ---- of one value

#: Decimals that ``round`` takes; ``-6`` rounds to millions.
_ROUND = (-12, 12)


def _round(given: Given) -> Quantity:
    value, *rest = given.values
    _wants(given, value, ADDITIVE, "use a figure that has decimals")
    decimals = Fraction(0)
    for argument in rest:
        decimals = _plain(given, argument, whole=_ROUND)
    places = int(decimals)
    units = units_in(value.quantity.value, places)
    return Quantity(Fraction(units * 10 ** max(-places, 0), 10 ** max(places, 0)), value.quantity.measure)


def _abs(given: Given) -> Quantity:
    (argument,) = given.values
    _wants(given, argument, ADDITIVE, "use a figure that can be negative")
    return Quantity(abs(argument.quantity.value), argument.quantity.measure)


# ---- figures written in an expression


def _plain(given: Given, argument: Argument, *, whole: tuple[int, int] | None = None) -> Fraction:
    """Return a plain number that is an argument; a whole one within bounds where they are given."""
    _wants(given, argument, (Kind.PLAIN,), "use a plain number")
    value = argument.quantity.value
    if whole and (value.denominator != 1 or not whole[0] <= value <= whole[1]):
        hint = f"write a whole number from {whole[0]} to {whole[1]}"
        given.refuse("EXPR003", f"{show(argument.quantity)} is out of range", hint, argument.node)
    return value


def _literal(measure: Measure) -> Compute:
    return lambda given: Quantity(_plain(given, given.values[0]), measure)


def _year(given: Given) -> Quantity:
    return Quantity(_plain(given, given.values[0], whole=CALENDAR_YEARS), YEAR)


def _date(given: Given) -> Quantity:
    limits = (CALENDAR_YEARS, (1, 12), (1, 31))
    numbers = [
        int(_plain(given, argument, whole=limit))
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
        hint = did_you_mean(currency.text, CURRENCIES) or "write `CAD`, `USD` or another code of ISO 4217"
        given.refuse("EXPR003", f"`{currency.text}` is not the code of a currency", hint, currency)
    factor = Decimal(1)
    for scale in scales:
        if scale.text not in SCALES:
            hint = did_you_mean(scale.text, SCALES) or "write `thousand`, `million`, `billion` or `trillion`"
            given.refuse("EXPR003", f"`{scale.text}` is not a scale", hint, scale)
        factor = SCALES[scale.text]
    return Quantity(_plain(given, given.values[0]) * Fraction(factor), Measure(Kind.MONEY, currency.text))


def _units(given: Given) -> Quantity:
    return Quantity(_plain(given, given.values[0]), Measure(Kind.COUNT, given.words[0].text))


_MIN, _MAX = partial(_pick, greatest=False), partial(_pick, greatest=True)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        function.signature.partition("(")[0]: function
        for function in (
            Function("sum(values...)", "all of them together", _sum),
            Function("mean(values...)", "the arithmetic mean", _mean),
            Function("min(values...)", "the least", _MIN),
            Function("max(values...)", "the greatest", _MAX),
            Function("first(values...)", "the first of them", lambda given: given.values[0].quantity),
            Function("last(values...)", "the last of them", lambda given: given.values[-1].quantity),
            Function("count(values...)", "how many there are, as a plain number", _count),
            Function("share(part, whole)", "the part as a percentage of the whole", _share),
            Function("growth(before, after)", "the change as a percentage of what was before", _growth),
            Function("difference(after, before)", "the change; of two percentages, in points", _difference),
            Function("ratio(a, b)", "how many times `b` is in `a`, as a multiple", _ratio),
            Function("per(amount, count)", "the amount for each one, in the measure of the amount", _per),
            Function("part(percent, whole)", "the part of the whole that the percentage makes", _part),
            Function(
                "years_between(a, b)", "completed years from one date, or year, to another", _years_between
            ),
            Function("years_since(a)", "completed years to the `as_of` of the computed fact", _years_since),
            Function(
                "round(value, decimals)",
                "the value rounded, halves away from zero; in units of one, whatever the scale",
                _round,
                optional=1,
            ),
            Function("abs(value)", "the value without its sign", _abs),
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
