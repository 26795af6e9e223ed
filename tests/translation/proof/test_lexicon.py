"""Which words are of one language and not of another."""

from __future__ import annotations

import pytest

from briefpress.translation.proof.lexicon import is_foreign


@pytest.mark.parametrize("word", ["defence", "shared", "battle", "ships", "strengthen", "weather", "yearly"])
def test_english_words(word):
    assert is_foreign(word, "en", "fr")


@pytest.mark.parametrize(
    "word", ["défense", "partagés", "bataillons", "renforçaient", "œuvre", "être", "zélés"]
)
def test_french_words(word):
    assert is_foreign(word, "fr", "en")


@pytest.mark.parametrize("word", ["mission", "force", "important", "base", "radar", "leadership", "zone"])
def test_words_of_both(word):
    assert not is_foreign(word, "en", "fr")
    assert not is_foreign(word, "fr", "en")


@pytest.mark.parametrize("word", ["", "a", "xyzzyx", "norad", "日本"])
def test_words_of_none(word):
    assert not is_foreign(word, "en", "fr")


def test_other_languages_have_no_list():
    assert not is_foreign("defence", "en", "de")
    assert not is_foreign("verteidigung", "de", "en")
