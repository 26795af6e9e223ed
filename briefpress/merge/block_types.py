"""What a brief may hold, as tables.

A new type of block is a new row of `BLOCK_TYPES`, and a few lines of markup in a layout template.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from briefpress.document.charts import CHARTS
from briefpress.document.regions import REGIONS as MAPS


class Kind(Enum):
    """What a field of a block holds."""

    LINE = "a text of one line in each language"
    TEXT = "a Markdown text in each language"
    NAME = "a name or a path"
    NUMBER = "a number greater than 0"
    ADDRESS = "a web address, in each language or one for all"
    IDENTIFIER = "a number that a publication is registered under, in each language or one for all"
    RECORDS = "a list of records"
    GRID = "a list of rows of texts"


class Field(Struct, frozen=True):
    """One field of a type of block.

    Attributes:
        options: For a NAME, the only ones allowed; empty allows any.
        default: For a NAME or NUMBER that is left out.
        maximum: For a NUMBER, the greatest it can be.
        plain: For a LINE or a TEXT, whether one text may stand for all languages.
        record: For RECORDS, the fields of each.
        scheme: For an IDENTIFIER, its kind: a key of `identifiers.SCHEMES`.
    """

    kind: Kind
    required: bool = False
    options: tuple[str, ...] = ()
    default: str = ""
    maximum: int | None = None
    plain: bool = False
    record: Mapping[str, Field] = field(default_factory=dict)
    scheme: str = ""


#: Currencies whose sign can be a bare ``$``.
DOLLARS = ("CAD", "USD", "AUD", "NZD", "HKD", "SGD")

#: Sizes of paper that a brief can ask for, whatever its theme says.
PAPERS = ("letter", "a4")

#: A heading, and its level: 3 is that of a part of the section before.
_HEADING = {
    "heading": Field(Kind.LINE),
    "level": Field(Kind.NAME, options=("2", "3", "4"), default="2"),
}

#: Fields that a block of any type may have: what has to be so of the facts, and where columns and pages end
#: (CSS Fragmentation 3).
ANY_BLOCK: dict[str, Field] = {
    "when": Field(Kind.NAME),
    "break_before": Field(Kind.NAME, options=("page",)),
    "break_inside": Field(Kind.NAME, options=("avoid",)),
}


#: Fields that make up no block by themselves; nor does one with options, which is about looks.
_AROUND = frozenset({*_HEADING, *ANY_BLOCK, "highlight", "header", "alt", "caption"})


def content_of(fields: Mapping[str, Field]) -> list[str]:
    """Return the fields that a block can be made of."""
    return [key for key, field in fields.items() if key not in _AROUND and not field.options]


_OWN_FIELDS: dict[str, Mapping[str, Field]] = {
    "lede": {"text": Field(Kind.TEXT, required=True)},
    "text": {**_HEADING, "text": Field(Kind.TEXT, required=True)},
    "callout": {**_HEADING, "text": Field(Kind.TEXT, required=True)},
    "quote": {"text": Field(Kind.TEXT, required=True), "by": Field(Kind.LINE)},
    "contact": {
        **_HEADING,
        "text": Field(Kind.TEXT),
        "lines": Field(
            Kind.RECORDS,
            record={
                "label": Field(Kind.LINE, required=True),
                # Numbers and addresses read alike in every language.
                "text": Field(Kind.LINE, required=True, plain=True),
            },
        ),
    },
    "terms": {
        **_HEADING,
        "items": Field(
            Kind.RECORDS,
            required=True,
            record={
                "term": Field(Kind.LINE, required=True, plain=True),
                "text": Field(Kind.TEXT, required=True, plain=True),
            },
        ),
    },
    "timeline": {
        **_HEADING,
        "items": Field(
            Kind.RECORDS,
            required=True,
            record={
                "date": Field(Kind.LINE, required=True, plain=True),
                "text": Field(Kind.TEXT, required=True),
            },
        ),
    },
    "steps": {
        **_HEADING,
        "items": Field(Kind.RECORDS, required=True, record={"text": Field(Kind.TEXT, required=True)}),
    },
    "key-figures": {
        "look": Field(Kind.NAME, options=("row", "tiles", "hero"), default="row"),
        "figures": Field(
            Kind.RECORDS,
            required=True,
            record={
                # A figure may read alike in every language: it is made of facts, which translate themselves.
                "value": Field(Kind.LINE, required=True, plain=True),
                "label": Field(Kind.LINE, required=True),
                "change": Field(Kind.LINE),
                "change_from": Field(Kind.NAME),
                "trend": Field(Kind.NAME),
                "trend_alt": Field(Kind.LINE),
            },
        ),
    },
    "chart": {
        **_HEADING,
        "kind": Field(Kind.NAME, options=tuple(CHARTS), default="bar"),
        "items": Field(
            Kind.RECORDS,
            record={
                "fact": Field(Kind.NAME, required=True),
                "label": Field(Kind.LINE, required=True),
                "form": Field(Kind.NAME, default="short"),
                "target": Field(Kind.NAME),
                "place": Field(Kind.NAME),
            },
        ),
        "series": Field(
            Kind.RECORDS,
            record={
                "fact": Field(Kind.NAME, required=True),
                "label": Field(Kind.LINE),
                "form": Field(Kind.NAME, default="short"),
            },
        ),
        "highlight": Field(Kind.NAME),
        "region": Field(Kind.NAME, options=tuple(MAPS)),
        "data": Field(Kind.NAME, options=("table",)),
        "header": Field(Kind.LINE),
        "alt": Field(Kind.LINE),
        "caption": Field(Kind.LINE),
    },
    "table": {
        **_HEADING,
        "caption": Field(Kind.LINE, required=True),
        "columns": Field(
            Kind.RECORDS,
            required=True,
            record={
                "label": Field(Kind.LINE, required=True),
                "group": Field(Kind.LINE),
                "width": Field(Kind.NUMBER, default="1"),
                "align": Field(Kind.NAME, options=("start", "end", "decimal"), default="start"),
            },
        ),
        "rows": Field(Kind.GRID, required=True),
        "total": Field(Kind.NAME, options=("last",)),
    },
    "data": {
        **_HEADING,
        "fact": Field(Kind.NAME, required=True),
        "form": Field(Kind.NAME, default="short"),
        "header": Field(Kind.LINE),
        "caption": Field(Kind.LINE),
        "total": Field(Kind.NAME, options=("last",)),
    },
    "image": {
        **_HEADING,
        "file": Field(Kind.NAME, required=True),
        "alt": Field(Kind.LINE, required=True),
        "caption": Field(Kind.LINE),
        "credit": Field(Kind.LINE),
        "width": Field(Kind.NUMBER),
    },
    "logos": {
        **_HEADING,
        "items": Field(
            Kind.RECORDS,
            required=True,
            record={
                "file": Field(Kind.NAME, required=True),
                "alt": Field(Kind.LINE, required=True),
                "address": Field(Kind.ADDRESS),
                "width": Field(Kind.NUMBER),
                "height": Field(Kind.NUMBER),
            },
        ),
    },
    "qr": {
        **_HEADING,
        "address": Field(Kind.ADDRESS, required=True),
        "text": Field(Kind.TEXT, required=True),
        "size": Field(Kind.NUMBER),
    },
    "legal": {
        "copyright": Field(Kind.LINE),
        **{name: Field(Kind.IDENTIFIER, scheme=name) for name in ("isbn", "issn", "catalogue")},
        "formats": Field(Kind.TEXT),
    },
}

BLOCK_TYPES: dict[str, Mapping[str, Field]] = {
    name: {**fields, **ANY_BLOCK} for name, fields in _OWN_FIELDS.items()
}

#: Presses that a PDF can be made for; `pdf.CONDITIONS` has what each prints on.
PRESSES = ("gracol2006", "fogra39")

#: Choices for the brief as a whole.
SETTINGS: dict[str, Field] = {
    "template": Field(Kind.NAME, default="fact-sheet"),
    "theme": Field(Kind.NAME, default="civic"),
    "paper": Field(Kind.NAME, options=PAPERS),
    "outdated": Field(Kind.NAME, options=("refuse", "stamp"), default="refuse"),
    "stale": Field(Kind.NAME, options=("warn", "draft", "refuse"), default="warn"),
    "dollar": Field(Kind.NAME, options=DOLLARS),
    "attach": Field(Kind.NAME, options=("facts",)),
    "versions": Field(Kind.NAME, options=("numbered",)),
    "status_address": Field(Kind.NAME),
    "press": Field(Kind.NAME, options=PRESSES, default=PRESSES[0]),
    "bleed_mm": Field(Kind.NUMBER, default="3", maximum=25),
}

#: The kinds of PDF that a brief can come as, and the one it comes as where it says nothing; `pdf.PROFILES`
#: has the standards of each.
PROFILES = ("default", "modern", "print")
DEFAULT_PROFILE = PROFILES[0]

#: The parts of a brief that hold blocks; a layout template says where each stands.
REGIONS = ("opening", "body", "closing")

#: Those texts of the brief as a whole that are read at its end.
BEHIND = ("imprint", "notice")

#: Texts of the brief as a whole.
HEAD: dict[str, Field] = {
    "title": Field(Kind.LINE, required=True),
    "subtitle": Field(Kind.LINE),
    "subject": Field(Kind.LINE, required=True),
    "author": Field(Kind.LINE, required=True),
    "keywords": Field(Kind.LINE),
    "notice": Field(Kind.LINE),
    "as_of": Field(Kind.LINE),
    "footer": Field(Kind.LINE),
    "imprint": Field(Kind.LINE),
}
