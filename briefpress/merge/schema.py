"""Briefs and ``words.yaml`` as JSON Schema, made of the tables of `block_types`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from briefpress.document import ARRANGEMENTS, MOST_LANGUAGES
from briefpress.facts import language_name, shapes
from briefpress.facts.shapes import Schema, snippet, told
from briefpress.facts.values import listing
from briefpress.merge.block_types import (
    ANY_BLOCK,
    BLOCK_TYPES,
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
from briefpress.merge.read_brief import _TAG as TAG
from briefpress.merge.slugs import SLUG
from briefpress.merge.templates import _NAME as LAYOUT_FILE, _PARTS as LAYOUT_PARTS, SUFFIX
from briefpress.merge.told import (
    ANY_BLOCK_TOLD,
    BLOCKS_TOLD,
    BRIEF_TOLD,
    FIELDS_TOLD,
    FOR_EACH_TOLD,
    OPTIONS_TOLD,
    PROFILES_TOLD,
    TOGETHER_TOLD,
    WORDS_TOLD,
)
from briefpress.workspace import Workspace

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
            "for_each": _for_each(),
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


def _for_each() -> Schema:
    """Return the shape of what a series runs over: the id of a table, or that with more."""
    table = shapes.reference("table", "a fact that is a table")
    anything: Schema = {"type": "object", "additionalProperties": {"type": "object"}}
    keys = {"table": table, "where": shapes.text(), "name": shapes.text(), "rows": anything}
    more = shapes.record({key: told(FOR_EACH_TOLD[key], shape) for key, shape in keys.items()}, ("table",))
    return {"type": ["string", "object"], "if": {"type": "object"}, "then": more, "else": table}


def _id() -> Schema:
    return shapes.name(SLUG, _ID_ERROR)
