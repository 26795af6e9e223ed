"""Themes as JSON Schema, made of the tables by which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefpress.facts import shapes
from briefpress.facts.shapes import Schema, told
from briefpress.fonts import WEIGHTS
from briefpress.layout.inheritance import NAME
from briefpress.layout.theme import MEASURES, PAGE_SIZES, PALETTE, SERIES, STYLES
from briefpress.workspace import BUILTIN

PALETTE_TOLD: Mapping[str, str] = {
    "paper": "what text stands on; the paper's own colour, which is not printed",
    "ink": "text, and the strong rules of tables and charts",
    "muted": "captions, credits, notes, the footer",
    "accent": "key figures, bars, the strip under the band",
    "band": "the title band",
    "on-band": "text on the band",
    "on-band-muted": "lesser text on the band, and the corners of the logo slot",
    "tint": "the panel of a callout, the tile of a key figure",
    "rule": "thin lines",
    "track": "the whole of which a bar shows a share",
    "series-1": "the first series of a chart; where it is missing, a colour that goes with the others",
    "series-2": "the second one",
    "series-3": "the third one",
    "series-4": "the fourth one",
    "series-5": "the fifth one, and the series that stand back behind a marked one",
}

MEASURES_TOLD: Mapping[str, str] = {
    "page.top": "space above the text of pages without a band",
    "page.bottom": "space below the text",
    "page.left": "left margin",
    "page.right": "right margin",
    "page.header": "the running head's baseline below the head of the page",
    "page.footer": "the footer's baseline above the foot of the page",
    "page.gutter": "space between columns, and between the band's text and the logo slot",
    "band.height": "least height; a long title makes the band higher",
    "band.strip": "thickness of the strip below",
    "band.after": "space below the strip",
    "band.logo-width": "width of the logo slot",
    "band.logo-height": "height of the logo slot",
    "key-figures.rule": "thickness of the rule above a figure",
    "key-figures.gap": "space between figures",
    "key-figures.pad": "space between rule and figure",
    "key-figures.after": "space below the row",
    "key-figures.tile": "space around a figure on its tile",
    "key-figures.trend": "height of the line of a trend",
    "key-figures.line": "thickness of that line",
    "callout.bar": "thickness of the bar at the left",
    "callout.pad": "space around the text",
    "quote.bar": "thickness of the bar at the left",
    "quote.pad": "space between the bar and the words",
    "term.gap": "space between a term and what is said of it",
    "term.pad": "space above and below an entry",
    "timeline.dot": "diameter of a date's dot",
    "timeline.line": "thickness of the line",
    "timeline.gap": "space between the line and the text",
    "step.disc": "diameter of the disc behind a number",
    "step.gap": "space between the disc and the text",
    "chart.bar": "thickness of a bar",
    "chart.gap": "space between bars, and between a picture and its caption",
    "chart.pad": "space between a bar and its label",
    "table.pad": "space above and below the text of a cell",
    "table.rule": "thickness of the rule below a row",
    "table.head-rule": "thickness of the rule below the head",
    "list.indent": "width of the bullet's margin",
    "note.indent": "width of the number's margin",
    "note.gap": "space above notes at the foot of a page, half of it above their rule",
}

GROUPS_TOLD: Mapping[str, str] = {
    "page": "the size and the margins of the page",
    "band": "the title band",
    "key-figures": "rows of large figures",
    "callout": "messages on a panel",
    "quote": "the words of somebody",
    "term": "lists of terms",
    "timeline": "timelines",
    "step": "lists of steps",
    "chart": "charts and pictures",
    "table": "tables",
    "list": "lists",
    "note": "notes",
}

SIZES_TOLD: Mapping[str, str] = {"letter": "8.5 by 11 inches", "a4": "210 by 297 millimetres"}

#: Ids of themes -> how they are written, and what an editor says of those that are not.
IDS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "theme": (
        NAME,
        "Write the name of a theme: small letters, digits and hyphens.",
    )
}

#: The longest length of a theme, in points.
_LONGEST = 2000


def theme_schema() -> Schema:
    """Return the schema of a theme: a whole one, or one that extends another and says what differs."""
    extends = {"type": "object", "required": ["extends"]}
    return {
        "$schema": shapes.DRAFT,
        "title": "Theme",
        "type": "object",
        "if": extends,
        "then": {"$ref": "#/definitions/theme-that-extends"},
        "else": {"$ref": "#/definitions/theme"},
        "definitions": {
            "theme": _theme("", is_whole=True),
            "style": _style(("family", "size", "leading")),
            "theme-that-extends": _theme("-that-extends", is_whole=False),
            "style-that-extends": _style(()),
        },
    }


def _theme(suffix: str, *, is_whole: bool) -> Schema:
    """Return the shape of a theme.

    Args:
        suffix: What the names of the definitions that it uses end with.
        is_whole: Whether every key has to be there.
    """

    def record(keys: Mapping[str, Schema | bool]) -> Schema:
        return shapes.record(keys, keys if is_whole else ())

    groups = {
        group: told(GROUPS_TOLD[group], _measures(group, names, is_whole=is_whole))
        for group, names in MEASURES.items()
    }
    colours = {name: told(PALETTE_TOLD[name], _colour()) for name in (*PALETTE, *SERIES)}
    style = {"$ref": f"#/definitions/style{suffix}"}
    # Draft-07 lets nothing stand beside a reference, so that the description stands above it.
    styles = {name: told(about, {"type": "object", "allOf": [style]}) for name, about in STYLES.items()}
    keys: dict[str, Schema | bool] = {
        "extends": told("the theme from which everything is taken that is not said here", _extended()),
        **groups,
        "palette": told("the colours", _optional(record({**colours}), SERIES)),
        "grid": told("distance of the lines on which blocks in columns start; without it, none", _length()),
        "styles": told("the type", record({**styles})),
        "fallback": told("families for what those of styles lack, before the ones that ship", _families()),
    }
    needed = [key for key in keys if key not in ("grid", "extends", "fallback")]
    return shapes.record(keys, needed if is_whole else ())


def _families() -> Schema:
    return shapes.listed({**shapes.text(), "examples": ["Noto Sans SC"]})


def _optional(shape: Schema, names: Iterable[str]) -> Schema:
    """Return a record in which some keys may be missing."""
    required = shape.get("required")
    if isinstance(required, list):
        shape["required"] = [key for key in required if key not in names]
    return shape


def _extended() -> Schema:
    shipped = {"type": "string", "pattern": f"^{BUILTIN}(?:{IDS['theme'][0].pattern})$"}
    return {
        "type": ["string", "integer"],
        "anyOf": [{"$ref": f"{shapes.IDS}#/definitions/theme"}, shipped],
        "errorMessage": f"Write the name of a theme, or `{BUILTIN}` and the name of one that ships.",
    }


def _measures(group: str, names: tuple[str, ...], *, is_whole: bool) -> Schema:
    size: dict[str, Schema] = {}
    if group == "page":
        sizes = {name: SIZES_TOLD[name] for name in PAGE_SIZES}
        size["size"] = told("the size of the page", shapes.choice(sizes, default="letter"))
    lengths = {name: told(f"{MEASURES_TOLD[f'{group}.{name}']}, in points", _length()) for name in names}
    return shapes.record({**size, **lengths}, names if is_whole else ())


def _length(least: int = 0) -> Schema:
    return {**shapes.number(0), "minimum": least, "maximum": _LONGEST}


def _colour() -> Schema:
    return {
        "type": "string",
        "pattern": "^#[0-9A-Fa-f]{6}$",
        "errorMessage": 'Write six hexadecimal digits after a hash, in quotes: `"#1C2733"`.',
        "defaultSnippets": [{"label": '"#1C2733"', "body": '^"#${1:1C2733}"'}],
    }


def _style(required: tuple[str, ...]) -> Schema:
    wraps = {
        "pretty": "the best lines for the whole paragraph",
        "balance": "lines of about the same length, for texts of a few lines",
        "fill": "each line takes what fits",
    }
    sides = {"start": "flush where lines begin", "justify": "flush on both sides"}
    hyphens = {"none": "words stay whole", "auto": "words are divided where a line would look bad without"}
    figures = {
        "tabular": "all equally wide, so that they stand below one another",
        "proportional": "each as wide as it is, for running text",
        "old-style": "with ascenders and descenders, as small letters have them",
    }
    keys: dict[str, Schema | bool] = {
        "family": told("the family of the type", {**shapes.text(), "examples": ["Lato", "Noto Sans"]}),
        "weight": told("how heavy the type is, where the family has it", _weight()),
        "size": told("the size of the type, in points", _length(1)),
        "leading": told("from baseline to baseline, in points", _length(1)),
        "color": told("a colour of the palette", shapes.choice(PALETTE_TOLD, default="ink")),
        "behind": told("the colour it stands on", shapes.choice(PALETTE_TOLD, default="paper")),
        "before": told(
            "space above, in points; the larger of this and the space before it counts", _length()
        ),
        "after": told("space below, in points", _length()),
        "wrap": told("how lines are broken", shapes.choice(wraps, default="pretty")),
        "align": told("where lines are flush", shapes.choice(sides, default="start")),
        "hyphens": told("whether words may be divided", shapes.choice(hyphens, default="none")),
        "figures": told("how figures look, where the family has such", shapes.choice(figures)),
    }
    return shapes.record(keys, required)


def _weight() -> Schema:
    """Return the shape of a weight, which fonts take in capitals, too."""
    spelt = "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in WEIGHTS)
    names = shapes.choice(WEIGHTS.keys(), default="regular")
    return {"type": "string", "default": "regular", "anyOf": [names, {"pattern": f"^(?:{spelt})$"}]}
