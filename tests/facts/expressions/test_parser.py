"""What an expression says, and what is wrong with one that says nothing."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from briefpress.facts.expressions import FUNCTIONS, SELECTIONS, Refusal, parse_comparison, parse_formula
from briefpress.facts.expressions.nodes import Binary, Call, Name, Negation, Number, Selection, Word
from briefpress.facts.expressions.parser import MAX_DEPTH, MAX_NODES


def told(node):
    """Write a tree with all its parentheses."""
    match node:
        case Number(value=value):
            return str(value)
        case Name(id=text) | Word(text=text):
            return text
        case Negation(operand=operand):
            return f"-{told(operand)}"
        case Binary(operator=operator, left=left, right=right):
            return f"({told(left)} {operator} {told(right)})"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(map(told, arguments))})"
        case Selection(axis=axis, table=table, heading=heading):
            return f"{axis}({table.id}, {heading.text})"
    raise AssertionError(node)


def refusal(text, parse=parse_formula):
    found = parse(text)
    assert isinstance(found, Refusal), found
    return found.code, text[found.start : found.end], found.message, found.hint


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("8 / 4 / 2", "((8 / 4) / 2)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("-a.b * 2", "(-a.b * 2)"),
        ("2 - -3", "(2 - -3)"),
        ("a.b-c.d", "(a.b - c.d)"),
        ("share(a.b, c.d + 1)", "share(a.b, (c.d + 1))"),
        ("sum(column(t.a, exports), 1.5)", "sum(column(t.a, exports), 3/2)"),
        ("max(row(t.a, y2023))", "max(row(t.a, y2023))"),
        ("money(13, USD, billion)", "money(13, USD, billion)"),
        ("units(3, member-state)", "units(3, member-state)"),
        ("round(a.b)", "round(a.b)"),
        ("round(a.b, -6)", "round(a.b, -6)"),
    ],
)
def test_trees(text, tree):
    assert told(parse_formula(text).root) == tree


def test_nodes_know_their_place():
    text = "1 + (a.b - sum(c.d, 2))"
    root = parse_formula(text).root
    assert text[root.start : root.end] == text
    assert text[root.right.start : root.right.end] == "(a.b - sum(c.d, 2))"
    assert text[root.right.right.start : root.right.right.end] == "sum(c.d, 2)"
    assert root.right.at == 9


def test_references_stand_in_the_order_of_the_text():
    expression = parse_formula("c.d + sum(a.b, column(t.x, y)) + c.d")
    assert [told(reference) for reference in expression.references] == ["c.d", "a.b", "column(t.x, y)", "c.d"]


def test_chains_are_links_that_share_a_side():
    comparison = parse_comparison("a.b < 2 <= c.d and c.d == 3")
    links = [(told(link.left), link.relation, told(link.right)) for link in comparison.links]
    assert links == [("a.b", "<", "2"), ("2", "<=", "c.d"), ("c.d", "=", "3")]
    assert comparison.links[0].right is comparison.links[1].left


NO_CONDITIONS = "there are no conditions: write a fact or an assertion of its own for each case"
BEGINS = "it begins with `=`, as in a spreadsheet"
NO_SIGN = "write the formula without `=` at its beginning"


@pytest.mark.parametrize(
    ("text", "code", "blamed", "message", "hint"),
    [
        ("", "EXPR001", "", "it is empty", "write the id of a fact, a number or a function"),
        ("a.b +", "EXPR001", "+", "it ends with `+`, where something is missing", None),
        ("a.b * / 2", "EXPR001", "/", "`/` is unexpected: something is missing before it", None),
        ("a.b ** 2", "EXPR001", "*", None, "write a power as a product: `a.b * a.b`"),
        ("a.b + +2", "EXPR001", "+", None, "leave out a plus sign"),
        ("a.b c.d", "EXPR001", "c.d", "`c.d` is unexpected", "put an operator between the two"),
        ("1 000", "EXPR001", "000", "`000` is unexpected", "write `1000` without a space"),
        ("1 2", "EXPR001", "2", "`2` is unexpected", "put an operator between the two"),
        ("(a.b", "EXPR001", "(", "this parenthesis is not closed", "add `)`"),
        ("sum(a.b", "EXPR001", "(", "this parenthesis is not closed", "add `)`"),
        ("a.b)", "EXPR001", ")", "`)` is unexpected", "remove it, or add the parenthesis that it closes"),
        ("a.b, c.d", "EXPR001", ",", "`,` is unexpected", None),
        ("a.b > 3", "EXPR001", ">", None, "a formula compares nothing: comparisons stand under `assertions`"),
        ("a.b(3)", "EXPR001", "a.b", "`a.b` is an id of a fact and takes no arguments", None),
        ("sum + 1", "EXPR001", "sum", None, "write `sum(values...)`"),
        ("=a.b * 2", "EXPR001", "=", BEGINS, NO_SIGN),
        ("= -2", "EXPR001", "=", BEGINS, NO_SIGN),
        ("=", "EXPR001", "=", "`=` is unexpected: something is missing before it", None),
        ("if a.b then 2", "EXPR001", "if", "`if` is unexpected", NO_CONDITIONS),
        ("2 if a.b", "EXPR001", "if", "`if` is unexpected", NO_CONDITIONS),
        ("{% if a.b %} 2", "EXPR001", "{%", "`{%` has no place in an expression", NO_CONDITIONS),
        ("IF(a.b, 1, 2)", "EXPR002", "IF", "there is no function `IF`", NO_CONDITIONS),
        ("SI(a.b, 1, 2)", "EXPR002", "SI", "there is no function `SI`", NO_CONDITIONS),
        ("shar(a.b, c.d)", "EXPR002", "shar", "there is no function `shar`", "did you mean `share`?"),
        ("eval(1)", "EXPR002", "eval", "there is no function `eval`", None),
        ("share(a.b)", "EXPR003", "share(a.b)", "`share` takes 2 arguments, and has 1", None),
        ("abs(a.b, 1)", "EXPR003", "abs(a.b, 1)", "`abs` takes 1 argument, and has 2", None),
        ("round(1, 2, 3)", "EXPR003", None, "`round` takes 1 or 2 arguments, and has 3", None),
        ("sum()", "EXPR003", "sum()", "`sum` takes one or more arguments, and has 0", None),
        ("sum(a.b,)", "EXPR001", ")", None, None),
        ("money(13, 5)", "EXPR003", "5", "`money` takes a word here", None),
        ("money(13)", "EXPR003", None, "`money` takes 2 or 3 arguments, and has 1", None),
        ("sum(column(3, x))", "EXPR003", "column(", "`column` begins with the id of a table", None),
        ("sum(column(t.a))", "EXPR003", "column(t.a", "`column` takes 2 arguments", None),
        ("sum(column(t.a, x, y))", "EXPR003", "column(t.a, x", "`column` takes 2 arguments", None),
    ],
)
def test_mistakes_are_pointed_at(text, code, blamed, message, hint):
    found = refusal(text)
    assert found[0] == code
    assert blamed is None or found[1] == blamed
    assert message is None or found[2] == message
    assert hint is None or found[3] == hint


@pytest.mark.parametrize(
    ("text", "blamed", "message", "hint"),
    [
        ("a.b + 1", "a.b + 1", "this compares nothing", "compare it with something: `a.b + a.c = a.total`"),
        ("1 = 2 and a.b", "a.b", "this compares nothing", None),
        ("=1 = 2", "=", BEGINS, NO_SIGN.replace("formula", "comparison")),
        ("= 2", "=", "`=` is unexpected: something is missing before it", None),
        ("if 1 = 2 then 3 = 4", "if", "`if` is unexpected", NO_CONDITIONS),
        ("not 1 = 2", "not", "`not` is unexpected", "turn the comparison round: `!=`, `<` or `>`"),
        ("1 < 2 > 3", ">", "a chain goes up or down, and not both ways", "join two comparisons with `and`"),
        ("1 != 2 != 3", "!=", "`!=` cannot be a link of a chain", "write it on its own, after `and`"),
        ("1 =< 2", "<", None, "the comparisons are `=`, `!=`, `<`, `<=`, `>` and `>=`"),
        ("1 = 2 or 3 = 3", "or", None, "write a fact or an assertion of its own for each case"),
        ("1 = 2 and", "and", "it ends with `and`, where something is missing", None),
        ("(1 < 2)", "<", "`<` is unexpected", "write comparisons without parentheses around them"),
    ],
)
def test_mistakes_of_comparisons(text, blamed, message, hint):
    found = refusal(text, parse_comparison)
    assert found[:2] == ("EXPR001", blamed)
    assert message is None or found[2] == message
    assert hint is None or found[3] == hint


@pytest.mark.parametrize(
    ("deep", "too_deep"),
    [
        ("(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1)),
        ("-" * MAX_DEPTH + "1", "-" * (MAX_DEPTH + 1) + "1"),
        ("abs(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "abs(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1)),
        ("+".join(["1"] * (MAX_NODES // 2)), "+".join(["1"] * (MAX_NODES // 2 + 1))),
    ],
)
def test_limits(deep, too_deep):
    assert not isinstance(parse_formula(deep), Refusal)
    assert refusal(too_deep)[0] == "EXPR013"


def test_a_long_sum_is_not_deep():
    assert not isinstance(parse_formula("1" + " + 1" * (MAX_DEPTH * 2)), Refusal)


def test_every_function_can_be_written_as_its_signature_says():
    for name, function in FUNCTIONS.items():
        words = {"currency": "CAD", "scale": "million", "unit": "loan"}
        arguments = [words.get(parameter, "a.b") for parameter in function.parameters]
        assert not isinstance(parse_formula(f"{name}({', '.join(arguments)})"), Refusal), name
    assert [signature.partition("(")[0] for signature in SELECTIONS] == ["column", "row"]


PIECES = st.lists(
    st.sampled_from(
        (
            *"+-*/(),=<! \nx%é≤",
            "a.b",
            "1",
            "2.5",
            "1,000",
            "a.b-c.d",
            "and",
            "sum",
            "column",
            "money",
            "share(",
        )
    ),
    max_size=30,
).map("".join)


@given(st.one_of(st.text(max_size=80), PIECES))
def test_no_text_breaks_the_parser(text):
    for parse in (parse_formula, parse_comparison):
        found = parse(text)
        if isinstance(found, Refusal):
            assert found.message and found.hint
            assert 0 <= found.start <= found.end <= len(text)
            assert found.start < found.end or not text.strip()


def test_numbers_are_exact():
    assert parse_formula("0.1").root.value == Fraction(1, 10)
