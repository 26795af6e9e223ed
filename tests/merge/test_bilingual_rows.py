"""What CLDR gives and what the style guides want: each case where they differ, on the page.

The rules are those of the Canada.ca Content Style Guide (English and French), the Translation Bureau and the
OQLF. ``_`` is a no-break space, ``^`` stands around raised text.
"""

from __future__ import annotations

import re
from functools import cache

import pypdfium2
import pytest

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.facts import load_facts
from briefpress.merge.fact_text import FactPrinter
from briefpress.workspace import MemoryWorkspace
from tests.merge.project import HEAD, LANGUAGES, SOURCES, facts_yaml

USD, CAD = "currency: USD", "currency: CAD"


def number(value, more=""):
    return f"{{type: number, value: {value}{more}}}"


def percent(value):
    return f"{{type: percent, value: {value}}}"


def money(value, scale="one", currency=USD):
    return f"{{type: money, value: {value}, scale: {scale}, {currency}}}"


def day(value):
    return f"{{type: date, value: {value}}}"


def time(value):
    return f'{{type: time, value: "{value}"}}'


def period(value):
    return f"{{type: period, value: {value}}}"


def between(first, last):
    return f"{{from: {first}, to: {last}}}"


#: Case: fact, form, English, French.
ROWS = {
    # ---- numbers and shares
    "decimals": (number("1234567.5"), "long", "1,234,567.5", "1_234_567,5"),
    "four digits": (number(4000), "long", "4,000", "4_000"),
    "no digit is lost": (number("1.10"), "long", "1.10", "1,10"),
    "years are not grouped": ("{type: year, value: 2024}", "long", "2024", "2024"),
    "percent": (percent(71), "long", "71%", "71_%"),
    "percent is not rounded": (percent("71.5"), "long", "71.5%", "71,5_%"),
    "minus": (percent("-3.2"), "long", "−3.2%", "−3,2_%"),
    "signed": (percent("3.2"), "signed", "+3.2%", "+3,2_%"),
    "signed minus": (percent("-3.2"), "signed", "−3.2%", "−3,2_%"),
    "signed zero": (percent(0), "signed", "0%", "0_%"),
    "points": ("{type: points, value: 3}", "long", "3_percentage points", "3_points de pourcentage"),
    "one point": ("{type: points, value: 1.5}", "long", "1.5_percentage points", "1,5_point de pourcentage"),
    "signed points": ("{type: points, value: -4}", "signed", "−4_points", "−4_points"),
    "years of age": ("{type: duration, value: 65, unit: year}", "long", "65_years", "65_ans"),
    "words": (number(5), "words", "five", "cinq"),
    "from ten in digits": (number(10), "words", "10", "10"),
    "ordinal": ("{type: rank, value: 2}", "long", "2nd", "2^e^"),
    "first": ("{type: rank, value: 1}", "long", "1st", "1^er^"),
    "ordinal in words": ("{type: rank, value: 3}", "words", "third", "troisième"),
    # ---- large numbers
    "all its digits": (number(999999999), "long", "999,999,999", "999_999_999"),
    "number with a scale": (number("13, scale: billion"), "long", "13_billion", "13_milliards"),
    "noun": (number("2, scale: million, unit: loan"), "long", "2_million loans", "2_millions de prêts"),
    "vowel": (
        number("1.5, scale: million, unit: dweller"),
        "long",
        "1.5_million dwellers",
        "1,5_million d’habitants",
    ),
    "one billion": (number(1000000000), "compact", "1_billion", "1_milliard"),
    "one million": (number(1000000), "compact", "1_million", "1_million"),
    "rounded up": (number(1960000000), "compact", "2_billion", "2_milliards"),
    "rounded to the next scale": (number(999999999), "compact", "1_billion", "1_milliard"),
    "below two": (number(1500000000), "compact", "1.5_billion", "1,5_milliard"),
    "below a million": (number(999999), "compact", "999,999", "999_999"),
    # ---- money
    "money": (money(13, "billion"), "long", "US$13_billion", "13_milliards de dollars américains"),
    "money in a tile": (money(13, "billion"), "short", "US$13_billion", "13_G$_US"),
    "millions in a tile": (money("4.2", "million", CAD), "short", "Can$4.2_million", "4,2_M$_CA"),
    "one billion dollars": (
        money(1, "billion", CAD),
        "long",
        "Can$1_billion",
        "1_milliard de dollars canadiens",
    ),
    "one million dollars": (
        money(1, "million", CAD),
        "long",
        "Can$1_million",
        "1_million de dollars canadiens",
    ),
    "dollars below two": (
        money("1.96", "billion"),
        "long",
        "US$1.96_billion",
        "1,96_milliard de dollars américains",
    ),
    "two billion dollars": (money(2, "billion"), "long", "US$2_billion", "2_milliards de dollars américains"),
    "compact dollars": (money(1960000000), "compact", "US$2_billion", "2_milliards de dollars américains"),
    "all its dollars": (money(999999999), "long", "US$999,999,999", "999_999_999_$_US"),
    "Canadian dollars": (money(4000, currency=CAD), "long", "Can$4,000", "4_000_$_CA"),
    "euros": (money(13, "billion", "currency: EUR"), "long", "€13_billion", "13_milliards d’euros"),
    "francs": (money(13, "million", "currency: CHF"), "short", "CHF_13_million", "13_M_CHF"),
    "negative dollars": (money(-2, "billion"), "long", "−US$2_billion", "−2_milliards de dollars américains"),
    "more dollars": (money("1.2", "billion"), "signed", "+US$1.2_billion", "+1,2_G$_US"),
    # ---- days and times
    "day": (day("2024-04-08"), "long", "April_8, 2024", "8_avril 2024"),
    "first of a month": (day("2024-04-01"), "long", "April_1, 2024", "1^er^_avril 2024"),
    "day in a tile": (day("2024-04-01"), "short", "2024-04-01", "2024-04-01"),
    "afternoon": (time("14:30"), "long", "2:30_pm", "14_h_30"),
    "full hour": (time("14:00"), "long", "2_pm", "14_h"),
    "morning": (time("09:05"), "long", "9:05_am", "9_h_5"),
    "noon": (time("12:00"), "long", "noon", "midi"),
    "month": (period("2024-04"), "long", "April_2024", "avril_2024"),
    "quarter": (period("2024-Q3"), "long", "third quarter of_2024", "troisième trimestre de_2024"),
    "quarter in a tile": (period("2024-Q3"), "short", "Q3_2024", "T3_2024"),
    "fiscal year": (period("2015-2016"), "long", "fiscal year_2015–2016", "exercice_2015 à_2016"),
    "fiscal year in a tile": (period("2016-2017"), "short", "2016–2017", "2016-2017"),
    # ---- ranges
    "range": (number(between(4000, 10000)), "long", "4,000 to 10,000", "de 4_000 à 10_000"),
    "range of shares": (percent(between(4, 10)), "long", "4% to 10%", "de 4 à 10_%"),
    "range of money": (
        money(between(4000, 10000)),
        "long",
        "US$4,000 to US$10,000",
        "de 4_000_$_US à 10_000_$_US",
    ),
    "range of billions": (
        money(between(4, 10), "billion"),
        "long",
        "US$4_billion to US$10_billion",
        "de 4 à 10_milliards de dollars américains",
    ),
    "range in a tile": (
        money(between(4, 10), "billion"),
        "short",
        "US$4_billion to US$10_billion",
        "4 à 10_G$_US",
    ),
    "range of years of age": (
        f"{{type: duration, value: {between(4, 10)}, unit: year}}",
        "long",
        "4 to 10_years",
        "de 4 à 10_ans",
    ),
    "qualified range": (
        f"{{type: percent, value: {between(45, 50)}, qualifier: about}}",
        "qualified",
        "approximately 45% to 50%",
        "environ 45 à 50_%",
    ),
    "days of one month": (
        day(between("2024-04-08", "2024-04-12")),
        "long",
        "April_8 to 12, 2024",
        "du 8 au 12_avril 2024",
    ),
    "days of two months": (
        day(between("2024-03-29", "2024-04-04")),
        "long",
        "March_29 to April_4, 2024",
        "du 29_mars au 4_avril 2024",
    ),
    "days of two years": (
        day(between("2024-12-29", "2025-01-01")),
        "long",
        "December_29, 2024, to January_1, 2025",
        "du 29_décembre 2024 au 1^er^_janvier 2025",
    ),
    "years": (f"{{type: year, value: {between(2016, 2018)}}}", "long", "2016–2018", "de 2016 à 2018"),
}

DWELLER = "  dweller: {en: {one: dweller, other: dwellers}, fr: {one: habitant, other: habitants}}\n"
NAMES = {case: f"row.n{number}" for number, case in enumerate(ROWS)}


@cache
def workspace() -> MemoryWorkspace:
    facts = facts_yaml({NAMES[case]: row[0] for case, row in ROWS.items()})
    lines = [f"        - {NAMES[case]}: {{{{ {NAMES[case]}('{row[1]}') }}}}." for case, row in ROWS.items()]
    half = len(lines) // 2
    blocks = [
        f"  - id: {id_}\n    type: text\n    text:\n      en: |\n{text}\n      fr: |\n{text}\n"
        for id_, text in (("a", "\n".join(lines[:half])), ("b", "\n".join(lines[half:])))
    ]
    brief = f"template: fact-sheet\n{HEAD}body:\n{''.join(blocks)}"
    return MemoryWorkspace(
        {"data/facts.yaml": facts, "data/sources.yaml": SOURCES + DWELLER, "briefs/rows.yaml": brief}
    )


@cache
def printer(lang: str) -> FactPrinter:
    findings = Findings()
    book = load_facts(workspace(), LANGUAGES, findings)
    assert not list(findings)
    return FactPrinter(book, lang)


@cache
def page_text(lang: str) -> str:
    """Return what a reader's program takes from the PDF, its spaces and line ends made one space each."""
    rendering = Renderer(Project(workspace())).render(Edition("briefs/rows.yaml", lang))
    assert rendering.pdf, rendering.findings
    with pypdfium2.PdfDocument(rendering.pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", ROWS)
def test_every_row_is_formatted_and_printed_so(case, lang):
    form, expected = ROWS[case][1], ROWS[case][2 + LANGUAGES.index(lang)]
    text = printer(lang).text(NAMES[case], form, None, Findings())
    raised = "".join(f"^{piece}^" if up else piece for piece, up in text.pieces)
    assert raised.replace("\u00a0", "_") == expected
    printed = f"{NAMES[case]}: {expected.replace('_', ' ').replace('^', '')}."
    if "^" in expected:  # some readers set a space before what is raised
        assert printed.replace(" ", "") in page_text(lang).replace(" ", "")
    else:
        assert printed in page_text(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spaces_are_those_that_hold_on_the_page(lang):
    """The narrow spaces of CLDR do not hold, and a number has no other space than U+00A0 inside it."""
    for case, row in ROWS.items():
        plain = printer(lang).text(NAMES[case], row[1], None, Findings()).plain
        assert not set(plain) & set("\u202f\u2009\u2007"), case
        assert not re.search(r"[0-9] (?=[0-9]{3}(?![0-9])|%|[$€]|[MG][$€]|h )", plain), case
