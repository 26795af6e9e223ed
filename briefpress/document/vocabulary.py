"""The vocabulary of the markup: every element, where it may stand and what it carries.

Names follow HTML where HTML has one. ``docs/vocabulary.md`` is checked against this table.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What a layout may try, in the order that it says, where a document takes too many pages.
FIT = ("space", "columns")
INLINE = frozenset(
    (
        *("fact", "text", "strong", "em", "sup", "a", "span", "abbr", "br", "noteref", "ref"),
        *("page-number", "page-count", "running-heading"),
    )
)
BLOCKS = frozenset(
    (
        *("band", "section", "group", "columns", "callout", "blockquote", *HEADINGS, "p", "ul", "ol", "dl"),
        *("key-figures", "figure", "logos", "qr", "table", "notes", "toc", "beside"),
    )
)
_TEXT = INLINE | {"#text"}


class Rule(Struct, frozen=True):
    """What one element may have.

    Attributes:
        children: Names of allowed children; ``#text`` allows characters.
        about: One line for the documentation.
        required: Attributes it must have.
        optional: Attributes it may have, besides those that all may.
        values: Attribute -> the only values it may have.
        needs: Children of which it must have at least one each.
        single: Children of which it may have one only.
    """

    children: frozenset[str]
    about: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    single: frozenset[str] = frozenset()


#: Attributes that every element may carry, besides the places ``at``, which the program writes, and
#: ``origin``, with which a template passes on the place of a brief's value.
COMMON = frozenset(("lang", "id", "role"))

_NOTHING: frozenset[str] = frozenset()

_METADATA = frozenset(("title", "subject", "author", "keywords"))
_CELL = ("align", "colspan", "rowspan")
_PAGES: Mapping[str, tuple[str, ...]] = {"on": ("first", "left", "right")}
_SIDES: Mapping[str, tuple[str, ...]] = {"align": ("start", "end", "decimal")}

VOCABULARY: dict[str, Rule] = {
    "document": Rule(
        BLOCKS | _METADATA | {"header", "footer"},
        "The root: one edition in one language; `pages` is the most it may take, `fit` what is tried before "
        "it is too long.",
        optional=("pages", "orientation", "scale", "fit"),
        values={"orientation": ("landscape",)},
        single=_METADATA,
    ),
    "title": Rule(_TEXT, "The title as metadata and in the window's bar."),
    "subject": Rule(_TEXT, "One sentence on the content, as metadata."),
    "author": Rule(_TEXT, "Who answers for the document, as metadata."),
    "keywords": Rule(_TEXT, "Words to find it by, separated by commas."),
    "header": Rule(
        frozenset(("start", "end")),
        "Printed at the head of pages without a band; not read aloud. `on` says of which ones: the first, "
        "the left ones, with even numbers, or the right ones; without it, all that have none of their own.",
        optional=("on",),
        values=_PAGES,
        single=frozenset(("start", "end")),
    ),
    "footer": Rule(
        frozenset(("start", "end")),
        "Printed at the foot of pages; not read aloud. `on` says of which ones, as that of `header` does.",
        optional=("on",),
        values=_PAGES,
        single=frozenset(("start", "end")),
    ),
    "start": Rule(_TEXT, "The left part of a header or footer."),
    "end": Rule(_TEXT, "The right part of a header or footer."),
    "band": Rule(
        BLOCKS,
        'The title band of the first page; `logo="none"` gives the room of the logo to the text.',
        optional=("logo",),
        values={"logo": ("none",)},
    ),
    "section": Rule(BLOCKS, "A part, usually with a heading."),
    "group": Rule(
        BLOCKS - {"band"},
        'Blocks that `break-before="page"` begins on a new page (in columns: in a new column) and that '
        '`break-inside="avoid"` keeps on one; `start` is how far their texts stand in from the left.',
        optional=("break-before", "break-inside", "start"),
        values={"break-before": ("page",), "break-inside": ("avoid",)},
    ),
    "columns": Rule(
        BLOCKS - {"band"},
        'Blocks that flow through columns; `place="foot"` puts them at the foot of the last page.',
        optional=("count", "place"),
        values={"place": ("foot",)},
    ),
    "beside": Rule(
        frozenset(("column",)),
        "Columns side by side, each with its own blocks; `widths` are their shares, separated by spaces.",
        optional=("widths",),
        needs=("column",),
    ),
    "column": Rule(BLOCKS - {"band"}, 'One of them; `role="sidebar"` puts it on a panel, beside the matter.'),
    "toc": Rule(frozenset(("toc-entry",)), "The table of contents.", needs=("toc-entry",)),
    "toc-entry": Rule(
        _TEXT,
        "A heading in it: `target` is the `id` of its block, `number` that of its section.",
        required=("target",),
        optional=("number", "level"),
    ),
    "callout": Rule(BLOCKS, 'A message set apart; with `role="contact"` whom to turn to.'),
    "blockquote": Rule(
        frozenset(("p",)), 'The words of somebody; a `p` with `role="quote-by"` says of whom.', needs=("p",)
    ),
    **{name: Rule(_TEXT, f"A heading of level {name[1]}.") for name in HEADINGS},
    "p": Rule(_TEXT, "A paragraph; `role` gives it the looks the theme has for that role."),
    "ul": Rule(frozenset(("li",)), "A bulleted list.", needs=("li",)),
    "ol": Rule(
        frozenset(("li",)),
        'A numbered list; `start` is the number of its first entry; `role="steps"` shows steps.',
        optional=("start",),
        needs=("li",),
    ),
    "li": Rule(_TEXT | {"p", "ul", "ol"}, "An entry: text, or paragraphs and lists."),
    "dl": Rule(
        frozenset(("dt", "dd")),
        'A list of terms, each followed by what is said of it; `role="timeline"` shows dates on a line.',
        needs=("dt", "dd"),
    ),
    "dt": Rule(_TEXT, "A term, or a date."),
    "dd": Rule(_TEXT | {"p", "ul", "ol"}, "What is said of it: text, or paragraphs and lists."),
    "key-figures": Rule(
        frozenset(("key-figure",)),
        "Figures to be seen first; `look` is how they stand: in a row, as they do without it, on tiles, or "
        "the first one very large above the others.",
        optional=("look",),
        values={"look": ("row", "tiles", "hero")},
        needs=("key-figure",),
    ),
    "key-figure": Rule(
        frozenset(("value", "label", "change", "trend")),
        "One of them.",
        needs=("value", "label"),
        single=frozenset(("value", "label", "change", "trend")),
    ),
    "change": Rule(
        _TEXT,
        "How a figure changed. With `from`, the id of an earlier fact, the change comes first, computed; "
        "`since` is a word to put before the time of that fact.",
        optional=("from", "since"),
    ),
    "trend": Rule(
        frozenset(("alt",)),
        "A line through the points of the series whose id is `fact`.",
        required=("fact",),
        single=frozenset(("alt",)),
    ),
    "value": Rule(_TEXT, "The figure, as printed."),
    "label": Rule(_TEXT, "What the figure counts, or the name of a chart's mark."),
    "figure": Rule(
        frozenset(("caption", "chart", "image", "credit")),
        "A chart or a picture, with a caption and a credit.",
        single=frozenset(("caption", "chart", "image", "credit")),
    ),
    "caption": Rule(_TEXT, "The caption of a figure or a table."),
    "credit": Rule(_TEXT, "Who made a picture; printed small, below the caption."),
    "chart": Rule(
        frozenset(("alt", "item", "series")),
        "A chart drawn from facts, of `kind`; `maximum` is the value at its full length, `highlight` the "
        "fact that is set off from the others, `region` that of a map. Without an `alt` the numbers say it.",
        required=("kind",),
        optional=("maximum", "highlight", "region"),
        single=frozenset(("alt",)),
    ),
    "series": Rule(
        frozenset(("label", "item")),
        "Items of a chart that belong together, under a name of their own.",
        optional=("fact",),
        needs=("label", "item"),
        single=frozenset(("label",)),
    ),
    "alt": Rule(_TEXT, "What the chart or the picture shows, in words."),
    "item": Rule(
        frozenset(("label",)),
        "One mark of a chart: a bar, a point, a tile. `target` is the fact that it is to reach, `position` "
        "its place on a line of time, `place` the code of a province or a state.",
        required=("fact",),
        optional=("form", "target", "position", "place"),
        needs=("label",),
        single=frozenset(("label",)),
    ),
    "image": Rule(
        frozenset(("alt",)),
        "A PNG, JPEG or SVG picture; `width` is in points.",
        required=("src",),
        optional=("width",),
        single=frozenset(("alt",)),
    ),
    "logos": Rule(frozenset(("logo",)), "Logos in rows, of about the same area.", needs=("logo",)),
    "logo": Rule(
        frozenset(("image",)),
        "One of them, which may lead to `href`; `width` and `height` are the most it may take.",
        optional=("href", "width", "height"),
        needs=("image",),
        single=frozenset(("image",)),
    ),
    "qr": Rule(
        frozenset(("alt", "p", "ul", "ol")),
        "A QR code that leads to `href`; beside it what one finds there, and the address; `size` in points.",
        required=("href",),
        optional=("size",),
        single=frozenset(("alt",)),
    ),
    "table": Rule(
        frozenset(("caption", "thead", "tbody")),
        "A table; `widths` are the shares of its columns, separated by spaces; `continued` stands behind the "
        "caption where it goes on after a break; `decimal` is the sign before decimals.",
        optional=("widths", "continued", "decimal"),
        needs=("tbody",),
        single=frozenset(("caption",)),
    ),
    "thead": Rule(frozenset(("tr",)), "The rows that repeat on every page.", needs=("tr",)),
    "tbody": Rule(frozenset(("tr",)), "The other rows.", needs=("tr",)),
    "tr": Rule(frozenset(("th", "td")), 'A row; `role="total"` sets it off as a sum of others.'),
    "th": Rule(
        _TEXT,
        "A header cell; `scope` is column or row.",
        required=("scope",),
        optional=_CELL,
        values={"scope": ("column", "row"), **_SIDES},
    ),
    "td": Rule(_TEXT, "A data cell.", optional=_CELL, values=_SIDES),
    "notes": Rule(
        frozenset(("note",)),
        'The notes; `place="foot"` puts each at the foot of the page that refers to it first.',
        optional=("place",),
        values={"place": ("foot",)},
        needs=("note",),
    ),
    "note": Rule(_TEXT, "One of them; `id` is what `noteref` names.", required=("number",)),
    "fact": Rule(_NOTHING, "A fact, printed in a form.", required=("name",), optional=("form",)),
    "text": Rule(_TEXT, "A text of the brief; the program writes it."),
    "strong": Rule(_TEXT, "Important words."),
    "em": Rule(_TEXT, "Stressed words, and titles of works."),
    "sup": Rule(_TEXT, "Raised characters."),
    "a": Rule(_TEXT, "A link (https, http, mailto or tel).", required=("href",)),
    "span": Rule(_TEXT, "Words in another language; `lang` says which.", required=("lang",)),
    "abbr": Rule(_TEXT, "An abbreviation; `title` is what it stands for.", required=("title",)),
    "br": Rule(_NOTHING, "A line end inside a paragraph."),
    "noteref": Rule(_TEXT, "The mark that leads to a note.", required=("note",)),
    "ref": Rule(
        _TEXT,
        "A link to the block whose `id` is `target`; without words of its own it says what that is called.",
        required=("target",),
    ),
    "page-number": Rule(_NOTHING, "The number of the page; in headers and footers only."),
    "page-count": Rule(_NOTHING, "The number of pages; in headers and footers only."),
    "running-heading": Rule(
        _NOTHING,
        "The last heading of level 1 or 2 up to the end of the page; in headers and footers only.",
    ),
}
