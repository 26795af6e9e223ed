"""Placed items. Coordinates are points from the page's lower left corner, as PDF has them.

``node`` is the node that an item says; an item without one is decoration and becomes an artifact
(ISO 32000-1, 14.8.2.2). There is no third kind.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from briefpress.diagnostics import Span

#: Red, green, blue from 0 to 1 (sRGB).
Color: TypeAlias = tuple[float, float, float]


class Origin(Protocol):
    """What an item needs to know of the node that says it; a page does not depend on a kind of tree."""

    @property
    def lang(self) -> str:
        """BCP 47 language."""

    @property
    def span(self) -> Span:
        """Where it was written."""


class Run(Struct, frozen=True, eq=False):
    """Shaped glyphs of one face, size and colour on one line, independent of any place.

    Runs are shared: the same words set in the same style are one object, in whatever document, so that
    a painter can keep their operators.

    Attributes:
        face: Key of the face (`briefpress.fonts.Face.key`).
        size: Points.
        color: Fill colour.
        glyphs: Glyph ids in the face.
        advances: For each glyph, how far the pen moves after it, in 1/1000 of the size.
        text: The characters the glyphs stand for, in logical order.
        clusters: For each glyph, the characters it stands for; they join to ``text``. A glyph that
            shares its cluster with the one before has an empty string.
        width: Sum of the advances in points.
        rise: Points above the baseline (superscripts).
        offsets: For each glyph, how far it stands to the right of the pen and above the baseline, in 1/1000
            of the size; empty where glyphs are a plain row of characters.
        to_the_left: Whether the text runs from right to left. The glyphs stand from left to right all the
            same, and the clusters join to ``text`` from the last to the first.
    """

    face: str
    size: float
    color: Color
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    text: str
    clusters: tuple[str, ...]
    width: float
    rise: float = 0.0
    offsets: tuple[tuple[float, float], ...] = ()
    to_the_left: bool = False


class PlacedRun(NamedTuple):
    """A run with its pen at (x, y) on the baseline.

    Attributes:
        node: The inline or block that says it; None for page furniture.
        fact: The id of the fact it prints.
    """

    x: float
    y: float
    run: Run
    node: Origin | None
    fact: str | None


class Rectangle(NamedTuple):
    """A filled rectangle; rules are thin ones. ``radius`` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: Color
    node: Origin | None = None
    radius: float = 0.0


class Path(NamedTuple):
    """A path of ``("m", x, y)``, ``("l", x, y)``, ``("c", x1, y1, x2, y2, x3, y3)`` and ``("h",)``.

    Caps and joins are PDF's numbers (ISO 32000-1, tables 54 and 55), and what is left out is what a page
    begins with.

    Attributes:
        even_odd: Whether what is inside is found by the even-odd rule (8.5.3.3.3).
        cap: How lines end.
        join: How lines meet.
        miter_limit: How far corners may reach, in line widths.
        dash: Lengths of dashes and gaps in turn; empty for a line without gaps.
        dash_phase: How far into the dashes the line begins.
        clip: Left, bottom, width and height of what may be painted on; None for all of the page.
    """

    steps: tuple[tuple[str | float, ...], ...]
    fill: Color | None = None
    stroke: Color | None = None
    line_width: float = 0.0
    node: Origin | None = None
    even_odd: bool = False
    cap: int = 0
    join: int = 0
    miter_limit: float = 10.0
    dash: tuple[float, ...] = ()
    dash_phase: float = 0.0
    clip: tuple[float, float, float, float] | None = None


class Picture(NamedTuple):
    """A raster image (PNG or JPEG bytes) stretched over a rectangle."""

    x: float
    y: float
    width: float
    height: float
    data: bytes
    node: Origin | None = None


class LinkArea(NamedTuple):
    """A rectangle that leads somewhere: to ``href``, or to the anchor of the node ``target``."""

    x: float
    y: float
    width: float
    height: float
    node: Origin
    href: str | None = None
    target: Origin | None = None


class Anchor(NamedTuple):
    """The place where a node begins: the target of links and bookmarks."""

    x: float
    y: float
    node: Origin


class Area(NamedTuple):
    """The rectangle that a figure or a table takes (BBox, ISO 32000-1, table 343)."""

    x: float
    y: float
    width: float
    height: float
    node: Origin


Item: TypeAlias = PlacedRun | Rectangle | Path | Picture | LinkArea | Anchor | Area


class Page(Struct, frozen=True):
    """One page.

    Attributes:
        number: Its place among all pages, from 1.
        width: Points.
        height: Points.
        items: In painting order; a blank page has none.
        label: The number that it bears, where pages are not counted through (ISO 32000-1, 12.4.2).
        turned: Whether it is of the half that stands upside down on paper, and begins at the back.
    """

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    label: int | None = None
    turned: bool = False
