"""Two records of what an edition says -> the pages, the passages and the facts that differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from briefpress.build.fact_places import sentence_ends
from briefpress.build.said import Box, Quoted, Republished, SaidBlock, SaidFact

#: Two blocks of which less is the same are not one that was changed.
_LEAST_ALIKE = 0.4


class Side(Struct, frozen=True):
    """A passage before or after a change.

    Attributes:
        text: Its characters.
        boxes: What its block, or what that is a part of, takes of each page.
        marks: Where the facts stand that differ.
    """

    text: str
    boxes: tuple[Box, ...]
    marks: tuple[Box, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that it stands on, as far as is known: of the facts that differ, else of its block."""
        return tuple(dict.fromkeys(box.page for box in self.marks or self.boxes))


class Passage(Struct, frozen=True):
    """A sentence, a cell or a label that reads otherwise.

    Attributes:
        lang: BCP 47.
        before: None where it is new.
        after: None where it is gone.
        facts: The ids of the facts in it that differ.
        file: The file that it is written in.
        line: The line there.
    """

    lang: str
    before: Side | None
    after: Side | None
    facts: tuple[str, ...]
    file: str
    line: int


class EditionChange(Struct, frozen=True):
    """What differs in an edition.

    Attributes:
        of: The edition, with both of its PDFs.
        pages: The numbers of the pages that look otherwise, as they are counted now.
        gone: How many pages less there are.
        passages: In reading order.
    """

    of: Republished
    pages: tuple[int, ...]
    gone: int
    passages: tuple[Passage, ...]


class ChangedFact(NamedTuple):
    """A fact before and after; None where there was, or is, none that an edition used."""

    id: str
    before: SaidFact | None
    after: SaidFact | None


def compare(republished: Republished, changed: Collection[str]) -> EditionChange:
    """Return what differs in an edition.

    Args:
        republished: Its two PDFs, and what they say.
        changed: The ids of the facts whose value changed.
    """
    old, new = republished.old, republished.said
    if old is None:
        return EditionChange(republished, (), 0, ())
    pages = tuple(
        number
        for number, digest in enumerate(new.pages, 1)
        if number > len(old.pages) or old.pages[number - 1] != digest
    )
    gone = max(len(old.pages) - len(new.pages), 0)
    return EditionChange(republished, pages, gone, tuple(_passages(old.blocks, new.blocks, changed)))


def changed_facts(republished: Iterable[Republished]) -> list[ChangedFact]:
    """Return the facts that say something else now, by their ids; those that are computed come last.

    A fact that an edition no longer uses, or uses for the first time, is no changed figure: its sentences
    tell.
    """
    found: dict[str, ChangedFact] = {}
    for each in republished:
        before: Mapping[str, SaidFact] = each.old.facts if each.old is not None else {}
        for name, now in each.said.facts.items():
            was = before.get(name)
            if was is not None and was.meaning != now.meaning:
                found.setdefault(name, ChangedFact(name, was, now))
    return sorted(found.values(), key=lambda fact: (bool(fact.after and fact.after.inputs), fact.id))


# ---- blocks


def _passages(
    old: Sequence[SaidBlock], new: Sequence[SaidBlock], changed: Collection[str]
) -> Iterator[Passage]:
    texts = [block.text for block in old], [block.text for block in new]
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for was, now in _pairs(old[a:b], new[c:d]):
            yield from _in_block(was, now, changed)


def _pairs(
    old: Sequence[SaidBlock], new: Sequence[SaidBlock]
) -> Iterator[tuple[SaidBlock | None, SaidBlock | None]]:
    """Yield blocks that are one, before and after, and those that came or went, in the order of now."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    left = list(old)
    for block in new:
        alike = [(_likeness(other, block), -index) for index, other in enumerate(left)]
        best, index = max(alike, default=(0.0, 0))
        # What stands before the one that was found has no other to be.
        if best >= _LEAST_ALIKE:
            yield from ((other, None) for other in left[:-index])
            yield left[-index], block
            del left[: -index + 1]
        else:
            yield None, block
    yield from ((other, None) for other in left)


def _likeness(one: SaidBlock, other: SaidBlock) -> float:
    if one.lang != other.lang:
        return 0.0
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()


# ---- sentences


class _Sentence(NamedTuple):
    start: int
    end: int
    text: str


def _in_block(was: SaidBlock | None, now: SaidBlock | None, changed: Collection[str]) -> Iterator[Passage]:
    """Yield the sentences of a block that differ; what follows one another is one passage."""
    block = now or was
    assert block is not None
    if was is None or now is None:
        sides = [_side(other, 0, len(other.text), ()) if other else None for other in (was, now)]
        facts = tuple(dict.fromkeys(quoted.fact for quoted in block.facts if quoted.fact in changed))
        yield Passage(block.lang, sides[0], sides[1], facts, block.file, block.line)
        return
    old, new = _sentences(was), _sentences(now)
    texts = [each.text for each in old], [each.text for each in new]
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before, after = _within(was, old[a:b]), _within(now, new[c:d])
        said = (
            {was.text[one.start : one.end] for one in before},
            {now.text[one.start : one.end] for one in after},
        )
        differ = [one for one in before if was.text[one.start : one.end] not in said[1]]
        differ_now = [one for one in after if now.text[one.start : one.end] not in said[0]]
        facts = tuple(dict.fromkeys(one.fact for one in (*differ, *differ_now)))
        yield Passage(
            block.lang,
            _side(was, old[a].start, old[b - 1].end, differ) if b > a else None,
            _side(now, new[c].start, new[d - 1].end, differ_now) if d > c else None,
            facts,
            now.file,
            now.line,
        )


def _sentences(block: SaidBlock) -> list[_Sentence]:
    ends = sentence_ends(block.text)
    return [
        _Sentence(start, end, block.text[start:end].strip())
        for start, end in pairwise(ends)
        if block.text[start:end].strip()
    ]


def _within(block: SaidBlock, sentences: Sequence[_Sentence]) -> list[Quoted]:
    return [
        one
        for one in block.facts
        if any(sentence.start <= one.start < sentence.end for sentence in sentences)
    ]


def _side(block: SaidBlock, start: int, end: int, differ: Iterable[Quoted]) -> Side:
    marks = tuple(box for one in differ for box in one.boxes)
    return Side(block.text[start:end].strip(), block.around or block.boxes, marks)
