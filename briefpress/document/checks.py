"""Checks of a whole document: what a validator of the PDF would find too late, or never."""

from __future__ import annotations

from collections.abc import Callable

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n


def check_document(document: n.Document, findings: Findings) -> None:
    """Report headings out of order, references that lead nowhere, and empty parts."""
    for check in _CHECKS:
        check(document, findings)


def _check_title(document: n.Document, findings: Findings) -> None:
    if not document.title.strip():
        findings.error(
            "DOC009",
            "the document has no title",
            document.span,
            hint="give the brief a `title`: it is what a screen reader announces first",
        )


def _check_headings(document: n.Document, findings: Findings) -> None:
    previous = 0
    for node in document.walk():
        if not isinstance(node, n.Heading):
            continue
        if not any(isinstance(c, n.Text) and c.text.strip() for c in node.walk()):
            findings.error("DOC010", "this heading is empty", node.span, hint="write it, or leave it out")
        if previous == 0 and node.level != 1:
            findings.error(
                "DOC010", f"the first heading is of level {node.level}", node.span, hint="begin with an `h1`"
            )
        elif node.level > previous + 1:
            findings.error(
                "DOC010",
                f"this heading jumps from level {previous} to {node.level}",
                node.span,
                hint=f"make it an `h{previous + 1}`; looks are the theme's business",
            )
        previous = node.level


def _check_references(document: n.Document, findings: Findings) -> None:
    ids: dict[str, n.Node] = {}
    for node in document.walk():
        name = node.id if isinstance(node, n.Block) else None
        if not name:
            continue
        if name in ids:
            findings.error(
                "DOC011",
                f"the id `{name}` is given twice",
                node.span,
                hint=f"the first one is at {ids[name].span}",
            )
        ids.setdefault(name, node)
    notes = {node.id for node in document.walk() if isinstance(node, n.Note)}
    for node in document.walk():
        if isinstance(node, n.NoteReference) and node.note not in notes:
            findings.error(
                "DOC012", f"there is no note `{node.note}`", node.span, hint="add it under `notes`"
            )


def _check_links(document: n.Document, findings: Findings) -> None:
    for node in document.walk():
        if isinstance(node, n.Link) and not any(
            isinstance(c, n.Text) and c.text.strip() for c in node.walk()
        ):
            findings.error(
                "DOC008", f"the link to {node.href} has no words", node.span, hint="say where it leads"
            )


_CHECKS: tuple[Callable[[n.Document, Findings], None], ...] = (
    _check_title,
    _check_headings,
    _check_references,
    _check_links,
)
