"""Findings: sorted, without duplicates, counted."""

import pytest

from briefpress.diagnostics import Findings, Severity, Span, did_you_mean


def test_findings_are_sorted_by_place_and_unique():
    findings = Findings()
    findings.error("SHAPE002", "second", Span("b.yaml", 2, 1))
    findings.error("SHAPE002", "first", Span("b.yaml", 1, 9))
    findings.warning("SHAPE003", "other file", Span("a.yaml", 7, 1))
    findings.error("SHAPE001", "nowhere")
    findings.error("SHAPE002", "first", Span("b.yaml", 1, 9))
    assert [d.message for d in findings] == ["nowhere", "other file", "first", "second"]
    assert (findings.errors, findings.warnings, len(findings)) == (3, 1, 4)
    assert next(iter(findings)).severity is Severity.ERROR


def test_findings_can_be_joined():
    one, two = Findings(), Findings()
    one.error("SHAPE001", "same")
    two.error("SHAPE001", "same")
    two.error("SHAPE002", "more")
    one.extend(two)
    assert len(one) == 2


def test_near_misses():
    assert did_you_mean("lable", ["label", "locator"]) == "did you mean `label`?"
    assert did_you_mean("USD", ["usd"]) == "did you mean `usd`?"
    assert did_you_mean("budget", ["label", "locator"]) == ""
    assert did_you_mean("x", []) == ""


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("fms.portfolio.valeu", ["fms.portfolio.growth", "fms.portfolio.value"], "fms.portfolio.value"),
        ("fsm.portfolio.value", ["fms.portfolio.growth", "fms.portfolio.value"], "fms.portfolio.value"),
        ("fms.sale.y2013", ["fms.sales.y2013", "fms.sales.y2014"], "fms.sales.y2013"),
        ("fms.sales.y2012", ["fms.sales.y2013", "fms.share"], "fms.sales.y2013"),
        ("fms.portfolio", ["fms.portfolio.value", "norad.years"], "fms.portfolio.value"),
        ("FMS.Portfolio.Value", ["fms.portfolio.value"], "fms.portfolio.value"),
        # What many ids begin with says nothing.
        ("fms.portfolio.total", ["fms.portfolio.growth", "fms.portfolio.value"], ""),
        ("fms.portfolio.a", ["fms.portfolio.x"], ""),
        ("orchard.jars", ["orchard.share"], ""),
        ("fms.portfolio", ["fms.x"], ""),
    ],
)
def test_ids_are_told_apart_by_what_follows_their_common_start(written, known, meant):
    assert did_you_mean(written, known) == (f"did you mean `{meant}`?" if meant else "")


def test_the_nearest_of_many_neighbours_is_found():
    known = [f"fms.portfolio.country_{number:03}" for number in range(500)]
    assert did_you_mean("fms.portfolio.contry_321", known) == "did you mean `fms.portfolio.country_321`?"
