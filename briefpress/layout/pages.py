"""Document -> pages: the pipeline of this package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.direction import direction_of
from briefpress.document.inlines import characters
from briefpress.document.nodes import NOWHERE
from briefpress.layout.box import Box, Sink
from briefpress.layout.builder import Builder
from briefpress.layout.fit import Looks, attempts
from briefpress.layout.flow import Footnotes, Region, bottom_of, divide, top_of
from briefpress.layout.furniture import PageFacts, place_furniture
from briefpress.layout.stack import Stack
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import Theme
from briefpress.layout.wrappers import bare
from briefpress.page import Page
from briefpress.workspace import BUILTIN


def layout_document(
    document: n.Document, theme: Theme, findings: Findings, remedies: list[str] | None = None
) -> tuple[Page, ...]:
    """Set a document in pages.

    Args:
        document: Without errors.
        theme: Its looks.
        findings: Collects what does not fit, with the place in the brief; where it gets an error the pages
            are not to be printed.
        remedies: Collects what was done to keep the number of pages, as keys of `fit.REMEDIES`.

    Returns:
        The pages, first to last; none where something is too large for any page.
    """
    own = theme.turned() if document.landscape != (theme.width > theme.height) else theme
    pages: tuple[Page, ...] = ()
    found = Findings()
    for looks in attempts(document.fit, Looks(own.scaled(document.scale))):
        found = Findings()
        pages = _lay_out(document, looks, found)
        if not any(finding.code == _TOO_LONG for finding in found):
            if remedies is not None:
                remedies += looks.remedies
            break
    findings.extend(found)
    return pages


_TOO_LONG = "LAYOUT006"


def _lay_out(document: n.Document, looks: Looks, findings: Findings) -> tuple[Page, ...]:
    theme, references = looks.theme, _references(document)
    builder = Builder(theme, references, findings, more_columns=looks.more_columns)
    parts = [block for block in document.blocks if isinstance(block, n.Part)]
    if document.arrangement in _APART:
        flows = [_flow(builder.boxes(part.blocks), part, (part,), builder) for part in parts]
    else:
        boxes = (
            builder.parallel(parts) if document.arrangement == "parallel" else builder.boxes(document.blocks)
        )
        flows = [_flow(boxes, document, parts or (document,), builder)]
    counted_apart = document.arrangement in _COUNTED_APART
    counted = flows if counted_apart else [list(chain.from_iterable(flows))]
    # Where things begin has to be known on all pages before any is set: a contents comes before them.
    headings = [_note_pages(regions, document, references, theme) for regions in counted]
    runs = [_pages(*each, theme, findings) for each in zip(counted, headings, strict=True)]
    return _back_to_back(runs, theme) if counted_apart else tuple(runs[0])


#: The arrangements that set each language on pages of its own.
_APART = frozenset({"stacked", "tumble"})
#: Those that begin to count pages anew in each.
_COUNTED_APART = frozenset({"tumble"})


def _pages(
    regions: Sequence[Region], headings: Sequence[str], theme: Theme, findings: Findings
) -> list[Page]:
    """Set pages that are counted from 1."""
    count = len(regions)
    return [
        _page(region, PageFacts(number, count, heading, region.band is not None), theme, findings)
        for number, (region, heading) in enumerate(zip(regions, headings, strict=True), 1)
    ]


def _back_to_back(halves: Sequence[Sequence[Page]], theme: Theme) -> tuple[Page, ...]:
    """Return the pages of all halves, each on leaves of its own: a front begins it, a back ends it.

    A blank page bears no number and is not counted in "Page 1 of 1", since nobody looks for it.
    """
    pages: list[Page] = []
    for index, half in enumerate(halves):
        blank = [Page(len(half) + 1, theme.width, theme.height, ())] * (len(half) % 2)
        for page in (*half, *blank):
            pages.append(replace(page, number=len(pages) + 1, label=page.number, turned=index > 0))
    return tuple(pages)


def _references(document: n.Document) -> References:
    notes: dict[str, n.Note] = {}
    marks: dict[str, n.NoteReference] = {}
    wanted: set[str] = set()
    blocks: dict[str, n.Block] = {}
    for node in document.walk():
        if type(node) is n.Note and node.id:
            notes[node.id] = node
        elif type(node) is n.NoteReference:
            marks.setdefault(node.note, node)
        elif type(node) is n.Reference:
            wanted.add(node.target)
        elif isinstance(node, n.Block) and node.id:
            blocks[node.id] = node
    return References(notes, marks, {id_: block for id_, block in blocks.items() if id_ in wanted})


def _flow(
    boxes: list[Box], whole: n.Document | n.Part, parts: Sequence[n.Document | n.Part], builder: Builder
) -> list[Region]:
    """Divide the boxes over pages, as many as the whole may take."""
    notes = [{note.id or "": builder.note(note) for note in _foot_notes(part)} for part in parts]
    footnotes = Footnotes(notes, builder.theme, tuple(_runs_to_the_left(part) for part in parts))
    regions = divide(boxes, whole.furniture, footnotes, builder.theme, builder.findings)
    if _runs_to_the_left(whole):
        regions = [replace(region, to_the_left=True) for region in regions]
    _check_budget(whole, regions, builder.theme, builder.findings)
    return regions


def _runs_to_the_left(part: n.Document | n.Part) -> bool:
    return direction_of(part.lang) == "rtl"


def _foot_notes(part: n.Node) -> Iterable[n.Note]:
    """Yield the notes at the foot of pages in their order; texts, which are most of a tree, hold none."""
    rest: list[n.Node] = [part]
    while rest:
        node = rest.pop()
        if type(node) is n.Notes and node.foot:
            yield from node.notes
        elif isinstance(node, n.Container | n.Beside):
            rest += node.children[::-1]


def _note_pages(
    regions: Sequence[Region], document: n.Document, references: References, theme: Theme
) -> list[str]:
    """Note on which page each target begins; return the running heading of each page."""
    runs = any(
        isinstance(inline, n.RunningHeading)
        for one in document.furniture
        for inline in (*one.start, *one.end)
    )
    headings = [""] * len(regions)
    if not runs and not references.targets:
        return headings
    heading = ""
    # What stands beside the text is headed for itself.
    aside = {node for callout in document.walk() if type(callout) is n.Callout for node in callout.walk()}
    for number, region in enumerate(regions, 1):
        for node in region.anchors(theme):
            if isinstance(node, n.Heading) and node.level <= _RUNNING_LEVEL and node not in aside:
                heading = "".join(characters(node.content))
            if isinstance(node, n.Block) and node.id and node.id in references.targets:
                references.pages.setdefault(node.id, number)
        headings[number - 1] = heading
    return headings


#: The lowest level of headings that run at the head of pages.
_RUNNING_LEVEL = 2


def _check_budget(
    whole: n.Document | n.Part, regions: list[Region], theme: Theme, findings: Findings
) -> None:
    """A template may promise a number of pages: a sheet of paper has two."""
    if whole.pages is None or len(regions) <= whole.pages:
        return
    width = theme.text_width
    over = sum(region.content.height(width) for region in regions[whole.pages :])
    edition = f"{whole.arrangement} edition" if isinstance(whole, n.Document) and whole.arrangement else ""
    named = whole.named or whole.lang
    span, block, line = _blame(regions, whole)
    where = f"`{_shortened(line)}`" if line else "here"
    begins = f"; page {whole.pages + 1} begins in the block `{block}`" if block else ""
    findings.error(
        _TOO_LONG,
        f"the {edition or f'`{named}` edition'} takes {len(regions)} pages, its template allows "
        f"{whole.pages}{begins}",
        span,
        label=f"{over:.0f} points over, from {where} on",
        hint="shorten the text, or choose a template with more pages",
    )


def _shortened(line: str) -> str:
    """Return the first words of a line, by which it is found in a file."""
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0] or line[:_SHOWN]}…"


#: How many characters of a line are shown.
_SHOWN = 40


def _blame(regions: list[Region], whole: n.Document | n.Part) -> tuple[Span, str, str]:
    """Return where the surplus begins: in the brief rather than in the template.

    Returns:
        The place; the id of the block; the line, where it is one in the midst of a text.
    """
    surplus = [box for region in regions[whole.pages :] for box in region.content.walk() if box.span.line]
    first = next((box for box in surplus if not box.span.path.startswith(BUILTIN)), None)
    if first is None:
        return (surplus[0].span if surplus else NOWHERE), "", ""
    inside = bare(first)
    node: n.Node | None = getattr(inside, "node", None)
    around = [block for block in whole.walk() if isinstance(block, n.Block) and block.id]
    # An edition in several languages gives ids an end, `trees.fr-CA`, that the brief does not have.
    inner = (
        str(block.id).partition(".")[0]
        for block in reversed(around)
        if any(one is node for one in block.walk())
    )
    line, span = inside.beginning() if isinstance(inside, TextBox) else ("", first.span)
    return span, next(inner, ""), line


def _page(region: Region, facts: PageFacts, theme: Theme, findings: Findings) -> Page:
    sink = Sink(theme.height, edges=theme.width if region.to_the_left else None)
    if region.band is not None:
        region.band.place(0.0, 0.0, theme.width, sink)
    bottom = bottom_of(theme)
    if region.notes is not None:
        bottom -= region.notes.height(theme.text_width)
    above = bottom - theme.measures["note.gap"] if region.notes else bottom
    _place_content(region, above, theme, sink)
    if region.notes is not None:
        left, gap = theme.measures["page.left"], theme.measures["note.gap"]
        sink.rectangle(left, bottom - gap / 2, _NOTE_RULE, 0.5, theme.palette["rule"])
        region.notes.place(left, bottom, theme.text_width, sink)
    place_furniture(region.furniture, facts, theme, findings, sink)
    return Page(facts.number, theme.width, theme.height, tuple(sink.painted()))


#: The length of the rule above notes at the foot of a page.
_NOTE_RULE = 96.0


def _place_content(region: Region, bottom: float, theme: Theme, sink: Sink) -> None:
    """Place a page's stack, its last box at the foot under a rule where it wants to stand there."""
    content, x, y = region.content, theme.measures["page.left"], top_of(region.band, theme)
    width = theme.text_width
    last = content.boxes[-1] if isinstance(content, Stack) and content.boxes else None
    if last is None or not last.at_foot:
        content.place(x, y, width, sink)
        return
    assert isinstance(content, Stack)
    Stack(content.boxes[:-1], content.grid).place(x, y, width, sink)
    top = bottom - last.height(width)
    sink.rectangle(x, top - last.before / 2, width, 0.5, theme.palette["rule"])
    last.place(x, top, width, sink)
