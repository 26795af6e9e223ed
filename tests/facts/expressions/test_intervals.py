"""What figures leave open, and what becomes of that when they are set against each other."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from briefpress.facts.expressions.intervals import Interval, figure_of
from tests.facts.loading import load


def figure(entry):
    book, findings = load(f"a.b: {{{entry}, REST}}")
    assert not len(findings)
    return figure_of(book.facts["a.b"])


def written(interval):
    """Write an interval as mathematics does: ``[1, 2)``."""
    low = "(-" if interval.low is None else f"{'(['[not interval.is_low_open]}{float(interval.low):g}"
    high = "-)" if interval.high is None else f"{float(interval.high):g}{')]'[not interval.is_high_open]}"
    return f"{low}, {high}"


@pytest.mark.parametrize(
    ("entry", "interval", "words"),
    [
        ("type: number, value: 13", "[13, 13]", "13"),
        ("type: number, value: 13, qualifier: exact", "[13, 13]", "13"),
        ("type: number, value: 13, qualifier: record", "[13, 13]", "record 13"),
        ("type: number, value: 13, qualifier: projected", "[13, 13]", "projected 13"),
        ("type: number, value: 13, qualifier: over", "(13, -)", "over 13"),
        ("type: number, value: 13, qualifier: at-least", "[13, -)", "at-least 13"),
        ("type: number, value: 13, qualifier: under", "[0, 13)", "under 13"),
        ("type: number, value: 13, qualifier: at-most", "[0, 13]", "at-most 13"),
        ("type: number, value: -13, qualifier: under", "(-, -13)", "under -13"),
        ("type: number, value: 13, qualifier: about", "[12.5, 13.5]", "about 13"),
        ("type: number, value: 13.0, qualifier: about", "[12.5, 13.5]", "about 13"),
        (
            "type: number, value: 52, scale: million, qualifier: about",
            "[5.15e+07, 5.25e+07]",
            "about 52 million",
        ),
        ("type: number, value: 100, qualifier: about", "[95, 105]", "about 100"),
        ("type: number, value: -100, qualifier: about", "[-105, -95]", "about -100"),
        ("type: number, value: 7, qualifier: about", "[6.65, 7.35]", "about 7"),
        ("type: number, value: 0, qualifier: about", "[0, 0]", "about 0"),
        ("type: number, value: {from: 4000, to: 10000}", "[4000, 10000]", "4000 to 10,000"),
        ("type: rank, value: 5, qualifier: among-top", "[1, 5]", "among-top rank 5"),
    ],
)
def test_what_a_figure_leaves_open(entry, interval, words):
    found = figure(entry)
    assert (written(found.open), str(found)) == (interval, words)


def test_a_text_is_no_figure():
    assert figure("type: text, value: {en: a, fr: b}") is None


ENDS = st.one_of(st.none(), st.integers(-20, 20).map(Fraction))


@st.composite
def intervals(draw):
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    is_point = low is not None and low == high
    opens = [not is_point and draw(st.booleans()) for _ in range(2)]
    return Interval(low, high, opens[0] and low is not None, opens[1] and high is not None)


def has(interval, value):
    return Interval(value, value) in interval


VALUES = st.fractions(-25, 25, max_denominator=4)


@given(intervals(), intervals(), VALUES)
def test_an_interval_has_the_values_of_those_inside_it(outer, inner, value):
    if inner in outer and has(inner, value):
        assert has(outer, value)
    assert outer in outer


@given(intervals(), intervals(), VALUES, VALUES)
def test_no_difference_is_left_out(left, right, one, other):
    if has(left, one) and has(right, other):
        assert has(left - right, one - other)
        assert has(-left, -one)
        assert has(left.times(Fraction(3)), 3 * one)


@given(intervals(), intervals(), VALUES, VALUES)
def test_no_quotient_is_left_out(left, right, one, other):
    quotient = left.over(right)
    if quotient is not None and other and has(left, one) and has(right, other):
        assert has(quotient, one / other)


@pytest.mark.parametrize(
    ("left", "right", "quotient"),
    [
        (Interval(Fraction(6), Fraction(6)), Interval(Fraction(2), Fraction(3)), "[2, 3]"),
        (Interval(Fraction(6), None, True), Interval(Fraction(2), Fraction(2)), "(3, -)"),
        (Interval(Fraction(6), Fraction(6)), Interval(Fraction(0), Fraction(2), False, True), "(3, -)"),
        (Interval(Fraction(6), Fraction(6)), Interval(Fraction(2), None, True), "(0, 3)"),
        (Interval(Fraction(0), Fraction(6)), Interval(Fraction(2), None), "[0, 3]"),
    ],
)
def test_quotients(left, right, quotient):
    assert written(left.over(right)) == quotient


@pytest.mark.parametrize(
    "divisor", [Interval(), Interval(Fraction(-1), Fraction(2)), Interval(Fraction(0), Fraction(0))]
)
def test_a_quotient_needs_a_sure_sign(divisor):
    assert Interval(Fraction(1), Fraction(1)).over(divisor) is None
    assert Interval(Fraction(-1), Fraction(1)).over(Interval(Fraction(1), Fraction(1))) is None
