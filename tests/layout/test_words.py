"""Characters of one look -> what lines are made of."""

from __future__ import annotations

import pytest

from briefpress.layout.linebreak import Box, Glue, Penalty
from briefpress.layout.text import compose
from briefpress.layout.words import LeafText, Variant, words_of
from tests.layout.documents import LANG, theme

STYLE = theme().styles["p"]
_SHOWN = {Glue: "space", Penalty: "break"}


def leaf(text, variant=Variant.PLAIN):
    return LeafText(text, variant, LANG)


def shown(text):
    """Say what a text is cut into: words as they are, spaces and places to break by name."""
    words = words_of(leaf(text), STYLE)
    runs = [words.run(index, index + 1).text for index in range(len(words.items))]
    pairs = zip(words.items, runs, strict=True)
    return [run if type(item) is Box else _SHOWN[type(item)] for item, run in pairs]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two", ["one", "space", "two"]),
        ("one   two ", ["one", "space", "two", "space"]),
        (" one", ["space", "one"]),
        ("   ", ["space"]),
        ("", []),
        ("\n", ["break"]),
        ("well-known to-do", ["well-", "break", "known", "space", "to-", "break", "do"]),
        ("well\u2010known", ["well\u2010", "break", "known"]),
        ("data/\u200bcharts", ["data/\u200b", "break", "charts"]),
        ("2024-04-08 to 4–10", ["2024-04-08", "space", "to", "space", "4–10"]),
        ("13\u00a0milliards", ["13\u00a0milliards"]),
    ],
)
def test_a_text_is_cut_where_lines_may_end(text, pieces):
    assert shown(text) == pieces


def test_a_run_joins_what_stands_on_a_line():
    words = words_of(leaf("one two three"), STYLE)
    assert words.run(0, 3).text == "one two"
    assert words.run(0, 3, " ").text == "one two "
    assert words.run(0, 3).width == pytest.approx(sum(words.widths[:3]))


def test_equal_texts_share_their_runs():
    """In whatever paragraph they stand: a painter keeps the operators of a run."""
    first, second = (compose((leaf("The share is "), leaf(figure)), STYLE, 400) for figure in ("12", "13"))
    assert first.lines[0][0].run is second.lines[0][0].run
    assert first.lines[0][1].run.text == "12" and second.lines[0][1].run.text == "13"


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (("under", "stand", "ing it"), ["understanding ", "it"]),
        (("it is ", " under", "standing"), ["it is ", "understanding"]),
        (("one", "\n", " two"), ["one ", "two"]),
    ],
    ids=["a word in three leaves", "a space in two", "a space behind a line end"],
)
def test_leaves_are_joined(texts, lines):
    """A word in several leaves holds together, spaces that meet are one, and none begins a line."""
    result = compose(tuple(map(leaf, texts)), STYLE, 65)
    assert ["".join(piece.run.text for piece in line) for line in result.lines] == lines


def test_raised_characters_are_smaller_and_higher():
    plain, raised = (words_of(leaf("er", v), STYLE).run(0, 1) for v in (0, Variant.RAISED))
    assert raised.size < plain.size and raised.width < plain.width
    assert raised.rise > 0 and plain.rise == 0
