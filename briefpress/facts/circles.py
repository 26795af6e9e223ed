"""What needs what -> an order in which each stands after those it needs, and the circles that prevent one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Of a larger group, circles are sought through so many members only.
_SOUGHT = 100


def in_order(needs: Mapping[str, Iterable[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Sort ids so that each stands after those it needs.

    Tarjan's algorithm for strongly connected components ("Depth-first search and linear graph algorithms",
    1972). Chains can be longer than Python's stack, so the search keeps one of its own.

    Args:
        needs: Id -> ids it needs; those that are no key have nothing to wait for.

    Returns:
        The order, without those that need themselves, at once or by way of others; and those in groups, the
        ids of each sorted: all that go in circles with each other are one group.
    """
    order: list[str] = []
    groups: list[tuple[str, ...]] = []
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}  # of those that can be reached and are on the path, the least number
    waiting: list[str] = []
    open_: set[str] = set()
    stack: list[tuple[str, Iterator[str]]] = []

    def enter(id_: str) -> None:
        numbers[id_] = lowest[id_] = len(numbers)
        waiting.append(id_)
        open_.add(id_)
        stack.append((id_, iter(needs[id_])))

    for start in needs:
        if start not in numbers:
            enter(start)
        while stack:
            id_, rest = stack[-1]
            for needed in rest:
                if needed in open_:
                    lowest[id_] = min(lowest[id_], numbers[needed])
                elif needed in needs and needed not in numbers:
                    enter(needed)
                    break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    lowest[above] = min(lowest[above], lowest[id_])
                if lowest[id_] == numbers[id_]:
                    at = len(waiting) - 1
                    while waiting[at] != id_:
                        at -= 1
                    group = sorted(waiting[at:])
                    del waiting[at:]
                    open_.difference_update(group)
                    if len(group) > 1 or id_ in needs[id_]:
                        groups.append(tuple(group))
                    else:
                        order.append(id_)
    return order, groups


def shortest_circle(group: Sequence[str], needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the shortest circle of a group, beginning with its least id.

    Of many that are equally short, it is the one whose least id comes first. In a group of more than a
    hundred, it is the shortest of those through one of the first hundred.

    Args:
        group: The ids of the group, sorted.
        needs: Id -> ids it needs.
    """
    members = frozenset(group)
    within = {id_: [needed for needed in needs[id_] if needed in members] for id_ in group}
    is_ring = all(len(links) == 1 for links in within.values())
    best: tuple[str, ...] = ()
    for start in group[: 1 if is_ring else _SOUGHT]:
        if found := _circle_through(start, within, len(best)):
            best = found
    at = best.index(min(best))
    return (*best[at:], *best[:at])


def _circle_through(start: str, needs: Mapping[str, Iterable[str]], limit: int) -> tuple[str, ...]:
    """Return the shortest circle through an id; nothing where none is shorter than a limit that is not 0."""
    before: dict[str, str] = {}
    front, length = [start], 1
    while front and (length < limit or not limit):
        reached = []
        for id_ in front:
            for needed in needs[id_]:
                if needed == start:
                    path = [id_]
                    while path[-1] != start:
                        path.append(before[path[-1]])
                    return tuple(reversed(path))
                if needed not in before:
                    before[needed] = id_
                    reached.append(needed)
        front, length = reached, length + 1
    return ()
