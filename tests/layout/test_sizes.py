"""One theme for other paper and other sizes of type."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from briefpress.layout.theme import MARGINS, PAGE_SIZES
from briefpress.merge.block_types import PAPERS
from tests.layout.documents import theme

LENGTHS = ("size", "leading", "before", "after")


def test_a_brief_can_ask_for_the_paper_that_themes_know():
    assert set(PAPERS) == set(PAGE_SIZES)


def test_other_paper_changes_the_page_and_nothing_else():
    letter, a4 = theme(), theme().on("a4")
    assert (a4.width, a4.height) == PAGE_SIZES["a4"]
    assert (a4.styles, a4.measures, a4.palette) == (letter.styles, letter.measures, letter.palette)
    assert a4.on("letter").width == letter.width
    assert letter.on("") is letter and letter.on("letter") is letter


def test_turned_paper_lies_on_its_long_side():
    turned = theme().turned()
    assert (turned.width, turned.height) == (theme().height, theme().width)
    assert turned.styles is theme().styles
    back = turned.turned()
    assert (back.width, back.height) == (theme().width, theme().height)


def test_paper_of_another_size_stays_turned():
    one, other = theme().turned().on("a4"), theme().on("a4").turned()
    assert (one.width, one.height) == (other.width, other.height) == PAGE_SIZES["a4"][::-1]


def test_scaled_type_takes_everything_with_it_but_the_margins():
    plain, large = theme(), theme().scaled(1.5)
    assert large.grid == plain.grid * 1.5
    for name, style in plain.styles.items():
        for length in LENGTHS:
            assert getattr(large.styles[name], length) == pytest.approx(getattr(style, length) * 1.5)
        others = [name for name in style.__struct_fields__ if name not in LENGTHS]
        assert all(getattr(large.styles[name], other) == getattr(style, other) for other in others)
    # A running head of larger type reaches further down from where it begins.
    lower = large.styles["header"].leading - plain.styles["header"].leading
    for name, length in {**plain.measures, "page.header": plain.measures["page.header"] + lower}.items():
        assert large.measures[name] == pytest.approx(length if name in MARGINS else length * 1.5)
    assert (large.width, large.height, large.palette) == (plain.width, plain.height, plain.palette)


def test_equal_styles_are_the_same_objects():
    """Paragraphs are composed once for each style: a second edition of a scaled layout finds them."""
    one, other = theme().scaled(1.3), theme().on("a4").scaled(1.3)
    assert all(one.styles[name] is other.styles[name] for name in one.styles)
    back = theme().scaled(2).scaled(0.5)
    assert all(back.styles[name] is style for name, style in theme().styles.items())
    assert theme().scaled(1) is theme()


@given(st.floats(0.2, 6))
def test_the_footer_keeps_clear_of_the_text(factor):
    def clearance(of):
        return of.measures["page.bottom"] - of.measures["page.footer"] - of.styles["footer"].leading

    scaled = theme().scaled(factor)
    assert clearance(scaled) >= min(clearance(theme()), 10) - 0.001
    assert scaled.measures["page.bottom"] >= theme().measures["page.bottom"]


@given(st.floats(0.2, 6))
def test_the_running_head_keeps_clear_of_the_text_and_of_the_edge(factor):
    def distances(of):
        head = of.measures["page.header"]
        return head - of.styles["header"].leading, of.measures["page.top"] - head

    edge, text = distances(theme().scaled(factor))
    assert edge >= distances(theme())[0] - 0.001
    assert text >= min(distances(theme())[1], 10) - 0.001


@pytest.mark.parametrize("factor", [0, -1])
def test_type_cannot_vanish(factor):
    with pytest.raises(ValueError, match="cannot be"):
        theme().scaled(factor)
