"""Computed facts: their values, their order, their citations, and what they refuse."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.diagnostics import Findings, Span
from briefpress.facts.derived import complete
from briefpress.facts.localized import Leaf, Localized
from briefpress.facts.model import Citation, Draft, Fact, FactType, Formula
from briefpress.facts.nodes import Scalar, SourceText
from tests.facts.loading import load, mistakes

GIVEN = """\
m.first: {type: money, value: 10, scale: billion, currency: CAD, REST}
m.second: {type: money, value: 30, scale: billion, currency: CAD, REST}
m.usd: {type: money, value: 5, currency: USD, REST}
n.three: {type: number, value: 3, REST}
n.loans: {type: number, value: 12, unit: loan, REST}
p.low: {type: percent, value: 8, REST}
p.high: {type: percent, value: 20.5, REST}
d.born: {type: date, value: 1957-08-01, REST}
y.start: {type: year, value: 1957, REST}
r.one: {type: rank, value: 4, REST}
r.two: {type: rank, value: 9, REST}
a.vague: {type: money, value: 13, scale: billion, currency: CAD, qualifier: about, REST}
a.more: {type: money, value: 13, scale: billion, currency: CAD, qualifier: over, REST}
a.planned: {type: money, value: 13, scale: billion, currency: CAD, qualifier: projected, REST}
a.best: {type: money, value: 13, scale: billion, currency: CAD, qualifier: record, REST}
s.sales:
  type: series
  of: number
  points: [{at: 2023, value: 3}, {at: 2024, value: 9, qualifier: about}]
  source: page
  label: {en: X, fr: X}
"""
LABEL = "label: {en: X, fr: X}"


def computed(entry):
    book, findings = load(f"{GIVEN}x.y: {{{entry}, {LABEL}}}\n")
    assert [(found.code, found.message) for found in findings] == []
    return book.facts["x.y"]


def only(entry):
    book, findings = load(f"{GIVEN}x.y: {{{entry}, {LABEL}}}\n")
    (found,) = findings
    assert "x.y" in book.broken and "x.y" not in book.facts
    return found


# ---- values


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("type: percent, formula: 'share(m.first, m.second)', decimals: 1", "33.3"),
        ("type: percent, formula: 'share(m.first, m.second)', decimals: 0", "33"),
        ("type: percent, formula: 'growth(m.first, m.second)'", "200"),
        ("type: percent, formula: 'growth(m.first, m.second)', decimals: 2", "200.00"),
        ("type: money, currency: CAD, scale: billion, formula: m.first + m.second", "40"),
        ("type: money, currency: CAD, formula: m.first + m.second", "40000000000"),
        (
            "type: money, currency: CAD, scale: million, formula: 'per(m.first, n.three)', decimals: 2",
            "3333.33",
        ),
        ("type: money, currency: CAD, scale: trillion, formula: m.first", "0.01"),
        ("type: points, formula: p.high - p.low", "12.5"),
        ("type: percent, formula: p.high - points(0.5)", "20"),
        ("type: number, formula: 'ratio(m.second, m.first)'", "3"),
        ("type: multiple, formula: m.second / m.first", "3"),
        ("type: number, formula: 1 / 3, decimals: 12", "0.333333333333"),
        ("type: number, unit: loan, formula: n.loans * 2", "24"),
        ("type: number, unit: loan, formula: 'units(sum(s.sales), loan)', qualifier: about", "12"),
        ("type: number, formula: 5 / 2, decimals: 0", "3"),
        ("type: number, formula: -5 / 2, decimals: 0", "-3"),
        ("type: number, formula: 5 / 2, decimals: 0, rounding: half-even", "2"),
        ("type: number, formula: 5 / 2, decimals: 0, rounding: down", "2"),
        ("type: number, formula: 7 / 3, decimals: 0, rounding: up", "3"),
        ("type: duration, unit: year, formula: years_since(d.born), as_of: 2024-07-31", "66"),
        ("type: duration, unit: day, formula: 'd.born - date(1957, 7, 1)'", "31"),
    ],
)
def test_values(entry, value):
    fact = computed(entry)
    assert isinstance(fact.value, Decimal) and f"{fact.value:f}" == value


@pytest.mark.parametrize(
    ("entry", "value"),
    [("type: year, formula: y.start + years(50)", 2007), ("type: rank, formula: 'min(r.one, r.two)'", 4)],
)
def test_whole_values(entry, value):
    fact = computed(entry)
    assert fact.value == value and type(fact.value) is int


def test_a_computed_fact_is_one_like_any_other():
    fact = computed("type: percent, formula: 'share(m.first, m.second)', decimals: 1, as_of: 2024-01-31")
    assert fact.formula.inputs == ("m.first", "m.second")
    assert fact.formula.expression.text == "share(m.first, m.second)"
    assert (fact.type, fact.as_of, fact.qualifier) == (FactType.PERCENT, dt.date(2024, 1, 31), None)
    assert fact.value_span.length == len("share(m.first, m.second)") + 2


def test_inputs_are_points_and_not_their_series():
    fact = computed("type: number, formula: 'sum(s.sales) + n.three', qualifier: about")
    assert fact.formula.inputs == ("s.sales.y2023", "s.sales.y2024", "n.three")


def test_points_of_a_series_and_cells_can_be_computed():
    book, findings = load(
        GIVEN
        + """\
x.all:
  type: series
  of: number
  source: page
  label: {en: X, fr: X}
  points: [{at: 2023, value: 3}, {at: 2024, formula: x.all.y2023 * 2}, {at: 2025, formula: x.all.y2024 * 2}]
x.sum: {type: number, formula: sum(x.all), label: {en: X, fr: X}}
"""
    )
    assert not len(findings)
    assert book.facts["x.sum"].value == 21
    assert book.facts["x.all.y2025"].formula.inputs == ("x.all.y2024",)


def test_citations_are_those_of_the_inputs_each_once():
    entries = """\
a.one: {type: number, value: 1, source: other, locator: {en: p. 1, fr: p. 1}, LABEL}
a.two: {type: number, value: 2, source: page, LABEL}
a.three: {type: number, value: 3, source: other, locator: {en: p. 1, fr: p. 1}, LABEL}
a.four: {type: number, value: 4, source: other, locator: {en: p. 4, fr: p. 4}, LABEL}
x.sum: {type: number, formula: a.three + a.two, LABEL}
x.all: {type: number, formula: a.four + x.sum + a.one, LABEL}
"""
    other = "{title: {en: O, fr: O}, publisher: P, address: 'https://o.org', accessed: 2026-11-22}"
    files = {"data/s.yaml": f"sources:\n  other: {other}\n"}
    book, findings = load(entries.replace("LABEL", LABEL), files=files)
    assert not len(findings)
    cited = [(c.source, c.locator["en"].text if c.locator else "") for c in book.facts["x.all"].citations]
    assert cited == [("other", "p. 4"), ("other", "p. 1"), ("page", "")]


# ---- refusals


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        (
            "type: percent, formula: 'share(m.first, m.second)'",
            "EXPR010",
            "the result is 33.333333…, and does not end",
        ),
        (
            "type: percent, formula: m.first / m.second",
            "EXPR011",
            "the formula gives a plain number, and the fact is a perc",
        ),
        (
            "type: percent, formula: 'difference(m.second, m.first)'",
            "EXPR011",
            "the formula gives CAD, and the fact is a percentage",
        ),
        (
            "type: percent, formula: p.high - p.low",
            "EXPR011",
            "the formula gives percentage points, and the fact is a perc",
        ),
        (
            "type: points, formula: p.high",
            "EXPR011",
            "the formula gives a percentage, and the fact is percentage points",
        ),
        (
            "type: money, currency: CAD, formula: m.usd * 2",
            "EXPR011",
            "the formula gives USD, and the fact is CAD",
        ),
        (
            "type: number, formula: n.loans",
            "EXPR011",
            "the formula gives a count of `loan`, and the fact is a plain",
        ),
        (
            "type: number, unit: loan, formula: n.three",
            "EXPR011",
            "the formula gives a plain number, and the fact is a count",
        ),
        (
            "type: duration, unit: month, formula: years(3)",
            "EXPR011",
            "the formula gives years, and the fact is months",
        ),
        (
            "type: duration, unit: year, formula: years(3) - years(4)",
            "EXPR011",
            "the result is -1, and a duration is not neg",
        ),
        (
            "type: year, formula: y.start + years(1) / 2",
            "EXPR011",
            "the result is 1957.5, and a year is a whole number",
        ),
        ("type: year, formula: y.start + years(5000)", "EXPR011", "the result is 6957, and no year is that"),
        ("type: number, formula: 1 / 0", "EXPR007", "it divides by zero"),
        (
            "type: number, formula: n.three + p.low",
            "EXPR005",
            "a plain number and a percentage cannot be added",
        ),
        ("type: number, formula: n.thre", "EXPR004", "there is no fact `n.thre`"),
        ("type: number, formula: n.three +", "EXPR001", "it ends with `+`, where something is missing"),
        ("type: number, formula: s.sales", "EXPR006", "`s.sales` is a series"),
        (
            "type: duration, unit: year, formula: years_since(d.born)",
            "EXPR008",
            "`years_since` counts to the `as_of` of a computed fact",
        ),
        (
            f"type: number, formula: {'9' * 39} * 9, decimals: 2",
            "EXPR007",
            "the result has more than 40 digits",
        ),
    ],
)
def test_refusals(entry, code, message):
    found = only(entry)
    assert found.code == code and found.message.startswith(f"`x.y` cannot be computed: {message}")
    assert found.hint


def test_the_place_is_in_the_formula():
    entry = "type: number, formula: n.three * n.tree"
    assert mistakes(f"{GIVEN}x.y: {{{entry}, {LABEL}}}\n") == [("EXPR004", "n.tree")]


@pytest.mark.parametrize(
    ("formula", "qualifiers", "blamed", "cure"),
    [
        ("m.first + a.vague", "`about`", "a.vague", "about"),
        ("a.vague + a.more", "`about` and `over`", "a.vague", "about"),
        ("m.first + a.planned", "`projected`", "a.planned", "projected"),
        ("a.vague + a.planned", "`about` and `projected`", "a.vague", "about"),
    ],
)
def test_what_is_computed_from_vague_figures_says_how_vague_it_is(formula, qualifiers, blamed, cure):
    entry = f"type: money, currency: CAD, formula: {formula}"
    found = only(entry)
    assert found.code == "EXPR012"
    assert (
        found.message
        == f"`x.y` is computed from figures that are not exact ({qualifiers}), and says no qualifier"
    )
    assert found.hint == f"add `qualifier: {cure}`, or `qualifier: exact` if the result is exact all the same"
    assert mistakes(f"{GIVEN}x.y: {{{entry}, {LABEL}}}\n") == [("EXPR012", blamed)]
    for qualifier in ("about", "exact"):
        assert computed(f"{entry}, qualifier: {qualifier}").qualifier == qualifier


@pytest.mark.parametrize(
    ("formula", "named", "figures"),
    [
        ("a.vague * 2", [], ["`a.vague` is `about` 13 billion CAD"]),
        ("a.vague + m.first + a.vague", [], ["`a.vague` is `about` 13 billion CAD"]),
        (
            "a.vague + m.first + a.more",
            ["a.more"],
            ["`a.vague` is `about` 13 billion CAD", "`a.more` is `over` 13 billion CAD"],
        ),
    ],
)
def test_vague_figures_are_shown_in_the_formula_and_where_they_stand(formula, named, figures):
    found = only(f"type: money, currency: CAD, formula: {formula}")
    others = [(span, label) for span, label in found.related if span.line == found.span.line]
    assert [(label, span.length) for span, label in others] == [("not exact", len(name)) for name in named]
    assert [label for span, label in found.related if span.line != found.span.line] == figures


def test_vague_points_of_a_series_are_named_at_one_place():
    found = only("type: number, formula: sum(s.sales)")
    assert [label for _, label in found.related] == ["`s.sales.y2024` is `about` 9"]


def test_growth_from_nothing_can_be_given_as_a_difference():
    found = only("type: percent, formula: 'growth(m.first - m.first, m.second)'")
    assert found.hint == "write `difference(after, before)`: the change itself, which has `type: money`"
    fact = computed("type: money, currency: CAD, formula: 'difference(m.second, m.first - m.first)'")
    assert fact.value == 30 * 10**9


def test_rounding_needs_decimals():
    found = only("type: number, formula: n.three / 4, rounding: down")
    assert (found.code, found.label) == ("FACT007", "without `decimals`")
    assert computed("type: number, formula: n.three / 4, rounding: down, decimals: 1").value == Decimal("0.7")
    assert computed("type: number, formula: n.three / 4").value == Decimal("0.75")


def test_a_record_is_exact():
    assert computed("type: money, currency: CAD, formula: a.best * 2").value == 26 * 10**9


def test_a_mistake_is_said_once():
    entries = """\
x.bad: {type: number, formula: n.nothing, LABEL}
x.next: {type: number, formula: x.bad + 1, LABEL}
x.last: {type: number, formula: x.next + 1, LABEL}
y.bad: {type: number, value: thirteen, REST}
y.next: {type: number, formula: y.bad + 1, LABEL}
"""
    book, findings = load(entries.replace("LABEL", LABEL))
    assert [(found.code, found.span.line) for found in findings] == [("EXPR004", 10), ("FACT006", 13)]
    assert {"x.bad", "x.next", "x.last", "y.bad", "y.next"} <= book.broken


def test_where_a_file_cannot_be_read_its_facts_are_not_missed():
    book, findings = load(
        f"x.y: {{type: number, formula: a.b + 1, {LABEL}}}\n", files={"data/g.yaml": "a: [\n"}
    )
    assert all(found.code.startswith("YAML") for found in findings) and "x.y" in book.broken


# ---- circles


def circle_of(formulas):
    entries = "".join(
        f"{id_}: {{type: number, formula: {text}, {LABEL}}}\n" for id_, text in formulas.items()
    )
    book, findings = load("n.one: {type: number, value: 1, REST}\n" + entries)
    return book, list(findings)


def test_a_circle_is_shown_whole_and_once():
    book, (found,) = circle_of({"b.y": "a.x + 1", "a.x": "n.one + b.y", "c.z": "a.x", "d.w": "n.one"})
    assert found.message == "`a.x` is computed from itself: a.x -> b.y -> a.x"
    assert (found.code, found.label) == ("EXPR009", "`a.x` needs `b.y`")
    assert [label for _, label in found.related] == ["`b.y` needs `a.x`"]
    assert "d.w" in book.facts and {"a.x", "b.y", "c.z"} <= book.broken


def test_a_fact_that_names_itself():
    _, (found,) = circle_of({"a.x": "a.x + 1"})
    assert found.message == "`a.x` is computed from itself: a.x -> a.x" and found.related == ()


CURE = "write the value of one of them by hand, with its source"


@pytest.mark.parametrize(
    ("formulas", "circle", "cure"),
    [
        (
            {"a.x": "b.y", "b.y": "a.x + c.z", "c.z": "a.x"},
            "a.x -> b.y -> a.x",
            f"{CURE}; `c.z` goes in circles with them, too",
        ),
        # The shortest is shown, wherever the search begins.
        (
            {"a.x": "b.y", "b.y": "c.z", "c.z": "d.w + a.x", "d.w": "c.z"},
            "c.z -> d.w -> c.z",
            f"{CURE}; `a.x` and `b.y` go in circles with them, too",
        ),
        (
            {"a.x": "b.y", "b.y": "b.y + a.x"},
            "b.y -> b.y",
            "write its value by hand, with its source; `a.x` goes in circles with it, too",
        ),
        (
            {f"a.n{i:02}": f"a.n{(i + 1) % 20:02} + a.n00" for i in range(20)},
            "a.n00 -> a.n00",
            "write its value by hand, with its source; 19 more facts go in circles with it, too",
        ),
    ],
)
def test_circles_that_share_facts_are_one_mistake(formulas, circle, cure):
    book, (found,) = circle_of(formulas)
    assert found.message.partition(": ")[2] == circle
    assert found.hint == cure
    assert formulas.keys() <= book.broken


def test_circles_that_share_nothing_are_two():
    _, found = circle_of({"a.x": "b.y", "b.y": "a.x", "c.z": "d.w + a.x", "d.w": "c.z"})
    circles = [item.message.partition(": ")[2] for item in found]
    assert circles == ["a.x -> b.y -> a.x", "c.z -> d.w -> c.z"]
    assert {item.hint for item in found} == {CURE}


def test_a_large_circle_is_cut_in_the_middle():
    formulas = {f"a.n{i:03}": f"a.n{(i + 1) % 300:03}" for i in range(300)}
    _, (found,) = circle_of(formulas)
    assert found.message.startswith("`a.n000` is computed from itself: a.n000 -> a.n001 ->")
    assert found.message.endswith("-> ... -> a.n299 -> a.n000")
    assert len(found.related) == 10


def leaf(text):
    scalar = Scalar(SourceText("f.yaml", text), (0, 0, 0, len(text)), text)
    return Leaf(text, scalar)


SPAN = Span("f.yaml")


def draft(id_, formula):
    def made(value, citations, formula):
        return Fact(
            id=id_,
            type=FactType.NUMBER,
            value=value,
            citations=citations,
            formula=formula,
            label=Localized({}, SPAN),
            span=SPAN,
            value_span=SPAN,
        )

    return Draft(
        id_, FactType.NUMBER, None, None, "one", None, None, Formula(expression=leaf(formula)), SPAN, made
    )


def given_fact(id_, value):
    return draft(id_, "1").complete(Decimal(value), (Citation("page"),), None)


def test_long_chains_need_no_stack():
    drafts = {f"c.n{i}": draft(f"c.n{i}", f"c.n{i + 1} + 1") for i in range(5000)}
    findings = Findings()
    made = complete(drafts, {"c.n5000": given_fact("c.n5000", 0)}, (), findings)
    assert not len(findings) and made["c.n0"].value == 5000
    assert made["c.n0"].citations == (Citation("page"),)
    drafts["c.n4999"] = draft("c.n4999", "c.n0")
    assert complete(drafts, {}, (), findings) == {}
    assert [found.code for found in findings] == ["EXPR009"]


@st.composite
def graphs(draw):
    """Draw ids with what each needs; only ids that come later, so that there is no circle."""
    size = draw(st.integers(1, 12))
    ids = [f"g.n{i}" for i in range(size)]
    return {
        id_: draw(st.lists(st.sampled_from(ids[at + 1 :]), max_size=4)) if at + 1 < size else []
        for at, id_ in enumerate(ids)
    }


@given(graphs(), st.randoms())
@settings(max_examples=50)
def test_the_order_of_the_file_does_not_matter(graph, random):
    values = {}
    for id_ in reversed(graph):
        values[id_] = 1 + 2 * sum(values[needed] for needed in graph[id_])
    shuffled = list(graph)
    random.shuffle(shuffled)
    drafts = {id_: draft(id_, "1" + "".join(f" + 2 * {needed}" for needed in graph[id_])) for id_ in shuffled}
    findings = Findings()
    made = complete(drafts, {}, (), findings)
    assert not len(findings)
    assert {id_: int(fact.value) for id_, fact in made.items()} == values
    assert all(list(made).index(needed) < list(made).index(id_) for id_ in graph for needed in graph[id_])
