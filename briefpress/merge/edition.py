"""One brief in one language -> its document."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from briefpress.diagnostics import Findings, Span
from briefpress.document import FactText, parse_markup
from briefpress.document.nodes import Document
from briefpress.facts import FactBook, FieldReader, Localized, Source, read_yaml
from briefpress.merge.brief import Brief, BriefText, Name, Record, Value, texts_of
from briefpress.merge.fact_text import FactPrinter
from briefpress.merge.locale import full_tag
from briefpress.merge.references import Uses
from briefpress.merge.templates import LayoutTemplates
from briefpress.merge.texts import render_texts
from briefpress.workspace import ReadError, Workspace

#: A larger picture would take gigabytes once unpacked; no page prints more.
MAX_PIXELS = 40_000_000


class Merger:
    """What the editions of one project share: facts, printers, compiled templates, words."""

    def __init__(self, workspace: Workspace, book: FactBook) -> None:
        self.workspace = workspace
        self.book = book
        self.templates = LayoutTemplates(workspace)
        self._printers: dict[str, FactPrinter] = {}
        self._words: dict[str, Localized] | None = None

    def printer(self, lang: str) -> FactPrinter:
        """Return the printer of facts for a language."""
        if lang not in self._printers:
            self._printers[lang] = FactPrinter(self.book, lang)
        return self._printers[lang]

    def words(self, languages: tuple[str, ...], findings: Findings) -> dict[str, Localized]:
        """Return the words that templates print of themselves ("Page", "Sources and notes")."""
        if self._words is None:
            self._words = {}
            path = self.workspace.find("templates", "words.yaml")
            mapping = read_yaml(self.workspace, path, findings) if path else None
            if mapping is not None:
                reader = FieldReader(mapping, findings, "the words")
                for key in mapping.entries:
                    localized = reader.localized(key, languages, required=True)
                    if localized:
                        self._words[key] = localized
        return self._words


def merge_edition(merger: Merger, brief: Brief, lang: str, findings: Findings) -> Document | None:
    """Merge a brief with the facts in one language.

    Args:
        merger: The project.
        brief: What to merge.
        lang: One of the brief's languages, as it writes it.
        findings: Collects errors; where it has any afterwards, the document must not be printed.

    Returns:
        The checked node tree, or None where there is nothing to build one from.
    """
    uses = Uses()
    texts, places = render_texts(tuple(texts_of(brief)), lang, merger.book, uses, findings)
    view = _view(brief, texts, lang)
    view.notes = _notes(brief, texts, uses, findings)
    _count_chart_facts(brief, uses)
    view.sources = _sources(merger, uses, lang)
    words = {
        key: text.text for key, w in merger.words(brief.languages, findings).items() if (text := w.get(lang))
    }
    context = {"brief": view, "words": SimpleNamespace(**words), "lang": full_tag(lang)}
    rendered = merger.templates.render(brief.template.text, brief.template.span, context, findings)
    if rendered is None:
        return None
    markup, path = rendered
    return parse_markup(
        markup,
        lang=full_tag(lang),
        template=path,
        places=places,
        source=_Source(merger, lang, findings),
        findings=findings,
    )


class _Source:
    """Answers what building the document asks: the characters of facts, the bytes of pictures."""

    def __init__(self, merger: Merger, lang: str, findings: Findings) -> None:
        self._merger = merger
        self._lang = lang
        self._findings = findings

    def fact(self, name: str, form: str, lang: str, span: Span) -> FactText | None:
        # A fact inside words of another language is printed in that language.
        own = self._lang if lang == full_tag(self._lang) else lang.split("-")[0]
        return self._merger.printer(own).text(name, form, span, self._findings)

    def image(self, path: str, span: Span) -> tuple[bytes, float, float] | None:
        from PIL import Image, UnidentifiedImageError

        hint = "pictures are PNG or JPEG files inside the project folder"
        try:
            data = self._merger.workspace.read(path)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    self._findings.error(
                        "IMAGE002", f"`{path}` has {width} x {height} pixels", span, hint="make it smaller"
                    )
                    return None
                if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
                    raise ValueError("not an RGB or grey picture")
                image.load()
                dpi = float(image.info.get("dpi", (144.0, 144.0))[0]) or 144.0
        except ReadError as error:
            self._findings.error("IMAGE001", f"`{path}` cannot be read: {error.reason}", span, hint=hint)
            return None
        except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
            self._findings.error(
                "IMAGE001", f"`{path}` is broken, or no RGB or grey PNG or JPEG picture", span, hint=hint
            )
            return None
        return data, width * 72 / dpi, height * 72 / dpi


# ---- what a template sees


class _Placed(str):
    """A plain value that knows which place to blame."""

    at: str


def _view(brief: Brief, texts: dict[BriefText, Markup], lang: str) -> SimpleNamespace:
    view = SimpleNamespace(name=brief.name, languages=list(brief.languages))
    for key, text in brief.head.items():
        setattr(view, key, texts.get(text) if text is not None else None)
    for region, blocks in brief.regions.items():
        views = []
        for block in blocks:
            shown = _record(block.fields, texts)
            shown.id, shown.type = block.id, block.type
            views.append(shown)
        setattr(view, region, views)
    view.other = next((full_tag(other) for other in brief.languages if other != lang), full_tag(lang))
    return view


def _record(record: Record, texts: dict[BriefText, Markup]) -> SimpleNamespace:
    return SimpleNamespace(**{key: _value(value, texts) for key, value in record.values.items()})


def _value(value: Value | None, texts: dict[BriefText, Markup]) -> Any:
    if value is None:
        return None
    if isinstance(value, Name):
        placed = _Placed(value.text)
        placed.at = f"{value.span.path}:{value.span.line}"
        return placed
    if isinstance(value, BriefText):
        return texts.get(value, Markup(""))
    return [
        _record(item, texts) if isinstance(item, Record) else [texts.get(t, Markup("")) for t in item]
        for item in value
    ]


def _notes(
    brief: Brief, texts: dict[BriefText, Markup], uses: Uses, findings: Findings
) -> list[SimpleNamespace]:
    """Return the notes in the order of their numbers; one that nothing refers to is a mistake."""
    for name, text in brief.notes.items():
        if name not in uses.notes:
            leaf = text.localized.get(brief.languages[0])
            findings.error(
                "MERGE009",
                f"no text refers to the note `{name}`",
                leaf.span if leaf else None,
                hint=f'write {{{{ note("{name}") }}}} where it belongs, or remove the note',
            )
    return [
        SimpleNamespace(id=name, number=number, text=texts[brief.notes[name]])
        for name, number in uses.notes.items()
        if name in brief.notes and brief.notes[name] in texts
    ]


def _count_chart_facts(brief: Brief, uses: Uses) -> None:
    for block in brief.blocks():
        items = block.fields.values.get("items")
        if isinstance(items, tuple):
            for item in items:
                name = item.values.get("fact") if isinstance(item, Record) else None
                if isinstance(name, Name):
                    uses.facts[name.text] = None


def _sources(merger: Merger, uses: Uses, lang: str) -> list[SimpleNamespace]:
    """Return the sources of the facts that are quoted, in the order of first use."""
    locale = merger.printer(lang).locale
    found: dict[str, Source] = {}
    for name in uses.facts:
        fact = merger.book.get(name)
        if fact is not None and fact.citation.source in merger.book.sources:
            found.setdefault(fact.citation.source, merger.book.sources[fact.citation.source])

    def text(value: Localized | None) -> str:
        leaf = value.get(lang) if value else None
        return leaf.text if leaf else ""

    def day(value: Any) -> str:
        return "".join(t for t, _ in locale.date(value)) if value else ""

    return [
        SimpleNamespace(
            id=name,
            title=text(source.title),
            publisher=text(source.publisher),
            address=text(source.address),
            note=text(source.note),
            accessed=day(source.accessed),
            published=day(source.published),
        )
        for name, source in found.items()
    ]
