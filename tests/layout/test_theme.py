"""Themes: what is refused, and where."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings, Span
from briefpress.fonts import FontLibrary
from briefpress.layout import load_theme
from briefpress.layout.contrast import contrast
from briefpress.layout.theme import MEASURES, PALETTE, SERIES, STYLES
from briefpress.workspace import MemoryWorkspace

SHIPPED = MemoryWorkspace({}).read("builtin:themes/civic.yaml").decode("utf-8")


def load(text, name="own"):
    findings = Findings()
    workspace = MemoryWorkspace({f"templates/{name}.yaml": text})
    theme = load_theme(workspace, FontLibrary(workspace), name, Span("briefs/x.yaml", 2, 8), findings)
    return theme, list(findings)


def changed(old, new):
    assert SHIPPED.count(old) >= 1, old
    return SHIPPED.replace(old, new, 1)


def test_the_shipped_theme_is_complete():
    theme, findings = load(SHIPPED)
    assert findings == []
    assert set(theme.styles) == set(STYLES)
    assert set(theme.palette) == {*PALETTE, *SERIES}
    assert set(theme.measures) == {f"{group}.{name}" for group, names in MEASURES.items() for name in names}


def test_a_project_goes_before_the_program():
    theme, findings = load(changed("size: letter", "size: a4"), name="civic")
    assert findings == []
    assert (theme.width, theme.height) == (595.276, 841.89)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('ink: "#1C2733"', 'ink: "1C2733"', "LAYOUT003", "`1C2733` is no colour"),
        ('ink: "#1C2733"', 'ink: "navy"', "LAYOUT003", "`navy` is no colour"),
        ('ink: "#1C2733"', "ink: #1C2733", "LAYOUT003", "`#1C2733` without quotes"),
        ('ink: "#1C2733"', 'inc: "#1C2733"', "SHAPE003", "`inc`"),
        ("gutter: 22", "gutter: -1", "LAYOUT002", "`gutter` cannot be -1 points"),
        ("gutter: 22", "gutter: 2001", "LAYOUT002", "2001"),
        ("gutter: 22", "gutter: wide", "SHAPE007", "gutter"),
        ("gutter: 22", "# nothing", "SHAPE002", "gutter"),
        ("size: letter", "size: a3", "SHAPE010", "`a3`"),
        ("p: {family: Noto Sans", "p: {family: Noto Serif", "TEXT003", "Noto Serif"),
        ("p: {family: Noto Sans,", "p: {family: Noto Sans, weight: heavy,", "TEXT003", "heavy"),
        ('muted: "#515D69"', 'muted: "#9AA5B0"', "LAYOUT004", "`muted` on `paper` has a contrast of 2.5:1"),
        ('on-band: "#FFFFFF"', 'on-band: "#14283D"', "LAYOUT004", "1.0:1"),
        ("\npalette:", "\ncolours: {}\npalette:", "SHAPE003", "`colours`"),
    ],
)
def test_a_faulty_theme_is_refused_at_its_line(old, new, code, words):
    theme, findings = load(changed(old, new))
    assert theme is None
    found = [finding for finding in findings if finding.code == code]
    assert found, findings
    assert any(words in finding.message for finding in found), found
    assert all(finding.span.path == "templates/own.yaml" for finding in found if finding.span)


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "hint"),
    [
        ('ink: "#1C2733"', "ink: #1C2733", "ink: #", "is a comment", 'write "#1C2733"'),
        ("p: {family: Noto Sans,", "p: {family: noto sans,", "noto sans", "no such family", "Noto Sans"),
        (
            "p: {family: Noto Sans,",
            "p: {family: Noto Sans, weight: heavy,",
            "heavy",
            "no weight `heavy`",
            "`regular`",
        ),
        ("left: 46", "left: 560", "46", "leave 6 of 612 points", "72 points"),
        ("bottom: 52", "bottom: 740", "740", "leave 10 of 792 points", "72 points"),
    ],
    ids=["colour-without-quotes", "small-letters", "weight", "margins", "margins-above"],
)
def test_a_mistake_is_told_where_it_is_mended(old, new, at, message, hint):
    text = changed(old, new)
    _, (finding,) = load(text)
    line = text.splitlines()[finding.span.line - 1]
    assert line[finding.span.column - 1 :].startswith(at)
    assert message in finding.message
    assert hint in finding.hint


def test_a_pair_of_colours_is_reported_once_with_all_styles_that_have_it():
    text = changed('muted: "#515D69"', 'muted: "#9AA5B0"')
    _, (finding,) = load(text)
    styles = [text.splitlines()[span.line - 1].split(":")[0].strip() for span, _ in finding.related]
    assert finding.span.line < min(span.line for span, _ in finding.related)
    assert styles == ["quote-by", "caption", "credit", "note", "source", "legal", "header", "footer"]


def test_ink_that_no_style_names_is_reported_at_what_is_behind_it():
    text = changed("color: ink, behind: tint, after: 4", "behind: band, after: 4")
    _, (finding,) = load(text)
    assert text.splitlines()[finding.span.line - 1][finding.span.column - 1 :].startswith("band, after: 4")


def test_all_mistakes_show_together():
    text = changed("gutter: 22", "gutter: -1").replace('ink: "#1C2733"', 'ink: "navy"')
    _, findings = load(text)
    assert {"LAYOUT002", "LAYOUT003"} <= {finding.code for finding in findings}


@pytest.mark.parametrize("name", ["civil", "../civic", "Civic", "", "a" * 90, "civic.yaml"])
def test_an_unknown_theme_is_refused_where_it_is_named(name):
    findings = Findings()
    workspace = MemoryWorkspace({})
    assert load_theme(workspace, FontLibrary(workspace), name, Span("briefs/x.yaml", 2, 8), findings) is None
    (finding,) = findings
    assert (finding.code, str(finding.span)) == ("LAYOUT001", "briefs/x.yaml:2:8")
    assert "civic" in finding.hint


CHANNELS = st.integers(0, 255).map(lambda value: value / 255)
COLORS = st.tuples(CHANNELS, CHANNELS, CHANNELS)


@given(COLORS, COLORS)
def test_contrast_is_a_ratio_of_two(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, one) == 1


@pytest.mark.parametrize(
    ("grey", "ratio"), [(0x00, 21.0), (0x76, 4.54), (0x77, 4.48), (0x95, 3.0), (0xFF, 1.0)]
)
def test_contrast_with_white_is_that_of_wcag(grey, ratio):
    value = grey / 255
    assert contrast((value, value, value), (1.0, 1.0, 1.0)) == pytest.approx(ratio, abs=0.01)
