"""The vocabulary of the markup: every element, where it may stand and what it carries.

Names follow HTML where HTML has one. ``docs/vocabulary.md`` is checked against this table.
"""

from __future__ import annotations

from dataclasses import dataclass

INLINE = frozenset(
    ("fact", "text", "strong", "em", "sup", "a", "span", "abbr", "br", "noteref", "page-number", "page-count")
)
_TEXT = INLINE | {"#text"}
BLOCKS = frozenset(
    [
        "band",
        "section",
        "columns",
        "callout",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "key-figures",
        "figure",
        "table",
        "notes",
    ]
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one element may have.

    Attributes:
        children: Names of allowed children; ``#text`` allows characters.
        required: Attributes it must have.
        optional: Attributes it may have, besides those that all may.
        about: One line for the documentation.
    """

    children: frozenset[str]
    about: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


#: Attributes that every element may carry, besides the places ``at``, which the program writes, and
#: ``origin``, with which a template passes on the place of a brief's value.
COMMON = frozenset(("lang", "id", "role"))

_NOTHING: frozenset[str] = frozenset()

VOCABULARY: dict[str, Rule] = {
    "document": Rule(
        BLOCKS | {"title", "subject", "author", "keywords", "footer"},
        "The root: one edition in one language; `pages` is the most it may take.",
        optional=("pages",),
    ),
    "title": Rule(_TEXT, "The title as metadata and in the window's bar."),
    "subject": Rule(_TEXT, "One sentence on the content, as metadata."),
    "author": Rule(_TEXT, "Who answers for the document, as metadata."),
    "keywords": Rule(_TEXT, "Words to find it by, separated by commas."),
    "footer": Rule(frozenset(("start", "end")), "Printed at the foot of every page; not read aloud."),
    "start": Rule(_TEXT, "The left part of the footer."),
    "end": Rule(_TEXT, "The right part of the footer."),
    "band": Rule(BLOCKS, "The title band of the first page.", optional=("logo",)),
    "section": Rule(BLOCKS, "A part, usually with a heading."),
    "columns": Rule(
        BLOCKS,
        'Blocks that flow through columns; `place="foot"` puts them at the foot of the last page.',
        optional=("count", "place"),
    ),
    "callout": Rule(BLOCKS, "A message set apart."),
    **{f"h{n}": Rule(_TEXT, f"A heading of level {n}.") for n in range(1, 7)},
    "p": Rule(_TEXT, "A paragraph; `role` gives it the looks the theme has for that role."),
    "ul": Rule(frozenset(("li",)), "A bulleted list."),
    "ol": Rule(frozenset(("li",)), "A numbered list."),
    "li": Rule(_TEXT | {"p", "ul", "ol"}, "An entry: either text, or paragraphs and lists."),
    "key-figures": Rule(frozenset(("key-figure",)), "A row of figures to be seen first."),
    "key-figure": Rule(frozenset(("value", "label")), "One of them."),
    "value": Rule(_TEXT, "The figure, as printed."),
    "label": Rule(_TEXT, "What the figure counts, or the name of a chart's mark."),
    "figure": Rule(frozenset(("caption", "chart", "image")), "A chart or a picture, with a caption."),
    "caption": Rule(_TEXT, "The caption of a figure or a table."),
    "chart": Rule(
        frozenset(("alt", "item")),
        "A chart drawn from facts.",
        required=("kind",),
        optional=("maximum",),
    ),
    "alt": Rule(_TEXT, "What the chart or the picture shows, in words."),
    "item": Rule(frozenset(("label",)), "One mark of a chart.", required=("fact",), optional=("form",)),
    "image": Rule(frozenset(("alt",)), "A PNG or JPEG picture.", required=("src",), optional=("width",)),
    "table": Rule(frozenset(("caption", "thead", "tbody")), "A table.", optional=("widths",)),
    "thead": Rule(frozenset(("tr",)), "The rows that repeat on every page."),
    "tbody": Rule(frozenset(("tr",)), "The other rows."),
    "tr": Rule(frozenset(("th", "td")), "A row."),
    "th": Rule(_TEXT, "A header cell.", required=("scope",), optional=("align",)),
    "td": Rule(_TEXT, "A data cell.", optional=("align",)),
    "notes": Rule(frozenset(("note",)), "The notes and sources."),
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
    "page-number": Rule(_NOTHING, "The number of the page; in the footer only."),
    "page-count": Rule(_NOTHING, "The number of pages; in the footer only."),
}
