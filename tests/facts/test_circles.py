"""The order of what needs what, and the circles in it."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from briefpress.facts.circles import in_order, shortest_circle


@pytest.mark.parametrize(
    ("needs", "order", "groups"),
    [
        ({}, "", []),
        ({"a": "bc", "b": "c", "c": ""}, "cba", []),
        ({"a": "x"}, "a", []),
        ({"a": "a"}, "", ["a"]),
        ({"b": "a", "a": "b", "c": "a"}, "c", ["ab"]),
        ({"a": "b", "b": "ac", "c": "a"}, "", ["abc"]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, "", ["ab", "cd"]),
        ({"a": "bc", "b": "a", "c": "d", "d": "c"}, "", ["cd", "ab"]),
    ],
)
def test_orders_and_groups(needs, order, groups):
    assert in_order(needs) == (list(order), [tuple(group) for group in groups])


@pytest.mark.parametrize(
    ("needs", "circle"),
    [
        ({"a": "a"}, "a"),
        ({"a": "b", "b": "a"}, "ab"),
        ({"a": "bc", "b": "c", "c": "da", "d": "a"}, "ac"),
        ({"a": "b", "b": "c", "c": "ad", "d": "c"}, "cd"),
        ({"a": "b", "b": "bc", "c": "a"}, "b"),
        # Of two that are equally short, the one whose least id comes first.
        ({"d": "c", "c": "db", "b": "ac", "a": "b"}, "ab"),
    ],
)
def test_shortest_circles(needs, circle):
    assert shortest_circle(sorted(needs), needs) == tuple(circle)


def test_a_large_group_with_chords():
    size = 3000
    needs = {f"n{i:04}": [f"n{(i + step) % size:04}" for step in (1, 2, 3)] for i in range(size)}
    (group,) = in_order(needs)[1]
    assert len(group) == size
    assert len(shortest_circle(group, needs)) == size // 3


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), max_size=10))
def test_what_is_in_no_circle_is_in_order_and_all_else_in_one_group(numbers):
    needs = {f"n{key}": [f"n{needed}" for needed in value] for key, value in numbers.items()}
    order, groups = in_order(needs)
    reached = {id_: reach(id_, needs) for id_ in needs}
    assert sorted([*order, *(id_ for group in groups for id_ in group)]) == sorted(needs)
    assert set(order) == {id_ for id_ in needs if id_ not in reached[id_]}
    for group in groups:
        assert list(group) == sorted(group)
        assert all(set(group) == {x for x in reached[id_] if id_ in reached.get(x, ())} for id_ in group)
        circle = shortest_circle(group, needs)
        assert circle[0] == min(circle) and len(set(circle)) == len(circle)
        assert all(after in needs[id_] for id_, after in pairwise((*circle, circle[0])))
        assert len(circle) == min(around(id_, needs) for id_ in group)
    for at, id_ in enumerate(order):
        if not any(id_ in reached or needed in reached[id_] for group in groups for needed in group):
            assert all(needed not in needs or needed in order[:at] for needed in needs[id_])


def reach(start, needs):
    """Return what an id needs, at once or by way of others."""
    found, rest = set(), list(needs.get(start, ()))
    while rest:
        id_ = rest.pop()
        if id_ not in found:
            found.add(id_)
            rest += needs.get(id_, ())
    return found


def around(start, needs):
    """Return the length of the shortest circle through an id."""
    front, length = set(needs[start]), 1
    while start not in front:
        front = {after for id_ in front for after in needs.get(id_, ())}
        length += 1
    return length
