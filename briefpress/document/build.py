"""Elements -> nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Protocol

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.checks import check_document
from briefpress.document.markup import Element, Place, read_elements


@dataclass(frozen=True, slots=True)
class FactText:
    """How a fact is printed in one form and language.

    Attributes:
        pieces: Characters, each with whether they are raised (the "er" of "1er avril").
        number: The exact value, for charts; None where the fact is no number.
    """

    pieces: tuple[tuple[str, bool], ...]
    number: Decimal | None = None

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(text for text, _ in self.pieces)


class DocumentSource(Protocol):
    """What building a document asks of the phase that merges."""

    def fact(self, name: str, form: str, lang: str, span: Span) -> FactText | None:
        """Return a fact's text, or None after reporting why there is none."""

    def image(self, path: str, span: Span) -> tuple[bytes, float, float] | None:
        """Return a picture's bytes and its size in points, or None after reporting."""


def parse_markup(
    markup: str,
    *,
    lang: str,
    template: str,
    places: Sequence[Place],
    source: DocumentSource,
    findings: Findings,
) -> n.Document | None:
    """Turn the markup of an edition into its checked node tree.

    Args:
        markup: XML text of the vocabulary.
        lang: BCP 47 language of the edition.
        template: Path of the layout template.
        places: The texts of the brief, by the numbers in ``at``.
        source: Gives facts their text and pictures their bytes.
        findings: Collects errors.

    Returns:
        The document, or None where the markup cannot be read at all. Where ``findings`` has errors it must
        not be printed.
    """
    root = read_elements(markup, template, places, findings)
    if root is None:
        return None
    document = _Builder(source, findings).document(root, lang)
    check_document(document, findings)
    return document


_SPACES = re.compile("[ \t\r\n]+")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


class _Builder:
    def __init__(self, source: DocumentSource, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self.blocks: dict[str, Callable[[Element, str], n.Block]] = {
            "band": lambda e, lang: n.Band(
                blocks=self.inside(e, lang), logo=e.attributes.get("logo") != "none", **self.common(e, lang)
            ),
            "section": lambda e, lang: n.Section(blocks=self.inside(e, lang), **self.common(e, lang)),
            "columns": lambda e, lang: n.Columns(
                blocks=self.inside(e, lang),
                count=self.whole(e, "count") or 2,
                foot=e.attributes.get("place") == "foot",
                **self.common(e, lang),
            ),
            "callout": lambda e, lang: n.Callout(blocks=self.inside(e, lang), **self.common(e, lang)),
            "p": lambda e, lang: self.paragraph(e, lang),
            "ul": self.bullets,
            "ol": self.bullets,
            "key-figures": self.key_figures,
            "figure": self.figure,
            "table": self.table,
            "notes": lambda e, lang: n.Notes(
                notes=tuple(self.note(c, self.lang(c, lang)) for c in e.elements if c.name == "note"),
                **self.common(e, lang),
            ),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self.heading),
        }

    # ---- the whole

    def document(self, e: Element, lang: str) -> n.Document:
        lang = self.lang(e, lang)
        meta = {c.name: self.plain(c, lang) for c in e.elements if c.name in _METADATA}
        footer = next((c for c in e.elements if c.name == "footer"), None)
        return n.Document(
            blocks=self.inside(e, lang),
            title=meta.get("title", ""),
            author=meta.get("author", ""),
            subject=meta.get("subject", ""),
            keywords=tuple(k.strip() for k in meta.get("keywords", "").split(",") if k.strip()),
            footer=self.footer(footer, lang),
            pages=self.whole(e, "pages"),
            **self.common(e, lang),
        )

    def footer(self, e: Element | None, lang: str) -> n.Furniture:
        if e is None:
            return n.Furniture(lang=lang)
        parts = {c.name: self.inlines(c, lang) for c in e.elements}
        return n.Furniture(
            start=parts.get("start", ()), end=parts.get("end", ()), lang=self.lang(e, lang), span=e.span
        )

    # ---- blocks

    def inside(self, e: Element, lang: str) -> tuple[n.Block, ...]:
        lang = self.lang(e, lang)
        return tuple(self.blocks[c.name](c, self.lang(c, lang)) for c in e.elements if c.name in self.blocks)

    def paragraph(self, e: Element, lang: str) -> n.Paragraph:
        return n.Paragraph(content=self.inlines(e, lang), **self.common(e, lang))

    def heading(self, e: Element, lang: str) -> n.Heading:
        return n.Heading(level=int(e.name[1]), content=self.inlines(e, lang), **self.common(e, lang))

    def bullets(self, e: Element, lang: str) -> n.ListBlock:
        ordered = e.name == "ol"
        items = []
        for number, c in enumerate((c for c in e.elements if c.name == "li"), 1):
            at = self.lang(c, lang)
            blocks: tuple[n.Block, ...]
            if any(g.name in self.blocks for g in c.elements):
                blocks = self.inside(c, at)
            else:
                blocks = (n.Paragraph(content=self.inlines(c, at), lang=at, span=c.span),)
            marker = n.Text(text=f"{number}." if ordered else "•", lang=at, span=c.span)
            items.append(n.ListItem(blocks=blocks, marker=marker, **self.common(c, at)))
        return n.ListBlock(items=tuple(items), ordered=ordered, **self.common(e, lang))

    def key_figures(self, e: Element, lang: str) -> n.KeyFigures:
        figures = []
        for c in e.elements:
            parts = {p.name: p for p in c.elements}
            if "value" not in parts or "label" not in parts:
                self.findings.error(
                    "DOC004", "a `key-figure` needs a `value` and a `label`", c.span, hint="add the other one"
                )
                continue
            value, label = (self.paragraph(parts[k], self.lang(parts[k], lang)) for k in ("value", "label"))
            figures.append(n.KeyFigure(value=value, label=label, **self.common(c, lang)))
        return n.KeyFigures(figures=tuple(figures), **self.common(e, lang))

    def figure(self, e: Element, lang: str) -> n.Block:
        caption = next((c for c in e.elements if c.name == "caption"), None)
        body = next((c for c in e.elements if c.name in ("chart", "image")), None)
        if body is None:
            self.findings.error("DOC004", "a `figure` needs a `chart` or an `image`", e.span)
            return n.Section(blocks=(), **self.common(e, lang))
        drawn = self.chart(body, lang) if body.name == "chart" else self.image(body, lang)
        if drawn is None:
            return n.Section(blocks=(), **self.common(e, lang))
        text = self.paragraph(caption, self.lang(caption, lang)) if caption else None
        return n.Figure(body=drawn, caption=text, **self.common(e, lang))

    def chart(self, e: Element, lang: str) -> n.Chart | None:
        kind = e.attributes.get("kind", "")
        kinds: dict[str, n.ChartKind] = {"share": "share", "bar": "bar", "column": "column"}
        if kind not in kinds:
            self.findings.error(
                "DOC005",
                f"there is no chart of kind `{kind}`",
                e.span,
                hint="kinds are share, bar and column",
            )
            return None
        items = []
        for c in (c for c in e.elements if c.name == "item"):
            name = c.attributes.get("fact", "")
            printed = self.source.fact(name, c.attributes.get("form", "short"), lang, c.locate(name))
            label = next((g for g in c.elements if g.name == "label"), None)
            if printed is None:
                continue
            if printed.number is None:
                self.findings.error(
                    "DOC005",
                    f"the fact `{name}` is no number, so a chart cannot draw it",
                    c.locate(name),
                    hint="charts take numbers, percentages, money and durations",
                )
                continue
            if printed.number < 0 or (kind == "share" and printed.number > 100):
                self.findings.error(
                    "DOC005",
                    f"the fact `{name}` ({printed.plain}) lies outside what a `{kind}` chart can show",
                    c.locate(name),
                    hint="a share goes from 0 to 100, a bar from 0 upwards",
                )
                continue
            text = self.plain(label, lang) if label else ""
            items.append(
                n.ChartItem(label=text, value=printed.number, text=printed.plain, fact=name, span=c.span)
            )
        return n.Chart(
            kind=kinds[kind],
            items=tuple(items),
            alt=self.alt(e, lang),
            maximum=self.decimal(e, "maximum"),
            **self.common(e, lang),
        )

    def image(self, e: Element, lang: str) -> n.Image | None:
        path = e.attributes.get("src", "")
        loaded = self.source.image(path, e.locate(path))
        alt = self.alt(e, lang)
        if loaded is None:
            return None
        data, width, height = loaded
        wanted = self.decimal(e, "width")
        if wanted is not None and width:
            width, height = float(wanted), height * float(wanted) / width
        return n.Image(source=path, data=data, alt=alt, width=width, height=height, **self.common(e, lang))

    def alt(self, e: Element, lang: str) -> str:
        alt = next((c for c in e.elements if c.name == "alt"), None)
        text = self.plain(alt, lang) if alt else ""
        if not text:
            self.findings.error(
                "DOC006",
                f"the `{e.name}` has no alternative text",
                e.span,
                hint="say in a sentence what it shows, in an `alt`: a reader may only hear it",
            )
        return text

    def table(self, e: Element, lang: str) -> n.Table:
        caption = next((c for c in e.elements if c.name == "caption"), None)
        rows = {
            part: tuple(
                self.row(r, lang)
                for group in e.elements
                if group.name == part
                for r in group.elements
                if r.name == "tr"
            )
            for part in ("thead", "tbody")
        }
        widest = max((len(r.cells) for part in rows.values() for r in part), default=0)
        for part in rows.values():
            for row in part:
                if len(row.cells) != widest:
                    self.findings.error(
                        "DOC007",
                        f"this row has {len(row.cells)} cells where the table has {widest} columns",
                        row.span,
                        hint="give every row the same number of cells",
                    )
        widths = tuple(Decimal(w) for w in e.attributes.get("widths", "").split() if w.isdigit())
        return n.Table(
            caption=self.paragraph(caption, self.lang(caption, lang)) if caption else None,
            head=rows["thead"],
            body=rows["tbody"],
            widths=widths if len(widths) == widest else (Decimal(1),) * widest,
            **self.common(e, lang),
        )

    def row(self, e: Element, lang: str) -> n.Row:
        cells = []
        for c in e.elements:
            scope = c.attributes.get("scope")
            at = self.lang(c, lang)
            cells.append(
                n.Cell(
                    content=self.inlines(c, at),
                    scope=None if c.name == "td" else "Row" if scope == "row" else "Column",
                    align="end" if c.attributes.get("align") == "end" else "start",
                    **self.common(c, at),
                )
            )
        return n.Row(cells=tuple(cells), **self.common(e, lang))

    def note(self, e: Element, lang: str) -> n.Note:
        number = n.Text(text=e.attributes.get("number", ""), lang=lang, span=e.span)
        return n.Note(number=number, content=self.inlines(e, lang), **self.common(e, lang))

    # ---- inlines

    def inlines(self, e: Element, lang: str) -> tuple[n.Inline, ...]:
        """Build the inlines of an element, spaces collapsed as HTML does, trimmed at both ends."""
        content: list[n.Inline] = []
        self.inline_content(e, lang, content)
        return _trim(content)

    def inline_content(self, e: Element, lang: str, into: list[n.Inline]) -> None:
        for c in e.content:
            if isinstance(c, str):
                into.append(n.Text(text=_SPACES.sub(" ", c), lang=lang, span=e.span))
            else:
                into.extend(self.inline(c, self.lang(c, lang)))

    def inline(self, e: Element, lang: str) -> tuple[n.Inline, ...]:
        name, span = e.name, e.span
        if name == "fact":
            return self.fact(e, lang)
        if name == "br":
            return (n.LineBreak(lang=lang, span=span),)
        if name == "page-number":
            return (n.PageNumber(lang=lang, span=span),)
        if name == "page-count":
            return (n.PageCount(lang=lang, span=span),)
        content: list[n.Inline] = []
        self.inline_content(e, lang, content)
        inner = tuple(content)
        if name == "strong":
            return (n.Strong(content=inner, lang=lang, span=span),)
        if name == "em":
            return (n.Emphasis(content=inner, lang=lang, span=span),)
        if name == "sup":
            return (n.Superscript(content=inner, lang=lang, span=span),)
        if name == "span":
            return (n.Phrase(content=inner, lang=lang, span=span),)
        if name == "abbr":
            title = e.attributes.get("title", "")
            return (n.Abbreviation(content=inner, expansion=title, lang=lang, span=span),)
        if name == "noteref":
            return (n.NoteReference(content=inner, note=e.attributes.get("note", ""), lang=lang, span=span),)
        if name == "a":
            href = e.attributes.get("href", "")
            if not href.lower().startswith(_SCHEMES):
                self.findings.error(
                    "DOC008",
                    f"`{href}` is no address a printed link may have",
                    e.locate(href),
                    hint="links begin with https://, http://, mailto: or tel:",
                )
            return (n.Link(content=inner, href=href, lang=lang, span=span),)
        return inner

    def fact(self, e: Element, lang: str) -> tuple[n.Inline, ...]:
        name = e.attributes.get("name", "")
        span = e.locate(name)
        printed = self.source.fact(name, e.attributes.get("form", ""), lang, span)
        if printed is None:
            return ()
        parts: list[n.Inline] = []
        for text, raised in printed.pieces:
            leaf = n.Text(text=text, lang=lang, span=span, fact=name)
            parts.append(n.Superscript(content=(leaf,), lang=lang, span=span) if raised else leaf)
        return tuple(parts)

    # ---- small things

    def plain(self, e: Element, lang: str) -> str:
        """Return the characters of an element, for metadata and alternative texts."""
        lang = self.lang(e, lang)
        return plain_text(self.inlines(e, lang))

    @staticmethod
    def lang(e: Element, lang: str) -> str:
        return e.attributes.get("lang", lang)

    @staticmethod
    def common(e: Element, lang: str) -> n.Common:
        return {
            "lang": e.attributes.get("lang", lang),
            "span": e.span,
            "id": e.attributes.get("id"),
            "role": e.attributes.get("role", ""),
        }

    def whole(self, e: Element, name: str) -> int | None:
        value = e.attributes.get(name)
        if value is None:
            return None
        if value.isascii() and value.isdigit() and 0 < int(value) < 1000:
            return int(value)
        self.findings.error(
            "DOC003", f"`{name}` cannot be `{value}`", e.span, hint="write a whole number from 1 to 999"
        )
        return None

    def decimal(self, e: Element, name: str) -> Decimal | None:
        value = e.attributes.get(name)
        if value is None:
            return None
        try:
            number = Decimal(value)
            if number.is_finite() and number > 0:
                return number
        except InvalidOperation:
            pass
        self.findings.error(
            "DOC003", f"`{name}` cannot be `{value}`", e.span, hint="write a number greater than 0"
        )
        return None


_METADATA = frozenset(("title", "subject", "author", "keywords"))


def plain_text(content: Sequence[n.Node]) -> str:
    """Return the characters of inlines in reading order."""
    parts = []
    for top in content:
        for node in top.walk():
            if isinstance(node, n.Text):
                parts.append(node.text)
            elif isinstance(node, n.LineBreak):
                parts.append(" ")
    return "".join(parts)


def _trim(content: list[n.Inline]) -> tuple[n.Inline, ...]:
    """Remove the white space that the layout of a template leaves at both ends."""
    for index, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while content and isinstance(content[index], n.Text):
            leaf = content[index]
            assert isinstance(leaf, n.Text)
            text = strip(leaf.text, " ")
            if text:
                if text != leaf.text:
                    content[index] = n.Text(text=text, lang=leaf.lang, span=leaf.span, fact=leaf.fact)
                break
            content.pop(index)
    return tuple(content)
