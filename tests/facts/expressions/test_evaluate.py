"""Trees of operators over facts give exact values, or the place that has none."""

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given, strategies as st

from briefpress.facts.expressions import (
    Outcome,
    Refusal,
    compare,
    evaluate,
    parse_comparison,
    parse_formula,
    show,
)
from briefpress.facts.expressions.nodes import Number
from tests.facts.loading import load

FACTS = """\
m.cad: {type: money, value: 13, scale: billion, currency: CAD, REST}
m.usd: {type: money, value: 9, scale: billion, currency: USD, REST}
p.share: {type: percent, value: 71, REST}
p.before: {type: percent, value: 68.5, REST}
n.ten: {type: number, value: 10, REST}
n.zero: {type: number, value: 0, REST}
n.range: {type: number, value: {from: 4, to: 10}, REST}
x.text: {type: text, value: {en: a, fr: b}, REST}
x.factor: {type: multiple, value: 3, REST}
d.day: {type: date, value: 2024-04-08, REST}
d.late: {type: date, value: 2999-12-31, REST}
y.start: {type: year, value: 1957, REST}
q.first: {type: period, value: 2024-Q1, REST}
q.last: {type: period, value: 2024-Q3, REST}
t.table:
  type: table
  columns:
    a: {type: number, label: {en: A, fr: A}}
    b: {type: number, label: {en: B, fr: B}}
  rows:
    - {id: one, label: {en: One, fr: Un}, a: 1, b: 10}
    - {id: two, label: {en: Two, fr: Deux}, a: 2}
    - {id: three, label: {en: Three, fr: Trois}, a: 4, b: 40}
  REST
"""


@pytest.fixture(scope="module")
def facts():
    book, findings = load(FACTS.replace("  REST", "  source: page\n  label: {en: X, fr: X}"))
    assert not len(findings)
    return book.facts


def told(text, facts):
    found = evaluate(parse_formula(text), facts)
    if isinstance(found, Refusal):
        return found.code, text[found.start : found.end], found.message
    return show(found)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("m.cad + m.cad / 2", "19.5 billion CAD"),
        ("m.cad - money(1, CAD, million)", "12.999 billion CAD"),
        ("m.cad * x.factor", "39 billion CAD"),
        ("m.cad / m.cad", "1"),
        ("-m.cad", "-13 billion CAD"),
        ("p.share - p.before", "2.5 points"),
        ("p.share + points(2)", "73 percent"),
        ("d.day - date(2024, 4, 1)", "7 days"),
        ("d.day + days(30)", "2024-05-08"),
        ("y.start + years(50)", "2007"),
        ("n.ten - - n.ten", "20"),
        ("1 / 3 * 3", "1"),
        ("sum(column(t.table, a))", "7"),
        ("max(row(t.table, one))", "10"),
        ("count(column(t.table, b))", "2"),
        ("last(column(t.table, a)) * 2", "8"),
        ("t.table.one.b + 1", "11"),
    ],
)
def test_results(text, result, facts):
    assert told(text, facts) == result


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("1 + (m.cad + m.usd)", ("EXPR005", "(m.cad + m.usd)", "CAD and USD cannot be added")),
        ("p.share * m.cad", ("EXPR005", "p.share * m.cad", "a percentage and CAD cannot be multiplied")),
        ("n.ten / (n.ten - 10)", ("EXPR007", "(n.ten - 10)", "it divides by zero")),
        ("n.ten / n.zero", ("EXPR007", "n.zero", "it divides by zero")),
        ("n.ten + n.range", ("EXPR006", "n.range", "`n.range` is a range")),
        ("n.ten + x.text", ("EXPR006", "x.text", "`x.text` is a text")),
        ("n.ten + t.table", ("EXPR006", "t.table", "`t.table` is a table")),
        ("sum(t.table)", ("EXPR006", "t.table", "`t.table` is a table")),
        (
            "1 + column(t.table, a)",
            ("EXPR006", "column(t.table, a)", "a column of a table has several values"),
        ),
        ("sum(column(t.table, b))", ("EXPR006", None, "the column has an empty cell, `t.table.two.b`")),
        ("-d.day", ("EXPR005", "-d.day", "a date has no negative")),
        ("d.late + days(3652059)", ("EXPR007", None, "the result is no day of the calendar")),
        ("d.day + days(1) / 2", ("EXPR007", None, None)),
        ("m.cad * " + "9" * 35, ("EXPR007", None, "the result has more than 40 digits")),
    ],
)
def test_refusals_have_a_place(text, refusal, facts):
    found = told(text, facts)
    assert all(wanted is None or wanted == got for wanted, got in zip(refusal, found, strict=True)), found


# ---- comparisons


def outcome(text, facts, within=None):
    (link,) = parse_comparison(text).links
    return compare(link, facts, within)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("n.ten = 10", True),
        ("n.ten != 10", False),
        ("n.ten < 10", False),
        ("n.ten <= 10", True),
        ("n.ten > 9.99", True),
        ("n.ten >= 10.01", False),
        ("m.cad > 0", True),
        ("0 > p.share", False),
        ("x.factor = 3", True),
        ("p.share < percent(71.5)", True),
        ("q.first < q.last", True),
        ("d.day <= date(2024, 4, 8)", True),
        ("y.start < year(1958)", True),
        ("1 / 3 + 1 / 3 + 1 / 3 = 1", True),
        ("0.1 + 0.2 = 0.3", True),
    ],
)
def test_comparisons(text, holds, facts):
    assert outcome(text, facts).holds is holds


@pytest.mark.parametrize(
    ("text", "within", "holds"),
    [
        ("99 = 100", "1", True),
        ("98.9 = 100", "1", False),
        ("99 != 100", "1", False),
        ("101 <= 100", "1", True),
        ("101 < 100", "1", False),
        ("100.5 < 100", "1", True),
        ("99 >= 100", "1", True),
        ("99 > 100", "1", False),
        ("m.cad = money(13.1, CAD, billion)", "money(0.1, CAD, billion)", True),
        ("m.cad = money(13.1, CAD, billion)", "1000", False),
        ("p.share = percent(70)", "points(1)", True),
        ("p.share = percent(70)", "1", True),
        ("d.day = date(2024, 4, 10)", "2", True),
    ],
)
def test_how_far_sides_may_be_apart(text, within, holds, facts):
    assert outcome(text, facts, evaluate(parse_formula(within), facts)).holds is holds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("m.cad = m.usd", "CAD and USD cannot be compared"),
        ("p.share > 50", "a percentage and a plain number cannot be compared"),
        ("d.day > 0", "a date and a plain number cannot be compared"),
        ("q.first < y.start", "a quarter and a year cannot be compared"),
    ],
)
def test_sides_have_to_measure_the_same(text, message, facts):
    found = outcome(text, facts)
    assert (found.code, found.message, text[found.start : found.end]) == ("EXPR005", message, text)


def test_the_tolerance_has_to_measure_what_the_sides_do(facts):
    found = outcome("p.share = percent(70)", facts, evaluate(parse_formula("years(1)"), facts))
    assert found.message == "`within`: years and percentage points cannot be compared"


def test_how_far_apart_the_sides_are(facts):
    assert (
        isinstance(found := outcome("p.share = percent(70)", facts), Outcome) and show(found.gap) == "1 point"
    )
    assert outcome("q.first = q.last", facts).gap is None


# ---- exactness

LEAVES = st.one_of(
    st.integers(0, 10**6).map(str),
    st.decimals(0, 10**6, places=3).map(lambda number: f"{number:f}"),
)


def _joined(parts):
    left, operator, right = parts
    return f"({left} {operator} {right})"


TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(_joined), inner.map(lambda text: f"(-{text})")
    ),
    max_leaves=12,
)


@given(TREES)
def test_arithmetic_is_that_of_fractions(text):
    python = re.sub(r"[0-9]+(\.[0-9]+)?", lambda match: f'Fraction("{match[0]}")', text)
    try:
        expected = eval(python, {"Fraction": Fraction})
    except ZeroDivisionError:
        expected = None
    expression = parse_formula(text)
    assume(not isinstance(expression, Refusal))  # deeper than an expression may be
    found = evaluate(expression, {})
    if isinstance(found, Refusal):
        assert found.code == "EXPR007"
        assert expected is None or found.message == "the result has more than 40 digits"
    else:
        assert found.value == expected


@given(st.lists(LEAVES, min_size=1, max_size=20), st.data())
def test_operators_bind_as_in_school(leaves, data):
    operators = [data.draw(st.sampled_from("+-*/")) for _ in leaves[1:]]
    text = leaves[0] + "".join(f" {o} {leaf}" for o, leaf in zip(operators, leaves[1:], strict=True))
    python = " ".join(f'Fraction("{word}")' if word[0].isdigit() else word for word in text.split())
    try:
        expected = eval(python, {"Fraction": Fraction})
    except ZeroDivisionError:
        return
    found = evaluate(parse_formula(text), {})
    assert isinstance(found, Refusal) or found.value == expected


def test_a_number_alone_is_itself():
    root = parse_formula("12.50").root
    assert isinstance(root, Number) and root.value == Fraction(25, 2)
