"""How old facts are."""

import datetime as dt

import pytest

from briefpress.diagnostics import Findings
from briefpress.facts import check_freshness, limits_of, same_until
from tests.facts.loading import load, mistakes

LIMITS = "warn_after: 1 year, error_after: 18 months"

#: A file with a source that sets a limit.
OLD = """\
sources:
  old:
    title: {en: Survey, fr: Enquête}
    publisher: Example Library
    address: "https://example.org"
    accessed: 2020-01-01
    warn_after: 90 days
"""


def findings_on(day: str, facts: str, more: str = "", *, stamps: bool = False) -> list[tuple[str, str]]:
    book, faults = load(facts, more)
    assert not list(faults)
    findings = Findings()
    check_freshness(limits_of(book, book.facts), dt.date.fromisoformat(day), findings, stamps=stamps)
    return [(f.severity.value, f.code) for f in findings]


@pytest.mark.parametrize(
    ("dated", "day", "expected"),
    [
        # the source was accessed on November 22, 2026
        ("", "2027-11-21", []),
        ("", "2027-11-22", [("warning", "FACT018")]),
        ("", "2028-05-21", [("warning", "FACT018")]),
        ("", "2028-05-22", [("error", "FACT019")]),
        ("as_of: 2024-02-29, ", "2025-02-27", []),
        ("as_of: 2024-02-29, ", "2025-02-28", [("warning", "FACT018")]),
        ("period: 2024-2025, ", "2026-03-30", []),
        ("period: 2024-2025, ", "2026-03-31", [("warning", "FACT018")]),
        ("period: 2024-Q3, ", "2026-03-30", [("error", "FACT019")]),
    ],
)
def test_the_age_counts_from_the_facts_date_or_else_its_sources(dated, day, expected):
    assert findings_on(day, f"a.b: {{type: number, value: 1, {dated}{LIMITS}, REST}}") == expected


def test_a_page_that_says_so_may_print_what_is_past_its_date():
    fact = f"a.b: {{type: number, value: 1, {LIMITS}, REST}}"
    assert findings_on("2030-01-01", fact, stamps=True) == [("warning", "FACT019")]


@pytest.mark.parametrize(
    ("limits", "place"),
    [
        ("warn_after: 1 year, error_after: 2 years, ", ("data/f.yaml", "warn_after")),
        ("error_after: 2 years, ", ("data/f.yaml", "error_after")),
        ("", ("data/old.yaml", "warn_after")),
    ],
)
def test_the_limits_are_shown_beside_the_value(limits, place):
    fact = f"a.b: {{type: number, value: 1, {limits}source: old, label: {{en: X, fr: X}}}}"
    book, _ = load(fact, files={"data/old.yaml": OLD})
    findings = Findings()
    check_freshness(limits_of(book, ["a.b"]), dt.date(2030, 1, 1), findings, stamps=False)
    (((span, label),),) = [finding.related for finding in findings]
    line = OLD.split("\n")[span.line - 1] if span.path == "data/old.yaml" else f"  {fact}"
    assert (span.path, line[span.column - 1 :][: span.length], label) == (*place, "its limits")


@pytest.mark.parametrize("day", ["2028-01-01", "2030-01-01"])
def test_what_is_said_of_a_fact_is_not_said_again(day):
    book, _ = load(
        f"a.b: {{type: number, value: 1, {LIMITS}, REST}}\n"
        f"a.c: {{type: number, value: 1, {LIMITS}, REST}}\n"
        "a.d: {type: number, formula: a.b + a.c, label: {en: X, fr: X}}\n"
    )
    findings = Findings()
    check_freshness(limits_of(book, ["a.b"]), dt.date.fromisoformat(day), findings, stamps=False)
    check_freshness(limits_of(book, ["a.d"]), dt.date.fromisoformat(day), findings, stamps=True)
    assert [found.message.split("`")[1] for found in findings] == ["a.b", "a.c"]


def test_facts_take_the_limits_of_their_source():
    facts = """\
a.own: {type: number, value: 1, source: old, warn_after: 10 years, label: {en: X, fr: X}}
a.taken: {type: number, value: 1, source: old, label: {en: X, fr: X}}
a.never: {type: number, value: 1, REST}
"""
    book, faults = load(facts, files={"data/old.yaml": OLD})
    assert not list(faults)
    limits = limits_of(book, book.facts)
    assert [limit.fact.id for limit in limits if limit.is_aging(dt.date(2021, 1, 1))] == ["a.taken"]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("warn_after: 2 years, error_after: 12 months", [("FACT015", "12 months")]),
        ("warn_after: 1 year, error_after: 12 months", [("FACT015", "12 months")]),
        ("warn_after: 365", [("SHAPE014", "365")]),
        ("error_after: 0 days", [("SHAPE014", "0 days")]),
        ("warn_after: a year", [("SHAPE014", "a year")]),
    ],
)
def test_limits_that_make_no_sense(limits, expected):
    assert mistakes(f"a.b: {{type: number, value: 1, {limits}, REST}}") == expected


def test_the_days_on_which_nothing_changes():
    book, _ = load(f"a.b: {{type: number, value: 1, {LIMITS}, REST}}")
    limits = list(limits_of(book, book.facts))
    for day in ("2026-11-22", "2027-11-21", "2027-11-22", "2028-05-21", "2028-05-22", "2040-01-01"):
        today = dt.date.fromisoformat(day)
        first, last = same_until(limits, today)
        assert first <= today <= last
        states = [
            {(limit.is_aging(d), limit.is_outdated(d)) for limit in limits} for d in (first, today, last)
        ]
        assert states[0] == states[1] == states[2]
        for other in (first - dt.timedelta(days=1) if first > dt.date.min else None,):
            assert other is None or {(x.is_aging(other), x.is_outdated(other)) for x in limits} != states[1]
    assert same_until([], today) == (dt.date.min, dt.date.max)
