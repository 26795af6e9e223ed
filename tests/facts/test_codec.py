"""A book that was written as lines and read back is the same book; a fact is read when it is asked for."""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings, strategies as st
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

from briefpress.diagnostics import Findings, Span
from briefpress.facts import FactType, Leaf, Localized, Source, Unit, limits_of, load_facts
from briefpress.facts.codec import LazyFacts, decode_book, encode_book, may_age
from briefpress.facts.model import Citation, Fact, FactBook, Formula, Freshness, Range, Series, Table
from briefpress.facts.nodes import Scalar, SourceText, YamlNode
from briefpress.facts.periods import Age, Period
from briefpress.facts.refreshed import LOCK
from briefpress.facts.rows import Heading, Rows
from briefpress.workspace import MemoryWorkspace

LANGUAGES = ("en", "fr")

SOURCES = """\
sources:
  survey:
    title: {en: "Orchard survey", fr: "Relevé du verger"}
    publisher: "The Orchard"
    address: "https://example.org/survey"
    accessed: 2026-05-04
    published: 2026-04-30
    hosts: ["survey.example.org:8443"]
    note: {en: "Twice a year.", fr: "Deux fois l’an."}
    warn_after: 18 months
    error_after: 3 years
  atlas:
    title: {en: Atlas, fr: Atlas}
    publisher: {en: Library, fr: Bibliothèque}
    address: "https://example.org"
    accessed: 2026-05-05
units:
  tree: {en: {one: tree, other: trees}, fr: {one: arbre, many: d’arbres, other: arbres}}
"""

#: One of every type, and every field at least once.
FACTS = """\
facts:
  a.number:
    type: number
    value: 12.50
    unit: tree
    scale: thousand
    qualifier: about
    minimum: -1
    maximum: 99.999
    as_of: 2026-03-31
    tags: [old, apple-trees]
    source: survey
    locator: {en: 'page 3, "left"', fr: page trois}
    label:
      en: Trees of the
        whole orchard
      fr: "  Arbres du\\
        \\ verger\\u00e9  "
    note:
      en: |
        Counted in spring,
        tree by tree.
      fr: >-
        Comptés au printemps,
        un par un.
    definition: {en: What stands., fr: Ce qui tient debout.}
    wording: {en: a dozen and a half, fr: douze et demi}
    wording_for: 12.5
    warn_after: 40 days
  a.percent: {type: percent, value: 62, source: survey, label: {en: X, fr: X}, period: 2024-2025}
  a.points: {type: points, value: -0.0000001, source: survey, label: {en: X, fr: X}}
  a.money: {type: money, value: 4.2, currency: CAD, scale: billion, source: atlas, label: {en: X, fr: X}}
  a.date: {type: date, value: 2024-04-08, source: atlas, label: {en: X, fr: X}}
  a.time: {type: time, value: "15:30", source: atlas, label: {en: X, fr: X}}
  a.year: {type: year, value: 1999, source: atlas, label: {en: X, fr: X}}
  a.period: {type: period, value: 2024-Q3, source: atlas, label: {en: X, fr: X}}
  a.duration: {type: duration, value: 65, unit: year, source: atlas, label: {en: X, fr: X}}
  a.rank: {type: rank, value: 3, qualifier: among-top, source: atlas, label: {en: X, fr: X}}
  a.multiple: {type: multiple, value: 3, source: atlas, label: {en: X, fr: X}}
  a.text: {type: text, value: {en: old "kinds", fr: « variétés »}, source: atlas, label: {en: X, fr: X}}
  a.list:
    type: list
    value:
      - {en: one, fr: un}
      - {en: two, fr: deux}
    source: atlas
    label: {en: X, fr: X}
  a.span: {type: number, value: {from: 1, to: 2.5}, source: atlas, label: {en: X, fr: X}}
  a.years: {type: year, value: {from: 1990, to: 1999}, source: atlas, label: {en: X, fr: X}}
  a.days:
    type: date
    value: {from: 2024-04-08, to: 2024-04-09}
    source: atlas
    label: {en: X, fr: X}
  a.share:
    type: percent
    formula: share(a.series.y2023, a.series.y2024)
    decimals: 1
    rounding: half-even
    label: {en: X, fr: X}
  a.series:
    type: series
    of: number
    points:
      - {at: 2023, value: 13}
      - {at: 2024, value: 17}
    source: survey
    label: {en: Jars, fr: Bocaux}
  a.table:
    type: table
    columns:
      old: {type: percent, label: {en: Old, fr: Vieux}}
      new: {type: number, unit: tree, label: {en: New, fr: Neufs}}
    rows:
      - {id: north, label: {en: North, fr: Nord}, old: 40, new: 7}
      - {id: south, label: {en: South, fr: Sud}, old: 60, new: 8}
    source: atlas
    label: {en: Parts, fr: Parts}
"""


def named(first: str) -> str:
    """Return the facts with ids that begin with another letter."""
    return FACTS.replace("  a.", f"  {first}.").replace("(a.", f"({first}.").replace(" a.", f" {first}.")


#: The same facts as people save them elsewhere.
FILES = {
    "data/fed.yaml": """\
feeds:
  count: {csv: data/count.csv, source: survey}
facts:
  z.fed: {type: number, label: {en: Fed, fr: Venu}, refresh: {feed: count, column: trees}}
  z.words: {type: text, label: {en: Fed, fr: Venu}, refresh: {feed: count, column: words}}
  z.beds:
    type: table
    label: {en: Beds, fr: Planches}
    columns: {trees: {type: number, label: {en: Trees, fr: Arbres}}}
    rows: {feed: count}
""",
    LOCK: """\
{
"version": 1,
"facts": {
"z.fed": {"value": "7", "measure": "number", "asked": "count / trees", "at": "2026-06-01T10:00:00Z"},
"z.words": {"value": {"en": "Sea", "fr": "Mer"}, "measure": "text", "asked": "count / words",
"at": "2026-06-01T10:00:00Z"},
"z.beds": {"measure": "table trees=number", "asked": "count", "at": "2026-06-02T10:00:00Z", "rows": [
["id", "label.en", "label.fr", "trees", "@accepted"],
["hill", "Hill", "Colline", "4", "2026-06-01"]]}
},
"feeds": {}
}
""",
    "data/b.yaml": FACTS,
    "data/a.yaml": SOURCES,
    "data/mark.yaml": b"\xef\xbb\xbf" + named("c").encode(),
    "data/windows.yaml": named("d").replace("\n", "\r\n"),
    "data/e\u0301.yaml": named("e").replace("orchard", "cafe\u0301"),
}


def read(files=FILES) -> FactBook:
    findings = Findings()
    book = load_facts(MemoryWorkspace(files), LANGUAGES, findings)
    assert not [(d.span, d.message) for d in findings]
    return book


def text_of(path: str) -> str:
    content = FILES[path]
    return (content if isinstance(content, str) else content.decode()).removeprefix("\ufeff")


def never() -> Mapping[str, Fact]:
    raise AssertionError("the lines are as they were written")


def there_and_back(book: FactBook, text_of=text_of) -> FactBook:
    return decode_book(encode_book(book), text_of, never)


def parts(value: Any) -> Any:
    """Return all that a value is made of; nodes, which compare by identity, by what they say."""
    if isinstance(value, Localized):
        return ("Localized", [(lang, parts(leaf)) for lang, leaf in value.leaves.items()], value.span)
    if isinstance(value, Scalar):
        return (
            "Scalar",
            value.source.path,
            value.source.text,
            value.marks,
            value.text,
            value.plain,
            value.block,
        )
    if isinstance(value, Struct):
        return (
            type(value).__name__,
            [(name, parts(getattr(value, name))) for name in value.__struct_fields__],
        )
    if isinstance(value, Mapping):
        return [(key, parts(inner)) for key, inner in value.items()]
    if isinstance(value, tuple | Rows):
        return [parts(inner) for inner in value]
    return (type(value).__name__, str(value))


def within(value: Any, kind: type) -> list[Any]:
    """Return all values of a kind in a value."""
    found = [value] if isinstance(value, kind) else []
    if isinstance(value, YamlNode | SourceText):
        return found
    if isinstance(value, Struct):
        inner = [getattr(value, name) for name in value.__struct_fields__]
    elif isinstance(value, Mapping):
        inner = list(value.values())
    else:
        inner = list(value) if isinstance(value, tuple | Rows) else []
    return found + [one for part in inner for one in within(part, kind)]


# ---- the same book


def test_every_type_and_field_comes_back():
    book = read()
    back = there_and_back(book)
    assert parts(back) == parts(book)
    assert list(back.facts) == list(book.facts)


@pytest.mark.parametrize(
    "model", [Fact, Source, Unit, Citation, Formula, Freshness, Range, Series, Table, Heading, Period, Age]
)
def test_the_book_of_the_test_has_every_field(model):
    """So a new field of the model is tested, or this fails."""
    values = within(read(), model)
    for f in fields(model):
        default = None if f.default is NODEFAULT else f.default
        assert any(getattr(value, f.name) != default for value in values), f.name
    if model is Fact:
        assert {value.type for value in values} == set(FactType)


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (Span, ("path", "line", "column", "length")),
        (Scalar, ("source", "marks", "text", "plain", "block")),
        (Leaf, ("text", "scalar")),
        (Localized, ("leaves", "place")),
    ],
)
def test_what_is_written_by_hand_has_the_fields_it_was_written_for(model, names):
    assert tuple(f.name for f in fields(model)) == names


def test_words_are_found_in_the_file_as_before():
    book = read()
    before, after = within(book, Leaf), within(there_and_back(book), Leaf)
    assert len(before) == len(after) > 100
    for old, new in zip(before, after, strict=True):
        for word in [*old.text.split(), "no such word", ""]:
            assert new.locate(word) == old.locate(word)


def test_texts_that_were_one_are_equal():
    facts = there_and_back(read()).facts
    one, other = facts["a.series.y2023"], facts["a.series.y2024"]
    assert one.citations == other.citations
    address = there_and_back(read()).sources["survey"].address
    assert address["en"] == address["fr"]


def test_a_book_of_nothing():
    assert parts(there_and_back(FactBook())) == parts(FactBook())
    broken = FactBook(broken=frozenset({"b.c", "a.b"}), is_complete=False)
    assert there_and_back(broken).broken == broken.broken
    assert not there_and_back(broken).is_complete


def test_a_name_of_a_file_that_is_no_text():
    files = {"data/caf\udce9.yaml": SOURCES + FACTS}
    book = read(files)
    assert parts(there_and_back(book, files.__getitem__)) == parts(book)


# ---- any book

TEXT = "Ein Brunnen,\r\nzwei Zeilen\nété 🌳 \\ \" ' end"
TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
MARKS = st.tuples(st.integers(0, 2), st.integers(0, 9)).map(lambda at: (*at, at[0], at[1] + 3))

#: What stands for a type of the model wherever it is a part of another.
SOME: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(0, 10**40),
    Decimal: st.decimals(-(10**40), 10**40, allow_nan=False)
    | st.just(Decimal("1E+3"))
    | st.just(Decimal("0E-9")),
    dt.date: st.dates(),
    dt.time: st.times().map(lambda time: time.replace(microsecond=0)),
    type(None): st.none(),
    SourceText: st.sampled_from(["data/x.yaml", "data/é.yaml"]).map(lambda path: SourceText(path, TEXT)),
    Span: st.builds(Span, st.just("data/x.yaml"), *[st.integers(1, 10**6)] * 3),
    tuple[int, int, int, int]: MARKS,
    YamlNode | Span: st.builds(Span, st.just("data/é.yaml"), *[st.integers(1, 10**6)] * 3),
}


def some(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a type as the model writes it."""
    if hint in SOME:
        return SOME[hint]
    kinds = get_args(hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        made = st.one_of([some(kind) for kind in kinds])
    elif origin is Literal:
        made = st.sampled_from(kinds)
    elif origin is tuple:
        made = st.lists(some(kinds[0]), max_size=2).map(tuple)
    elif origin is frozenset:
        made = st.frozensets(some(kinds[0]), max_size=2)
    elif origin is not None:
        made = st.dictionaries(st.sampled_from(LANGUAGES), some(kinds[1]), max_size=2)
    elif hint is Rows:
        made = st.lists(some(Heading), max_size=2).map(Rows.of)
    elif issubclass(hint, Enum):
        made = st.sampled_from(hint)
    else:
        hints = get_type_hints(hint)
        made = st.builds(hint, **{f.name: some(hints[f.name]) for f in fields(hint)})
    SOME[hint] = made
    return made


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(TEXTS, some(Fact), max_size=3),
    st.dictionaries(TEXTS, some(Source), max_size=1),
    st.dictionaries(TEXTS, some(Unit), max_size=1),
)
def test_any_book_comes_back(facts, sources, units):
    facts = {name: replace(fact, id=name) for name, fact in facts.items()}
    book = FactBook(facts, sources, units)
    assert parts(there_and_back(book, lambda _: TEXT)) == parts(book)


# ---- one fact at a time


def test_only_what_is_asked_for_is_understood():
    head, *lines = encode_book(read()).split(b"\n")
    at = list(read().facts).index("a.money")
    spoilt = [line if number == at else b"no JSON" for number, line in enumerate(lines)]
    facts = decode_book(b"\n".join((head, *spoilt)), text_of, never).facts
    assert facts["a.money"].currency == "CAD"
    assert facts["a.money"] is facts["a.money"]
    assert "a.text" in facts
    assert "a.nothing" not in facts
    assert facts.get("a.nothing") is None
    assert len(facts) == len(lines)
    with pytest.raises(AssertionError, match="the lines are"):
        facts["a.text"]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: [],
        lambda raw: {},
        lambda raw: {**raw, "id": "a.other"},
        lambda raw: {**raw, "type": "length"},
        lambda raw: {**raw, "value": ["Decimal", "1E+999999999"]},
        lambda raw: {**raw, "value": ["Decimal", "NaN"]},
        lambda raw: {**raw, "value": ["Decimal", 4.2]},
        lambda raw: {**raw, "value": ["object", "x"]},
        lambda raw: {**raw, "span": [99, 1, 1, 1]},
        lambda raw: {**raw, "span": [0, 1, -1, 1]},
        lambda raw: {**raw, "span": [0, 1, 1.5, 1]},
        lambda raw: {**raw, "span": [0, 1, 10**12, 1]},
        lambda raw: {**raw, "label": [{"en": [0, 1, 1, 1, 10**12, "X", True, False]}, [0, 1, 1, 1]]},
        lambda raw: {**raw, "label": [{"en": [0, 1, 1, 1, 2, 7, True, False]}, [0, 1, 1, 1]]},
        lambda raw: {**raw, "tags": "old"},
        lambda raw: {**raw, "note": 5},
        lambda raw: {**raw, "surprise": 5},
        lambda raw: {**raw, "as_of": "2024-13-01"},
        lambda raw: json.loads("[" * 900 + "]" * 900),
    ],
)
def test_a_line_that_nobody_wrote_so(change):
    """The facts are read from their files again, and nothing else happens."""
    book = read()
    head, *lines = encode_book(book).split(b"\n")
    at = list(book.facts).index("a.money")
    lines[at] = json.dumps(change(json.loads(lines[at]))).encode()
    back = decode_book(b"\n".join((head, *lines)), text_of, lambda: book.facts)
    assert parts(back) == parts(book)
    assert back.facts["a.money"] is book.facts["a.money"]


def test_a_disk_that_is_gone():
    book = read()

    def part_of(start, end):
        raise OSError(116, "Stale file handle")

    facts = decode_book(encode_book(book), text_of, lambda: book.facts, part_of).facts
    assert facts["a.money"] is book.facts["a.money"]


@pytest.mark.parametrize(
    "text", ["no JSON", "[]", "{}", '{"id":"east","label":[{},[0,1,1,1]]}', '{"id":"south","label":5}', 7]
)
def test_a_row_that_nobody_wrote_so(text):
    book = read()
    head, *lines = encode_book(book).split(b"\n")
    at = list(book.facts).index("a.table")
    raw = json.loads(lines[at])
    assert raw["value"][0] == "Table"
    raw["value"][1]["rows"][1][1] = text
    lines[at] = json.dumps(raw).encode()
    back = decode_book(b"\n".join((head, *lines)), text_of, lambda: book.facts)
    before, after = book.facts["a.table"].value.rows, back.facts["a.table"].value.rows
    assert after.ids == ("north", "south")
    assert parts(after[0]) == parts(before[0])
    assert after[1] is before[1]
    assert back.get("a.table.south.label").value["fr"].text == "Sud"


def test_parts_of_lines_can_be_read_when_a_fact_is_asked_for():
    data, asked = encode_book(read()), []

    def part_of(start, end):
        asked.append((start, end))
        return data[start:end]

    facts = decode_book(data, text_of, never, part_of).facts
    assert "a.money" in facts
    assert (list(facts), asked) == (list(read().facts), [])
    assert facts["a.money"].currency == "CAD"
    assert facts["a.money"] is facts["a.money"]
    assert len(asked) == 1
    assert json.loads(data[slice(*asked[0])])["id"] == "a.money"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[1, 2, 3, 4]",
        b'[[], ["a.b"], [], []]',
        b"[[], [], [], [{}, {}]]",
        b"[[], [], [[]], [{}, {}, [], true]]",
        b"[" * 100_000,
    ],
)
def test_a_first_line_that_nobody_wrote_so(head):
    with pytest.raises(ValueError, match="no book of facts"):
        decode_book(head, text_of, never)


# ---- ages


def test_what_can_age_is_known_before_it_is_understood():
    book = read()
    back = there_and_back(book)
    aged = {name for name in book.facts if list(limits_of(book, [name]))}
    few = list(may_age(back, book.facts))
    assert aged <= set(few) < set(book.facts)
    assert isinstance(back.facts, LazyFacts)
    assert parts(tuple(limits_of(back, few))) == parts(tuple(limits_of(book, book.facts)))
    assert list(may_age(book, book.facts)) == list(book.facts)
