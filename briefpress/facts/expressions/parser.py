"""Tokens -> the tree of an expression: precedence climbing, with limits and with a cure for every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NoReturn, cast

from msgspec.structs import replace

from briefpress.diagnostics import did_you_mean
from briefpress.facts.expressions.functions import FUNCTIONS, SELECTIONS, Function
from briefpress.facts.expressions.nodes import (
    Binary,
    Call,
    Comparison,
    Expression,
    Link,
    Name,
    Negation,
    Node,
    Number,
    Operator,
    Reference,
    Relation,
    Selection,
    Word,
)
from briefpress.facts.expressions.refusal import Refusal, Refused
from briefpress.facts.expressions.tokens import Token, tokenize

MAX_DEPTH = 32
MAX_NODES = 200

#: Operator -> how tightly it binds.
_POWERS = {"+": 1, "-": 1, "*": 2, "/": 2}
_RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {"=": "=", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
)
#: Relation -> the way in which a chain of it goes.
_WAYS = {"<": "up", "<=": "up", ">": "down", ">=": "down"}


def _counts(function: Function) -> tuple[int, int | None]:
    most = len(function.parameters)
    return most - function.optional, None if function.is_open else most


#: Function -> the least and the greatest number of its arguments, words included; None for no greatest.
_COUNTS = {name: _counts(function) for name, function in FUNCTIONS.items()}
#: ``column`` and ``row`` -> how they are written.
_SELECTIONS = {signature.partition("(")[0]: signature for signature in SELECTIONS}
_CALLABLE = dict.fromkeys((*FUNCTIONS, *_SELECTIONS))
#: What spreadsheets call a function, in English or French -> what it is called here.
_OTHER_NAMES = {
    **dict.fromkeys(("average", "avg", "moyenne"), "mean"),
    **dict.fromkeys(("somme", "total"), "sum"),
    **dict.fromkeys(("arrondi", "arrondir"), "round"),
}

#: Words of other languages of formulas -> what to do here.
_FOREIGN = {
    "or": "write a fact or an assertion of its own for each case",
    **dict.fromkeys(
        ("if", "si"), "there are no conditions: write a fact or an assertion of its own for each case"
    ),
    "not": "turn the comparison round: `!=`, `<` or `>`",
    "AND": "write `and`",
    "x": "write `*`",
}
#: Those that begin something.
_OPENING = ("if", "si", "not")


def parse_formula(text: str) -> Expression | Refusal:
    """Return what a formula says, or why it cannot be read."""
    try:
        parser = _Parser(text)
        root = parser.expression()
        parser.finish()
    except Refused as refused:
        return refused.refusal
    return Expression(text, root, tuple(parser.references))


def parse_comparison(text: str) -> Comparison | Refusal:
    """Return what an assertion says, or why it cannot be read."""
    try:
        parser = _Parser(text)
        links = parser.links()
        parser.finish()
    except Refused as refused:
        return refused.refusal
    return Comparison(text, tuple(links), tuple(parser.references))


class _Parser:
    """Reads the tokens of one text from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = tokenize(text)
        self._at = 0
        self._token = self._tokens[0]
        self._depth = 0
        self._nodes = 0
        self._compares = False
        self.references: list[Reference] = []

    # ---- rules of the grammar

    def links(self) -> list[Link]:
        """Read comparisons joined by ``and``; each is a chain of one or more."""
        self._compares = True
        found = self._chain()
        while self._token.text == "and":
            self._next()
            found += self._chain()
        return found

    def _chain(self) -> list[Link]:
        left = self.expression()
        found: list[Link] = []
        while (relation := _RELATIONS.get(self._token.text)) is not None:
            token = self._next()
            if found and (relation == "!=" or found[-1].relation == "!="):
                self._refuse(token, "`!=` cannot be a link of a chain", "write it on its own, after `and`")
            ways = {_WAYS[link] for link in (relation, *(link.relation for link in found)) if link in _WAYS}
            if len(ways) > 1:
                hint = "join two comparisons with `and`"
                self._refuse(token, "a chain goes up or down, and not both ways", hint)
            right = self.expression()
            found.append(Link(left.start, right.end, relation, left, right))
            left = right
        if not found:
            if self._token.text in ("", "and"):
                hint = "compare it with something: `a.b + a.c = a.total`"
                self._refuse_at(left.start, left.end, "this compares nothing", hint)
            self._refuse_rest()
        return found

    def expression(self, power: int = 0) -> Node:
        """Read operands joined by operators that bind more tightly than ``power``."""
        left = self._operand()
        while (binding := _POWERS.get(self._token.text, 0)) > power:
            token = self._next()
            right = self.expression(binding)
            self._tally(token)
            operator = cast(Operator, token.text)
            left = Binary(left.start, right.end, operator, token.start, left, right)
        return left

    def _operand(self) -> Node:
        token = self._token
        self._tally(token)
        if token.kind == "number":
            self._next()
            whole, _, decimals = token.text.partition(".")
            value = Fraction(int(whole + decimals), 10 ** len(decimals))
            return Number(token.start, token.end, value)
        if token.kind == "word" and token.text != "and":
            self._next()
            return self._call(token) if self._token.text == "(" else self._name(token)
        if token.text not in ("-", "("):
            self._refuse_missing()
        self._next()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse_depth(token)
        if token.text == "-":
            operand = self._operand()
            node: Node = Negation(token.start, operand.end, operand)
        else:
            inner = self.expression()
            # A message about it shows the parentheses, too.
            node = replace(inner, start=token.start, end=self._close(token).end)
        self._depth -= 1
        return node

    def _name(self, token: Token) -> Name:
        if token.text in _CALLABLE:
            hint = f"write `{_written(token.text)}`"
            self._refuse(token, f"`{token.text}` is a function and has no arguments here", hint)
        if token.text in _OPENING:
            self._refuse(token, f"`{token.text}` is unexpected", _FOREIGN[token.text])
        name = Name(token.start, token.end, token.text)
        self.references.append(name)
        return name

    def _call(self, name: Token) -> Node:
        if name.text not in _CALLABLE:
            self._refuse_function(name)
        opening = self._next()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse_depth(opening)
        node = self._selection(name, opening) if name.text in _SELECTIONS else self._function(name, opening)
        self._depth -= 1
        return node

    def _function(self, name: Token, opening: Token) -> Call:
        words = len(FUNCTIONS[name.text].words)
        arguments: list[Node] = []
        while self._token.text != ")" or arguments:
            # The words of a function stand behind its one value.
            is_word = words and 1 <= len(arguments) <= words
            arguments.append(self._word(name) if is_word else self.expression())
            if self._token.text != ",":
                break
            self._next()
        end = self._close(opening).end
        least, most = _COUNTS[name.text]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            wanted = "one or more" if most is None else f"{least}" if least == most else f"{least} or {most}"
            noun = "argument" if wanted == "1" else "arguments"
            message = f"`{name.text}` takes {wanted} {noun}, and has {len(arguments)}"
            self._refuse_at(name.start, end, message, f"write `{_written(name.text)}`", "EXPR003")
        return Call(name.start, end, name.text, tuple(arguments))

    def _selection(self, name: Token, opening: Token) -> Selection:
        hint = f"write `{_written(name.text)}`: the id of a table, and that of its {name.text}"
        table = self._token
        if table.kind != "word":
            self._refuse_at(
                name.start, opening.end, f"`{name.text}` begins with the id of a table", hint, "EXPR003"
            )
        self._next()
        if self._token.text != ",":
            message = f"`{name.text}` takes 2 arguments"
            self._refuse_at(name.start, self._tokens[self._at - 1].end, message, hint, "EXPR003")
        self._next()
        heading = self._word(name)
        if self._token.text == ",":
            self._refuse_at(name.start, heading.end, f"`{name.text}` takes 2 arguments", hint, "EXPR003")
        end = self._close(opening).end
        axis: Literal["column", "row"] = "column" if name.text == "column" else "row"
        node = Selection(name.start, end, axis, Name(table.start, table.end, table.text), heading)
        self.references.append(node)
        return node

    def _word(self, function: Token) -> Word:
        """Read a word; ids of units may have hyphens and dots."""
        first = last = self._token
        if first.kind != "word":
            hint = f"write `{_written(function.text)}`"
            self._refuse_here(f"`{function.text}` takes a word here", hint, "EXPR003")
        self._tally(first)
        self._next()
        pieces = [first.text]
        while self._token.text == "-" and self._token.start == last.end:
            after = self._tokens[self._at + 1]
            if after.kind not in ("word", "number") or after.start != self._token.end:
                break
            pieces += ["-", after.text]
            last = after
            self._next()
            self._next()
        return Word(first.start, last.end, "".join(pieces))

    def finish(self) -> None:
        """Refuse what is left over."""
        if self._token.kind != "end":
            self._refuse_rest()

    # ---- tokens

    def _next(self) -> Token:
        """Return the next token, and go on to the one behind it."""
        token = self._token
        self._at += 1
        self._token = self._tokens[self._at]
        return token

    def _close(self, opening: Token) -> Token:
        if self._token.kind == "end":
            self._refuse(opening, "this parenthesis is not closed", "add `)`")
        if self._token.text != ")":
            self._refuse_rest()
        return self._next()

    def _tally(self, token: Token) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"it has more than {MAX_NODES} numbers, facts and operators"
            self._refuse(token, message, "compute parts of it as facts of their own", "EXPR013")

    # ---- refusals

    def _refuse_at(self, start: int, end: int, message: str, hint: str, code: str = "EXPR001") -> NoReturn:
        raise Refused(Refusal(code, message, start, end, hint=hint))

    def _refuse(self, token: Token, message: str, hint: str, code: str = "EXPR001") -> NoReturn:
        self._refuse_at(token.start, token.end, message, hint, code)

    def _refuse_here(self, message: str, hint: str, code: str = "EXPR001") -> NoReturn:
        """Refuse the next token, or the last one where the text has ended."""
        is_end = self._token.kind == "end" and self._at > 0
        self._refuse(self._tokens[self._at - 1] if is_end else self._token, message, hint, code)

    def _refuse_depth(self, token: Token) -> NoReturn:
        message = f"parentheses, calls and signs are nested more than {MAX_DEPTH} levels deep"
        self._refuse(token, message, "compute parts of it as facts of their own", "EXPR013")

    def _refuse_function(self, name: Token) -> NoReturn:
        if "." in name.text:
            hint = "put an operator before the parenthesis"
            self._refuse(name, f"`{name.text}` is an id of a fact and takes no arguments", hint)
        word = name.text.casefold()
        hint = _FOREIGN.get(word) or did_you_mean(word, _CALLABLE, _OTHER_NAMES)
        hint = hint or f"functions are {', '.join(_CALLABLE)}"
        self._refuse(name, f"there is no function `{name.text}`", hint, "EXPR002")

    def _refuse_missing(self) -> NoReturn:
        """Refuse the place where an operand is missing."""
        token, hint = self._token, "write the id of a fact, a number or a function"
        before = self._tokens[self._at - 1] if self._at else None
        if before is None and token.kind == "end":
            self._refuse_at(0, len(token.text), "it is empty", hint)
        if before is None and token.text == "=" and self._is_whole_without_sign():
            what = "comparison" if self._compares else "formula"
            message = "it begins with `=`, as in a spreadsheet"
            self._refuse(token, message, f"write the {what} without `=` at its beginning")
        if token.kind == "end" and before:
            self._refuse(before, f"it ends with `{before.text}`, where something is missing", hint)
        if before and before.text in _RELATIONS and token.text in _RELATIONS:
            hint = "the comparisons are `=`, `!=`, `<`, `<=`, `>` and `>=`"
        elif before and before.text == token.text == "*":
            hint = "write a power as a product: `a.b * a.b`"
        elif token.text == "+":
            hint = "leave out a plus sign"
        self._refuse(token, f"`{token.text}` is unexpected: something is missing before it", hint)

    def _is_whole_without_sign(self) -> bool:
        """Tell whether what follows the first token may be all that is needed."""
        rest = self._tokens[1:-1]
        return any(token.text in _RELATIONS for token in rest) if self._compares else bool(rest)

    def _refuse_rest(self) -> NoReturn:
        """Refuse a token that no rule takes, behind something that is complete."""
        token, before = self._token, self._tokens[self._at - 1]
        hint = "put an operator between the two"
        if token.text in _FOREIGN:
            hint = _FOREIGN[token.text]
        elif token.kind == before.kind == "number" and len(token.text.partition(".")[0]) == 3:
            hint = f"write `{before.text}{token.text}` without a space"
        elif self._compares and token.text in _RELATIONS:
            hint = "write comparisons without parentheses around them"
        elif token.text in _RELATIONS or token.text == "and":
            hint = "a formula compares nothing: comparisons stand under `assertions`"
        elif token.text == ")":
            hint = "remove it, or add the parenthesis that it closes"
        elif token.text == ",":
            hint = "a comma stands between the arguments of a function only; decimals stand behind a point"
        self._refuse(token, f"`{token.text}` is unexpected", hint)


def _written(name: str) -> str:
    return _SELECTIONS.get(name) or FUNCTIONS[name].signature
