"""Whole briefs: the samples in both languages, notes, charts and tables through the built-in templates."""

from functools import cache
from pathlib import Path

import pytest

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.document.charts import Chart
from briefpress.facts import load_facts
from briefpress.merge import Merger, load_brief, merge_edition
from briefpress.workspace import Workspace
from tests.merge.project import LANGUAGES, Merged, body_text, told

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = tuple(path.stem for path in sorted((ROOT / "briefs").glob("*.yaml")))


@cache
def sample(name, lang):
    workspace, findings = Workspace(ROOT), Findings()
    merger = Merger(workspace, load_facts(workspace, LANGUAGES, findings))
    brief = load_brief(workspace, f"briefs/{name}.yaml", findings)
    document = merge_edition(merger, brief, lang, findings)
    return document, list(findings)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_samples_have_no_findings(name, lang):
    document, findings = sample(name, lang)
    assert findings == [] and document.lang == f"{lang}-CA"


def outline(document):
    """Return what both languages must share: blocks, the facts and notes in each, shapes of tables."""
    return [
        (
            type(block).__name__,
            block.id,
            sorted({node.fact for node in block.walk() if isinstance(node, n.Text) and node.fact}),
            sorted(node.note for node in block.walk() if isinstance(node, n.NoteReference)),
            [item.fact for node in block.walk() if isinstance(node, Chart) for item in node.items],
            [len(node.cells) for node in block.walk() if isinstance(node, n.Row)],
            sum(isinstance(node, n.Paragraph) for node in block.walk()),
        )
        for block in document.walk()
        if isinstance(block, n.Block) and block.id
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_both_languages_say_the_same(name):
    english, french = (sample(name, lang)[0] for lang in LANGUAGES)
    assert outline(english) == outline(french)
    assert [h.level for h in english.walk() if isinstance(h, n.Heading)] == [
        h.level for h in french.walk() if isinstance(h, n.Heading)
    ]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_from_a_brief_points_into_it(name, lang):
    document, _ = sample(name, lang)
    lines = (ROOT / f"briefs/{name}.yaml").read_text(encoding="utf-8").splitlines()
    facts = [node for node in document.walk() if isinstance(node, n.Text) and node.fact]
    assert len(facts) > 5
    for node in facts:
        start = node.span.column - 1
        assert lines[node.span.line - 1][start : start + node.span.length] == node.fact
    places = [(node.span.line, node.span.column) for node in facts]
    raised = sum(isinstance(node, n.Superscript) for node in document.walk())
    headless = len(set(places)) + raised
    assert headless >= len(places), "every quotation has a place of its own"


@pytest.mark.parametrize("name", SAMPLES)
def test_figures_are_never_parted_from_their_units(name):
    for lang in LANGUAGES:
        document, _ = sample(name, lang)
        for node in document.walk():
            if isinstance(node, n.Text) and node.fact:
                for breakable in ("0 %", "3 milliards", "8 avril", "5 ans", "5 years", "13 billion", "G$ US"):
                    assert breakable not in node.text


# ---- notes, charts, tables


def test_a_note_that_nothing_refers_to():
    merged = Merged(body_text("A") + "notes:\n  - {id: one, text: {en: One, fr: Un}}\n")
    assert merged.found == [("MERGE009", 13, 21)]
    assert merged.only.hint == 'write {{ note("one") }} where it belongs, or remove the note'
    assert Merged(body_text("A") + "notes:\n  - {id: one, text: {en: One, fr: Un}}\n", "fr").found == [
        ("MERGE009", 13, 21)
    ]


NOTES = "notes:\n  - {id: one, text: {en: One, fr: Un}}\n  - {id: two, text: {en: Two, fr: Deux}}\n"


def test_all_notes_without_a_mark_are_told():
    assert Merged(body_text("A") + NOTES).found == [("MERGE009", 13, 21), ("MERGE009", 14, 21)]


def test_a_misspelt_note_is_one_mistake():
    merged = Merged(body_text('A{{ note("twoo") }}{{ note("one") }}') + NOTES)
    assert (merged.only.code, merged.only.hint) == ("DOC012", "did you mean `two`?")


def test_notes_may_refer_to_notes():
    notes = (
        "notes:\n  - {id: a, text: {en: 'See {{ note(''b'') }}', fr: x}}\n  - {id: b, text: {en: B, fr: x}}\n"
    )
    merged = Merged(body_text("A{{ note('a') }}") + notes)
    assert merged.found == []
    assert [told(note) for note in merged.nodes(n.Note)] == ["1See <NoteReference note-b|2>", "2B"]


CHART = """\
closing:
  - id: c
    type: chart
    kind: bar
    items:
      - {fact: a.percent, label: {en: "Share of {{ a.nations }}", fr: P}}
      - {fact: a.percent, form: long, label: {en: S, fr: P}}
    alt: {en: "Two bars, *{{ a.percent }}*{{ note('x') }}", fr: A}
notes:
  - {id: x, text: {en: X, fr: X}}
"""


def test_charts():
    merged = Merged(body_text("A") + CHART)
    assert merged.found == []
    (chart,) = merged.nodes(Chart)
    assert (chart.kind, chart.alt) == ("bar", "Two bars, 71%")
    assert [(i.label, i.text, i.value, i.fact, i.span.line, i.span.column) for i in chart.items] == [
        ("Share of 10\u00a0nations", "71%", 71, "a.percent", 17, 16),
        ("S", "71%", 71, "a.percent", 18, 16),
    ]


@pytest.mark.parametrize(
    ("fact", "code", "message"),
    [
        ("a.name", "DOC005", "the fact `a.name` is no number, so a chart cannot draw it"),
        ("a.precent", "MERGE001", "there is no fact `a.precent`"),
    ],
)
def test_charts_of_the_wrong_facts(fact, code, message):
    merged = Merged(body_text("A") + CHART.replace("fact: a.percent, form: long", f"fact: {fact}"))
    assert merged.found == [(code, 18, 16)] and merged.only.message == message


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("a.small", "the fact `a.small` is no percentage, as a `share` chart takes them"),
        ("a.money", "the fact `a.money` is no percentage, as a `share` chart takes them"),
    ],
)
def test_a_share_is_a_percentage(fact, message):
    """A bar of 65 years beside one of 62% would be a lie."""
    wrong = CHART.replace("kind: bar", "kind: share").replace("fact: a.percent, form", f"fact: {fact}, form")
    merged = Merged(body_text("A") + wrong)
    assert merged.found == [("DOC005", 18, 16)] and merged.only.message == message


def test_a_fact_outside_of_a_chart_is_one_mistake_in_all_languages():
    chart = (
        "closing:\n  - {id: c, type: chart, kind: stacked-bar, alt: {en: A, fr: B}, "
        "items: [{fact: a.loss, label: {en: S, fr: P}}]}\n"
    )
    facts = {"a.loss": "{type: points, value: -4.5}"}
    english, french = (Merged(body_text("A") + chart, lang, facts=facts).only for lang in ("en", "fr"))
    assert english == french
    assert "`a.loss` is -4.5" in english.message


def test_a_form_that_no_chart_can_print():
    merged = Merged(body_text("A") + CHART.replace("form: long", "form: lnog"))
    assert merged.found == [("MERGE002", 18, 16)] and merged.only.hint == "did you mean `long`?"


TABLE = """\
closing:
  - id: t2
    type: table
    caption: {en: C, fr: C}
    columns: [{label: {en: A, fr: A}, width: 2}, {label: {en: B, fr: B}, width: 1.5, align: end}]
    rows:
      - [{en: "*one*", fr: un}, "{{ a.percent }}"]
      - ["x", "{{ a.nations }}"]
"""


def test_tables():
    merged = Merged(body_text("A") + TABLE)
    assert merged.found == []
    (table,) = merged.nodes(n.Table)
    assert [str(w) for w in table.widths] == ["2", "1.5"]
    assert [[(told(c), c.scope, c.align) for c in row.cells] for row in (*table.head, *table.body)] == [
        [("A", "Column", "start"), ("B", "Column", "end")],
        [("<Emphasis|one>", "Row", "start"), ("71%", None, "end")],
        [("x", "Row", "start"), ("10\u00a0nations", None, "end")],
    ]


def test_sources_are_those_of_the_facts_that_are_printed_once_each():
    sources = [
        p for p in Merged(body_text("{{ a.year }} {{ a.small }}")).nodes(n.Paragraph) if p.role == "source"
    ]
    assert [told(p) for p in sources] == [
        "<Strong|Source:> Embassy, <Emphasis|Defence>, <Link https://x.org/en?a=1&b=2|https://x.org/en?a=1&b=2>,"
        " consulted on May\u00a01, 2026."
    ]
    assert [p for p in Merged(body_text("A")).nodes(n.Paragraph) if p.role == "source"] == []
    chart = Merged("title: {en: T, fr: T}\nsubject: {en: S, fr: S}\nauthor: {en: A, fr: A}\n" + CHART)
    assert [p.role for p in chart.nodes(n.Paragraph)].count("source") == 1


def test_the_head_of_a_brief():
    head = (
        "title: {en: 'The {{ a.year }} sheet', fr: T}\nsubtitle: {en: Sub, fr: S}\n"
        "subject: {en: 'On *it*', fr: S}\n"
        "author: {en: A & B, fr: A}\nkeywords: {en: 'one, two ,', fr: A}\nnotice: {en: Aussi, fr: Also}\n"
        "as_of: {en: Now, fr: Alors}\nfooter: {en: Foot, fr: Pied}\n"
    )
    merged = Merged(head)
    assert merged.found == []
    document = merged.document
    assert (document.title, document.subject, document.author) == ("The 2023 sheet", "On it", "A & B")
    assert document.keywords == ("one", "two")
    roles = {p.role: (told(p), p.lang) for p in merged.nodes(n.Paragraph) if p.role}
    assert roles["subtitle"] == ("Sub", "en-CA") and roles["as-of"] == ("Now", "en-CA")
    assert roles["notice"] == ("Aussi", "fr-CA")
    assert [told(i) for i in document.furniture[0].start] == ["Foot"]
    assert list(map(type, document.furniture[0].end)) == [n.Text, n.PageNumber, n.Text, n.PageCount]
