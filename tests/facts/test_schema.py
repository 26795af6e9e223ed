"""The schema of facts and their strict reader say the same of the same files."""

from __future__ import annotations

from functools import cache

import pytest
from jsonschema import Draft7Validator

from briefpress.diagnostics import CODES, Diagnostic, Findings
from briefpress.facts import load_facts, shapes
from briefpress.facts.fact_shapes import (
    QUALIFIERS_TOLD,
    ROUNDINGS_TOLD,
    SCALES_TOLD,
    value_shapes,
)
from briefpress.facts.model import PLURAL_FORMS, QUALIFIERS, ROUNDINGS, SCALES, FactType
from briefpress.facts.schema import (
    ASSERTION_TOLD,
    IDS,
    PLURALS_TOLD,
    SECTIONS_TOLD,
    SOURCE_TOLD,
    TERM_TOLD,
    facts_schema,
)
from briefpress.facts.shelf import Shelf
from briefpress.facts.types import FACT_KEYS, SPECIAL_KEYS, TYPES
from briefpress.workspace import MemoryWorkspace
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

SOURCES = """\
sources:
  page:
    title: {en: Defence, fr: Défense}
    publisher: Embassy
    address: {en: "https://x.org/en", fr: "http://x.org/fr?a=1"}
    accessed: 2026-11-22
    published: "2026-11-20"
    note: {en: Undated, fr: Sans date}
    warn_after: 18 months
    error_after: 2 years
units:
  nation:
    en: {one: nation, other: nations}
    fr: {one: pays, two: pays, few: pays, many: pays, zero: pays, other: pays}
"""

FEEDS = """\
feeds:
  count: {csv: data/count.csv, source: page, encoding: windows-1252}
  web:
    json: "https://example.org/count.json"
    source: page
    hosts: [data.example.org, "127.0.0.1:8080"]
    timeout: 30
    max_bytes: "1000"
  book: {xlsx: data/count.xlsx, source: page, sheet: Count}
  base: {sql: "postgresql://me@example.org/x", query: select 1, password: {env: SECRET}, source: page}
  code: {python: "package.module:function", source: page}
"""

#: What many facts have.
MORE = """\
    source: page
    label: {en: Label, fr: Étiquette}
    locator: {en: Page 1, fr: Page 1}
    note: {en: Note, fr: Note}
    definition: {en: What, fr: Quoi}
    tags: [defence, nato-2]
    warn_after: 90 days
    error_after: "1 year"
"""
DAY = "    as_of: 2026-01-31\n"
ONE = """\
    source: page
    label: {en: 2023, fr: Étiquette}
"""

#: Facts that the reader accepts: together, they have every key in every place.
GOOD = {
    "number": f"""\
    type: number
    value: "-1234.50"
    unit: nation
    scale: thousand
    qualifier: about
    minimum: -5000
    maximum: "0"
{DAY}{MORE}""",
    "number-in-words": f"""\
    type: number
    value: 3
    wording: {{en: three, fr: trois}}
    wording_for: 3
    period: 2024
{ONE}""",
    "number-from-to": f"""\
    type: number
    value: {{from: 4000, to: "10000"}}
    qualifier: exact
    period: 2024-2025
{ONE}""",
    "percent": f"    type: percent\n    value: 71.5\n    qualifier: projected\n    period: 2024-Q3\n{ONE}",
    "points": f"    type: points\n    value: -2\n    period: 2024-04\n{ONE}",
    "money": f"""\
    type: money
    value: 13
    scale: billion
    currency: USD
    qualifier: target
    minimum: 1
    maximum: 20
{ONE}""",
    "date": f"    type: date\n    value: 2024-04-08\n{ONE}",
    "date-from-to": f"    type: date\n    value: {{from: 2024-04-08, to: 2024-04-09}}\n{ONE}",
    "time": f'    type: time\n    value: "9:30"\n{ONE}',
    "year": f"    type: year\n    value: 2023\n    qualifier: record\n    minimum: 2000\n    maximum: 2030\n"
    f"{ONE}",
    "year-in-quotes": f'    type: year\n    value: "2023"\n{ONE}',
    "period": f"    type: period\n    value: 2024-2025\n{ONE}",
    "period-of-a-year": f"    type: period\n    value: 2024\n{ONE}",
    "duration": f"    type: duration\n    value: 65\n    unit: year\n    qualifier: over\n    minimum: 1\n"
    f"{ONE}",
    "rank": f"    type: rank\n    value: 20\n    qualifier: among-top\n{ONE}",
    "multiple": f"    type: multiple\n    value: 1.10\n{ONE}",
    "text": f"    type: text\n    value: {{en: Act, fr: 2023}}\n{ONE}",
    "fetched": """\
    type: number
    value: 3
    refresh: {feed: count, row: {year: 2026}, column: trees, as_of: day}
    max_change: 20%
    label: {en: Trees, fr: Arbres}
""",
    "fetched-from-json": """\
    type: number
    value: 3
    refresh: {feed: web, at: "data[0].n"}
    label: {en: Trees, fr: Arbres}
""",
    "list": f"    type: list\n    value: [{{en: ships, fr: navires}}, {{en: tents, fr: tentes}}]\n{ONE}",
    "series": f"""\
    type: series
    of: money
    currency: CAD
    scale: million
    qualifier: about
    minimum: 0
    maximum: 100
    points:
      - {{at: 2023, value: 13}}
      - {{at: 2024-2025, label: {{en: Last, fr: Dernier}}, value: {{from: 1, to: 2}}, qualifier: over}}
      - id: late
        label: {{en: Late, fr: Tard}}
        value: 3
        note: {{en: Note, fr: Note}}
        source: page
        scale: one
        wording: {{en: three, fr: trois}}
        wording_for: 3
{MORE}""",
    "series-of-durations": f"""\
    type: series
    of: duration
    unit: day
    points: [{{at: 2024-Q3, value: 13}}]
{ONE}""",
    "series-of-percents": f"""\
    type: series
    of: percent
    points: [{{at: 2024-04, value: 13}}]
{ONE}""",
    "table": f"""\
    type: table
    columns:
      exports: {{type: money, currency: CAD, scale: billion, label: {{en: Exports, fr: Exportations}}}}
      share: {{type: percent, label: {{en: Share, fr: Part}}, note: {{en: Note, fr: Note}}}}
      age: {{type: duration, unit: year, label: {{en: Age, fr: Âge}}}}
    rows:
      - {{at: 2024, exports: 5, share: {{from: 1, to: 2}}}}
      - id: ontario
        label: {{en: Ontario, fr: Ontario}}
        exports: {{value: 5, qualifier: about, locator: {{en: P. 2, fr: P. 2}}}}
        share: "7"
        age: 3
{MORE}""",
}

#: What computed facts are computed from.
INPUTS = """\
facts:
  input.one: {type: number, value: 1, source: page, label: {en: One, fr: Un}}
  input.two: {type: number, value: 2, source: page, label: {en: Two, fr: Deux}}
  input.place: {type: rank, value: 2, source: page, label: {en: Place, fr: Rang}}
"""

#: Facts that are computed.
COMPUTED = {
    "computed": """\
    type: percent
    formula: "share(input.one, input.two)"
    decimals: 1
    rounding: half-even
    label: {en: Share, fr: Part}
""",
    "computed-rank": """\
    type: rank
    formula: input.place
    label: {en: Share, fr: Part}
""",
    "computed-points": """\
    type: series
    of: number
    points: [{at: 2024, formula: input.one + 1, decimals: 0}, {at: 2025, value: 3}]
    source: page
    label: {en: Series, fr: Série}
""",
}

ASSERTIONS = """\
assertions:
  one-and-one:
    that: input.one + input.one = input.two
    within: 0.5
    because: {en: Sums, fr: Sommes}
  less: {that: input.one < input.two}
"""

TERMS = """\
terms:
  meadow:
    en: [wild meadow, meadow]
    fr: pré sauvage
    avoid: {fr: [champ de foin], en: hayfield}
  orchard: {en: orchard, fr: verger}
"""

FILES = {"sources": SOURCES, "feeds": FEEDS, "assertions": ASSERTIONS, "terms": TERMS} | {
    name: f"facts:\n  topic.name:\n{text}" for name, text in {**GOOD, **COMPUTED}.items()
}

#: Keys that make a record another kind of record.
TURNS = {"type", "of", "formula", "at", "id"}

#: Any id will do; those of a project are `briefpress.editor`'s.
ANY_ID = {"definitions": {kind: shapes.name(*rule) for kind, rule in IDS.items()}}


@cache
def schema() -> Draft7Validator:
    return validator(facts_schema(LANGUAGES), ANY_ID)


def read(text: str) -> list[Diagnostic]:
    """Return what the strict reader has against a file; sources and units stand beside it."""
    files = {"data/file.yaml": text, "data/inputs.yaml": INPUTS}
    if not text.startswith(("sources:", '{\n "sources"')):
        files["data/sources.yaml"] = SOURCES
    if not text.startswith(("feeds:", '{\n "feeds"')):
        files["data/feeds.yaml"] = FEEDS
    findings = Findings()
    load_facts(MemoryWorkspace(files), LANGUAGES, findings)
    return list(findings)


# ---- the same keys


def test_the_schema_is_one():
    Draft7Validator.check_schema(facts_schema(LANGUAGES))


@pytest.mark.parametrize("name", FILES)
def test_what_the_reader_accepts(name):
    assert [finding.message for finding in read(FILES[name])] == []
    assert complaints(schema(), load_plain(FILES[name])) == []


@cache
def records() -> dict[str, Records]:
    """Return the records of every file."""
    found = {}
    for name, text in FILES.items():
        found[name] = Records()
        with found[name].watch():
            read(text)
        found[name].locate(text)
    return found


def test_records_are_found():
    places = {(name, place) for name, found in records().items() for place in found.places}
    fact = ("facts", "topic.name")
    assert ("sources", ("sources", "page")) in places
    assert ("sources", ("units", "nation", "fr")) in places
    assert ("series", (*fact, "points", 2)) in places
    assert ("table", (*fact, "columns", "share")) in places
    assert ("table", (*fact, "rows", 1, "exports")) in places or ("table", (*fact, "rows", 1)) in places


@pytest.mark.parametrize("name", FILES)
def test_the_reader_and_the_schema_know_the_same_keys(name):
    known = set.union(*(found.known for found in records().values())) - TURNS
    assert known >= set(FACT_KEYS) - TURNS
    value = load_plain(FILES[name])
    for place in records()[name].places:
        if "rows" in place:
            continue  # the keys of a row are the columns of its table, and each cell has those of its column
        changed = copied(value)
        record = at(changed, place)
        record |= {key: "x" for key in sorted(known) if key not in record}
        assert unknown_keys(read(written(changed))) == refused_keys(schema(), changed, place), place


def test_cells_have_the_keys_of_facts():
    value = load_plain(FILES["table"])
    place = ("facts", "topic.name", "rows", 1, "exports")
    at(value, place).update(dict.fromkeys([*FACT_KEYS, "lable"], "x"))
    of_the_table = {"type", "label", "of", "points", "columns", "rows", "refresh", "max_change"}
    assert refused_keys(schema(), value, place) == {*of_the_table, "lable"}


# ---- the same values

#: What stands in place of a value; some of it is right in some places.
VALUES = (
    *("x", "X y", "", "-3", "0", "-0", "1.50", "1,5", "71%", "007", "2024", "2024-13-01", "2026-11-22"),
    *("2024-Q5", "2024-Q3", "2024-2025", "24:00", "9:05", "18 months", "0 days", "about", "among-top"),
    *("cad", "year", "nation", "Bad Id", "thousand", "rank", "https://x.org", "www.x.org"),
    *(3, -3, 1.5, 20233, True, None, [], {}, ["x"], {"x": "y"}, {"en": "x"}, {"en": "x", "fr": "y"}),
    *({"en": "x", "rf": "y"}, {"en": "x", "fr": ["y"]}, {"from": 1, "to": 2}, {"from": 1}),
    *({"from": "x", "to": "y"}, {"from": 1, "to": 2, "till": 3}),
)

#: What a schema sees: where the reader finds nothing else, the schema refuses the file, too.
SEEN = {
    *("SHAPE001", "SHAPE002", "SHAPE003", "SHAPE004", "SHAPE005", "SHAPE006", "SHAPE007"),
    *("SHAPE010", "SHAPE012", "SHAPE013", "SHAPE014"),
    *("FACT001", "FACT004", "FACT006", "FACT007", "FACT008", "FACT010", "FACT013", "FACT016"),
}

#: What it does not see, or not always, and what it would have to know. Of formulas it sees nothing.
UNSEEN = {
    "SHAPE009": "which days exist",
    "SHAPE011": "what a number in quotes amounts to",
    "FACT002": "which sources other files have",
    "FACT003": "which ids other files have",
    "FACT005": "which ids begin with one another",
    "FACT009": "which units other files have",
    "FACT011": "whether a point that has a day has a period, too, by its place in the series",
    "FACT012": "which day comes first",
    "FACT014": "which value is greater",
    "FACT015": "which age is longer",
    "FACT017": "which number a text says",
    "FACT018": "what day it is",
    "FACT019": "what day it is",
    "FACT020": "which of two lists have an equal item",
}


def test_what_a_schema_sees_is_told_of_every_code():
    assert not SEEN & set(UNSEEN)
    assert {code for code in CODES if code.startswith(("SHAPE", "FACT"))} == SEEN | set(UNSEEN)


def ways(value, way=()):
    """Yield the way to every value in a file, but not to the entries of its sections."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if way not in (("facts",), ("assertions",), ("terms",)):
            yield (*way, key)
        yield from ways(inner, (*way, key))


@cache
def places() -> dict[str, list]:
    """Return the ways to try by file; below a key that is the same in all facts, each is tried once."""
    same = set(FACT_KEYS) - {"type", "value", *SPECIAL_KEYS}
    tried, found = set(), {}
    for name, text in FILES.items():
        found[name] = []
        for way in ways(load_plain(text)):
            start = max((index for index, step in enumerate(way) if step in same), default=0)
            told = tuple(0 if isinstance(step, int) else step for step in way[start:])
            told = told if start and way[0] == "facts" else (name, *told)
            if told not in tried:
                found[name].append(way)
            tried.add(told)
    return found


@pytest.mark.parametrize("name", FILES)
def test_other_values(name):
    try_values(name, every=7)


@pytest.mark.conformance
@pytest.mark.parametrize("name", FILES)
def test_all_other_values(name):
    try_values(name, every=1)


def try_values(name, every):
    """What the reader accepts, the schema accepts; what a schema can see, it refuses."""
    value = load_plain(FILES[name])
    pairs = [(way, other) for way in places()[name] for other in VALUES]
    alarms, misses = [], []
    for way, other in pairs[::every]:
        changed = copied(value)
        at(changed, way[:-1])[way[-1]] = other
        codes = {finding.code for finding in read(written(changed))}
        is_refused = not schema().is_valid(changed)
        if is_refused and not codes:
            alarms.append((way, other))
        # What a cell has to be, its column says.
        is_cell = "rows" in way or (name == "table" and way[2:3] == ("columns",))
        if not is_refused and codes and codes <= SEEN and not is_cell:
            misses.append((way, other, *sorted(codes)))
    assert alarms == []
    assert misses == []


@pytest.mark.parametrize("name", FILES)
def test_missing_keys(name):
    """A key that the reader asks for is asked for by the schema, and no other."""
    value = load_plain(FILES[name])
    for place in records()[name].places:
        for key in at(value, place):
            changed = copied(value)
            del at(changed, place)[key]
            codes = {finding.code for finding in read(written(changed))}
            if place[-2:-1] == ("columns",) and key in TYPES[FactType(at(value, place)["type"])].needs:
                continue  # it may stand in every cell of the column
            seen = codes & {*SEEN, "FEED001", "FEED002"}
            assert (not schema().is_valid(changed)) == bool(seen), (place, key, codes)


def test_what_a_type_needs_may_stand_in_every_point():
    value = load_plain(FILES["series"])
    series = at(value, ("facts", "topic.name"))
    del series["currency"]
    assert complaints(schema(), value)
    for point in series["points"]:
        point["currency"] = "CAD"
    assert complaints(schema(), value) == []
    assert read(written(value)) == []


@pytest.mark.parametrize(
    ("name", "way"),
    [("series", ("facts", "topic.name", "points", 0)), ("table", ("facts", "topic.name", "rows", 0))],
)
def test_what_has_a_period_has_no_id(name, way):
    value = load_plain(FILES[name])
    at(value, way)["id"] = "latest"
    assert [finding.code for finding in read(written(value))] == ["SHAPE003"]
    assert refused_keys(schema(), value, way) == {"id"}


# ---- what editors show


def entry(section):
    return facts_schema(LANGUAGES)["properties"][section]["additionalProperties"]["properties"]


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        (SECTIONS_TOLD, Shelf().declared),
        (SOURCE_TOLD, entry("sources")),
        (ASSERTION_TOLD, entry("assertions")),
        (TERM_TOLD, [key for key in entry("terms") if key not in LANGUAGES]),
        (PLURALS_TOLD, PLURAL_FORMS),
        (QUALIFIERS_TOLD, QUALIFIERS),
        (SCALES_TOLD, SCALES),
        (ROUNDINGS_TOLD, ROUNDINGS),
        (value_shapes(LANGUAGES), [kind for kind, rule in TYPES.items() if rule.read_value]),
    ],
)
def test_everything_is_described_and_nothing_else(told, keys):
    assert list(told) == list(keys)


def test_every_key_has_a_description():
    missing = []

    def look(shape, way):
        if isinstance(shape, list):
            for index, item in enumerate(shape):
                look(item, (*way, index))
        if not isinstance(shape, dict):
            return
        for key, value in shape.items():
            look(value, (*way, key))
        for key, value in shape.get("properties", {}).items() if "if" not in way[-2:] else ():
            if isinstance(value, dict) and "$ref" not in value and "description" not in value:
                missing.append((*way, key))

    made = facts_schema(LANGUAGES)
    look(made, ())
    # Of points, a series says only what they depend on: the key itself is described above.
    assert [way for way in missing if way[-1] != "points"] == []


def test_descriptions_are_sentences_without_backquotes():
    made = facts_schema(LANGUAGES)["definitions"]["key-period"]
    assert made["description"].startswith("The time it stands for: 2024, 2024-2025")
    assert "`2024-Q3`" in made["markdownDescription"]


def test_types_are_told_one_by_one():
    about = facts_schema(LANGUAGES)["definitions"]["fact"]["properties"]["type"]
    assert about["enum"] == [kind.value for kind in TYPES]
    assert "A share of a hundred" in about["markdownEnumDescriptions"]


SNIPPETS = {
    snippet["label"]: (section, snippet)
    for section in SECTIONS_TOLD
    for snippet in facts_schema(LANGUAGES)["properties"][section]["defaultSnippets"]
}


def test_every_type_can_be_typed():
    assert {f"fact: {kind}" for kind in TYPES} <= set(SNIPPETS)


@pytest.mark.parametrize("label", SNIPPETS)
def test_what_a_snippet_types_is_right(label):
    section, snippet = SNIPPETS[label]
    value = {section: filled(snippet["body"])}
    assert complaints(schema(), value) == []
    # Only that the names it leaves to be filled in are not there yet.
    codes = {finding.code for finding in read(written(value))}
    assert {code for code in codes if not code.startswith("EXPR")} <= {"FACT002"}


def test_ids_of_the_template_language_are_refused():
    value = load_plain(FILES["rank"])
    value["facts"]["if.name"] = value["facts"].pop("topic.name")
    assert complaints(schema(), value) == ["facts: pattern"]
