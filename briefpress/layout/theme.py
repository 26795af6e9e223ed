"""A theme's YAML -> `Theme`: palette, type, spacing. Sizes are points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import FieldReader, Mapping as YamlMapping, Scalar, read_yaml
from briefpress.facts.values import is_empty, listing
from briefpress.fonts import WEIGHTS, Face, FontError, FontLibrary
from briefpress.page import Color
from briefpress.workspace import Workspace

PAGE_SIZES = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}

#: WCAG 2.2, 1.4.3: the least contrast of text with what is behind it.
MIN_CONTRAST = 4.5

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
    "callout": "text of a callout",
    "callout-heading": "heading of a callout",
    "quote": "the words of somebody",
    "quote-by": "of whom they are",
    "term": "a term in a list of terms",
    "date": "a date of a timeline",
    "step": "the number of a step",
    "caption": "caption of a figure",
    "table-caption": "caption of a table",
    "chart-label": "name of a mark in a chart",
    "chart-value": "number beside a mark",
    "th": "header cells",
    "td": "data cells",
    "note": "notes",
    "note-heading": "heading of the notes",
    "source": "sources",
    "notice": "the notice that names the other language",
    "toc": "entries of the table of contents",
    "header": "the running head",
    "footer": "the footer",
}

#: Every measure a theme must define, by group.
MEASURES: dict[str, tuple[str, ...]] = {
    "page": ("top", "bottom", "left", "right", "header", "footer", "gutter"),
    "band": ("height", "strip", "after", "logo-width", "logo-height"),
    "key-figures": ("rule", "gap", "pad", "after"),
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

PALETTE = ("paper", "ink", "muted", "accent", "band", "on-band", "on-band-muted", "tint", "rule", "track")


@dataclass(frozen=True, slots=True, eq=False)
class TextStyle:
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
        balanced: Whether its lines are made about equally long rather than each filled.
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
    balanced: bool


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
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
    def room(self) -> float:
        """The height of the text of a page without a band."""
        return self.height - self.measures["page.top"] - self.measures["page.bottom"]


def load_theme(
    workspace: Workspace, fonts: FontLibrary, name: str, span: Span, findings: Findings
) -> Theme | None:
    """Read a theme: the project's own of this name, or a shipped one.

    Args:
        workspace: Where to look.
        fonts: Gives the faces.
        name: Without its ending.
        span: Where it is asked for.
        findings: Collects errors.

    Returns:
        The theme, or None after reporting.
    """
    path = workspace.find("themes", f"{name}.yaml") if re.fullmatch("[a-z0-9-]{1,80}", name) else None
    if path is None:
        names = workspace.names("themes", ".yaml")
        hint = did_you_mean(name, names) or f"themes are {', '.join(names)}"
        findings.error("LAYOUT001", f"there is no theme `{name}`", span, hint=hint)
        return None
    mapping = read_yaml(workspace, path, findings)
    if mapping is None:
        return None
    own = Findings()
    theme = _Reader(mapping, fonts, own).theme(name)
    findings.extend(own)
    return None if own.errors else theme


_COLOR = re.compile("#[0-9A-Fa-f]{6}")
_BARE_COLOR = re.compile(r"(?<=:\s)#[0-9A-Fa-f]{6}\b")
#: Names of families and styles are glued together in those of their files.
_APART = re.compile("(?<=[a-z])(?=[A-Z])")
#: An inch in points: no text can be read in a narrower column, or on a lower page.
_LEAST_ROOM = 72

#: Styles by their values: what is composed is remembered by style, for all projects of a process.
_STYLES: dict[tuple[object, ...], TextStyle] = {}


class _Reader:
    def __init__(self, mapping: YamlMapping, fonts: FontLibrary, findings: Findings) -> None:
        self.root = FieldReader(mapping, findings, "the theme")
        self.fonts = fonts
        self.findings = findings
        self.palette: dict[str, Color] = {}
        # Colours of a text and of what is behind it, too much alike -> where styles pair them.
        self.faint: dict[tuple[str, str], list[Span]] = {}

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
        styles = self.styles()
        self.report_contrasts()
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
        for key in PALETTE:
            bare = _bare_color(reader, key)
            text = None if bare else reader.text(key, required=True)
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
        balanced = reader.choice("wrap", ("fill", "balance"), default="fill") == "balance"
        self.check_contrast(reader, color or "ink", behind or "paper")
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
            names = [_APART.sub(" ", name) for name in error.known]
            are = "is" if len(names) == 1 else "are"
            known = f"there {are} {listing(names)}" if names else "look at the file's name"
            hint = did_you_mean(family, names) or known
            message = f"{error.wanted} cannot be used: {error.reason}"
            self.findings.error("TEXT003", message, reader.span("family"), hint=hint)
            return None
        rgb = self.palette.get(color or "ink", (0.0, 0.0, 0.0))
        values = (name, *faces, size, leading, rgb, before, after, balanced)
        return _STYLES.setdefault(values, TextStyle(*values))

    def italic(self, family: str, weight: str) -> Face:
        """Return the italic of a weight, or of the nearest weight that has one."""
        for candidate in (weight, "bold" if weight in ("semibold", "bold", "black") else "regular"):
            try:
                return self.fonts.face(family, weight=candidate, italic=True)
            except FontError:
                continue
        return self.fonts.face(family, weight=weight)

    def check_contrast(self, reader: FieldReader, color: str, behind: str) -> None:
        if color not in self.palette or behind not in self.palette:
            return
        if contrast(self.palette[color], self.palette[behind]) < MIN_CONTRAST:
            key = "color" if reader.has("color") else "behind"
            self.faint.setdefault((color, behind), []).append(reader.span(key))

    def report_contrasts(self) -> None:
        """Report each pair of colours once, however many styles have it: one of the two has to change."""
        for (color, behind), (first, *others) in self.faint.items():
            ratio = contrast(self.palette[color], self.palette[behind])
            self.findings.error(
                "LAYOUT004",
                f"`{color}` on `{behind}` has a contrast of {ratio:.1f}:1",
                first,
                hint=f"make it {MIN_CONTRAST}:1 or more: choose a darker or a lighter colour",
                related=[(span, "and here") for span in others],
            )

    def check_margins(self, measures: Mapping[str, float], width: float, height: float) -> None:
        """Report margins that leave no room: of each word it would be said that it is too wide."""
        for one, other, whole in (("left", "right", width), ("top", "bottom", height)):
            room = whole - measures[f"page.{one}"] - measures[f"page.{other}"]
            if room < _LEAST_ROOM:
                page = self.root.node.entries["page"].value
                assert isinstance(page, YamlMapping)
                self.findings.error(
                    "LAYOUT002",
                    f"`{one}` and `{other}` leave {room:.0f} of {whole:.0f} points for the text",
                    page.entries[other].value.span,
                    hint=f"leave {_LEAST_ROOM} points or more between them",
                    related=[(page.entries[one].value.span, f"`{one}`")],
                )


def _bare_color(reader: FieldReader, key: str) -> re.Match[str] | None:
    """Return the colour behind a key that YAML takes for a comment, because it has no quotes."""
    entry = reader.node.entries.get(key)
    if entry is None or not isinstance(entry.value, Scalar) or not is_empty(entry.value):
        return None
    reader.know((key,))
    line = entry.value.source.lines[entry.key_span.line - 1]
    return _BARE_COLOR.search(line, entry.key_span.column - 1)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
