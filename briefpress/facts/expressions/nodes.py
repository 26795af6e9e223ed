"""What an expression says, as a tree; every node knows its characters."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from msgspec import Struct

Operator: TypeAlias = Literal["+", "-", "*", "/"]
Relation: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


class Number(Struct, frozen=True):
    """A number written with digits.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last one; both as in all nodes.
    """

    start: int
    end: int
    value: Fraction


class Name(Struct, frozen=True):
    """The id of a fact."""

    start: int
    end: int
    id: str


class Word(Struct, frozen=True):
    """A word that a function knows: a currency, a scale, a unit."""

    start: int
    end: int
    text: str


class Selection(Struct, frozen=True):
    """A column or a row of a table: ``column(trade.partners, exports)``.

    Attributes:
        axis: Which of the two.
        table: The fact.
        heading: The id of the column or of the row.
    """

    start: int
    end: int
    axis: Literal["column", "row"]
    table: Name
    heading: Word


class Negation(Struct, frozen=True):
    """A minus with one operand."""

    start: int
    end: int
    operand: Node


class Binary(Struct, frozen=True):
    """Two operands with an operator between them.

    Attributes:
        at: Offset of the operator.
    """

    start: int
    end: int
    operator: Operator
    at: int
    left: Node
    right: Node


class Call(Struct, frozen=True):
    """A function with its arguments.

    Attributes:
        function: A key of `functions.FUNCTIONS`.
    """

    start: int
    end: int
    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Name | Word | Selection | Negation | Binary | Call
#: What brings facts into an expression.
Reference: TypeAlias = Name | Selection


class Link(Struct, frozen=True):
    """Two sides that are compared; a chain ``a < b <= c`` has two links."""

    start: int
    end: int
    relation: Relation
    left: Node
    right: Node


class Expression(Struct, frozen=True):
    """A formula.

    Attributes:
        text: As it is written.
        references: What brings facts into it, in the order of the text.
    """

    text: str
    root: Node
    references: tuple[Reference, ...]


class Comparison(Struct, frozen=True):
    """An assertion: it holds when all links hold.

    Attributes:
        text: As it is written.
        references: What brings facts into it, in the order of the text.
    """

    text: str
    links: tuple[Link, ...]
    references: tuple[Reference, ...]
