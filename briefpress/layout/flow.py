"""Boxes -> what each page shows of them, with the notes at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, Box, Fit, Overflow, Split
from briefpress.layout.panels import BandBox
from briefpress.layout.parallel import ParallelBox
from briefpress.layout.stack import Stack, column_width
from briefpress.layout.theme import Theme
from briefpress.layout.wrappers import AnchorFinder

#: More pages than this and something is wrong: a brief is short.
MAX_PAGES = 500

#: The most of a page that notes may take, where all would leave too little room for what they are notes to.
_MOST_NOTES = 0.5


class Region(Struct, frozen=True):
    """What one page shows.

    Attributes:
        band: The title band, where it has one.
        content: What stands below.
        notes: Those at its foot, or None.
        furniture: What can stand at its head and its foot.
        to_the_left: Whether it is of a language that runs from right to left.
    """

    band: BandBox | None
    content: Box
    notes: Box | None
    furniture: tuple[n.Furniture, ...]
    to_the_left: bool = False

    def anchors(self, theme: Theme) -> list[n.Node]:
        """Return the nodes that begin here: headings, marks of notes, what references lead to."""
        finder = AnchorFinder()
        if self.band is not None:
            self.band.place(0.0, 0.0, theme.width, finder)
        self.content.place(0.0, 0.0, theme.text_width, finder)
        return finder.nodes


def top_of(band: BandBox | None, theme: Theme) -> float:
    """Return where the text of a page begins, from its head."""
    return band.height(theme.width) + band.after if band else theme.measures["page.top"]


def bottom_of(theme: Theme) -> float:
    """Return where the text of a page ends, from its head."""
    return theme.height - theme.measures["page.bottom"]


def divide(
    boxes: list[Box],
    furniture: tuple[n.Furniture, ...],
    footnotes: Footnotes,
    theme: Theme,
    findings: Findings,
) -> list[Region]:
    """Divide boxes over pages.

    Args:
        boxes: From top to bottom; the first may be the title band.
        furniture: That of the pages.
        footnotes: The notes that stand at the foot of pages.
        theme: Looks.
        findings: Collects what is too large for any page.

    Returns:
        The pages, first to last; none where something is too large.
    """
    band = boxes.pop(0) if boxes and isinstance(boxes[0], BandBox) else None
    if isinstance(band, BandBox) and band.height(theme.width) > bottom_of(theme) / 2:
        findings.error(
            "LAYOUT005",
            "the title band takes more than half of the page",
            band.content.span,
            hint="shorten the title and what stands with it",
        )
        return []
    regions: list[Region] = []
    rest: Box | None = Stack(boxes)
    while len(regions) < MAX_PAGES:
        this = band if isinstance(band, BandBox) and not regions else None
        height = bottom_of(theme) - top_of(this, theme)
        page = footnotes.fill(rest, height)
        if isinstance(page, Overflow):
            assert rest is not None
            if this is not None and not isinstance(footnotes.fill(rest, theme.room), Overflow):
                # A page without a band has room for it.
                regions.append(Region(this, Stack(()), None, furniture))
                continue
            fit = rest.fit(theme.text_width, height)
            span = page.span if page.span.line or isinstance(fit, Fit) else fit.span
            findings.error(
                "LAYOUT005",
                f"this does not fit on a page: {page.reason}",
                span,
                label=f"{page.excess:.0f} points too high",
                hint="shorten it, or divide it into several blocks",
            )
            return []
        regions.append(Region(this, page.content, page.notes, furniture))
        rest = page.rest
        footnotes = page.footnotes
        if rest is None and not footnotes.carried:
            return regions
    findings.error("LAYOUT005", f"the document has more than {MAX_PAGES} pages", None, hint="shorten it")
    return []


class Filled(Struct, frozen=True):
    """A page.

    Attributes:
        content: What it has of the flow.
        notes: What stands at its foot, or None.
        rest: What goes on on the next page, or None.
        footnotes: The notes as they are after it.
    """

    content: Box
    notes: Box | None
    rest: Box | None
    footnotes: Footnotes


class Footnotes(Struct, frozen=True):
    """The notes of a document that stand at the foot of pages; immutable, so that a layout may try.

    Attributes:
        boxes: The notes by id, in the order of their numbers; for each language that is on a page its own.
        theme: Looks.
        to_the_left: For each language, whether it runs from right to left.
        said: The ids of those that stand on earlier pages.
        carried: For each language, what a page before had no room for.
    """

    boxes: Sequence[Mapping[str, Box]]
    theme: Theme
    to_the_left: tuple[bool, ...]
    said: frozenset[str] = frozenset()
    carried: tuple[Stack, ...] = ()

    def fill(self, rest: Box | None, height: float) -> Filled | Overflow:
        """Fill a page with what fits into a height together with the notes that it has marks of.

        Args:
            rest: The flow, or None where only notes are left.
            height: Of the page's text.
        """
        if rest is None:
            return self._page(Stack(()), None, frozenset(), height)
        width = self.theme.text_width
        # A page that has the text of a smaller one has no other notes: what fits beside the notes of all
        # that would fit alone fits beside its own, which may be fewer.
        room = height - self._foot_height(frozenset())
        page = self._try(rest, width, room)
        if isinstance(page, Overflow) or not any(self.boxes):
            return page if isinstance(page, Overflow) else self._page(*page, frozenset(), height)
        marks = self._marks(page[0])
        if page[0].height(width) + self._foot_height(marks) <= height + EPSILON:
            return self._page(*page, marks, height)
        smaller = self._try(rest, width, height - self._foot_height(marks))
        if isinstance(smaller, Overflow):
            smaller = self._try(rest, width, height * (1 - _MOST_NOTES))
        if isinstance(smaller, Overflow):
            return self._page(*page, marks, height)
        marks = self._marks(smaller[0])
        larger = self._try(rest, width, height - self._foot_height(marks))
        if not isinstance(larger, Overflow):
            more = self._marks(larger[0])
            if larger[0].height(width) + self._foot_height(more) <= height + EPSILON:
                return self._page(*larger, more, height)
        return self._page(*smaller, marks, height)

    # ---- inside

    def _try(self, rest: Box, width: float, height: float) -> tuple[Box, Box | None] | Overflow:
        """Return what of the flow fits into a height, and what is left of it."""
        if isinstance(rest.fit(width, height), Fit):
            return rest, None
        part = rest.split(width, height)
        return (part.head, part.tail) if isinstance(part, Split) else part

    def _marks(self, content: Box) -> frozenset[str]:
        """Return the ids of the notes that some content is the first to refer to."""
        finder = AnchorFinder()
        content.place(0.0, 0.0, self.theme.text_width, finder)
        marks = {node.note for node in finder.nodes if isinstance(node, n.NoteReference)}
        return frozenset(marks) - self.said

    def _stacks(self, marks: frozenset[str]) -> tuple[Stack, ...]:
        """Return for each language what was carried over, then the notes with the ids."""
        carried = self.carried or tuple(Stack(()) for _ in self.boxes)
        return tuple(
            Stack((*stack.boxes, *(box for id_, box in boxes.items() if id_ in marks)))
            for stack, boxes in zip(carried, self.boxes, strict=True)
        )

    def _side_by_side(self, stacks: Iterable[Stack]) -> Box | None:
        """Return the box of the notes; None where there is none."""
        columns = list(stacks)
        if not any(stack.boxes for stack in columns):
            return None
        if len(columns) == 1:
            return columns[0]
        return ParallelBox(columns, self.theme.measures["page.gutter"], self.to_the_left)

    def _foot_height(self, marks: frozenset[str]) -> float:
        """Return the height of the notes and of the space above them."""
        box = self._side_by_side(self._stacks(marks))
        return box.height(self.theme.text_width) + self.theme.measures["note.gap"] if box else 0.0

    def _page(self, content: Box, rest: Box | None, marks: frozenset[str], height: float) -> Filled:
        """Return a page; of its notes, those that it has no room for are carried over to the next."""
        width = self.theme.text_width
        room = height - content.height(width) - self.theme.measures["note.gap"]
        here, later = [], []
        stacks = self._stacks(marks)
        inner = column_width(width, len(stacks), self.theme.measures["page.gutter"])
        for stack in stacks:
            part = None if stack.height(inner) <= room + EPSILON else stack.split(inner, room)
            if part is None:
                here.append(stack)
                later.append(Stack(()))
            elif isinstance(part, Split):
                assert isinstance(part.head, Stack) and isinstance(part.tail, Stack)
                here.append(part.head)
                later.append(part.tail)
            else:
                here.append(Stack(()))
                later.append(stack)
        carried = tuple(later) if any(stack.boxes for stack in later) else ()
        after = replace(self, said=self.said | marks, carried=carried)
        return Filled(content, self._side_by_side(here), rest, after)
