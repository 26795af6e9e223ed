"""Painted outlines in their order -> shapes with flat colours.

Paper has no transparency that would be safe to rely on, so that what shines through is mixed with the white
below it. That is exact where there is nothing else below; where there is, the drawing is refused.
"""

from __future__ import annotations

from typing import NamedTuple

from briefpress.svg.colors import WHITE, Paint
from briefpress.svg.drawing import Box, Color, Shape, Step, Stroke
from briefpress.svg.refusal import Mark, large, unknown

#: Pairs of outlines that are compared, at most: each that shines through with each below it.
_MOST_PAIRS = 1_000_000


class Group(NamedTuple):
    """An element whose content shines through as a whole.

    Attributes:
        opacity: Greater than 0.
        parent: The group around it.
        depth: How many are around it.
    """

    opacity: float
    parent: Group | None
    depth: int


class Coat(NamedTuple):
    """A fill or a stroke as it is painted: one colour inside of a box.

    Attributes:
        box: What it can cover.
        paint: Its colour, and how much it covers by itself.
        group: The innermost group it is in.
        mark: The element it is of.
    """

    box: Box
    paint: Paint
    group: Group | None
    mark: Mark


class Layers:
    """Collects what is painted, from the lowest up."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self._coats: list[Coat] = []
        self._pairs = 0

    def add(
        self,
        steps: tuple[Step, ...],
        clip: Box | None,
        fill: Coat | None,
        stroke: Coat | None,
        line: Stroke | None,
        *,
        even_odd: bool,
    ) -> None:
        """Paint an outline.

        Args:
            steps: The outline.
            clip: What may be painted on; None where nothing is outside.
            fill: Its inside.
            stroke: Its line, which is painted above the inside.
            line: How the line is drawn; its colour is that of ``stroke``.
            even_odd: Whether what is inside is found by the even-odd rule.
        """
        filled = self._flat(fill) if fill is not None else None
        drawn = None
        if stroke is not None and line is not None:
            drawn = line._replace(color=self._flat(stroke))
        if filled is not None or drawn is not None:
            self.shapes.append(Shape(steps, filled, drawn, even_odd and filled is not None, clip))

    def _flat(self, coat: Coat) -> Color:
        """Return the colour of a coat on the white below it."""
        alpha = _covers(coat, None)
        if alpha < 1:
            self._pairs += len(self._coats)
            if self._pairs > _MOST_PAIRS:
                raise large("too many of its shapes shine through", coat.mark)
            for below in self._coats:
                if below.paint.color == WHITE or not below.box.meets(coat.box):
                    continue
                # Within a group that both are in, one that covers all hides the other, however much the
                # group as a whole shines through.
                if _covers(coat, _common(coat.group, below.group)) < 1:
                    raise unknown(
                        "a shape shines through to another one below it",
                        "give it the colour that is to be seen, with an opacity of 1",
                        coat.mark,
                    )
        self._coats.append(coat)
        red, green, blue = (channel * alpha + 1 - alpha for channel in coat.paint.color)
        return red, green, blue


def _covers(coat: Coat, within: Group | None) -> float:
    """Return how much of what is below a coat covers, inside of a group that it is in."""
    alpha, group = coat.paint.alpha, coat.group
    while group is not None and group is not within:
        alpha *= group.opacity
        group = group.parent
    return alpha


def _common(one: Group | None, other: Group | None) -> Group | None:
    """Return the innermost group that two coats are in."""
    while one is not other:
        if other is None or (one is not None and one.depth >= other.depth):
            one = one.parent if one is not None else None
        else:
            other = other.parent
    return one
