"""The rows of a table and what they are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import overload

from msgspec import Struct

from briefpress.facts.localized import Localized


class Heading(Struct, frozen=True):
    """A row or a column of a table.

    Attributes:
        id: The last part of the ids of its facts.
        accepted: Of a row, the day on which `refresh` took it as it is; None where a person wrote it.
    """

    id: str
    label: Localized
    accepted: dt.date | None = None


class Rows(Sequence[Heading]):
    """The rows of a table: all of their ids, and what each is called when somebody asks for it.

    A series of thousands of rows prints one in each edition; to hold the words of all would take megabytes in
    each worker.

    Args:
        ids: In the order of the table.
        heading_at: Gives what is known of a row by its number, from 0.
    """

    __slots__ = ("_heading_at", "_numbers", "ids")

    def __init__(self, ids: Iterable[str], heading_at: Callable[[int], Heading]) -> None:
        self.ids = tuple(ids)
        self._heading_at = heading_at
        self._numbers: dict[str, int] | None = None

    @classmethod
    def of(cls, headings: Iterable[Heading]) -> Rows:
        """Return rows that are there as a whole."""
        held = tuple(headings)
        return cls([heading.id for heading in held], held.__getitem__)

    def get(self, id_: str) -> Heading | None:
        """Return the row of an id, or None."""
        if self._numbers is None:
            self._numbers = {id_: number for number, id_ in enumerate(self.ids)}
        number = self._numbers.get(id_)
        return self._heading_at(number) if number is not None else None

    @overload
    def __getitem__(self, index: int) -> Heading: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Heading, ...]: ...

    def __getitem__(self, index: int | slice) -> Heading | tuple[Heading, ...]:
        numbers = range(len(self.ids))[index]
        return (
            self._heading_at(numbers) if isinstance(numbers, int) else tuple(map(self._heading_at, numbers))
        )

    def __len__(self) -> int:
        return len(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.ids == other.ids and tuple(self) == tuple(other)
