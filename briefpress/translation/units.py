"""The texts of a brief as translators meet them: one after the other, each with a name that stays.

A unit is named by the ids and keys on the way to it: ``title``, ``fms.heading``, ``figures.figures.1.label``
(the second entry of the list ``figures`` of the block ``figures``), ``sales.rows.0.2``, ``notes.shares``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefpress.facts import Localized
from briefpress.merge.brief import Brief, BriefText, Record, Row

NOTES = "notes"


class Unit(Struct, frozen=True, eq=False):
    """A text of a brief in all its languages.

    Attributes:
        id: Its name, unique in the brief.
        group: What is approved and goes stale together: the id of a block, ``notes.NAME``, or the key of a
            text of the brief as a whole.
        key: The last key that names what it is: ``text``, ``alt``, ``label``; of a cell, ``rows``.
        text: The text.
    """

    id: str
    group: str
    key: str
    text: BriefText

    @property
    def localized(self) -> Localized:
        """Its languages, each with its place."""
        return self.text.localized


def units_of(brief: Brief) -> Iterator[Unit]:
    """Yield the texts of a brief that differ by language, in the order of its file.

    A text that stands for all languages at once (``value: "{{ norad.years }}"``) has nothing to translate.
    """
    for key, text in brief.head.items():
        if text is not None and _is_translated(text):
            yield Unit(key, key, key, text)
    for block in brief.blocks():
        yield from _units_in(block.fields, block.id, block.id)
    for name, text in brief.notes.items():
        if _is_translated(text):
            yield Unit(f"{NOTES}.{name}", f"{NOTES}.{name}", "text", text)


def source_language(brief: Brief) -> str:
    """Return the language that the others are translated from: the one that the brief lists first."""
    return brief.languages[0]


def _units_in(record: Record, path: str, group: str) -> Iterator[Unit]:
    for key, value in record.values.items():
        if isinstance(value, BriefText):
            if _is_translated(value):
                yield Unit(f"{path}.{key}", group, key, value)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                inside = f"{path}.{key}.{number}"
                if isinstance(item, Record):
                    yield from _units_in(item, inside, group)
                elif isinstance(item, Row):
                    cells = enumerate(item.cells)
                    yield from (Unit(f"{inside}.{n}", group, key, c) for n, c in cells if _is_translated(c))


def _is_translated(text: BriefText) -> bool:
    leaves = list(text.localized.leaves.values())
    return len(leaves) > 1 and any(leaf is not leaves[0] for leaf in leaves[1:])
