"""The title band: filled, or open where it has the colour of the paper."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import Sink
from briefpress.layout.builder import Builder
from briefpress.layout.textbox import References
from briefpress.page import PlacedRun, Rectangle
from tests.layout.documents import LANG, h, theme

FILLED = theme()
OPEN = replace(FILLED, palette={**FILLED.palette, "band": FILLED.palette["paper"]})


def placed(looks, title="Title", *, logo=True):
    """Return a band's box, and what it places."""
    findings = Findings()
    band = n.Band(blocks=(h(title, 1),), logo=logo, lang=LANG)
    (box,) = Builder(looks, References(), findings).band(band)
    sink = Sink(looks.height)
    box.place(0, 0, looks.width, sink)
    assert list(findings) == []
    return box, sink.items


def rectangles(items):
    return [item for item in items if isinstance(item, Rectangle)]


def first_line(items):
    return max(item.y for item in items if isinstance(item, PlacedRun))


def test_a_filled_band_goes_from_edge_to_edge():
    box, items = placed(FILLED)
    colour, strip, *_ = rectangles(items)
    assert (colour.x, colour.width, colour.fill) == (0, FILLED.width, FILLED.palette["band"])
    assert (strip.x, strip.width, strip.height) == (0, FILLED.width, FILLED.measures["band.strip"])
    assert colour.height + strip.height == box.height(FILLED.width)


def test_an_open_band_is_a_rule_as_wide_as_the_text():
    _, items = placed(OPEN)
    assert all(item.fill != OPEN.palette["band"] for item in rectangles(items))
    strip = rectangles(items)[0]
    left, right = OPEN.measures["page.left"], OPEN.measures["page.right"]
    assert (strip.x, strip.width) == (left, OPEN.width - left - right)


@pytest.mark.parametrize("height", [10, 100, 200])
def test_the_text_of_an_open_band_keeps_the_margin_and_stands_on_the_rule(height):
    looks = replace(OPEN, measures={**OPEN.measures, "band.height": height})
    _, items = placed(looks)
    strip = rectangles(items)[0]
    style = looks.styles["h1"]
    top = looks.height - first_line(items) - style.leading
    assert top >= looks.measures["page.top"] - style.leading / 2
    assert 0 < first_line(items) - strip.y < 2 * style.leading


@pytest.mark.parametrize("looks", [FILLED, OPEN], ids=["filled", "open"])
def test_a_long_title_makes_it_higher(looks):
    short, _ = placed(looks)
    long, items = placed(looks, "A title that takes more lines than the band has room for " * 3)
    assert long.height(looks.width) > short.height(looks.width)
    for item in items:
        if isinstance(item, PlacedRun):
            assert looks.height - long.height(looks.width) < item.y < looks.height


@pytest.mark.parametrize("slot", [20, 46, 150])
@pytest.mark.parametrize("looks", [FILLED, OPEN], ids=["filled", "open"])
def test_the_slot_stays_in_the_band(looks, slot):
    looks = replace(looks, measures={**looks.measures, "band.logo-height": slot})
    box, items = placed(looks)
    corners = [item for item in rectangles(items) if item.fill == looks.palette["on-band-muted"]]
    strip = next(item for item in rectangles(items) if item.height == looks.measures["band.strip"])
    assert min(item.y for item in corners) >= strip.y + strip.height + 11.9
    assert max(item.y + item.height for item in corners) <= looks.height - 15.9
    assert box.height(looks.width) >= slot + looks.measures["band.strip"]


@pytest.mark.parametrize("looks", [FILLED, OPEN], ids=["filled", "open"])
def test_the_slot_stands_beside_the_text(looks):
    _, items = placed(looks)
    _, without = placed(looks, logo=False)
    corners = [item for item in rectangles(items) if item not in rectangles(without)]
    assert len(corners) == 8
    assert max(item.x + item.width for item in corners) == pytest.approx(
        looks.width - looks.measures["page.right"]
    )
    middle = (max(i.y + i.height for i in corners) + min(i.y for i in corners)) / 2
    assert abs(middle - first_line(items)) < looks.styles["h1"].leading
