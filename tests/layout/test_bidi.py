from itertools import pairwise
from pathlib import Path

from hypothesis import given, strategies as st

from briefpress.layout.bidi import END_OF_ISOLATE, TO_THE_RIGHT, base_level, levels_of, visual_order

CASES = Path(__file__).parent / "data" / "bidi_characters.txt"


def test_the_cases_of_the_unicode_consortium() -> None:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        codes, direction, base, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        asked = base_level(text) if direction == "2" else int(direction)
        assert asked == int(base), line
        found = levels_of(text, asked)
        wanted = levels.split()
        assert [w if w == "x" else str(f) for w, f in zip(wanted, found, strict=True)] == wanted, line
        kept = [index for index, level in enumerate(wanted) if level != "x"]
        shown = [kept[place] for place in visual_order([found[index] for index in kept])]
        assert shown == [int(index) for index in order.split()], line


def shown(text: str, base: int) -> str:
    order = visual_order(levels_of(text, base))
    return "".join(text[index] for index in order if text[index] not in TO_THE_RIGHT + END_OF_ISOLATE)


def test_a_number_in_a_hebrew_sentence_runs_from_left_to_right() -> None:
    assert shown("אבג 1948 דהו", 1) == "והד 1948 גבא"


def test_what_is_isolated_does_not_mix_with_what_stands_beside_it() -> None:
    assert shown("אב ab - cd גד", 1) == "דג ab - cd בא"  # as if it were one English phrase
    isolated = f"אב {TO_THE_RIGHT}ab{END_OF_ISOLATE} - {TO_THE_RIGHT}cd{END_OF_ISOLATE} גד"
    assert shown(isolated, 1) == "דג cd - ab בא"


def test_brackets_go_with_what_stands_around_them() -> None:
    assert shown("אב (cd) ef", 1) == "ef )cd( בא"  # they are drawn mirrored
    assert shown("ab (גד) ef", 0) == "ab (דג) ef"


@given(st.text(st.sampled_from("ab אב12,.(ع)\u2068\u2069\u0301-"), max_size=30), st.integers(0, 1))
def test_all_characters_are_shown_once_and_latin_text_stays(text: str, base: int) -> None:
    order = visual_order(levels_of(text, base))
    assert sorted(order) == list(range(len(text)))
    if text.isascii() and not base:
        assert all(this < that for this, that in pairwise(order))
