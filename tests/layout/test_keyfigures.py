"""Key figures on tiles and as a hero, what changed, and lines."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Findings
from briefpress.document import put_together
from briefpress.layout import layout_document
from briefpress.page import Area, Path, PlacedRun, Rectangle
from tests.layout.documents import columns, document, key_figures, lay_out, p, theme, try_to_lay_out

LABEL = "members of the library and of its branches in all towns of the valley"
FOUR = [("41,250", LABEL), ("7", "branches"), ("68%", "of loans"), ("12", "buses")]
M = theme().measures


def items(pages, kind):
    return [item for page in pages for item in page.items if isinstance(item, kind)]


def rules(pages):
    """Return the rules above figures, from top to bottom and from left to right."""
    thin = [r for r in items(pages, Rectangle) if r.height == pytest.approx(M["key-figures.rule"])]
    return sorted(thin, key=lambda r: (-round(r.y, 2), r.x))


def tiles(pages):
    tint = theme().palette["tint"]
    return [r for r in items(pages, Rectangle) if r.fill == tint]


def run(pages, text):
    return next(r for r in items(pages, PlacedRun) if r.run.text.strip() == text)


def test_tiles_of_a_row_are_equally_wide_and_high():
    placed = tiles(lay_out(key_figures(*FOUR, look="tiles")))
    assert len(placed) == 4
    assert len({(round(tile.width, 2), round(tile.height, 2), round(tile.y, 2)) for tile in placed}) == 1


def test_what_stands_on_a_tile_keeps_its_padding():
    pages = lay_out(key_figures(*FOUR, look="tiles"))
    runs = [r for r in items(pages, PlacedRun) if r.node is not None]
    for tile in tiles(pages):
        own = [r for r in runs if tile.x <= r.x < tile.x + tile.width]
        assert min(r.x for r in own) >= tile.x + M["key-figures.tile"] - 0.01
        assert max(r.x + r.run.width for r in own) <= tile.x + tile.width - M["key-figures.tile"] + 3
        assert min(r.y for r in own) > tile.y


def test_tiles_wrap_into_an_even_grid():
    pages = lay_out(columns(key_figures(*FOUR, ("5", "gardens"), look="tiles")))
    rows = {}
    for tile in tiles(pages):
        rows.setdefault(round(tile.y, 2), []).append(tile)
    assert [len(row) for row in rows.values()] == [2, 2, 1]
    assert len({round(tile.width, 2) for tile in tiles(pages)}) == 1


def test_a_hero_is_larger_and_has_its_label_beside_it():
    pages = lay_out(key_figures(*FOUR, look="hero"))
    value, other = run(pages, "41,250"), run(pages, "68%")
    label = next(r for r in items(pages, PlacedRun) if r.run.text.startswith("members"))
    assert value.run.size == theme().styles["hero-value"].size > other.run.size
    assert label.x > value.x + value.run.width
    assert label.run.size == theme().styles["hero-label"].size


def test_the_others_stand_in_a_row_below_a_hero():
    pages = lay_out(key_figures(*FOUR, look="hero"))
    first, *others = rules(pages)
    assert len(others) == 3 and len({round(rule.y, 2) for rule in others}) == 1
    assert run(pages, "41,250").y > others[0].y > run(pages, "7").y
    assert first.width == pytest.approx(sum(r.width for r in others) + 2 * M["key-figures.gap"])


def test_a_hero_is_set_smaller_where_a_column_is_narrow_and_its_label_below():
    pages = lay_out(columns(key_figures(("US$41.25\u00a0billion", LABEL), look="hero"), count=2))
    runs = [r for r in items(pages, PlacedRun) if r.node is not None]
    value, label = runs[0], next(r for r in runs if r.run.text.startswith("members"))
    assert theme().styles["key-value"].size < value.run.size < theme().styles["hero-value"].size
    assert label.y < value.y and label.x == pytest.approx(value.x)


def test_a_hero_that_fits_in_no_size_is_reported():
    _, findings = try_to_lay_out(
        columns(key_figures(("\u00a0".join(["41,250"] * 6), "x"), look="hero"), count=3)
    )
    assert {f.code for f in findings} == {"TEXT002"}


@pytest.mark.parametrize("look", ["row", "tiles", "hero"])
def test_languages_side_by_side_share_the_heights_of_all_parts(look):
    short = [(v, "x", ("up", "+1%"), (1, 2, 3)) for v in ("41", "42", "43")]
    long = [(v, LABEL * 2, ("up", "+1%"), (1, 2, 3)) for v in ("1,234,567", "42", "43")]
    both = [document(key_figures(*figures, look=look)) for figures in (short, long)]
    findings = Findings()
    made = put_together(both, "parallel")
    pages = layout_document(made, theme(), findings)
    assert not list(findings)
    for part in (PlacedRun, Area):
        ys = [
            sorted({round(i.y, 2) for i in items(pages, part) if _is_of(i, language)}, reverse=True)
            for language in made.blocks
        ]
        assert ys[0] and ys[0] == ys[1]
    sizes = {r.run.size for r in items(pages, PlacedRun) if r.run.text in ("41", "1,234,567")}
    assert len(sizes) == 1


def _is_of(item, language):
    """Tell whether an item is of a language, and no line of a label, of which one has more."""
    if item.node is None or item.node not in set(language.walk()):
        return False
    return not isinstance(item, PlacedRun) or item.run.text[0] in "+41"


def marks(pages):
    """Return how the decoration of changes points: the y of its first corner against its middle."""
    found = []
    for path in items(pages, Path):
        if path.node is None:
            ys = [step[2] for step in path.steps if len(step) > 1]
            found.append((len(ys), ys[0] > sum(ys) / len(ys)))
    return found


@pytest.mark.parametrize(
    ("direction", "corners", "is_on_top"), [("up", 3, True), ("down", 3, False), ("flat", 4, True)]
)
def test_a_mark_points_where_the_figure_went(direction, corners, is_on_top):
    pages = lay_out(key_figures(("1", "x", (direction, "+1%"))))
    assert marks(pages) == [(corners, is_on_top)]


def test_words_without_a_direction_have_no_mark():
    pages = lay_out(key_figures(("1", "x", ("", "as before"))))
    assert not items(pages, Path)
    words = next(r for r in items(pages, PlacedRun) if r.run.text.startswith("as"))
    assert words.x == pytest.approx(run(pages, "x").x)


def test_words_of_a_change_hang_beside_their_mark():
    pages = lay_out(columns(key_figures(("1", "x", ("up", "more words than there are " * 6)))))
    lines = {}
    for placed in items(pages, PlacedRun):
        if placed.node is not None and placed.run.size == theme().styles["key-change"].size:
            lines.setdefault(placed.y, placed.x)
    assert len(lines) > 1 and len({round(x, 2) for x in lines.values()}) == 1


def test_a_line_goes_from_the_least_to_the_greatest_and_stays_in_its_area():
    pages = lay_out(key_figures(("1", "x", None, (3, 1, 5, 4))))
    (area,) = items(pages, Area)
    line, dot = items(pages, Path)
    assert line.stroke and line.fill is None and dot.fill and dot.stroke is None
    ys = [step[2] for step in line.steps]
    assert ys.index(min(ys)) == 1 and ys.index(max(ys)) == 2
    for step in (*line.steps, *dot.steps):
        for x, y in zip(step[1::2], step[2::2], strict=True):
            assert area.x <= x <= area.x + area.width + 0.01
            assert area.y - 0.01 <= y <= area.y + area.height + 0.01
    assert line.node is dot.node is area.node


def test_equal_values_make_a_level_line():
    pages = lay_out(key_figures(("1", "x", None, (7, 7, 7))))
    line, _ = items(pages, Path)
    assert len({step[2] for step in line.steps}) == 1


def test_times_say_how_far_points_are_apart():
    from decimal import Decimal

    from msgspec.structs import replace

    block = key_figures(("1", "x", None, (1, 2, 3)))
    (figure,) = block.figures
    far = replace(figure.trend, points=tuple((Decimal(t), Decimal(t), "") for t in (0, 1, 4)))
    pages = lay_out(replace(block, figures=(replace(figure, trend=far),)), p("x"))
    line, _ = items(pages, Path)
    first, second, third = (step[1] for step in line.steps)
    assert (third - second) == pytest.approx(3 * (second - first))
