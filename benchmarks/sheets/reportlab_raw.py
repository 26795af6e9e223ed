"""The sheet written by hand with ReportLab Platypus: neither tagged nor archival, nothing checked.

This is the floor that a system on ReportLab is measured against, so it takes every sensible short cut:
fonts are parsed once per process, the chart is a few canvas calls in place of `reportlab.graphics`, and the
total of pages is put in without a second layout.
"""

import io
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from content import fill, show
from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

VARIANTS = ("raw",)

WIDTH, HEIGHT, MARGIN, GUTTER = 612, 792, 46, 22
INNER = WIDTH - 2 * MARGIN
COLUMN = (INNER - GUTTER) / 2
INK, MUTED, ACCENT = HexColor("#1C2733"), HexColor("#515D69"), HexColor("#A3262E")
BAND, ON_BAND, RULE = HexColor("#14283D"), HexColor("#C9D4DF"), HexColor("#BFC7CF")


def _style(name: str, size: float, leading: float, *, bold: bool = False, **more) -> ParagraphStyle:
    font = "Lato-Bold" if bold else "Lato"
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **{"textColor": INK} | more)


BODY = _style("body", 8.8, 12, spaceAfter=6)
LEDE = _style("lede", 11.8, 16, spaceAfter=13)
HEADING = _style("heading", 12.6, 15, bold=True, spaceBefore=12, spaceAfter=2, keepWithNext=1)
VALUE = _style("value", 21, 27, bold=True, textColor=ACCENT)
LABEL = _style("label", 8, 10.6)
NOTE = _style("note", 7.3, 9.8, textColor=MUTED, spaceAfter=2.2)

TILES = TableStyle(
    [
        ("LINEABOVE", (0, 0), (-1, 0), 2.2, ACCENT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)
TABLE = TableStyle(
    [
        ("FONT", (0, 0), (-1, 0), "Lato-Bold", 8.4, 10.8),
        ("FONT", (0, 1), (0, -1), "Lato-Bold", 8.4, 10.8),
        ("FONT", (1, 1), (-1, -1), "Lato", 8.3, 10.8),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, 0), 1.4, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, RULE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
)


class NumberedCanvas(Canvas):
    """Holds pages back until their number is known, then prints the footers."""

    footer = ""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self._held: list[dict] = []

    def showPage(self) -> None:
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._held, 1):
            self.__dict__.update(page)
            self.setStrokeColor(RULE)
            self.setLineWidth(0.5)
            self.line(MARGIN, 42, WIDTH - MARGIN, 42)
            self.setFont("Lato", 7.2)
            self.setFillColor(MUTED)
            self.drawString(MARGIN, 28, self.footer)
            self.drawRightString(WIDTH - MARGIN, 28, f"Page {number} of {len(self._held)}")
            super().showPage()
        super().save()


class Heading(Paragraph):
    """A heading with its bookmark."""

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.text, 0, self.height)
        self.canv.addOutlineEntry(self.text, self.text, 0)
        super().draw()


class Columns(Flowable):
    """The chart."""

    def __init__(self, values: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._values = values

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 128

    def draw(self) -> None:
        canvas, step = self.canv, self.width / len(self._values)
        top = max(float(value) for _, value in self._values)
        for index, (label, value) in enumerate(self._values):
            middle, height = (index + 0.5) * step, 92 * float(value) / top
            canvas.setFillColor(ACCENT)
            canvas.rect(middle - step * 0.34, 16, step * 0.68, height, stroke=0, fill=1)
            canvas.setFont("Lato-Bold", 15)
            canvas.drawCentredString(middle, height + 19, show("number", value))
            canvas.setFillColor(INK)
            canvas.setFont("Lato", 8)
            canvas.drawCentredString(middle, 4, label)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.5)
        canvas.line(0, 16, self.width, 16)


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


class Engine:
    def __init__(self, variant: str) -> None:
        fonts = Path(find_spec("briefpress").origin).parent / "assets/fonts"
        pdfmetrics.registerFont(TTFont("Lato", fonts / "Lato-Regular.ttf"))
        pdfmetrics.registerFont(TTFont("Lato-Bold", fonts / "Lato-Bold.ttf"))
        pdfmetrics.registerFontFamily(
            "Lato", normal="Lato", bold="Lato-Bold", italic="Lato", boldItalic="Lato-Bold"
        )

    def render(self, d: dict) -> bytes:
        out = io.BytesIO()
        title = f"{d['title']}: {d['place']}"
        document = BaseDocTemplate(
            out,
            pagesize=(WIDTH, HEIGHT),
            title=title,
            author=d["source"][0],
            subject=d["subtitle"],
            lang=d["lang"],
            pageCompression=1,
            invariant=1,
        )

        def first(canvas: Canvas, _: BaseDocTemplate) -> None:
            canvas.setFillColor(BAND)
            canvas.rect(0, HEIGHT - 100, WIDTH, 100, stroke=0, fill=1)
            canvas.setFillColor(ACCENT)
            canvas.rect(0, HEIGHT - 103.5, WIDTH, 3.5, stroke=0, fill=1)
            canvas.setFillColor(white)
            canvas.setFont("Lato-Bold", 26)
            canvas.drawString(MARGIN, HEIGHT - 50, d["title"])
            canvas.setFillColor(ON_BAND)
            canvas.setFont("Lato", 12.4)
            canvas.drawString(MARGIN, HEIGHT - 71, d["subtitle"])
            canvas.bookmarkPage("title")
            canvas.addOutlineEntry(d["title"], "title", 0)
            canvas.showOutline()

        frames = [
            _frame(MARGIN, 548, INNER, 132),
            _frame(MARGIN, 52, COLUMN, 488),
            _frame(MARGIN + COLUMN + GUTTER, 52, COLUMN, 488),
        ]
        document.addPageTemplates(
            [
                PageTemplate("first", frames, onPage=first),
                PageTemplate("second", [_frame(MARGIN, 52, INNER, HEIGHT - 94)]),
            ]
        )
        canvas = type("SheetCanvas", (NumberedCanvas,), {"footer": d["footer"]})
        document.build(self._story(d), canvasmaker=canvas)
        return out.getvalue()

    def render_all(self, sheets: list[dict]) -> list[bytes]:
        return [self.render(d) for d in sheets]

    def _story(self, d: dict) -> list[Flowable]:
        def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
            # Lato has no raised four; the other three marks cost nothing.
            return Paragraph(escape(fill(text, d["figures"])).replace("⁴", "<super>4</super>"), style)

        tiles = [[paragraph(show(*d["figures"][key]), VALUE) for key, _ in d["tiles"]]]
        tiles.append([paragraph(label, LABEL) for _, label in d["tiles"]])
        story = [
            paragraph(d["lede"], LEDE),
            Table(tiles, colWidths=[INNER * 0.34] + [INNER * 0.22] * 3, style=TILES),
            FrameBreak(),
        ]
        for heading, parts in d["sections"]:
            story.append(Heading(heading, HEADING))
            story.extend(map(paragraph, parts))
        story.append(Heading(d["bullets_heading"], HEADING))
        bullets = [ListItem(paragraph(text)) for text in d["bullets"]]
        options = {"bulletType": "bullet", "start": "•", "bulletFontName": "Lato", "leftIndent": 11}
        story.append(ListFlowable(bullets, bulletFontSize=8.8, **options))
        rows = [(line, show("number", value), show("percent", change)) for line, value, change in d["table"]]
        publisher, title, address = d["source"]
        story += [
            NextPageTemplate("second"),
            PageBreak(),
            Heading(d["chart_heading"], HEADING),
            Columns(d["chart"]),
            paragraph(d["chart_unit"], NOTE),
            Heading(d["table_heading"], HEADING),
            Table([d["table_head"], *rows], colWidths=[INNER / 2, INNER / 4, INNER / 4], style=TABLE),
            Heading(d["notes_heading"], HEADING),
            *(paragraph(f"{number} {text}", NOTE) for number, text in enumerate(d["notes"], 1)),
            paragraph(f"Source: {publisher}, {title}, {address}", NOTE),
        ]
        return story
