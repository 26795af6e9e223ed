"""Languages without rules of ours: whatever CLDR has, every value prints, whole, and with its own digits.

In the tables ``_`` is a no-break space.
"""

import datetime as dt
import re
from decimal import Decimal as D
from functools import cache

import pytest
from babel.localedata import locale_identifiers
from hypothesis import example, given, settings, strategies as st

from briefpress.facts.model import DURATION_UNITS, SCALES, Range
from briefpress.facts.periods import Period
from briefpress.merge.locale import locale_for
from briefpress.merge.locale.cldr import Cldr
from tests.merge.test_locale import raised, shown


def between(first, last):
    return Range(D(first), D(last))


OTHERS = [
    # method, German, Spanish
    (lambda x: x.number(D("1234567.50")), "1.234.567,50", "1.234.567,50"),
    (lambda x: x.percent(D("71.5")), "71,5_%", "71,5_%"),
    (lambda x: x.money(D("13"), "billion", "USD"), "13.000.000.000_USD", "13.000.000.000_USD"),
    (lambda x: x.duration(D("65"), "year"), "65_Jahre", "65_años"),
    (lambda x: x.duration(D("1"), "month"), "1_Monat", "1_mes"),
    (lambda x: raised(x.date(dt.date(2024, 4, 8))), "8._April_2024", "8_de_abril_de_2024"),
    (lambda x: x.listed(["a", "b", "c"]), "a, b und c", "a, b y c"),
    (lambda x: raised(x.ordinal(3)), "3.", "3."),
    (lambda x: x.multiple(D(3)), "3×", "3×"),
    (lambda x: x.top(20), "20", "20"),
    (lambda x: x.in_words(5), "5", "5"),
    (lambda x: x.qualifier("over") or "-", "-", "-"),
]


@pytest.mark.parametrize(("method", "de", "es"), OTHERS)
def test_other_languages_follow_cldr(method, de, es):
    assert (shown(method(locale_for("de"))), shown(method(locale_for("es")))) == (de, es)


def test_other_patterns_of_cldr():
    assert shown(locale_for("tr").percent(D("71.5"))) == "%71,5"
    assert shown(locale_for("tr").money(D(5), "one", "USD")) == "USD_5"
    assert shown(locale_for("hi").number(D("1234567"))) == "12,34,567"
    assert shown(locale_for("de-CH").number(D("1234567"))) == "1’234’567"
    assert shown(locale_for("fr-FR").number(D("1234567"))) == "1_234_567"
    assert shown(locale_for("tr").duration(D(65), "year")) == "65_yıl"


@pytest.mark.parametrize("lang", ["xyz", "qaa", "e1"])
def test_a_language_that_nobody_describes_still_has_numbers(lang):
    locale = locale_for(lang)
    assert locale.number(D("1234.5")) == "1,234.5"
    assert locale.money(D(5), "one", "USD") and locale.duration(D(5), "year") and locale.listed(["a", "b"])


COMPACT = [
    # value,       German,           Spanish,            Japanese, Hindi,     Norwegian,       Brazilian
    ("1e6", "1_Million", "1_millón", "100万", "10_लाख", "1_million", "1_milhão"),
    ("1e9", "1_Milliarde", "1_mil_millones", "10億", "1_अरब", "1_milliard", "1_bilhão"),
    ("1.96e9", "2_Milliarden", "2_mil_millones", "19.6億", "2_अरब", "2_milliarder", "2_bilhões"),
    ("999999999", "1_Milliarde", "1_mil_millones", "10億", "1_अरब", "1_milliard", "1_bilhão"),
    ("-2e6", "−2_Millionen", "−2_millones", "−200万", "−20_लाख", "−2_millioner", "−2_milhões"),
    ("999999", "999.999", "999.999", "999,999", "9,99,999", "999_999", "999.999"),
]


@pytest.mark.parametrize("row", COMPACT)
def test_compact_numbers(row):
    value, *expected = row
    locales = map(locale_for, ("de", "es", "ja", "hi", "nb", "pt-BR"))
    assert [shown(locale.compact(D(value))) for locale in locales] == expected


MORE = [
    # figure, German, Japanese, Arabic without its marks
    (lambda x: x.compact_money(D("1.96e9"), "one", "USD"), "2_Mrd._USD", "USD_19.6億", "2_مليار_USD"),
    (lambda x: x.compact_money(D(-5), "million", "USD"), "−5_Mio._USD", "−USD_500万", "−5_مليون_USD"),
    (lambda x: x.compact_money(D(5), "one", "USD"), "5_USD", "USD_5", "5_USD"),
    (lambda x: x.money(D(-5), "one", "CHF"), "−5_CHF", "−CHF_5", "−5_CHF"),
    (lambda x: x.percent(between(4, 10)), "4–10_%", "4–10%", "4–10%"),
    (lambda x: x.percent(between(-4, -1)), "−4_–_−1_%", "−4_–_−1%", "−4_–_−1%"),
    (lambda x: x.points(D(3)), "3_pp", "3_pp", "3_pp"),
    (lambda x: x.signed(D(3), x.percent(D(3))), "+3_%", "+3%", "+3%"),
    (lambda x: x.counted(D(2), "million", lambda form: "x"), "2.000.000_x", "2,000,000_x", "2,000,000_x"),
    (lambda x: x.compact(D(2), "million", lambda form: "x"), "2.000.000_x", "2,000,000_x", "2,000,000_x"),
    (
        lambda x: x.compact(between("1e6", "2e6")),
        "1_Million_–_2_Millionen",
        "100万–200万",
        "1_مليون_–_2_مليون",
    ),
    (lambda x: x.compact(between("1.01e9", "1.02e9")), "1_Milliarde", "10.1億–10.2億", "1_مليار"),
    (lambda x: x.duration(D(2), "day"), "2_Tage", "2_日", "يومان"),
    (lambda x: x.duration(between(1, 2), "day"), "1–2_Tage", "1–2_日", "1–2_يوم"),
    (lambda x: x.year(Range(2016, 2018)), "2016–2018", "2016–2018", "2016–2018"),
    (lambda x: x.time(dt.time(14, 30)), "14:30", "14:30", "2:30_م"),
    (lambda x: x.period(Period("year", 2024)), "2024", "2024", "2024"),
    (lambda x: x.period(Period("fiscal-year", 2024)), "2024–2025", "2024–2025", "2024–2025"),
    (
        lambda x: x.period(Period("quarter", 2024, 3)),
        "3._Quartal_2024",
        "2024年第3四半期",
        "الربع_الثالث_2024",
    ),
    (lambda x: x.period(Period("month", 2024, 4)), "April_2024", "2024年4月", "أبريل_2024"),
    (
        lambda x: raised(x.date(Range(dt.date(2024, 4, 8), dt.date(2024, 4, 12)))),
        "8._April_2024_–_12._April_2024",
        "2024年4月8日～2024年4月12日",
        "8_أبريل_2024_–_12_أبريل_2024",
    ),
    (
        lambda x: raised(x.date(Range(dt.date(2024, 4, 8), dt.date(2024, 4, 12)), short=True)),
        "2024-04-08_–_2024-04-12",
        "2024-04-08～2024-04-12",
        "2024-04-08_–_2024-04-12",
    ),
]


@pytest.mark.parametrize(("figure", "de", "ja", "ar"), MORE)
def test_richer_values(figure, de, ja, ar):
    assert (shown(figure(locale_for("de"))), shown(figure(locale_for("ja")))) == (de, ja)
    assert MARKS.sub("", shown(figure(locale_for("ar")))) == ar


def test_a_sign_of_arabic_keeps_its_place():
    """A minus before Western digits would go behind them where the script runs to the left."""
    assert locale_for("ar").number(D(-5)) == "\u200e−5"
    assert locale_for("ar").signed(D(5), "5") == "\u200e+5"


def test_gaps_of_cldr():
    assert shown(locale_for("ps").compact(D("2e6"))) == "2.000.000", "its first name is that of 10^9"
    assert shown(locale_for("ps").compact(D("2e9"))) == "2G"
    quarter = locale_for("ff-Adlm").period(Period("quarter", 2024, 1))
    assert shown(quarter).endswith("1_2024"), "the digits of names are Western, too"
    assert shown(locale_for("iu").duration(between(4, 10), "year")) == "4–10_y", "no long names"


# ---- any language, any value

#: Marks that order digits and signs in a text that runs to the left.
MARKS = re.compile("[\u061c\u200e\u200f]")
BREAKABLE = re.compile(r"[^\S\u00a0]")

TAGS = sorted(name.replace("_", "-") for name in locale_identifiers() if not name.startswith(("en", "fr")))
KNOWN = (
    "ar",
    "bn",
    "cs",
    "de",
    "es",
    "fa",
    "he",
    "hi",
    "iu",
    "ja",
    "lt",
    "nb",
    "pl",
    "pt-BR",
    "sw",
    "zh-Hant",
)

tags = st.sampled_from(KNOWN) | st.sampled_from(TAGS)
values = st.decimals(min_value="-1e15", max_value="1e15", places=3) | st.integers(-(10**15), 10**15).map(D)
amounts = values | st.tuples(values, values).map(lambda two: Range(min(two), max(two)))
lengths = st.decimals(min_value=0, max_value=1000, places=1)
spans = lengths | st.tuples(lengths, lengths).map(lambda two: Range(min(two), max(two)))
days = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
scales = st.sampled_from(tuple(SCALES))
currencies = st.sampled_from(("USD", "CAD", "JPY", "CHF", "XYZ"))
periods = st.one_of(
    st.builds(Period, st.just("year"), st.integers(1000, 2999)),
    st.builds(Period, st.just("fiscal-year"), st.integers(1000, 2999)),
    st.builds(Period, st.just("quarter"), st.integers(1000, 2999), st.integers(1, 4)),
    st.builds(Period, st.just("month"), st.integers(1000, 2999), st.integers(1, 12)),
)

locale = cache(locale_for)
cldr = cache(Cldr)
many = settings(deadline=None, max_examples=300)


def whole(figure):
    """Return a figure after seeing that no line can end in it and that its digits are Western."""
    assert figure and not BREAKABLE.search(figure), repr(figure)
    assert all(char in "0123456789" for char in figure if char.isdecimal()), repr(figure)
    return figure


def read(tag, figure):
    """Return the number that a figure says, read with the signs of its language."""
    symbols = cldr(tag)
    text = MARKS.sub("", figure).replace(MARKS.sub("", symbols._group), "")
    return D(text.replace(MARKS.sub("", symbols.decimal), ".").replace("−", "-"))


@many
@given(tags, values)
def test_a_number_can_be_read_back_digit_for_digit(tag, value):
    text = whole(locale(tag).number(value))
    assert str(read(tag, text)) == str(value if value else abs(value))
    assert "-" not in text and ("−" in text) == (value < 0)


def digits_of(text):
    return [char for char in text if char.isdecimal()]


@many
@given(tags, amounts, scales, currencies, st.booleans())
def test_amounts(tag, value, scale, currency, short):
    figures = locale(tag)
    money = whole(figures.money(value, scale, currency, short=short))
    assert currency in money and digits_of(money) == digits_of(figures.counted(value, scale))
    share = whole(figures.percent(value, short=short))
    assert digits_of(share) == digits_of(figures.digits(value)) == digits_of(figures.points(value))
    for text in (share, money, whole(figures.points(value)), whole(figures.counted(value, scale))):
        ends = (value.first, value.last) if isinstance(value, Range) else (value,)
        assert "-" not in text and text.count("−") == sum(end < 0 for end in ends)


@many
@given(tags, amounts, scales, currencies)
@example("ps", D("0.001"), "billion", "USD")
@example("ps", D("0.001"), "trillion", "USD")
def test_compact_amounts(tag, value, scale, currency):
    figures = locale(tag)
    assert currency in whole(figures.compact_money(value, scale, currency))
    text = whole(figures.compact(value, scale))
    if isinstance(value, Range):
        return
    amount = abs(value) * SCALES[scale]
    if amount < 10**6:
        assert text == figures.counted(value, scale)
        return
    if tag == "ps" and amount < 10**9:  # CLDR has no short millions of Pashto, except of money
        assert text == figures.counted(value, scale)
        return
    # What is printed is the amount but for a power of ten and a rounding to one decimal.
    (printed,) = re.findall(r"[0-9](?:.?[0-9])*", MARKS.sub("", text))
    share = amount / read(tag, printed)
    assert ("−" in text) == (value < 0)
    assert any(abs(share / 10**power - 1) <= D("0.05") for power in range(3, 30))


@many
@given(tags, spans, st.sampled_from(DURATION_UNITS))
def test_lengths_of_time(tag, value, unit):
    text = whole(locale(tag).duration(value, unit))
    digits = digits_of(locale(tag).digits(value))
    # Some languages have a noun for one and one for two, without a number.
    assert digits_of(text) == digits or (not digits_of(text) and value in (1, 2))


@many
@given(tags, st.tuples(days, days), st.times(), periods, st.booleans())
def test_days_times_and_periods(tag, two, time, period, short):
    calendar = locale(tag)
    for value in (two[0], Range(min(two), max(two))):
        text = "".join(text for text, _ in calendar.date(value, short=short))
        assert str(two[0].year) in whole(text)
    # Yoruba writes 0:5 for five minutes past midnight.
    assert time.minute in map(int, re.findall("[0-9]+", whole(calendar.time(time, short=short))))
    assert str(period.year) in whole(calendar.period(period, short=short))


@many
@given(tags, st.integers(1, 10**6), st.lists(st.sampled_from("123"), min_size=1, max_size=4))
def test_places_and_lists(tag, value, items):
    figures = locale(tag)
    for text in (
        *(figures.top(value), figures.multiple(D(value)), figures.in_words(value)),
        *(figures.ordinal(value)[0][0], figures.ordinal_in_words(value)[0][0]),
    ):
        assert digits_of(whole(text)) == list(str(value))
    assert digits_of(figures.listed(items)) == items
