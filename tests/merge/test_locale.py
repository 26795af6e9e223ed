"""How each language writes values: the binding table of the style guides, a row a test.

In the tables ``_`` is a no-break space, so that a lost one can be seen.
"""

import datetime as dt
from decimal import Decimal as D

import pytest

from briefpress.merge.locale import full_tag, locale_for, primary

EN, FR = locale_for("en"), locale_for("fr")


def shown(text):
    assert "\u202f" not in text and "\u2009" not in text
    return text.replace("\u00a0", "_")


def raised(pieces):
    return shown("".join(f"^{text}^" if up else text for text, up in pieces))


NUMBERS = [
    # value              English              French
    ("0", "0", "0"),
    ("7", "7", "7"),
    ("1234", "1,234", "1_234"),
    ("4000", "4,000", "4_000"),
    ("1234567.5", "1,234,567.5", "1_234_567,5"),
    ("999999999", "999,999,999", "999_999_999"),
    ("1.10", "1.10", "1,10"),
    ("0.00", "0.00", "0,00"),
    ("71.5", "71.5", "71,5"),
    ("-5", "−5", "−5"),
    ("-1234.5", "−1,234.5", "−1_234,5"),
    ("1" * 40, ",".join(["1", *["111"] * 13]), "_".join(["1", *["111"] * 13])),
]


@pytest.mark.parametrize(("value", "en", "fr"), NUMBERS)
def test_numbers(value, en, fr):
    assert (shown(EN.number(D(value))), shown(FR.number(D(value)))) == (en, fr)


PERCENT = [
    ("71", "71%", "71_%"),
    ("8", "8%", "8_%"),
    ("71.5", "71.5%", "71,5_%"),
    ("0.10", "0.10%", "0,10_%"),
    ("-2", "−2%", "−2_%"),
]


@pytest.mark.parametrize(("value", "en", "fr"), PERCENT)
def test_percentages(value, en, fr):
    assert (shown(EN.percent(D(value))), shown(FR.percent(D(value)))) == (en, fr)


MONEY = [
    # value   scale      code   English               French, in sentences                   French, short
    ("13", "billion", "USD", "US$13_billion", "13_milliards de dollars américains", "13_G$_US"),
    ("1", "billion", "USD", "US$1_billion", "1_milliard de dollars américains", "1_G$_US"),
    ("2", "billion", "USD", "US$2_billion", "2_milliards de dollars américains", "2_G$_US"),
    ("1.5", "billion", "USD", "US$1.5_billion", "1,5_milliard de dollars américains", "1,5_G$_US"),
    ("1.96", "billion", "USD", "US$1.96_billion", "1,96_milliard de dollars américains", "1,96_G$_US"),
    ("2.0", "billion", "USD", "US$2.0_billion", "2,0_milliards de dollars américains", "2,0_G$_US"),
    ("1", "million", "CAD", "Can$1_million", "1_million de dollars canadiens", "1_M$_CA"),
    ("85", "million", "CAD", "Can$85_million", "85_millions de dollars canadiens", "85_M$_CA"),
    ("3", "trillion", "USD", "US$3_trillion", "3_billions de dollars américains", "3_000_G$_US"),
    ("13", "billion", "EUR", "€13_billion", "13_milliards d’euros", "13_G€"),
    ("13", "billion", "GBP", "£13_billion", "13_milliards de livres sterling", "13_G£"),
    ("13", "billion", "CHF", "CHF_13_billion", "13_milliards de francs suisses", "13_G_CHF"),
    ("13", "billion", "JPY", "JPY_13_billion", "13_milliards de yens japonais", "13_G_JPY"),
    ("4000", "one", "USD", "US$4,000", "4_000_$_US", "4_000_$_US"),
    ("4", "thousand", "CAD", "Can$4,000", "4_000_$_CA", "4_000_$_CA"),
    ("1.5", "thousand", "EUR", "€1,500", "1_500_€", "1_500_€"),
    ("999999999", "one", "USD", "US$999,999,999", "999_999_999_$_US", "999_999_999_$_US"),
    ("1.50", "one", "CAD", "Can$1.50", "1,50_$_CA", "1,50_$_CA"),
    ("-5", "million", "USD", "−US$5_million", "−5_millions de dollars américains", "−5_M$_US"),
    ("-5", "one", "USD", "−US$5", "−5_$_US", "−5_$_US"),
]


@pytest.mark.parametrize(("value", "scale", "currency", "en", "fr", "fr_short"), MONEY)
def test_money(value, scale, currency, en, fr, fr_short):
    assert shown(EN.money(D(value), scale, currency)) == en
    assert shown(EN.money(D(value), scale, currency, short=True)) == en, "the guides avoid B and M"
    assert shown(FR.money(D(value), scale, currency)) == fr
    assert shown(FR.money(D(value), scale, currency, short=True)) == fr_short


def test_amounts_of_any_length_are_exact():
    digits = "1234567890" * 4
    assert EN.money(D(digits), "thousand", "USD").replace(",", "") == f"US${digits}000"
    assert FR.money(D(digits), "trillion", "USD", short=True).replace("\u00a0", "") == f"{digits}000G$US"


DURATIONS = [
    ("65", "year", "65_years", "65_ans"),
    ("1", "year", "1_year", "1_an"),
    ("1.5", "year", "1.5_years", "1,5_an"),
    ("2", "year", "2_years", "2_ans"),
    ("0", "day", "0_days", "0_jour"),
    ("1", "month", "1_month", "1_mois"),
    ("18", "month", "18_months", "18_mois"),
    ("30", "day", "30_days", "30_jours"),
]


@pytest.mark.parametrize(("value", "unit", "en", "fr"), DURATIONS)
def test_durations(value, unit, en, fr):
    assert (shown(EN.duration(D(value), unit)), shown(FR.duration(D(value), unit))) == (en, fr)


DATES = [
    (dt.date(2024, 4, 8), "April_8, 2024", "8_avril 2024"),
    (dt.date(2024, 4, 1), "April_1, 2024", "1^er^_avril 2024"),
    (dt.date(2024, 12, 11), "December_11, 2024", "11_décembre 2024"),
    (dt.date(2016, 7, 31), "July_31, 2016", "31_juillet 2016"),
    (dt.date(1958, 2, 21), "February_21, 1958", "21_février 1958"),
    (dt.date(2020, 8, 1), "August_1, 2020", "1^er^_août 2020"),
]


@pytest.mark.parametrize(("date", "en", "fr"), DATES)
def test_dates(date, en, fr):
    assert (raised(EN.date(date)), raised(FR.date(date))) == (en, fr)


ORDINALS = [
    (1, "1st", "1^er^"),
    (2, "2nd", "2^e^"),
    (3, "3rd", "3^e^"),
    (4, "4th", "4^e^"),
    (11, "11th", "11^e^"),
    (12, "12th", "12^e^"),
    (13, "13th", "13^e^"),
    (21, "21st", "21^e^"),
    (22, "22nd", "22^e^"),
    (113, "113th", "113^e^"),
    (1001, "1,001st", "1_001^e^"),
]


@pytest.mark.parametrize(("value", "en", "fr"), ORDINALS)
def test_ordinals(value, en, fr):
    assert (raised(EN.ordinal(value)), raised(FR.ordinal(value))) == (en, fr)


def test_ranks_and_multiples():
    assert (shown(EN.top(20)), shown(FR.top(20)), shown(FR.top(1))) == ("top_20", "20_premiers", "1_premier")
    assert (shown(EN.multiple(D(3))), shown(FR.multiple(D(3)))) == ("3_times", "3_fois")
    assert (shown(EN.multiple(D(1))), shown(EN.multiple(D("2.5")))) == ("1_time", "2.5_times")
    assert (shown(EN.multiple(D(3), short=True)), shown(FR.multiple(D(3), short=True))) == ("3×", "×_3")


def test_small_numbers_in_words():
    assert [EN.in_words(n) for n in (0, 1, 5, 9, 10, -1)] == ["zero", "one", "five", "nine", "10", "−1"]
    # "un" would be wrong beside a feminine noun, a digit never is.
    assert [FR.in_words(n) for n in (0, 1, 2, 9, 10)] == ["0", "1", "deux", "neuf", "10"]


LISTS = [
    (["a"], "a", "a"),
    (["a", "b"], "a and b", "a et b"),
    (["a", "b", "c"], "a, b and c", "a, b et c"),
    (["a", "b and c", "d"], "a, b and c, and d", "a, b and c et d"),
    (["Paris, France", "Rome"], "Paris, France and Rome", "Paris, France et Rome"),
    (["Paris, France", "Rome", "Bern"], "Paris, France; Rome and Bern", "Paris, France; Rome et Bern"),
]


@pytest.mark.parametrize(("items", "en", "fr"), LISTS)
def test_lists(items, en, fr):
    assert (EN.listed(items), FR.listed(items)) == (en, fr)


QUALIFIERS = [
    ("about", "approximately", "environ"),
    ("over", "over", "plus de"),
    ("under", "under", "moins de"),
    ("at-least", "at least", "au moins"),
    ("at-most", "at most", "au plus"),
    ("record", None, None),
    ("projected", None, None),
    ("target", None, None),
]


@pytest.mark.parametrize(("name", "en", "fr"), QUALIFIERS)
def test_words_before_a_figure(name, en, fr):
    assert (EN.qualifier(name), FR.qualifier(name)) == (en, fr)


def test_plural_categories():
    assert [EN.plural(D(v)) for v in ("0", "1", "1.0", "1.5", "2")] == [
        "other",
        "one",
        "other",
        "other",
        "other",
    ]
    assert [FR.plural(D(v)) for v in ("0", "1", "1.5", "2")] == ["one", "one", "one", "other"]
    assert shown(EN.counted(10, "nations")) == "10_nations"


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


def test_tags():
    assert (full_tag("en"), full_tag("fr"), full_tag("en-GB"), full_tag("de")) == (
        "en-CA",
        "fr-CA",
        "en-GB",
        "de",
    )
    assert (primary("fr-CA"), primary("fr")) == ("fr", "fr")
    assert locale_for("fr").tag == "fr-CA" and type(locale_for("fr-FR")) is type(FR)
