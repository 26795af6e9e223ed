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
    "a.rank": [("1st", "1st", NO, "1", NO), ("1^er^", "1^er^", NO, "1", NO)],
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


def test_the_table_is_complete():
    assert list(TABLE) == list(FACTS)
    assert {printer("en").book.facts[name].type for name in TABLE} == set(FactType)
    assert list(FORMS) == ["long", "short", "qualified", "bare", "words"]


@pytest.mark.parametrize("name", TABLE)
def test_forms(name):
    for lang, row in zip(LANGUAGES, TABLE[name], strict=True):
        assert tuple(shown(lang, name, form) for form in FORMS) == row
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
            "forms are long, short, qualified, bare, words",
        ),
        (
            "a.nations",
            "qualified",
            "MERGE003",
            "the fact `a.nations` has no qualifier",
            "choose another form, or say it in the sentence",
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
            "choose another form, or say it in the sentence",
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
