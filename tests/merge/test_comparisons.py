"""How figures changed, and the lines of series."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.facts import load_facts
from briefpress.merge import Merger, load_brief, merge_edition
from briefpress.merge.references import Uses
from briefpress.workspace import MemoryWorkspace

DATA = """\
sources:
  record: {title: {en: R, fr: R}, publisher: {en: P, fr: P}, address: "https://x.org/", accessed: 2026-05-01}
  second: {title: {en: S, fr: S}, publisher: {en: P, fr: P}, address: "https://y.org/", accessed: 2026-05-02}
units:
  loan: {en: {one: loan, other: loans}, fr: {one: prêt, other: prêts}}
  visit: {en: {one: visit, other: visits}, fr: {one: visite, other: visites}}
facts:
"""
LABEL = ", label: {en: x, fr: x}}"


def fact(id_, keys, source="record"):
    return f"  {id_}: {{source: {source}, {keys}{LABEL}\n"


def merged(facts, figure, lang="en", value="{{ a.now }}"):
    """Merge a brief with one key figure; return what it says, the findings, and what it used."""
    brief = (
        "title: {en: T, fr: T}\nsubject: {en: S, fr: S}\nauthor: {en: A, fr: A}\nbody:\n"
        "  - id: f\n    type: key-figures\n    figures:\n"
        f'      - value: "{value}"\n        label: {{en: L, fr: L}}\n'
        + "".join(f"        {line}\n" for line in figure)
    )
    workspace = MemoryWorkspace({"data/a.yaml": DATA + facts, "briefs/b.yaml": brief})
    findings, uses = Findings(), Uses()
    book = load_facts(workspace, ("en", "fr"), findings)
    loaded = load_brief(workspace, "briefs/b.yaml", findings)
    document = merge_edition(Merger(workspace, book), loaded, lang, findings, uses)
    nodes = list(document.walk()) if document else []
    return nodes, list(findings), uses


def change(now, then, lang="en", words=None):
    """Return the words of a change, each with its fact, and where its mark points."""
    figure = ["change_from: a.then", *([f"change: {words}"] if words else [])]
    nodes, findings, _ = merged(fact("a.now", now) + fact("a.then", then), figure, lang)
    assert findings == []
    (made,) = [node for node in nodes if isinstance(node, n.Change)]
    leaves = [node for node in made.walk() if isinstance(node, n.Text)]
    return [(leaf.text.replace("\u00a0", " "), leaf.fact) for leaf in leaves], made.direction


def refused(now, then, *more):
    _, (finding,), _ = merged(fact("a.now", now) + fact("a.then", then), ["change_from: a.then", *more])
    assert finding.code == "MERGE015"
    assert (finding.span.path, finding.span.line) == ("briefs/b.yaml", 10)
    return finding


MONEY = "type: money, scale: billion, currency: USD"


def test_money_changes_in_percent_and_says_since_when():
    said, direction = change(f"{MONEY}, value: 13, period: 2025", f"{MONEY}, value: 11.6, period: 2023")
    assert said == [("+12%", "a.now"), (" since ", None), ("2023", "a.then")]
    assert direction == "up"


def test_scales_do_not_matter():
    said, _ = change(
        "type: money, currency: CAD, value: 1.5, scale: billion, period: 2025",
        "type: money, currency: CAD, value: 1200, scale: million, period: 2024",
    )
    assert said[0] == ("+25%", "a.now")


def test_percentages_change_in_points():
    said, direction = change(
        "type: percent, value: 68, period: 2025", "type: percent, value: 71, period: 2023", "fr"
    )
    assert said == [("−3 points", "a.now"), (" depuis ", None), ("2023", "a.then")]
    assert direction == "down"


def test_nothing_is_flat():
    said, direction = change(
        "type: number, value: 420, period: 2025", "type: number, value: 420, period: 2023", "fr"
    )
    assert said[0] == ("0 %", "a.now")
    assert direction == "flat"


@pytest.mark.parametrize(
    ("now", "then", "printed"),
    [
        (1096, 1000, "+9.6%"),
        (1099.6, 1000, "+10%"),
        (1104, 1000, "+10%"),
        (1095, 1000, "+9.5%"),
        (10004, 10000, "+0.04%"),
        (99500, 100000, "−0.5%"),
        (30, 10, "+200%"),
        (1050, 1000, "+5%"),
        (0, 10, "−100%"),
    ],
)
def test_a_change_has_one_decimal_or_none_and_is_never_rounded_to_nothing(now, then, printed):
    said, _ = change(
        f"type: number, value: {now}, period: 2025", f"type: number, value: {then}, period: 2024"
    )
    assert said[0][0] == printed


@pytest.mark.parametrize(
    ("time", "later", "english", "french"),
    [
        ("period: 2023", "period: 2024", "2023", "2023"),
        ("period: 2023-2024", "period: 2024-2025", "fiscal year 2023–2024", "l’exercice 2023 à 2024"),
        (
            "period: 2023-Q1",
            "period: 2024-Q1",
            "the first quarter of 2023",
            "le premier trimestre de 2023",
        ),
        ("period: 2023-03", "period: 2024-03", "March 2023", "mars 2023"),
        ("as_of: 2023-04-08", "as_of: 2024-04-08", "April 8, 2023", "le 8 avril 2023"),
        ("as_of: 2023-04-01", "period: 2024", "April 1, 2023", "le 1er avril 2023"),
    ],
)
def test_the_time_of_the_earlier_fact_stands_as_the_language_has_it(time, later, english, french):
    facts = f"type: number, value: 12, {later}", f"type: number, value: 10, {time}"
    for lang, word, expected in (("en", "since", english), ("fr", "depuis", french)):
        said, _ = change(*facts, lang)
        text = "".join(part for part, _ in said)
        assert text.endswith(f" {word} {expected}")
        assert {name for part, name in said[2:]} == {"a.then"}


def test_a_change_of_what_is_about_its_value_is_about():
    said, _ = change(
        "type: number, value: 12, period: 2025, qualifier: about", "type: number, value: 10, period: 2024"
    )
    assert said[0][0] == "approximately +20%"


def test_own_words_say_what_is_compared():
    said, _ = change(
        "type: number, value: 12, period: 2025",
        "type: number, value: 10, period: 2030, qualifier: target",
        words="{en: from the target, fr: par rapport à la cible}",
    )
    assert "".join(part for part, _ in said) == "+20% from the target"


@pytest.mark.parametrize(
    ("now", "then", "message"),
    [
        (
            "type: number, value: 1, unit: loan",
            "type: number, value: 2, unit: visit, period: 2020",
            "do not measure",
        ),
        (
            f"{MONEY}, value: 1",
            "type: money, currency: CAD, value: 1, period: 2020",
            "do not measure the same",
        ),
        ("type: percent, value: 1", "type: number, value: 1, period: 2020", "do not measure the same"),
        ("type: rank, value: 1", "type: rank, value: 2, period: 2020", "is no percentage"),
        ("type: year, value: 2020", "type: number, value: 2, period: 2020", "is no percentage"),
        ("type: number, value: 1, qualifier: over", "type: number, value: 2, period: 2020", "leaves open"),
        ("type: number, value: 1", "type: number, value: {from: 1, to: 2}, period: 2020", "is a range"),
        ("type: number, value: 1", "type: number, value: 0, period: 2020", "there is no percentage from"),
        ("type: number, value: 1", "type: number, value: 2", "nothing says since when"),
        ("type: number, value: 1, period: 2024", "type: number, value: 2, period: 2024", "is no earlier"),
        ("type: number, value: 1, period: 2024", "type: number, value: 2, period: 2023-Q1", "of a quarter"),
    ],
)
def test_what_cannot_be_compared_says_why_and_what_to_do(now, then, message):
    finding = refused(now, then)
    assert message in finding.message
    assert finding.hint


def test_a_figure_is_not_compared_with_itself():
    _, (finding,), _ = merged(fact("a.now", "type: number, value: 1, period: 2020"), ["change_from: a.now"])
    assert "compared with itself" in finding.message


@pytest.mark.parametrize(
    ("value", "message"), [("{{ a.now }} of {{ a.then }}", "2 facts"), ("many", "no fact")]
)
def test_nothing_says_what_changed_where_a_value_quotes_no_one_fact(value, message):
    facts = fact("a.now", "type: number, value: 1") + fact("a.then", "type: number, value: 2, period: 2020")
    _, (finding,), _ = merged(facts, ["change_from: a.then"], value=value)
    assert finding.code == "MERGE015" and message in finding.message


def test_an_unknown_earlier_fact_is_named():
    _, (finding,), _ = merged(fact("a.now", "type: number, value: 1"), ["change_from: a.than"])
    assert finding.code == "MERGE001"


def test_a_typed_line_points_where_its_signed_fact_says():
    facts = fact("a.now", "type: number, value: 1") + fact("a.gain", "type: points, value: -2")
    nodes, findings, _ = merged(
        facts, ["change: {en: \"{{ a.gain('signed') }} in a year\", fr: \"{{ a.gain('signed') }} en un an\"}"]
    )
    assert findings == []
    assert [node.direction for node in nodes if isinstance(node, n.Change)] == ["down"]


def test_both_facts_count_as_used_and_name_their_sources():
    facts = fact("a.now", "type: number, value: 12, period: 2025") + fact(
        "a.then", "type: number, value: 10, period: 2024", "second"
    )
    nodes, findings, uses = merged(facts, ["change_from: a.then"])
    assert findings == []
    assert list(uses.facts) == ["a.now", "a.then"]
    assert {("a.now", "en"), ("a.then", "en")} <= uses.printed
    assert uses.as_printed["a.then"] == {("change from a.then", "en"): "+20%"}
    assert uses.as_printed["a.now"]["change from a.then", "en"] == "+20%"
    assert {"https://x.org/", "https://y.org/"} <= {node.href for node in nodes if isinstance(node, n.Link)}


# ---- lines


def series(*points, keys="type: series, of: number"):
    listed = ", ".join(f"{{{point}}}" for point in points)
    return fact("a.now", "type: number, value: 1") + fact("a.line", f"{keys}, points: [{listed}]")


TREND = ["trend: a.line", "trend_alt: {en: It grew., fr: Il a crû.}"]


def test_a_line_goes_through_the_points_at_their_times():
    facts = series("at: 2025, value: 9", "at: 2023, value: 4.5", "at: 2024, value: 7")
    nodes, findings, uses = merged(facts, TREND)
    assert findings == []
    (line,) = [node for node in nodes if isinstance(node, n.Trend)]
    assert line.points == (
        (2023, Decimal("4.5"), "a.line.y2023"),
        (2024, 7, "a.line.y2024"),
        (2025, 9, "a.line.y2025"),
    )
    assert (line.alt, line.fact) == ("It grew.", "a.line")
    assert list(uses.facts) == ["a.now", "a.line", "a.line.y2025", "a.line.y2023", "a.line.y2024"]


def test_days_stand_at_any_distance_and_points_without_a_time_in_their_order():
    apart = series(
        *(f"id: p{day}, label: {{en: x, fr: x}}, as_of: 2024-01-0{day}, value: {day}" for day in (1, 2, 9))
    )
    nodes, findings, _ = merged(apart, TREND)
    assert findings == []
    (line,) = [node for node in nodes if isinstance(node, n.Trend)]
    first, second, third = (time for time, *_ in line.points)
    assert third - second == 7 * (second - first)
    orderly = series(*(f"id: {name}, label: {{en: x, fr: x}}, value: 1" for name in ("z", "b", "c")))
    nodes, findings, _ = merged(orderly, TREND)
    assert findings == []
    (line,) = [node for node in nodes if isinstance(node, n.Trend)]
    assert [time for time, *_ in line.points] == [0, 1, 2]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (["at: 2025, value: 9"], "has one point"),
        (["at: 2025, value: 9", "at: 2024, value: {from: 1, to: 2}"], "is no single number"),
        (["at: 2021, value: 9", "at: 2022, value: 9", "at: 2024, value: 9"], "a gap between 2022 and 2024"),
        (["at: 2021, value: 9", "at: 2022-Q1, value: 9"], "times of different kinds"),
        (["at: 2021, value: 9", "id: x, label: {en: x, fr: x}, value: 9"], "has no time"),
        (["at: 2021, value: 9, unit: loan", "at: 2022, value: 9, unit: visit"], "`loan`, and"),
    ],
)
def test_a_series_without_a_line_says_why_and_what_to_do(points, message):
    _, (finding,), _ = merged(series(*points), TREND)
    assert finding.code == "MERGE016"
    assert message in finding.message
    assert finding.hint
    assert finding.span.line == 10


def test_a_trend_of_no_series_is_refused():
    facts = fact("a.now", "type: number, value: 1") + fact("a.line", "type: number, value: 1")
    _, (finding,), _ = merged(facts, TREND)
    assert finding.code == "MERGE016"


def test_a_trend_needs_words_for_who_only_hears_it():
    _, (finding,), _ = merged(series("at: 2024, value: 1", "at: 2025, value: 2"), ["trend: a.line"])
    assert finding.code == "DOC006"
    assert "`trend_alt`" in finding.hint
    assert (finding.span.path, finding.span.line) == ("briefs/b.yaml", 10)
