"""The schemas of briefs and of words.yaml, and their strict readers, say the same of the same files."""

from __future__ import annotations

from functools import cache

import pytest
from jsonschema import Draft7Validator

from briefpress.diagnostics import CODES, Diagnostic, Findings
from briefpress.facts import FactBook, shapes
from briefpress.facts.schema import IDS as FACT_IDS
from briefpress.merge import Merger, load_brief
from briefpress.merge.block_types import ANY_BLOCK, BLOCK_TYPES, HEAD, REGIONS, SETTINGS
from briefpress.merge.fact_text import FORMS
from briefpress.merge.schema import (
    IDS,
    brief_schema,
    field_names,
    words_schema,
)
from briefpress.merge.told import (
    ANY_BLOCK_TOLD,
    BLOCKS_TOLD,
    BRIEF_TOLD,
    FIELDS_TOLD,
    OPTIONS_TOLD,
    WORDS_TOLD,
)
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.support.schemas import (
    Records,
    at,
    complaints,
    copied,
    filled,
    load_plain,
    refused_keys,
    unknown_keys,
    validator,
    written,
)

LANGUAGES = ("en", "fr")

#: Briefs that the reader accepts: together, they have every key in every place.
BRIEFS = {
    "whole": """\
template: fact-sheet
theme: civic
outdated: stamp
dollar: CAD
attach: facts
press: fogra39
bleed_mm: 3.2
profiles: [modern, default, print]
title: {en: Title, fr: 2023}
subtitle: {en: Under, fr: Sous}
subject: {en: Subject, fr: Sujet}
author: {en: Author, fr: Auteur}
keywords: {en: a, fr: b}
notice: {en: Aussi, fr: Also}
as_of: {en: As of, fr: En date}
footer: {en: Foot, fr: Pied}
imprint: {en: By, fr: Par}
opening:
  - {id: lede, type: lede, text: {en: Text, fr: Texte}}
  - id: figures
    type: key-figures
    figures:
      - {value: "{{ a.b }}", label: {en: Label, fr: Label}}
      - {value: {en: One, fr: Un}, label: {en: Label, fr: Label}}
body:
  - {id: 2023, type: text, heading: {en: Head, fr: Tête}, text: {en: Text, fr: Texte}}
  - {id: call, type: callout, heading: {en: Head, fr: Tête}, text: {en: Text, fr: Texte}}
  - id: chart
    type: chart
    heading: {en: Head, fr: Tête}
    kind: share
    items: [{fact: a.b, label: {en: Label, fr: Label}, form: bare}]
    alt: {en: Alt, fr: Alt}
    caption: {en: Caption, fr: Légende}
closing:
  - id: table
    type: table
    heading: {en: Head, fr: Tête}
    caption: {en: Caption, fr: Légende}
    columns:
      - {label: {en: One, fr: Un}, width: 1.5, align: start}
      - {label: {en: Two, fr: Deux}, width: "2", align: end}
    rows:
      - [One, {en: Two, fr: Deux}]
      - [1, "{{ a.b }}"]
  - id: image
    type: image
    heading: {en: Head, fr: Tête}
    file: briefs/map.png
    alt: {en: Alt, fr: Alt}
    caption: {en: Caption, fr: Légende}
    credit: {en: Credit, fr: Source}
    width: 200
  - id: logos
    type: logos
    heading: {en: Head, fr: Tête}
    items:
      - file: briefs/a.svg
        alt: {en: Alt, fr: Alt}
        address: "https://example.org"
        width: 90
        height: "40"
      - {file: briefs/b.png, alt: {en: Alt, fr: Alt}, address: {en: "https://a.org", fr: "https://b.org"}}
  - id: code
    type: qr
    heading: {en: Head, fr: Tête}
    address: {en: "https://example.org/en", fr: "https://example.org/fr"}
    text: {en: Text, fr: Texte}
    size: 90
  - {id: codes, type: qr, address: "https://example.org", text: {en: Text, fr: Texte}}
  - id: legal
    type: legal
    copyright: {en: Rights, fr: Droits}
    isbn: {en: "978-0-306-40615-7", fr: 9780306406157}
    issn: 0378-5955
    catalogue: "PS84-59/2017E-PDF"
    formats: {en: Formats, fr: Formats}
notes:
  - {id: one, text: {en: Note, fr: Note}}
""",
    "series": """\
for_each: {table: a.b, where: row.days > 3, name: "{label}", rows: {north: {title: {en: T, fr: T}}}}
title: {en: T, fr: T}
subject: {en: S, fr: S}
author: {en: A, fr: A}
body:
  - {id: text, type: text, when: row.days, text: {en: Text, fr: Texte}}
""",
    "least": "title: {en: T, fr: T}\nsubject: {en: S, fr: S}\nauthor: {en: A, fr: A}\n",
    "one-language": """\
languages: [en]
title: {en: Title}
subject: {en: Subject}
author: {en: Author}
opening:
  - {id: lede, type: lede, text: {en: Text}}
  - {id: figures, type: key-figures, figures: [{value: "1", label: {en: Label}}]}
notes: [{id: one, text: {en: Note}}]
""",
    "other-languages": """\
languages: [iu-Cans, en]
title: {iu-Cans: Title, en: Title}
subject: {iu-Cans: Subject, en: Subject}
author: {iu-Cans: Author, en: Author}
""",
}

#: Keys that make a record another kind of record.
TURNS = {"type", "languages"}

#: Any id will do; those of a project are `briefpress.editor`'s.
ANY_ID = {
    "definitions": {
        **{kind: shapes.name(*rule) for kind, rule in {**FACT_IDS, **IDS}.items()},
        "theme": shapes.text(),
    }
}


@cache
def schema() -> Draft7Validator:
    return validator(brief_schema(LANGUAGES), ANY_ID)


def read(text: str) -> list[Diagnostic]:
    """Return what the strict reader has against a brief."""
    findings = Findings()
    load_brief(MemoryWorkspace({"briefs/b.yaml": text}), "briefs/b.yaml", findings)
    return list(findings)


# ---- the same keys


def test_the_schemas_are_some():
    Draft7Validator.check_schema(brief_schema(LANGUAGES))
    Draft7Validator.check_schema(words_schema(WORDS_TOLD, LANGUAGES))


@pytest.mark.parametrize("name", BRIEFS)
def test_what_the_reader_accepts(name):
    assert [finding.message for finding in read(BRIEFS[name])] == []
    assert complaints(schema(), load_plain(BRIEFS[name])) == []


@cache
def records() -> dict[str, Records]:
    """Return the records of every brief."""
    found = {}
    for name, text in BRIEFS.items():
        found[name] = Records()
        with found[name].watch():
            read(text)
        found[name].locate(text)
    return found


def test_records_are_found():
    places = records()["whole"].places
    assert {(), ("opening", 1), ("opening", 1, "figures", 0), ("body", 2, "items", 0)} <= set(places)
    assert {("closing", 0, "columns", 1), ("closing", 1), ("notes", 0)} <= set(places)


@pytest.mark.parametrize("name", BRIEFS)
def test_the_reader_and_the_schema_know_the_same_keys(name):
    known = set.union(*(found.known for found in records().values())) - TURNS
    assert known >= {*SETTINGS, *HEAD, *REGIONS, "notes"}
    value = load_plain(BRIEFS[name])
    for place in records()[name].places:
        changed = copied(value)
        record = at(changed, place)
        record |= {key: "x" for key in sorted({*known, "lable"}) if key not in record}
        assert unknown_keys(read(written(changed))) == refused_keys(schema(), changed, place), place


def test_keys_of_blocks_are_known_before_their_type():
    value = {**load_plain(BRIEFS["least"]), "body": [{"id": "a", "type": "txt", "headng": 1, "heading": 1}]}
    assert complaints(schema(), value) == ["body.0.type: enum", "body.0: additionalProperties headng"]


@pytest.mark.parametrize("name", BRIEFS)
def test_missing_keys(name):
    """A key that the reader asks for is asked for by the schema, and no other."""
    value = load_plain(BRIEFS[name])
    for place in records()[name].places:
        for key in set(at(value, place)) - {"languages"}:
            changed = copied(value)
            del at(changed, place)[key]
            assert (not schema().is_valid(changed)) == bool(read(written(changed))), (place, key)


# ---- the same values

#: What stands in place of a value; some of it is right in some places.
VALUES = (
    *("x", "X y", "", "-3", "0", "1.50", "1,5", "2024", "2024-Q3", "long", "share", "end", "start", "stamp"),
    *("CAD", "CHF", "lede", "text", "fact-sheet", "a.b", "Bad Id"),
    *(3, -3, 0, 1.5, True, None, [], {}, ["x"], ["en"], ["en", "en"], ["English"], [["x"]], {"x": "y"}),
    *({"en": "x"}, {"en": "x", "fr": "y"}, {"en": "x", "rf": "y"}, {"en": "x", "fr": ["y"]}),
    *({"en": True, "fr": "y"}, [{"en": "x", "fr": "y"}]),
)

#: What a schema sees: where the reader finds nothing else, the schema refuses the file, too.
SEEN = {
    *("SHAPE001", "SHAPE002", "SHAPE003", "SHAPE004", "SHAPE005", "SHAPE006", "SHAPE007", "SHAPE010"),
    *("SHAPE011", "BRIEF002", "BRIEF004", "BRIEF005", "BRIEF009"),
}

#: What it does not see, or not always, and what it would have to know.
UNSEEN = {
    "BRIEF001": "what the file is called",
    "BRIEF003": "which other blocks have this id",
    "BRIEF007": "arithmetic",
    "BRIEF008": "which agency gave the number",
    "BRIEF010": "which tables there are, and what their rows hold",
    "BRIEF011": "where an address leads",
    "BRIEF006": "what was typed on the command line",
}


def test_what_a_schema_sees_is_told_of_every_code():
    assert {code for code in CODES if code.startswith("BRIEF")} == {
        code for code in {*SEEN, *UNSEEN} if code.startswith("BRIEF")
    }


def ways(value, way=()):
    """Yield the way to every value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*way, key)
        yield from ways(inner, (*way, key))


@pytest.mark.parametrize("name", BRIEFS)
def test_other_values(name):
    try_values(name, every=13)


@pytest.mark.conformance
@pytest.mark.parametrize("name", BRIEFS)
def test_all_other_values(name):
    try_values(name, every=1)


#: Keys of ids: whether there is such a thing, the reader leaves to those who use it.
_LEFT = ("form", "fact", "template", "theme", "address", "for_each", "table")


def try_values(name, every):
    """What the reader accepts, the schema accepts; what a schema can see, it refuses."""
    value = load_plain(BRIEFS[name])
    # The texts of a line in each language are alike: those of the title stand for all.
    tried = [way for way in ways(value) if way[-1] not in LANGUAGES or {"title", "value", "rows"} & {*way}]
    pairs = [(way, other) for way in tried for other in VALUES]
    alarms, misses = [], []
    for way, other in pairs[::every]:
        changed = copied(value)
        at(changed, way[:-1])[way[-1]] = other
        codes = {finding.code for finding in read(written(changed))}
        is_refused = not schema().is_valid(changed)
        if is_refused and not codes and way[-1] not in _LEFT:
            alarms.append((way, other))
        # Where a brief says its languages, each text may be missing in one of them.
        is_open = "languages" in changed and codes <= {"SHAPE004", "SHAPE005"}
        if not is_refused and codes and codes <= SEEN and not is_open:
            misses.append((way, other, *sorted(codes)))
    assert alarms == []
    assert misses == []


# ---- words


def words_read(text: str) -> list[Diagnostic]:
    findings = Findings()
    Merger(MemoryWorkspace({"templates/words.yaml": text}), FactBook()).words(LANGUAGES, findings)
    return list(findings)


@cache
def words() -> Draft7Validator:
    return validator(words_schema(WORDS_TOLD, LANGUAGES), {})


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("page: {en: Page, fr: Page}", True),
        ("page: {en: Page, fr: Page, iu: Page}\nours: {en: O, fr: O, iu: O}", True),
        ("page: Page", False),
        ("page: {en: Page, fr: ''}", False),
        ("page: {en: Page, fr: [Page]}", False),
        ("page: []", False),
        ("ours: 3", False),
    ],
)
def test_words(text, is_right):
    assert (complaints(words(), load_plain(text)) == []) == is_right
    assert (words_read(text) == []) == is_right


def test_words_that_ship_are_described():
    shipped = load_plain(Workspace.read(MemoryWorkspace({}), "builtin:templates/words.yaml").decode())
    assert list(WORDS_TOLD) == list(shipped)


# ---- what editors show


def options(fields) -> dict[str, tuple[str, ...]]:
    return {name: field.options for name, field in field_names(fields) if field.options}


BLOCK_FIELDS = {
    f"{kind}.{key}": field
    for kind, fields in BLOCK_TYPES.items()
    for key, field in fields.items()
    if key not in ANY_BLOCK
}
CHOICES = {**options(BLOCK_FIELDS), **options(ANY_BLOCK), **options(SETTINGS)}


#: Keys of a brief as a whole that no table has.
WHOLE = ("languages", "together", "first", "for_each", "profiles")


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        (BLOCKS_TOLD, BLOCK_TYPES),
        (FIELDS_TOLD, dict(field_names(BLOCK_FIELDS))),
        (
            BRIEF_TOLD,
            (*SETTINGS, "languages", "together", "first", "for_each", "profiles", *HEAD, *REGIONS, "notes"),
        ),
        (ANY_BLOCK_TOLD, ANY_BLOCK),
        (OPTIONS_TOLD, CHOICES),
    ],
)
def test_everything_is_described_and_nothing_else(told, keys):
    assert sorted(told) == sorted(keys)


def test_every_option_is_described_and_nothing_else():
    for name, known in CHOICES.items():
        assert list(OPTIONS_TOLD[name]) == list(known)


def test_forms_are_offered():
    items = brief_schema(LANGUAGES)["definitions"]["block-chart"]["properties"]["items"]["items"]
    form = items["properties"]["form"]
    assert (form["enum"], form["default"]) == (list(FORMS), "short")


@pytest.mark.parametrize("suffix", ["", "-in-own-languages"])
def test_what_a_snippet_types_is_right(suffix):
    made = brief_schema(LANGUAGES)["definitions"][f"block{suffix}"]["defaultSnippets"]
    assert [snippet["label"] for snippet in made] == [f"block: {kind}" for kind in BLOCK_TYPES]
    for snippet in made:
        value = {**load_plain(BRIEFS["least"]), "body": [filled(snippet["body"], "word")]}
        if suffix:
            value["languages"] = ["en", "fr"]
        assert complaints(schema(), value) == [], snippet["label"]
        assert [finding.message for finding in read(written(value))] == []
