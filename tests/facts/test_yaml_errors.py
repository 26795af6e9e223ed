"""What is said where a file is no YAML: quotes that end too early, and commas that are missing."""

import pytest

from briefpress.diagnostics import Findings
from briefpress.facts.strict_yaml import parse_yaml

APOSTROPHE = "put double quotes around the text, or write the apostrophe as `’`"


def only(text):
    findings = Findings()
    assert parse_yaml(text, "f.yaml", findings) is None
    (found,) = findings
    assert found.code == "YAML004"
    return found


@pytest.mark.parametrize(
    ("text", "line", "column", "opening"),
    [
        ("a: 'l'armée'", 1, 6, 4),
        ("a: 'L'Arctique est l'avenir'", 1, 6, 4),
        ("a: 'Prêts de l'été'", 1, 15, 4),
        ("a: 'd''abord l'été'", 1, 15, 4),
        ("en: x\nfr: 'Qu'est-ce'\nde: y", 2, 8, 5),
        ("a: {en: 'summer', fr: 'de l'été'}", 1, 28, 23),
        ("a: ['l'un', 'l'autre']", 1, 7, 5),
        ("- 'l'un'", 1, 5, 3),
    ],
)
def test_an_apostrophe_between_single_quotes(text, line, column, opening):
    found = only(text)
    assert (found.span.line, found.span.column, found.hint) == (line, column, APOSTROPHE)
    ((place, _),) = found.related
    assert (place.line, place.column) == (line, opening)


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        (
            'a: {en: "x" fr: "y"}',
            13,
            "a comma is missing here",
            "write a comma; put quotes around the whole of a text",
        ),
        (
            "a: {en: x fr: y}",
            13,
            "there is a colon where a comma or a quote is missing",
            "write a comma before each key; put quotes around a text that has a colon in it",
        ),
        (
            'a: {en: "the "best" year", fr: x}',
            15,
            "a comma is missing here",
            'write a comma; a double quote inside a text is written `\\"`',
        ),
        ("a: {b: [1, 2}, c: 3}", 13, "`}` cannot close what `[` opens", "write `]`"),
        ("a: [{b: 1], c]", 10, "`]` cannot close what `{` opens", "write `}`"),
    ],
)
def test_a_missing_comma(text, column, message, hint):
    found = only(text)
    assert (found.span.column, found.message, found.hint) == (column, message, hint)
    ((place, label),) = found.related
    assert text[place.column - 1] in "[{" and label == "opens here"


@pytest.mark.parametrize("text", ['a: {en: "x"', 'a: {en: "x", fr: "y"\nb: 1', "a: [1, 2\nb: 1", "a: [1"])
def test_a_line_that_ends_before_the_brace_closes(text):
    found = only(text)
    assert "opens here is not closed" in found.message
    assert (found.span.line, found.span.column) == (1, 4)


@pytest.mark.parametrize("text", ["a: 'jusqu'\n  il", "a: 'x' y", "a: 'x' 'y'"])
def test_other_texts_behind_a_quote_are_no_apostrophes(text):
    assert "apostrophe" not in only(text).message
