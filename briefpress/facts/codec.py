"""`FactBook` <-> lines of JSON: one for each fact, which is understood when somebody asks for the fact.

Of the place of a text only marks are kept; the file itself gives the rest, as it does when YAML is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import get_type_hints

from briefpress.facts.coders import MALFORMED, Coder, Files, Places, coder_of
from briefpress.facts.model import Fact, FactBook

#: JSON without spaces; what is written has no circles.
_dump = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def encode_book(book: FactBook) -> bytes:
    """Return a book as lines: the first has what all facts share, then each fact has one."""
    files: Files = {}
    fact = coder_of(Fact)
    lines = [_dump(fact.encode(one, files)) for one in book.facts.values()]
    rest = [coder.encode(getattr(book, name), files) for name, coder in _rest_of_book()]
    ageing = [name for name, one in book.facts.items() if _may_age(one, book)]
    head = _dump([list(files), list(book.facts), ageing, rest])
    # A file's name may have bytes that are no text; Python keeps them as halves of surrogate pairs.
    return "\n".join((head, *lines)).encode("utf-8", "surrogatepass")


def decode_book(
    data: bytes, text_of: Callable[[str], str], otherwise: Callable[[], Mapping[str, Fact]]
) -> FactBook:
    """Return a book whose facts are understood when they are asked for.

    Args:
        data: What `encode_book` returned.
        text_of: Gives the text of a file by its path, as it was when the book was read.
        otherwise: Gives the facts once more, from their files, where a line turns out to be damaged.

    Raises:
        ValueError: The first line is not what `encode_book` writes.
    """
    head, *lines = data.split(b"\n")
    try:
        paths, ids, ageing, rest = json.loads(head)
        if len(lines) != len(ids):
            raise ValueError("each fact has a line")
        places = Places([str(path) for path in paths], text_of)
        by_id = dict(zip([str(name) for name in ids], lines, strict=True))
        facts = LazyFacts(by_id, places, frozenset(ageing), otherwise)
        coders = _rest_of_book()
        values = {name: coder.decode(raw, places) for (name, coder), raw in zip(coders, rest, strict=True)}
        return FactBook(facts=facts, **values)
    except MALFORMED as error:
        raise ValueError("this is no book of facts") from error


def may_age(book: FactBook, ids: Iterable[str]) -> Iterator[str]:
    """Yield those of some facts that limits of age can concern, without understanding the others."""
    ageing = book.facts.ageing if isinstance(book.facts, LazyFacts) else None
    return (name for name in ids if ageing is None or name in ageing)


def _may_age(fact: Fact, book: FactBook) -> bool:
    """Tell whether a fact has limits, of its own or its sources', or is computed from what may have some."""
    sources = (book.sources.get(citation.source) for citation in fact.citations)
    return (
        fact.freshness is not None
        or fact.formula is not None
        or any(source is not None and source.freshness is not None for source in sources)
    )


@cache
def _rest_of_book() -> tuple[tuple[str, Coder], ...]:
    """Return the fields of a book besides its facts."""
    hints = get_type_hints(FactBook)
    return tuple((name, coder_of(hints[name])) for name in FactBook.__struct_fields__ if name != "facts")


class LazyFacts(Mapping[str, Fact]):
    """Facts by id, in the order of their lines; each is made once, when it is asked for.

    Attributes:
        ageing: Ids of the facts that limits of age can concern.
    """

    __slots__ = ("_lines", "_made", "_otherwise", "_places", "ageing")

    def __init__(
        self,
        lines: Mapping[str, bytes],
        places: Places,
        ageing: frozenset[str],
        otherwise: Callable[[], Mapping[str, Fact]],
    ) -> None:
        self.ageing = ageing
        self._lines = lines
        self._places = places
        self._otherwise: Callable[[], Mapping[str, Fact]] | Mapping[str, Fact] = otherwise
        self._made: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        fact = self._made.get(name)
        if fact is None:
            fact = self._made[name] = self._make(name, self._lines[name])
        return fact

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def _make(self, name: str, line: bytes) -> Fact:
        try:
            fact: Fact = coder_of(Fact).decode(json.loads(line), self._places)
            if fact.id == name:
                return fact
        except MALFORMED:
            pass
        if callable(self._otherwise):
            self._otherwise = self._otherwise()
        return self._otherwise[name]
