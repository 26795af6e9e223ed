"""Briefs and ``words.yaml`` as JSON Schema, made of the tables of `block_types`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from briefpress.document import ARRANGEMENTS, MOST_LANGUAGES
from briefpress.document.charts import CHARTS
from briefpress.facts import language_name, shapes
from briefpress.facts.shapes import Schema, snippet, told
from briefpress.facts.values import listing
from briefpress.merge.block_types import (
    ANY_BLOCK,
    BLOCK_TYPES,
    DOLLARS,
    HEAD,
    PROFILES,
    REGIONS,
    SETTINGS,
    Field,
    Kind,
    content_of,
)
from briefpress.merge.fact_text import FORMS
from briefpress.merge.identifiers import SCHEMES
from briefpress.merge.read_brief import _SLUG as SLUG, _TAG as TAG
from briefpress.merge.templates import _NAME as LAYOUT_FILE, _PARTS as LAYOUT_PARTS, SUFFIX
from briefpress.workspace import Workspace

BLOCKS_TOLD: Mapping[str, str] = {
    "lede": "the opening paragraph, in larger type",
    "text": "a part with paragraphs",
    "callout": "a message on a tinted panel, which is never divided",
    "quote": "the words of somebody, in larger type",
    "contact": "whom to turn to, in a frame",
    "terms": "terms, or names of data, and what is said of them",
    "timeline": "dates on a line, and what happened",
    "steps": "what to do, one after the other, with large numbers",
    "key-figures": "a row of large figures",
    "chart": "bars, lines, parts or a map, drawn from facts",
    "table": "rows and columns",
    "data": "the table of a fact that is a table or a series",
    "image": "a picture with what it shows in words",
    "logos": "logos of partners, in rows",
    "qr": "a QR code beside the address that it leads to",
    "legal": "the copyright, and the numbers that the publication is registered under, in small type",
}

#: Fields of blocks, as docs/authoring.md names them -> what they hold.
FIELDS_TOLD: Mapping[str, str] = {
    "lede.text": "its paragraphs, in each language; Markdown, and facts such as `{{ norad.years }}`",
    "text.heading": "above the paragraphs, in each language",
    "text.level": "the level of the heading: 3 is that of a part of the section before",
    "text.text": "its paragraphs, in each language; Markdown, and facts such as `{{ norad.years }}`",
    "callout.heading": "above the message, in each language",
    "callout.level": "the level of the heading: 3 is that of a part of the section before",
    "callout.text": "the message, in each language; Markdown, and facts such as `{{ norad.years }}`",
    "quote.text": "what was said, in each language; it stands in the quotation marks that you write",
    "quote.by": "who said it, and where, in each language",
    "contact.heading": "above the text, in each language",
    "contact.level": "the level of the heading: 3 is that of a part of the section before",
    "contact.text": "who it is, in each language",
    "contact.lines": "ways to reach them",
    "contact.lines[].label": "the way, such as a telephone, in each language",
    "contact.lines[].text": "the number or the address; one text may stand for all languages",
    "terms.heading": "above the list, in each language",
    "terms.level": "the level of the heading: 3 is that of a part of the section before",
    "terms.items": "the terms, from top to bottom",
    "terms.items[].term": "the term or the name, in each language",
    "terms.items[].text": "what is said of it, in each language; one text, such as a fact, may stand for all",
    "timeline.heading": "above the line, in each language",
    "timeline.level": "the level of the heading: 3 is that of a part of the section before",
    "timeline.items": "the dates, from top to bottom",
    "timeline.items[].date": "when it was: a fact, often; one text may stand for all languages",
    "timeline.items[].text": "what happened then, in each language",
    "steps.heading": "above the steps, in each language",
    "steps.level": "the level of the heading: 3 is that of a part of the section before",
    "steps.items": "the steps, in order",
    "steps.items[].text": "what to do, in each language",
    "key-figures.look": "how the figures stand",
    "key-figures.figures": "the figures, from left to right",
    "key-figures.figures[].value": "a fact, often in the form `short`; one text may stand for all languages",
    "key-figures.figures[].label": "what the figure counts, in each language",
    "key-figures.figures[].change": "how it changed, in each language; behind a computed change, than what",
    "key-figures.figures[].change_from": "an earlier fact, to compute the change from; without braces",
    "key-figures.figures[].trend": "the id of a series, which is drawn as a line; without braces",
    "key-figures.figures[].trend_alt": "what the line shows, in each language",
    "chart.heading": "above the chart, in each language",
    "chart.level": "the level of the heading: 3 is that of a part of the section before",
    "chart.kind": "how the figures are drawn",
    "chart.items": "single figures, in order",
    "chart.items[].fact": "the id of a fact that is a number; without braces",
    "chart.items[].label": "the name of the figure, in each language",
    "chart.items[].form": "how the number beside the mark is printed",
    "chart.items[].target": "of a `bullet` chart: the id of the fact that it is to reach",
    "chart.items[].place": "of a `tile-map`: the code of the province or the state, such as `ON`",
    "chart.series": "series of figures, each a line or a set of bars",
    "chart.series[].fact": "the id of a fact that is a series, or a table, whose columns are series",
    "chart.series[].label": "the name of the series, in each language; else the label of the fact",
    "chart.series[].form": "how its numbers are printed",
    "chart.highlight": "the id of a fact among them: it is set off, and the others stand back",
    "chart.region": "of a `tile-map`: where the places are",
    "chart.data": "whether the figures stand below the chart, as a table, too",
    "chart.header": "the header of the first column of that table, in each language",
    "chart.alt": "what the chart shows, in each language, for a reader who only hears it; the figures say it "
    "where it is missing",
    "chart.caption": "below the chart, in each language",
    "table.heading": "above the table, in each language",
    "table.level": "the level of the heading: 3 is that of a part of the section before",
    "table.caption": "the title of the table, in each language",
    "table.columns": "the columns, from left to right",
    "table.columns[].label": "the header, in each language",
    "table.columns[].group": "a header above this one, in each language; neighbours with the same share it",
    "table.columns[].width": "its share of the width, such as `2` or `1.5`",
    "table.columns[].align": "where the cells stand",
    "table.rows": "the rows; each is a list with one cell for each column, and the first cell is its header",
    "table.total": "which row is the sum of the others",
    "data.heading": "above the table, in each language",
    "data.level": "the level of the heading: 3 is that of a part of the section before",
    "data.fact": "the id of a fact that is a table or a series; without braces",
    "data.form": "how its values are printed",
    "data.header": "the header of the first column: what rows are called by, in each language",
    "data.caption": "the title of the table, in each language; without it, the label of the fact",
    "data.total": "which row is the sum of the others",
    "image.heading": "above the picture, in each language",
    "image.level": "the level of the heading: 3 is that of a part of the section before",
    "image.file": "the path of a PNG, JPEG or SVG file in the project, such as `briefs/map.png`",
    "image.alt": "what the picture shows, in each language",
    "image.caption": "below the picture, in each language",
    "image.credit": "who made the picture, below it in small type, in each language",
    "image.width": "in points; 72 points are an inch",
    "logos.heading": "above the logos, in each language",
    "logos.level": "the level of the heading: 3 is that of a part of the section before",
    "logos.items": "the logos, in order",
    "logos.items[].file": "the path of a PNG, JPEG or SVG file in the project, such as `briefs/partner.svg`",
    "logos.items[].alt": "whose logo it is, in each language",
    "logos.items[].address": "where it leads, in each language or one for all",
    "logos.items[].width": "the most it may take, in points",
    "logos.items[].height": "the most it may take, in points",
    "qr.heading": "above the code, in each language",
    "qr.level": "the level of the heading: 3 is that of a part of the section before",
    "qr.address": "where the code leads, in each language or one for all",
    "qr.text": "what one finds there, in each language",
    "qr.size": "the side of the code with its margin, in points; about 57 where it is missing",
    "legal.copyright": "who has the rights, and since when, in each language",
    "legal.isbn": "the ISBN that its agency gave, in each language or one for all",
    "legal.issn": "the ISSN that its centre gave, in each language or one for all",
    "legal.catalogue": "the catalogue number of the Government of Canada, in each language or one for all",
    "legal.formats": "in which other formats the publication can be had, in each language",
}

#: Fields that blocks of every type have -> what they hold.
ANY_BLOCK_TOLD: Mapping[str, str] = {
    "break_before": "whether it begins a new page; in columns, a new column",
    "break_inside": "whether it stays on one page, where a page has room for it",
}

#: Keys of the brief as a whole -> what they hold.
BRIEF_TOLD: Mapping[str, str] = {
    "template": "the layout: what stands where",
    "theme": "the looks: colours, type and measures",
    "paper": "the size of the pages; without it, the theme decides",
    "outdated": "what becomes of facts that are past their date",
    "stale": "what becomes of translations whose source has changed, once some were approved",
    "dollar": "whose dollar a bare `$` in its texts is; without it, none may stand there",
    "attach": "files that go with the PDF, inside it",
    "press": "the press that its PDF of the kind `print` is for",
    "bleed_mm": "how far colour runs over the edge of the page there, in millimetres",
    "languages": "the languages it comes in, if not all of the project",
    "together": "editions that have all languages, besides one for each",
    "first": "the language that comes first in those editions",
    "profiles": "the kinds of PDF that each edition comes as",
    "title": "the title, in each language; a screen reader says it first",
    "subtitle": "under the title, in each language",
    "subject": "one sentence about the content, in each language, for catalogues; not printed",
    "author": "who answers for it, in each language; not printed",
    "keywords": "words to find it by, in each language, separated by commas; not printed",
    "notice": "the sentence that names the other edition, in the language of that edition",
    "as_of": "the line with the date, under the subtitle, in each language",
    "footer": "the running title at the foot of pages after the first, in each language",
    "imprint": "a line after the sources: who made the edition, by which licence; without a full stop",
    "opening": "blocks across the top",
    "body": "blocks in columns",
    "closing": "blocks across the bottom",
    "notes": 'notes that texts refer to with `{{ note("id") }}`',
}

_LEVELS: Mapping[str, str] = {
    "2": "a section",
    "3": "a part of the section before",
    "4": "a part of that",
}

#: Fields with a few possible values -> what each means.
OPTIONS_TOLD: Mapping[str, Mapping[str, str]] = {
    "text.level": _LEVELS,
    "callout.level": _LEVELS,
    "contact.level": _LEVELS,
    "terms.level": _LEVELS,
    "timeline.level": _LEVELS,
    "steps.level": _LEVELS,
    "chart.level": _LEVELS,
    "table.level": _LEVELS,
    "image.level": _LEVELS,
    "logos.level": _LEVELS,
    "qr.level": _LEVELS,
    "chart.kind": {name: rule.about for name, rule in CHARTS.items()},
    "chart.region": {"canada": "provinces and territories", "united-states": "states and the capital"},
    "chart.data": {"table": "they do"},
    "key-figures.look": {
        "row": "side by side, each under a rule",
        "tiles": "each on a panel, in an even grid",
        "hero": "the first one very large, the others in a row below",
    },
    "break_before": {"page": "it begins a new page"},
    "break_inside": {"avoid": "it stays on one page"},
    "table.columns[].align": {
        "start": "at the left: words",
        "end": "at the right: numbers",
        "decimal": "at the right, with the decimals below one another",
    },
    "table.total": {"last": "the last one"},
    "data.total": {"last": "the last one"},
    "data.level": _LEVELS,
    "paper": {"letter": "8.5 by 11 inches", "a4": "210 by 297 millimetres"},
    "outdated": {
        "refuse": "the brief is not printed",
        "stamp": "it is printed with a notice that names them",
    },
    "stale": {
        "warn": "they are printed, with a warning to you",
        "draft": "they are printed as a draft, with a warning to you",
        "refuse": "they are not printed",
    },
    "dollar": {code: f"`$` means {code}" for code in DOLLARS},
    "attach": {"facts": "the facts it prints, with their sources, as JSON and CSV"},
    "press": {
        "gracol2006": "offset on coated paper as in North America (GRACoL2006, CGATS TR 006)",
        "fogra39": "offset on coated paper as in Europe (ISO 12647-2, FOGRA39)",
    },
}

#: Editions that have all languages -> how these stand.
TOGETHER_TOLD: Mapping[str, str] = {
    "parallel": "side by side, what says the same at the same height",
    "stacked": "one after the other, each from a new page",
    "tumble": "back to back: two languages, each with pages of its own; a press turns the second upside down",
}

#: Kinds of PDF -> what each is for.
PROFILES_TOLD: Mapping[str, str] = {
    "default": "for everyone: accessible and archival (PDF/UA-1 with PDF/A-2a, or PDF/A-3a with files in it)",
    "modern": "for readers of PDF 2.0: PDF/UA-2, WTPDF 1.0 and PDF/A-4f, with its facts as files in it",
    "print": "for a press: PDF/X-4 with bleed and crop marks, in the inks of the press",
}

#: What layouts print of themselves -> where.
WORDS_TOLD: Mapping[str, str] = {
    "page": "before the number of the page",
    "of": "between the number of the page and that of all pages",
    "end_matter": "the heading above sources and notes",
    "source": "before the only source",
    "consulted": "before the day on which a source was read",
    "outdated": "the heading above figures that are past their date",
    "as_of": "before the day a figure stands for",
    "draft": "what an edition is called whose translation is not up to date",
    "table": "what a table is called in its caption, before its number",
    "table_inline": "what a table is called in a sentence, before its number",
    "figure": "what a chart or a picture is called in its caption, before its number",
    "figure_inline": "what a chart or a picture is called in a sentence, before its number",
    "contents": "the heading above the table of contents",
    "notes": "the heading above notes",
    "sources": "the heading above sources",
    "continued": "behind the caption of a table that goes on on another page",
    "since": "between a change and the time of the figure that it is counted from",
    "attached": "what a PDF calls the files in it that have its facts",
    "qr_code": "before the address of a QR code, for a reader who only hears it",
    "isbn": "before an International Standard Book Number",
    "issn": "before an International Standard Serial Number",
    "catalogue": "before the catalogue number of the Government of Canada",
}

_ID_ERROR = "Use small letters, digits and hyphens."
#: What ids stand behind fields that hold names -> their kind, and what they name.
_REFERENCES: Mapping[str, tuple[str, str]] = {
    "template": ("layout", "a layout"),
    "theme": ("theme", "a theme"),
    "chart.items[].fact": ("amount", "a fact that is a number"),
    "chart.items[].target": ("amount", "a fact that is a number"),
    "chart.series[].fact": ("table", "a fact that is a series or a table"),
    "data.fact": ("table", "a fact that is a table or a series"),
    "key-figures.figures[].change_from": ("amount", "a fact that is a number"),
    "key-figures.figures[].trend": ("table", "a fact that is a series"),
}


#: Ids that briefs refer to -> how they are written, and what an editor says of those that are not.
IDS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "layout": (
        re.compile(LAYOUT_FILE.pattern.removesuffix(re.escape(SUFFIX))),
        "Write the name of a layout: small letters, digits and hyphens.",
    )
}


def brief_schema(languages: tuple[str, ...]) -> Schema:
    """Return the schema of a brief.

    A brief that says its own languages may have any; only in others can it be seen that one is missing.

    Args:
        languages: Those of a brief that does not say its own.
    """
    usual, own = _Brief(languages, ""), _Brief(languages, "-in-own-languages", is_open=True)
    return {
        "$schema": shapes.DRAFT,
        "title": "Brief",
        "type": "object",
        "if": {"type": "object", "required": ["languages"]},
        "then": {"$ref": f"#/definitions/brief{own.suffix}"},
        "else": {"$ref": f"#/definitions/brief{usual.suffix}"},
        "definitions": {**usual.definitions(), **own.definitions()},
    }


def words_schema(keys: Iterable[str], languages: tuple[str, ...]) -> Schema:
    """Return the schema of ``words.yaml``.

    Args:
        keys: The words of the file that ships; a project's layouts may use more.
        languages: Those that an editor offers; a file may have others.
    """
    words = _in_own_languages(languages)
    return {
        "$schema": shapes.DRAFT,
        "title": "Words of layouts",
        "type": "object",
        "properties": {key: told(WORDS_TOLD[key], words) for key in keys},
        "additionalProperties": told("a word that layouts of the project print", words),
    }


def layout_names(workspace: Workspace) -> list[str]:
    """Return the layouts that a brief can name."""
    return [name for name in workspace.names("templates", SUFFIX) if name not in LAYOUT_PARTS]


def field_names(fields: Mapping[str, Field], start: str = "") -> Iterator[tuple[str, Field]]:
    """Yield fields with their full names: ``items[].fact``."""
    for key, field in fields.items():
        yield f"{start}{key}", field
        yield from field_names(field.record, f"{start}{key}[].")


def _in_own_languages(offered: tuple[str, ...], *, plain: bool = False) -> Schema:
    """Return the shape of a text in languages that other files, or other keys, decide."""
    shape = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": shapes.whole(TAG), "errorMessage": _TAG_ERROR},
        "properties": {lang: told(language_name(lang), shapes.text()) for lang in offered},
        "additionalProperties": shapes.text(),
    }
    return shapes.or_plain(shape) if plain else shape


def _where_languages(are: Schema, together: Schema) -> Schema:
    """Return what `together` has to be where a brief says its languages, and they are as given."""
    stated = {"type": "object", "required": ["languages"], "properties": {"languages": are}}
    return {"if": stated, "then": {"properties": {"together": together}}}


class _Brief:
    """Makes the shape of a brief and of its blocks.

    Args:
        languages: Those that every text has to be in.
        suffix: What the names of its definitions end with.
        is_open: Whether the brief decides on its languages, and those given are only offered.
    """

    def __init__(self, languages: tuple[str, ...], suffix: str, *, is_open: bool = False) -> None:
        self._languages = languages
        self._is_open = is_open
        self.suffix = suffix

    def definitions(self) -> dict[str, Schema]:
        """Return what ``#/definitions/brief`` and the suffix stands on, itself among them."""
        blocks = {f"block-{kind}{self.suffix}": self._block(kind) for kind in BLOCK_TYPES}
        every = {name: True for fields in BLOCK_TYPES.values() for name in fields}
        return {
            f"brief{self.suffix}": self._brief(),
            f"block{self.suffix}": self._any_block(),
            f"block-of-no-type{self.suffix}": shapes.record({"type": True, "id": True, **every}),
            **blocks,
        }

    def _brief(self) -> Schema:
        block = {"$ref": f"#/definitions/block{self.suffix}"}
        note = shapes.record(
            {
                "id": told('the id by which texts refer to it: `{{ note("id") }}`', _id()),
                "text": told("the note, in each language", self._localized()),
            },
            ("id", "text"),
        )
        languages = {
            **shapes.listed({"type": "string", "pattern": shapes.whole(TAG), "errorMessage": _TAG_ERROR}),
            "uniqueItems": True,
            "examples": [list(self._languages)],
        }
        made = {
            **{key: self._field(key, field) for key, field in {**SETTINGS, **HEAD}.items()},
            "languages": languages,
            "together": {
                "type": "array",
                "items": shapes.choice({name: TOGETHER_TOLD[name] for name in ARRANGEMENTS}),
            },
            "profiles": {
                **shapes.listed(shapes.choice({name: PROFILES_TOLD[name] for name in PROFILES})),
                "default": [PROFILES[0]],
            },
            "first": {"type": "string", "pattern": shapes.whole(TAG), "errorMessage": _TAG_ERROR},
            **{region: {"type": "array", "items": block} for region in REGIONS},
            "notes": {"type": "array", "items": note},
        }
        required = [key for key, field in {**SETTINGS, **HEAD}.items() if field.required]
        shape = shapes.record({key: told(BRIEF_TOLD[key], shape) for key, shape in made.items()}, required)
        nothing = {"maxItems": 0, "errorMessage": "The brief has one language only."}
        rules = [_where_languages({"maxItems": 1}, nothing)]
        for name, most in MOST_LANGUAGES.items():
            message = f"`{name}` has room for {most} languages only."
            other = {"items": {"not": {"const": name}, "errorMessage": message}}
            rules.append(_where_languages({"minItems": most + 1}, other))
        return {**shape, "allOf": rules}

    def _any_block(self) -> Schema:
        kinds = {kind: {"$ref": f"#/definitions/block-{kind}{self.suffix}"} for kind in BLOCK_TYPES}
        about = told("the type of block", shapes.choice({kind: BLOCKS_TOLD[kind] for kind in BLOCK_TYPES}))
        shape = shapes.variants(
            "type", kinds, {"$ref": f"#/definitions/block-of-no-type{self.suffix}"}, about
        )
        shape["required"] = ["type", "id"]
        shape["defaultSnippets"] = [self._snippet(kind, fields) for kind, fields in BLOCK_TYPES.items()]
        return shape

    def _block(self, kind: str) -> Schema:
        id_ = told("the name of the block: no other block of the brief has it", _id())
        shape = self._record(BLOCK_TYPES[kind], f"{kind}.", {"type": True, "id": id_})
        content = content_of(BLOCK_TYPES[kind])
        if any(BLOCK_TYPES[kind][key].required for key in content):
            return shape
        message = f"Write {listing(content, 'or')}: this block has nothing to print."
        return {
            **shape,
            "anyOf": [{"required": [key], "errorMessage": message} for key in content],
        }

    def _record(self, fields: Mapping[str, Field], start: str, more: dict[str, Schema | bool]) -> Schema:
        made = {
            key: told(ANY_BLOCK_TOLD[key], self._field(key, field))
            if ANY_BLOCK.get(key) is field
            else told(FIELDS_TOLD[f"{start}{key}"], self._field(f"{start}{key}", field))
            for key, field in fields.items()
        }
        return shapes.record({**more, **made}, [key for key, field in fields.items() if field.required])

    # ---- fields

    def _field(self, name: str, field: Field) -> Schema:
        return _SHAPES[field.kind](self, name, field)

    def _localized(self, *, plain: bool = False) -> Schema:
        if self._is_open:
            return _in_own_languages(self._languages, plain=plain)
        return shapes.localized(self._languages, plain=plain, is_closed=True)

    def words(self, name: str, field: Field) -> Schema:
        """Return the shape of a text in each language."""
        return self._localized(plain=field.plain)

    def name(self, name: str, field: Field) -> Schema:
        """Return the shape of a name, a path, or one of a few words."""
        default = field.default or None
        if field.options:
            return shapes.choice({option: OPTIONS_TOLD[name][option] for option in field.options}, default)
        if name in _FORM_FIELDS:
            return shapes.choice(FORMS, default)
        shape = shapes.reference(*_REFERENCES[name]) if name in _REFERENCES else shapes.text()
        return {**shape, "default": default} if default else shape

    def number(self, name: str, field: Field) -> Schema:
        """Return the shape of a number greater than 0."""
        shape = shapes.number(above=0, maximum=field.maximum)
        return {**shape, "default": float(field.default)} if field.default else shape

    def address(self, name: str, field: Field) -> Schema:
        """Return the shape of a web address, in each language or one for all."""
        one = {
            "type": "string",
            "pattern": r"^\s*[hH][tT][tT][pP][sS]://[^\s@/?#{}]+[^\s{}]*\s*$",
            "patternErrorMessage": "Write a web address that begins with `https://`, without spaces.",
        }
        return self._one_or_each(one, "the address of the page in")

    def identifier(self, name: str, field: Field) -> Schema:
        """Return the shape of a number of a publication, in each language or one for all."""
        scheme = SCHEMES[field.scheme]
        # A number without quotes is one, too, if it has no hyphens.
        kinds = ["string", "number"]
        one = {"type": kinds, "pattern": f"^{scheme.pattern}$", "patternErrorMessage": scheme.told}
        return self._one_or_each(one, "the number of the edition in")

    def _one_or_each(self, one: Schema, what: str) -> Schema:
        """Return the shape of a value that is the same in all languages, or another one in each."""
        if self._is_open:
            words = _in_own_languages(self._languages)
            each = {**words, "additionalProperties": one}
            each["properties"] = {
                lang: told(f"{what} {language_name(lang)}", one) for lang in self._languages
            }
        else:
            each = shapes.by_language(self._languages, one, lambda lang: f"{what} {language_name(lang)}")
        kinds = one["type"] if isinstance(one["type"], list) else [one["type"]]
        return {**one, **each, "type": ["object", *kinds]}

    def records(self, name: str, field: Field) -> Schema:
        """Return the shape of a list of records."""
        return shapes.listed(self._record(field.record, f"{name}[].", {}))

    def grid(self, name: str, field: Field) -> Schema:
        """Return the shape of a list of rows."""
        cell = told("a cell, in each language or one text for all", self._localized(plain=True))
        return shapes.listed({"type": "array", "items": cell})

    # ---- snippets

    def _snippet(self, kind: str, fields: Mapping[str, Field]) -> Schema:
        body = {"id": "?name?", "type": kind, **self._body(fields)}
        return snippet(f"block: {kind}", BLOCKS_TOLD[kind], body)

    def _body(self, fields: Mapping[str, Field]) -> Schema:
        # Where nothing must be there, one thing has to be: the first.
        must = any(field.required for field in fields.values())
        first = "" if must else next(iter(content_of(fields)), "")
        shown = {key: field for key, field in fields.items() if field.required or key in ("heading", first)}
        return {key: _GUESSES.get(key) or self._guess(field) for key, field in shown.items()}

    def _guess(self, field: Field) -> object:
        texts = dict.fromkeys(self._languages, '"??"')
        if field.kind is Kind.RECORDS:
            return [self._body(field.record)]
        if field.kind is Kind.GRID:
            return [[texts]]
        return '"?{{ topic.name }}?"' if field.plain else texts


_TAG_ERROR = "Write a language tag: `en`, `fr`."
#: What stands behind a key of a new block that holds a name.
_GUESSES: Mapping[str, str] = {
    "fact": "?topic.name?",
    "file": "?briefs/picture.png?",
    "address": '"?https://example.org/?"',
}
#: Fields that hold a form of a fact.
_FORM_FIELDS = ("chart.items[].form", "chart.series[].form", "data.form")

_SHAPES: Mapping[Kind, Callable[[_Brief, str, Field], Schema]] = {
    Kind.LINE: _Brief.words,
    Kind.TEXT: _Brief.words,
    Kind.NAME: _Brief.name,
    Kind.NUMBER: _Brief.number,
    Kind.ADDRESS: _Brief.address,
    Kind.IDENTIFIER: _Brief.identifier,
    Kind.RECORDS: _Brief.records,
    Kind.GRID: _Brief.grid,
}


def _id() -> Schema:
    return shapes.name(SLUG, _ID_ERROR)
