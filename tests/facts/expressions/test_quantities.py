"""Exact values: from facts, back to decimals, and in words."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from briefpress.facts.expressions import Quantity, measure_of, quantity_of, show
from briefpress.facts.expressions.quantities import exact_decimal, rounded, show_number, why_no_quantity
from briefpress.facts.model import ROUNDINGS, FactType
from tests.facts.loading import load


def only(entry):
    book, findings = load(f"a.b: {{{entry}, REST}}")
    assert not len(findings)
    return book.facts["a.b"]


@pytest.mark.parametrize(
    ("entry", "value", "words"),
    [
        ("type: number, value: 1.10", "1.1", "1.1"),
        ("type: number, value: 32, unit: loan", "32", "32 `loan`"),
        ("type: number, value: 1234567", "1234567", "1,234,567"),
        ("type: number, value: 9999", "9999", "9999"),
        ("type: money, value: 38.6, scale: billion, currency: CAD", "38600000000", "38.6 billion CAD"),
        ("type: money, value: -2, scale: million, currency: CAD", "-2000000", "-2 million CAD"),
        ("type: money, value: 12345678, currency: CAD", "12345678", "12,345,678 CAD"),
        ("type: money, value: 2500, scale: million, currency: USD", "2500000000", "2.5 billion USD"),
        ("type: percent, value: 71.5", "71.5", "71.5 percent"),
        ("type: points, value: -3", "-3", "-3 points"),
        ("type: multiple, value: 3", "3", "3 times"),
        ("type: duration, value: 1, unit: year", "1", "1 year"),
        ("type: duration, value: 18, unit: month", "18", "18 months"),
        ("type: rank, value: 5", "5", "rank 5"),
        ("type: year, value: 2017", "2017", "2017"),
        ("type: date, value: 2024-04-08", "738984", "2024-04-08"),
        ('type: time, value: "14:30"', "870", "14:30"),
        ("type: period, value: 2024", "2024", "2024"),
        ("type: period, value: 2024-2025", "2024", "2024-2025"),
        ("type: period, value: 2024-Q3", "8098", "2024-Q3"),
        ("type: period, value: 2024-04", "24291", "2024-04"),
    ],
)
def test_facts(entry, value, words):
    quantity = quantity_of(only(entry))
    assert (quantity.value, show(quantity)) == (Fraction(value), words)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("type: text, value: {en: a, fr: b}", "is a text"),
        ("type: list, value: [{en: a, fr: b}]", "is a list of texts"),
        ("type: number, value: {from: 4, to: 10}", "is a range"),
    ],
)
def test_what_is_no_single_figure(entry, reason):
    assert quantity_of(only(entry)) is None
    assert why_no_quantity(only(entry))[0] == reason


FRACTIONS = st.fractions(max_denominator=10**6)


@pytest.mark.parametrize("rounding", ROUNDINGS)
@given(value=st.integers(-(10**12), 10**12), places=st.integers(0, 8), decimals=st.integers(0, 8))
def test_rounding_is_that_of_the_decimal_module(rounding, value, places, decimals):
    exact = Decimal(value).scaleb(-places)
    mode = f"ROUND_{rounding.upper().replace('-', '_')}"
    expected = exact.quantize(Decimal(1).scaleb(-decimals), rounding=getattr(decimal, mode))
    found = rounded(Fraction(exact), decimals, rounding)
    assert found == expected and found.as_tuple().exponent == -decimals
    assert not (found == 0 and found.is_signed())


def test_halves_go_away_from_zero():
    assert [str(rounded(Fraction(n, 2), 0)) for n in (-3, -1, 1, 3, 5)] == ["-2", "-1", "1", "2", "3"]
    assert [str(rounded(Fraction(n, 2), 0, "half-even")) for n in (1, 3, 5)] == ["0", "2", "2"]
    assert str(rounded(Fraction(1_449_999), -5)) == "1400000"


@given(FRACTIONS)
def test_a_decimal_is_exact_or_there_is_none(value):
    found = exact_decimal(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    assert (found is not None) == (rest == 1)
    assert found is None or Fraction(found) == value


def test_no_decimal_has_more_places_than_a_figure():
    assert str(exact_decimal(Fraction(1, 2**40))).endswith("E-13")
    assert exact_decimal(Fraction(1, 2**41)) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(1, 3), "0.333333…"),
        (Fraction(-100, 3), "-33.333333…"),
        (Fraction(10**9, 3), "333,333,333.333333…"),
        (Fraction(1, 3 * 10**7), "0.0000000333333…"),
        (Fraction(1, 8), "0.125"),
        (Fraction(10000), "10,000"),
    ],
)
def test_numbers_in_messages(value, words):
    assert show_number(value) == words


@given(FRACTIONS, st.sampled_from(list(FactType)))
def test_every_quantity_can_be_shown(value, fact_type):
    measure = measure_of(fact_type, "day", "CAD")
    if measure is not None and fact_type is not FactType.TIME:
        assert show(Quantity(value, measure))
