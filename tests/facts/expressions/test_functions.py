"""What every function gives, and what it refuses."""

import datetime as dt
from functools import cache

import pytest

from briefpress.facts.expressions import FUNCTIONS, Refusal, evaluate, parse_formula, show
from briefpress.facts.expressions.times import completed_years
from tests.facts.loading import load

FACTS = """\
n.two: {type: number, value: 2, REST}
n.eight: {type: number, value: 8, REST}
n.zero: {type: number, value: 0, REST}
n.minus: {type: number, value: -4, REST}
n.loans: {type: number, value: 12, unit: loan, REST}
m.cad: {type: money, value: 10, scale: million, currency: CAD, REST}
m.more: {type: money, value: 25, scale: million, currency: CAD, REST}
m.usd: {type: money, value: 5, scale: million, currency: USD, REST}
p.low: {type: percent, value: 8, REST}
p.high: {type: percent, value: 20, REST}
d.born: {type: date, value: 2000-02-29, REST}
d.later: {type: date, value: 2024-02-28, REST}
y.start: {type: year, value: 1957, REST}
y.end: {type: year, value: 2024, REST}
r.best: {type: rank, value: 3, REST}
r.worst: {type: rank, value: 5, REST}
t.long: {type: duration, value: 4, unit: year, REST}
s.sales:
  {type: series, of: number, points: [{at: 2022, value: 3}, {at: 2023, value: 9}, {at: 2024, value: 6}], REST}
"""


@cache
def facts():
    book, findings = load(FACTS)
    assert not len(findings)
    return book.facts


def value(text, as_of=None):
    expression = parse_formula(text)
    assert not isinstance(expression, Refusal), expression
    found = evaluate(expression, facts(), as_of)
    if isinstance(found, Refusal):
        return found.code, text[found.start : found.end], found.message
    return show(found)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("sum(n.two, n.eight, 5)", "15"),
        ("sum(s.sales)", "18"),
        ("sum(s.sales, 2)", "20"),
        ("sum(m.cad, m.more)", "35 million CAD"),
        ("sum(p.low, p.high)", "28 percent"),
        ("mean(s.sales)", "6"),
        ("mean(n.two, n.eight, 6, 3)", "4.75"),
        ("mean(p.low, p.high)", "14 percent"),
        ("min(s.sales)", "3"),
        ("max(s.sales)", "9"),
        ("max(m.cad, m.more)", "25 million CAD"),
        ("min(d.born, d.later)", "2000-02-29"),
        ("min(r.best, r.worst)", "rank 3"),
        ("first(s.sales)", "3"),
        ("last(s.sales)", "6"),
        ("last(y.start, y.end)", "2024"),
        ("count(s.sales)", "3"),
        ("count(m.cad, m.usd, p.low)", "3"),
        ("share(n.two, n.eight)", "25 percent"),
        ("share(m.more, m.cad)", "250 percent"),
        ("growth(m.cad, m.more)", "150 percent"),
        ("growth(n.eight, n.two)", "-75 percent"),
        ("difference(p.high, p.low)", "12 points"),
        ("difference(p.low, p.high)", "-12 points"),
        ("difference(m.more, m.cad)", "15 million CAD"),
        ("difference(d.later, d.born)", "8765 days"),
        ("difference(y.end, y.start)", "67 years"),
        ("difference(r.worst, r.best)", "2"),
        ("ratio(m.more, m.cad)", "2.5 times"),
        ("ratio(p.high, p.low)", "2.5 times"),
        ("per(m.cad, n.two)", "5 million CAD"),
        ("per(m.cad, n.loans)", "833,333.333333… CAD"),
        ("per(m.cad, t.long)", "2.5 million CAD"),
        ("per(n.loans, t.long)", "3 `loan`"),
        ("part(p.high, m.cad)", "2 million CAD"),
        ("part(p.high, p.high)", "4 percent"),
        ("part(percent(50), n.loans)", "6 `loan`"),
        ("years_between(d.born, d.later)", "23 years"),
        ("years_between(y.start, y.end)", "67 years"),
        ("years_between(y.end, year(2024))", "0 years"),
        ("round(m.cad / 3, -5)", "3.3 million CAD"),
        ("round(5 / 2)", "3"),
        ("round(-5 / 2)", "-3"),
        ("round(2 / 3, 2)", "0.67"),
        ("abs(n.minus)", "4"),
        ("abs(difference(p.low, p.high))", "12 points"),
        ("percent(12.5)", "12.5 percent"),
        ("points(2)", "2 points"),
        ("multiple(3)", "3 times"),
        ("years(5)", "5 years"),
        ("months(18)", "18 months"),
        ("days(1)", "1 day"),
        ("year(2017)", "2017"),
        ("date(2024, 4, 8)", "2024-04-08"),
        ("money(13, USD)", "13 USD"),
        ("money(13, USD, billion)", "13 billion USD"),
        ("units(2 * 16, loan)", "32 `loan`"),
    ],
)
def test_results(text, result):
    assert value(text) == result


def test_every_function_is_tested_here():
    called = {case[0].partition("(")[0] for case in test_results.pytestmark[0].args[1]}
    assert set(FUNCTIONS) - called == {"years_since"}


@pytest.mark.parametrize(
    ("text", "code", "blamed", "message"),
    [
        ("sum(m.cad, m.usd)", "EXPR005", "m.usd", "CAD and USD cannot be added"),
        (
            "sum(s.sales, n.loans)",
            "EXPR005",
            "n.loans",
            "a plain number and a count of `loan` cannot be added",
        ),
        ("sum(y.start, y.end)", "EXPR005", "y.start", "`sum` does not take a year"),
        ("max(m.cad, n.two)", "EXPR005", "n.two", "CAD and a plain number cannot be compared"),
        ("share(m.cad, m.usd)", "EXPR005", "m.usd", "CAD and USD cannot be compared"),
        ("share(n.two, n.zero)", "EXPR007", "n.zero", "it divides by zero"),
        ("share(d.born, d.later)", "EXPR005", "d.born", "`share` does not take a date"),
        ("ratio(n.two, n.zero)", "EXPR007", "n.zero", "it divides by zero"),
        ("growth(p.low, p.high)", "EXPR005", "p.low", "`growth` does not take a percentage"),
        ("growth(n.zero, n.two)", "EXPR007", "n.zero", "growth from 0 has no percentage"),
        ("growth(n.minus, n.two)", "EXPR007", "n.minus", "growth from -4 has no percentage"),
        ("difference(m.cad, p.low)", "EXPR005", "p.low", "CAD and a percentage cannot be subtracted"),
        ("per(p.low, n.two)", "EXPR005", "p.low", "`per` does not take a percentage"),
        ("per(m.cad, m.more)", "EXPR005", "m.more", "`per` does not take CAD"),
        ("per(n.loans, n.loans)", "EXPR005", "n.loans", "both are a count of `loan`"),
        ("per(m.cad, n.zero)", "EXPR007", "n.zero", "it divides by zero"),
        ("part(m.cad, p.low)", "EXPR005", "m.cad", "`part` does not take CAD"),
        ("part(p.low, d.born)", "EXPR005", "d.born", "`part` does not take a date"),
        ("years_between(d.later, d.born)", "EXPR007", None, "2000-02-29 is before 2024-02-28"),
        ("years_between(d.born, y.end)", "EXPR005", "y.end", "a date and a year cannot be compared"),
        ("years_between(n.two, n.eight)", "EXPR005", "n.two", "`years_between` does not take a plain number"),
        (
            "years_since(d.born)",
            "EXPR008",
            None,
            "`years_since` counts to the `as_of` of a computed fact, and there is none",
        ),
        ("round(n.two, 13)", "EXPR003", "13", "13 is out of range"),
        ("round(n.two, 1/2)", "EXPR003", "1/2", "0.5 is not a whole number"),
        ("round(d.born)", "EXPR005", "d.born", "`round` does not take a date"),
        ("abs(y.end)", "EXPR005", "y.end", "`abs` does not take a year"),
        ("percent(p.low)", "EXPR005", "p.low", "`percent` does not take a percentage"),
        ("year(20245)", "EXPR003", "20245", "20,245 is out of range"),
        ("date(2024, 13, 1)", "EXPR003", "13", "13 is out of range"),
        ("date(2023, 2, 29)", "EXPR003", "date(2023, 2, 29)", "there is no such day"),
        ("money(13, US)", "EXPR003", "US", "`US` is not the code of a currency"),
        ("money(13, USD, bilion)", "EXPR003", "bilion", "`bilion` is not a scale"),
        ("sum(s.sales) + s.sales", "EXPR006", "s.sales", "`s.sales` is a series"),
    ],
)
def test_refusals(text, code, blamed, message):
    found = value(text)
    assert (found[0], found[2]) == (code, message)
    assert blamed is None or found[1] == blamed


def test_years_since_count_to_the_day_of_the_fact_and_ask_no_clock():
    assert value("years_since(d.born)", dt.date(2025, 2, 28)) == "24 years"
    assert value("years_since(d.born)", dt.date(2025, 3, 1)) == "25 years"
    assert value("years_since(y.start)", dt.date(2025, 1, 1)) == "68 years"
    assert value("years_since(d.born)", dt.date(1999, 1, 1))[0] == "EXPR007"


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("1957-08-01", "2024-07-31", 66),
        ("1957-08-01", "2024-08-01", 67),
        ("2000-02-29", "2024-02-29", 24),
        ("2000-02-29", "2001-02-28", 0),
        ("2000-02-29", "2001-03-01", 1),
        ("2024-01-01", "2024-01-01", 0),
    ],
)
def test_completed_years(first, last, years):
    assert completed_years(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == years


def test_every_function_says_what_it_gives():
    for name, function in FUNCTIONS.items():
        assert function.signature.startswith(f"{name}(") and function.about
        assert set(function.words) <= set(function.parameters)
