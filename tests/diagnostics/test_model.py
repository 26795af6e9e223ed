"""Findings: sorted, without duplicates, counted."""

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
