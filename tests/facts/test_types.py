"""Values that were meant as ranges."""

import pytest

from tests.facts.loading import load

FROM_4_TO_10 = "write `{from: 4, to: 10}` for a range"


def only(fact):
    _, findings = load(f"a.b: {{{fact}, REST}}")
    (found,) = findings
    return found


@pytest.mark.parametrize(
    ("fact", "code", "hint"),
    [
        ("type: number, value: 4-10", "FACT006", FROM_4_TO_10),
        ("type: number, value: 4 - 10", "FACT006", FROM_4_TO_10),
        ("type: number, value: 4–10", "FACT006", FROM_4_TO_10),
        ("type: number, value: 4 to 10", "FACT006", FROM_4_TO_10),
        ("type: number, value: From 4 to 10", "FACT006", FROM_4_TO_10),
        ("type: number, value: between 4 and 10", "FACT006", FROM_4_TO_10),
        ("type: number, value: 4 à 10", "FACT006", FROM_4_TO_10),
        ("type: number, value: de 4 à 10", "FACT006", FROM_4_TO_10),
        ("type: number, value: entre 4 et 10", "FACT006", FROM_4_TO_10),
        ('type: number, value: "4,000 to 10,000"', "FACT006", "write `{from: 4000, to: 10000}` for a range"),
        (
            "type: number, value: 4\u00a0000 à 10\u00a0000",
            "FACT006",
            "write `{from: 4000, to: 10000}` for a range",
        ),
        ("type: percent, value: 4%-10%", "FACT006", FROM_4_TO_10),
        (
            "type: money, currency: CAD, value: 4 to 10 billion",
            "FACT006",
            "write `{from: 4, to: 10}` and `scale: billion` for a range",
        ),
        ("type: money, currency: CAD, scale: billion, value: $4 to $10 billion", "FACT006", FROM_4_TO_10),
        ("type: year, value: 2016-2018", "FACT006", "write `{from: 2016, to: 2018}` for a range"),
        (
            "type: date, value: 2024-03-29 – 2024-04-04",
            "FACT006",
            "write `{from: 2024-03-29, to: 2024-04-04}` for a range",
        ),
        ("type: number, value: [4, 10]", "SHAPE001", FROM_4_TO_10),
        (
            "type: date, value: [2024-03-29, 2024-04-04]",
            "SHAPE001",
            "write `{from: 2024-03-29, to: 2024-04-04}` for a range",
        ),
    ],
)
def test_a_range_as_people_write_it(fact, code, hint):
    found = only(fact)
    assert (found.code, found.hint) == (code, hint)
    assert "range" in found.message and found.label


@pytest.mark.parametrize(
    "value", ["[10, 4]", "[4]", "[4, 8, 10]", "[4, [10]]", "[four, ten]", "[]", "{en: 4, fr: 10}"]
)
def test_what_is_no_single_value_may_become_a_range(value):
    found = only(f"type: number, value: {value}")
    assert (found.code, found.hint) == ("SHAPE001", "write one value, or `{from: ..., to: ...}` for a range")


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("type: number, value: 10-4", "FACT006"),
        ("type: number, value: 4 to many", "FACT006"),
        ("type: number, value: 2024-04-08", "FACT006"),
        ("type: money, currency: CAD, value: 4 million to 10 billion", "FACT006"),
        ("type: points, value: 4-10", "FACT006"),
        ("type: rank, value: 4-10", "FACT006"),
        ("type: rank, value: [4, 10]", "SHAPE001"),
        ("type: multiple, value: 4 to 10", "FACT006"),
        ("type: year, value: 2018-16", "SHAPE007"),
        ("type: date, value: 2024-13-29", "SHAPE009"),
    ],
)
def test_what_makes_no_range_is_not_offered_one(fact, code):
    found = only(fact)
    assert found.code == code
    assert "range" not in found.message + found.hint


def test_a_cell_and_a_point_are_told_the_same():
    _, findings = load(
        "a.b: {type: series, of: percent, REST, points: [{at: 2024, value: 4-10}]}\n"
        "a.c:\n"
        "  {type: table, REST, columns: {share: {type: percent, label: {en: S, fr: P}}},\n"
        "  rows: [{at: 2024, share: 4-10}]}\n"
    )
    assert [finding.hint for finding in findings] == [FROM_4_TO_10, FROM_4_TO_10]
