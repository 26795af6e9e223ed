"""Document and placed pages -> what the edition says, and where (`briefpress.build.said`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from briefpress.build.fingerprint import digest
from briefpress.build.said import Box, Quoted, Said, SaidBlock, SaidFact
from briefpress.diagnostics import Findings
from briefpress.document.charts import Chart, ChartItem
from briefpress.document.nodes import (
    Document,
    Image,
    Inline,
    KeyFigure,
    LineBreak,
    Node,
    Note,
    NoteReference,
    QrCode,
    Row,
    Term,
    Text,
    Trend,
)
from briefpress.facts import Fact, FactBook, FactType
from briefpress.merge import FactPrinter
from briefpress.page import Area, Page, Picture, PlacedRun, describe

#: How far the letters of a run reach above and below the baseline, in sizes: enough for capitals and accents.
_ASCENT, _DESCENT = 0.8, 0.24
#: Digits of the digest of a page: it is only compared with that of the same page before.
_DIGEST = 16

#: The number of a page, and left, bottom, right and top of a rectangle on it, not rounded yet.
_Edges: TypeAlias = tuple[int, float, float, float, float]
#: Where a node's characters stand: the fact that they print, and the rectangle.
_Marks: TypeAlias = dict[int, list[tuple[str | None, _Edges]]]


def said_of(document: Document, pages: Sequence[Page], facts: Mapping[str, SaidFact]) -> Said:
    """Return what a laid-out edition says; of which PDF it is, is not known yet.

    Args:
        document: Its node tree.
        pages: Its pages.
        facts: The facts that it uses.
    """
    marks = _marks(pages)
    wholes = _wholes(document, marks)
    blocks = [
        block
        for node in document.walk()
        if not isinstance(node, Inline)
        for block in _blocks(node, marks, wholes.get(id(node), ()))
    ]
    return Said(document.title, tuple(map(_digest, pages)), tuple(blocks), facts)


def own_inlines(node: Node) -> Iterator[Inline]:
    """Yield the inlines of a block itself, but not those of blocks inside it."""
    rest: list[Node] = list(reversed(node.children))
    while rest:
        inner = rest.pop()
        if isinstance(inner, Inline) and not isinstance(inner, NoteReference):
            yield inner
            rest.extend(reversed(inner.children))


# ---- blocks

#: What is read as one: a cell says little without its row, a figure without its label.
_WHOLES = (Row, KeyFigure, Term)


def _wholes(document: Document, marks: _Marks) -> dict[int, tuple[Box, ...]]:
    """Return what the parts of rows, key figures and terms stand in, by the identity of the part."""
    found: dict[int, tuple[Box, ...]] = {}
    for node in document.walk():
        if isinstance(node, _WHOLES):
            parts = list(node.walk())
            boxes = _together(box for part in parts for _, box in marks.get(id(part), ()))
            found.update((id(part), boxes) for part in parts if not isinstance(part, Inline))
    return found


def _marks(pages: Iterable[Page]) -> _Marks:
    marks: _Marks = {}
    for page in pages:
        number = page.number
        for item in page.items:
            node = item.node
            if node is None:
                continue
            edges: _Edges
            if isinstance(item, PlacedRun):
                run, x = item.run, item.x
                size, base = run.size, item.y + run.rise
                edges = (number, x, base - _DESCENT * size, x + run.width, base + _ASCENT * size)
                marks.setdefault(id(node), []).append((item.fact, edges))
            elif isinstance(item, Area | Picture):
                edges = (number, item.x, item.y, item.x + item.width, item.y + item.height)
                marks.setdefault(id(node), []).append((None, edges))
    return marks


def _rounded(edges: Iterable[_Edges]) -> tuple[Box, ...]:
    """Return boxes; of rectangles, the box around is the same whether they were rounded before or not."""
    return tuple(
        [
            Box(p, round(left, 1), round(low, 1), round(right, 1), round(top, 1))
            for p, left, low, right, top in edges
        ]
    )


def _blocks(node: Node, marks: _Marks, whole: tuple[Box, ...]) -> Iterator[SaidBlock]:
    """Yield what a block says itself: nothing, one block, or one for each bar of a chart."""
    if isinstance(node, Chart):
        yield _pictured(node, node.alt, marks, whole)
        yield from (_bar(node, item, marks, whole) for item in node.items)
        return
    if isinstance(node, Trend | Image | QrCode):
        yield _pictured(node, node.alt, marks, whole)
        return
    leaves = [leaf for leaf in own_inlines(node) if not isinstance(node, Note) or leaf is not node.number]
    text, quoted, found = "", [], []
    for leaf in leaves:
        if isinstance(leaf, LineBreak):
            text += " "
        if not isinstance(leaf, Text):
            continue
        own = marks.get(id(leaf), [])
        found += [box for _, box in own]
        if leaf.fact is not None:
            quoted.append((leaf, len(text), _rounded(edges for _, edges in own)))
        text += leaf.text
    if text.strip():
        span = next((leaf.span for leaf in leaves if leaf.span.path), node.span)
        facts = tuple(
            Quoted(leaf.fact or "", start, start + len(leaf.text), _lines(boxes))
            for leaf, start, boxes in quoted
        )
        yield SaidBlock(node.lang, text, span.path, span.line, _together(found), whole, facts)


def _pictured(
    node: Chart | Trend | Image | QrCode, alt: str, marks: _Marks, whole: tuple[Box, ...]
) -> SaidBlock:
    boxes = _together(box for _, box in marks.get(id(node), ()))
    return SaidBlock(node.lang, alt, node.span.path, node.span.line, boxes, whole, ())


def _bar(chart: Chart, item: ChartItem, marks: _Marks, whole: tuple[Box, ...]) -> SaidBlock:
    text = f"{item.label} {item.text}"
    boxes = _together(box for fact, box in marks.get(id(chart), ()) if fact is not None and fact == item.fact)
    facts = (Quoted(item.fact, len(item.label) + 1, len(text), boxes),) if item.fact else ()
    return SaidBlock(chart.lang, text, item.span.path, item.span.line, boxes, whole, facts)


def _together(rectangles: Iterable[_Edges]) -> tuple[Box, ...]:
    """Return one box for each page."""
    on: dict[int, _Edges] = {}
    for edges in rectangles:
        known = on.get(edges[0])
        on[edges[0]] = edges if known is None else _around(known, edges)
    return _rounded(on.values())


def _lines(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Return one box for each line: what follows on the same height belongs together."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last is not None and last.page == box.page and last.bottom < box.top and box.bottom < last.top:
            lines[-1] = around(last, box)
        else:
            lines.append(box)
    return tuple(lines)


def _around(one: _Edges, other: _Edges) -> _Edges:
    page, left, bottom, right, top = one
    _, x, y, end, head = other
    return (
        page,
        left if left <= x else x,
        bottom if bottom <= y else y,
        right if right >= end else end,
        top if top >= head else head,
    )


def around(one: Box, other: Box) -> Box:
    """Return the box around two of a page."""
    return Box(
        one.page,
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _digest(page: Page) -> str:
    sha = hashlib.sha256(describe((page,)).encode("utf-8", "surrogatepass"))
    for item in page.items:
        if isinstance(item, Picture):  # of which the description has the place alone
            sha.update(item.data)
    return sha.hexdigest()[:_DIGEST]


# ---- facts


#: Facts that have no one value; each of their points or cells is a fact.
_MANY = (FactType.SERIES, FactType.TABLE)


class FactSayer:
    """Says facts as a memo will print them, each once.

    Args:
        book: The facts.
        printers: For each language of the project.
    """

    def __init__(self, book: FactBook, printers: Mapping[str, FactPrinter]) -> None:
        self._book = book
        self._printers = printers
        self._known: dict[str, SaidFact | None] = {}

    def of(self, ids: Iterable[str]) -> dict[str, SaidFact]:
        """Return what facts say, by their ids in order."""
        return {name: fact for name in sorted(set(ids)) if (fact := self._one(name)) is not None}

    def _one(self, name: str) -> SaidFact | None:
        if name not in self._known:
            fact = self._book.get(name)
            is_value = fact is not None and fact.type not in _MANY
            self._known[name] = self._say(fact) if fact is not None and is_value else None
        return self._known[name]

    def _say(self, fact: Fact) -> SaidFact:
        printed = {lang: _shown(printer, fact) for lang, printer in self._printers.items()}
        shown = {lang: text for lang, text in printed.items() if text}
        return SaidFact(
            label={lang: fact.label.in_or_first(lang).text for lang in self._printers},
            shown=shown,
            type=str(fact.type),
            value=format(Decimal(fact.value), "f") if isinstance(fact.value, Decimal | int) else None,
            unit=fact.unit,
            currency=fact.currency,
            scale=fact.scale,
            qualifier=fact.qualifier,
            inputs=fact.formula.inputs if fact.formula is not None else (),
            note=_note(fact),
        )


def _note(fact: Fact) -> str:
    leaves = fact.note.leaves.items() if fact.note is not None else ()
    return digest(repr([(lang, leaf.text) for lang, leaf in leaves]))[:_DIGEST] if leaves else ""


def _shown(printer: FactPrinter, fact: Fact) -> str:
    """Return a value with its qualifier, or without where no word for it stands before a figure."""
    for form in ("qualified", "long") if fact.qualifier else ("long",):
        printed = printer.text(fact.id, form, fact.value_span, Findings())
        if printed is not None:
            return printed.plain
    return ""
