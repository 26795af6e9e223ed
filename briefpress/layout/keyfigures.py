"""Key figures: in a row, on tiles, or one very large above the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, Box, NodeBox, Sink, for_each_width
from briefpress.layout.panels import place_frame
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme
from briefpress.svg import Step, ellipse


class ChangeBox(NodeBox):
    """How a figure changed, behind a mark that points where it went.

    The mark is decoration: the sign of the figure says the same.
    """

    def __init__(self, node: n.Change, text: TextBox) -> None:
        super().__init__(node)
        self.text = text
        self.before = text.style.before
        self.mark = _MARKS.get(node.direction)
        self.size = text.style.size * _MARK_SIZE
        self.indent = self.size * _MARK_ROOM if self.mark else 0.0

    def height(self, width: float) -> float:
        """Return the height of the words."""
        return self.text.height(width - self.indent)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the mark beside the small letters of the first line, then the words."""
        if self.mark is not None:
            bottom = y + self.text.composed(width - self.indent).first_baseline
            steps = tuple((s[0], *(float(v) * self.size for v in s[1:])) for s in self.mark)
            sink.outline(x, bottom - self.size * _MARK_TOP, steps, fill=self.text.style.color)
        self.text.place(x + self.indent, y, width - self.indent, sink)


#: The side of a mark in sizes of its type, the room that it takes in sides, and how high its top is in them.
_MARK_SIZE, _MARK_ROOM, _MARK_TOP = 0.62, 1.5, 1.06

#: Direction -> its mark on a square of side 1, y downwards.
_MARKS: dict[str, tuple[Step, ...]] = {
    "up": (("m", 0.5, 0.06), ("l", 1.0, 0.94), ("l", 0.0, 0.94), ("h",)),
    "down": (("m", 0.5, 0.94), ("l", 0.0, 0.06), ("l", 1.0, 0.06), ("h",)),
    "flat": (("m", 0.0, 0.36), ("l", 1.0, 0.36), ("l", 1.0, 0.64), ("l", 0.0, 0.64), ("h",)),
}


class TrendBox(NodeBox):
    """A line through the points of a series, with a dot at its end; from its least value to its greatest."""

    def __init__(self, node: n.Trend, theme: Theme) -> None:
        super().__init__(node)
        self.trend = node
        self.theme = theme
        self.before = theme.measures["key-figures.pad"]

    def height(self, width: float) -> float:
        """Return the height of lines."""
        return self.theme.measures["key-figures.trend"]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the line and its dot, all of it one figure."""
        line, color = self.theme.measures["key-figures.line"], self.theme.palette["accent"]
        height = self.height(width)
        width = min(width, height * _WIDEST_TREND)
        sink.area(x, y, width, height, self.node)
        # Nothing of the line or of the dot stands out of the area.
        dot, start = line * _DOT, line / 2
        places = [
            (start + across * (width - start - dot), dot + down * (height - 2 * dot))
            for across, down in self._places()
        ]
        steps = tuple(("l" if index else "m", *place) for index, place in enumerate(places))
        sink.outline(x, y, steps, stroke=color, line_width=line, node=self.node)
        sink.outline(x, y, tuple(ellipse(*places[-1], dot, dot)), fill=color, node=self.node)

    def _places(self) -> Iterator[tuple[float, float]]:
        """Yield where points stand: from 0 at the left to 1, and from 0 at the top to 1."""
        times, values, _ = zip(*self.trend.points, strict=True)
        first, last, least, greatest = times[0], times[-1], min(values), max(values)
        for time, value, _ in self.trend.points:
            down = float((greatest - value) / (greatest - least)) if greatest > least else 0.5
            yield float((time - first) / (last - first)), down


#: The width of a line at the most, in its heights, and the radius of its dot, in its thicknesses.
_WIDEST_TREND, _DOT = 9, 1.9


class Figure(NamedTuple):
    """One key figure, its parts as boxes from top to bottom."""

    value: TextBox
    label: TextBox
    change: ChangeBox | None = None
    trend: TrendBox | None = None

    @property
    def below(self) -> tuple[Box | None, ...]:
        """What stands below the value, or beside it."""
        return (self.label, self.change, self.trend)


#: Figures that stand side by side, each with its width.
_Row: TypeAlias = list[tuple[Figure, float]]


class KeyFiguresBox(NodeBox):
    """Figures side by side, each under a rule, each as wide as its number needs and a fair share more.

    Where they are too many for the width, they stand in rows. The parts of the figures of a row stand at the
    same heights.
    """

    def __init__(self, node: n.KeyFigures, figures: Sequence[Figure], theme: Theme) -> None:
        super().__init__(node)
        self.figures = figures
        self.theme = theme
        self._beside: tuple[KeyFiguresBox, ...] = ()
        self.after = theme.measures["key-figures.after"]

    @property
    def beside(self) -> tuple[KeyFiguresBox, ...]:
        """This box and others of the same width with as many figures, whose rows it shares."""
        return self._beside or (self,)

    def level(self, boxes: Sequence[KeyFiguresBox]) -> None:
        """Share the heights of rows with boxes that stand beside this one."""
        self._beside = tuple(boxes)

    def is_wide(self, width: float) -> bool:
        """Keep the whole width."""
        return True

    def height(self, width: float) -> float:
        """Return the height of the rows."""
        heights = [sum(slots) + self._top + self._pad for slots in self._slots(width)]
        return sum(heights) + self.theme.measures["key-figures.gap"] * max(len(heights) - 1, 0)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place each figure's ground and its parts."""
        gap = self.theme.measures["key-figures.gap"]
        for row, slots in zip(self._rows(width), self._slots(width), strict=True):
            left, height = x, sum(slots) + self._top + self._pad
            for figure, w in row:
                self._place_ground(left, y, w, height, sink)
                parts = zip((figure.value, *figure.below), slots, strict=True)
                _place_parts(parts, left + self._pad, y + self._top, w - 2 * self._pad, sink)
                left += w + gap
            y += height + gap

    # ---- looks

    @property
    def _pad(self) -> float:
        """Space at the sides of a figure and below it."""
        return 0.0

    @property
    def _top(self) -> float:
        return self.theme.measures["key-figures.rule"] + self.theme.measures["key-figures.pad"]

    def _place_ground(self, x: float, y: float, width: float, height: float, sink: Sink) -> None:
        """Place what a figure stands on: here a rule above it."""
        sink.rectangle(x, y, width, self.theme.measures["key-figures.rule"], self.theme.palette["accent"])

    # ---- rows

    def _slots(self, width: float) -> list[tuple[float, ...]]:
        """Return for each row the heights of the parts, from top to bottom."""
        rows = zip(*(box._rows(width) for box in self.beside), strict=True)
        return [
            _heights(
                ((figure.value, *figure.below), w - 2 * self._pad) for row in of_all for figure, w in row
            )
            for of_all in rows
        ]

    @for_each_width
    def _rows(self, width: float) -> list[_Row]:
        """Return the figures with their widths, in as few rows of about the same length as can be."""
        least = max(box._least_rows(width) for box in self.beside)
        return self._in_rows(least, width)[0]

    def _least_rows(self, width: float) -> int:
        """Return the fewest rows in which every figure has the room that it needs."""
        count = len(self.figures)
        return next((rows for rows in range(1, count) if self._in_rows(rows, width)[1]), count)

    def _in_rows(self, rows: int, width: float) -> tuple[list[_Row], bool]:
        """Return the figures in rows, with their widths, and whether all have room."""
        length = -(-len(self.figures) // max(rows, 1))
        parts = [self.figures[start : start + length] for start in range(0, len(self.figures), length or 1)]
        widths = [self._widths(part, length, width) for part in parts]
        # What fits into no row of its own is placed all the same, and that says so.
        made = [
            list(zip(part, own or [width / len(part)] * len(part), strict=True))
            for part, own in zip(parts, widths, strict=True)
        ]
        return made, None not in widths

    def _widths(self, figures: Sequence[Figure], count: int, width: float) -> list[float] | None:
        """Return the widths of the figures of a row of so many, or None where they have no room."""
        room = width - self.theme.measures["key-figures.gap"] * (count - 1)
        natural = [figure.value.natural_width() + EPSILON for figure in figures]
        natural += [0.0] * (count - len(natural))
        # The numbers that need more than an equal share get what they need, and the others share the rest,
        # of which now some others may need more.
        wide: set[int] = set()
        share = room / count
        while True:
            wider = {index for index, w in enumerate(natural) if w > share} | wide
            if wider == wide or len(wider) == count:
                break
            wide = wider
            share = (room - sum(natural[index] for index in wide)) / (count - len(wide))
        widths = [w if index in wide else share for index, w in enumerate(natural)]
        least = self._least_width if count > 1 else 0.0
        if min(widths) < least or any(need > w for need, w in zip(natural, widths, strict=True)):
            return None
        return widths[: len(figures)]

    @property
    def _least_width(self) -> float:
        return _LEAST_FIGURE * self.theme.styles["key-label"].size


#: The least width of a key figure, in sizes of its label's type: some ten letters.
_LEAST_FIGURE = 8


class TilesBox(KeyFiguresBox):
    """Figures on panels in an even grid: all are equally wide, and those of a row equally high."""

    @property
    def _pad(self) -> float:
        return self.theme.measures["key-figures.tile"]

    @property
    def _top(self) -> float:
        return self.theme.measures["key-figures.rule"] + self._pad

    def _place_ground(self, x: float, y: float, width: float, height: float, sink: Sink) -> None:
        if self.theme.tint is not None:
            sink.rectangle(x, y, width, height, self.theme.tint)
        else:  # on white paper a frame shows what belongs together
            rule, color = self.theme.measures["table.rule"], self.theme.palette["rule"]
            place_frame(x, y, width, height, rule, color, sink)
        super()._place_ground(x, y, width, height, sink)

    def _widths(self, figures: Sequence[Figure], count: int, width: float) -> list[float] | None:
        each = (width - self.theme.measures["key-figures.gap"] * (count - 1)) / count
        inner = each - 2 * self._pad
        needed = max(figure.value.natural_width() + EPSILON for figure in figures)
        if needed > inner or (count > 1 and inner < self._least_width):
            return None
        return [each] * len(figures)


class Hero(Struct, frozen=True):
    """The figure that is set very large.

    Attributes:
        value: Makes its value at a part of its size.
        figure: Its parts, the value at its full size.
    """

    value: Callable[[float], TextBox]
    figure: Figure

    def size(self, width: float) -> float:
        """Return the largest part of its size at which the value has room; the least where none has."""
        fits = (part for part in _HERO_SIZES if self._value(part).natural_width() + EPSILON <= width)
        return next(fits, _HERO_SIZES[-1])

    def _value(self, part: float) -> TextBox:
        return self.figure.value if part == 1 else self.value(part)

    def at(self, part: float) -> Figure:
        """Return its parts with the value at a part of its size."""
        return self.figure._replace(value=self._value(part))


#: Parts of its size at which the value of a hero may be set, where a column is too narrow for all of it.
_HERO_SIZES = (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)


class HeroBox(KeyFiguresBox):
    """The first figure very large, its label beside it, or below where there is no room; others in a row.

    Args:
        node: The figures.
        hero: The first.
        others: The others.
        theme: Looks.
    """

    def __init__(self, node: n.KeyFigures, hero: Hero, others: Sequence[Figure], theme: Theme) -> None:
        super().__init__(node, (hero.figure, *others), theme)
        self.hero = hero
        self.row = KeyFiguresBox(node, others, theme) if others else None

    def level(self, boxes: Sequence[KeyFiguresBox]) -> None:
        """Share the size of the value, too, and the heights of the row below."""
        super().level(boxes)
        rows = [box.row for box in boxes if isinstance(box, HeroBox) and box.row is not None]
        if self.row is not None:
            self.row.level(rows)

    def height(self, width: float) -> float:
        """Return the height of the large figure, and of the row."""
        row = self.row.height(width) + self._gap if self.row else 0.0
        return self._top + self._hero_height(width) + row

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the rule, the large figure, and the row."""
        self._place_ground(x, y, width, 0.0, sink)
        y += self._top
        figure, height = self.hero.at(self._size(width)), self._hero_height(width)
        left = self._left(width)
        if left is None:
            slots = self._hero_slots(width)
            _place_parts(zip((figure.value, *figure.below), slots, strict=True), x, y, width, sink)
        else:
            slots = _heights([(figure.below, width - left)])
            figure.value.place(x, y + (height - figure.value.height(width)) / 2, left, sink)
            top = y + (height - sum(slots)) / 2
            _place_parts(zip(figure.below, slots, strict=True), x + left, top, width - left, sink)
        if self.row is not None:
            self.row.place(x, y + height + self._gap, width, sink)

    # ---- inside

    @property
    def _gap(self) -> float:
        return self.theme.measures["key-figures.gap"]

    @property
    def _heroes(self) -> list[Hero]:
        return [box.hero for box in self.beside if isinstance(box, HeroBox)]

    def _size(self, width: float) -> float:
        return min(hero.size(width) for hero in self._heroes)

    def _left(self, width: float) -> float | None:
        """Return where the label begins beside the value, or None where all languages have it below."""
        size = self._size(width)
        if size < 1:
            return None
        values = [hero.figure.value.natural_width() + EPSILON for hero in self._heroes]
        left = max(values) + self._gap
        return left if width - left >= _LEAST_LABEL * self.theme.styles["hero-label"].size else None

    def _hero_height(self, width: float) -> float:
        left, size = self._left(width), self._size(width)
        if left is None:
            return sum(self._hero_slots(width))
        figures = [hero.at(size) for hero in self._heroes]
        return max(
            max(figure.value.height(left), sum(_heights([(figure.below, width - left)])))
            for figure in figures
        )

    def _hero_slots(self, width: float) -> tuple[float, ...]:
        figures = [hero.at(self._size(width)) for hero in self._heroes]
        return _heights(((figure.value, *figure.below), width) for figure in figures)


#: The least width of the label beside a very large figure, in sizes of its type: some twenty letters.
_LEAST_LABEL = 10


# ---- parts below one another


def _heights(figures: Iterable[tuple[Sequence[Box | None], float]]) -> tuple[float, ...]:
    """Return the heights that the parts of several figures take, each with the space above it.

    Args:
        figures: The parts of each, from top to bottom, with its width; a part may be missing.
    """
    rows = [
        [part.height(width) + _above(part) if part is not None else 0.0 for part in parts]
        for parts, width in figures
    ]
    return tuple(max(heights) for heights in zip(*rows, strict=True))


def _place_parts(
    parts: Iterable[tuple[Box | None, float]], x: float, y: float, width: float, sink: Sink
) -> None:
    """Place parts below one another, each in the height that it has."""
    for part, height in parts:
        if part is not None:
            part.place(x, y + _above(part), width, sink)
        y += height


def _above(part: Box) -> float:
    """Return the space above a part; a label stands right below its value."""
    return 0.0 if isinstance(part, TextBox) else part.before
