"""Project -> the web addresses that it names, each where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from msgspec import Struct

from briefpress.build.plan import Request
from briefpress.build.project import Project, briefs_by_name
from briefpress.diagnostics import Findings, Span
from briefpress.facts import Leaf
from briefpress.merge.brief import Address, Brief, Record, texts_of
from briefpress.merge.markdown import parser
from briefpress.workspace import ReadError

#: What stands for an expression: no author can have typed it, so an address with it is known as none.
_QUOTED = "\ue000"
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}", re.DOTALL)
#: An address that stands in a text for itself. What ends a sentence does not belong to it.
_BARE = re.compile(r"https?://[^\s<>\"“”«»\ue000]*[^\s<>\"“”«»\ue000.,;:!?'’)\]}*_]", re.IGNORECASE)
#: Addresses that a layout of the project writes itself.
_OF_LAYOUT = re.compile(r"""(?:href|address)\s*=\s*(["'])(https?://[^"'{}<>\s]+)\1""", re.IGNORECASE)


class Named(Struct, frozen=True):
    """A web address where it stands.

    Attributes:
        address: As it is written.
        span: Its place.
    """

    address: str
    span: Span


def addresses_in(project: Project, request: Request) -> list[Named]:
    """Return the addresses that a project names, sorted by place; what has mistakes else names none.

    Args:
        project: Where to look.
        request: Which briefs and languages; sources and layouts are looked at in any case.
    """
    found: dict[Named, None] = {}
    for brief in _briefs(project, request):
        languages = _languages(brief, request)
        found.update(dict.fromkeys(_in_brief(brief, languages)))
    for source in project.book(Findings()).sources.values():
        leaves = source.address.leaves
        wanted = [leaves[lang] for lang in leaves if not request.languages or lang in request.languages]
        found.update(dict.fromkeys(_alone(leaf) for leaf in wanted or leaves.values()))
        notes = source.note.leaves.values() if source.note is not None else ()
        found.update(dict.fromkeys(one for leaf in notes for one in _in_plain(leaf)))
    found.update(dict.fromkeys(_in_layouts(project)))
    web = (one for one in found if one.address.lower().startswith(("http://", "https://")))
    return sorted(web, key=lambda one: (one.span, one.address))


def _briefs(project: Project, request: Request) -> Iterator[Brief]:
    """Yield the briefs that are asked for; of a series, those of rows with texts of their own, too."""
    ignored = Findings()
    for name, path in briefs_by_name(project, ignored).items():
        if request.briefs and name not in request.briefs:
            continue
        brief = project.brief(path, ignored)
        if brief is None:
            continue
        yield brief
        for row in brief.for_each.overrides if brief.for_each is not None else ():
            if not request.rows or row in request.rows:
                own = project.brief(path, ignored, row)
                if own is not None:
                    yield own


def _languages(brief: Brief, request: Request) -> tuple[str, ...]:
    if not request.languages:
        return brief.languages
    editions = [one for one in request.languages if one in brief.editions]
    return tuple(dict.fromkeys(lang for edition in editions for lang in brief.languages_of(edition)))


def _in_brief(brief: Brief, languages: tuple[str, ...]) -> Iterator[Named]:
    for address in (one for block in brief.blocks() for one in _addresses_in(block.fields)):
        yield from (_alone(leaf) for lang in languages if (leaf := address.localized.get(lang)))
    for text in texts_of(brief):
        for lang in languages:
            leaf = text.localized.get(lang)
            # Most texts have no address, and parsing them takes time.
            if leaf is not None and "://" in leaf.text:
                yield from _in_text(leaf, inline=text.inline)


def _addresses_in(record: Record) -> Iterator[Address]:
    for value in record.values.values():
        if isinstance(value, Address):
            yield value
        elif isinstance(value, tuple):
            yield from (one for item in value if isinstance(item, Record) for one in _addresses_in(item))


def _alone(leaf: Leaf) -> Named:
    return Named(leaf.text.strip(), leaf.span)


def _in_plain(leaf: Leaf) -> Iterator[Named]:
    yield from (Named(match[0], leaf.locate(match[0])) for match in _BARE.finditer(leaf.text))


def _in_text(leaf: Leaf, *, inline: bool) -> Iterator[Named]:
    """Yield the addresses that links of a text lead to, and those that a reader would type."""
    text = _EXPRESSION.sub(_QUOTED, leaf.text)
    markdown = parser()
    written = {markdown.normalizeLink(match[0]): match[0] for match in _BARE.finditer(text)}
    before: dict[str, int] = {}
    for address in _addresses_of(text, inline=inline):
        typed = written.get(address, address)
        if _QUOTED in typed or "%EE%80%80" in typed:
            continue  # a fact in an address: merging refuses it
        number = before[typed] = before.get(typed, -1) + 1
        yield Named(address, leaf.locate(typed, number))


def _addresses_of(text: str, *, inline: bool) -> Iterator[str]:
    """Yield the addresses in a Markdown text, in their order."""
    markdown = parser()
    tokens = markdown.parseInline(text) if inline else markdown.parse(text)
    is_shown = False  # an address in angle brackets is what it leads to, and what is read
    for token in (child for one in tokens for child in one.children or ()):
        if token.type == "link_open":
            is_shown = token.markup == "autolink"
            yield str(token.attrGet("href") or "")
        elif token.type == "link_close":
            is_shown = False
        elif token.type == "text" and not is_shown:
            yield from (match[0] for match in _BARE.finditer(token.content))


def _in_layouts(project: Project) -> Iterable[Named]:
    for path in project.workspace.glob("templates", ".xml"):
        try:
            lines = project.workspace.read(path).decode("utf-8", "replace").split("\n")
        except ReadError:
            continue
        for number, line in enumerate(lines, 1):
            for match in _OF_LAYOUT.finditer(line):
                yield Named(unescape(match[2]), Span(path, number, match.start(2) + 1, len(match[2])))
