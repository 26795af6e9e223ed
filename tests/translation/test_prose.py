"""What of a text is prose, and where a piece of it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings
from briefpress.facts.strict_yaml import parse_yaml
from briefpress.facts.values import read_leaf
from briefpress.translation.numbers import numbers_in
from briefpress.translation.prose import MASK, place_of, prose_of


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("A {{ fms.share }} of", "A _______________ of"),
        ('{{ note("x") }}.', "_______________."),
        ("{% if a %}b{% endif %}", "__________b___________"),
        ("a { b }} c", "a _____} c"),
        ("[words](https://example.org/7) more", "[words]_______________________ more"),
        ("<https://example.org> and www.example.org.", "_____________________ and _______________."),
        ("write to a.b@example.org now", "write to _______________ now"),
        ("`code` and *words*", "______ and *words*"),
        ("{{ '{{' }} a", "{{ '______ a"),
    ],
)
def test_what_is_prose(text, prose):
    assert prose_of(text).replace(MASK, "_") == prose


@given(st.text(max_size=200))
def test_offsets_stay(text):
    prose = prose_of(text)
    assert len(prose) == len(text)
    assert all(one in (other, MASK) for one, other in zip(prose, text, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "{{ " * 20_000,
        "{% " * 20_000,
        "a." * 40_000,
        "](" * 40_000,
        "1 " * 30_000,
        "www." * 20_000,
        "<http://" * 10_000,
    ],
    ids=["braces", "tags", "addresses", "links", "numbers", "sites", "schemes"],
)
def test_what_is_meant_to_harm_takes_no_longer_than_its_length(text):
    """Each of these would take minutes if the time grew with the square of the length."""
    assert len(prose_of(text)) == len(text)
    numbers_in(prose_of(text), "fr")


YAML = """\
flow: "One two one two."
block: |
  One two
  one two.
folded: >
  One two
  one two.
"""


@pytest.mark.parametrize(
    ("key", "piece", "which", "line", "column"),
    [
        ("flow", "one", 0, 1, 16),
        ("flow", "two", 1, 1, 20),
        ("block", "two", 1, 4, 7),
        ("folded", "two", 1, 7, 7),
    ],
)
def test_the_place_of_a_piece(key, piece, which, line, column):
    root = parse_yaml(YAML, "b.yaml", Findings())
    leaf = read_leaf(root.entries[key].value, Findings(), "it")
    start = -1
    for _ in range(which + 1):
        start = leaf.text.index(piece, start + 1)
    span = place_of(leaf, start, start + len(piece))
    assert (span.line, span.column, span.length) == (line, column, len(piece))
