"""Typed reading of a mapping, and what it says about values that do not fit."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from briefpress.diagnostics import Findings
from briefpress.facts import FieldReader
from briefpress.facts.strict_yaml import parse_yaml
from briefpress.facts.values import plain_number

LANGUAGES = ("en", "fr")


class Case:
    """A mapping with its reader and what it reported."""

    def __init__(self, text):
        self.findings = Findings()
        root = parse_yaml(text, "f.yaml", self.findings)
        assert root is not None, list(self.findings)
        self.reader = FieldReader(root, self.findings, "fact `x.y`")

    @property
    def found(self):
        return [(d.code, d.span.line, d.span.column) for d in self.findings]

    @property
    def only(self):
        (found,) = self.findings
        return found


def test_values_of_every_kind():
    case = Case(
        "t: NORAD\nq: ' a '\nb: |\n  x\n   y\ni: -12\nd: 1.10\ndate: 2024-02-29\n"
        "year: 2023\nc: over\nm: {k: v}\ns: [1, 2]\nl: {en: one, fr: un}\n"
    )
    read = case.reader
    assert read.text("t", required=True) == "NORAD"
    assert read.text("q") == "a"
    assert read.text("b") == "x\n y"
    assert read.integer("i") == -12
    assert str(read.decimal("d")) == "1.10"
    assert read.date("date") == dt.date(2024, 2, 29)
    assert read.year("year") == 2023
    assert read.choice("c", ["over", "under"]) == "over"
    assert list(read.mapping("m").entries) == ["k"]
    assert [item.text for item in read.sequence("s").items] == ["1", "2"]
    localized = read.localized("l", LANGUAGES)
    assert localized.languages == LANGUAGES and list(localized) == ["en", "fr"]
    assert localized["fr"].text == "un" and localized.get("de") is None
    read.finish()
    assert case.found == []


def test_missing_keys():
    read = Case("a: 1").reader
    assert read.text("t") is None
    assert read.choice("c", ["x"], default="x") == "x"
    assert not read.has("t") and read.span("t") == read.own_span
    assert len(read.findings) == 0
    case = Case("a: 1")
    assert case.reader.text("t", required=True) is None
    assert (case.only.code, case.only.message, case.only.hint) == (
        "SHAPE002",
        "fact `x.y` has no `t`",
        "add `t:`",
    )


def test_places():
    case = Case("a: 1\nbb: two")
    assert (case.reader.span("bb").column, case.reader.key_span("bb").length) == (5, 2)
    assert case.reader.scalar("bb").locate("wo").column == 6
    assert case.reader.leaf("bb").locate("wo").column == 6


@pytest.mark.parametrize(
    ("text", "method", "code", "column"),
    [
        ("k:", "text", "SHAPE006", 1),
        ("k: ~", "text", "SHAPE006", 1),
        ("k: null", "integer", "SHAPE006", 1),
        ('k: ""', "text", "SHAPE006", 4),
        ("k: ' '", "text", "SHAPE006", 4),
        ("k: true", "text", "SHAPE001", 4),
        ("k: [a]", "text", "SHAPE001", 4),
        ("k: {a: b}", "integer", "SHAPE001", 4),
        ("k: a", "mapping", "SHAPE001", 4),
        ("k: a", "sequence", "SHAPE001", 4),
        ("k: {a: b}", "sequence", "SHAPE001", 4),
        ("k: 1.5", "integer", "SHAPE007", 4),
        ("k: five", "integer", "SHAPE007", 4),
        ("k: 71%", "decimal", "SHAPE007", 4),
        ("k: 1 000", "decimal", "SHAPE007", 4),
        ("k: .5", "decimal", "SHAPE007", 4),
        ('k: "1e3"', "decimal", "SHAPE007", 4),
        ('k: "1e999999999"', "decimal", "SHAPE007", 4),
        ('k: "NaN"', "decimal", "SHAPE007", 4),
        ('k: "Infinity"', "decimal", "SHAPE007", 4),
        ('k: "٣"', "decimal", "SHAPE007", 4),
        ("k: " + "1" * 41, "decimal", "SHAPE011", 4),
        ("k: 0." + "0" * 40, "decimal", "SHAPE011", 4),
        ("k: " + "1" * 100_000, "integer", "SHAPE011", 4),
        ("k: 22/11/2026", "date", "SHAPE009", 4),
        ("k: 2026-02-29", "date", "SHAPE009", 4),
        ("k: 2026-2-9", "date", "SHAPE009", 4),
        ("k: 0999-01-01", "date", "SHAPE009", 4),
        ("k: 20260101", "date", "SHAPE009", 4),
        ("k: 999", "year", "SHAPE011", 4),
        ("k: 3000", "year", "SHAPE011", 4),
    ],
)
def test_wrong_values(text, method, code, column):
    case = Case(text)
    assert getattr(case.reader, method)("k") is None
    assert case.found == [(code, 1, column)]
    assert case.only.hint and case.only.label


def test_numbers_are_exact():
    digits = "1234567890" * 3 + "." + "0123456789"
    assert Case(f"k: {digits}").reader.decimal("k") == Decimal(digits)
    assert str(Case("k: -0.00").reader.decimal("k")) == "0.00"
    assert str(Case("k: '-0.10'").reader.decimal("k")) == "-0.10"


def test_ranges():
    case = Case("a: 5\nb: 5\nc: 5")
    assert case.reader.integer("a", minimum=5, maximum=5) == 5
    assert case.reader.integer("b", minimum=6) is None
    assert case.reader.decimal("c", maximum=4) is None
    assert [d.hint for d in case.findings] == ["write a number from 6 up", "write a number up to 4"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("71%", "71"),
        ("71\u00a0%", "71"),
        ("1,234,567.80", "1234567.80"),
        ("$1,234", "1234"),
        ("13 $ US", "13"),
        ("CAD 13", "13"),
        ("1\u202f234,5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("13,5", "13.5"),
        ("\u22125", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("12 34", ""),
        ("2023-24", ""),
        ("1,23,4", ""),
        ("five", ""),
        ("1" * 999, ""),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert plain_number(text) == number


def test_a_doubtful_comma_gives_both_readings():
    case = Case("k: 1,234")
    case.reader.decimal("k")
    assert case.only.hint == "write `1234`, or `1.234` if decimals follow the comma"


def test_choices():
    case = Case("k: abuot\nj: zzz")
    assert case.reader.choice("k", ["about", "over"]) is None
    assert case.reader.choice("j", ["about", "over"], default="over") == "over"
    assert case.found == [("SHAPE010", 1, 4), ("SHAPE010", 2, 4)]
    assert [d.hint for d in case.findings] == ["did you mean `about`?", "it is one of `about` and `over`"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k: {en: a}", [("SHAPE004", 4, "`k` of fact `x.y` is missing in French", "add `fr:` beside `en:`")]),
        (
            "k: {fr: a}",
            [("SHAPE004", 4, "`k` of fact `x.y` is missing in English", "add `en:` beside `fr:`")],
        ),
        (
            "k: plain",
            [
                (
                    "SHAPE001",
                    4,
                    "`k` of fact `x.y` has to be given in each language",
                    "write `{en: ..., fr: ...}`",
                )
            ],
        ),
        (
            "k: {en: a, fr: }",
            [("SHAPE006", 12, "the French of `k` of fact `x.y` is empty", "write the text")],
        ),
        ("k: {en: a, fr: [b]}", [("SHAPE001", 16, "the French of `k` of fact `x.y` has to be a text", None)]),
        (
            "k: {en: a, fr: b, f: c}",
            [("SHAPE005", 19, "`k` of fact `x.y` has an unknown language `f`", "did you mean `fr`?")],
        ),
        (
            "k: {en: a, fr: b, xx: c}",
            [
                (
                    "SHAPE005",
                    19,
                    "`k` of fact `x.y` has an unknown language `xx`",
                    "the languages are `en` and `fr`",
                )
            ],
        ),
    ],
)
def test_localized_mistakes(text, expected):
    case = Case(text)
    case.reader.localized("k", LANGUAGES, required=True)
    found = [(d.code, d.span.column, d.message, d.hint) for d in case.findings]
    assert [f[:3] for f in found] == [e[:3] for e in expected]
    assert all(e[3] is None or f[3] == e[3] for f, e in zip(found, expected, strict=True))


def test_a_plain_text_may_stand_for_all_languages():
    case = Case("k: NORAD")
    localized = case.reader.localized("k", LANGUAGES, allow_plain=True)
    assert localized["en"] is localized["fr"] and localized["en"].text == "NORAD"
    assert case.found == []


def test_lists_of_localized_texts():
    case = Case("k: [{en: a, fr: b}, {en: c, fr: d}]\nj: [{en: a}, {en: c, fr: d}]")
    assert [item["fr"].text for item in case.reader.localized_list("k", LANGUAGES)] == ["b", "d"]
    assert case.reader.localized_list("j", LANGUAGES) is None
    assert case.found == [("SHAPE004", 2, 5)]


def test_a_missing_language_points_at_the_text():
    case = Case('a: 1\nlabel: {en: "NORAD budget"}')
    case.reader.localized("label", LANGUAGES)
    assert (case.only.span.line, case.only.span.column, case.only.span.length) == (2, 8, 20)
    assert case.only.label == "no `fr`"


def test_unknown_keys():
    case = Case("label: a\nlable: b\nzzz: c\nseen: d")
    case.reader.text("label")
    case.reader.has("other")
    case.reader.finish(ignore=["seen"])
    assert case.found == [("SHAPE003", 2, 1), ("SHAPE003", 3, 1)]
    assert [d.hint for d in case.findings] == [
        "did you mean `label`?",
        "the keys known here are `label` and `other`",
    ]


def test_known_keys_are_listed_in_the_order_given():
    case = Case("zzz: c")
    for key in ("other", "label", "type"):
        case.reader.has(key)
    case.reader.finish(order=["type", "value", "label"])
    assert case.only.hint == "the keys known here are `type`, `label` and `other`"


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("k: {en: Cards, all kinds, fr: b}", ['needs quotes: `en: "Cards, all kinds"`']),
        ("k: {en: About 5, 300 people, fr: b}", ['needs quotes: `en: "About 5, 300 people"`']),
        ("k: {en: a, b b, c c, fr: d}", ['needs quotes: `en: "a, b b, c c"`'] * 2),
        ("k: {en: “a, b b”, fr: d}", ['needs straight quotes: `en: "a, b b"`']),
        ('k: {en: the "a", b b, fr: d}', ["a text with a comma inside braces needs quotes"]),
        (f"k: {{en: {'a' * 80}, b b, fr: d}}", ["a text with a comma inside braces needs quotes"]),
        ('k: {en: "a", b b, fr: d}', ["a text with a comma inside braces needs quotes"]),
        ("k: {b b, en: a, fr: d}", ["a text with a comma inside braces needs quotes"]),
        ("k: {en: a, fre: , fr: b}", ["did you mean `fr`?"]),
        ("k:\n  en: a\n  fre:\n  fr: b", ["did you mean `fr`?"]),
    ],
)
def test_a_text_that_a_comma_cuts_in_two(text, hints):
    case = Case(text)
    case.reader.localized("k", LANGUAGES)
    found = [d for d in case.findings if d.code == "SHAPE005"]
    assert len(found) == len(hints)
    assert all(finding.hint.endswith(hint) for finding, hint in zip(found, hints, strict=True))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{value: 1,240, other: x}", "a number has no commas: write `value: 1240`"),
        ("{value: -1,240,500, other: x}", "a number has no commas: write `value: -1240500`"),
        ("{value: 1,240 loans}", 'a text with a comma inside braces needs quotes: `value: "1, 240 loans"`'),
    ],
)
def test_a_number_that_a_comma_cuts_in_two(text, hint):
    case = Case(text)
    case.reader.has("value")
    case.reader.has("other")
    case.reader.finish()
    assert {d.hint for d in case.findings} == {hint}


@pytest.mark.parametrize(
    ("item", "code"),
    [("true", "SHAPE001"), ("null", "SHAPE006"), ("Été", "SHAPE010"), ("[a]", "SHAPE010"), ("~", "SHAPE010")],
)
def test_words_that_are_none(item, code):
    case = Case(f"k: [one, {item}]")
    assert case.reader.words("k", re.compile("[a-z]+"), "use small letters") == ("one",)
    assert case.found == [(code, 1, 10)] and case.only.hint


def test_words_in_quotes_are_words():
    case = Case("k: [one, 'true', \"null\", one]")
    assert case.reader.words("k", re.compile("[a-z]+"), "") == ("one", "true", "null")
    assert case.found == []
