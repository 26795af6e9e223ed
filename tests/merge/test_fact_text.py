"""A fact in each form, as the page prints it; ``_`` is a no-break space, ``^`` stands around raised text."""

import pytest

from briefpress.diagnostics import Findings, Span
from briefpress.facts import FactType, load_facts
from briefpress.merge.fact_text import FORMS, FactPrinter
from briefpress.workspace import MemoryWorkspace
from tests.merge.project import FACTS, LANGUAGES, SOURCES, facts_yaml

HERE = Span("briefs/b.yaml", 3, 7)


def printer(lang, facts=FACTS):
    findings = Findings()
    files = {"data/facts.yaml": facts_yaml(facts), "data/sources.yaml": SOURCES}
    book = load_facts(MemoryWorkspace(files), LANGUAGES, findings)
    assert not len(findings), list(findings)
    return FactPrinter(book, lang)


def shown(lang, name, form):
    findings = Findings()
    text = printer(lang).text(name, form, HERE, findings)
    if text is None:
        (found,) = findings
        return found.code
    return "".join(f"^{t}^" if up else t for t, up in text.pieces).replace("\u00a0", "_")


NO = "MERGE003"
#: Fact: long, short, qualified, bare, words; in English, then in French.
TABLE = {
    "a.number": [
        ("1,234.50", "1,234.50", NO, "1,234.50", NO),
        ("1_234,50", "1_234,50", NO, "1_234,50", NO),
    ],
    "a.small": [("5", "5", NO, "5", "five"), ("5", "5", NO, "5", "cinq")],
    "a.nations": [
        ("10_nations", "10_nations", NO, "10", "10"),
        ("10_pays", "10_pays", NO, "10", "10"),
    ],
    "a.nation": [("1_nation", "1_nation", NO, "1", "one"), ("1_pays", "1_pays", NO, "1", "1")],
    "a.percent": [("71%", "71%", NO, "71", NO), ("71_%", "71_%", NO, "71", NO)],
    "a.money": [
        ("US$13_billion", "US$13_billion", "approximately US$13_billion", "13", NO),
        (
            "13_milliards de dollars américains",
            "13_G$_US",
            "environ 13_milliards de dollars américains",
            "13",
            NO,
        ),
    ],
    "a.years": [
        ("65_years", "65+", "over 65_years", "65", "over sixty-five years"),
        ("65_ans", "65+", "plus de 65_ans", "65", "plus de soixante-cinq ans"),
    ],
    "a.days": [("1_day", "1_day", NO, "1", NO), ("1_jour", "1_jour", NO, "1", NO)],
    "a.times": [("3_times", "3×", NO, "3", NO), ("3_fois", "×_3", NO, "3", NO)],
    "a.top": [
        ("top_20", "top_20", "top_20", "20", NO),
        ("20_premiers", "20_premiers", "20_premiers", "20", NO),
    ],
    "a.rank": [("1st", "1st", NO, "1", "first"), ("1^er^", "1^er^", NO, "1", "1^er^")],
    "a.date": [
        ("April_1, 2024", "2024-04-01", "approximately April_1, 2024", "April_1, 2024", NO),
        ("1^er^_avril 2024", "2024-04-01", "environ 1^er^_avril 2024", "1^er^_avril 2024", NO),
    ],
    "a.year": [("2023", "2023", NO, "2023", NO), ("2023", "2023", NO, "2023", NO)],
    "a.name": [
        ("the <b>Act</b> & {{ x }}", "the <b>Act</b> & {{ x }}", NO, "the <b>Act</b> & {{ x }}", NO),
        ("la *Loi*", "la *Loi*", NO, "la *Loi*", NO),
    ],
    "a.list": [
        ("ships, planes and tents", "ships, planes and tents", NO, "ships, planes and tents", NO),
        ("navires, avions et tentes", "navires, avions et tentes", NO, "navires, avions et tentes", NO),
    ],
}


BASIC = ("long", "short", "qualified", "bare", "words")

#: Facts of the richer kinds: long and short; the other forms are in `OTHER_FORMS`.
RICHER = {
    "b.points": [("3.5_percentage points", "3.5_points"), ("3,5_points de pourcentage", "3,5_points")],
    "b.drop": [("−0.5_percentage points", "−0.5_points"), ("−0,5_point de pourcentage", "−0,5_point")],
    "b.time": [("2:30_pm", "2:30_pm"), ("14_h_30", "14_h_30")],
    "b.fiscal": [("fiscal year_2024–2025", "2024–2025"), ("exercice_2024 à_2025", "2024-2025")],
    "b.quarter": [("third quarter of_2024", "Q3_2024"), ("troisième trimestre de_2024", "T3_2024")],
    "b.month": [("April_2024", "April_2024"), ("avril_2024", "avril_2024")],
    "b.range": [
        ("4,000 to 10,000_loans", "4,000 to 10,000_loans"),
        ("de 4_000 à 10_000_prêts", "4_000 à 10_000_prêts"),
    ],
    "b.costs": [
        ("US$4_billion to US$10_billion", "US$4_billion to US$10_billion"),
        ("de 4 à 10_milliards de dollars américains", "4 à 10_G$_US"),
    ],
    "b.days": [
        ("March_29 to April_4, 2024", "2024-03-29 to 2024-04-04"),
        ("du 29_mars au 4_avril 2024", "2024-03-29 au 2024-04-04"),
    ],
    "b.years": [("2016–2018", "2016–2018"), ("de 2016 à 2018", "2016 à 2018")],
    "b.shares": [("4% to 10.5%", "4% to 10.5%"), ("de 4 à 10,5_%", "4 à 10,5_%")],
    "b.people": [("2_million loans", "2_million loans"), ("2_millions de prêts", "2_millions de prêts")],
    "b.large": [("999,999,999", "999,999,999"), ("999_999_999", "999_999_999")],
    "b.exact": [("38%", "38%"), ("38_%", "38_%")],
}

#: Fact and form: English, French.
OTHER_FORMS = {
    ("b.points", "signed"): ("+3.5_points", "+3,5_points"),
    ("b.drop", "signed"): ("−0.5_points", "−0,5_point"),
    ("a.money", "signed"): ("+US$13_billion", "+13_G$_US"),
    ("a.nations", "signed"): ("+10_nations", "+10_pays"),
    ("a.percent", "signed"): ("+71%", "+71_%"),
    ("a.years", "signed"): (NO, NO),
    ("a.date", "signed"): (NO, NO),
    ("b.range", "signed"): (NO, NO),
    ("b.large", "compact"): ("1_billion", "1_milliard"),
    ("b.people", "compact"): ("2_million loans", "2_millions de prêts"),
    ("a.money", "compact"): ("US$13_billion", "13_milliards de dollars américains"),
    ("a.number", "compact"): ("1,234.50", "1_234,50"),
    ("a.percent", "compact"): (NO, NO),
    ("b.exact", "qualified"): ("38%", "38_%"),
    ("b.range", "qualified"): ("approximately 4,000 to 10,000_loans", "environ 4_000 à 10_000_prêts"),
    ("b.range", "bare"): ("4,000 to 10,000", "4_000 à 10_000"),
    ("b.range", "compact"): ("4,000 to 10,000_loans", "de 4_000 à 10_000_prêts"),
    ("b.range", "words"): (NO, NO),
    ("b.costs", "compact"): (
        "US$4_billion to US$10_billion",
        "de 4 à 10_milliards de dollars américains",
    ),
    ("b.costs", "bare"): ("4 to 10", "4 à 10"),
    ("b.people", "bare"): ("2", "2"),
    ("b.people", "words"): ("2_million", "2_millions"),
    ("b.points", "bare"): ("3.5", "3,5"),
    ("b.fiscal", "bare"): ("fiscal year_2024–2025", "exercice_2024 à_2025"),
    ("b.years", "compact"): (NO, NO),
    ("b.points", "qualified"): (NO, NO),
    ("b.time", "bare"): ("2:30_pm", "14_h_30"),
}


@pytest.mark.parametrize("name", RICHER)
def test_richer_facts(name):
    for lang, row in zip(LANGUAGES, RICHER[name], strict=True):
        assert (shown(lang, name, "long"), shown(lang, name, "short")) == row


@pytest.mark.parametrize(("name", "form"), OTHER_FORMS)
def test_other_forms(name, form):
    assert tuple(shown(lang, name, form) for lang in LANGUAGES) == OTHER_FORMS[name, form]


MANY = {
    "c.sales": "{type: series, of: number, points: [{at: 2023, value: 5}, {at: 2024, value: 6}],"
    " wording: {en: on the rise, fr: en hausse}}",
    "c.split": "{type: table, columns: {all: {type: number, label: {en: All, fr: Tout}}},"
    " rows: [{id: north, label: {en: North, fr: Nord}, all: 4}]}",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("c.sales", "is a series, which has no one value", "quote one of its points: `c.sales.y2024`"),
        ("c.split", "is a table, which has no one value", "quote one of its cells: `c.split.north.all`"),
    ],
)
def test_a_series_and_a_table_have_no_one_value(name, message, hint, form):
    if (name, form) == ("c.sales", "words"):
        return
    found = report(name, form, facts=MANY)
    assert (found.code, found.message, found.hint) == (NO, f"the fact `{name}` {message}", hint)
    assert printer("en", MANY).text(hint.split("`")[1], "", HERE, Findings()), "what the hint names is there"


def test_a_series_can_have_words():
    text = printer("fr", MANY).text("c.sales", "words", HERE, Findings())
    assert text is not None and (text.plain, text.number) == ("en hausse", None)


def test_a_broken_series_is_reported_once_where_it_stands():
    facts = "facts: {a.b: {type: series, of: percent, points: [{at: 2023, value: x}]}}"
    files = {"data/facts.yaml": facts, "data/sources.yaml": SOURCES}
    book = load_facts(MemoryWorkspace(files), LANGUAGES, Findings())
    findings = Findings()
    assert FactPrinter(book, "en").text("a.b.y2023", "", HERE, findings) is None
    assert not len(findings)


def test_the_table_is_complete():
    assert [*TABLE, *RICHER] == list(FACTS)
    types = {printer("en").book.facts[name].type for name in [*TABLE, *RICHER]}
    assert types == set(FactType) - {FactType.SERIES, FactType.TABLE}
    assert tuple(FORMS) == (*BASIC, "signed", "compact")


@pytest.mark.parametrize("name", TABLE)
def test_forms(name):
    for lang, row in zip(LANGUAGES, TABLE[name], strict=True):
        assert tuple(shown(lang, name, form) for form in BASIC) == row
        assert shown(lang, name, "") == row[0], "no form is the long one"


def report(name, form="long", lang="en", facts=FACTS):
    findings = Findings()
    assert printer(lang, facts).text(name, form, HERE, findings) is None
    (found,) = findings
    return found


@pytest.mark.parametrize(
    ("name", "form", "code", "message", "hint"),
    [
        ("a.yaers", "long", "MERGE001", "there is no fact `a.yaers`", "did you mean `a.years`?"),
        ("zzz", "long", "MERGE001", "there is no fact `zzz`", "`data/` has no fact of a similar name"),
        ("a.money", "shrot", "MERGE002", "`shrot` is not a form of a fact", "did you mean `short`?"),
        (
            "a.money",
            "xxxx",
            "MERGE002",
            "`xxxx` is not a form of a fact",
            "forms are long, short, qualified, bare, words, signed, compact",
        ),
        (
            "a.nations",
            "qualified",
            "MERGE003",
            "the fact `a.nations` has no qualifier",
            "quote it without a form; or add the `qualifier:` that its source gives",
        ),
        (
            "a.percent",
            "qualified",
            "MERGE003",
            "no word for the qualifier `projected` of `a.percent` stands before a figure",
            "choose another form, or say it in the sentence",
        ),
        (
            "a.money",
            "words",
            "MERGE003",
            "the fact `a.money` has no `wording`",
            "add `wording:` to the fact, or choose another form",
        ),
    ],
)
def test_what_cannot_be_printed(name, form, code, message, hint):
    found = report(name, form)
    assert (found.code, found.message, found.hint, found.span) == (code, message, hint, HERE)


def test_a_fact_that_is_broken_is_reported_once_where_it_stands():
    findings = Findings()
    files = {"data/facts.yaml": "facts: {a.b: {type: percent, value: x}}", "data/sources.yaml": SOURCES}
    book = load_facts(MemoryWorkspace(files), LANGUAGES, Findings())
    assert FactPrinter(book, "en").text("a.b", "", HERE, findings) is None
    assert not len(findings)


def test_a_language_that_the_facts_lack():
    found = report("a.name", lang="de")
    assert (found.code, found.message) == ("MERGE003", "the fact `a.name` has no text in `de`")
    assert report("a.nations", lang="de").code == "MERGE003"


def test_private_use_characters_of_a_fact_are_reported_where_they_are_written():
    found = report("a.b", facts={"a.b": '{type: text, value: {en: "a\ue000b", fr: b}}'})
    assert (found.code, found.span.path, found.span.line) == ("MERGE005", "data/facts.yaml", 2)
    assert found.message == "the private-use character U+E000 has no meaning of its own"


def test_texts_of_several_lines_are_printed_on_one():
    facts = {"a.b": '{type: text, value: {en: "a\\n  b", fr: b}}'}
    text = printer("en", facts).text("a.b", "", HERE, Findings())
    assert text is not None and text.plain == "a b"


def test_amounts_for_charts():
    book = printer("en")
    amounts = {name: book.text(name, "", HERE, Findings()).number for name in FACTS}
    assert amounts["a.money"] == 13_000_000_000
    assert amounts["a.name"] is amounts["a.list"] is amounts["a.date"] is None
