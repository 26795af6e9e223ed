"""What functions make of amounts: sums, shares, growth, and figures rounded."""

from __future__ import annotations

from fractions import Fraction

from briefpress.facts.expressions.calls import (
    USE_AMOUNTS,
    Given,
    divisor,
    joined,
    plain_argument,
    wants,
    wants_same,
)
from briefpress.facts.expressions.measures import (
    ADDITIVE,
    AMOUNT_TYPES,
    AMOUNTS,
    MULTIPLE,
    PERCENT,
    PLAIN,
    Kind,
    conflict,
)
from briefpress.facts.expressions.quantities import Quantity, show, units_in

# ---- of many values


def total_of(given: Given) -> Quantity:
    """Return all values together."""
    first, *rest = given.values
    wants(given, first, ADDITIVE, "use figures that add up")
    total = first.quantity.value
    for argument in rest:
        if argument.quantity.measure != first.quantity.measure:
            message, hint = conflict("+", first.quantity.measure, argument.quantity.measure)
            given.refuse("EXPR005", message, hint, argument.node)
        total += argument.quantity.value
    return Quantity(total, first.quantity.measure)


def mean(given: Given) -> Quantity:
    """Return the arithmetic mean."""
    total = total_of(given)
    return Quantity(total.value / len(given.values), total.measure)


def pick(given: Given, *, greatest: bool) -> Quantity:
    """Return the greatest of the values, or the least."""
    best, *rest = given.values
    for argument in rest:
        joined(given, "<", best, argument)
        value, known = argument.quantity.value, best.quantity.value
        if (value > known) if greatest else (value < known):
            best = argument
    return best.quantity


def count(given: Given) -> Quantity:
    """Return how many values there are."""
    return Quantity(Fraction(len(given.values)), PLAIN)


# ---- of two amounts


def share(given: Given) -> Quantity:
    """Return the first as a percentage of the second."""
    portion, whole = given.values
    wants(given, portion, ADDITIVE, USE_AMOUNTS)
    wants_same(given)
    return Quantity(100 * portion.quantity.value / divisor(given, whole), PERCENT)


def growth(given: Given) -> Quantity:
    """Return the change from the first to the second as a percentage of the first."""
    before, after = given.values
    hint = "write `difference(after, before)`: a change of a percentage is given in points"
    wants(given, before, AMOUNTS, hint if before.quantity.measure.kind is Kind.PERCENT else USE_AMOUNTS)
    wants_same(given)
    base = before.quantity.value
    if base <= 0:
        message = f"growth from {show(before.quantity)} has no percentage"
        fact_type = AMOUNT_TYPES[before.quantity.measure.kind]
        hint = f"write `difference(after, before)`: the change itself, which has `type: {fact_type}`"
        given.refuse("EXPR007", message, hint, before.node)
    return Quantity(100 * (after.quantity.value - base) / base, PERCENT)


def difference(given: Given) -> Quantity:
    """Return the first less the second."""
    after, before = given.values
    measure = joined(given, "-", after, before)
    return Quantity(after.quantity.value - before.quantity.value, measure)


def ratio(given: Given) -> Quantity:
    """Return how many times the second is in the first."""
    left, right = given.values
    wants(given, left, ADDITIVE, USE_AMOUNTS)
    wants_same(given)
    return Quantity(left.quantity.value / divisor(given, right), MULTIPLE)


def per(given: Given) -> Quantity:
    """Return the first for each one of the second."""
    amount, number = given.values
    wants(given, amount, AMOUNTS, USE_AMOUNTS)
    hint = "use what is counted, as people or years"
    wants(given, number, (Kind.COUNT, Kind.DURATION, Kind.PLAIN), hint)
    if amount.quantity.measure == number.quantity.measure:
        hint = "write `ratio(a, b)` for amounts of one measure"
        given.refuse("EXPR005", f"both are {number.quantity.measure}", hint, number.node)
    return Quantity(amount.quantity.value / divisor(given, number), amount.quantity.measure)


def part(given: Given) -> Quantity:
    """Return what a percentage makes of the second."""
    percent, whole = given.values
    wants(given, percent, (Kind.PERCENT,), "give the percentage first: `part(percent, whole)`")
    wants(given, whole, (*AMOUNTS, Kind.PERCENT), USE_AMOUNTS)
    return Quantity(percent.quantity.value * whole.quantity.value / 100, whole.quantity.measure)


# ---- of one value

#: Decimals that ``round`` takes; ``-6`` rounds to millions.
_PLACES = (-12, 12)


def rounded_to(given: Given) -> Quantity:
    """Return the first with so many decimals as the second says; halves go away from zero."""
    value, *rest = given.values
    wants(given, value, ADDITIVE, "use a figure that has decimals")
    decimals = Fraction(0)
    for argument in rest:
        decimals = plain_argument(given, argument, whole=_PLACES)
    places = int(decimals)
    units = units_in(value.quantity.value, places)
    return Quantity(Fraction(units * 10 ** max(-places, 0), 10 ** max(places, 0)), value.quantity.measure)


def without_sign(given: Given) -> Quantity:
    """Return a value without its sign."""
    (argument,) = given.values
    wants(given, argument, ADDITIVE, "use a figure that can be negative")
    return Quantity(abs(argument.quantity.value), argument.quantity.measure)
