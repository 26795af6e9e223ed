"""Words -> where they may be divided."""

from __future__ import annotations

from itertools import pairwise

import pyphen
import pytest
from hypothesis import given, strategies as st

from briefpress.layout.hyphenation import LEAST_AFTER, LEAST_BEFORE, Patterns, divisions


def divided(text, lang):
    places = (0, *divisions(text, lang), len(text))
    return "-".join(text[start:end] for start, end in pairwise(places))


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        ("continental", "en-CA", "con-ti-nen-tal"),
        ("(partnership),", "en-CA", "(part-ner-ship),"),
        ("government", "en-GB", "gov-ern-ment"),
        ("administration", "fr-CA", "admi-nis-tra-tion"),
        ("l’administration.", "fr-CA", "l’admi-nis-tra-tion."),
        ("qu’engagement", "fr", "qu’enga-ge-ment"),
        ("mondiale\u00a0;", "fr-CA", "mon-diale\u00a0;"),
        ("Verwaltung", "de", "Verwaltung"),
        ("verwaltungen", "de", "ver-wal-tun-gen"),
    ],
)
def test_words_are_divided_between_syllables(text, lang, parts):
    assert divided(text, lang) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("NORAD", "OTAN", "NASA-like", "Washington", "McDonald", "Canada’s"),
        *("13\u00a0milliards", "2024-04-08", "1,250,000", "71%"),
        *("defend", "treaty", "well-known", "aujourd’hui", "example@example.org", "https://example.org"),
    ],
)
def test_names_acronyms_figures_and_short_words_stay_whole(text):
    assert divided(text, "en-CA") == text
    assert divided(text, "fr-CA") == text


@pytest.mark.parametrize(("word", "parts"), [("asszonnyal", "asszonnyal"), ("meggyeket", "meggye-ket")])
def test_a_word_is_not_divided_where_that_would_change_its_spelling(word, parts):
    assert divided(word, "hu") == parts


def test_a_language_without_patterns_has_no_hyphens():
    assert divided("partnership", "iu") == "partnership"


@given(st.text(alphabet="abcdeéilmnorstu’-. \u00a0", max_size=30), st.sampled_from(["en-CA", "fr-CA"]))
def test_enough_letters_stand_on_each_side(text, lang):
    for place in divisions(text, lang):
        before, after = text[:place], text[place:]
        assert before[-LEAST_BEFORE:].isalpha() and after[:LEAST_AFTER].isalpha()
        assert len(before) >= LEAST_BEFORE and len(after) >= LEAST_AFTER


# ---- against pyphen, which reads the same patterns


#: Those with the most patterns, other encodings, and patterns that change letters.
NAMES = ("en_US", "en_GB", "fr", "de_DE", "nl_NL", "hu_HU", "ru_RU", "el_GR", "sv", "cs_CZ")


@pytest.mark.parametrize("name", NAMES)
def test_words_have_the_places_that_pyphen_finds(name):
    path = pyphen.LANGUAGES[name]
    ours, theirs = Patterns(path.read_bytes()), pyphen.HyphDict(path)
    # Made of pieces of patterns, each word meets many of them.
    pieces = [key.strip(".") for key in sorted(theirs.patterns)]
    words = ["".join(pieces[(17 * n + 311 * k) % len(pieces)] for k in range(4)) for n in range(2000)]
    words += ["administration", "continental", "schiffahrt", "asszonnyal", "omaatje"]
    for word in words:
        # Not those at which the spelling changes, which pyphen tells with the change.
        there = [int(place) for place in theirs.positions(word) if place.data is None]
        assert ours.positions(word.lower()) == there, word


@pytest.mark.parametrize(
    "lang", ["de", "de-CH", "pt-BR", "sr-Latn", "nb-NO", "fr-CA", "el", "zxx", "oj-Cans"]
)
def test_a_language_has_the_patterns_that_pyphen_takes_for_it(lang):
    name = pyphen.language_fallback(lang)
    word = "vespertilio" * 2
    expected = [] if name is None else [int(p) for p in pyphen.Pyphen(lang=name).positions(word)]
    assert list(divisions(word, lang)) == [
        p for p in expected if LEAST_BEFORE <= p <= len(word) - LEAST_AFTER
    ]
