"""Documents -> a digest of what a reader reads in them, which decides their versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from briefpress.document.charts import Chart
from briefpress.document.nodes import Document, Image, Inline, Link, Logo, Node, QrCode, Text, Trend


def digest_of(documents: Iterable[Document]) -> str:
    """Return a digest of what a reader reads: words, links, pictures, the numbers of charts; not of looks.

    How the program builds its tree leaves it alone, as far as that can be: a new release of Briefpress must
    not make new versions of what says the same (`tests/build/test_versions.py` holds one fast).
    """
    data = json.dumps([list(_parts(document)) for document in documents], ensure_ascii=False)
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


# ---- what it says


def _parts(document: Document) -> Iterator[str]:
    yield from (document.lang, _plain(document.title))
    running = [leaf for each in document.furniture for leaf in (*each.start, *each.end)]
    text = ""
    for node in chain(document.walk(), *(leaf.walk() for leaf in running)):
        if isinstance(node, Text):
            text += node.text
            continue
        if isinstance(node, Inline) and not isinstance(node, Link):
            continue
        # Where a block or a link begins, the words before it end.
        if words := _plain(text):
            yield words
        text = ""
        yield from _says(node)
    if words := _plain(text):
        yield words


def _plain(text: str) -> str:
    """Return words without what is typography: kinds of spaces, and where they may be divided."""
    return " ".join(text.replace("\u00ad", "").replace("\u2060", "").replace("\u200b", "").split())


def _says(node: Node) -> Iterator[str]:
    match node:
        case Link():
            yield node.href
        case Logo():
            yield node.href or ""
        case QrCode():
            yield node.href
        case Image():
            yield from (_plain(node.alt), hashlib.sha256(node.data).hexdigest())
        case Trend():
            yield _plain(node.alt)
            for _, value, _ in node.points:
                yield format(value.normalize(), "f")
        case Chart():
            yield _plain(node.alt)
            for item in node.items:
                yield from (_plain(item.label), _plain(item.text), format(item.value.normalize(), "f"))
                if item.target is not None:
                    yield _plain(item.target[1])
