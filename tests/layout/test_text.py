"""Inlines -> lines of shaped runs."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import Overflow
from briefpress.layout.text import compose, leaves_of
from briefpress.layout.textbox import ORPHANS, WIDOWS, References, TextBox
from tests.layout.documents import CONTENT, LANG, text, theme, words

STYLE = "p"


def composed(content, width, style=STYLE):
    return compose(tuple(leaf.text for leaf in leaves_of(content)), theme().styles[style], width)


def box(paragraph):
    return TextBox.of(paragraph, theme().styles[STYLE], References(), Findings())


@settings(deadline=None, max_examples=150)
@given(CONTENT, st.integers(40, 500).map(float))
def test_the_pieces_of_the_lines_join_to_the_text(content, width):
    result = composed(content, width)
    for number, leaf in enumerate(leaves_of(content)):
        runs = [piece.run.text for line in result.lines for piece in line if piece.leaf == number]
        assert "".join(runs) == leaf.text.text


@settings(deadline=None, max_examples=100)
@given(CONTENT, st.integers(40, 500).map(float))
def test_runs_are_whole(content, width):
    """A run's clusters join to its text, and its width is the sum of its advances."""
    for line, line_width in zip((c := composed(content, width)).lines, c.widths, strict=True):
        x = 0.0
        for piece in line:
            run = piece.run
            assert "".join(run.clusters) == run.text
            assert len(run.glyphs) == len(run.advances) == len(run.clusters)
            assert abs(sum(run.advances) * run.size / 1000 - run.width) < 0.001
            assert abs(piece.x - x) < 0.001
            x += run.width
        assert x >= line_width - 0.001


@settings(deadline=None, max_examples=100)
@given(CONTENT, st.integers(60, 500).map(float))
def test_no_line_is_wider_than_its_measure_unless_one_word_is(content, width):
    result = composed(content, width)
    for line, line_width in zip(result.lines, result.widths, strict=True):
        said = "".join(piece.run.text for piece in line).strip(" ")
        assert line_width <= width + 0.01 or " " not in said


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 300), st.integers(0, 400).map(float))
def test_a_split_leaves_no_widow_and_no_orphan(count, height):
    whole = box(n.Paragraph(content=(text(words(count)),), lang=LANG))
    leading = whole.style.leading
    lines = round(whole.height(240) / leading)
    part = whole.split(240, height)
    if isinstance(part, Overflow):
        room = int((height + 0.01) / leading)
        assert lines < ORPHANS + WIDOWS or room < ORPHANS
        assert part.reason
        return
    head, tail = (round(piece.height(240) / leading) for piece in (part.head, part.tail))
    assert head + tail == lines
    assert head >= ORPHANS
    assert tail >= WIDOWS
    assert part.head.height(240) <= height + 0.01


def test_a_line_break_in_a_paragraph():
    content = (text("one"), n.LineBreak(lang=LANG), text("two"))
    lines = composed(content, 400).lines
    assert ["".join(piece.run.text for piece in line) for line in lines] == ["one ", "two"]


def test_no_break_spaces_and_hyphens_hold():
    lines = composed(
        (text("13\u00a0milliards\u00a0de\u00a0dollars et un\u2011deux 2024-04-08 -5"),), 48
    ).lines
    shown = ["".join(piece.run.text for piece in line).strip(" ") for line in lines]
    assert shown == ["13\u00a0milliards\u00a0de\u00a0dollars", "et un\u2011deux", "2024-04-08", "-5"]


def test_after_a_hyphen_between_letters_a_line_may_end():
    lines = composed((text("well-known-and-tested"),), 50).lines
    assert ["".join(piece.run.text for piece in line) for line in lines] == ["well-known-", "and-tested"]
