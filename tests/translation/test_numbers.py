"""Numbers that were typed: what each language's ways of writing them say."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from briefpress.merge.locale import locale_for
from briefpress.translation.numbers import Kind, is_in_words, numbers_in
from briefpress.translation.prose import prose_of

#: Language, text, what its numbers say.
READ = [
    ("en", "US$1.5 billion", [("1500000000", Kind.MONEY)]),
    ("en", "$300,000 and CAD", [("300000", Kind.MONEY)]),
    ("en", "$5M", [("5000000", Kind.MONEY)]),
    ("en", "71%, 71 per cent", [("71", Kind.PERCENT), ("71", Kind.PERCENT)]),
    ("en", "April 8, 2024", [("2024-04-08", Kind.DATE)]),
    ("en", "on April 8", [("04-08", Kind.DATE)]),
    ("en", "2024-04-08", [("2024-04-08", Kind.DATE)]),
    ("en", "2:30 pm, 14:30 and 12 a.m.", [("14:30", Kind.TIME), ("14:30", Kind.TIME), ("0:00", Kind.TIME)]),
    ("en", "in 2024–2025", [("2024", Kind.PLAIN), ("2025", Kind.PLAIN)]),
    ("en", "the 21st century", [("21", Kind.PLAIN)]),
    ("en", "an F-35 and a CF-18", [("f-35", Kind.NAME), ("cf-18", Kind.NAME)]),
    ("en", "1,234,567 trees", [("1234567", Kind.PLAIN)]),
    ("en", "1. First\n2. Second", []),
    ("en", "See [5](https://example.org/7) and {{ a.b }}", [("5", Kind.PLAIN)]),
    ("fr", "1,5 milliard de dollars américains", [("1500000000", Kind.MONEY)]),
    ("fr", "13\u00a0G$\u00a0US", [("13000000000", Kind.MONEY)]),
    ("fr", "300 000 $ CA", [("300000", Kind.MONEY)]),
    ("fr", "71\u00a0%, 71 pour cent", [("71", Kind.PERCENT), ("71", Kind.PERCENT)]),
    ("fr", "le 8 avril 2024, le 1er avril", [("2024-04-08", Kind.DATE), ("04-01", Kind.DATE)]),
    ("fr", "14 h 30, 9 h", [("14:30", Kind.TIME), ("9:00", Kind.TIME)]),
    ("fr", "en 2016-2017", [("2016", Kind.PLAIN), ("2017", Kind.PLAIN)]),
    ("fr", "au XXIe siècle", [("21", Kind.PLAIN)]),
    ("fr", "1 234 567 arbres", [("1234567", Kind.PLAIN)]),
    ("fr", "3,5 km, 3.5 km", [("3.5", Kind.PLAIN), ("3.5", Kind.PLAIN)]),
    ("fr", "2 heures, 12 ans, le 65e", [("2", Kind.PLAIN), ("12", Kind.PLAIN), ("65", Kind.PLAIN)]),
    ("de", "1,5 Milliarden am 8. April 2024", [("1500000000", Kind.PLAIN), ("2024-04-08", Kind.DATE)]),
    ("es", "1,5 millones, 8 de abril de 2024", [("1500000", Kind.PLAIN), ("2024-04-08", Kind.DATE)]),
]


@pytest.mark.parametrize(("lang", "text", "said"), READ)
def test_what_a_number_says(lang, text, said):
    assert [(number.key, number.kind) for number in numbers_in(prose_of(text), lang)] == said


WORDS = [
    ("5", "en", "five of them", True),
    ("5", "en", "the fifth", True),
    ("5", "en", "fiver", False),
    ("12", "en", "a dozen", True),
    ("5", "fr", "cinq d’entre eux", True),
    ("12", "fr", "une douzaine", True),
    ("17", "fr", "dix-sept", True),
    ("7", "fr", "six", False),
    ("71", "fr", "soixante et onze", False),  # nobody writes it so where the other language has digits
]


@pytest.mark.parametrize(("number", "lang", "prose", "is_there"), WORDS)
def test_small_numbers_in_words(number, lang, prose, is_there):
    (typed,) = numbers_in(number, "en")
    assert is_in_words(typed, prose, lang) is is_there


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["en", "fr", "de", "es"]))
def test_what_a_language_prints_is_read_as_it_was(value, lang):
    (typed,) = numbers_in(locale_for(lang).number(value), lang)
    assert Decimal(typed.key) == value


@given(st.dates(), st.sampled_from(["en", "fr", "de", "es"]))
def test_dates_as_a_language_prints_them(day, lang):
    if day.year < 1000:
        return
    text = "".join(piece for piece, _ in locale_for(lang).date(day))
    assert [number.key for number in numbers_in(text, lang)] == [day.isoformat()]


@given(
    st.text(alphabet="0123456789 .,:-%$/aehmstUS\u00a0\n{}[]()", max_size=60),
    st.sampled_from(["en", "fr", "de"]),
)
def test_any_text_is_read_and_every_digit_counts(text, lang):
    found = numbers_in(text, lang)
    assert all(number.stop > number.start for number in found)
    assert all(one.stop <= after.start for one, after in pairwise(found))
