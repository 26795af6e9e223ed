"""Ids in an expression, and what they bring into it."""

import pytest

from briefpress.facts.expressions import Known, Refusal, parse_formula, resolve
from tests.facts.loading import load

FACTS = """\
fms.sales:
  type: series
  of: number
  points: [{at: 2023, value: 9}, {at: 2024, value: 6}]
  source: page
  label: {en: X, fr: X}
fms.sales_total.value: {type: number, value: 2, REST}
fms.a: {type: number, value: 2, REST}
fms.b: {type: number, value: 2, REST}
trade.partners:
  type: table
  source: page
  label: {en: X, fr: X}
  columns:
    exports: {type: number, label: {en: E, fr: E}}
    imports: {type: number, label: {en: I, fr: I}}
  rows:
    - {id: ontario, label: {en: O, fr: O}, exports: 1, imports: 2}
    - {id: quebec, label: {en: Q, fr: Q}, exports: 3}
"""


@pytest.fixture(scope="module")
def facts():
    book, findings = load(FACTS)
    assert not len(findings)
    return book.facts


def resolved(text, facts, drafts=(), broken=(), is_complete=True):
    found = resolve(parse_formula(text), Known(facts, drafts, broken, is_complete))
    if isinstance(found, Refusal):
        return text[found.start : found.end], found.message, found.hint
    return list(found.places), found.is_broken


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("fms.b + fms.a + fms.b", ["fms.b", "fms.a"]),
        ("sum(fms.sales)", ["fms.sales.y2023", "fms.sales.y2024"]),
        ("fms.sales.y2024 / sum(fms.sales)", ["fms.sales.y2024", "fms.sales.y2023"]),
        (
            "sum(column(trade.partners, exports))",
            ["trade.partners.ontario.exports", "trade.partners.quebec.exports"],
        ),
        ("count(column(trade.partners, imports))", ["trade.partners.ontario.imports"]),
        (
            "sum(row(trade.partners, ontario))",
            ["trade.partners.ontario.exports", "trade.partners.ontario.imports"],
        ),
        ("2 * 3", []),
    ],
)
def test_inputs_are_the_figures_themselves(text, ids, facts):
    assert resolved(text, facts) == (ids, False)


def test_facts_to_come_are_known(facts):
    assert resolved("x.later + fms.a", facts, drafts={"x.later"}) == (["x.later", "fms.a"], False)


@pytest.mark.parametrize("broken", ["x.bad", "x.bad.y2024", "x.bad.row.column"])
def test_what_is_broken_has_been_reported(broken, facts):
    assert resolved(f"fms.a + {broken}", facts, broken={"x.bad"}) == (["fms.a"], True)


def test_a_broken_point_breaks_its_series(facts):
    rest = {id_: fact for id_, fact in facts.items() if id_ != "fms.sales.y2024"}
    assert resolved("sum(fms.sales)", rest, broken={"fms.sales.y2024"}) == (["fms.sales.y2023"], True)


def test_where_a_file_could_not_be_read_a_fact_may_exist(facts):
    assert resolved("fms.a + x.y", facts, is_complete=False) == (["fms.a"], True)


@pytest.mark.parametrize(
    ("text", "blamed", "message", "hint"),
    [
        (
            "1 + fms.saless.y2024",
            "fms.saless.y2024",
            "there is no fact `fms.saless.y2024`",
            "`fms.sales.y2024`?",
        ),
        ("FMS.a * 2", "FMS.a", "there is no fact `FMS.a`", "did you mean `fms.a`?"),
        ("1 + zzz.qqq", "zzz.qqq", "there is no fact `zzz.qqq`", "`data/` has no fact of a similar name"),
        ("1 + zzz", "zzz", "there is no fact `zzz`", "an id has two parts or more: `topic.zzz`"),
        (
            "fms.sales-total.value",
            "fms.sales-total.value",
            "there is no fact `fms.sales-total.value`",
            "write `fms.sales_total.value`",
        ),
        ("2 * fms-a", "fms-a", "there is no fact `fms-a`", "did you mean `fms.a`?"),
        ("2 * zzz-qqq", "zzz-qqq", "there is no fact `zzz-qqq`", "ids of facts have no hyphens"),
        ("sum(column(fms.a, x))", "fms.a", "`fms.a` is not a table", "name the fact itself: `fms.a`"),
        ("sum(column(fms.sales, x))", "fms.sales", "`fms.sales` is not a table", None),
        (
            "sum(column(trade.partners, export))",
            "export",
            "`trade.partners` has no column `export`",
            "did you mean `exports`?",
        ),
        (
            "sum(row(trade.partners, zzz))",
            "zzz",
            "`trade.partners` has no row `zzz`",
            "it has `ontario` and `quebec`",
        ),
    ],
)
def test_what_is_unknown(text, blamed, message, hint, facts):
    found = resolved(text, facts)
    assert found[:2] == (blamed, message)
    assert hint is None or hint in found[2]


def test_a_minus_between_two_facts_is_one(facts):
    assert resolved("fms.a-fms.b", facts) == (["fms.a", "fms.b"], False)
    assert resolved("fms.a-fms.zzzzzz", facts)[0] == "fms.zzzzzz"
