"""Findings as people and programs see them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from briefpress.diagnostics import Findings, Span, render_json, render_text

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
    findings.error("SHAPE004", "missing", Span("f", 1, 1, 3), label="no", hint="add it")
    plain, coloured = render(findings, {"f": "abc"}), render(findings, {"f": "abc"}, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain != coloured


def test_json():
    findings = Findings()
    findings.error("SHAPE004", "é", Span("f", 4, 12, 20), label="no `fr`", hint="add")
    findings.warning("YAML009", "m")
    document = json.loads(render_json(findings))
    assert (document["errors"], document["warnings"]) == (1, 1)
    assert document["findings"][1] == {
        "code": "SHAPE004",
        "severity": "error",
        "message": "é",
        "path": "f",
        "line": 4,
        "column": 12,
        "length": 20,
        "label": "no `fr`",
        "hint": "add",
    }
    assert document["findings"][0]["path"] is None
    findings.error("YAML001", "\udcff")
    render_json(findings).encode("utf-8")


@given(st.text(), st.integers(0, 9), st.integers(-1, 60), st.integers(-1, 400), st.text(), st.booleans())
def test_any_finding_can_be_rendered(text, line, column, length, words, color):
    findings = Findings()
    findings.error("SHAPE001", words, Span("f", line, column, length), label=words, hint=words)
    out = render(findings, {"f": text}, color=color)
    out.encode("utf-8")
    json.loads(render_json(findings))
