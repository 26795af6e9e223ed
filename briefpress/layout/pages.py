"""Boxes -> pages with their furniture."""

from __future__ import annotations

from typing import NamedTuple

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.nodes import NOWHERE
from briefpress.layout.box import Box, Fit, Sink, Split
from briefpress.layout.builder import Builder
from briefpress.layout.panels import BandBox
from briefpress.layout.stack import Stack
from briefpress.layout.text import leaves_of
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import Theme
from briefpress.page import Color, Page
from briefpress.workspace import BUILTIN

#: More pages than this and something is wrong: a brief is short.
MAX_PAGES = 500


def layout_document(document: n.Document, theme: Theme, findings: Findings) -> tuple[Page, ...]:
    """Set a document in pages.

    Args:
        document: Without errors.
        theme: Its looks.
        findings: Collects what does not fit, with the place in the brief; where it gets an error the pages
            are not to be printed.

    Returns:
        The pages, first to last; none where something is too large for any page.
    """
    builder = Builder(theme, _references(document), findings)
    parts = [block for block in document.blocks if isinstance(block, n.Part)]
    regions: list[_Region] = []
    if document.arrangement == "stacked":
        for part in parts:
            regions += _flow(builder.boxes(part.blocks), part, theme, findings)
    else:
        blocks = document.blocks
        boxes = builder.parallel(parts) if document.arrangement == "parallel" else builder.boxes(blocks)
        regions = _flow(boxes, document, theme, findings)
    return tuple(
        _page(number, len(regions), region, theme, findings) for number, region in enumerate(regions, 1)
    )


def _references(document: n.Document) -> References:
    notes: dict[str, n.Note] = {}
    marks: dict[str, n.NoteReference] = {}
    for node in document.walk():
        if type(node) is n.Note and node.id:
            notes[node.id] = node
        elif type(node) is n.NoteReference:
            marks.setdefault(node.note, node)
    return References(notes, marks)


class _Region(NamedTuple):
    """What one page shows: its band if it has one, the stack below, and the furniture."""

    band: BandBox | None
    content: Box
    footer: n.Furniture


def _flow(boxes: list[Box], whole: n.Document | n.Part, theme: Theme, findings: Findings) -> list[_Region]:
    """Divide the boxes over pages, as many as the whole may take."""
    regions = _divide(boxes, whole.footer, theme, findings)
    _check_budget(whole, regions, theme, findings)
    return regions


def _divide(boxes: list[Box], footer: n.Furniture, theme: Theme, findings: Findings) -> list[_Region]:
    band = boxes.pop(0) if boxes and isinstance(boxes[0], BandBox) else None
    if isinstance(band, BandBox) and band.height(theme.width) > _bottom(theme) / 2:
        findings.error(
            "LAYOUT005",
            "the title band takes more than half of the page",
            band.content.span,
            hint="shorten the title and what stands with it",
        )
        return []
    width = _width(theme)
    regions: list[_Region] = []
    rest: Box = Stack(boxes)
    while len(regions) < MAX_PAGES:
        this = band if isinstance(band, BandBox) and not regions else None
        height = _bottom(theme) - _top(this, theme)
        fit = rest.fit(width, height)
        if isinstance(fit, Fit):
            regions.append(_Region(this, rest, footer))
            return regions
        part = rest.split(width, height)
        if isinstance(part, Split):
            regions.append(_Region(this, part.head, footer))
            rest = part.tail
        elif this is not None and _fits_elsewhere(rest, width, theme):
            regions.append(_Region(this, Stack(()), footer))
        else:
            findings.error(
                "LAYOUT005",
                f"this does not fit on a page: {part.reason}",
                part.span if part.span.line else fit.span,
                label=f"{part.excess:.0f} points too high",
                hint="shorten it, or divide it into several blocks",
            )
            return []
    findings.error("LAYOUT005", f"the document has more than {MAX_PAGES} pages", None, hint="shorten it")
    return []


def _fits_elsewhere(rest: Box, width: float, theme: Theme) -> bool:
    """Tell whether a page without a band has room for the next of the rest."""
    height = _bottom(theme) - _top(None, theme)
    return isinstance(rest.fit(width, height), Fit) or isinstance(rest.split(width, height), Split)


def _top(band: BandBox | None, theme: Theme) -> float:
    return band.height(theme.width) + band.after if band else theme.measures["page.top"]


def _width(theme: Theme) -> float:
    """Return the width between the margins."""
    return theme.width - theme.measures["page.left"] - theme.measures["page.right"]


def _bottom(theme: Theme) -> float:
    return theme.height - theme.measures["page.bottom"]


def _check_budget(
    whole: n.Document | n.Part, regions: list[_Region], theme: Theme, findings: Findings
) -> None:
    """A template may promise a number of pages: a sheet of paper has two."""
    if whole.pages is None or len(regions) <= whole.pages:
        return
    width = _width(theme)
    over = sum(region.content.height(width) for region in regions[whole.pages :])
    edition = f"{whole.arrangement} edition" if isinstance(whole, n.Document) and whole.arrangement else ""
    findings.error(
        "LAYOUT006",
        f"the {edition or f'`{whole.lang}` edition'} takes {len(regions)} pages, its template allows "
        f"{whole.pages}",
        _blame(regions, whole.pages),
        label=f"{over:.0f} points over, from here on",
        hint="shorten the text, or choose a template with more pages",
    )


def _blame(regions: list[_Region], pages: int) -> Span:
    """Return the place where the surplus begins, in the brief rather than in the template if there is one."""
    surplus = [box for region in regions[pages:] for box in region.content.walk()]
    spans = [box.span for box in surplus if box.span.line]
    return next((span for span in spans if not span.path.startswith(BUILTIN)), spans[0] if spans else NOWHERE)


def _page(
    number: int,
    count: int,
    region: _Region,
    theme: Theme,
    findings: Findings,
) -> Page:
    band, content, footer = region
    sink = Sink(theme.height)
    if band is not None:
        band.place(0.0, 0.0, theme.width, sink)
    width = _width(theme)
    _place_content(
        content,
        theme.measures["page.left"],
        _top(band, theme),
        width,
        _bottom(theme),
        theme.palette["rule"],
        sink,
    )
    # The band says the title already; a running title belongs to the pages after it.
    _place_footer(number, count, footer, theme, findings, sink, titled=band is None)
    return Page(number, theme.width, theme.height, tuple(sink.painted()))


def _place_content(
    content: Box, x: float, y: float, width: float, bottom: float, rule: Color, sink: Sink
) -> None:
    """Place a page's stack, its last box at the foot under a rule where it wants to stand there."""
    last = content.boxes[-1] if isinstance(content, Stack) and content.boxes else None
    if last is None or not last.at_foot:
        content.place(x, y, width, sink)
        return
    assert isinstance(content, Stack)
    Stack(content.boxes[:-1], content.grid).place(x, y, width, sink)
    top = bottom - last.height(width)
    sink.rectangle(x, top - last.before / 2, width, 0.5, rule)
    last.place(x, top, width, sink)


def _place_footer(
    number: int,
    count: int,
    footer: n.Furniture,
    theme: Theme,
    findings: Findings,
    sink: Sink,
    *,
    titled: bool,
) -> None:
    m, style = theme.measures, theme.styles["footer"]
    width = theme.width - m["page.left"] - m["page.right"]
    baseline_box = theme.height - m["page.footer"] - style.leading
    sink.rectangle(m["page.left"], baseline_box - 5, width, 0.5, theme.palette["rule"])
    end = TextBox(
        footer,
        leaves_of(footer.end, str(number), str(count)),
        style,
        References(),
        findings,
        align="end",
        artifact=True,
    )
    start = TextBox(
        footer, leaves_of(footer.start, str(number), str(count)), style, References(), findings, artifact=True
    )
    start_width = width - end.natural_width() - m["page.gutter"]
    if titled and footer.start and start.height(start_width) > style.leading:
        findings.error(
            "LAYOUT007",
            "the running title is longer than a line",
            footer.start[0].span,
            hint="give the brief a short `footer`; the running title is the title where there is none",
        )
    if footer.start and titled:
        start.place(m["page.left"], baseline_box, start_width, sink)
    if footer.end:
        end.place(m["page.left"], baseline_box, width, sink)
