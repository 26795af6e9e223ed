"""The schema of themes and their strict reader say the same of the same files."""

from __future__ import annotations

from functools import cache

import pytest
from jsonschema import Draft7Validator

from briefpress.diagnostics import CODES, Diagnostic, Findings, Span
from briefpress.facts import shapes
from briefpress.fonts import FontLibrary
from briefpress.layout.schema import GROUPS_TOLD, IDS, MEASURES_TOLD, PALETTE_TOLD, SIZES_TOLD, theme_schema
from briefpress.layout.theme import MEASURES, PAGE_SIZES, PALETTE, SERIES, STYLES, load_theme
from briefpress.workspace import MemoryWorkspace
from tests.support.schemas import (
    Records,
    at,
    complaints,
    copied,
    load_plain,
    refused_keys,
    unknown_keys,
    validator,
    written,
)

CIVIC = MemoryWorkspace({}).read("builtin:themes/civic.yaml").decode()
THEMES = {
    "whole": CIVIC,
    "extending": f"extends: builtin:civic\n{CIVIC}",
}


@cache
def schema() -> Draft7Validator:
    return validator(theme_schema(), {"definitions": {"theme": shapes.name(*IDS["theme"])}})


def read(text: str) -> list[Diagnostic]:
    """Return what the strict reader has against a theme."""
    workspace = MemoryWorkspace({"templates/own.yaml": text})
    findings = Findings()
    load_theme(workspace, FontLibrary(workspace), "own", Span(""), findings)
    return list(findings)


def test_the_schema_is_one():
    Draft7Validator.check_schema(theme_schema())


@pytest.mark.parametrize("name", THEMES)
def test_what_the_reader_accepts(name):
    assert read(THEMES[name]) == []
    assert complaints(schema(), load_plain(THEMES[name])) == []


@pytest.mark.parametrize(
    "name", ["civic", "builtin:civic", "Civic", "", "builtin:", "builtin:../civic", "a.b", 3]
)
def test_what_can_be_extended(name):
    value = {"extends": name}
    codes = {finding.code for finding in read(written(value))}
    # Which themes there are, a schema cannot see.
    assert schema().is_valid(value) == (not codes or name == 3), codes


@cache
def records(name: str = "whole") -> Records:
    found = Records()
    with found.watch():
        read(THEMES[name])
    found.locate(THEMES[name])
    return found


@pytest.mark.parametrize("name", THEMES)
def test_the_reader_and_the_schema_know_the_same_keys(name):
    places = records(name).places
    assert {(), ("page",), ("palette",), ("styles",), ("styles", "h1"), ("note",)} <= set(places)
    value = load_plain(THEMES[name])
    # With `extends`, a whole theme becomes another kind.
    others = sorted({*records(name).known, "heigth"} - {"extends"})
    for place in places:
        changed = copied(value)
        record = at(changed, place)
        record |= {key: "x" for key in others if key not in record}
        assert unknown_keys(read(written(changed))) == refused_keys(schema(), changed, place), place


def test_missing_keys():
    """A key that the reader asks for is asked for by the schema, and no other."""
    value = load_plain(CIVIC)
    for place in records().places:
        if place[:1] == ("styles",) and place not in (("styles",), ("styles", "h1")):
            continue  # styles are alike
        for key in at(value, place):
            changed = copied(value)
            del at(changed, place)[key]
            # That a text is invisible without its own colour is no matter of keys.
            codes = {finding.code for finding in read(written(changed))} - {"LAYOUT004"}
            assert (not schema().is_valid(changed)) == bool(codes), (place, key)


def test_a_theme_that_extends_has_to_say_nothing():
    value = load_plain(THEMES["extending"])
    for place in records("extending").places:
        for key in at(value, place):
            changed = copied(value)
            if key != "extends":
                del at(changed, place)[key]
            assert read(written(changed)) == [], (place, key)
            assert schema().is_valid(changed), (place, key)


#: What stands in place of a value; some of it is right in some places.
VALUES = (
    *("x", "", "-3", "0", "1.50", "1,5", "2000", "#12345", "#1a2B3c", "1C2733", "a4", "ink", "paper", "Lato"),
    *("bold", "Bold", "heavy", "balance", "fill", 3, -3, 0, 1.5, 2000, 2001, True, None, [], {}, {"x": "y"}),
)

SEEN = {
    *("SHAPE001", "SHAPE002", "SHAPE003", "SHAPE006", "SHAPE007", "SHAPE010", "LAYOUT002", "LAYOUT003"),
}
UNSEEN = {
    "LAYOUT001": "which themes there are",
    "LAYOUT004": "how far apart two colours are",
    "LAYOUT005": "how high a block is",
    "LAYOUT006": "how many pages there are",
    "LAYOUT007": "how wide a title is",
    "LAYOUT008": "what other themes extend",
    "LAYOUT009": "how many modules a code has",
}


def test_what_a_schema_sees_is_told_of_every_code():
    assert {code for code in CODES if code.startswith("LAYOUT")} == {
        code for code in {*SEEN, *UNSEEN} if code.startswith("LAYOUT")
    }


GROUPS = [*MEASURES, "grid", "palette", "h1"]


@pytest.mark.parametrize("group", GROUPS)
def test_other_values(group):
    try_values(group, every=7)


@pytest.mark.conformance
@pytest.mark.parametrize("group", GROUPS)
def test_all_other_values(group):
    try_values(group, every=1)


def try_values(group, every):
    """What the reader accepts, the schema accepts; what a schema can see, it refuses."""
    value = load_plain(CIVIC)
    place = ("styles", group) if group in STYLES else () if group == "grid" else (group,)
    keys = ["grid"] if group == "grid" else [*at(value, place)]
    for key, other in [(key, other) for key in keys for other in VALUES][::every]:
        changed = copied(value)
        at(changed, place)[key] = other
        # What two margins leave between them takes a sum, which a schema cannot make.
        found = [
            finding for finding in read(written(changed)) if "points for the text" not in finding.message
        ]
        codes = {finding.code for finding in found}
        is_refused = not schema().is_valid(changed)
        assert codes or not is_refused, (key, other)
        # A number in quotes may be too large: a schema cannot tell.
        is_large = isinstance(other, str) and codes == {"LAYOUT002"}
        assert is_refused or is_large or not codes or not codes <= SEEN, (key, other, codes)


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        (PALETTE_TOLD, [*PALETTE, *SERIES]),
        (MEASURES_TOLD, [f"{group}.{name}" for group, names in MEASURES.items() for name in names]),
        (GROUPS_TOLD, MEASURES),
        (SIZES_TOLD, PAGE_SIZES),
    ],
)
def test_everything_is_described_and_nothing_else(told, keys):
    assert sorted(told) == sorted(keys)
