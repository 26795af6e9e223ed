"""What a chart is: its kind, its series, their items."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from briefpress.diagnostics import Span
from briefpress.document.inline_nodes import NOWHERE
from briefpress.document.nodes import Block

#: More series than this cannot be told apart in greys, nor by people who see few colours.
MOST_SERIES = 5


class ChartRule(Struct, frozen=True):
    """What a kind of chart takes.

    Attributes:
        about: What it shows, for the documentation and for editors.
        series: The most series.
        points: The fewest items of a series.
        negatives: Whether values may be below zero.
        is_whole: Whether the items are parts of one whole.
        percent: Whether only percentages make sense.
        paired: Whether the items of all series belong to the same categories, in the same order.
        targets: Whether each item has a target; those of other kinds have none.
        regions: Whether the items are places of a region.
        times: Whether the points of a series stand at their times, in the order of these: those of lines
            ``must``, columns ``may`` where all are of periods, and nothing else does.
    """

    about: str
    series: int = 1
    points: int = 1
    negatives: bool = False
    is_whole: bool = False
    percent: bool = False
    paired: bool = False
    targets: bool = False
    regions: bool = False
    times: Literal["", "may", "must"] = ""


#: The kinds of charts by their names.
CHARTS: dict[str, ChartRule] = {
    "share": ChartRule("parts of 100, each on its track", percent=True),
    "bar": ChartRule("lengths from zero, to the right", negatives=True),
    "column": ChartRule("heights from zero", negatives=True, times="may"),
    "grouped-bar": ChartRule("bars of several series side by side", MOST_SERIES, negatives=True, paired=True),
    "stacked-bar": ChartRule("parts of sums, one bar for each sum", MOST_SERIES, paired=True),
    "grouped-column": ChartRule(
        "columns of several series side by side", MOST_SERIES, negatives=True, paired=True, times="may"
    ),
    "stacked-column": ChartRule(
        "parts of sums, one column for each sum", MOST_SERIES, paired=True, times="may"
    ),
    "line": ChartRule("how values went over time", MOST_SERIES, 2, negatives=True, times="must"),
    "area": ChartRule("how sums and their parts went over time", MOST_SERIES, 2, paired=True, times="must"),
    "slope": ChartRule("from a first time to a last one", 2 * MOST_SERIES, 2, negatives=True, times="must"),
    "sparkline": ChartRule("how one value went, on a line of text", 1, 2, negatives=True, times="must"),
    "dot": ChartRule("dots on a common line", MOST_SERIES, negatives=True, paired=True),
    "donut": ChartRule("a few parts of one whole, as a ring", is_whole=True),
    "waffle": ChartRule("parts of 100, as squares that can be counted", is_whole=True, percent=True),
    "bullet": ChartRule("values against their targets", targets=True),
    "tile-map": ChartRule("a value for each province or state", negatives=True, regions=True),
}


#: Kinds in which bars of all series make one, which can be too long.
STACKED = frozenset(("stacked-bar", "stacked-column"))


class ChartItem(Struct, frozen=True, eq=False, kw_only=True):
    """One mark of a chart.

    Attributes:
        label: What it measures.
        value: Exact number that the mark shows.
        text: The number as printed beside the mark.
        fact: The id of the fact it shows.
        position: Where it stands on a line of time; None for its place in the order.
        target: What the value is to reach, as a number, its text and its fact.
        place: The code of a province or a state (ISO 3166-2 without the country), in a map.
        measure: What kind of number it is: ``percent``, ``money USD``.
    """

    label: str
    value: Decimal
    text: str
    fact: str | None = None
    position: Decimal | None = None
    target: tuple[Decimal, str, str] | None = None
    place: str = ""
    measure: str = ""
    span: Span = NOWHERE


class ChartSeries(Struct, frozen=True, eq=False, kw_only=True):
    """Items that belong together.

    Attributes:
        label: What they are; empty where a chart has one series.
        fact: The id of the fact that they are the points of, or None.
        is_marked: Whether it is set off from the others.
    """

    label: str
    items: tuple[ChartItem, ...]
    fact: str | None = None
    is_marked: bool = False
    span: Span = NOWHERE


class Chart(Block, frozen=True, eq=False, kw_only=True):
    """A drawing made from numbers; its ``alt`` says what it shows.

    Attributes:
        kind: A key of `CHARTS`.
        maximum: The value at the full length; None takes the largest item.
        marked: The fact of the item that is set off from the others, or None.
        region: Of a map, a key of the file of tile grids.
    """

    kind: str
    series: tuple[ChartSeries, ...]
    alt: str
    maximum: Decimal | None = None
    marked: str | None = None
    region: str = ""

    @property
    def items(self) -> tuple[ChartItem, ...]:
        """The items of all series, one series after the other."""
        return tuple(item for series in self.series for item in series.items)


def markable(kind: str, series: Sequence[tuple[str | None, Sequence[str | None]]]) -> frozenset[str]:
    """Return the facts that a chart can set off: series where it has several or is a line, else items.

    Args:
        kind: A key of `CHARTS`.
        series: The fact of each, and those of its items.
    """
    if len(series) > 1 or CHARTS[kind].times == "must":
        return frozenset(fact for fact, _ in series if fact)
    return frozenset(fact for _, items in series for fact in items if fact)
