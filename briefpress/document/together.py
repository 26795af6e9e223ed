"""Editions of one brief in several languages -> one document that has them all.

Each language stays whole: a part of its own with its language, so that a screen reader reads all of one and
then all of the other, wherever layout puts them on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from briefpress.document import nodes as n

#: The names of editions in several languages.
ARRANGEMENTS: Mapping[str, n.Arrangement] = {
    "parallel": "parallel",
    "stacked": "stacked",
    "tumble": "tumble",
}
#: The most languages of those that have room for so many only: paper has a front and a back.
MOST_LANGUAGES: Mapping[str, int] = {"tumble": 2}
_APART = " / "


def put_together(documents: Sequence[n.Document], arrangement: n.Arrangement) -> n.Document:
    """Make one document of several.

    Args:
        documents: The same brief in each language, the one that comes first before the others.
        arrangement: How they stand on the pages.
    """
    first = documents[0]
    parts = tuple(
        _part(document, f".{document.lang}" if index else "") for index, document in enumerate(documents)
    )
    budgets = [document.pages for document in documents]
    return replace(
        first,
        id=None,
        blocks=parts,
        title=_join(document.title for document in documents),
        author=_join(document.author for document in documents),
        subject=_join(document.subject for document in documents),
        keywords=tuple(dict.fromkeys(word for document in documents for word in document.keywords)),
        furniture=tuple(_joined(documents, furniture) for furniture in first.furniture),
        pages=None if None in budgets else sum(filter(None, budgets)),
        arrangement=arrangement,
    )


def _part(document: n.Document, suffix: str) -> n.Part:
    blocks = tuple(_renamed(block, suffix) for block in document.blocks) if suffix else document.blocks
    return n.Part(
        blocks=blocks,
        furniture=document.furniture,
        pages=document.pages,
        named=document.named,
        lang=document.lang,
        span=document.span,
    )


def _join(texts: Iterable[str]) -> str:
    return _APART.join(dict.fromkeys(filter(None, texts)))


def _joined(documents: Sequence[n.Document], furniture: n.Furniture) -> n.Furniture:
    """Return the furniture of all languages for the same pages, behind one another."""
    same = [
        one
        for document in documents
        for one in document.furniture
        if (one.head, one.on) == (furniture.head, furniture.on)
    ]
    return replace(furniture, start=_side(same, "start"), end=_side(same, "end"))


def _side(furniture: Sequence[n.Furniture], side: str) -> tuple[n.Inline, ...]:
    found: list[n.Inline] = []
    for one in furniture:
        inlines = getattr(one, side)
        # The heading of a page is the same in whatever language it is asked for.
        if any(isinstance(inline, n.RunningHeading) for inline in inlines) and found:
            continue
        if found and inlines:
            found.append(n.Text(text=_APART, lang=furniture[0].lang, span=one.span))
        found += inlines
    return tuple(found)


def _renamed(node: Any, suffix: str) -> Any:
    """Return a node whose ids, and the references to them, end with a suffix: each language has its own."""
    changes: dict[str, Any] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, n.Node):
            changes[name] = _renamed(value, suffix)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            changes[name] = tuple(_renamed(inner, suffix) for inner in value)
    if isinstance(node, n.Block) and node.id:
        changes["id"] = f"{node.id}{suffix}"
    if isinstance(node, n.NoteReference):
        changes["note"] = f"{node.note}{suffix}"
    if isinstance(node, n.Reference | n.PageOf):
        changes["target"] = f"{node.target}{suffix}"
    return replace(node, **changes) if changes else node
