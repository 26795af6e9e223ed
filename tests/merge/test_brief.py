"""Reading a brief: what is there, and every way in which it is refused."""

import pytest

from briefpress.diagnostics import Findings
from briefpress.document.charts import CHARTS
from briefpress.facts.values import listing
from briefpress.merge import load_brief
from briefpress.merge.block_types import BLOCK_TYPES, HEAD, REGIONS, Kind
from briefpress.merge.brief import BriefText, Name, Row, texts_of
from briefpress.workspace import MemoryWorkspace
from tests.merge.project import HEAD as HEAD_LINES

FULL = """\
template: one-pager
theme: civic
languages: [en, fr]
title: {en: T, fr: T}
subtitle: {en: st, fr: st}
subject: {en: S, fr: S}
author: {en: A, fr: A}
keywords: {en: k, fr: k}
notice: {en: no., fr: x}
as_of: {en: d, fr: d}
footer: {en: f, fr: f}
imprint: {en: i, fr: i}
opening:
  - {id: l, type: lede, text: {en: lede, fr: x}}
  - id: k
    type: key-figures
    figures:
      - {value: "71", label: {en: share, fr: part}}
body:
  - {id: t, type: text, heading: {en: h1, fr: x}, text: {en: text, fr: x}}
  - {id: c, type: callout, text: {en: callout, fr: x}}
  - {id: q, type: quote, text: {en: said, fr: x}, by: {en: by, fr: x}, break_before: page}
  - {id: co, type: contact, text: {en: who, fr: x}, lines: [{label: {en: phone, fr: x}, text: "555"}]}
  - {id: te, type: terms, items: [{term: {en: term, fr: x}, text: "plain"}]}
  - {id: ti, type: timeline, items: [{date: "1958", text: {en: event, fr: x}}]}
  - {id: s, type: steps, items: [{text: {en: step, fr: x}}]}
  - id: ch
    type: chart
    kind: column
    items: [{fact: a.b, label: {en: item, fr: x}, form: bare}]
    alt: {en: alt, fr: x}
    caption: {en: caption, fr: x}
  - {id: im, type: image, file: p.png, width: 120.50, alt: {en: picture, fr: x}, credit: {en: maker, fr: x}}
  - id: lo
    type: logos
    items: [{file: l.svg, alt: {en: logo, fr: x}, address: "https://example.org", width: 90, height: 40}]
  - {id: qr, type: qr, address: "https://example.org/_a_", text: {en: there, fr: x}, size: 60}
closing:
  - id: ta
    type: table
    caption: {en: numbers, fr: x}
    columns: [{label: {en: c1, fr: x}, width: 2.5}, {label: {en: c2, fr: x}, align: end}]
    rows: [["r1", {en: r2, fr: x}]]
  - {id: da, type: data, fact: a.b, caption: {en: data, fr: x}}
  - {id: le, type: legal, copyright: {en: rights, fr: x}, isbn: "0-306-40615-2", formats: {en: f, fr: x}}
notes:
  - {id: n1, text: {en: note, fr: x}}
"""


class Loaded:
    def __init__(self, text, path="briefs/b.yaml"):
        self.findings = Findings()
        self.brief = load_brief(MemoryWorkspace({path: text}), path, self.findings)

    @property
    def found(self):
        return [(d.code, d.span.line, d.span.column) for d in self.findings]


def loaded(body):
    """Load a brief whose body starts on line 4."""
    return Loaded(HEAD_LINES + body)


def one(body):
    (found,) = loaded(body).findings
    return found.code, found.span.line, found.span.column, found.message, found.hint


def test_everything_a_brief_may_hold():
    case = Loaded(FULL)
    assert case.found == []
    brief = case.brief
    assert (brief.name, brief.template.text, brief.theme.text) == ("b", "one-pager", "civic")
    assert brief.languages == ("en", "fr")
    assert (brief.together, brief.first, brief.editions) == ((), "en", ("en", "fr"))
    assert [(b.id, b.type) for b in brief.blocks()] == [
        ("l", "lede"),
        ("k", "key-figures"),
        ("t", "text"),
        ("c", "callout"),
        ("q", "quote"),
        ("co", "contact"),
        ("te", "terms"),
        ("ti", "timeline"),
        ("s", "steps"),
        ("ch", "chart"),
        ("im", "image"),
        ("lo", "logos"),
        ("qr", "qr"),
        ("ta", "table"),
        ("da", "data"),
        ("le", "legal"),
    ]
    assert {b.type for b in brief.blocks()} == set(BLOCK_TYPES)
    assert set(brief.head) == set(HEAD) and set(brief.regions) == set(REGIONS)
    told = " ".join(text.localized["en"].text for text in texts_of(brief))
    assert told == (
        "T st S A k d f lede 71 share h1 text callout said by who phone 555 term plain 1958 event step item"
        " alt caption picture maker logo there numbers c1 c2 r1 r2 data rights f note i no."
    )


def test_values_have_their_places():
    blocks = {block.id: block for block in Loaded(FULL).brief.blocks()}
    (item,) = blocks["ch"].fields.values["items"]
    fact = item.values["fact"]
    assert isinstance(fact, Name) and (fact.text, fact.span.line, fact.span.column) == ("a.b", 30, 20)
    width = blocks["im"].fields.values["width"]
    assert (width.text, width.span.column) == ("120.50", 47)
    first, second = blocks["ta"].fields.values["columns"]
    assert (first.values["width"].text, first.values["align"].text) == ("2.5", "start")
    assert (second.values["width"].text, second.values["align"].text) == ("1", "end")
    (row,) = blocks["ta"].fields.values["rows"]
    assert isinstance(row, Row) and all(isinstance(cell, BriefText) for cell in row.cells)


def test_defaults():
    brief = loaded("").brief
    assert (brief.template.text, brief.theme.text, brief.languages) == ("fact-sheet", "civic", ("en", "fr"))
    assert not list(brief.blocks()) and brief.notes == {}


@pytest.mark.parametrize("name", ["a", "canada-us-2", "a" * 80, "2024"])
def test_good_names(name):
    assert Loaded(HEAD_LINES, f"briefs/{name}.yaml").found == []


@pytest.mark.parametrize("name", ["Fiche", "défense", "a b", "-a", "a-", "a_b", "a" * 81, "a.b"])
def test_names_that_outputs_cannot_have(name):
    case = Loaded(HEAD_LINES, f"briefs/{name}.yaml")
    assert case.found == [("BRIEF001", 1, 1)]


def test_a_file_that_is_no_yaml():
    case = Loaded("title: [")
    assert case.brief is None and [code for code, *_ in case.found] == ["YAML004"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("languages: [english, fr]", [("BRIEF002", 4, 13)]),
        ("languages: [en, en]", [("BRIEF002", 4, 17)]),
        ("languages: [e1]", [("BRIEF002", 4, 13)]),
        ("languages: [{a: b}]", [("BRIEF002", 4, 13)]),
        ("languages: []", [("BRIEF002", 4, 12)]),
        ("languages: en", [("SHAPE001", 4, 12)]),
        ("together: [parallel, twin]", [("BRIEF005", 4, 22)]),
        ("together: parallel", [("SHAPE001", 4, 11)]),
        ("profiles: [default, press]", [("BRIEF005", 4, 21)]),
        ("profiles: modern", [("SHAPE001", 4, 11)]),
        ("profiles: []", [("BRIEF005", 4, 11)]),
        ("attach: data", [("BRIEF005", 4, 9)]),
        ("first: de", [("BRIEF005", 4, 8)]),
        ("template: [a]", [("SHAPE001", 4, 11)]),
        ("body: {}", [("SHAPE001", 4, 7)]),
        ("body: [text]", [("BRIEF004", 4, 8)]),
        ("notes: [text]", [("BRIEF004", 4, 9)]),
        ("notes: [{id: a}]", [("SHAPE002", 4, 9)]),
        ("notes: [{id: A b, text: {en: a, fr: b}}]", [("BRIEF003", 4, 14)]),
        ("bdoy: []", [("SHAPE003", 4, 1)]),
        ("subtitle: {en: a}", [("SHAPE004", 4, 11)]),
        ("subtitle: a", [("SHAPE001", 4, 11)]),
        ("subtitle:", [("SHAPE006", 4, 1)]),
        ("subtitle: {en: a, rf: b}", [("SHAPE004", 4, 11), ("SHAPE005", 4, 19)]),
    ],
)
def test_the_whole(line, expected):
    assert loaded(line).found == expected


def test_back_to_back_there_is_room_for_two():
    assert loaded("together: [tumble, stacked]").brief.editions == ("en", "fr", "tumble", "stacked")
    head = HEAD_LINES.replace("fr:", "de: x, fr:")
    (found,) = Loaded(head + "languages: [en, fr, de]\ntogether: [stacked, tumble]").findings
    assert (found.code, found.span.line, found.span.column) == ("BRIEF005", 5, 21)
    assert "2 languages" in found.message and "3" in found.message and "`stacked`" in found.hint
    # Whoever wrote two, one of them in a wrong way, is not told that there are three.
    case = Loaded(head + "languages: [english, de]\ntogether: [tumble]")
    assert {code for code, *_ in case.found} == {"BRIEF002"}


def test_what_every_brief_needs():
    case = Loaded("theme: civic")
    assert [d.message for d in case.findings] == [
        f"the brief has no `{key}`" for key in ("author", "subject", "title")
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("{id: a, type: txet, text: {en: a, fr: b}}", [("SHAPE010", 19)]),
        ("{id: a, text: {en: a, fr: b}}", [("SHAPE002", 5)]),
        ("{type: text, text: {en: a, fr: b}}", [("SHAPE002", 5)]),
        ("{id: A, type: text, text: {en: a, fr: b}}", [("BRIEF003", 10)]),
        ("{id: a, type: text}", [("SHAPE002", 5)]),
        ("{id: a, type: text, txet: {en: a, fr: b}}", [("SHAPE002", 5), ("SHAPE003", 25)]),
        ("{id: a, type: text, text: {en: a}}", [("SHAPE004", 31)]),
        ("{id: a, type: text, text: x}", [("SHAPE001", 31)]),
        ("{id: a, type: text, text: {en: a, fr: ''}}", [("SHAPE006", 43)]),
        ("{id: a, type: lede, heading: {en: a, fr: b}, text: {en: a, fr: b}}", [("SHAPE003", 25)]),
        ("{id: a, type: key-figures, figures: []}", [("SHAPE006", 41)]),
        ("{id: a, type: key-figures, figures: [x]}", [("BRIEF004", 42)]),
        ("{id: a, type: key-figures, figures: [{value: x}]}", [("SHAPE002", 42)]),
        ("{id: a, type: key-figures, figures: [{value: x, label: z}]}", [("SHAPE001", 60)]),
        (
            "{id: a, type: chart, kind: pie, items: [], alt: {en: a, fr: b}}",
            [("BRIEF005", 32), ("SHAPE006", 44)],
        ),
        ("{id: a, type: chart, items: [{label: {en: a, fr: b}}], alt: {en: a, fr: b}}", [("SHAPE002", 34)]),
        (
            "{id: a, type: chart, items: [{fact: [x], label: {en: a, fr: b}}], alt: {en: a, fr: b}}",
            [("SHAPE001", 41)],
        ),
        (
            "{id: a, type: chart, kind: [x], items: [{fact: a.b, label: {en: a, fr: b}}],"
            " alt: {en: a, fr: b}}",
            [("SHAPE001", 32)],
        ),
        ("{id: a, type: chart, items: [{fact: a.b}]}", [("SHAPE002", 34)]),
        ("{id: a, type: image, file: p.png, width: wide, alt: {en: a, fr: b}}", [("SHAPE007", 46)]),
        ("{id: a, type: image, file: p.png, width: -5, alt: {en: a, fr: b}}", [("SHAPE011", 46)]),
        ("{id: a, type: image, file: p.png, width: 0, alt: {en: a, fr: b}}", [("SHAPE011", 46)]),
        ("{id: a, type: image, file: p.png}", [("SHAPE002", 5)]),
    ],
)
def test_blocks(block, expected):
    assert loaded(f"body:\n  - {block}").found == [(code, 5, column) for code, column in expected]


TABLE = "body:\n  - id: a\n    type: table\n    caption: {en: a, fr: b}\n"
COLUMNS = "    columns: [{label: {en: a, fr: b}}, {label: {en: a, fr: b}}]\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (COLUMNS + "    rows: []", [("SHAPE006", 9, 11)]),
        (COLUMNS + "    rows: [a]", [("BRIEF004", 9, 12)]),
        (COLUMNS + "    rows: [[a, b], [a]]", [("DOC007", 9, 20)]),
        (COLUMNS + "    rows: [[a, b, c], [a, b]]", [("DOC007", 9, 12)]),
        (COLUMNS + "    rows: [[a, {en: b}]]", [("SHAPE004", 9, 16)]),
        (COLUMNS + "    rows:\n      - - a\n        - [b]", [("SHAPE001", 11, 11)]),
        ("    rows: [[a]]", [("SHAPE002", 5, 5)]),
        ("    columns: [{label: {en: a, fr: b}, align: left}]\n    rows: [[a]]", [("BRIEF005", 8, 46)]),
        ("    columns: [{label: {en: a, fr: b}, width: 0}]\n    rows: [[a]]", [("SHAPE011", 8, 46)]),
    ],
)
def test_tables(rest, expected):
    assert loaded(TABLE + rest).found == expected


def test_uneven_rows_are_told_once():
    assert one(TABLE + COLUMNS + "    rows: [[a], [a, b]]")[3:] == (
        "this row has 1 cell where the table has 2 columns",
        "give every row a cell for each column",
    )


def test_ids_are_used_once_over_all_regions():
    lede = "{id: a, type: lede, text: {en: a, fr: b}}"
    code, line, column, message, hint = one(f"opening:\n  - {lede}\nclosing:\n  - {lede}")
    assert (code, line, column, message) == ("BRIEF003", 7, 10, "the id `a` is given twice")
    assert hint == "the first one is at briefs/b.yaml:5:10; give each its own"
    notes = "notes:\n  - {id: a, text: {en: a, fr: b}}\n  - {id: a, text: {en: a, fr: b}}"
    assert one(notes)[:4] == ("BRIEF003", 6, 10, "the id `a` is given twice")


RIGHT = "    columns: [{label: {en: a, fr: b}, align: right}]\n"
LEDE = "type: lede, text: {en: a, fr: b}"


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("languages: [English, fr]", "BRIEF002", "write `en`"),
        ("languages: [en, français]", "BRIEF002", "write `fr`"),
        ("languages: [EN, fr]", "BRIEF002", "write `en`"),
        ("languages: [en, fr_CA]", "BRIEF002", "write `fr-CA`"),
        ("languages: [en, the French]", "BRIEF002", "write tags such as `en` or `fr`"),
        (f"body: [{{id: Prêts d’été, {LEDE}}}]", "BRIEF003", "write `prets-d-ete`"),
        (f"body: [{{id: 漢字, {LEDE}}}]", "BRIEF003", "small letters, digits and hyphens"),
        (f"body: [{{id: end-matter, {LEDE}}}]", "BRIEF003", "write `end-matter-2`"),
        (
            f"{TABLE}    columns: [{{label: {{en: a, fr: b}}, align: right}}]\n    rows: [[a]]",
            "BRIEF005",
            "`end`",
        ),
    ],
)
def test_hints_say_what_to_write(text, code, hint):
    found = one(text)
    assert found[0] == code
    assert hint in found[4]


def test_near_misses():
    assert one("bdoy: []")[4] == "did you mean `body`?"
    assert one("body:\n  - {id: a, type: txt, text: {en: a, fr: b}}")[4] == "did you mean `text`?"
    chart = "items: [{fact: a.b, label: {en: a, fr: b}}], alt: {en: a, fr: b}"
    known = listing(CHARTS, "or")
    for kind, hint in (("colum", "did you mean `column`?"), ("xyz", f"it can be {known}")):
        assert one(f"body:\n  - {{id: a, type: chart, kind: {kind}, {chart}}}")[4] == hint


def test_all_mistakes_are_told_in_one_run():
    text = "subtitle: {en: a}\nbody:\n  - {id: A, type: text}\n  - {id: b, type: zzz}\nnotes: [x]\nfoo: 1\n"
    assert [code for code, *_ in loaded(text).found] == [
        "SHAPE004",
        "SHAPE002",
        "BRIEF003",
        "SHAPE010",
        "BRIEF004",
        "SHAPE003",
    ]


def test_tables_of_types_are_complete():
    for fields in BLOCK_TYPES.values():
        for field in fields.values():
            assert (field.kind is Kind.RECORDS) == bool(field.record)
            assert not field.default or not field.options or field.default in field.options
