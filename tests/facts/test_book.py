"""From `data/` to the fact book."""

import datetime as dt
import gc
import pickle
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.diagnostics import Findings, render_text
from briefpress.facts import FactType, load_facts
from briefpress.facts.currencies import CURRENCIES
from briefpress.facts.model import QUALIFIERS
from briefpress.facts.types import FACT_KEYS, TYPES
from briefpress.workspace import MemoryWorkspace

LANGUAGES = ("en", "fr")

SOURCES = """\
sources:
  page:
    title: {en: Defence, fr: Défense}
    publisher: {en: Embassy, fr: Ambassade}
    address: {en: "https://x.org/en", fr: "https://x.org/fr"}
    accessed: 2026-11-22
units:
  nation: {en: {one: nation, other: nations}, fr: {one: pays, other: pays}}
"""

FACTS = """\
facts:
  norad.years:
    type: duration
    value: 65
    unit: year
    qualifier: over
    source: page
    locator: {en: Our Defence Partnership, fr: Notre partenariat}
    label: {en: Years of NORAD, fr: Années du NORAD}
    note: {en: Joint, fr: Conjoint}
    wording: {en: over sixty-five years, fr: plus de soixante-cinq ans}
    wording_for: 65
    as_of: 2023-12-31
"""


def load(**files):
    findings = Findings()
    paths = {f"data/{name}.yaml": text for name, text in files.items()}
    book = load_facts(MemoryWorkspace(paths), LANGUAGES, findings)
    return book, [(d.code, d.span.path[5:-5], d.span.line, d.span.column) for d in findings], findings


def fact(body, name="a.b", label="{en: L, fr: L}", source="page"):
    """Load one fact; its keys start on line 3, column 5."""
    lines = ["facts:", f"  {name}:", *(f"    {line}" for line in body.splitlines())]
    lines += [f"    {key}: {text}" for key, text in (("label", label), ("source", source)) if text]
    book, found, findings = load(f="\n".join(lines), s=SOURCES)
    return book, [(code, line, column) for code, _, line, column in found], findings


def only(body, **kwargs):
    _, _, findings = fact(body, **kwargs)
    (found,) = findings
    return found


# ---- what is read


def test_no_data():
    book, found, _ = load()
    assert (dict(book.facts), dict(book.sources), dict(book.units), found) == ({}, {}, {}, [])
    assert book.get("x.y") is None and book.nearest("x.y") == "" and book.is_complete


def test_a_whole_fact():
    book, found, _ = load(defence=FACTS, sources=SOURCES)
    assert found == []
    years = book.get("norad.years")
    assert (years.id, years.type, years.type == "duration") == ("norad.years", FactType.DURATION, True)
    assert (years.value, years.unit, years.qualifier, years.amount) == (65, "year", "over", Decimal(65))
    assert (years.citations[0].source, years.citations[0].locator["fr"].text) == ("page", "Notre partenariat")
    assert (years.label["en"].text, years.note["fr"].text) == ("Years of NORAD", "Conjoint")
    assert years.wording["fr"].text == "plus de soixante-cinq ans"
    assert (years.as_of, years.period) == (dt.date(2023, 12, 31), None)
    assert (str(years.span), years.span.length) == ("data/defence.yaml:2:3", 11)
    assert str(years.value_span) == "data/defence.yaml:4:12"
    page = book.sources["page"]
    assert (page.title["fr"].text, page.address["fr"].text) == ("Défense", "https://x.org/fr")
    assert (page.accessed, page.published, page.note) == (dt.date(2026, 11, 22), None, None)
    assert book.units["nation"].form("en", "one") == "nation"
    assert book.units["nation"].form("fr", "many") == "pays"


@pytest.mark.parametrize(
    ("body", "value", "amount"),
    [
        ("type: number\nvalue: 1.10", Decimal("1.10"), "1.10"),
        ("type: number\nvalue: 10\nunit: nation\nqualifier: about", Decimal(10), "10"),
        ("type: percent\nvalue: 71.5", Decimal("71.5"), "71.5"),
        ("type: money\nvalue: 38.6\nscale: billion\ncurrency: CAD", Decimal("38.6"), "38600000000.0"),
        ("type: money\nvalue: 13\ncurrency: USD", Decimal(13), "13"),
        ("type: date\nvalue: 2024-04-08", dt.date(2024, 4, 8), None),
        ("type: year\nvalue: 2017", 2017, "2017"),
        ("type: duration\nvalue: 1.5\nunit: month", Decimal("1.5"), "1.5"),
        ("type: rank\nvalue: 10\nqualifier: among-top", 10, "10"),
        ("type: multiple\nvalue: 3", Decimal(3), "3"),
        ("type: number\nvalue: 5\nperiod: 2023", Decimal(5), "5"),
    ],
)
def test_every_type(body, value, amount):
    book, found, _ = fact(body)
    assert found == []
    made = book.facts["a.b"]
    assert made.value == value and type(made.value) is type(value)
    assert (made.amount if amount is None else str(made.amount)) == amount


def test_texts_and_lists():
    book, found, _ = fact("type: text\nvalue: {en: a, fr: b}")
    assert found == [] and book.facts["a.b"].value["fr"].text == "b" and book.facts["a.b"].amount is None
    book, found, _ = fact("type: list\nvalue:\n  - {en: a, fr: b}\n  - {en: c, fr: d}")
    assert found == [] and [item["en"].text for item in book.facts["a.b"].value] == ["a", "c"]


def test_amounts_are_exact():
    digits = "1234567890" * 4
    book, _, _ = fact(f"type: money\nvalue: {digits}\nscale: trillion\ncurrency: CAD")
    assert book.facts["a.b"].amount == int(digits) * 10**12


def test_default_scale_is_one():
    book, _, _ = fact("type: money\nvalue: 1\ncurrency: CAD")
    assert book.facts["a.b"].scale == "one"


def test_the_book_is_sorted_whatever_the_files():
    extra = FACTS.replace("norad.years", "a.first").replace("facts:\n", "")
    book, found, _ = load(z=SOURCES, b=FACTS + extra)
    assert found == [] and list(book.facts) == ["a.first", "norad.years"]
    assert book.nearest("norad.year") == "did you mean `norad.years`?"


def test_the_tables_cover_every_type_and_qualifier():
    assert list(TYPES) == list(FactType)
    assert {q for rule in TYPES.values() for q in rule.qualifiers} == set(QUALIFIERS)
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert {"CAD", "USD", "EUR", "XCG", "ZWG"} <= CURRENCIES and "XXX" not in CURRENCIES


def test_the_book_can_be_sent_to_another_process():
    book, _, _ = load(defence=FACTS, sources=SOURCES)
    copy = pickle.loads(pickle.dumps(book)).facts["norad.years"]
    assert (copy.value, copy.span, copy.label["fr"].text) == (
        65,
        book.facts["norad.years"].span,
        "Années du NORAD",
    )
    assert copy.label["fr"].locate("NORAD") == book.facts["norad.years"].label["fr"].locate("NORAD")


def test_the_collector_runs_again_afterwards():
    load()
    assert gc.isenabled()


# ---- mistakes in facts

NUMBER = "type: number\nvalue: 1"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("value: 1", [("SHAPE002", 2, 3)]),
        ("type: numbre\nvalue: 1", [("SHAPE010", 3, 11)]),
        ("type: number", [("SHAPE002", 2, 3)]),
        ('type: percent\nvalue: "71%"', [("FACT006", 4, 12)]),
        ("type: money\nvalue: 13 billion\ncurrency: USD", [("FACT006", 4, 12)]),
        ("type: rank\nvalue: 1.5", [("FACT006", 4, 12)]),
        ("type: rank\nvalue: 0", [("SHAPE011", 4, 12)]),
        ("type: rank\nvalue: first", [("FACT006", 4, 12)]),
        ("type: year\nvalue: 20233", [("SHAPE011", 4, 12)]),
        ("type: date\nvalue: April 8, 2024", [("SHAPE009", 4, 12)]),
        ("type: number\nvalue: [1]", [("SHAPE001", 4, 12)]),
        ("type: text\nvalue: plain", [("SHAPE001", 4, 12)]),
        ("type: text\nvalue: {en: a}", [("SHAPE004", 4, 12)]),
        ("type: list\nvalue: {en: a, fr: b}", [("SHAPE001", 4, 12)]),
        ("type: list\nvalue: [{en: a}]", [("SHAPE004", 4, 13)]),
        ("type: money\nvalue: 1", [("SHAPE002", 2, 3)]),
        ("type: money\nvalue: 1\ncurrency: usd", [("FACT008", 5, 15)]),
        ("type: money\nvalue: 1\ncurrency: US$", [("FACT008", 5, 15)]),
        ("type: money\nvalue: 1\ncurrency: USD\nscale: milion", [("SHAPE010", 6, 12)]),
        ("type: duration\nvalue: 1", [("SHAPE002", 2, 3)]),
        ("type: duration\nvalue: 1\nunit: years", [("SHAPE010", 5, 11)]),
        ("type: duration\nvalue: -1\nunit: year", [("SHAPE011", 4, 12)]),
        ("type: number\nvalue: 1\nunit: nations", [("FACT009", 5, 11)]),
        ("type: percent\nvalue: 1\ncurrency: USD", [("FACT007", 5, 5)]),
        ("type: percent\nvalue: 1\nunit: nation\nscale: billion", [("FACT007", 5, 5), ("FACT007", 6, 5)]),
        ("type: text\nvalue: {en: a, fr: b}\nqualifier: over", [("FACT007", 5, 5)]),
        (NUMBER + "\nqualifier: abuot", [("SHAPE010", 5, 16)]),
        (NUMBER + "\nqualifier: among-top", [("FACT013", 5, 16)]),
        (NUMBER + "\nas_of: 2023", [("SHAPE009", 5, 12)]),
        (NUMBER + "\nas_of: 2023-12-31\nperiod: 2023", [("FACT011", 6, 5)]),
        (NUMBER + "\nperiod: 999", [("SHAPE013", 5, 13)]),
        (NUMBER + "\nlabell: x", [("SHAPE003", 5, 5)]),
        (NUMBER + "\nnote: plain", [("SHAPE001", 5, 11)]),
        (NUMBER + "\ndecimals: 1", [("FACT007", 5, 5)]),
        (NUMBER + "\nrounding: up", [("FACT007", 5, 5)]),
        (NUMBER + "\nminimum: 10\nmaximum: 1", [("FACT014", 5, 14)]),
        (NUMBER + "\nmaximum: 1\nminimum: 10", [("FACT014", 6, 14)]),
        (NUMBER + "\ntags: [true]", [("SHAPE001", 5, 12)]),
    ],
)
def test_mistakes(body, expected):
    book, found, findings = fact(body)
    assert found == expected
    assert all(d.hint for d in findings)
    assert book.get("a.b") is None and book.broken == {"a.b"}


@pytest.mark.parametrize(
    ("body", "code", "places"),
    [
        (NUMBER + "\nas_of: 2023-12-31\nperiod: 2023", "FACT011", [(5, 5)]),
        (NUMBER + "\nwarn_after: 2 years\nerror_after: 1 year", "FACT015", [(5, 17)]),
        ("type: number\nformula: a.c\nvalue: 1", "FACT016", [(4, 5)]),
        (NUMBER + "\nwording: {en: two, fr: deux}\nwording_for: 2", "FACT017", [(4, 12)]),
        (NUMBER + "\nwording: {en: two, fr: deux}", "FACT017", [(4, 12)]),
    ],
)
def test_what_contradicts_a_key_is_shown_beside_it(body, code, places):
    _, _, findings = fact(body, source="" if "formula" in body else "page")
    (found,) = (finding for finding in findings if finding.code == code)
    assert [(place.line, place.column) for place, _ in found.related] == places
    assert all(label for _, label in found.related) and found.label


def test_the_day_a_source_was_accessed_is_shown_beside_that_of_its_publication():
    _, _, findings = load(s=SOURCES.replace("2026-11-22\n", "2026-11-22\n    published: 2027-01-01\n", 1))
    ((place, label),) = next(iter(findings)).related
    assert (place.line, place.column, label) == (6, 15, "accessed")


def test_known_keys_are_told_in_the_order_of_the_table():
    told = re.findall(r"`(\w+)`", only(NUMBER + "\nzzzzzz: x").hint)
    assert told == [key for key in FACT_KEYS if key in told] and len(told) > 15


def test_sources_and_labels_are_required():
    _, found, findings = fact(NUMBER, label="", source="")
    assert found == [("FACT001", 2, 3), ("SHAPE002", 2, 3)]
    assert fact(NUMBER, label="{en: L}")[1] == [("SHAPE004", 5, 12)]
    assert only(NUMBER, source="pgae").hint == "did you mean `page`?"
    assert only(NUMBER, source="zzzzzz").code == "FACT002"
    assert only(NUMBER, source="[page]").code == "SHAPE001"
    assert all(d.hint for d in findings)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ('type: percent\nvalue: "71%"', "write the bare number: `71`"),
        (
            "type: money\nvalue: $13.5 billion\ncurrency: USD",
            "write `value: 13.5` and `scale: billion`",
        ),
        (
            "type: money\nvalue: 13,5 milliards\ncurrency: USD\nscale: billion",
            "write `value: 13.5`; the scale has its own key",
        ),
        ("type: money\nvalue: 1\ncurrency: usd", "write `USD`"),
        (
            "type: money\nvalue: 1\ncurrency: US$",
            "write `CAD` for Canadian dollars, `USD` for those of the United States",
        ),
        ("type: duration\nvalue: 1\nunit: years", "did you mean `year`?"),
        ("type: number\nvalue: 1\nunit: nations", "did you mean `nation`?"),
        (NUMBER + "\nqualifier: abuot", "did you mean `about`?"),
    ],
)
def test_hints_cure(body, hint):
    assert only(body).hint == hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("norad", "an id has two parts or more: write `topic.norad`, with a word for the topic"),
        ("fms.port-folio", "write `fms.port_folio`; a hyphen would be a minus in a brief"),
        ("FMS.Portfolio", "write `fms.portfolio`"),
        ("défense.budget", "write `defense.budget`"),
        ("fms..value", "write `fms.value`"),
        ("library.2025", "write `library.y2025`"),
        ("library.2024-2025", "write `library.fy2024_2025`"),
        ("library.2024-Q3", "write `library.y2024_q3`"),
        ("2025.loans", "write `y2025.loans`"),
        ("fms.9", "join parts of lower-case letters, digits and underscores with dots: `norad.years`"),
        ("not.here", "`not` is a word of the template language: start with another word"),
        ("a." + "b" * 100, "use at most 100 characters"),
    ],
)
def test_ids(name, hint):
    _, found, findings = fact(NUMBER, name=name)
    assert found == [("FACT004", 2, 3)]
    assert next(iter(findings)).hint == hint


def test_ids_are_unique_over_all_files():
    _, found, findings = load(a=SOURCES + FACTS, b=FACTS, c=SOURCES)
    assert found == [("FACT003", "b", 2, 3), ("FACT003", "c", 2, 3), ("FACT003", "c", 8, 3)]
    firsts = [(str(first), told) for d in findings for first, told in d.related]
    assert firsts == [
        ("data/a.yaml:10:3", "first written here"),
        ("data/a.yaml:2:3", "first written here"),
        ("data/a.yaml:8:3", "first written here"),
    ]


def test_an_id_cannot_be_inside_another():
    _, found, findings = load(
        a=SOURCES + FACTS + FACTS.replace("facts:\n", "").replace("norad.years", "norad.years.x")
    )
    assert [f[0] for f in found] == ["FACT005"]
    ((shorter, _),) = next(iter(findings)).related
    assert (shorter.path, shorter.line) == ("data/a.yaml", 10)


# ---- mistakes in sources, units and files


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    accessed: 2026-11-22\n", "", [("SHAPE002", 2, 3)]),
        ("2026-11-22", "yesterday", [("SHAPE009", 6, 15)]),
        ("2026-11-22\n", "2026-11-22\n    published: 2027-01-01\n", [("FACT012", 7, 16)]),
        ("https://x.org/fr", "ftp://x.org/fr", [("FACT010", 5, 43)]),
        ("https://x.org/fr", "javascript:alert(1)", [("FACT010", 5, 43)]),
        ("https://x.org/fr", "www.x.org", [("FACT010", 5, 43)]),
        ("https://x.org/fr", "https://u:p@x.org", [("FACT010", 5, 43)]),
        ("https://x.org/fr", "https://x.org/a b", [("FACT010", 5, 43)]),
        ("https://x.org/fr", "https://[x", [("FACT010", 5, 43)]),
        ("https://x.org/fr", "https://", [("FACT010", 5, 43)]),
        ("title: {en: Defence, fr: Défense}", "title: Defence", [("SHAPE001", 3, 12)]),
        ("publisher: {en: Embassy, fr: Ambassade}", "publisher: NORAD", []),
        ('{en: "https://x.org/en", fr: "https://x.org/fr"}', "https://x.org", []),
        ('{en: "https://x.org/en", fr: "https://x.org/fr"}', "x.org", [("FACT010", 5, 14)]),
        ("accessed:", "acessed:", [("SHAPE002", 2, 3), ("SHAPE003", 6, 5)]),
        ("  page:", "  Page One:", [("FACT004", 2, 3)]),
        ("  page:\n", "  page: 1\n  other:\n", [("SHAPE001", 2, 9)]),
        (", fr: {one: pays, other: pays}", "", [("SHAPE004", 8, 3)]),
        ("fr: {one: pays, other: pays}", "fr: pays", [("SHAPE001", 8, 51)]),
        ("{one: pays, other: pays}", "{other: pays}", [("SHAPE002", 8, 51)]),
        ("{one: pays, other: pays}", "{one: p, many: p, other: p}", []),
        ("{one: pays, other: pays}", "{one: p, others: p}", [("SHAPE002", 8, 51), ("SHAPE003", 8, 60)]),
        ("units:", "unit:", [("SHAPE003", 7, 1)]),
    ],
)
def test_mistakes_in_sources_and_units(old, new, expected):
    assert old in SOURCES
    _, found, findings = load(s=SOURCES.replace(old, new, 1))
    assert [(code, line, column) for code, _, line, column in found] == expected
    assert all(d.hint for d in findings)


def test_other_endings_are_reported():
    findings = Findings()
    book = load_facts(MemoryWorkspace({"data/a.yml": FACTS, "data/x/b.txt": ""}), LANGUAGES, findings)
    (found,) = findings
    assert (found.code, found.hint) == ("YAML013", "rename it to `data/a.yaml`")
    assert not book.is_complete


def test_a_broken_file_does_not_blame_the_others():
    book, found, _ = load(facts=FACTS, sources=SOURCES + "x: [")
    assert [code for code, *_ in found] == ["YAML004"]
    assert not book.is_complete and "norad.years" in book.facts


def test_a_broken_source_does_not_blame_its_facts():
    book, found, _ = load(facts=FACTS, sources=SOURCES.replace("accessed: 2026-11-22", "accessed: no date"))
    assert [code for code, *_ in found] == ["SHAPE009"]
    assert "norad.years" in book.facts and "page" not in book.sources


@pytest.mark.parametrize(
    "text", ["facts: 1", "facts: []", "facts: [a]", "facts:", "facts: {a.b: 1}", "facts: {a.b: }"]
)
def test_sections_of_the_wrong_shape(text):
    _, found, findings = load(a=text)
    assert len(found) == 1 and next(iter(findings)).hint


_VALUES = st.sampled_from(
    (
        "",
        "~",
        "true",
        "1",
        "-1",
        "1.5",
        "9" * 50,
        "no",
        "text",
        '""',
        "[]",
        "{}",
        "[1]",
        "{en: a, fr: b}",
        "{en: a}",
    )
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_edit_of_a_book_raises(data):
    """Values are swapped, lines dropped and indented: all that may come of it is a message."""
    lines = (SOURCES + FACTS).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(lines) - 1))
        edit = data.draw(st.sampled_from(("value", "type", "drop", "indent", "dedent")))
        key = lines[index].partition(":")[0]
        if edit == "value":
            lines[index] = f"{key}: {data.draw(_VALUES)}"
        elif edit == "type":
            lines[index] = f"    type: {data.draw(st.sampled_from(list(FactType)))}"
        else:
            lines[index] = {"drop": "", "indent": "  " + lines[index], "dedent": lines[index].lstrip()}[edit]
    text = "\n".join(lines)
    book, found, findings = load(f=text)
    for code, _, line, column in found:
        assert line <= len(lines), code
        assert column <= len(lines[line - 1]) + 1, code
    assert all(d.hint for d in findings)
    assert found or len(book.facts) <= 1
    render_text(findings, {"data/f.yaml": text}.get, color=False)


def test_golden_report():
    _, _, findings = fact('type: percent\nvalue: "71%"\ncurrency: USD', label='{en: "Share"}')
    text = "\n".join(["facts:", "  a.b:", "    type: percent", '    value: "71%"', "    currency: USD"])
    text += '\n    label: {en: "Share"}\n    source: page'
    assert (
        render_text(findings, {"data/f.yaml": text}.get, color=False)
        == """\
error[FACT006]: `value` of fact `a.b` has to be a number
 --> data/f.yaml:4:12
  |
4 |     value: "71%"
  |            ^^^^^ not a number
  |
  = hint: write the bare number: `71`

error[FACT007]: a fact of type `percent` has no `currency`
 --> data/f.yaml:5:5
  |
5 |     currency: USD
  |     ^^^^^^^^ not for `percent`
  |
  = hint: remove it; facts that have it are of type `money` and `series`

error[SHAPE004]: `label` of fact `a.b` is missing in French
 --> data/f.yaml:6:12
  |
6 |     label: {en: "Share"}
  |            ^^^^^^^^^^^^^ no `fr`
  |
  = hint: add `fr:` beside `en:`

3 errors
"""
    )


@pytest.mark.parametrize(("many", "counted_anew"), [(10**9, False), (0, True)])
def test_only_after_a_large_book_the_collector_counts_anew(monkeypatch, many, counted_anew):
    """Small books that one process reads one after another would else keep it from ever searching all."""
    calls = []
    monkeypatch.setattr("briefpress.facts.book._MANY_OBJECTS", many)
    monkeypatch.setattr("briefpress.facts.book.gc.freeze", lambda: calls.append("freeze"))
    fact("type: number\nvalue: 1")
    assert bool(calls) == counted_anew
