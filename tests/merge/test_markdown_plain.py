"""Texts without any mark take a short way; it must lead to the same place as the parser."""

from hypothesis import given, strategies as st

from briefpress.merge import markdown

WORDS = st.text(alphabet="aéZ9 .,:;'’«»&()-+#=~|$%{}\u00a0\n", max_size=60)


@given(WORDS)
def test_plain_paragraphs_render_as_the_parser_renders_them(text):
    short = markdown._render_plain(text.rstrip("\n").split("\n\n"))
    assert short is None or short == markdown._render(markdown.parser().parse(text))


@given(WORDS.filter(lambda text: not markdown._MARKED.search(text)))
def test_plain_lines_render_as_the_parser_renders_them(text):
    assert markdown.render_line(text) == markdown._render(markdown.parser().parseInline(text))


def test_most_texts_of_a_brief_take_the_short_way():
    assert markdown._render_plain(["Canada is a member.", "So are others."]) is not None
    assert markdown._render_plain(["- a list"]) is None
    assert markdown._render_plain(["1. a list"]) is None
    assert markdown._render_plain(["with *emphasis*"]) is None
