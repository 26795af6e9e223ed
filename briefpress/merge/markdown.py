"""Markdown (CommonMark) -> the inline and block markup of the vocabulary."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefpress.merge.references import expand_tokens

_parser = MarkdownIt("commonmark", {"html": False})
# An author who means a picture, code or a heading has a block for it; HTML is text like any other.
_parser.disable(["image", "html_block", "html_inline", "code", "fence", "backticks", "entity"])

_TAGS = {
    "paragraph_open": "p",
    "bullet_list_open": "ul",
    "ordered_list_open": "ol",
    "list_item_open": "li",
    "strong_open": "strong",
    "em_open": "em",
}
_CLOSE = {
    "paragraph_close": "</p>",
    "bullet_list_close": "</ul>",
    "ordered_list_close": "</ol>",
    "list_item_close": "</li>",
    "strong_close": "</strong>",
    "em_close": "</em>",
    "link_close": "</a>",
}
_UNKNOWN = {
    "heading_open": "a heading",
    "blockquote_open": "a quotation",
    "hr": "a rule",
}


class Rendered(NamedTuple):
    """Markup, and the constructs that have no place in a brief, each with its line from 0.

    ``at="+N"`` in the markup means line N of the text.
    """

    markup: str
    problems: tuple[tuple[int, str], ...]


@lru_cache(maxsize=8192)
def render_blocks(text: str) -> Rendered:
    """Render paragraphs and lists."""
    return _render(_parser.parse(text))


@lru_cache(maxsize=8192)
def render_line(text: str) -> Rendered:
    """Render a text that stands inside one line or cell."""
    return _render(_parser.parseInline(text))


def _render(tokens: list[Token]) -> Rendered:
    out: list[str] = []
    problems: list[tuple[int, str]] = []
    line = 0
    for t in tokens:
        if t.map:
            line = t.map[0]
        kind = t.type
        if kind == "inline":
            for child in t.children or ():
                out.append(_inline(child))
        elif t.hidden:
            continue  # the paragraph of a tight list
        elif kind in _TAGS:
            out.append(f'<{_TAGS[kind]} at="+{line}">')
        elif kind in _CLOSE:
            out.append(_CLOSE[kind])
        elif kind in _UNKNOWN:
            problems.append((line, _UNKNOWN[kind]))
    return Rendered(expand_tokens("".join(out)), tuple(problems))


def _inline(t: Token) -> str:
    kind = t.type
    if kind == "text":
        return escape(t.content)
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "<br/>"
    if kind == "link_open":
        return f"<a href={quoteattr(str(t.attrGet('href') or ''))}>"
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>"
    if kind in _CLOSE:
        return _CLOSE[kind]
    return escape(t.content)
