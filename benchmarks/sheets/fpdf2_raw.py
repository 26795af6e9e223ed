"""The sheet written by hand with fpdf2: neither tagged nor archival, nothing checked.

The library keeps fonts inside of the document, so that each sheet reads them anew.
"""

import logging
from importlib.util import find_spec
from pathlib import Path

from content import fill, show
from fpdf import FPDF
from fpdf.fonts import FontFace

VARIANTS = ("raw",)

WIDTH, HEIGHT, MARGIN, GUTTER = 612, 792, 46, 22
INNER = WIDTH - 2 * MARGIN
INK, MUTED, ACCENT = (28, 39, 51), (81, 93, 105), (163, 38, 46)
BAND, ON_BAND, RULE = (20, 40, 61), (201, 212, 223), (191, 199, 207)

# It warns of every table of a font that it leaves out.
logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Pages(FPDF):
    """Knows what stands at the foot of a page."""

    def __init__(self, words: str) -> None:
        super().__init__(unit="pt", format=(WIDTH, HEIGHT))
        self._words = words

    def footer(self) -> None:
        self.set_draw_color(*RULE)
        self.set_line_width(0.5)
        self.line(MARGIN, HEIGHT - 42, WIDTH - MARGIN, HEIGHT - 42)
        self.set_font("Lato", "", 7.2)
        self.set_text_color(*MUTED)
        self.set_xy(MARGIN, HEIGHT - 36)
        self.cell(INNER - 100, 10, self._words)
        self.set_x(WIDTH - MARGIN - 100)
        self.cell(100, 10, f"Page {self.page_no()} of {{nb}}", align="R")


class Engine:
    def __init__(self, variant: str) -> None:
        self._folder = Path(find_spec("briefpress").origin).parent / "assets/fonts"

    def render_all(self, sheets: list[dict]) -> list[bytes]:
        return [self.render(d) for d in sheets]

    def render(self, d: dict) -> bytes:
        pdf = _Pages(d["footer"])
        pdf.add_font("Lato", "", self._folder / "Lato-Regular.ttf")
        pdf.add_font("Lato", "B", self._folder / "Lato-Bold.ttf")
        pdf.set_title(f"{d['title']}: {d['place']}")
        pdf.set_author(d["source"][0])
        pdf.set_subject(d["subtitle"])
        pdf.set_lang(d["lang"])
        pdf.set_margins(MARGIN, 42, MARGIN)
        pdf.c_margin = 0
        pdf.set_auto_page_break(True, 48)
        pdf.add_page()
        self._band(pdf, d)
        pdf.set_xy(MARGIN, 118)
        _write(pdf, d["lede"], 11.8, 16)
        self._tiles(pdf, d)
        self._text(pdf, d)
        pdf.add_page()
        _heading(pdf, d["chart_heading"])
        self._chart(pdf, d)
        _heading(pdf, d["table_heading"])
        self._table(pdf, d)
        _heading(pdf, d["notes_heading"])
        publisher, title, address = d["source"]
        notes = [f"{number} {text}" for number, text in enumerate(d["notes"], 1)]
        for text in (*notes, f"Source: {publisher}, {title}, {address}"):
            _write(pdf, text, 7.3, 9.8, color=MUTED)
            pdf.ln(2)
        return bytes(pdf.output())

    def _band(self, pdf: FPDF, d: dict) -> None:
        pdf.set_fill_color(*BAND)
        pdf.rect(0, 0, WIDTH, 100, style="F")
        pdf.set_fill_color(*ACCENT)
        pdf.rect(0, 100, WIDTH, 3.5, style="F")
        pdf.start_section(d["title"])
        pdf.set_xy(MARGIN, 28)
        _write(pdf, d["title"], 26, 30, style="B", color=(255, 255, 255))
        pdf.set_xy(MARGIN, 62)
        _write(pdf, d["subtitle"], 12.4, 16, color=ON_BAND)

    def _tiles(self, pdf: FPDF, d: dict) -> None:
        top, left = pdf.get_y() + 12, float(MARGIN)
        pdf.set_draw_color(*ACCENT)
        pdf.set_line_width(2.2)
        for share, (key, label) in zip((0.34, 0.22, 0.22, 0.22), d["tiles"], strict=True):
            width = INNER * share - 12
            pdf.line(left, top, left + width, top)
            pdf.set_xy(left, top + 6)
            _write(pdf, show(*d["figures"][key]), 21, 27, style="B", color=ACCENT, width=width)
            pdf.set_xy(left, top + 33)
            _write(pdf, label, 8, 10.6, width=width)
            left += INNER * share
        pdf.set_y(top + 62)

    def _text(self, pdf: FPDF, d: dict) -> None:
        """Set sections and bullets in two columns: the third section begins the second."""
        top, column = pdf.get_y(), (INNER - GUTTER) / 2
        for number, (heading, parts) in enumerate(d["sections"]):
            if number == 2:
                pdf.set_left_margin(MARGIN + column + GUTTER)
                pdf.set_xy(MARGIN + column + GUTTER, top)
            _heading(pdf, heading)
            for part in parts:
                _write(pdf, fill(part, d["figures"]), 8.8, 12, width=column)
                pdf.ln(6)
        _heading(pdf, d["bullets_heading"])
        for text in d["bullets"]:
            pdf.set_font("Lato", "", 8.8)
            pdf.cell(11, 12, "•")
            _write(pdf, fill(text, d["figures"]), 8.8, 12, width=column - 11)
            pdf.ln(6)
        pdf.set_left_margin(MARGIN)

    def _chart(self, pdf: FPDF, d: dict) -> None:
        step, base = INNER / len(d["chart"]), pdf.get_y() + 112
        top = max(int(value) for _, value in d["chart"])
        for index, (year, value) in enumerate(d["chart"]):
            left, height = MARGIN + index * step, 92 * int(value) / top
            pdf.set_fill_color(*ACCENT)
            pdf.rect(left + 0.16 * step, base - height, 0.68 * step, height, style="F")
            pdf.set_font("Lato", "B", 15)
            pdf.set_text_color(*ACCENT)
            pdf.set_xy(left, base - height - 18)
            pdf.cell(step, 16, show("number", value), align="C")
            pdf.set_font("Lato", "", 8)
            pdf.set_text_color(*INK)
            pdf.set_xy(left, base + 4)
            pdf.cell(step, 10, year, align="C")
        pdf.set_draw_color(*INK)
        pdf.set_line_width(0.5)
        pdf.line(MARGIN, base, WIDTH - MARGIN, base)
        pdf.set_xy(MARGIN, base + 16)
        _write(pdf, d["chart_unit"], 7.6, 10, color=MUTED)

    def _table(self, pdf: FPDF, d: dict) -> None:
        pdf.set_font("Lato", "", 8.3)
        pdf.set_draw_color(*RULE)
        pdf.set_fill_color(255, 255, 255)
        with pdf.table(
            col_widths=(2, 1, 1),
            text_align=("LEFT", "RIGHT", "RIGHT"),
            borders_layout="HORIZONTAL_LINES",
            line_height=10.8,
            padding=(3, 0, 3, 0),
            headings_style=FontFace(emphasis="BOLD", color=INK),
        ) as table:
            table.row(d["table_head"])
            for line, riders, change in d["table"]:
                table.row((line, show("number", riders), show("percent", change)))


def _heading(pdf: FPDF, text: str) -> None:
    pdf.ln(9)
    pdf.start_section(text)
    _write(pdf, text, 12.6, 15, style="B")
    pdf.ln(3)


def _write(
    pdf: FPDF,
    text: str,
    size: float,
    leading: float,
    *,
    style: str = "",
    color: tuple[int, int, int] = INK,
    width: float = 0,
) -> None:
    """Write a paragraph from the pen on; the pen goes below it, to the left margin."""
    pdf.set_font("Lato", style, size)
    pdf.set_text_color(*color)
    # Lato has no raised four, and a raised piece would need a fragment of its own.
    text = text.replace("⁴", "4")
    pdf.multi_cell(width, leading, text, align="L", new_x="LMARGIN", new_y="NEXT")
