"""`FactBook` <-> lines of JSON: one for each fact, which is understood when somebody asks for the fact.

Of the place of a text only marks are kept; the file itself gives the rest, as it does when YAML is read.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import cast, get_type_hints

from briefpress.facts.coders import MALFORMED, Coder, Files, Places, coder_of, dump
from briefpress.facts.model import Fact, FactBook

_LINE_END = re.compile(rb"\n")


def encode_book(book: FactBook) -> bytes:
    """Return a book as lines: the first has what all facts share, then each fact has one."""
    files: Files = {}
    fact = coder_of(Fact)
    lines = [dump(fact.encode(one, files)) for one in book.facts.values()]
    rest = [coder.encode(getattr(book, name), files) for name, coder in _rest_of_book()]
    ageing = [name for name, one in book.facts.items() if _may_age(one, book)]
    head = dump([list(files), list(book.facts), ageing, rest])
    # A file's name may have bytes that are no text; Python keeps them as halves of surrogate pairs.
    return "\n".join((head, *lines)).encode("utf-8", "surrogatepass")


def decode_book(
    data: bytes,
    text_of: Callable[[str], str],
    otherwise: Callable[[], Mapping[str, Fact]],
    part_of: Callable[[int, int], bytes] | None = None,
) -> FactBook:
    """Return a book whose facts are understood when they are asked for.

    Args:
        data: What `encode_book` returned.
        text_of: Gives the text of a file by its path, as it was when the book was read.
        otherwise: Gives the facts once more, from their files, where a line turns out to be damaged.
        part_of: Gives the bytes from a place in the data to another, which then need not be held; None to
            hold them.

    Raises:
        ValueError: The first line is not what `encode_book` writes.
    """
    ends = array("Q", [at.start() for at in _LINE_END.finditer(data)])
    ends.append(len(data))
    try:
        paths, ids, ageing, rest = json.loads(data[: ends[0]])
        if len(ends) - 1 != len(ids):
            raise ValueError("each fact has a line")
        again = cache(otherwise)
        places = Places([str(path) for path in paths], text_of, lambda name: again()[name])
        part_of = part_of or (lambda start, end: data[start:end])
        facts = LazyFacts(_Names(map(str, ids)), ends, part_of, places, frozenset(ageing))
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

    __slots__ = ("_ends", "_made", "_names", "_part_of", "_places", "ageing")

    def __init__(
        self,
        names: _Names,
        ends: Sequence[int],
        part_of: Callable[[int, int], bytes],
        places: Places,
        ageing: frozenset[str],
    ) -> None:
        self.ageing = ageing
        self._names = names
        self._ends = ends  # of the line of each number, which the first line of all comes before
        self._part_of = part_of
        self._places = places
        self._made: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        fact = self._made.get(name)
        if fact is None:
            fact = self._made[name] = self._make(name, self._names.number(name))
        return fact

    def __contains__(self, name: object) -> bool:
        return name in self._made or (isinstance(name, str) and name in self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def _make(self, name: str, number: int) -> Fact:
        self._places.fact = name
        try:
            line = self._part_of(self._ends[number] + 1, self._ends[number + 1])
            fact: Fact = coder_of(Fact).decode(json.loads(line), self._places)
            if fact.id == name:
                return fact
        except (*MALFORMED, OSError):  # a disk of another machine may lose a file that is open
            pass
        return cast(Fact, self._places.once_more(name))


class _Names:
    """The ids of facts in one text, which takes an eighth of the room of a dict; a run looks few of them up.

    Args:
        names: In the order of their lines.
    """

    __slots__ = ("_ends", "_order", "_text")

    def __init__(self, names: Iterable[str]) -> None:
        held = list(names)
        self._text = "".join(held)
        self._ends = array("L", accumulate(map(len, held), initial=0))
        self._order = array("L", sorted(range(len(held)), key=held.__getitem__))

    def number(self, name: str) -> int:
        """Return the line of an id.

        Raises:
            KeyError: There is none.
        """
        at = bisect_left(self._order, name, key=self._at)
        if at == len(self._order) or self._at(self._order[at]) != name:
            raise KeyError(name)
        return self._order[at]

    def __contains__(self, name: str) -> bool:
        try:
            self.number(name)
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        return map(self._at, range(len(self)))

    def __len__(self) -> int:
        return len(self._order)

    def _at(self, number: int) -> str:
        return self._text[self._ends[number] : self._ends[number + 1]]
