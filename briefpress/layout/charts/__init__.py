"""Charts as vectors: a node and a theme -> a box.

Each kind is a row of `_BOXES`. Numbers stand where they belong, beside bars, at the ends of lines, in tiles;
so no chart needs an axis with ticks, and hardly one a legend. Colours of series differ in lightness, too:
they can be told apart in grey.
"""

from __future__ import annotations

from briefpress.document.charts import Chart
from briefpress.layout.charts.bars import Bars, Bullets, Columns, Dots, GroupedBars, StackedBars
from briefpress.layout.charts.base import ChartBox, ChartTexts
from briefpress.layout.charts.lines import Areas, Lines, Slopes, Sparkline
from briefpress.layout.charts.maps import TileMap
from briefpress.layout.charts.wholes import Donut, Waffle
from briefpress.layout.theme import Theme

__all__ = ["ChartBox", "ChartTexts", "chart_box"]

_BOXES: dict[str, type[ChartBox]] = {
    "share": Bars,
    "bar": Bars,
    "column": Columns,
    "grouped-bar": GroupedBars,
    "stacked-bar": StackedBars,
    "line": Lines,
    "area": Areas,
    "slope": Slopes,
    "sparkline": Sparkline,
    "dot": Dots,
    "donut": Donut,
    "waffle": Waffle,
    "bullet": Bullets,
    "tile-map": TileMap,
}


def chart_box(node: Chart, theme: Theme, texts: ChartTexts) -> ChartBox:
    """Return the box of a chart.

    Args:
        node: What it shows.
        theme: Looks.
        texts: Makes the boxes of its texts.
    """
    return _BOXES[node.kind](node, theme, texts)
