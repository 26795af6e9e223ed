"""Themes that extend others: what is taken over, and whom a mistake is blamed on."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Findings, Span
from briefpress.fonts import FontLibrary
from briefpress.layout import load_theme
from briefpress.layout.theme import STYLES
from briefpress.workspace import MemoryWorkspace

WHOLE = MemoryWorkspace({}).read("builtin:themes/civic.yaml").decode("utf-8")


def load(files, name="own"):
    findings = Findings()
    files = {f"templates/{stem}.yaml": text for stem, text in files.items()}
    workspace = MemoryWorkspace(files)
    with workspace.recording() as reads:
        theme = load_theme(workspace, FontLibrary(workspace), name, Span("briefs/x.yaml", 2, 8), findings)
    return theme, list(findings), reads


def sound(files, name="own"):
    theme, findings, _ = load(files, name)
    assert findings == []
    return theme


def pointed_at(files, span):
    text = files[span.path.removeprefix("templates/").removesuffix(".yaml")]
    return text.splitlines()[span.line - 1][span.column - 1 :][: span.length]


CIVIC = sound({}, "civic")


@pytest.mark.parametrize("name", ["civic", "builtin:civic"])
def test_a_theme_that_says_nothing_looks_like_what_it_extends(name):
    theme = sound({"own": f"extends: {name}\n"})
    assert theme.styles == CIVIC.styles  # the very same objects, so that composed paragraphs are shared
    assert (theme.palette, theme.measures, theme.grid) == (CIVIC.palette, CIVIC.measures, CIVIC.grid)
    assert (theme.width, theme.height, theme.name) == (CIVIC.width, CIVIC.height, "own")


def test_one_colour_one_key_of_a_style_one_measure():
    text = 'palette: {accent: "#005A9C"}\nstyles: {h1: {size: 30}}\npage: {gutter: 30, size: a4}\n'
    theme = sound({"own": f"extends: civic\n{text}"})
    changed = {name for name in CIVIC.styles if theme.styles[name] is not CIVIC.styles[name]}
    accented = {name for name, style in CIVIC.styles.items() if style.color == CIVIC.palette["accent"]}
    assert changed == {"h1", *accented}
    assert (theme.styles["h1"].size, theme.styles["h1"].leading) == (30, CIVIC.styles["h1"].leading)
    assert {name for name in CIVIC.measures if theme.measures[name] != CIVIC.measures[name]} == {
        "page.gutter"
    }
    assert {name for name in CIVIC.palette if theme.palette[name] != CIVIC.palette[name]} == {"accent"}
    assert theme.width < CIVIC.width


def test_the_nearest_of_a_chain_counts():
    files = {
        "own": "extends: middle\ngrid: 7\n",
        "middle": 'extends: first\ngrid: 8\npalette: {ink: "#000000"}\n',
        "first": 'extends: civic\ngrid: 9\npalette: {ink: "#111111", muted: "#333333"}\n',
    }
    theme = sound(files)
    assert theme.grid == 7
    assert theme.palette["ink"] == (0, 0, 0)
    assert theme.palette["muted"] == (0.2, 0.2, 0.2)


def test_every_file_of_the_chain_is_recorded_as_read():
    _, _, reads = load({"own": "extends: middle\n", "middle": "extends: civic\n"})
    assert {"templates/own.yaml", "templates/middle.yaml", "builtin:themes/civic.yaml"} <= reads
    assert "templates/civic.yaml" in reads  # one that appears there goes before the shipped one


def test_a_project_extends_the_shipped_theme_that_it_replaces():
    theme = sound({"civic": "extends: builtin:civic\ngrid: 7\n"}, "civic")
    assert theme.grid == 7
    assert sound({"civic": "extends: builtin:civic\ngrid: 7\n", "own": "extends: civic\n"}).grid == 7


@pytest.mark.parametrize(
    ("files", "at", "message", "hint"),
    [
        ({"own": "extends: own\n"}, "own", "the theme `own` extends itself", "another theme"),
        (
            {"own": "extends: civic\n", "civic": "extends: civic\n"},
            "civic",
            "itself",
            "write `builtin:civic`",
        ),
        (
            {"own": "extends: civic\n", "civic": "extends: own\n"},
            "own",
            "extend each other in a circle",
            "write `builtin:civic`",
        ),
        (
            {"own": "extends: other\n", "other": "extends: third\n", "third": "extends: other\n"},
            "other",
            "extend each other in a circle",
            "one of them",
        ),
    ],
)
def test_a_circle_is_refused_where_it_closes(files, at, message, hint):
    theme, (finding,), _ = load(files)
    assert theme is None
    assert finding.code == "LAYOUT008"
    assert pointed_at(files, finding.span) == at
    assert message in finding.message
    assert hint in finding.hint
    assert all(pointed_at(files, span) != "" for span, _ in finding.related)


@pytest.mark.parametrize(
    ("value", "code", "hint"),
    [
        ("civil", "LAYOUT001", "`civic`"),
        ("builtin:own", "LAYOUT001", "civic"),
        ("../civic", "LAYOUT001", "civic"),
        ("[civic]", "SHAPE001", "one value"),
        ("", "SHAPE006", "remove the key"),
    ],
)
def test_what_cannot_be_extended_is_refused_where_it_is_named(value, code, hint):
    theme, (finding,), _ = load({"own": f"extends: {value}\n"})
    assert theme is None
    assert (finding.code, finding.span.path, finding.span.line) == (code, "templates/own.yaml", 1)
    assert hint in finding.hint


def test_a_file_of_the_chain_that_cannot_be_read_is_told_once():
    theme, (finding,), _ = load({"own": "extends: first\n", "first": "grid: [6\n"})
    assert theme is None
    assert finding.span.path == "templates/first.yaml"


@pytest.mark.parametrize(
    ("own", "at"),
    [
        ("page: {gutter: -1}\n", "-1"),
        ('palette: {inc: "#000000"}\n', "inc"),
        ("styles: {p: {family: Inter}}\n", "Inter"),
        ("styles: {p: {weight: black}}\n", "black"),  # of the family that the shipped theme names
        ("styles: {p: }\n", "p"),
        ("page: {left: 560}\n", "560"),
        ("page: {bottom: 740}\n", "740"),
        ("page: {top: 740}\n", "740"),
        ("extend: civic\n", "extend"),
    ],
)
def test_a_mistake_is_told_at_the_file_that_made_it(own, at):
    files = {"own": f"extends: civic\n{own}"}
    theme, (finding,), _ = load(files)
    assert theme is None
    assert pointed_at(files, finding.span) == at


def test_a_mistake_of_what_is_extended_is_told_there():
    files = {"own": "extends: first\n", "first": "extends: civic\ngrid: -1\n"}
    _, (finding,), _ = load(files)
    assert str(finding.span) == "templates/first.yaml:2:7"


@pytest.mark.parametrize(
    ("own", "at", "label"),
    [
        ('palette: {muted: "#9AA5B0"}\n', '"#9AA5B0"', "in `"),
        ('palette: {band: "#FFFFFF"}\n', '"#FFFFFF"', "in `h1` and `subtitle`"),
        ("styles: {callout: {behind: band}}\n", "band", ""),
        ("styles: {p: {color: rule}}\n", "rule", ""),
        ("styles: {p: {color: tint, behind: paper}}\n", "tint", ""),
        ('palette: {track: "#A0202C"}\n', '"#A0202C"', "bars on their tracks"),
    ],
)
def test_a_faint_pair_is_blamed_on_what_made_it(own, at, label):
    files = {"own": f"extends: civic\n{own}"}
    _, findings, _ = load(files)
    assert findings[0].code == "LAYOUT004"
    assert pointed_at(files, findings[0].span) == at
    assert any(finding.label.startswith(label) for finding in findings)
    assert label or not any(finding.label for finding in findings)


def test_a_pair_that_palette_and_style_make_together_is_told_once():
    own = 'extends: civic\npalette: {muted: "#9AA5B0"}\nstyles:\n  note: {color: muted}\n'
    _, (finding,), _ = load({"own": own})
    places = [finding.span, *(span for span, _ in finding.related)]
    assert [pointed_at({"own": own}, span) for span in places] == ['"#9AA5B0"', "muted"]


def test_bars_need_less_contrast_than_text():
    """1.4.11 asks for 3:1 where 1.4.3 asks for 4.5:1; the styles of the theme stay away from the accent."""
    texts = "".join(f"  {name}: {{color: ink, behind: paper}}\n" for name in STYLES)
    for grey, is_enough in (("#8C8C8C", True), ("#999999", False)):
        own = f'extends: civic\npalette: {{accent: "{grey}", track: "#FFFFFF"}}\nstyles:\n{texts}'
        theme, findings, _ = load({"own": own})
        assert (theme is not None) == is_enough
        assert [finding.code for finding in findings] == ([] if is_enough else ["LAYOUT004"] * 2)
        assert all("3:1" in finding.hint for finding in findings)


def test_a_whole_theme_still_needs_every_key():
    theme, findings, _ = load({"own": WHOLE.replace("  gutter: 22", "  # none")})
    assert theme is None
    assert "gutter" in findings[0].message
