"""The place of a piece of an expression in its file, however YAML writes it."""

import pytest
from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings
from briefpress.facts.expressions import Refusal, span_of
from briefpress.facts.strict_yaml import parse_yaml
from briefpress.facts.values import read_leaf


def leaf_of(text):
    findings = Findings()
    root = parse_yaml(text, "f.yaml", findings)
    assert not len(findings), list(findings)
    leaf = read_leaf(root.entries["k"].value, findings, "k")
    assert leaf is not None
    return leaf


def pointed(text, leaf, start, end):
    """Return the characters that a span covers, and its line."""
    span = span_of(leaf, start, end)
    line = text.replace("\r\n", "\n").split("\n")[span.line - 1]
    return line[span.column - 1 : span.column - 1 + span.length], span.line


FORMS = {
    "plain": "k: a.b + c.d + c.d\n",
    "single": "k:   'a.b + c.d + c.d'   # c.d\n",
    "double": 'k: "a.b + c.d + c.d"\n',
    "padded": 'k: "   a.b + c.d + c.d "\n',
    "plain, folded": "k: a.b +\n   c.d\n\n   + c.d\nl: c.d\n",
    "double, folded": 'k: "a.b\n\n     + c.d +\n  c.d"\n',
    "literal": "k: |  # a.b + c.d\n  a.b +\n  c.d + c.d\n",
    "folded": "k: >-\n\n  a.b + c.d\n  +\n  c.d\n\n# c.d\n",
    "windows": "k: >-\r\n  a.b + c.d\r\n  + c.d\r\n",
    "flow": "{j: c.d, k: a.b + c.d + c.d}\n",
    "accents": "é: 1\nk: 'a.b + c.d + c.d'\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_text(form):
    text = FORMS[form]
    leaf = leaf_of(text)
    last = leaf.text.rindex("c.d")
    first = leaf.text.index("c.d")
    plus = leaf.text.index("+")
    assert pointed(text, leaf, last, last + 3)[0] == "c.d"
    assert pointed(text, leaf, first, first + 3)[0] == "c.d"
    assert pointed(text, leaf, plus, plus + 1)[0] == "+"
    zero = leaf.text.index("a.b")
    assert pointed(text, leaf, zero, zero + 3)[0] == "a.b"
    spans = [span_of(leaf, at, at + 3) for at in (zero, first, last)]
    assert spans == sorted(spans) and len(set(spans)) == 3


def test_a_piece_of_several_lines_ends_with_its_first():
    text = FORMS["folded"]
    leaf = leaf_of(text)
    assert pointed(text, leaf, 0, len(leaf.text)) == ("a.b + c.d", 3)


def test_escapes_are_searched_for():
    text = 'k: "a.b\\u0020+ c.d"\n'
    leaf = leaf_of(text)
    assert pointed(text, leaf, 6, 9) == ("c.d", 1)
    doubled = "k: 'a.b + ''c.d'\n"
    assert pointed(doubled, leaf_of(doubled), 7, 10) == ("c.d", 1)


def test_behind_the_end_the_whole_text_is_meant():
    text = "k: a.b +\n"
    leaf = leaf_of(text)
    assert span_of(leaf, len(leaf.text), len(leaf.text)) == leaf.span


@given(
    st.lists(st.sampled_from(["a.b", "+", "-", "2", "(", ")", "sum"]), min_size=1, max_size=12),
    st.lists(st.sampled_from([" ", "  ", "\n    ", "\n\n    "]), min_size=12, max_size=12),
    st.data(),
)
def test_words_are_found_wherever_lines_break(words, gaps, data):
    body = "".join(word + gap for word, gap in zip(words, gaps, strict=False)).rstrip()
    text = f'k: "{body}"\n'
    leaf = leaf_of(text)
    at = data.draw(st.integers(0, len(words) - 1))
    start = 0
    for word in words[:at]:
        start = leaf.text.index(word, start) + len(word)
    start = leaf.text.index(words[at], start)
    assert pointed(text, leaf, start, start + len(words[at]))[0] == words[at]


def test_a_report_says_first_what_is_prevented():
    text = "k: a.b + c.d\n"
    findings = Findings()
    refusal = Refusal("EXPR004", "there is no fact `c.d`", 6, 9, "unknown", "did you mean `c.e`?")
    refusal.report(leaf_of(text), "`x.y` cannot be computed", findings)
    (found,) = findings
    assert found.message == "`x.y` cannot be computed: there is no fact `c.d`"
    assert (str(found.span), found.span.length, found.label) == ("f.yaml:1:10", 3, "unknown")
