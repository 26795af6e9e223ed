"""What a published edition says, and where: what the next change memo compares with.

Old PDFs are not kept. So each edition that is published leaves a record of its sentences, the facts in them
and their boxes on the pages, below ``output/.briefpress/said/``. A record is a cache, protected as the ledger
is: one that is lost or damaged costs the "before" of the next memo, which says so, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.json import encode

from briefpress.build.ledger import head_of
from briefpress.build.project import Edition
from briefpress.build.publication import publish
from briefpress.workspace import Workspace

#: Where the records lie in a project, each below the name of its brief.
FOLDER = "output/.briefpress/said"
#: A reader of another version knows nothing of what was said before.
VERSION = 1


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Quoted(NamedTuple):
    """A fact that a block prints.

    Attributes:
        fact: Its id.
        start: Where its characters begin in the block's text.
        end: Where they end.
        boxes: Where they stand.
    """

    fact: str
    start: int
    end: int
    boxes: tuple[Box, ...]


class SaidBlock(NamedTuple):
    """A paragraph, a cell, a label, a bar of a chart, or the words that stand for a picture.

    Attributes:
        lang: BCP 47.
        text: Its characters.
        file: The file that it was written in.
        line: The line there.
        boxes: What it takes of each page that it stands on.
        around: The same of what it is a part of, as a cell is of its row; empty where it is a whole.
        facts: The facts in it.
    """

    lang: str
    text: str
    file: str
    line: int
    boxes: tuple[Box, ...]
    around: tuple[Box, ...]
    facts: tuple[Quoted, ...]


class SaidFact(Struct, frozen=True):
    """A fact as it was when an edition used it.

    Attributes:
        label: What it measures, by language.
        shown: Its value as a sentence prints it, with its qualifier, by language.
        type: One of `briefpress.facts.FactType`.
        value: Its exact number; None for dates, ranges and texts.
        unit: As the fact has it, like the three below.
        currency: Of money.
        scale: Of money and numbers.
        qualifier: How exact the source says it is.
        inputs: The ids of the facts that it is computed from.
        note: A digest of its note, in all languages; empty where it has none.
    """

    label: Mapping[str, str]
    shown: Mapping[str, str]
    type: str
    value: str | None = None
    unit: str | None = None
    currency: str | None = None
    scale: str | None = None
    qualifier: str | None = None
    inputs: tuple[str, ...] = ()
    note: str = ""

    @property
    def meaning(self) -> tuple[object, ...]:
        """What makes two values the same figure: a changed label or note is none."""
        # Of words the characters are all there is.
        shown = None if self.value is not None else tuple(sorted(self.shown.items()))
        return (self.type, self.value, self.unit, self.currency, self.scale, self.qualifier, shown)


class Said(Struct, frozen=True):
    """What an edition says.

    Attributes:
        title: Its title.
        pages: A digest of what each page looks like.
        blocks: In reading order.
        facts: Those that it uses, by id.
        output: SHA-256 of its PDF.
    """

    title: str
    pages: tuple[str, ...]
    blocks: tuple[SaidBlock, ...]
    facts: Mapping[str, SaidFact] = field(default_factory=dict)
    output: str = ""

    def to_json(self) -> str:
        """Return the file's text: the digest of what follows it, then that."""
        data = {
            "version": VERSION,
            "output": self.output,
            "title": self.title,
            "pages": self.pages,
            "facts": {name: _plain(fact) for name, fact in self.facts.items()},
            "blocks": self.blocks,
        }
        body = encode(data, order="sorted").decode("utf-8") + "\n"
        return f"{head_of(body)}\n{body}"


class Republished(Struct, frozen=True):
    """An edition whose PDF a build replaced.

    Attributes:
        edition: Which.
        old_pdf: The bytes that were there.
        old: What they said, or None where nothing says so.
        pdf: The bytes that are there now.
        said: What they say.
    """

    edition: Edition
    old_pdf: bytes
    old: Said | None
    pdf: bytes
    said: Said


def _plain(fact: SaidFact) -> dict[str, object]:
    values = {name: getattr(fact, name) for name in SaidFact.__struct_fields__}
    return {name: value for name, value in values.items() if value not in (None, (), "")}


def place_of_said(output: str) -> str:
    """Return the path of the record of a PDF, whose own path is given."""
    return f"{FOLDER}{output.removeprefix('output').removesuffix('.pdf')}.json"


def read_said(workspace: Workspace, edition: Edition, pdf: bytes) -> Said | None:
    """Return what a published PDF says, or None where nothing that can be trusted says so.

    Args:
        workspace: The project.
        edition: The edition.
        pdf: The PDF as it is there: a record of another one is of no use.
    """
    try:
        text = (workspace.root / place_of_said(edition.output)).read_text("utf-8")
        head, _, body = text.partition("\n")
        said = parse_said(text) if head == head_of(body) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return said if said is not None and said.output == hashlib.sha256(pdf).hexdigest() else None


def parse_said(text: str) -> Said:
    """Return the record that `Said.to_json` wrote.

    Raises:
        ValueError: Another version wrote it.
    """
    return _parse(json.loads(text.partition("\n")[2]))


def keep_said(root: Path, edition: Edition, text: str) -> None:
    """Keep what an edition says now; where it cannot be kept, the next memo has no "before"."""
    path = root / place_of_said(edition.output)
    data = text.encode("utf-8", "surrogatepass")
    with suppress(OSError):
        if not path.is_file() or path.read_bytes() != data:
            publish(path, data, is_cache=True)


def forget_said(root: Path, output: str) -> None:
    """Delete the record of a PDF that was deleted."""
    path = root / place_of_said(output)
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()


def _parse(data: Any) -> Said:
    if data["version"] != VERSION:
        raise ValueError("written by another version")
    facts = {}
    for name, values in data["facts"].items():
        facts[name] = SaidFact(**{**values, "inputs": tuple(values.get("inputs", ()))})
    return Said(
        title=data["title"],
        pages=tuple(data["pages"]),
        blocks=tuple(
            SaidBlock(lang, text, file, line, _boxes(boxes), _boxes(around), tuple(map(_quoted, quoted)))
            for lang, text, file, line, boxes, around, quoted in data["blocks"]
        ),
        facts=facts,
        output=data["output"],
    )


def _boxes(raw: Any) -> tuple[Box, ...]:
    return tuple(Box(int(page), *map(float, edges)) for page, *edges in raw)


def _quoted(raw: Any) -> Quoted:
    fact, start, end, boxes = raw
    return Quoted(fact, start, end, _boxes(boxes))
