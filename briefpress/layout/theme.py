"""A theme's YAML -> `Theme`: palette, type, spacing. Sizes are points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias, cast, get_args

from msgspec import Struct
from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import FieldReader, Mapping as YamlMapping, Scalar
from briefpress.facts.values import is_empty, listing
from briefpress.fonts import NO_FALLBACK, WEIGHTS, Face, Fallback, FontError, FontLibrary, make_fallback
from briefpress.layout.contrast import Contrasts
from briefpress.layout.inheritance import NAME, Chain, find_theme, read_chain, report_unknown
from briefpress.page import Color
from briefpress.workspace import Workspace

PAGE_SIZES = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}

#: Every style a theme must define, with what it is for.
STYLES = {
    "p": "running text",
    "h1": "the title in the band",
    "h2": "headings of sections",
    "h3": "headings inside sections",
    "subtitle": "under the title",
    "as-of": "the as-of line",
    "lede": "the opening paragraph",
    "key-value": "a key figure",
    "key-label": "what a key figure counts",
    "key-change": "how a key figure changed",
    "hero-value": "a key figure that is set very large",
    "hero-label": "what it counts",
    "callout": "text of a callout",
    "callout-heading": "heading of a callout",
    "quote": "the words of somebody",
    "quote-by": "of whom they are",
    "term": "a term in a list of terms",
    "date": "a date of a timeline",
    "step": "the number of a step",
    "caption": "caption of a figure",
    "credit": "who made a picture",
    "table-caption": "caption of a table",
    "chart-label": "name of a mark in a chart",
    "chart-value": "number beside a mark",
    "th": "header cells",
    "td": "data cells",
    "note": "notes",
    "note-heading": "heading of the notes",
    "source": "sources",
    "legal": "the copyright and the numbers of a publication",
    "notice": "the notice that names the other language",
    "toc": "entries of the table of contents",
    "header": "the running head",
    "footer": "the footer",
}

#: Every measure a theme must define, by group.
MEASURES: dict[str, tuple[str, ...]] = {
    "page": ("top", "bottom", "left", "right", "header", "footer", "gutter"),
    "band": ("height", "strip", "after", "logo-width", "logo-height"),
    "key-figures": ("rule", "gap", "pad", "after", "tile", "trend", "line"),
    "callout": ("bar", "pad"),
    "quote": ("bar", "pad"),
    "term": ("gap", "pad"),
    "timeline": ("dot", "line", "gap"),
    "step": ("disc", "gap"),
    "chart": ("bar", "gap", "pad"),
    "table": ("pad", "rule", "head-rule"),
    "list": ("indent",),
    "note": ("indent", "gap"),
}

#: Measures that stay where the type is made larger or smaller: the margins of the paper. The others follow.
MARGINS = frozenset({"page.top", "page.bottom", "page.left", "page.right", "page.header", "page.footer"})

#: Measures that are space alone.
SPACES = frozenset(
    (
        *("band.after", "key-figures.pad", "key-figures.after", "callout.pad", "term.pad"),
        *("chart.gap", "table.pad", "note.gap"),
    )
)

#: What styles stand on besides what they say: key figures may stand on tiles.
_ALSO_ON = dict.fromkeys(("key-value", "key-label", "key-change"), ("tint",))

Wrap: TypeAlias = Literal["pretty", "balance", "fill"]

#: What figures look like -> the OpenType features for it.
FIGURES: dict[str, tuple[str, ...]] = {
    "tabular": ("lnum", "tnum"),
    "proportional": ("lnum", "pnum"),
    "old-style": ("onum", "pnum"),
}

PALETTE = ("paper", "ink", "muted", "accent", "band", "on-band", "on-band-muted", "tint", "rule", "track")

#: Colours of the series of charts, which a theme may leave out: each a step lighter than the one before, so
#: that they can be told apart in grey and by people who see few colours, and at 3 to 1 on white.
SERIES: dict[str, str] = {
    "series-1": "#14283D",
    "series-2": "#A3262E",
    "series-3": "#2D7196",
    "series-4": "#B57213",
    "series-5": "#8A929A",
}


#: Red, green and blue of a grey differ by less.
_GREY = 0.02


class TextStyle(Struct, frozen=True, eq=False):
    """How a text is set.

    Attributes:
        regular: Face of plain words.
        strong: Face of strong words.
        emphasis: Face of emphasized words.
        strong_emphasis: Face of words that are both.
        size: Of the type.
        leading: From baseline to baseline.
        before: Space above, which merges with the space under the block before.
        after: Space below.
        wrap: How lines are broken: ``pretty`` looks at the whole paragraph, ``balance`` makes a few lines
            about equally long, ``fill`` fills one after the other (CSS Text 4, ``text-wrap-style``).
        justified: Whether its lines are flush on both sides.
        hyphens: Whether words may be divided.
        features: OpenType features that are on.
        fallback: The faces of characters that its own lack.
    """

    name: str
    regular: Face
    strong: Face
    emphasis: Face
    strong_emphasis: Face
    size: float
    leading: float
    color: Color
    before: float
    after: float
    wrap: Wrap
    justified: bool = False
    hyphens: bool = False
    features: tuple[str, ...] = ()
    fallback: Fallback = NO_FALLBACK

    def colored(self, color: Color) -> TextStyle:
        """Return the style in another colour; of equal colours the same object."""
        return _shared(replace(self, color=color))

    def scaled(self, factor: float) -> TextStyle:
        """Return the style with larger or smaller type; of equal factors the same object."""
        return _shared(
            replace(
                self,
                size=_times(self.size, factor),
                leading=_times(self.leading, factor),
                before=_times(self.before, factor),
                after=_times(self.after, factor),
            )
        )


class Theme(Struct, frozen=True, eq=False):
    """The looks of a document.

    Attributes:
        width: Of the page.
        height: Of the page.
        grid: Distance of the lines on which blocks in columns start; 0 for none.
        measures: Lengths by ``group.name``.
        styles: By the names of `STYLES`.
        palette: Colours by the names of `PALETTE`.
    """

    name: str
    width: float
    height: float
    grid: float
    measures: Mapping[str, float]
    styles: Mapping[str, TextStyle]
    palette: Mapping[str, Color]

    @property
    def series(self) -> tuple[Color, ...]:
        """The colours of the series of charts, in their order."""
        return tuple(self.palette[name] for name in SERIES)

    @property
    def has_grey_series(self) -> bool:
        """Whether the series of charts have no colours: dashes and hatching tell them apart then, too."""
        return all(max(color) - min(color) < _GREY for color in self.series)

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.measures["page.left"] - self.measures["page.right"]

    @property
    def tint(self) -> Color | None:
        """The colour of panels; None where they have that of the paper, which is not painted."""
        return self.palette["tint"] if self.palette["tint"] != self.palette["paper"] else None

    @property
    def room(self) -> float:
        """The height of the text of a page without a band."""
        return self.height - self.measures["page.top"] - self.measures["page.bottom"]

    def on(self, paper: str) -> Theme:
        """Return the theme for paper of another size; it stays upright or turned, as it was.

        Args:
            paper: A name of `PAGE_SIZES`; empty for the theme's own.
        """
        if not paper:
            return self
        width, height = PAGE_SIZES[paper]
        return self._sized(height, width) if self.width > self.height else self._sized(width, height)

    def turned(self) -> Theme:
        """Return the theme for paper that lies on its long side, or stands where it lay."""
        return self._sized(self.height, self.width)

    def scaled(self, factor: float) -> Theme:
        """Return the theme with larger or smaller type, and with all that follows the type.

        The margins stay; only the upper and the lower one grow where the running head or the footer would
        come closer to the text than `_CLEARANCE`, and closer than it was. A larger head grows downwards, away
        from the paper's edge. Equal factors give equal styles, which are the same objects.

        Args:
            factor: Times which sizes, leadings, spaces, the grid and measures are taken; greater than 0.
        """
        if factor <= 0:
            raise ValueError(f"type cannot be {factor} times as large")
        if factor == 1:
            return self

        measures = {
            name: length if name in MARGINS else _times(length, factor)
            for name, length in self.measures.items()
        }
        styles = {name: style.scaled(factor) for name, style in self.styles.items()}
        foot, bottom = measures["page.footer"], measures["page.bottom"]
        clear = min(_CLEARANCE, bottom - foot - self.styles["footer"].leading)
        measures["page.bottom"] = max(bottom, foot + styles["footer"].leading + clear)
        head, top = measures["page.header"], measures["page.top"]
        lower = head + max(0.0, styles["header"].leading - self.styles["header"].leading)
        measures["page.header"] = lower
        measures["page.top"] = max(top, lower + min(_CLEARANCE, top - head))
        return replace(self, grid=_times(self.grid, factor), measures=measures, styles=styles)

    def tightened(self, factor: float) -> Theme:
        """Return the theme with less space between texts; type, lines and margins stay.

        Args:
            factor: Times which spaces are taken, from 0 to 1.
        """
        styles = {
            name: _shared(
                replace(style, before=_times(style.before, factor), after=_times(style.after, factor))
            )
            for name, style in self.styles.items()
        }
        measures = {
            name: _times(length, factor) if name in SPACES else length
            for name, length in self.measures.items()
        }
        return replace(self, grid=_times(self.grid, factor), measures=measures, styles=styles)

    def _sized(self, width: float, height: float) -> Theme:
        is_same = (width, height) == (self.width, self.height)
        return self if is_same else replace(self, width=width, height=height)


def load_theme(
    workspace: Workspace, fonts: FontLibrary, name: str, span: Span, findings: Findings
) -> Theme | None:
    """Read a theme, the project's own of this name or a shipped one, with what it extends.

    Args:
        workspace: Where to look.
        fonts: Gives the faces.
        name: Without its ending.
        span: Where it is asked for.
        findings: Collects errors.

    Returns:
        The theme, or None after reporting.
    """
    path = find_theme(workspace, name) if NAME.fullmatch(name) else None
    if path is None:
        report_unknown(workspace, name, span, findings)
        return None
    own = Findings()
    chain = read_chain(workspace, path, own)
    theme = _Reader(chain, fonts, own).theme(name) if chain is not None else None
    findings.extend(own)
    return None if own.errors else theme


_COLOR = re.compile("#[0-9A-Fa-f]{6}")
_BARE_COLOR = re.compile(r"(?<=:\s)#[0-9A-Fa-f]{6}\b")
#: Names of families and styles are glued together in those of their files.
_APART = re.compile("(?<=[a-z])(?=[A-Z0-9])")
#: An inch in points: no text can be read in a narrower column, or on a lower page.
_LEAST_ROOM = 72

#: The least space between the text of a page and its footer or running head, where a theme has as much.
_CLEARANCE = 10.0

#: Styles by their values: what is composed is remembered by style, for all projects of a process.
_STYLES: dict[tuple[object, ...], TextStyle] = {}


def _times(length: float, factor: float) -> float:
    return round(length * factor, 3)


def _shared(style: TextStyle) -> TextStyle:
    """Return the style that has the same values and was made first."""
    values = tuple(getattr(style, name) for name in style.__struct_fields__)
    return _STYLES.setdefault(values, style)


class _Reader:
    def __init__(self, chain: Chain, fonts: FontLibrary, findings: Findings) -> None:
        self.root = FieldReader(chain.mapping, findings, "the theme")
        self.root.know(("extends",))  # which made the chain
        self.latest = chain.latest
        self.fonts = fonts
        self.findings = findings
        self.palette: dict[str, Color] = {}
        self.places: dict[str, Span] = {}
        self.contrasts = Contrasts(self.palette, self.places, chain.latest)

    def theme(self, name: str) -> Theme:
        measures: dict[str, float] = {}
        size = "letter"
        for group, names in MEASURES.items():
            reader = self.group(self.root, group)
            if reader is None:
                continue
            if group == "page":
                size = reader.choice("size", tuple(PAGE_SIZES), default="letter") or size
            for key in names:
                measures[f"{group}.{key}"] = self.length(reader, key, required=True)
            reader.finish()
        self.read_palette()
        grid = self.length(self.root, "grid")
        self.fallback = self.read_fallback()
        styles = self.styles()
        self.contrasts.report(self.findings)
        self.root.finish()
        width, height = PAGE_SIZES[size]
        if not self.findings.errors:
            self.check_margins(measures, width, height)
        return Theme(name, width, height, grid, measures, styles, self.palette)

    def group(self, reader: FieldReader, key: str) -> FieldReader | None:
        mapping = reader.mapping(key, required=True)
        return FieldReader(mapping, self.findings, f"`{key}` of the theme") if mapping else None

    def length(self, reader: FieldReader, key: str, *, required: bool = False, least: int = 0) -> float:
        value = reader.decimal(key, required=required)
        if value is None:
            return 0.0
        if not least <= value <= 2000:
            self.findings.error(
                "LAYOUT002",
                f"`{key}` cannot be {value} points",
                reader.span(key),
                hint=f"it goes from {least} to 2000",
            )
        return float(value)

    def read_palette(self) -> None:
        reader = self.group(self.root, "palette")
        if reader is None:
            return
        for key in (*PALETTE, *SERIES):
            bare = _bare_color(reader, key)
            text = None if bare else reader.text(key, required=key in PALETTE) or SERIES.get(key)
            if bare:
                message, hint = f"`{bare.group()}` without quotes is a comment", f'write "{bare.group()}"'
                self.findings.error("LAYOUT003", message, reader.key_span(key), label="no value", hint=hint)
            if text is None:
                continue
            if not _COLOR.fullmatch(text):
                hint = 'write six hexadecimal digits in quotes: "#1C2733"'
                self.findings.error("LAYOUT003", f"`{text}` is no colour", reader.span(key), hint=hint)
                continue
            red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
            self.palette[key] = (red, green, blue)
            self.places[key] = reader.span(key) if reader.has(key) else self.root.span("palette")
        reader.finish()

    def styles(self) -> dict[str, TextStyle]:
        group = self.group(self.root, "styles")
        styles: dict[str, TextStyle] = {}
        if group is None:
            return styles
        for name in STYLES:
            mapping = group.mapping(name, required=True)
            style = (
                self.style(FieldReader(mapping, self.findings, f"the style `{name}`"), name)
                if mapping
                else None
            )
            if style is not None:
                styles[name] = style
        group.finish()
        return styles

    def style(self, reader: FieldReader, name: str) -> TextStyle | None:
        family = reader.text("family", required=True) or ""
        weight = reader.text("weight") or "regular"
        size, leading = (self.length(reader, key, required=True, least=1) for key in ("size", "leading"))
        color, behind = (
            reader.choice(key, PALETTE, default=default)
            for key, default in (("color", "ink"), ("behind", "paper"))
        )
        before, after = (self.length(reader, key) for key in ("before", "after"))
        wrap = reader.choice("wrap", get_args(Wrap), default="pretty") or "pretty"
        justified = reader.choice("align", ("start", "justify"), default="start") == "justify"
        hyphens = reader.choice("hyphens", ("none", "auto"), default="none") == "auto"
        figures = reader.choice("figures", tuple(FIGURES))
        places = [reader.span(key) for key in ("color", "behind") if reader.has(key)]
        for ground in dict.fromkeys((behind or "paper", *_ALSO_ON.get(name, ()))):
            if not self.contrasts.text(name, color or "ink", ground, places):
                break  # one of its colours changes, and with it what it is on the others
        reader.finish()
        strong = weight if weight in ("bold", "black") else "bold"
        if weight.lower() not in WEIGHTS:
            hint = did_you_mean(weight, WEIGHTS) or f"weights are {listing(WEIGHTS)}"
            message = f"there is no weight `{weight}`"
            self.findings.error("TEXT003", message, reader.span("weight"), hint=hint)
            return None
        try:
            faces = (
                self.fonts.face(family, weight=weight),
                self.fonts.face(family, weight=strong),
                self.italic(family, weight),
                self.italic(family, strong),
            )
        except FontError as error:
            places = [reader.span("family"), *(reader.span(key) for key in ("weight",) if reader.has(key))]
            self.report_font(error, family, self.latest(places))
            return None
        rgb = self.palette.get(color or "ink", (0.0, 0.0, 0.0))
        set_as = (cast(Wrap, wrap), justified, hyphens, FIGURES[figures] if figures else ())
        return _shared(TextStyle(name, *faces, size, leading, rgb, before, after, *set_as, self.fallback))

    def read_fallback(self) -> Fallback:
        """Return the families that are asked for what a style's own lacks: those of the theme go first."""
        node = self.root.sequence("fallback")
        families = [item for item in (node.items if node else ()) if isinstance(item, Scalar)]
        fallback = make_fallback(self.fonts)
        for count in range(1, len(families) + 1):
            try:
                fallback = make_fallback(self.fonts, [family.text for family in families[:count]])
            except FontError as error:
                self.report_font(error, families[count - 1].text, families[count - 1].span)
                break
        return fallback

    def report_font(self, error: FontError, family: str, place: Span) -> None:
        """Report a family that cannot be used."""
        names = [_APART.sub(" ", name) for name in error.known]
        are = "is" if len(names) == 1 else "are"
        known = f"there {are} {listing(names)}" if names else "look at the file's name"
        hint = did_you_mean(family, names) or known
        self.findings.error("TEXT003", f"{error.wanted} cannot be used: {error.reason}", place, hint=hint)

    def italic(self, family: str, weight: str) -> Face:
        """Return the italic of a weight, or of the nearest weight that has one."""
        for candidate in (weight, "bold" if weight in ("semibold", "bold", "black") else "regular"):
            try:
                return self.fonts.face(family, weight=candidate, italic=True)
            except FontError:
                continue
        return self.fonts.face(family, weight=weight)

    def check_margins(self, measures: Mapping[str, float], width: float, height: float) -> None:
        """Report margins that leave no room: of each word it would be said that it is too wide."""
        for one, other, whole in (("left", "right", width), ("top", "bottom", height)):
            room = whole - measures[f"page.{one}"] - measures[f"page.{other}"]
            if room < _LEAST_ROOM:
                page = self.root.node.entries["page"].value
                assert isinstance(page, YamlMapping)
                places = {page.entries[key].value.span: key for key in (other, one)}
                place = self.latest(tuple(places))
                self.findings.error(
                    "LAYOUT002",
                    f"`{one}` and `{other}` leave {room:.0f} of {whole:.0f} points for the text",
                    place,
                    hint=f"leave {_LEAST_ROOM} points or more between them",
                    related=[(span, f"`{key}`") for span, key in places.items() if span != place],
                )


def _bare_color(reader: FieldReader, key: str) -> re.Match[str] | None:
    """Return the colour behind a key that YAML takes for a comment, because it has no quotes."""
    entry = reader.node.entries.get(key)
    if entry is None or not isinstance(entry.value, Scalar) or not is_empty(entry.value):
        return None
    reader.know((key,))
    line = entry.value.source.lines[entry.key_span.line - 1]
    return _BARE_COLOR.search(line, entry.key_span.column - 1)
