"""Findings as people and programs see them."""

import json

from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings, Span, render_json, render_text
from briefpress.diagnostics.sarif import render_sarif

DEFENCE = 'sources: {}\nfacts:\n  norad.budget:\n    label: {en: "NORAD budget"}\n'


def render(findings, files=None, color=False):
    return render_text(findings, (files or {}).get, color=color)


def test_golden():
    findings = Findings()
    findings.error(
        "SHAPE004",
        "`label` of fact `norad.budget` is missing in French",
        Span("data/defence.yaml", 4, 12, 20),
        label="no `fr`",
        hint="add `fr:` beside `en:`",
    )
    findings.warning("SHAPE003", "something odd", Span("data/defence.yaml", 1, 1, 7))
    findings.error("YAML001", "`data/x.yaml` cannot be read", Span("data/x.yaml"), hint="check its name")
    findings.error("YAML009", "no place at all")
    assert (
        render(findings, {"data/defence.yaml": DEFENCE})
        == """\
error[YAML009]: no place at all

warning[SHAPE003]: something odd
 --> data/defence.yaml:1:1
  |
1 | sources: {}
  | ^^^^^^^

error[SHAPE004]: `label` of fact `norad.budget` is missing in French
 --> data/defence.yaml:4:12
  |
4 |     label: {en: "NORAD budget"}
  |            ^^^^^^^^^^^^^^^^^^^^ no `fr`
  |
  = hint: add `fr:` beside `en:`

error[YAML001]: `data/x.yaml` cannot be read
 --> data/x.yaml:1:1
  = hint: check its name

3 errors, 1 warning
"""
    )


def one(column, length, text, number=1):
    findings = Findings()
    findings.error("SHAPE001", "m", Span("f", number, column, length), label="here")
    return render(findings, {"f": text}).splitlines()


def test_gutter_is_as_wide_as_the_number():
    lines = one(1, 1, "\n" * 122 + "x", number=123)
    assert lines[1:5] == ["   --> f:123:1", "    |", "123 | x", "    | ^ here"]


def test_tabs_wide_and_combining_characters_are_measured():
    assert one(2, 1, "\tx")[3:5] == ["1 |     x", "  |     ^ here"]
    assert one(3, 2, "東京都庁")[3:5] == ["1 | 東京都庁", "  |     ^^^^ here"]
    assert one(4, 1, "ae\u0301x")[3:5] == ["1 | ae\u0301x", "  |   ^ here"]


def test_crlf_and_byte_order_mark_do_not_shift_the_caret():
    assert one(1, 1, "\ufeffx: 1\r\n")[3:5] == ["1 | x: 1", "  | ^ here"]


def test_long_lines_are_clipped_around_the_caret():
    shown, carets = one(501, 5, "a" * 500 + "HERE!" + "b" * 500)[3:5]
    assert len(shown) <= 100 and "…" in shown and shown.endswith("…")
    assert shown[carets.index("^") : carets.index("^") + 5] == "HERE!"
    assert "^^^^^ here" in carets
    assert len(one(1, 10**6, "x" * 10**6)[4]) <= 106


def test_places_outside_the_file_are_survived():
    assert "^ here" in one(99, 5, "x")[4]
    assert one(1, 1, "x", number=9)[1:] == [" --> f:9:1", "", "1 error"]
    assert render([]) == ""


def test_control_characters_do_not_reach_the_terminal():
    findings = Findings()
    findings.error("YAML003", "a \x1b[31m b", Span("x\u202ey", 1, 1), label="\x07", hint="\x00")
    out = render(findings, {"x\u202ey": "\x1b]0;title\x07"})
    assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(out)
    assert "\\u001b" in out


def test_colour_only_adds_escapes():
    import re

    findings = Findings()
    more = [(Span("f", 1, 2, 1), "here"), (Span("g", 1, 1, 1), "there")]
    findings.error("SHAPE004", "missing", Span("f", 1, 1, 3), label="no", hint="add it", related=more)
    plain, coloured = render(findings, {"f": "abc"}), render(findings, {"f": "abc"}, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain != coloured


ORCHARD = """\
facts:
  orchard.trees:
    value: 12
    value: 13
    note: x

  orchard.rows:
    formula: orchard.trees + orchard.rows
"""


def related(*places, main=("data/a.yaml", 4, 5, 5), hint="keep one of the two"):
    """Return what is shown below the message of an error with further places."""
    findings = Findings()
    span = Span(*main) if main else None
    findings.error(
        "YAML011",
        "m",
        span,
        label="written again",
        hint=hint,
        related=[(Span(*where), label) for where, label in places],
    )
    text = render(findings, {"data/a.yaml": ORCHARD, "data/b.yaml": "bees: 4\n"})
    return text.removeprefix("error[YAML011]: m\n").removesuffix("\n\n1 error\n") + "\n"


def test_places_nearby_share_an_excerpt():
    shown = related((("data/a.yaml", 3, 5, 5), "first written here"))
    assert (
        shown
        == """\
 --> data/a.yaml:4:5
  |
3 |     value: 12
  |     ----- first written here
4 |     value: 13
  |     ^^^^^ written again
  |
  = hint: keep one of the two
"""
    )


def test_a_line_between_two_places_is_shown_and_many_are_left_out():
    shown = related((("data/a.yaml", 8, 14, 13), "read"), (("data/a.yaml", 2, 3, 13), "of this fact"))
    assert (
        shown
        == """\
 --> data/a.yaml:4:5
  |
2 |   orchard.trees:
  |   ------------- of this fact
3 |     value: 12
4 |     value: 13
  |     ^^^^^ written again
...
8 |     formula: orchard.trees + orchard.rows
  |              ------------- read
  |
  = hint: keep one of the two
"""
    )


def test_two_places_of_a_line_stand_below_each_other():
    shown = related(
        (("data/a.yaml", 8, 14, 13), "which"), (("data/a.yaml", 7, 3, 12), "from here"),
        main=("data/a.yaml", 8, 30, 12), hint="",
    )  # fmt: skip
    assert (
        shown
        == """\
 --> data/a.yaml:8:30
  |
7 |   orchard.rows:
  |   ------------ from here
8 |     formula: orchard.trees + orchard.rows
  |                              ^^^^^^^^^^^^ written again
  |              ------------- which
"""
    )


def test_other_files_follow():
    shown = related(
        (("data/b.yaml", 1, 1, 4), "and here"),
        (("data/gone.yaml", 3, 1, 4), "and there"),
        (("data/a.yaml", 3, 5, 5), "first"),
    )
    assert (
        shown
        == """\
 --> data/a.yaml:4:5
  |
3 |     value: 12
  |     ----- first
4 |     value: 13
  |     ^^^^^ written again
  |
  ::: data/b.yaml:1:1
  |
1 | bees: 4
  | ---- and here
  |
  ::: data/gone.yaml:3:1: and there
  = hint: keep one of the two
"""
    )


def test_related_places_need_no_main_one():
    shown = related((("data/b.yaml", 1, 1, 4), "here"), main=None, hint="")
    assert shown == " --> data/b.yaml:1:1\n  |\n1 | bees: 4\n  | ---- here\n"


def test_two_far_places_of_a_long_line_are_both_seen():
    findings = Findings()
    text = "a" * 300 + "ONE" + "b" * 300 + "TWO"
    findings.error("SHAPE001", "m", Span("f", 1, 604, 3), related=[(Span("f", 1, 301, 3), "")])
    lines = render(findings, {"f": text}).splitlines()
    rows = zip(lines[3:7:2], lines[4:7:2], strict=True)
    marked = [shown[below.index(sign) :][:3] for (shown, below), sign in zip(rows, "^-", strict=True)]
    assert marked == ["TWO", "ONE"]


def test_strict_says_that_warnings_count():
    findings = Findings()
    findings.warning("FACT018", "old")
    plain = render(findings)
    strict = render_text(findings, {}.get, color=False, strict=True)
    assert plain.endswith("\n1 warning\n")
    assert strict.endswith("\n1 warning; with --strict, a warning is an error\n")
    findings.error("FACT001", "no source")
    assert render(findings).endswith("\n1 error, 1 warning\n")


@given(st.text(), st.integers(0, 9), st.integers(-1, 60), st.integers(-1, 400), st.text(), st.booleans())
def test_any_finding_can_be_rendered(text, line, column, length, words, color):
    findings = Findings()
    place = Span("f", line, column, length)
    other = (Span("f", line + 2, length, column), words)
    findings.error("SHAPE001", words, place, label=words, hint=words, related=[other, (place, words)])
    out = render(findings, {"f": text}, color=color)
    out.encode("utf-8")
    json.loads(render_json(findings))
    json.loads(render_sarif(findings, "file:///orchard"))
