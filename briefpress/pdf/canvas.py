"""ReportLab's canvas, extended: everything is painted inside marked content, as a tag or as an artifact."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol

from reportlab.pdfgen.canvas import Canvas

from briefpress.fonts import Face, FontLibrary
from briefpress.page import Color, Page, Path, Picture, PlacedRun, Rectangle
from briefpress.pdf.document import ReadyStream, TaggedDocument
from briefpress.pdf.embedding import ClusterCodes, Code, embed, operators
from briefpress.pdf.images import RasterImage, decode
from briefpress.pdf.inks import Ink
from briefpress.pdf.syntax import PdfError, number, numbers, stream

#: Distance of a Bézier's control points that make a quarter of a circle, in radii.
_ARC = 0.5522847498

_PATH_OPERATORS = frozenset("mlch")
#: Filled, stroked -> the operator that paints a path (ISO 32000-1, table 60).
_PAINTING = {(True, False): "f", (False, True): "S", (True, True): "B"}
#: What a page begins with (ISO 32000-1, table 52).
_MITER_LIMIT = 10.0


class TaggedCanvas(Canvas):
    """Paints placed items; `open_tag` or `open_artifact` comes first, or it refuses.

    ReportLab's own painting methods stay out of use: what they paint would be in no mark, and closing a
    page refuses it.
    """

    def __init__(self, document: TaggedDocument, fonts: FontLibrary, ink: Ink | None = None) -> None:
        super().__init__("", pageCompression=1, invariant=1, pagesize=(1, 1), lang="und")
        # Nothing has been put into ReportLab's own document yet.
        self._doc: TaggedDocument = document
        self._fonts = fonts
        self._ink = ink
        self._colors: Colors = ink or _RGB
        self._faces: dict[str, tuple[str, Face, set[frozenset[Code]]]] = {}
        self._clusters: dict[str, ClusterCodes] = {}
        self._clear()

    def _make_preamble(self) -> None:
        """Start pages with nothing: ReportLab's preamble selects Helvetica, which is not embedded."""
        self._preamble = ""

    def _clear(self) -> None:
        self._marked: list[str] = []
        self._open = False
        self._in_text = False
        self._pen = (0.0, 0.0)
        self._font = ("", 0.0)
        self._fill = ""
        self._stroke = ""
        self._has_masks = False

    # ---- marked content (ISO 32000-1, 14.6)

    def open_tag(self, tag: str, mcid: int) -> None:
        """Begin the content of a structure element."""
        self.close_mark()
        self._marked.append(f"/{tag}<</MCID {mcid}>>BDC")
        self._open = True

    def open_artifact(self, kind: str) -> None:
        """Begin an artifact.

        Args:
            kind: ``Pagination`` or ``Layout`` (14.8.2.2.2, table 330).
        """
        self.close_mark()
        self._marked.append(f"/Artifact<</Type/{kind}>>BDC")
        self._open = True

    def close_mark(self) -> None:
        """End what was opened last."""
        if self._open:
            self._end_text()
            self._marked.append("EMC")
            self._open = False

    def _paint(self, *code: str) -> None:
        if not self._open:
            raise PdfError("something is painted that is neither tagged nor an artifact")
        self._marked.extend(code)

    # ---- text

    def run(self, item: PlacedRun) -> None:
        """Paint a run."""
        run = item.run
        known = self._faces.get(run.face)
        if known is None:
            known = (f"F{len(self._faces) + 1}", self._fonts.by_key(run.face), set())
            self._faces[run.face] = known
        name, face, used = known
        show = operators(run, face) if not run.offsets else self._clusters_of(face).operators(run)
        used.add(show.codes)
        x, y = round(item.x, 3), round(item.y + run.rise, 3)
        if not self._in_text:
            self._paint("BT")
            self._in_text = True
            self._pen = (0.0, 0.0)
        font = (name, run.size)
        if font != self._font:
            self._font = font
            self._marked.append(f"/{name} {number(run.size)} Tf")
        self._set_fill(run.color)
        left, bottom = self._pen
        self._marked.append(f"{number(x - left)} {number(y - bottom)} Td {show.show}")
        self._pen = (x, y)

    def _clusters_of(self, face: Face) -> ClusterCodes:
        known = self._clusters.get(face.key)
        if known is None:
            known = self._clusters[face.key] = ClusterCodes(face)
        return known

    def _end_text(self) -> None:
        if self._in_text:
            self._marked.append("ET")
            self._in_text = False

    # ---- shapes and pictures

    def rectangle(self, item: Rectangle) -> None:
        """Paint a filled rectangle."""
        self._end_text()
        self._set_fill(item.fill)
        if item.radius:
            self._paint(*_rounded(item), "f")
        else:
            self._paint(f"{numbers(item.x, item.y, item.width, item.height)} re f")

    def path(self, item: Path) -> None:
        """Paint a path: filled, stroked or both."""
        self._end_text()
        operator = _PAINTING.get((item.fill is not None, item.stroke is not None))
        if operator is None:
            raise PdfError("a path has neither a fill nor a stroke")
        state = tuple(_state(item))
        before = (self._fill, self._stroke)
        if state:
            self._paint("q", *state)
        if item.fill is not None:
            self._set_fill(item.fill)
            operator += "*" if item.even_odd else ""
        if item.stroke is not None:
            self._set_stroke(item.stroke, item.line_width)
        self._paint(*map(_step, item.steps), operator)
        if state:
            # The colours come back with the rest of the graphics state (ISO 32000-1, 8.4.2).
            self._paint("Q")
            self._fill, self._stroke = before

    def picture(self, item: Picture) -> None:
        """Paint a raster picture."""
        self._end_text()
        name = hashlib.sha256(item.data).hexdigest()[:16]
        self._add_picture(name, item.data)
        self._formsinuse.append(name)
        resource = self._doc.getXObjectName(name)
        matrix = numbers(item.width, 0, 0, item.height, item.x, item.y)
        self._paint(f"q {matrix} cm /{resource} Do Q")

    def _add_picture(self, name: str, data: bytes) -> None:
        """Put a picture into the file once, however often it is painted."""
        key = self._doc.getXObjectName(name)
        pixels, mask = decode(data, self._ink)
        self._has_masks = self._has_masks or mask is not None
        if key in self._doc.idToObject:
            return
        reference = None
        if mask is not None:
            reference = self._doc.Reference(RasterImage(f"{name}.mask", mask), f"{key}.mask")
        self._doc.Reference(RasterImage(name, pixels, reference), key)

    # ---- graphics state

    def _set_fill(self, color: Color) -> None:
        operator = self._colors.fill(color)
        if operator != self._fill:
            self._fill = operator
            self._paint(operator)

    def _set_stroke(self, color: Color, line_width: float) -> None:
        operators = f"{self._colors.stroke(color)} {number(line_width)} w"
        if operators != self._stroke:
            self._stroke = operators
            self._paint(operators)

    # ---- pages

    def begin(self, page: Page) -> None:
        """Begin a page."""
        self.setPageSize((page.width, page.height))

    def annotate(self, number: int) -> None:
        """Put an annotation, by its object number, on the page."""
        self._annotationrefs.append(f"{number} 0 R")

    def showPage(self) -> None:
        """Close the page."""
        self.close_mark()
        if self._code:
            raise PdfError(f"painted outside of any mark: {' '.join(self._code)[:80]}")
        self._code.extend(self._marked)
        super().showPage()
        self._clear()

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        self._describe(page)
        page.Trans = None
        page.Contents = ReadyStream(stream("", page.stream.encode("ascii")))

    def _describe(self, page: Any) -> None:
        """Tie a page to the structure tree."""
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
        page.StructParents = self._pageNumber - 1
        # ISO 14289-1, 7.18.3: the tabulator follows the structure.
        page.Tabs = "/S"

    def add_fonts(self) -> None:
        """Embed the faces that were painted with; the last thing before `getpdfdata`."""
        for name, face, used in self._faces.values():
            codes: frozenset[Code] = frozenset().union(*used)
            clusters = self._clusters.get(face.key)
            composites = tuple(clusters.composites) if clusters else ()
            self._doc.add_font(name, embed(self._doc, face, codes, composites))


class Colors(Protocol):
    """Writes the operators that set a colour."""

    def fill(self, color: Color) -> str:
        """Of areas and text."""

    def stroke(self, color: Color) -> str:
        """Of lines."""


class _DeviceRGB:
    """Colours as they are (ISO 32000-1, table 74)."""

    def fill(self, color: Color) -> str:
        return f"{_numbers(*color)} rg"

    def stroke(self, color: Color) -> str:
        return f"{_numbers(*color)} RG"


_RGB = _DeviceRGB()
_numbers = lru_cache(maxsize=256)(numbers)


def _step(step: tuple[str | float, ...]) -> str:
    operator, *coordinates = step
    if operator not in _PATH_OPERATORS:
        raise PdfError(f"a path has the unknown step {operator!r}")
    return " ".join([*(number(float(value)) for value in coordinates), str(operator)])


def _state(item: Path) -> Iterable[str]:
    """Yield the operators for what of a path is not as a page begins; mostly there are none."""
    if item.clip is not None:
        yield f"{numbers(*item.clip)} re W n"
    if item.stroke is None:
        return
    if item.cap:
        yield f"{item.cap} J"
    if item.join:
        yield f"{item.join} j"
    if item.miter_limit != _MITER_LIMIT and not item.join:
        yield f"{number(item.miter_limit)} M"
    if item.dash:
        yield f"[{numbers(*item.dash)}] {number(item.dash_phase)} d"


def _rounded(item: Rectangle) -> Iterable[str]:
    """Build the outline of a rectangle with round corners, counter-clockwise from the lower left."""
    radius = min(item.radius, item.width / 2, item.height / 2)
    bend = radius * (1 - _ARC)
    left, bottom, right, top = item.x, item.y, item.x + item.width, item.y + item.height
    yield f"{numbers(left + radius, bottom)} m"
    yield f"{numbers(right - radius, bottom)} l"
    yield f"{numbers(right - bend, bottom, right, bottom + bend, right, bottom + radius)} c"
    yield f"{numbers(right, top - radius)} l"
    yield f"{numbers(right, top - bend, right - bend, top, right - radius, top)} c"
    yield f"{numbers(left + radius, top)} l"
    yield f"{numbers(left + bend, top, left, top - bend, left, top - radius)} c"
    yield f"{numbers(left, bottom + radius)} l"
    yield f"{numbers(left, bottom + bend, left + bend, bottom, left + radius, bottom)} c"
    yield "h"
