"""What stands at the head and at the foot of pages; artifacts, which are not read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import Sink
from briefpress.layout.text import leaves_of
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import Theme


class PageFacts(Struct, frozen=True):
    """What furniture may print of its page.

    Attributes:
        number: From 1.
        count: The number of all pages.
        heading: The last heading up to the end of the page.
        banded: Whether it has the title band.
    """

    number: int
    count: int
    heading: str
    banded: bool


def place_furniture(
    furniture: Sequence[n.Furniture], facts: PageFacts, theme: Theme, findings: Findings, sink: Sink
) -> None:
    """Place the head and the foot of a page, with a thin rule on the side of the text."""
    m = theme.measures
    foot = _for_page(furniture, facts, head=False)
    if foot is not None:
        top = theme.height - m["page.footer"] - theme.styles["footer"].leading
        sink.rectangle(m["page.left"], top - 5, theme.text_width, 0.5, theme.palette["rule"])
        _place(foot, "footer", top, facts, theme, findings, sink)
    head = _for_page(furniture, facts, head=True)
    if head is not None:
        _place(
            head, "header", m["page.header"] - theme.styles["header"].leading, facts, theme, findings, sink
        )


def _for_page(furniture: Sequence[n.Furniture], facts: PageFacts, *, head: bool) -> n.Furniture | None:
    """Return the furniture that is most for a page; a band stands where a head would."""
    found = {one.on: one for one in furniture if one.head == head}
    if facts.number == 1 and "first" in found:
        return None if head and facts.banded else found["first"]
    if head and facts.banded:
        return None
    # Page 1 is a right page, as in a book.
    side: n.PageKind = "right" if facts.number % 2 else "left"
    return found.get(side) or found.get("")


def _place(
    one: n.Furniture,
    style_name: str,
    top: float,
    facts: PageFacts,
    theme: Theme,
    findings: Findings,
    sink: Sink,
) -> None:
    m, style = theme.measures, theme.styles[style_name]
    width = theme.text_width
    of_page: dict[type[n.Node], str] = {
        n.PageNumber: str(facts.number),
        n.PageCount: str(facts.count),
        n.RunningHeading: facts.heading,
    }

    def box(content: tuple[n.Inline, ...], align: str) -> TextBox:
        return TextBox(
            one,
            leaves_of(content, of_page),
            style,
            References(),
            findings,
            align="end" if align == "end" else "start",
            artifact=True,
        )

    end, start = box(one.end, "end"), box(one.start, "start")
    if facts.heading and start.natural_width() + m["page.gutter"] + end.natural_width() > width:
        # A long heading is left out: the title tells what one has before oneself.
        of_page[n.RunningHeading] = ""
        end, start = box(one.end, "end"), box(one.start, "start")
    start_width = width - end.natural_width() - (m["page.gutter"] if one.end else 0.0)
    # The band says the title already; a running title belongs to the pages after it, unless a layout says
    # what stands on the first.
    titled = bool(one.start) and (not facts.banded or one.on == "first")
    if titled and start.height(start_width) > style.leading:
        findings.error(
            "LAYOUT007",
            "the running title is longer than a line",
            one.start[0].span,
            hint="give the brief a short `footer`; the running title is the title where there is none",
        )
    if titled:
        start.place(m["page.left"], top, start_width, sink)
    if one.end:
        end.place(m["page.left"], top, width, sink)
    if one.head:
        sink.rectangle(m["page.left"], top + style.leading + 4, width, 0.5, theme.palette["rule"])
