"""Elements -> nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from briefpress.diagnostics import Findings, did_you_mean
from briefpress.document import nodes as n
from briefpress.document.addresses import problem, shown
from briefpress.document.chart_build import ChartBuilder
from briefpress.document.charts import Chart
from briefpress.document.checks import check_document
from briefpress.document.grid import widths_of_rows
from briefpress.document.inlines import (
    DocumentSource,
    common as _common,
    lang_of,
    positive_number,
    without_links,
)
from briefpress.document.markup import Element, Place, read_elements
from briefpress.document.vocabulary import FIT, HEADINGS


def parse_markup(
    markup: str,
    *,
    lang: str,
    template: str,
    places: Sequence[Place],
    source: DocumentSource,
    findings: Findings,
    notes: Iterable[str] = (),
) -> n.Document | None:
    """Turn the markup of an edition into its checked node tree.

    Args:
        markup: XML text of the vocabulary.
        lang: BCP 47 language of the edition.
        template: Path of the layout template.
        places: The texts of the brief, by the numbers in ``at``.
        source: Gives facts their text and pictures their bytes.
        findings: Collects errors.
        notes: The names of the brief's notes: those without a mark are not in the markup.

    Returns:
        The document, or None where the markup cannot be read at all. Where ``findings`` has errors it must
        not be printed.
    """
    root = read_elements(markup, template, places, findings)
    if root is None:
        return None
    document = _Builder(source, findings).document(root, lang)
    check_document(document, findings, notes)
    return document


_ALIGNS: dict[str, n.Align] = {"end": "end", "decimal": "decimal"}
_PAGE_KINDS: dict[str, n.PageKind] = {"first": "first", "left": "left", "right": "right"}


class _Builder(ChartBuilder):
    """Builds blocks; ``lang`` is always the language of the element, not that around it."""

    # ---- the whole

    def document(self, e: Element, lang: str) -> n.Document:
        lang = lang_of(e, lang)
        return n.Document(
            blocks=self.inside(e, lang),
            title=self.words(e, "title", lang),
            author=self.words(e, "author", lang),
            subject=self.words(e, "subject", lang),
            keywords=tuple(k.strip() for k in self.words(e, "keywords", lang).split(",") if k.strip()),
            furniture=tuple(
                self.furniture(c, lang_of(c, lang)) for c in e.elements if c.name in ("header", "footer")
            ),
            pages=self.whole(e, "pages"),
            landscape=e.attributes.get("orientation") == "landscape",
            scale=self.scale(e),
            fit=self.remedies(e),
            **_common(e, lang),
        )

    def scale(self, e: Element) -> float:
        scale = self.decimal(e, "scale")
        if scale is None:
            return 1.0
        if not Decimal("0.5") <= scale <= 4:
            hint = "it goes from 0.5 to 4"
            self.findings.error("DOC003", f"`scale` cannot be `{scale}`", e.span, hint=hint)
            return 1.0
        return float(scale)

    def remedies(self, e: Element) -> tuple[str, ...]:
        names = e.attributes.get("fit", "").split()
        for name in names:
            if name not in FIT:
                hint = did_you_mean(name, FIT) or f"it has {' and '.join(FIT)}, in the order to try them"
                self.findings.error("DOC003", f"`fit` cannot have `{name}`", e.span, hint=hint)
        return tuple(name for name in names if name in FIT)

    def furniture(self, e: Element, lang: str) -> n.Furniture:
        parts = {c.name: self.inlines(c, lang_of(c, lang)) for c in e.elements}
        return n.Furniture(
            start=parts.get("start", ()),
            end=parts.get("end", ()),
            head=e.name == "header",
            on=_PAGE_KINDS.get(e.attributes.get("on", ""), ""),
            lang=lang,
            span=e.span,
        )

    # ---- blocks of blocks

    def inside(self, e: Element, lang: str) -> tuple[n.Block, ...]:
        return tuple(_BLOCKS[c.name](self, c, lang_of(c, lang)) for c in e.elements if c.name in _BLOCKS)

    def band(self, e: Element, lang: str) -> n.Band:
        return n.Band(
            blocks=self.inside(e, lang), logo=e.attributes.get("logo") != "none", **_common(e, lang)
        )

    def columns(self, e: Element, lang: str) -> n.Columns:
        return n.Columns(
            blocks=self.inside(e, lang),
            count=self.whole(e, "count") or 2,
            foot=e.attributes.get("place") == "foot",
            **_common(e, lang),
        )

    def group(self, e: Element, lang: str) -> n.Group:
        breaks, keeps = "break-before" in e.attributes, "break-inside" in e.attributes
        start = float(self.decimal(e, "start") or 0)
        return n.Group(
            blocks=self.inside(e, lang), breaks=breaks, keeps=keeps, start=start, **_common(e, lang)
        )

    def beside(self, e: Element, lang: str) -> n.Beside:
        inside = ((c, lang_of(c, lang)) for c in e.elements if c.name == "column")
        columns = tuple(n.Column(blocks=self.inside(c, at), **_common(c, at)) for c, at in inside)
        return n.Beside(columns=columns, widths=self.widths(e, len(columns)), **_common(e, lang))

    def contents(self, e: Element, lang: str) -> n.Contents:
        entries = (self.contents_entry(c, lang_of(c, lang)) for c in e.elements if c.name == "toc-entry")
        return n.Contents(entries=tuple(entries), **_common(e, lang))

    def contents_entry(self, e: Element, lang: str) -> n.ContentsEntry:
        number, target = e.attributes.get("number", ""), e.attributes.get("target", "")
        words = without_links(self.inlines(e, lang))
        page = n.PageOf(target=target, lang=lang, span=e.span)
        space = n.Text(text=" ", lang=lang, span=e.span)
        return n.ContentsEntry(
            number=n.Text(text=number, lang=lang, span=e.span) if number else None,
            reference=n.Reference(content=(*words, space, page), target=target, lang=lang, span=e.span),
            level=self.whole(e, "level", 1, 6) or 2,
            **_common(e, lang),
        )

    # ---- texts and lists

    def paragraph(self, e: Element, lang: str) -> n.Paragraph:
        return n.Paragraph(content=self.inlines(e, lang), **_common(e, lang))

    def heading(self, e: Element, lang: str) -> n.Heading:
        level, content = int(e.name[1]), self.inlines(e, lang)
        return n.Heading(level=level, content=content, tag=e.tag, **_common(e, lang))

    def bullets(self, e: Element, lang: str) -> n.ListBlock:
        ordered = e.name == "ol"
        first = self.whole(e, "start", 0, 999_999_999) if ordered else None
        number = 1 if first is None else first
        # The disc of a step needs no full stop.
        printed = "•" if not ordered else "{}" if e.attributes.get("role") == "steps" else "{}."
        items = []
        for c in e.elements:
            if c.name != "li":
                continue
            at = lang_of(c, lang)
            marker = n.Text(text=printed.format(number), lang=at, span=c.span)
            items.append(n.ListItem(blocks=self.entry(c, at), marker=marker, **_common(c, at)))
            number += 1
        return n.ListBlock(items=tuple(items), ordered=ordered, **_common(e, lang))

    def entry(self, e: Element, lang: str) -> tuple[n.Block, ...]:
        """Build what an entry of a list holds; words beside a nested list are a paragraph."""
        blocks: list[n.Block] = []
        words = Element(e.name, {}, e.span, e.place)
        for c in (*e.content, None):
            if c is not None and (isinstance(c, str) or c.name not in _BLOCKS):
                words.content.append(c)
                continue
            content = self.inlines(words, lang)
            if content:
                blocks.append(n.Paragraph(content=content, lang=lang, span=e.span))
            words.content.clear()
            if isinstance(c, Element):
                blocks.append(_BLOCKS[c.name](self, c, lang_of(c, lang)))
        return tuple(blocks)

    def terms(self, e: Element, lang: str) -> n.Terms:
        items: list[n.Term] = []
        term: n.Paragraph | None = None
        for c in e.elements:
            at = lang_of(c, lang)
            if c.name == "dt":
                if term is not None:
                    self._undescribed(term)
                term = self.paragraph(c, at)
            elif c.name == "dd" and term is not None:
                items.append(n.Term(term=term, blocks=self.entry(c, at), lang=term.lang, span=term.span))
                term = None
            elif c.name == "dd":
                hint = "write a `dt` before each `dd`; several paragraphs of one `dd` are `p`"
                self.findings.error("DOC004", "this `dd` has no `dt` before it", c.text_span, hint=hint)
        if term is not None:
            self._undescribed(term)
        return n.Terms(items=tuple(items), **_common(e, lang))

    def _undescribed(self, term: n.Paragraph) -> None:
        hint = "write a `dd` behind each `dt`"
        self.findings.error("DOC004", "this `dt` has no `dd` behind it", term.span, hint=hint)

    def notes(self, e: Element, lang: str) -> n.Notes:
        notes = tuple(self.note(c, lang_of(c, lang)) for c in e.elements if c.name == "note")
        return n.Notes(notes=notes, foot=e.attributes.get("place") == "foot", **_common(e, lang))

    def note(self, e: Element, lang: str) -> n.Note:
        number = n.Text(text=e.attributes.get("number", ""), lang=lang, span=e.span)
        return n.Note(number=number, content=self.inlines(e, lang), **_common(e, lang))

    # ---- figures

    def figure(self, e: Element, lang: str) -> n.Block:
        chart, image = e.find("chart"), e.find("image")
        if (chart is None) == (image is None):
            hint = "give each picture and each chart a figure of its own"
            self.findings.error("DOC004", "a `figure` needs a `chart` or an `image`", e.span, hint=hint)
            return n.Section(blocks=(), **_common(e, lang))
        body: Chart | n.Image | None = None
        if chart is not None:
            body = self.chart(chart, lang_of(chart, lang))
        elif image is not None:
            body = self.image(image, lang_of(image, lang))
        if body is None:
            return n.Section(blocks=(), **_common(e, lang))
        caption, credit = (self.line(e, name, lang) for name in ("caption", "credit"))
        return n.Figure(body=body, caption=caption, credit=credit, **_common(e, lang))

    def line(self, e: Element, name: str, lang: str) -> n.Paragraph | None:
        """Build a child element that holds a line of text, where there is one."""
        child = e.find(name)
        return self.paragraph(child, lang_of(child, lang)) if child else None

    def image(self, e: Element, lang: str) -> n.Image | None:
        path = e.attributes.get("src", "")
        loaded = self.source.image(path, e.locate(path)) if path else None  # `markup` reports none
        alt = self.alt(e, lang)
        wanted = self.decimal(e, "width")
        if loaded is None:
            return None
        data, width, height, drawing = loaded
        if wanted is not None:
            width, height = float(wanted), height * float(wanted) / width
        return n.Image(
            source=path, data=data, alt=alt, width=width, height=height, drawing=drawing, **_common(e, lang)
        )

    def logos(self, e: Element, lang: str) -> n.Logos:
        made = (self.logo(c, lang_of(c, lang)) for c in e.elements if c.name == "logo")
        return n.Logos(logos=tuple(logo for logo in made if logo is not None), **_common(e, lang))

    def logo(self, e: Element, lang: str) -> n.Logo | None:
        picture, href = e.find("image"), e.attributes.get("href")
        image = self.image(picture, lang_of(picture, lang)) if picture else None  # `markup` reports none
        width, height = self.decimal(e, "width"), self.decimal(e, "height")
        is_fine = href is None or self.is_address(e, href)
        if image is None or not is_fine:
            return None
        return n.Logo(
            image=image,
            href=href,
            width=float(width) if width else None,
            height=float(height) if height else None,
            **_common(e, lang),
        )

    def qr(self, e: Element, lang: str) -> n.Block:
        href = e.attributes.get("href", "")
        blocks, alt, size = self.inside(e, lang), self.alt(e, lang), self.decimal(e, "size")
        if not self.is_address(e, href):
            return n.Section(blocks=blocks, **_common(e, lang))
        words = n.Text(text=shown(href), lang=lang, span=e.span)
        link = n.Link(content=(words,), href=href, lang=lang, span=e.span)
        return n.QrCode(
            blocks=(*blocks, n.Paragraph(content=(link,), lang=lang, span=e.span)),
            href=href,
            alt=alt,
            size=float(size) if size else None,
            **_common(e, lang),
        )

    def is_address(self, e: Element, href: str) -> bool:
        """Tell whether something may lead to an address; report one that is none."""
        hint = problem(href) if href else ""  # where there is none, `markup` has said so
        if hint:
            message = f"`{href[:80]}` is no address that a `{e.name}` may lead to"
            self.findings.error("DOC008", message, e.locate(href), hint=hint)
        return bool(href) and not hint

    # ---- tables

    def table(self, e: Element, lang: str) -> n.Table:
        head, body = self.rows(e, "thead", lang), self.rows(e, "tbody", lang)
        elements = [
            r
            for part in ("thead", "tbody")
            for c in e.elements
            if c.name == part
            for r in c.elements
            if r.name == "tr"
        ]
        columns = self.check_rows((*head, *body), elements)
        continued = e.attributes.get("continued", "")
        return n.Table(
            caption=self.line(e, "caption", lang),
            head=head,
            body=body,
            widths=self.widths(e, columns),
            continued=(n.Text(text=f" {continued}", lang=lang, span=e.span),) if continued else (),
            decimal=e.attributes.get("decimal", "."),
            **_common(e, lang),
        )

    def rows(self, e: Element, part: str, lang: str) -> tuple[n.Row, ...]:
        parts = [(c, lang_of(c, lang)) for c in e.elements if c.name == part]
        elements = [(r, lang_of(r, at)) for c, at in parts for r in c.elements if r.name == "tr"]
        return tuple(self.row(r, at) for r, at in elements)

    def check_rows(self, rows: Sequence[n.Row], elements: Sequence[Element]) -> int:
        """Report rows that take more or fewer columns than the first; return how many that takes."""
        widths = widths_of_rows(rows)
        for element, width in zip(elements, widths, strict=True):
            if width != widths[0]:
                self.findings.error(
                    "DOC007",
                    f"this row has {counted(width, 'cell')} where the table has "
                    f"{counted(widths[0], 'column')}",
                    element.text_span,
                    hint="give every row the same number of cells",
                )
        return widths[0] if widths else 0

    def row(self, e: Element, lang: str) -> n.Row:
        return n.Row(cells=tuple(self.cell(c, lang_of(c, lang)) for c in e.elements), **_common(e, lang))

    def cell(self, e: Element, lang: str) -> n.Cell:
        return n.Cell(
            content=self.inlines(e, lang),
            scope=None if e.name == "td" else "Row" if e.attributes.get("scope") == "row" else "Column",
            align=_ALIGNS.get(e.attributes.get("align", ""), "start"),
            columns=self.whole(e, "colspan", 1, 99) or 1,
            rows=self.whole(e, "rowspan", 1, 999) or 1,
            **_common(e, lang),
        )

    def widths(self, e: Element, columns: int) -> tuple[Decimal, ...]:
        """Read the shares of the columns; equal ones where there are none."""
        words = e.attributes.get("widths", "").split()
        widths = tuple(positive_number(word) for word in words)
        if not words:
            return (Decimal(1),) * columns
        if len(widths) == columns and None not in widths:
            return tuple(width for width in widths if width is not None)
        message = f"`widths` cannot be `{' '.join(words)}`"
        hint = f"write {columns} numbers greater than 0, one for each column"
        self.findings.error("DOC003", message, e.span, hint=hint)
        return (Decimal(1),) * columns

    # ---- small things

    def whole(self, e: Element, name: str, minimum: int = 1, maximum: int = 999) -> int | None:
        value = e.attributes.get(name)
        if value is None:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10 and minimum <= int(value) <= maximum:
            return int(value)
        hint = f"write a whole number from {minimum} to {maximum}"
        self.findings.error("DOC003", f"`{name}` cannot be `{value}`", e.span, hint=hint)
        return None


#: What builds the block of an element.
_BLOCKS: dict[str, Callable[[_Builder, Element, str], n.Block]] = {
    "band": _Builder.band,
    "section": lambda build, e, lang: n.Section(blocks=build.inside(e, lang), **_common(e, lang)),
    "group": _Builder.group,
    "columns": _Builder.columns,
    "beside": _Builder.beside,
    "toc": _Builder.contents,
    "blockquote": lambda build, e, lang: n.Quotation(blocks=build.inside(e, lang), **_common(e, lang)),
    "callout": lambda build, e, lang: n.Callout(blocks=build.inside(e, lang), **_common(e, lang)),
    **dict.fromkeys(HEADINGS, _Builder.heading),
    "p": _Builder.paragraph,
    "ul": _Builder.bullets,
    "ol": _Builder.bullets,
    "dl": _Builder.terms,
    "key-figures": _Builder.key_figures,
    "figure": _Builder.figure,
    "logos": _Builder.logos,
    "qr": _Builder.qr,
    "table": _Builder.table,
    "notes": _Builder.notes,
}


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 cell``, ``2 cells``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
