"""The text of an expression, cut into tokens."""

import pytest
from hypothesis import given, strategies as st

from briefpress.facts.expressions.refusal import Refused
from briefpress.facts.expressions.tokens import MAX_LENGTH, tokenize


def refusal(text):
    with pytest.raises(Refused) as caught:
        tokenize(text)
    found = caught.value.refusal
    return found.code, text[found.start : found.end], found.hint


def test_tokens_know_their_place():
    found = [(t.kind, t.text, t.start, t.end) for t in tokenize("a.b  + 1.50<=sum(c.d)")]
    assert found == [
        ("word", "a.b", 0, 3),
        ("operator", "+", 5, 6),
        ("number", "1.50", 7, 11),
        ("operator", "<=", 11, 13),
        ("word", "sum", 13, 16),
        ("operator", "(", 16, 17),
        ("word", "c.d", 17, 20),
        ("operator", ")", 20, 21),
        ("end", "", 21, 21),
    ]


@pytest.mark.parametrize(
    ("text", "number", "hint"),
    [
        ("2 * 1,000", "1,000", "write `1000`; between two numbers stands a comma and a space"),
        ("13,5", "13,5", "write `13.5`; between two numbers stands a comma and a space"),
        ("max(1,2)", "1,2", "write `1.2`; between two numbers stands a comma and a space"),
        ("1,234,567.8", "1,234,567.8", "write `1234567.8`; between two numbers stands a comma and a space"),
        ("1'000 + 1", "1'000", "write `1000`"),
        ("1_000", "1_000", "write `1000`"),
        (".5", ".5", "write `0.5`"),
        ("5.", "5.", "write `5`"),
        ("50% + 1", "50%", "write `percent(50)`"),
        ("3e9", "3e9", "write its digits out, with a point before decimals"),
        ("13bn", "13bn", "write its digits out, with a point before decimals"),
        ("1.2.3", "1.2.3", "write its digits out, with a point before decimals"),
        ("٣ + 1", "٣", "use numbers, ids of facts, functions, `+ - * /` and parentheses"),
    ],
)
def test_numbers_have_digits_and_a_point(text, number, hint):
    assert refusal(text) == ("EXPR001", number, hint)


@pytest.mark.parametrize(
    ("text", "char", "hint"),
    [
        ("a.b × 2", "×", "write `*`"),
        ("a.b − 2", "−", "write the minus with a hyphen: `-`"),
        ("a.b ≤ 2", "≤", "write `<=`"),
        ("a.b ^ 2", "^", "write the product out: `a.b * a.b`"),
        ("$13", "$", "write `money(13, CAD)` for an amount of money"),
        ("{{ a.b }}", "{", "write the fact without braces: `norad.years`"),
        ("max(a.b; c.d)", ";", "write a comma between arguments"),
        ("'a.b'", "'", "write ids and words without quotes"),
        ("a. b", ".", "join the parts of an id with single dots and without spaces: `norad.years`"),
        ("a.b & c.d", "&", "write `and`"),
    ],
)
def test_signs_of_other_languages_have_a_cure(text, char, hint):
    assert refusal(text) == ("EXPR001", char, hint)


def test_what_cannot_be_printed_is_named_by_its_number():
    with pytest.raises(Refused, match=r"the character U\+200B has no place in an expression"):
        tokenize("a.b \u200b+ 1")


def test_limits():
    assert len(tokenize("1 " * (MAX_LENGTH // 2))) == MAX_LENGTH // 2 + 1
    assert refusal("1" + " " * MAX_LENGTH)[0] == "EXPR013"
    assert len(tokenize("1" * 40)) == 2
    assert refusal("1" * 41)[:2] == ("EXPR007", "1" * 41)


@given(st.text(max_size=60))
def test_tokens_are_the_text_without_white_space(text):
    try:
        tokens = tokenize(text)
    except Refused as refused:
        found = refused.refusal
        assert 0 <= found.start < found.end <= len(text)
        return
    assert "".join(token.text for token in tokens) == "".join(text.split())
    assert all(text[token.start : token.end] == token.text for token in tokens)
