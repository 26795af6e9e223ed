"""Calls of functions, and what their arguments have to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, NoReturn, TypeAlias

from briefpress.facts.expressions.measures import Kind, Measure, combine, conflict
from briefpress.facts.expressions.nodes import Call, Node, Word
from briefpress.facts.expressions.quantities import Quantity, show
from briefpress.facts.expressions.refusal import Refusal, Refused


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


# ---- what arguments have to be

#: The cure for what is no amount.
USE_AMOUNTS = "use an amount: money, a count, a duration or a plain number"


def joined(given: Given, operator: str, left: Argument, right: Argument) -> Measure:
    """Return what an operation on two arguments measures.

    Raises:
        Refused: At the second of them.
    """
    measure = combine(operator, left.quantity.measure, right.quantity.measure)
    if measure is None:
        message, hint = conflict(operator, left.quantity.measure, right.quantity.measure)
        given.refuse("EXPR005", message, hint, right.node)
    return measure


def wants(given: Given, argument: Argument, kinds: tuple[Kind, ...], hint: str) -> None:
    """Refuse an argument of another kind than those listed."""
    measure = argument.quantity.measure
    if measure.kind not in kinds:
        given.refuse("EXPR005", f"`{given.call.function}` does not take {measure}", hint, argument.node)


def wants_same(given: Given) -> None:
    """Refuse the second of two arguments where it measures something else than the first."""
    first, second = given.values
    if first.quantity.measure != second.quantity.measure:
        message, hint = conflict("<", first.quantity.measure, second.quantity.measure)
        given.refuse("EXPR005", message, hint, second.node)


def divisor(given: Given, argument: Argument) -> Fraction:
    """Return what an argument divides by; refuse zero."""
    if not argument.quantity.value:
        given.refuse("EXPR007", "it divides by zero", "check the figure it divides by", argument.node)
    return argument.quantity.value


def plain_argument(given: Given, argument: Argument, *, whole: tuple[int, int] | None = None) -> Fraction:
    """Return a plain number that is an argument; a whole one within bounds where they are given."""
    wants(given, argument, (Kind.PLAIN,), "use a plain number")
    value = argument.quantity.value
    if whole and (value.denominator != 1 or not whole[0] <= value <= whole[1]):
        hint = f"write a whole number from {whole[0]} to {whole[1]}"
        what = "is out of range" if value.denominator == 1 else "is not a whole number"
        given.refuse("EXPR003", f"{show(argument.quantity)} {what}", hint, argument.node)
    return value
