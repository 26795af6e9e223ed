"""Checks of a whole document: what a validator of the PDF would find too late, or never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from briefpress.diagnostics import Findings, did_you_mean
from briefpress.document import nodes as n


def check_document(document: n.Document, findings: Findings, notes: Iterable[str] = ()) -> None:
    """Report headings out of order, references that lead nowhere, and empty parts.

    Args:
        document: What to check.
        findings: Collects errors.
        notes: The names that references to notes may have been meant for.
    """
    if not document.title.strip():
        findings.error(
            "DOC009",
            "the document has no title",
            document.span,
            hint="write <title>{{ brief.title }}</title> in the layout: a screen reader announces it first",
        )
    nodes: _Nodes = defaultdict(list)
    for node in document.walk():
        nodes[type(node)].append(node)
        if isinstance(node, n.Block) and node.id:
            nodes[n.Block].append(node)
    _check_notes(nodes, notes, findings)
    for check in _CHECKS:
        check(nodes, findings)


#: The nodes of a document in reading order by their class; those with an id also under `Block`.
_Nodes: TypeAlias = dict[type[n.Node], list[Any]]


def _check_headings(nodes: _Nodes, findings: Findings) -> None:
    previous = 0
    for node in nodes[n.Heading]:
        if not _has_words(node):
            findings.error("DOC010", "this heading is empty", node.span, hint="write it, or leave it out")
        if previous == 0 and node.level != 1:
            findings.error(
                "DOC010", f"the first heading is of level {node.level}", node.tag, hint="begin with an `h1`"
            )
        elif node.level > previous + 1:
            findings.error(
                "DOC010",
                f"this heading jumps from level {previous} to {node.level}",
                node.tag,
                hint=f"make it an `h{previous + 1}`; looks are the theme's business",
            )
        previous = node.level


def _check_ids(nodes: _Nodes, findings: Findings) -> None:
    ids: dict[str, n.Block] = {}
    for node in nodes[n.Block]:
        first = ids.setdefault(node.id, node)
        if first is not node:
            findings.error(
                "DOC011",
                f"the id `{node.id}` is given twice",
                node.span,
                hint=f"the first one is at {first.span}; rename one of the two",
            )


def _check_notes(nodes: _Nodes, known: Iterable[str], findings: Findings) -> None:
    notes = {node.id for node in nodes[n.Note] if node.id}
    names = {*known, *(note.removeprefix("note-") for note in notes)}
    for node in nodes[n.NoteReference]:
        if node.note not in notes:
            name = node.note.removeprefix("note-")
            hint = did_you_mean(name, names) or f"add it to the brief's `notes`, with the id `{name}`"
            findings.error("DOC012", f"there is no note `{name}`", node.span, hint=hint)


def _check_links(nodes: _Nodes, findings: Findings) -> None:
    for node in nodes[n.Link]:
        if not _has_words(node):
            findings.error(
                "DOC008", f"the link to {node.href} has no words", node.span, hint="say where it leads"
            )


def _check_targets(nodes: _Nodes, findings: Findings) -> None:
    ids = {node.id for node in nodes[n.Block]}
    for node in nodes[n.Reference]:
        if node.target and node.target not in ids:
            hint = did_you_mean(node.target, ids) or "give the block that it means this `id`"
            message = f"there is nothing with the id `{node.target}`"
            findings.error("DOC012", message, node.span, hint=hint)


def _check_page_numbers(nodes: _Nodes, findings: Findings) -> None:
    for node in (*nodes[n.PageNumber], *nodes[n.PageCount], *nodes[n.RunningHeading]):
        hint = "put it into a `header` or the `footer`: only there does each page have its own"
        findings.error("DOC004", "a page number cannot stand in the text", node.span, hint=hint)


def _has_words(node: n.Node) -> bool:
    return any(isinstance(inner, n.Text) and inner.text.strip() for inner in node.walk())


_CHECKS: tuple[Callable[[_Nodes, Findings], None], ...] = (
    _check_headings,
    _check_ids,
    _check_links,
    _check_targets,
    _check_page_numbers,
)
