"""The files of ``data/`` as JSON Schema, made of the tables by which they are read.

What has no table is described here, by the keys of its reader; a test reads files with both and compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefpress.facts import shapes
from briefpress.facts.fact_shapes import FactShapes
from briefpress.facts.feeds import (
    _VARIABLE as VARIABLE,
    ENCODINGS,
    FEED_KEYS,
    HOST,
    KINDS,
)
from briefpress.facts.ids import (
    _FACT_ID as FACT_ID,
    _PLAIN_ID as PLAIN_ID,
    _RESERVED as RESERVED,
    MAX_ID_LENGTH,
)
from briefpress.facts.localized import language_name
from briefpress.facts.model import PLURAL_FORMS, FactType
from briefpress.facts.shapes import Schema, snippet, told
from briefpress.facts.sources import HOST_AND_PORT
from briefpress.facts.types import TYPES, TypeRule

SECTIONS_TOLD: Mapping[str, str] = {
    "sources": "where facts come from: an id, and what can be looked up",
    "units": "nouns that are counted: an id, and their forms in each language",
    "feeds": "where values are fetched: an id, and an address",
    "facts": "sourced statements: an id such as `norad.years`, and what it says",
    "assertions": "what has to be so between facts: an id, and a comparison",
    "terms": "the glossary: an id, and what one thing is called in each language",
}

PLURALS_TOLD: Mapping[str, str] = {
    "zero": "for none, in languages that have such a form",
    "one": "the singular",
    "two": "for two, in languages that have such a form",
    "few": "for few, in languages that have such a form",
    "many": "for many, in languages that have such a form",
    "other": "the plural, and all other numbers",
}

SOURCE_TOLD: Mapping[str, str] = {
    "title": "what it is called, in each language",
    "publisher": "who published it, in each language, or one text for all",
    "address": "its web address, in each language, or one for all",
    "accessed": "the day somebody read it",
    "published": "the day it was published, where it gives one",
    "hosts": "hosts with their ports, in your own network, that `check --links` may ask",
    "note": "printed after the source, in each language",
    "warn_after": "the age from which a warning asks to look at its facts again: `90 days`, `18 months`",
    "error_after": "the age from which no brief prints its facts",
}
_SOURCE_NEEDS = ("title", "publisher", "address", "accessed")

ASSERTION_TOLD: Mapping[str, str] = {
    "that": "a comparison of facts: `trade.exports + trade.imports = trade.total`",
    "within": "by how much it may be missed, because figures are rounded",
    "because": "why it has to be so, in each language",
}

#: Beside the languages of a term.
TERM_TOLD: Mapping[str, str] = {"avoid": "forms that are not to be used, in some of the languages"}

_HYPHENS = "lower-case letters, digits and hyphens"
_DOTS = "parts of lower-case letters, digits and underscores, joined by dots"

#: Ids that facts and briefs refer to -> how they are written, and what an editor says of those that are not.
IDS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "table": (FACT_ID, f"Write the id of a fact that is a table or a series: {_DOTS}."),
    "amount": (FACT_ID, f"Write the id of a fact that is a number: {_DOTS}."),
    "source": (PLAIN_ID, f"Write the id of an entry of `sources`: {_HYPHENS}."),
    "unit": (PLAIN_ID, f"Write the id of an entry of `units`: {_HYPHENS}."),
}


def facts_schema(languages: tuple[str, ...]) -> Schema:
    """Return the schema of a file of ``data/``.

    Args:
        languages: The languages that every text has to be in.
    """
    fact: Schema = {"$ref": "#/definitions/fact"}
    entries: dict[str, Schema] = {
        "sources": _section(PLAIN_ID, _HYPHENS, _source(languages), _source_snippet(languages)),
        "units": _section(PLAIN_ID, _HYPHENS, _unit(languages), _unit_snippet(languages)),
        "feeds": _section(PLAIN_ID, _HYPHENS, _feed(), _feed_snippet()),
        "facts": _section(_free_fact_id(), _DOTS, fact, *_fact_snippets(languages)),
        "assertions": _section(PLAIN_ID, _HYPHENS, _assertion(languages), _assertion_snippet(languages)),
        "terms": _section(PLAIN_ID, _HYPHENS, _term(languages), _term_snippet(languages)),
    }
    return {
        "$schema": shapes.DRAFT,
        "title": "Facts",
        **shapes.record({name: told(SECTIONS_TOLD[name], entry) for name, entry in entries.items()}),
        "definitions": FactShapes(languages).definitions(),
    }


def _section(pattern: re.Pattern[str], written: str, entry: Schema, *snippets: Schema) -> Schema:
    names = {
        "doNotSuggest": True,
        "pattern": shapes.whole(pattern),
        "maxLength": MAX_ID_LENGTH,
        "errorMessage": f"An id has {written}, and at most {MAX_ID_LENGTH} characters.",
    }
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": entry,
        "defaultSnippets": list(snippets),
    }


def _free_fact_id() -> re.Pattern[str]:
    """Return the pattern of ids that texts can write."""
    return re.compile(rf"(?!(?:{'|'.join(sorted(RESERVED))})\.){FACT_ID.pattern}")


# ---- sources and units


def _source(languages: tuple[str, ...]) -> Schema:
    made = {
        "title": shapes.localized(languages),
        "publisher": shapes.localized(languages, plain=True),
        "address": _address(languages),
        "accessed": shapes.date(),
        "published": shapes.date(),
        "hosts": {"type": "array", "items": shapes.name(HOST_AND_PORT, "Write a host with its port.")},
        "note": shapes.localized(languages),
        "warn_after": shapes.age(),
        "error_after": shapes.age(),
    }
    return shapes.record({key: told(SOURCE_TOLD[key], shape) for key, shape in made.items()}, _SOURCE_NEEDS)


def _address(languages: tuple[str, ...]) -> Schema:
    """Return the shape of a web address, in each language or one for all."""
    one = {
        "type": "string",
        "pattern": r"^\s*[hH][tT][tT][pP][sS]?://[^\s@/?#][^\s]*\s*$",
        "patternErrorMessage": "Write a web address that begins with `https://`, without spaces.",
    }
    each = shapes.by_language(
        languages, one, lambda lang: f"the address of the page in {language_name(lang)}"
    )
    return {**one, **each, "type": ["object", "string"]}


def _unit(languages: tuple[str, ...]) -> Schema:
    forms = {form: told(PLURALS_TOLD[form], shapes.text()) for form in PLURAL_FORMS}
    words = shapes.record(forms, ("one", "other"))
    return shapes.by_language(languages, words, lambda lang: f"its forms in {language_name(lang)}")


def _feed() -> Schema:
    variable = shapes.name(VARIABLE, "Write the name of an environment variable.")
    made: dict[str, Schema] = {
        **dict.fromkeys(KINDS, shapes.text()),
        "source": shapes.reference("source", "an entry of `sources`"),
        "hosts": {"type": "array", "items": shapes.name(HOST, "Write a host, or one with its port.")},
        "query": shapes.text(),
        "password": shapes.record({"env": told("the environment variable", variable)}, ("env",)),
        "sheet": shapes.text(),
        "encoding": shapes.choice(ENCODINGS, default=ENCODINGS[0]),
        "timeout": shapes.integer(1),
        "max_bytes": shapes.integer(1),
    }
    shape = shapes.record({key: told(FEED_KEYS[key], one) for key, one in made.items()}, ("source",))
    return {**shape, "oneOf": [{"required": [kind]} for kind in KINDS], "dependencies": {"sql": ["query"]}}


def _feed_snippet() -> Schema:
    body = {"?figures?": {"csv": '"?https://example.org/figures.csv?"', "source": "?source?"}}
    return snippet("feed", "where values are fetched", body)


def _assertion(languages: tuple[str, ...]) -> Schema:
    made = {"that": shapes.text(), "within": shapes.text(), "because": shapes.localized(languages)}
    return shapes.record({key: told(ASSERTION_TOLD[key], shape) for key, shape in made.items()}, ("that",))


def _term(languages: tuple[str, ...]) -> Schema:
    one = {**shapes.text(), "pattern": r"[^\W_]"}
    forms = shapes.one_or_more(one)
    every = shapes.by_language(languages, forms, lambda lang: f"what it is called in {language_name(lang)}")
    avoid = shapes.by_language(languages, forms, lambda lang: f"not to be used in {language_name(lang)}")
    del avoid["required"]
    return {**every, "properties": {**every["properties"], "avoid": told(TERM_TOLD["avoid"], avoid)}}


# ---- snippets


def _texts(languages: tuple[str, ...]) -> Schema:
    return dict.fromkeys(languages, '"??"')


def _source_snippet(languages: tuple[str, ...]) -> Schema:
    body = {
        "?annual-report?": {
            "title": _texts(languages),
            "publisher": _texts(languages),
            "address": dict.fromkeys(languages, '"?https://example.org/?"'),
            "accessed": "?2026-11-22?",
        }
    }
    return snippet("source", "where facts come from", body)


def _unit_snippet(languages: tuple[str, ...]) -> Schema:
    body = {"?loan?": {lang: {"one": '"??"', "other": '"??"'} for lang in languages}}
    return snippet("unit", "a noun that is counted", body)


def _assertion_snippet(languages: tuple[str, ...]) -> Schema:
    body = {
        "?parts-and-whole?": {
            "that": '"?topic.part + topic.rest = topic.whole?"',
            "because": _texts(languages),
        }
    }
    return snippet("assertion", "what has to be so between facts", body)


def _term_snippet(languages: tuple[str, ...]) -> Schema:
    return snippet("term", "what one thing is called in each language", {"?term?": _texts(languages)})


#: What stands behind a key of a new fact.
_GUESSES: Mapping[str, str] = {"currency": "?CAD?", "unit": "?year?", "of": "?number?"}
_VALUES: Mapping[FactType, str] = {
    FactType.DATE: "?2026-11-22?",
    FactType.TIME: '"?14:30?"',
    FactType.YEAR: "?2026?",
    FactType.PERIOD: "?2026-2027?",
    FactType.RANK: "?1?",
}


def _fact_snippets(languages: tuple[str, ...]) -> list[Schema]:
    written = [
        snippet(f"fact: {kind}", rule.about, {"?topic.name?": _fact_body(kind, rule, languages)})
        for kind, rule in TYPES.items()
    ]
    computed = {
        "type": "?number?",
        "formula": '"?topic.part + topic.rest?"',
        "label": _texts(languages),
    }
    return [
        *written,
        snippet("fact: computed", "computed from other facts", {"?topic.name?": computed}),
    ]


def _fact_body(kind: FactType, rule: TypeRule, languages: tuple[str, ...]) -> Schema:
    texts = _texts(languages)
    parts: Schema = {
        "points": [{"at": "?2026?", "value": "?0?"}],
        "columns": {"?column?": {"type": "?number?", "label": texts}},
        "rows": [{"at": "?2026?", "?column?": "?0?"}],
    }
    values = {FactType.TEXT: texts, FactType.LIST: [texts, texts]}
    first: Schema = {"type": kind.value}
    if rule.read_value is not None:
        first["value"] = values.get(kind) or _VALUES.get(kind, "?0?")
    needs = {key: _GUESSES.get(key) or parts[key] for key in rule.needs}
    # What a fact says comes before its source, and the long lists of a series or a table come last.
    lists = {key: value for key, value in needs.items() if key in parts}
    short = {key: value for key, value in needs.items() if key not in parts}
    return {**first, **short, "source": "?source?", "label": texts, **lists}
