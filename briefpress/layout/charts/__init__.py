"""Charts as vectors: a node and a theme -> a box.

Each kind is a row of `_BOXES`. Numbers stand where they belong, beside bars, at the ends of lines, in tiles;
so no chart needs an axis with ticks, and hardly one a legend. Colours of series differ in lightness, too:
they can be told apart in grey.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefpress.document.charts import Chart
from briefpress.layout.theme import Theme

if TYPE_CHECKING:
    from briefpress.layout.charts.base import ChartBox, ChartTexts

__all__ = ["chart_box"]

#: Each kind: the module that draws it, loaded with the first such chart, and its class there.
_BOXES = {
    "share": ("bars", "Bars"),
    "bar": ("bars", "Bars"),
    "column": ("columns", "Columns"),
    "grouped-bar": ("bars", "GroupedBars"),
    "stacked-bar": ("bars", "StackedBars"),
    "grouped-column": ("columns", "GroupedColumns"),
    "stacked-column": ("columns", "StackedColumns"),
    "line": ("lines", "Lines"),
    "area": ("lines", "Areas"),
    "slope": ("lines", "Slopes"),
    "sparkline": ("lines", "Sparkline"),
    "dot": ("dots", "Dots"),
    "donut": ("wholes", "Donut"),
    "waffle": ("wholes", "Waffle"),
    "bullet": ("bars", "Bullets"),
    "tile-map": ("maps", "TileMap"),
}


def chart_box(node: Chart, theme: Theme, texts: ChartTexts) -> ChartBox:
    """Return the box of a chart.

    Args:
        node: What it shows.
        theme: Looks.
        texts: Makes the boxes of its texts.
    """
    module, name = _BOXES[node.kind]
    made: ChartBox = getattr(import_module(f"{__name__}.{module}"), name)(node, theme, texts)
    return made
