"""What a layout does to keep its pages, before it says that a brief is too long.

A remedy is a matter of space: the size of the type stays, so that no language is set smaller than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefpress.layout.theme import Theme

#: What becomes of spaces between texts, and of the room around them.
_TIGHT = 0.7


class Looks(NamedTuple):
    """How a document is set.

    Attributes:
        more_columns: How many columns there are more than a layout says, where it has several.
        remedies: What was done to it, as keys of `REMEDIES`.
    """

    theme: Theme
    more_columns: int = 0
    remedies: tuple[str, ...] = ()


def _with_less_space(looks: Looks) -> Looks:
    return looks._replace(theme=looks.theme.tightened(_TIGHT))


def _with_more_columns(looks: Looks) -> Looks:
    return looks._replace(more_columns=looks.more_columns + 1)


#: Remedies by the name that a layout gives them.
REMEDIES: Mapping[str, Callable[[Looks], Looks]] = {
    "space": _with_less_space,
    "columns": _with_more_columns,
}


def attempts(remedies: Sequence[str], looks: Looks) -> Iterator[Looks]:
    """Yield looks: as they are, then with one remedy more each time.

    Args:
        remedies: Names, in the order in which they are tried.
        looks: As the layout and the theme want them.
    """
    yield looks
    for name in remedies:
        looks = REMEDIES[name](looks)._replace(remedies=(*looks.remedies, name))
        yield looks
