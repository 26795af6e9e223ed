"""The tree of an expression and the facts -> an exact quantity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import NoReturn, TypeAlias

from msgspec import Struct

from briefpress.facts.expressions.calls import Argument, Given
from briefpress.facts.expressions.functions import FUNCTIONS
from briefpress.facts.expressions.measures import ADDITIVE, PLAIN, Kind, combine, conflict
from briefpress.facts.expressions.nodes import (
    Binary,
    Call,
    Expression,
    Link,
    Name,
    Negation,
    Node,
    Number,
    Selection,
    Word,
)
from briefpress.facts.expressions.quantities import Quantity, quantity_of, why_no_quantity
from briefpress.facts.expressions.refusal import Refusal, Refused
from briefpress.facts.expressions.resolve import cells
from briefpress.facts.model import Fact, Series, Table
from briefpress.facts.values import MAX_DIGITS

_LIMIT = 10**MAX_DIGITS
_LAST_DAY = dt.date.max.toordinal()


class Outcome(Struct, frozen=True):
    """What became of a comparison.

    Attributes:
        left: The left side.
        right: The right side.
        holds: Whether the relation is so.
        gap: How far they are apart, or None where that has no measure.
    """

    left: Quantity
    right: Quantity
    holds: bool
    gap: Quantity | None


def evaluate(
    expression: Expression, facts: Mapping[str, Fact], as_of: dt.date | None = None
) -> Quantity | Refusal:
    """Return the exact value of a formula, or why it has none.

    Args:
        expression: The formula; `resolve` has found all that it names.
        facts: Id -> fact.
        as_of: The day the computed fact stands for, where it has one.
    """
    try:
        return _Evaluation(facts, as_of).one(expression.root)
    except Refused as refused:
        return refused.refusal


def compare(link: Link, facts: Mapping[str, Fact], within: Quantity | None = None) -> Outcome | Refusal:
    """Return whether a link of an assertion holds, or why that cannot be told.

    Args:
        link: The two sides; `resolve` has found all that they name.
        facts: Id -> fact.
        within: By how much the link may be missed; a plain number counts in the measure of the sides.
    """
    try:
        evaluation = _Evaluation(facts, None)
        left, right = evaluation.one(link.left), evaluation.one(link.right)
        measure = combine("<", left.measure, right.measure)
        # Nothing is nothing in any measure.
        if _is_nothing(link.left) and right.measure.kind in ADDITIVE:
            left, measure = Quantity(left.value, right.measure), right.measure
        if _is_nothing(link.right) and left.measure.kind in ADDITIVE:
            right, measure = Quantity(right.value, left.measure), left.measure
        if measure is None:
            message, hint = conflict("<", left.measure, right.measure)
            _refuse("EXPR005", message, link, hint)
    except Refused as refused:
        return refused.refusal
    off = left.value - right.value
    difference = combine("-", left.measure, right.measure)
    if within is not None and within.measure not in (PLAIN, difference):
        message, hint = conflict("<", within.measure, difference or left.measure)
        return Refusal("EXPR005", f"`within`: {message}", link.start, link.end, hint=hint)
    holds = _HOLDS[link.relation](off, within.value if within else Fraction(0))
    return Outcome(left, right, holds, Quantity(abs(off), difference) if difference else None)


#: Relation -> whether it is so, of the left side minus the right one and of how much may be missing.
_HOLDS = {
    "=": lambda off, slack: abs(off) <= slack,
    "!=": lambda off, slack: abs(off) > slack,
    "<": lambda off, slack: off < slack,
    "<=": lambda off, slack: off <= slack,
    ">": lambda off, slack: off > -slack,
    ">=": lambda off, slack: off >= -slack,
}

#: Functions that take any number of values.
_OPEN = frozenset(name for name, function in FUNCTIONS.items() if function.is_open)

#: A value, or those of a series or of a part of a table.
_Values: TypeAlias = list[Argument]


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Number) and not node.value


def _refuse(code: str, message: str, place: Node | Link, hint: str, label: str = "") -> NoReturn:
    raise Refused(Refusal(code, message, place.start, place.end, label, hint))


class _Evaluation:
    """Evaluates the nodes of one expression.

    The trees are shallow enough for recursion: the parser bounds their depth and their size.
    """

    def __init__(self, facts: Mapping[str, Fact], as_of: dt.date | None) -> None:
        self._facts = facts
        self._as_of = as_of

    def one(self, node: Node) -> Quantity:
        """Return the value of a node that has to be a single one.

        Raises:
            Refused: Where it has none.
        """
        if isinstance(node, Name):
            return self._fact(node)
        if isinstance(node, Number):
            return Quantity(node.value, PLAIN)
        if isinstance(node, Binary):
            return self._binary(node)
        if isinstance(node, Call):
            return self._call(node)
        if isinstance(node, Negation):
            operand = self.one(node.operand)
            if operand.measure.kind not in ADDITIVE:
                _refuse("EXPR005", f"{operand.measure} has no negative", node, "remove the minus")
            return Quantity(-operand.value, operand.measure)
        if isinstance(node, Selection):
            hint = "write `sum(...)`, `max(...)` or `last(...)` around it"
            _refuse("EXPR006", f"a {node.axis} of a table has several values", node, hint)
        _refuse("EXPR001", f"`{node.text}` is no value", node, "name a fact")

    def _fact(self, name: Name) -> Quantity:
        fact = self._facts[name.id]
        quantity = quantity_of(fact)
        if quantity is None:
            message, hint = why_no_quantity(fact)
            _refuse("EXPR006", f"`{name.id}` {message}", name, hint, "not a single figure")
        return quantity

    def _binary(self, node: Binary) -> Quantity:
        left, right = self.one(node.left), self.one(node.right)
        measure = combine(node.operator, left.measure, right.measure)
        if measure is None:
            message, hint = conflict(node.operator, left.measure, right.measure)
            _refuse("EXPR005", message, node, hint)
        if node.operator == "+":
            value = left.value + right.value
        elif node.operator == "-":
            value = left.value - right.value
        elif node.operator == "*":
            value = left.value * right.value
        elif right.value:
            value = left.value / right.value
        else:
            _refuse("EXPR007", "it divides by zero", node.right, "check this figure", "is zero")
        return _checked(Quantity(value, measure), node)

    def _call(self, node: Call) -> Quantity:
        function = FUNCTIONS[node.function]
        values: _Values = []
        words = []
        for argument in node.arguments:
            if isinstance(argument, Word):
                words.append(argument)
            elif node.function in _OPEN:
                values += self._several(argument, node.function)
            else:
                values.append(Argument(argument, self.one(argument)))
        if not values:
            _refuse("EXPR006", "there are no values", node, "name a series that has points")
        return _checked(function.compute(Given(node, tuple(values), tuple(words), self._as_of)), node)

    def _several(self, node: Node, function: str) -> _Values:
        """Return the values of an argument that may be a series, or a part of a table."""
        if isinstance(node, Selection):
            table = self._facts[node.table.id].value
            assert isinstance(table, Table)  # resolve has looked
            ids = cells(node, table)
            missing = next((id_ for id_ in ids if id_ not in self._facts), None)
            if missing and function != "count":
                message = f"the {node.axis} has an empty cell, `{missing}`"
                _refuse("EXPR006", message, node, "name the cells that are meant, one by one")
        elif isinstance(node, Name) and isinstance(series := self._facts[node.id].value, Series):
            ids = series.points
        else:
            return [Argument(node, self.one(node))]
        return [
            Argument(node, self._fact(Name(node.start, node.end, id_))) for id_ in ids if id_ in self._facts
        ]


def _checked(quantity: Quantity, node: Node) -> Quantity:
    """Refuse a result that nothing can print.

    Raises:
        Refused: With its place.
    """
    value = quantity.value
    if abs(value.numerator) >= _LIMIT * value.denominator:
        message = f"the result has more than {MAX_DIGITS} digits"
        _refuse("EXPR007", message, node, "check the figures and their scale", "too large")
    if quantity.measure.kind is Kind.DATE and not (value.denominator == 1 and 0 < value <= _LAST_DAY):
        _refuse("EXPR007", "the result is no day of the calendar", node, "move a date by whole days")
    return quantity
