"""Charts on random figures: no two texts meet, nothing leaves the chart, nothing is lost that matters."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import assume, given, settings, strategies as st

from briefpress.diagnostics import Findings, Span
from briefpress.document.charts import CHARTS, Chart, ChartItem, ChartSeries
from briefpress.document.regions import REGIONS
from briefpress.fonts import FontLibrary
from briefpress.layout.box import Sink
from briefpress.layout.builder import Builder
from briefpress.layout.charts.base import spread
from briefpress.layout.contrast import contrast
from briefpress.layout.textbox import References
from briefpress.layout.theme import SERIES, load_theme
from briefpress.page import Path, PlacedRun, Rectangle
from briefpress.workspace import MemoryWorkspace
from tests.layout.documents import LANG, theme

#: The least contrast of neighbours in grey, and the least distance (CIE 1976) of colours for who sees few.
GREY, APART = 1.15, 20.0

WORDS = [
    "Ontario",
    "the",
    "northern",
    "branch",
    "and",
    "its",
    "travelling",
    "van",
    "2024",
    "Q3",
    "of",
    "fish",
]
LABELS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
VALUES = st.one_of(
    st.integers(0, 100).map(Decimal),
    st.sampled_from([Decimal(0), Decimal("0.001"), Decimal("12345678.9"), Decimal(7), Decimal("0.5")]),
)
SIGNED = st.one_of(VALUES, VALUES.map(lambda value: -value))
WIDTHS = st.sampled_from([120.0, 180.0, 249.0, 340.0, 520.0])


def number(value):
    """A text as a locale might print it, of any length."""
    return f"US${value:,f}" if value == int(value) else f"{value:,f}"


@st.composite
def charts(draw, kind):
    rule = CHARTS[kind]
    values = SIGNED if rule.negatives else VALUES
    region, places = "", None
    if rule.regions:
        region = draw(st.sampled_from(sorted(REGIONS)))
        places = draw(st.lists(st.sampled_from(sorted(REGIONS[region])), unique=True, max_size=60))
    most = 40 if rule.series == 1 else 12
    if rule.is_whole:
        most = 5
    count = len(places) if places is not None else draw(st.integers(rule.points, most))
    labels = draw(st.lists(LABELS, min_size=count, max_size=count))
    is_timed = rule.times == "must" or (rule.times == "may" and draw(st.booleans()))
    times = draw(st.lists(st.integers(2000, 2060), min_size=count, max_size=count, unique=True).map(sorted))
    series = []
    for index in range(draw(st.integers(1, rule.series))):
        own = draw(st.lists(values, min_size=count, max_size=count))
        if rule.percent:
            own = [min(value, Decimal(100) / max(count, 1)) for value in own]
        items = tuple(
            ChartItem(
                label=label,
                value=value,
                text=number(value),
                fact=f"a.b{index}.c{at}",
                target=(value + 1, number(value + 1), "a.target") if rule.targets and at % 2 else None,
                place=places[at] if places is not None else "",
                position=Decimal(times[at]) if is_timed else None,
                measure="percent" if rule.percent else "number",
            )
            for at, (label, value) in enumerate(zip(labels, own, strict=True))
        )
        name = draw(LABELS) if rule.series > 1 else ""
        series.append(ChartSeries(label=name, items=items, fact=f"a.b{index}", is_marked=index == 1))
    return Chart(kind=kind, series=tuple(series), alt="What it shows.", region=region, lang=LANG)


def over_time(chart):
    return bool(chart.items) and all(item.position is not None for item in chart.items)


@cache
def shipped(name):
    workspace = MemoryWorkspace({})
    return load_theme(workspace, FontLibrary(workspace), name, Span("briefs/x.yaml"), Findings())


def placed(chart, width, looks=None):
    """Return the height of a chart and what it places, in coordinates that go downwards from its corner."""
    findings = Findings()
    box = Builder(looks or theme(), References(), findings).chart(chart)
    height = box.height(width)
    sink = Sink(10_000.0)
    box.place(100.0, 200.0, width, sink)
    return height, list(sink.painted()), findings


def ink(run):
    """Return the rectangle of the letters of a run; blanks at its ends are none."""
    text = run.run.text
    lead = sum(run.run.advances[: len(text) - len(text.lstrip(" "))]) * run.run.size / 1000
    trail = sum(run.run.advances[len(text.rstrip(" ")) :]) * run.run.size / 1000
    top, bottom = run.y + run.run.size * 0.72, run.y - run.run.size * 0.2
    return run.x + lead, bottom, run.x + run.run.width - trail, top


def texts(items):
    return [item for item in items if isinstance(item, PlacedRun) and item.run.text.strip()]


@pytest.mark.parametrize("kind", CHARTS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), width=WIDTHS, looks=st.sampled_from(["civic", "mono"]))
def test_texts_do_not_meet_and_stay_inside(kind, data, width, looks):
    chart = data.draw(charts(kind))
    height, items, findings = placed(chart, width, shipped(looks))
    # A word or a number that is wider than all there is cannot be placed: an error that stops the edition.
    assume(not findings.errors)
    assert height < 10_000
    boxes = [(ink(run), run.run.text) for run in texts(items)]
    for (one, said), (other, spoken) in itertools.combinations(boxes, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0.3 or down <= 0.3, (said, spoken)
    left, right, top, bottom = 100.0, 100.0 + width, 10_000 - 200.0, 10_000 - 200.0 - height
    for (x0, y0, x1, y1), said in boxes:
        assert left - 0.5 <= x0 and x1 <= right + 1.5, said
        assert bottom - 3.5 <= y0 and y1 <= top + 3.0, said  # digits reach less far than letters
    for item in items:
        if isinstance(item, Rectangle):
            assert left - 1.5 <= item.x and item.x + item.width <= right + 1.5
            assert bottom - 2.5 <= item.y and item.y + item.height <= top + 2.5
            assert item.width >= 0 and item.height >= 0
        if isinstance(item, Path):
            assert all(math.isfinite(value) for step in item.steps for value in step[1:])
            # Handles of curves may lie outside; the curves do not.
            assert all(left - 4 <= step[-2] <= right + 4 for step in item.steps if len(step) > 2)


@pytest.mark.parametrize("kind", CHARTS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_everything_belongs_to_the_figure(kind, data):
    """What a chart paints is said by its alternative text: nothing is a mark of its own."""
    chart = data.draw(charts(kind))
    _, items, _ = placed(chart, 340.0)
    assert {getattr(item, "node", chart) for item in items} <= {chart}


@pytest.mark.parametrize(
    "kind", ["bar", "column", "share", "grouped-bar", "grouped-column", "dot", "bullet", "donut", "waffle"]
)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_these_print_each_number(kind, data):
    chart = data.draw(charts(kind))
    assume(kind != "dot" or len(chart.series) <= 2)
    assume(not over_time(chart))
    _, items, _ = placed(chart, 520.0)
    printed = {run.fact for run in texts(items) if run.fact}
    assert {item.fact for item in chart.items} <= printed


@pytest.mark.parametrize("kind", ["line", "area", "slope", "sparkline", "column"])
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_last_number_is_printed(kind, data):
    chart = data.draw(charts(kind))
    assume(chart.items)
    _, items, _ = placed(chart, 520.0)
    printed = {run.fact for run in texts(items) if run.fact}
    assert {one.items[-1].fact for one in chart.series} <= printed or kind == "column"


@pytest.mark.parametrize("kind", ["column", "grouped-column"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), width=WIDTHS)
def test_numbers_of_columns_cover_no_column(kind, data, width):
    chart = data.draw(charts(kind))
    _, items, findings = placed(chart, width)
    assume(not findings.errors)
    columns = [item for item in items if isinstance(item, Rectangle)]
    for run in texts(items):
        x0, y0, x1, y1 = ink(run)
        for column in columns:
            across = min(x1, column.x + column.width) - max(x0, column.x)
            down = min(y1, column.y + column.height) - max(y0, column.y)
            assert across <= 0.3 or down <= 0.3, run.run.text


def chart_of(kind, *series, **more):
    """A chart of series, each with its label and its points: label, value, time."""
    made = tuple(
        ChartSeries(
            label=name,
            fact=f"a.{name}",
            items=tuple(
                ChartItem(
                    label=label,
                    value=Decimal(value),
                    text=str(value),
                    fact=f"a.{name}.{label}",
                    position=None if time is None else Decimal(time),
                    measure="percent" if CHARTS[kind].percent else "number",
                )
                for label, value, time in points
            ),
        )
        for name, points in series
    )
    return Chart(kind=kind, series=made, alt="x", lang=LANG, **more)


def at(items, text):
    """Return the middle of a text."""
    (run,) = [run for run in texts(items) if run.run.text == text]
    x0, _, x1, _ = ink(run)
    return (x0 + x1) / 2


def test_times_stand_below_their_points():
    """Days are not at equal distances, and no series has all times."""
    chart = chart_of(
        "line",
        ("long", [("one", 1, 0), ("two", 2, 10), ("ten", 3, 100)]),
        ("late", [("four", 4, 40), ("ten", 5, 100)]),
    )
    _, items, _ = placed(chart, 340.0)
    lines = [item for item in items if isinstance(item, Path) and item.stroke]
    xs = [[step[1] for step in line.steps] for line in lines]
    assert at(items, "ten") == pytest.approx(xs[0][2], abs=1)
    assert at(items, "four") == pytest.approx(xs[1][0], abs=1)
    assert (at(items, "four") - xs[0][0]) / (xs[0][2] - xs[0][0]) == pytest.approx(0.4, abs=0.02)


def test_a_line_that_ends_early_says_when():
    chart = chart_of(
        "line",
        ("short", [("2020", 7, 2020), ("2021", 8, 2021)]),
        ("whole", [("2020", 1, 2020), ("2021", 2, 2021), ("2022", 3, 2022)]),
    )
    _, items, _ = placed(chart, 340.0)
    said = [run.run.text for run in texts(items)]
    assert "".join(said).count("(2021)") == 1 and "(2022)" not in "".join(said)


def test_long_words_have_room_at_the_ends_of_lines():
    names = ["Traversiers", "Administration"]
    chart = chart_of("line", *((name, [("2020", 1000, 2020), ("2021", 2000, 2021)]) for name in names))
    _, items, findings = placed(chart, 113.0)
    assert not findings.errors
    assert set(names) <= {run.run.text for run in texts(items)}


@pytest.mark.parametrize("kind", ["donut", "waffle"])
@pytest.mark.parametrize("width", [113.0, 200.0, 249.0])
def test_long_words_have_room_beside_parts(kind, width):
    chart = chart_of(kind, ("", [("Administration centrale", "33.4", None), ("Reste", "66.6", None)]))
    assert not placed(chart, width)[2].errors


def lengths(items):
    """Return the rectangles of marks, not of rules, by their height and their width."""
    marks = [item for item in items if isinstance(item, Rectangle) and item.height > 1.5 and item.width > 1]
    return [(round(mark.width), round(mark.height)) for mark in marks]


def test_columns_with_long_names_lie_down_and_times_do_not():
    names = ["Administration", "Transportation", "Communications", "Infrastructure"]
    columns = [(name, 10, None) for name in names]
    _, items, _ = placed(chart_of("column", ("a", columns)), 180.0)
    assert len({height for _, height in lengths(items)}) == 1
    assert {run.run.text for run in texts(items)} == {*names, "10"}
    times = [(name, 10, index) for index, name in enumerate(names)]
    _, items, _ = placed(chart_of("column", ("a", times)), 180.0)
    assert all(height > width for width, height in lengths(items))


@pytest.mark.parametrize("kind", ["grouped-column", "stacked-column"])
def test_columns_of_several_series_lie_down_like_bars(kind):
    points = [("Administration and finance", 10, None), ("Communications", 20, None)]
    chart = chart_of(kind, ("a", points), ("b", points))
    bars = chart_of(kind.replace("column", "bar"), ("a", points), ("b", points))
    assert lengths(placed(chart, 120.0)[1]) == lengths(placed(bars, 120.0)[1])
    assert lengths(placed(chart, 520.0)[1]) != lengths(placed(bars, 520.0)[1])


def test_a_single_column_is_no_wall():
    _, items, _ = placed(chart_of("column", ("a", [("2020", 5, None)])), 520.0)
    assert max(width for width, _ in lengths(items)) <= 60


@pytest.mark.parametrize("kind", ["grouped-bar", "dot", "bar", "column"])
def test_a_maximum_gives_charts_one_scale(kind):
    points = [("one", 10, None), ("two", 50, None)]
    own = placed(chart_of(kind, ("a", points)), 340.0)[1]
    wide = placed(chart_of(kind, ("a", points), maximum=Decimal(100)), 340.0)[1]

    def reach(items):
        boxes = [item for item in items if isinstance(item, Rectangle) and item.height > 1]
        return max(box.height if kind == "column" else box.width for box in boxes)

    assert reach(wide) == pytest.approx(reach(own) / 2, rel=0.15)


def test_parts_that_were_rounded_share_the_squares_of_a_waffle():
    chart = chart_of("waffle", ("", [("a", 34, None), ("b", 34, None), ("c", 33, None)]))
    _, items, _ = placed(chart, 340.0)
    squares = [item for item in items if isinstance(item, Rectangle) and item.width > 8 and item.width < 9]
    assert len(squares) == 100
    assert not [square for square in squares if square.fill == theme().palette["track"]]


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(1, 20)), max_size=12),
    st.floats(0, 50),
)
def test_labels_are_spread(pairs, slack):
    centres, heights = [c for c, _ in pairs], [h for _, h in pairs]
    high = sum(heights) + slack
    tops = spread(centres, heights, 0.0, high)
    taken = sorted(zip(tops, heights, strict=True))
    for (top, height), (after, _) in itertools.pairwise(taken):
        assert top + height <= after + 1e-6
    assert all(top >= -1e-6 and top + height <= high + 1e-6 for top, height in taken)
    order = sorted(range(len(pairs)), key=lambda index: centres[index])
    assert [tops[index] for index in order] == sorted(tops), "labels keep the order of what they label"


def test_a_label_with_room_stands_at_its_place():
    assert spread([10.0, 60.0], [8.0, 8.0], 0.0, 100.0) == [6.0, 56.0]
    assert spread([50.0, 50.0], [10.0, 10.0], 0.0, 100.0) == [40.0, 50.0]


# ---- colours

#: How people without one kind of cones see linear red, green and blue (Machado et al., IEEE TVCG 15, 2009).
_SEEN = {
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def through(matrix, color):
    """Return a colour as somebody sees it, linear."""
    sums = (sum(a * linear(b) for a, b in zip(row, color, strict=True)) for row in matrix)
    return [max(0.0, min(1.0, value)) for value in sums]


def lab(red, green, blue):
    """CIE 1976 L*a*b* of linear sRGB, for the white of D65."""
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("name", ["civic", "classic", "mono"])
def test_colours_of_series_stand_out_and_apart(name):
    looks = shipped(name)
    colors = [looks.palette[key] for key in SERIES]
    for color in colors:
        assert contrast(color, looks.palette["paper"]) >= 3
    for one, other in itertools.pairwise(colors):
        assert contrast(one, other) >= GREY, "neighbours differ in grey"
    if name == "mono":
        return
    for matrix in _SEEN.values():
        seen = [
            lab(
                *(
                    max(0.0, min(1.0, sum(a * linear(b) for a, b in zip(row, color, strict=True))))
                    for row in matrix
                )
            )
            for color in colors
        ]
        for one, other in itertools.combinations(seen, 2):
            assert math.dist(one, other) >= APART


def test_of_a_marked_series_the_others_stand_back():
    chart = Chart(
        kind="line",
        series=tuple(
            ChartSeries(
                label=name,
                fact=f"a.{name}",
                is_marked=name == "two",
                items=tuple(
                    ChartItem(label=str(at), value=Decimal(at), text=str(at), fact=f"a.{name}.{at}")
                    for at in (1, 2)
                ),
            )
            for name in ("one", "two")
        ),
        alt="x",
        lang=LANG,
    )
    _, items, _ = placed(chart, 300.0)
    lines = [item.stroke for item in items if isinstance(item, Path) and item.stroke]
    assert lines == [theme().palette["series-5"], theme().palette["accent"]], "and it is painted last"


def test_the_marked_place_of_a_map_has_a_frame():
    items = tuple(
        ChartItem(label=place, value=Decimal(value), text=str(value), place=place, fact=f"a.{place.lower()}")
        for value, place in enumerate(("AB", "ON", "QC"), 3)
    )
    lines = {}
    for marked in (None, "a.on"):
        series = (ChartSeries(label="", items=items),)
        chart = Chart(
            kind="tile-map", region="canada", series=series, alt="Alternative", lang=LANG, marked=marked
        )
        _, placed_items, _ = placed(chart, 300.0)
        sides = [item for item in placed_items if isinstance(item, Path) and item.stroke is not None]
        lines[marked] = [item for item in sides if item.stroke == theme().palette["ink"]]
    assert lines[None] == []
    (frame,) = lines["a.on"]
    assert frame.line_width == 2.0


THREE = [(name, [("2020", 10 + at, 2020), ("2021", 30 - at, 2021)]) for at, name in enumerate("abc")]


def test_lines_in_greys_are_dashed_each_in_its_way():
    _, items, _ = placed(chart_of("line", *THREE), 300.0, shipped("mono"))
    dashes = [item.dash for item in items if isinstance(item, Path) and item.stroke]
    assert len(set(dashes)) == len(dashes) == 3
    _, items, _ = placed(chart_of("line", *THREE), 300.0, shipped("civic"))
    assert not any(item.dash for item in items if isinstance(item, Path))


@pytest.mark.parametrize("kind", ["grouped-bar", "stacked-bar", "grouped-column", "stacked-column"])
def test_every_other_series_in_greys_is_hatched_inside_its_bars(kind):
    looks = shipped("mono")
    _, items, _ = placed(chart_of(kind, *THREE), 300.0, looks)
    hatching = [item for item in items if isinstance(item, Path) and item.stroke]
    assert len(hatching) == 3, "the key and two bars of the second series"
    bars = [item for item in items if isinstance(item, Rectangle) and item.fill == looks.palette["series-2"]]
    for path in hatching:
        assert any(
            all(
                bar.x - 0.01 <= x <= bar.x + bar.width + 0.01
                and bar.y - 0.01 <= y <= bar.y + bar.height + 0.01
                for _, x, y in path.steps
            )
            for bar in bars
        )
    _, items, _ = placed(chart_of(kind, *THREE), 300.0, shipped("civic"))
    assert not [item for item in items if isinstance(item, Path) and item.stroke]


def test_dots_in_greys_are_rings_every_other_time():
    _, items, _ = placed(chart_of("dot", *THREE), 300.0, shipped("mono"))
    rings = [item for item in items if isinstance(item, Path) and item.stroke]
    assert len(rings) == 3, "the key and two dots of the second series"
