"""Where facts are printed: edition, page, place in the brief, sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from briefpress.build.project import Edition
from briefpress.build.render import Renderer
from briefpress.build.saying import own_inlines
from briefpress.diagnostics import Findings, Span
from briefpress.document.charts import Chart
from briefpress.document.nodes import Document, Inline, Node, Text, Trend
from briefpress.page import Area, Page, PlacedRun

#: Where a sentence ends: behind a small letter, a digit or a closing sign, so not in "U.S. forces".
_SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ0-9%)\]»”][.!?…])[\s\u00a0]+(?=[A-ZÀ-Þ«“0-9])")


class PrintedFact(Struct, frozen=True):
    """One place that prints a fact.

    Attributes:
        fact: Its id.
        pages: The numbers of the pages that it stands on; two where a line ends inside.
        span: The place in the brief, or in the template, that quotes it.
        text: The characters that are printed.
        sentence: The sentence around them, or the whole of a label, a cell, a bar.
    """

    fact: str
    edition: Edition
    pages: tuple[int, ...]
    span: Span
    text: str
    sentence: str


def places_of(
    renderer: Renderer, editions: Sequence[Edition], ids: Collection[str], findings: Findings
) -> Iterator[PrintedFact]:
    """Yield the places that print facts, in reading order.

    Args:
        renderer: Of the project.
        editions: Where to look.
        ids: The facts.
        findings: Collects what is wrong with the editions; one that cannot be laid out has no places.
    """
    for edition in editions:
        laid_out = renderer.lay_out(edition, findings)
        if laid_out is not None:
            yield from _in_document(*laid_out, edition, ids)


def _in_document(
    document: Document, pages: Sequence[Page], edition: Edition, ids: Collection[str]
) -> Iterator[PrintedFact]:
    pages_of: dict[tuple[int, str], dict[int, None]] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, PlacedRun) and item.fact is not None and item.node is not None:
                pages_of.setdefault((id(item.node), item.fact), {})[page.number] = None
            elif isinstance(item, Area) and isinstance(item.node, Trend):
                for fact in (item.node.fact or "", *(fact for _, _, fact in item.node.points)):
                    pages_of.setdefault((id(item.node), fact), {})[page.number] = None
    for node in document.walk():
        if isinstance(node, Inline):
            continue
        own = {id(inner) for inner in (node, *own_inlines(node))}
        for fact, span, text, sentence in _quotations(node, ids):
            found = {
                number
                for (at, name), numbers in pages_of.items()
                for number in numbers
                if name == fact and at in own
            }
            yield PrintedFact(fact, edition, tuple(sorted(found)), span, text, sentence)


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text begin and end: 0, each end but the last, its length."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]


def _quotations(node: Node, ids: Collection[str]) -> Iterator[tuple[str, Span, str, str]]:
    """Yield each fact that a block prints itself: id, place, characters, sentence."""
    if isinstance(node, Chart):
        for bar in node.items:
            if bar.fact is not None and bar.fact in ids:
                yield bar.fact, bar.span, bar.text, f"{bar.label} {bar.text}"
            if bar.target is not None and bar.target[2] in ids:
                yield bar.target[2], bar.span, bar.target[1], f"{bar.label} {bar.target[1]}"
        return
    if isinstance(node, Trend):
        # It prints no digits: what it says of all of them is its alternative text.
        for fact in (node.fact or "", *(fact for _, _, fact in node.points)):
            if fact in ids:
                yield fact, node.span, "", node.alt
        return
    leaves = [leaf for leaf in own_inlines(node) if isinstance(leaf, Text)]
    if not any(leaf.fact in ids for leaf in leaves):
        return
    line = "".join(leaf.text for leaf in leaves)
    ends = sentence_ends(line)
    at, index = 0, 0
    while index < len(leaves):
        # The pieces of one fact, such as a number and its raised ending, are one quotation.
        first, start = leaves[index], at
        while index < len(leaves) and leaves[index].fact == first.fact and leaves[index].span == first.span:
            at += len(leaves[index].text)
            index += 1
        if first.fact is not None and first.fact in ids:
            begin = max(end for end in ends if end <= start)
            stop = min(end for end in ends if end >= at)
            yield first.fact, first.span, line[start:at], line[begin:stop].strip()
