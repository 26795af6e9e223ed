"""What has to be so between facts, and between a fact and its bounds."""

import pytest

from tests.facts.loading import load

FACTS = """\
mix.a: {type: percent, value: 71, REST}
mix.b: {type: percent, value: 28.9, REST}
sum.one: {type: money, value: 13, scale: billion, currency: CAD, REST}
sum.two: {type: money, value: 25.5, scale: billion, currency: CAD, REST}
sum.total: {type: money, value: 38.6, scale: billion, currency: CAD, REST}
sum.usd: {type: money, value: 9, scale: billion, currency: USD, REST}
n.nine: {type: number, value: 9, REST}
n.ten: {type: number, value: 10, REST}
d.start: {type: date, value: 1957-08-01, REST}
d.end: {type: date, value: 1958-05-12, REST}
x.sum: {type: money, currency: CAD, formula: sum.one + sum.two, label: {en: X, fr: X}}
s.sales:
  type: series
  of: number
  points: [{at: 2023, value: 3}, {at: 2024, value: 9}]
  source: page
  label: {en: X, fr: X}
bad.fact: {type: number, value: nine, REST}
"""


def check(entries):
    """Return what is wrong with assertions; the facts have one mistake of their own."""
    _, findings = load(FACTS, "assertions:\n" + "".join(f"  {line}\n" for line in entries.splitlines()))
    return [found for found in findings if found.code != "FACT006"]


def only(entries):
    (found,) = check(entries)
    return found


@pytest.mark.parametrize(
    "entry",
    [
        '{that: "mix.a + mix.b = percent(99.9)"}',
        '{that: "mix.a + mix.b = percent(100)", within: 0.1}',
        '{that: "sum.one + sum.two = sum.total", within: "money(0.1, CAD, billion)"}',
        '{that: "x.sum = sum(sum.one, sum.two)"}',
        '{that: "0 < n.nine < n.ten <= 10 and d.start < d.end"}',
        '{that: "sum(s.sales) = 12"}',
        '{that: "n.nine > 5", because: {en: Why., fr: Parce que.}}',
    ],
)
def test_what_holds_says_nothing(entry):
    assert check(f"fine: {entry}") == []


@pytest.mark.parametrize(
    ("that", "within", "message", "label"),
    [
        (
            "mix.a + mix.b = percent(100)",
            None,
            "`mix.a + mix.b` is 99.9 percent and not 100 percent (`percent(100)`)",
            "off by 0.1 points",
        ),
        ("n.nine + 90 = 100", None, "`n.nine + 90` is 99 and not 100", "off by 1"),
        (
            "sum(sum.one, sum.two) = sum.total",
            None,
            "`sum(sum.one, sum.two)` is 38.5 billion CAD and not 38.6 billion CAD (`sum.total`)",
            "off by 100 million CAD",
        ),
        ("n.nine > n.ten", None, "`n.nine` is 9 and not more than 10 (`n.ten`)", "off by 1"),
        ("n.ten < 10", None, "`n.ten` is 10 and not less than 10", "not so"),
        ("n.ten <= 9", None, "`n.ten` is 10 and not at most 9", "off by 1"),
        ("n.nine >= 10", None, "`n.nine` is 9 and not at least 10", "off by 1"),
        ("n.nine != 9", None, "`n.nine` is 9, the same as 9", "not so"),
        ("n.nine = 11", 1, "`n.nine` is 9 and not 11 within 1", "off by 2"),
        (
            "d.start > d.end",
            None,
            "`d.start` is 1957-08-01 and not more than 1958-05-12 (`d.end`)",
            "off by 284 days",
        ),
    ],
)
def test_what_does_not_hold_is_said_with_its_figures(that, within, message, label):
    found = only(f'parts: {{that: "{that}"' + (f", within: {within}}}" if within else "}"))
    assert (found.code, found.message) == ("EXPR014", f"{message}: `parts` does not hold")
    assert found.label == label and found.span.length == len(that)
    assert found.hint == "correct a figure, or the assertion"


def test_the_figures_are_shown_where_they_stand():
    found = only('parts: {that: "n.nine + n.ten = 20"}')
    assert [(span.line, words) for span, words in found.related] == [
        (18, "`n.nine` is 9"),
        (19, "`n.ten` is 10"),
    ]


def test_the_link_that_fails_is_pointed_at():
    found = check('order: {that: "n.ten > n.nine > sum(s.sales) > 5 and n.nine = 8"}')
    assert [(item.span.column, item.span.length) for item in found] == [(26, 21), (56, 10)]
    assert found[0].message == "`n.nine` is 9 and not more than 12 (`sum(s.sales)`): `order` does not hold"


def test_the_reason_is_a_part_of_the_hint():
    found = only("parts: {that: n.nine = n.ten, because: {en: Both count members, fr: Tout est là}}")
    assert found.hint == "Both count members: correct a figure, or the assertion"


def test_a_comparison_can_be_folded():
    _, findings = load(
        FACTS, "assertions:\n  parts:\n    that: >-\n      n.nine +\n      n.ten\n      = 20\n"
    )
    (found,) = [item for item in findings if item.code == "EXPR014"]
    assert (found.span.line, found.span.column, found.span.length) == (12, 7, 8)
    assert found.message == "`n.nine + n.ten` is 19 and not 20: `parts` does not hold"


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        ("{that: n.nine + 1}", "EXPR001", "assertion `a` cannot be checked: this compares nothing"),
        ("{that: n.nin = 9}", "EXPR004", "assertion `a` cannot be checked: there is no fact `n.nin`"),
        (
            "{that: sum.one = sum.usd}",
            "EXPR005",
            "assertion `a` cannot be checked: CAD and USD cannot be compared",
        ),
        ("{that: n.nine / 0 = 9}", "EXPR007", "assertion `a` cannot be checked: it divides by zero"),
        ('{that: "years_since(d.start) > years(1)"}', "EXPR008", None),
        ("{that: n.nine = 9, within: -1}", "EXPR003", None),
        ("{that: n.nine = 9, within: mix.a}", "EXPR005", None),
        ("{that: n.nine = 9, within: 1 +}", "EXPR001", None),
        ("{that: n.nine = 9, within: n.nin}", "EXPR004", None),
        ("{within: 1}", "SHAPE002", "assertion `a` has no `that`"),
        ("{that: n.nine = 9, withn: 1}", "SHAPE003", "assertion `a` has an unknown key `withn`"),
        ("{that: n.nine = 9, because: {en: Why}}", "SHAPE004", None),
    ],
)
def test_mistakes(entry, code, message):
    found = only(f"a: {entry}")
    assert found.code == code and (message is None or found.message == message)


def test_an_assertion_has_no_day_and_is_not_told_to_add_one():
    found = only('a: {that: "years_since(d.start) > years(1)"}')
    assert "as_of" not in found.hint
    assert "`years_between(a, date(2026, 5, 4))`" in found.hint
    assert check('a: {that: "years_between(d.start, date(2026, 5, 4)) > years(1)"}') == []


def test_what_names_a_broken_fact_is_left_alone():
    assert check("a: {that: bad.fact = 9}\nb: {that: n.nine = 9, within: bad.fact}") == []


def test_where_a_file_cannot_be_read_its_facts_are_not_missed():
    _, findings = load(
        "a.b: {type: number, value: 1, REST}\n",
        "assertions: {a: {that: x.y = 1}}\n",
        {"data/g.yaml": "a: [\n"},
    )
    assert all(found.code.startswith("YAML") for found in findings)


# ---- bounds


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("type: percent, value: 71, minimum: 0, maximum: 100", None),
        ("type: percent, value: 100, maximum: 100", None),
        ("type: percent, value: 710, maximum: 100", "`a.b` is 710, and its `maximum` is 100"),
        ("type: percent, value: -0.5, minimum: 0", "`a.b` is -0.5, and its `minimum` is 0"),
        ("type: rank, value: 31, maximum: 30", "`a.b` is 31, and its `maximum` is 30"),
        ("type: money, currency: CAD, scale: billion, value: 13, maximum: 20", None),
        (
            "type: money, currency: CAD, scale: billion, value: 130, maximum: 20",
            "`a.b` is 130, and its `maximum` is 20",
        ),
        ("type: number, value: {from: 4, to: 10}, maximum: 9", "`a.b` is 10, and its `maximum` is 9"),
        ("type: number, value: {from: 4, to: 10}, minimum: 5", "`a.b` is 4, and its `minimum` is 5"),
        ("type: number, value: {from: 4, to: 10}, minimum: 50", "`a.b` is 4, and its `minimum` is 50"),
        ("type: number, value: {from: 4, to: 10}, maximum: 1", "`a.b` is 10, and its `maximum` is 1"),
        ("type: number, value: 9, minimum: 9, maximum: 9", None),
    ],
)
def test_bounds(entry, message):
    _, findings = load(f"a.b: {{{entry}, REST}}\n")
    assert [found.message for found in findings] == ([message] if message else [])
    assert all(found.code == "EXPR015" and found.span.line == 10 for found in findings)


@pytest.mark.parametrize("value", ["value: 5, REST", "value: 50, REST", "formula: 5, label: {en: X, fr: X}"])
def test_bounds_the_wrong_way_round_are_the_only_mistake(value):
    book, findings = load(f"a.b: {{type: number, minimum: 10, maximum: 1, {value}}}\n")
    (found,) = findings
    assert found.message == "`minimum` of fact `a.b` is greater than its `maximum`"
    assert found.code == "FACT014" and len(found.related) == 1 and book.is_broken("a.b")


def test_a_computed_fact_keeps_its_bounds():
    _, findings = load(
        "n.nine: {type: number, value: 9, REST}\n"
        "a.b: {type: number, formula: n.nine * 2, maximum: 10, label: {en: X, fr: X}}\n"
    )
    assert [(found.code, found.message) for found in findings] == [
        ("EXPR015", "`a.b` is 18, and its `maximum` is 10")
    ]
