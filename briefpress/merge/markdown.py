"""Markdown (CommonMark) -> the inline and block markup of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from briefpress.merge.characters import xml_attribute, xml_text
from briefpress.merge.references import OPEN, expand_tokens

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {
    "paragraph_open": "p",
    "heading_open": "p",  # reported, and then shown as what it should have been
    "bullet_list_open": "ul",
    "ordered_list_open": "ol",
    "list_item_open": "li",
    "strong_open": "strong",
    "em_open": "em",
}
_CLOSE = {
    "paragraph_close": "</p>",
    "heading_close": "</p>",
    "bullet_list_close": "</ul>",
    "ordered_list_close": "</ol>",
    "list_item_close": "</li>",
    "strong_close": "</strong>",
    "em_close": "</em>",
    "link_close": "</a>",
}
#: The parser silently drops what is nested more deeply than its limit of 20; we speak before it does.
_DEEPEST = 17
_UNKNOWN = {
    "heading_open": "a heading",
    "blockquote_open": "a quotation",
    "hr": "a rule",
}
#: Without one of these a text is what it says (CommonMark 0.31, 2.4 and 6), but for tabs and line ends.
_MARKED = re.compile(r"[\\*_\[\]<>`!\n\r\t\0]")
#: How a token looks inside of an address.
_ENCODED_TOKEN = quote(OPEN)
_FACT = re.compile(r'<fact name="([^"]*)"')


class Rendered(NamedTuple):
    """Markup, and the constructs that have no place in a brief, each with its line from 0.

    ``at="+N"`` in the markup means line N of the text, ``at="+*K"`` the word that was met K times before.
    """

    markup: str
    problems: tuple[tuple[int, str], ...]


@cache
def parser() -> MarkdownIt:
    """Return the parser; it is loaded once a text has a mark."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False})
    # An author who means a picture, code or a heading has a block for it; HTML is text like any other.
    # Definitions of links are off because a line such as "[1]: text" would vanish from the page.
    made.disable(["image", "html_block", "html_inline", "code", "fence", "backticks", "entity", "reference"])
    # A link to `file:` would else be printed as it was typed: it is refused with all other addresses.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    return made


@lru_cache(maxsize=8192)
def render_blocks(text: str) -> Rendered:
    """Render paragraphs and lists."""
    return _render_plain(text.rstrip("\n").split("\n\n")) or _render(parser().parse(text))


@lru_cache(maxsize=8192)
def render_line(text: str) -> Rendered:
    """Render a text that stands inside one line or cell."""
    if _MARKED.search(text):
        return _render(parser().parseInline(text))
    return _finish(xml_text(text), ())


def _render_plain(paragraphs: list[str]) -> Rendered | None:
    """Render paragraphs of one line each in which nothing is marked; None where something may be.

    Most texts of a brief are such, and parsing them costs as much as setting them in lines.
    """
    out = []
    for index, text in enumerate(paragraphs):
        # What begins with a letter or a quoted fact begins no list, heading, quotation or rule.
        if not (text[:1].isalpha() or text[:1] == OPEN) or _MARKED.search(text):
            return None
        out.append(f'<p at="+{2 * index}">{xml_text(text.rstrip())}</p>')
    return _finish("".join(out), ())


def _render(tokens: list[Token]) -> Rendered:
    out: list[str] = []
    problems: list[tuple[int, str]] = []
    line = 0
    for t in tokens:
        if t.map:
            line = t.map[0]
        if max((child.level for child in t.children or ()), default=t.level) > _DEEPEST:
            problems.append((line, "a list or emphasis nested so deeply"))
        kind = t.type
        if kind == "inline":
            for child in t.children or ():
                out.append(_inline(child))
                if child.type == "link_open":
                    problems.extend((line, what) for what in _link_problems(child))
            continue
        if t.hidden:
            continue  # the paragraph of a tight list
        if kind in _UNKNOWN:
            problems.append((line, _UNKNOWN[kind]))
        if kind in _TAGS:
            # A line that begins with a year and a full stop is a list, too: its number has to be printed.
            start = t.attrGet("start") if kind == "ordered_list_open" else None
            numbered = "" if start is None else f' start="{start}"'
            out.append(f'<{_TAGS[kind]} at="+{line}"{numbered}>')
        elif kind in _CLOSE:
            out.append(_CLOSE[kind])
    return _finish("".join(out), tuple(problems))


def _finish(markup: str, problems: tuple[tuple[int, str], ...]) -> Rendered:
    return Rendered(_number_facts(expand_tokens(markup)), problems)


def _inline(t: Token) -> str:
    kind = t.type
    if kind == "text":
        return xml_text(t.content)
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "<br/>"
    if kind == "link_open":
        return f"<a href={xml_attribute(str(t.attrGet('href') or ''))}>"
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>"
    if kind in _CLOSE:
        return _CLOSE[kind]
    return xml_text(t.content)


def _link_problems(t: Token) -> Iterator[str]:
    """Yield what a link has that would be lost or, as addresses are encoded, damaged."""
    if _ENCODED_TOKEN in str(t.attrGet("href")):
        yield "a fact in the address of a link"
    if t.attrGet("title"):
        yield "the title of a link"


def _number_facts(markup: str) -> str:
    """Tell the second quotation of a fact in a text from the first, so that each has its own place."""
    seen: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        before = seen.get(match[1], 0)
        seen[match[1]] = before + 1
        return f'<fact at="+*{before}" name="{match[1]}"' if before else match[0]

    return _FACT.sub(number, markup)
