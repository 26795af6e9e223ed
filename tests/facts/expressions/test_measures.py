"""What figures measure decides what can be done with them: the whole table, row by row."""

import itertools

import pytest

from briefpress.facts.expressions.measures import RULES, Kind, Measure, combine, conflict, measure_of
from briefpress.facts.model import FactType
from briefpress.facts.types import TYPES

ONE = {
    "plain": Measure(Kind.PLAIN),
    "loans": Measure(Kind.COUNT, "loan"),
    "people": Measure(Kind.COUNT, "person"),
    "CAD": Measure(Kind.MONEY, "CAD"),
    "USD": Measure(Kind.MONEY, "USD"),
    "percent": Measure(Kind.PERCENT),
    "points": Measure(Kind.POINTS),
    "multiple": Measure(Kind.MULTIPLE),
    "years": Measure(Kind.DURATION, "year"),
    "days": Measure(Kind.DURATION, "day"),
    "rank": Measure(Kind.RANK),
    "date": Measure(Kind.DATE),
    "year": Measure(Kind.YEAR),
    "quarter": Measure(Kind.PERIOD, "quarter"),
    "time": Measure(Kind.TIME),
}

#: All that can be done with two figures of different measures, or gives another measure than theirs.
TABLE = """
percent + points = percent      | points + percent = percent     | percent - percent = points
percent - points = percent      | date + days = date             | date - days = date
date - date = days              | year + years = year            | year - years = year
year - year = years             | rank - rank = plain            | loans / loans = plain
CAD / CAD = plain               | percent / percent = plain      | points / points = plain
years / years = plain           | days / days = plain            | people / people = plain
USD / USD = plain               | multiple / multiple = plain    | plain / multiple = plain
plain * multiple = multiple     | multiple * plain = multiple    | multiple * multiple = multiple
multiple / plain = multiple     | percent / plain = percent      | percent / multiple = percent
plain * loans = loans           | loans * plain = loans          | loans / plain = loans
plain * people = people         | people * plain = people        | people / plain = people
plain * CAD = CAD               | CAD * plain = CAD              | CAD / plain = CAD
plain * USD = USD               | USD * plain = USD              | USD / plain = USD
plain * years = years           | years * plain = years          | years / plain = years
plain * days = days             | days * plain = days            | days / plain = days
plain * points = points         | points * plain = points        | points / plain = points
multiple * loans = loans        | loans * multiple = loans       | loans / multiple = loans
multiple * people = people      | people * multiple = people     | people / multiple = people
multiple * CAD = CAD            | CAD * multiple = CAD           | CAD / multiple = CAD
multiple * USD = USD            | USD * multiple = USD           | USD / multiple = USD
multiple * years = years        | years * multiple = years       | years / multiple = years
multiple * days = days          | days * multiple = days         | days / multiple = days
multiple * points = points      | points * multiple = points     | points / multiple = points
plain < multiple = multiple     | multiple < plain = multiple
"""
ROWS = {
    tuple(row.split()[:3]): row.split()[4] for line in TABLE.strip().splitlines() for row in line.split("|")
}
#: What adds up with its like and stays what it is.
ADDITIVE = {"plain", "loans", "people", "CAD", "USD", "percent", "points", "multiple", "years", "days"}


def expected(operator, left, right):
    if (left, operator, right) in ROWS:
        return ROWS[left, operator, right]
    if left == right and (operator == "<" or (operator in "+-" and left in ADDITIVE)):
        return left
    return left if (operator, left, right) in (("*", "plain", "plain"), ("/", "plain", "plain")) else None


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "<"])
def test_the_table(operator):
    names = {measure: name for name, measure in ONE.items()}
    for left, right in itertools.product(ONE, ONE):
        found = combine(operator, ONE[left], ONE[right])
        assert (names[found] if found else None) == expected(operator, left, right), (left, operator, right)


def test_no_rule_is_left_out_of_the_table():
    kinds = {(o, ONE[left].kind, ONE[r].kind) for o in "+-*/<" for left in ONE for r in ONE}
    assert set(RULES) <= kinds


@pytest.mark.parametrize(
    ("operator", "left", "right", "message", "hint"),
    [
        ("+", "CAD", "USD", "CAD and USD cannot be added", "use figures that measure the same"),
        ("<", "percent", "plain", "a percentage and a plain number cannot be compared", "percent(50)"),
        ("-", "plain", "points", "a plain number and percentage points cannot be subtracted", "points(2)"),
        ("*", "percent", "CAD", "a percentage and CAD cannot be multiplied", "`part(percent, whole)`"),
        ("*", "plain", "percent", "a plain number and a percentage cannot be multiplied", "`part("),
        ("/", "CAD", "people", "CAD and a count of `person` cannot be divided", "`per(amount, count)`"),
        ("/", "CAD", "USD", "CAD and USD cannot be divided", "use a function that joins the two"),
        ("+", "date", "years", "a date and years cannot be added", "a date moves by days only"),
        ("<", "year", "plain", "a year and a plain number cannot be compared", "`year(2024)`"),
        ("<", "date", "year", "a date and a year cannot be compared", "compare two dates, or two years"),
        ("+", "rank", "rank", "a rank and a rank cannot be added", "use figures that measure the same"),
        ("<", "years", "days", "years and days cannot be compared", "use figures that measure the same"),
    ],
)
def test_a_conflict_names_both(operator, left, right, message, hint):
    found = conflict(operator, ONE[left], ONE[right])
    assert found[0] == message and hint in found[1]


def test_every_type_that_can_be_computed_measures_something():
    for fact_type, rule in TYPES.items():
        if rule.is_computable:
            assert measure_of(fact_type, "loan", "CAD") is not None
    assert measure_of(FactType.TEXT, None, None) is None
    assert measure_of(FactType.NUMBER, None, None) == ONE["plain"]
    assert measure_of(FactType.NUMBER, "loan", None) == ONE["loans"]
