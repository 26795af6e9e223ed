"""How each language writes values: the binding table of the style guides, a row a test.

In the tables ``_`` is a no-break space, so that a lost one can be seen.
"""

import datetime as dt
from decimal import Decimal as D

import babel.numbers
import pytest

from briefpress.facts.model import Range
from briefpress.facts.periods import parse_period
from briefpress.merge.locale import full_tag, locale_for, primary
from briefpress.merge.locale.elision import with_de

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


def test_every_currency_has_a_name_in_french():
    """Behind "milliards" stands a name in the plural, or where CLDR has none the code."""
    for code in sorted(babel.numbers.list_currencies()):
        assert EN.money(D(2), "billion", code).endswith("2\u00a0billion")
        assert FR.money(D(2), "billion", code).startswith(("2\u00a0milliards de ", "2\u00a0milliards d’"))


COUNTED = [
    # value     scale       English                 French
    ("2", "million", "2_million loans", "2_millions de prêts"),
    ("1", "million", "1_million loans", "1_million de prêts"),
    ("1.5", "million", "1.5_million loans", "1,5_million de prêts"),
    ("13", "billion", "13_billion loans", "13_milliards de prêts"),
    ("3", "trillion", "3_trillion loans", "3_billions de prêts"),
    ("2", "thousand", "2,000_loans", "2_000_prêts"),
    ("1", "one", "1_loan", "1_prêt"),
    ("1.5", "one", "1.5_loans", "1,5_prêt"),
    ("-2", "million", "−2_million loans", "−2_millions de prêts"),
]


@pytest.mark.parametrize(("value", "scale", "en", "fr"), COUNTED)
def test_counted_things(value, scale, en, fr):
    loan = {"one": "loan", "other": "loans"}.__getitem__
    pret = {"one": "prêt", "other": "prêts"}
    assert shown(EN.counted(D(value), scale, loan)) == en
    assert shown(FR.counted(D(value), scale, lambda form: pret.get(form, "prêts"))) == fr
    assert shown(EN.counted(D(value), scale)) == en.removesuffix("s").removesuffix("loan").rstrip("_ ")


DE = [
    *("de prêts", "d’habitants", "d’heures", "d’hectares", "d’œuvres", "d’États", "d’emplois", "de héros"),
    *(
        "d’héroïnes",
        "de hausses",
        "de hangars",
        "d’haltères",
        "de haltes",
        "de yens",
        "d’yeux",
        "de onzièmes",
    ),
    *(
        "d’huîtres",
        "de huitièmes",
        "de handicapés",
        "d’harmonies",
        "d’ultimatums",
        "d’hallucinations",
        "de halles",
    ),
]


@pytest.mark.parametrize("expected", DE)
def test_de_before_vowels(expected):
    assert with_de(expected.removeprefix("de ").removeprefix("d’")) == expected


COMPACT = [
    # value, scale,              English                 French
    ("1e9", "one", "1_billion", "1_milliard"),
    ("1e6", "one", "1_million", "1_million"),
    ("1.96e9", "one", "2_billion", "2_milliards"),
    ("1.94e9", "one", "1.9_billion", "1,9_milliard"),
    ("999999999", "one", "1_billion", "1_milliard"),
    ("999949999", "one", "999.9_million", "999,9_millions"),
    ("999950000", "one", "1_billion", "1_milliard"),
    ("960000000", "one", "960_million", "960_millions"),
    ("999999", "one", "999,999", "999_999"),
    ("1234.50", "one", "1,234.50", "1_234,50"),
    ("1960", "million", "2_billion", "2_milliards"),
    ("999.96", "billion", "1_trillion", "1_billion"),
    ("123456", "trillion", "123,456_trillion", "123_456_billions"),
    ("-1.96e9", "one", "−2_billion", "−2_milliards"),
    ("-999999999", "one", "−1_billion", "−1_milliard"),
    ("0", "one", "0", "0"),
]


@pytest.mark.parametrize(("value", "scale", "en", "fr"), COMPACT)
def test_compact_numbers(value, scale, en, fr):
    assert (shown(EN.compact(D(value), scale)), shown(FR.compact(D(value), scale))) == (en, fr)


def test_compact_money():
    assert shown(EN.compact_money(D("1.96e9"), "one", "USD")) == "US$2_billion"
    assert shown(FR.compact_money(D("1.96e9"), "one", "USD")) == "2_milliards de dollars américains"
    assert shown(EN.compact_money(D("-999999999"), "one", "CAD")) == "−Can$1_billion"
    assert shown(FR.compact_money(D("999999.50"), "one", "CAD")) == "999_999,50_$_CA"


POINTS = [
    ("3", "3_percentage points", "3_points", "3_points de pourcentage", "3_points"),
    ("1", "1_percentage point", "1_point", "1_point de pourcentage", "1_point"),
    ("1.5", "1.5_percentage points", "1.5_points", "1,5_point de pourcentage", "1,5_point"),
    ("-4", "−4_percentage points", "−4_points", "−4_points de pourcentage", "−4_points"),
    ("0", "0_percentage points", "0_points", "0_point de pourcentage", "0_point"),
]


@pytest.mark.parametrize(("value", "en", "en_short", "fr", "fr_short"), POINTS)
def test_percentage_points(value, en, en_short, fr, fr_short):
    assert (shown(EN.points(D(value))), shown(EN.points(D(value), short=True))) == (en, en_short)
    assert (shown(FR.points(D(value))), shown(FR.points(D(value), short=True))) == (fr, fr_short)


@pytest.mark.parametrize(("value", "en"), [("3.2", "+3.2%"), ("-3.2", "−3.2%"), ("0", "0%"), ("-0", "0%")])
def test_signs(value, en):
    assert EN.signed(D(value), EN.percent(D(value))) == en


def between(first, last):
    return Range(D(first), D(last))


RANGES = [
    # a figure of a language,                     English, French, French short
    (
        lambda x, s: x.digits(between(4000, 10000), short=s),
        "4,000 to 10,000",
        "de 4_000 à 10_000",
        "4_000 à 10_000",
    ),
    (lambda x, s: x.percent(between(4, "10.5"), short=s), "4% to 10.5%", "de 4 à 10,5_%", "4 à 10,5_%"),
    (lambda x, s: x.percent(between(-5, 1), short=s), "−5% to 1%", "de −5 à 1_%", "−5 à 1_%"),
    (
        lambda x, s: x.points(between("0.5", "1.5"), short=s),
        "0.5 to 1.5_percentage points",
        "de 0,5 à 1,5_point de pourcentage",
        "0,5 à 1,5_point",
    ),
    (
        lambda x, s: x.money(between(4, 10), "thousand", "USD", short=s),
        "US$4,000 to US$10,000",
        "de 4_000_$_US à 10_000_$_US",
        "4_000_$_US à 10_000_$_US",
    ),
    (
        lambda x, s: x.money(between(1, "1.5"), "billion", "CAD", short=s),
        "Can$1_billion to Can$1.5_billion",
        "de 1 à 1,5_milliard de dollars canadiens",
        "1 à 1,5_G$_CA",
    ),
    (
        lambda x, s: x.counted(between(2, 3), "million", lambda form: "gens", short=s),
        "2_million to 3_million gens",
        "de 2 à 3_millions de gens",
        "2 à 3_millions de gens",
    ),
    (
        lambda x, s: x.duration(between(4, 10), "year", short=s),
        "4 to 10_years",
        "de 4 à 10_ans",
        "4 à 10_ans",
    ),
    (lambda x, s: x.year(Range(2016, 2018), short=s), "2016–2018", "de 2016 à 2018", "2016 à 2018"),
]


@pytest.mark.parametrize(("figure", "en", "fr", "fr_short"), RANGES)
def test_ranges(figure, en, fr, fr_short):
    assert shown(figure(EN, False)) == en
    assert (shown(figure(FR, False)), shown(figure(FR, True))) == (fr, fr_short)


COMPACT_RANGES = [
    (between("1.2e9", "3.25e9"), "1.2_billion to 3.3_billion", "de 1,2 à 3,3_milliards"),
    (between("9e5", "1.2e6"), "900,000 to 1.2_million", "de 900_000 à 1,2_million"),
    (between("9.6e8", "1.2e9"), "960_million to 1.2_billion", "de 960_millions à 1,2_milliard"),
    (between("1.01e9", "1.02e9"), "1_billion", "1_milliard"),
]


@pytest.mark.parametrize(("value", "en", "fr"), COMPACT_RANGES)
def test_compact_ranges(value, en, fr):
    assert (shown(EN.compact(value)), shown(FR.compact(value))) == (en, fr)


def test_a_word_before_a_range_takes_the_place_of_its_own():
    figure = ((FR.percent(between(45, 50)), False),)
    assert raised(FR.qualified("environ", figure)) == "environ 45 à 50_%"
    assert raised(FR.qualified("environ", FR.date(dt.date(2024, 4, 1)))) == "environ 1^er^_avril 2024"
    assert raised(EN.qualified("over", (("65 years", False),))) == "over 65 years"


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


DATE_RANGES = [
    # from, to,     English, French
    ("2024-04-08", "2024-04-12", "April_8 to 12, 2024", "du 8 au 12_avril 2024"),
    ("2024-04-01", "2024-04-04", "April_1 to 4, 2024", "du 1^er^ au 4_avril 2024"),
    ("2024-03-29", "2024-04-04", "March_29 to April_4, 2024", "du 29_mars au 4_avril 2024"),
    ("2024-03-01", "2024-04-01", "March_1 to April_1, 2024", "du 1^er^_mars au 1^er^_avril 2024"),
    (
        "2023-12-30",
        "2024-01-01",
        "December_30, 2023, to January_1, 2024",
        "du 30_décembre 2023 au 1^er^_janvier 2024",
    ),
    ("2023-04-08", "2024-04-08", "April_8, 2023, to April_8, 2024", "du 8_avril 2023 au 8_avril 2024"),
]


@pytest.mark.parametrize(("first", "last", "en", "fr"), DATE_RANGES)
def test_ranges_of_days(first, last, en, fr):
    value = Range(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert (raised(EN.date(value)), raised(FR.date(value))) == (en, fr)
    assert raised(EN.date(value, short=True)) == f"{first} to {last}"
    assert raised(FR.date(value, short=True)) == f"{first} au {last}"


TIMES = [
    # time, English, French, French short
    ((14, 30), "2:30_pm", "14_h_30", "14_h_30"),
    ((9, 5), "9:05_am", "9_h_5", "9_h_5"),
    ((9, 0), "9_am", "9_h", "9_h"),
    ((14, 0), "2_pm", "14_h", "14_h"),
    ((12, 0), "noon", "midi", "12_h"),
    ((0, 0), "midnight", "minuit", "0_h"),
    ((12, 30), "12:30_pm", "12_h_30", "12_h_30"),
    ((0, 5), "12:05_am", "0_h_5", "0_h_5"),
    ((23, 59), "11:59_pm", "23_h_59", "23_h_59"),
]


@pytest.mark.parametrize(("time", "en", "fr", "fr_short"), TIMES)
def test_times(time, en, fr, fr_short):
    value = dt.time(*time)
    assert (shown(EN.time(value)), shown(EN.time(value, short=True))) == (en, en)
    assert (shown(FR.time(value)), shown(FR.time(value, short=True))) == (fr, fr_short)


PERIODS = [
    # period, English and short, French and short
    ("2024", "2024", "2024", "2024", "2024"),
    ("2024-2025", "fiscal year_2024–2025", "2024–2025", "exercice_2024 à_2025", "2024-2025"),
    ("2024-Q1", "first quarter of_2024", "Q1_2024", "premier trimestre de_2024", "T1_2024"),
    ("2024-Q2", "second quarter of_2024", "Q2_2024", "deuxième trimestre de_2024", "T2_2024"),
    ("2024-Q4", "fourth quarter of_2024", "Q4_2024", "quatrième trimestre de_2024", "T4_2024"),
    ("2024-04", "April_2024", "April_2024", "avril_2024", "avril_2024"),
    ("2024-12", "December_2024", "December_2024", "décembre_2024", "décembre_2024"),
]


@pytest.mark.parametrize(("code", "en", "en_short", "fr", "fr_short"), PERIODS)
def test_periods(code, en, en_short, fr, fr_short):
    value = parse_period(code)
    assert (shown(EN.period(value)), shown(EN.period(value, short=True))) == (en, en_short)
    assert (shown(FR.period(value)), shown(FR.period(value, short=True))) == (fr, fr_short)


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


def test_small_ordinals_in_words():
    assert [raised(EN.ordinal_in_words(n)) for n in (1, 3, 9, 10, 21)] == [
        "first",
        "third",
        "ninth",
        "10th",
        "21st",
    ]
    # "premier" would be wrong beside a feminine noun.
    assert [raised(FR.ordinal_in_words(n)) for n in (1, 2, 9, 10)] == [
        "1^er^",
        "deuxième",
        "neuvième",
        "10^e^",
    ]


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
    assert shown(EN.counted(10, noun={"one": "nation", "other": "nations"}.__getitem__)) == "10_nations"


def test_tags():
    assert (full_tag("en"), full_tag("fr"), full_tag("en-GB"), full_tag("de")) == (
        "en-CA",
        "fr-CA",
        "en-GB",
        "de",
    )
    assert (primary("fr-CA"), primary("fr")) == ("fr", "fr")
    assert locale_for("fr").tag == "fr-CA" and type(locale_for("fr-FR")) is type(FR)
