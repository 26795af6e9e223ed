"""What blocks are called in their brief: "Table 2", "Figure 1", section "3.1"."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from briefpress.merge.brief import Brief, BriefBlock

#: The types of blocks that are counted -> what they are, as ``words.yaml`` calls it.
COUNTED: Mapping[str, str] = {"table": "table", "data": "table", "chart": "figure", "image": "figure"}

#: Types whose heading is not that of a section.
_NO_SECTIONS = ("callout", "contact")


class Label(Struct, frozen=True):
    """What a block is called.

    Attributes:
        kind: ``table`` or ``figure``; empty where it is neither.
        number: Among those of its kind, from 1; 0 where it is neither.
        section: The number of the section that it begins, or an empty string.
    """

    kind: str
    number: int
    section: str

    def said(self, words: Mapping[str, str], suffix: str = "") -> str:
        """Return the label in words.

        Args:
            words: Those of ``words.yaml`` in a language.
            suffix: ``_inline`` for a label inside a sentence.
        """
        word = words.get(f"{self.kind}{suffix}", "") if self.kind else ""
        return f"{word}\u00a0{self.number}" if word else ""


def labels_of(brief: Brief) -> dict[str, Label]:
    """Return the labels of all blocks by their id, counted in reading order."""
    counts = dict.fromkeys(COUNTED.values(), 0)
    sections: list[int] = []
    labels: dict[str, Label] = {}
    for block in brief.blocks():
        kind = COUNTED.get(block.type, "")
        if kind:
            counts[kind] += 1
        section = ""
        if block.fields.values.get("heading") is not None and block.type not in _NO_SECTIONS:
            _count(sections, level_of(block) - 1)
            section = ".".join(map(str, sections))
        labels[block.id] = Label(kind, counts.get(kind, 0), section)
    return labels


def level_of(block: BriefBlock) -> int:
    """Return the level of a block's heading."""
    level = block.fields.values.get("level")
    text = getattr(level, "text", "")
    return int(text) if text.isdigit() else 2


def _count(sections: list[int], depth: int) -> None:
    """Go on to the next section of a depth, from 1: ``[2, 3]`` goes on to ``[3]`` or ``[2, 4]``."""
    del sections[depth:]
    sections += [0] * (depth - len(sections))
    sections[-1] += 1
