"""Inlines -> lines of shaped runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import Overflow
from briefpress.layout.text import compose, leaves_of
from briefpress.layout.textbox import ORPHANS, WIDOWS, References, TextBox
from briefpress.layout.theme import FIGURES
from briefpress.layout.words import LeafText, Variant
from tests.layout.documents import CONTENT, LANG, text, theme, words

STYLE = "p"
SHY = "\u00ad"


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
        assert "".join(runs).replace(SHY, "") == leaf.text.text


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


# ---- divided words and justified lines

LONG = (
    "Internationally coordinated administrations demonstrate extraordinarily comprehensive interoperability "
    "requirements notwithstanding considerable environmental considerations throughout."
)


def styled(**changes):
    return replace(theme().styles[STYLE], **changes)


def said(lines):
    return ["".join(piece.run.text for piece in line) for line in lines]


def one(characters):
    return (LeafText(characters, Variant.PLAIN, LANG),)


@pytest.mark.parametrize(
    ("width", "justified"), [(120.0, False), (70.0, True), (90.0, True), (120.0, True), (150.0, True)]
)
def test_words_are_divided_where_lines_would_look_bad(width, justified):
    style = styled(hyphens=True, justified=justified)
    lines = said(compose(one(LONG), style, width).lines)
    assert any(line.endswith(SHY) for line in lines)
    assert "".join(lines).replace(SHY, "") == LONG, "the text is what was written"
    assert not any(SHY in line[:-1] for line in lines)


def test_a_style_without_hyphens_keeps_words_whole():
    assert not any(SHY in line for line in said(compose(one(LONG), styled(hyphens=False), 90.0).lines))


def test_a_wide_measure_needs_no_hyphens():
    lines = said(compose(one(LONG), styled(hyphens=True), 480.0).lines)
    assert lines == said(compose(one(LONG), styled(hyphens=False), 480.0).lines)


@given(st.integers(60, 200).map(float))
def test_the_last_word_stays_whole(width):
    *_, before, last = said(compose(one(LONG), styled(hyphens=True), width).lines)
    assert not before.endswith(SHY) or " " in last


def test_a_soft_hyphen_of_the_author_is_printed_only_at_a_line_end():
    text = f"one two extra{SHY}ordinarily"
    wide = compose(one(text), styled(), 400.0)
    assert said(wide.lines) == ["one two extraordinarily"]
    assert said(compose(one(text), styled(), 75.0).lines) == [f"one two extra{SHY}", "ordinarily"]


def test_a_word_that_may_be_divided_is_shaped_as_a_whole():
    """Its letters are kerned across the places where it is not divided."""
    plain = compose(one("To Avoid AVAVAV"), styled(), 400.0).lines[0][0].run
    soft = compose(one(f"To Av{SHY}oid AV{SHY}AV{SHY}AV"), styled(), 400.0).lines[0][0].run
    assert soft.glyphs == plain.glyphs
    assert soft.advances == plain.advances
    assert soft.width == pytest.approx(plain.width)


@settings(deadline=None, max_examples=60)
@given(st.integers(60, 300).map(float), st.booleans())
def test_lines_with_hyphens_are_no_wider_than_the_measure(width, justified):
    result = compose(one(LONG), styled(hyphens=True, justified=justified), width)
    for line, words_said, line_width in zip(result.lines, said(result.lines), result.widths, strict=True):
        taken = sum(piece.run.width for piece in line)
        if words_said.endswith(" "):
            taken -= line[-1].run.advances[-1] * line[-1].run.size / 1000
        assert taken == pytest.approx(line_width, abs=0.01)
        assert line_width <= width + 0.01 or " " not in words_said.strip(" ")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(LONG.split()), min_size=1, max_size=40), st.integers(150, 400).map(float))
def test_justified_lines_fill_the_measure_but_for_the_last(some, width):
    """And but for those whose spaces would be more than three times as wide as they are."""
    style = styled(justified=True)
    (space,) = compose(one("a a"), style, 400.0).widths
    space -= 2 * compose(one("a"), style, 400.0).widths[0]
    result = compose(one(" ".join(some)), style, width)
    *others, last = zip(said(result.lines), result.widths, strict=True)
    assert last[1] <= width + 0.01
    for line, line_width in others:
        gaps = line.strip(" ").count(" ")
        if line_width != pytest.approx(width, abs=0.01):
            assert not gaps or (width - line_width) / gaps > 2 * space - 0.01


def test_figures_of_running_text_and_of_tables():
    """Noto Sans has both: a 1 is narrower than a 0 in running text, and as wide in tables."""
    widths = {
        kind: [compose(one(digit), styled(features=FIGURES[kind]), 400.0).widths[0] for digit in "10"]
        for kind in FIGURES
    }
    assert widths["tabular"][0] == widths["tabular"][1]
    assert widths["proportional"][0] < widths["proportional"][1]
