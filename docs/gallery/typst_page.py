"""The page of a brief as Typst source, made of the nodes of its document and the lengths of its theme.

Typst is in the environment that `make bench` makes; nothing else of the gallery needs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec

from briefpress.document import nodes as n
from briefpress.layout import Theme
from briefpress.layout.theme import TextStyle
from briefpress.page import Color
from docs.gallery.examples import HERE

_FONTS = HERE.parent.parent / "briefpress" / "assets" / "fonts"


class TypstMissing(Exception):
    """Typst is not installed."""


def compiled(source: str) -> bytes:
    """Return the PDF of a source.

    Raises:
        TypstMissing: It is not installed.
    """
    if find_spec("typst") is None:
        raise TypstMissing("Typst is not installed; `.bench-venv`, which `make bench` makes, has it")
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    compiler = typst.Compiler(source.encode(), font_paths=fonts)
    pdf = compiler.compile(format="pdf", timestamp=1_700_000_000)
    assert isinstance(pdf, bytes)
    return pdf


# ---- text


def _string(text: str) -> str:
    """Return a text as a string of Typst, which takes it as it is."""
    return json.dumps(text, ensure_ascii=False)


def content(inlines: Iterable[n.Inline]) -> str:
    """Return inlines as an expression of Typst."""
    return " + ".join(_inline(inline) for inline in inlines) or '""'


def _inline(inline: n.Inline) -> str:
    if isinstance(inline, n.Text):
        return f"text({_string(inline.text)})"
    if isinstance(inline, n.LineBreak):
        return "linebreak()"
    inner = content(inline.children)  # type: ignore[arg-type]
    if isinstance(inline, n.Strong):
        return f"strong({inner})"
    if isinstance(inline, n.Emphasis):
        return f"emph({inner})"
    if isinstance(inline, n.Superscript | n.NoteReference):
        return f"super({inner})"
    return f"({inner})"


def words(paragraph: n.Paragraph) -> str:
    """Return the characters of a paragraph."""
    return "".join(node.text for node in paragraph.walk() if isinstance(node, n.Text))


def _looks(style: TextStyle, hyphenate: bool = False) -> str:
    """Return the arguments of `text` for a style: lines are as high as its leading."""
    family, _, name = style.regular.key.partition("-")
    face = style.regular
    # The line's box is the leading; the type's own height sits in its middle.
    ascent, descent = face.ascent * style.size / 1000, -face.descent * style.size / 1000
    above = (style.leading - ascent - descent) / 2 + ascent
    weight = {"Regular": "regular", "SemiBold": "semibold"}.get(name, name.lower())
    features = ", ".join(f'"{feature}"' for feature in style.features)
    return (
        f'font: "{re.sub(r"(?<=[a-z])(?=[A-Z])", " ", family)}", weight: "{weight}", size: {style.size}pt, '
        f"fill: {_color(style.color)}, top-edge: {above:.3f}pt, bottom-edge: {above - style.leading:.3f}pt, "
        f"features: ({features}{',' if features else ''}), ligatures: false, "
        f"hyphenate: {str(hyphenate).lower()}"
    )


def _color(color: Color) -> str:
    return f'rgb("#{"".join(f"{round(part * 255):02X}" for part in color)}")'


def _head(lang: str) -> str:
    # No leading of its own: edges of the text are as far apart as baselines have to be.
    return (
        f'#set text(lang: "{lang.split("-")[0]}", region: "CA")\n'
        '#set par(leading: 0pt, justify: false, linebreaks: "optimized")\n'
    )


def each_alone(paragraphs: Sequence[n.Paragraph], theme: Theme, width: float, *, hyphenate: bool) -> str:
    """Return a source that sets each paragraph on a page of its own, as wide as a column."""
    style = theme.styles["p"]
    pages = "\n#pagebreak()\n".join(f"#par({content(one.content)})" for one in paragraphs)
    page = f"#set page(width: {width}pt, height: auto, margin: 0pt)\n"
    return f"{_head(paragraphs[0].lang)}{page}#set text({_looks(style, hyphenate)})\n{pages}\n"


# ---- the page


def _block(node: n.Paragraph, style: TextStyle, hyphenate: bool = False) -> str:
    sticky = ", sticky: true" if isinstance(node, n.Heading) else ""
    return (
        f"#block(above: {style.before}pt, below: {style.after}pt{sticky}, width: 100%, "
        f"{{ set text({_looks(style, hyphenate)}); par({content(node.content)}) }})"
    )


def page(document: n.Document, theme: Theme) -> str:
    """Return a source that sets the band, the opening and the columns of a document."""
    m = theme.measures
    parts = [
        _head(document.lang),
        f"#set page(width: {theme.width}pt, height: {theme.height}pt, margin: (top: 0pt, bottom: "
        f"{m['page.bottom']}pt, left: {m['page.left']}pt, right: {m['page.right']}pt))",
        "#set block(spacing: 0pt)",
    ]
    for block in document.blocks:
        if isinstance(block, n.Band):
            parts.append(_band(block, theme))
        elif isinstance(block, n.Section):
            style = theme.styles.get(block.role) or theme.styles["p"]
            parts += [
                _block(one, style, style.hyphens) for one in block.blocks if isinstance(one, n.Paragraph)
            ]
        elif isinstance(block, n.KeyFigures):
            parts.append(_figures(block, theme))
        elif isinstance(block, n.Columns):
            inner = "\n".join(_column(block, theme))
            parts.append(f"#columns({block.count}, gutter: {m['page.gutter']}pt)[\n{inner}\n]")
            break
    return "\n".join(parts)


def _band(band: n.Band, theme: Theme) -> str:
    m, palette = theme.measures, theme.palette
    texts = []
    for node in band.blocks:
        if isinstance(node, n.Heading):
            texts.append(_block(node, theme.styles["h1"]))
        elif isinstance(node, n.Paragraph):
            texts.append(_block(node, theme.styles[node.role]))
    inner = "\n".join(texts)
    height, strip = m["band.height"], m["band.strip"]
    return (
        f"#block(below: {m['band.after']}pt, height: {height + strip}pt, width: 100%)[\n"
        f"#place(dx: -{m['page.left']}pt, rect(width: {theme.width}pt, height: {height}pt, "
        f"fill: {_color(palette['band'])}))\n"
        f"#place(dx: -{m['page.left']}pt, dy: {height}pt, rect(width: {theme.width}pt, height: {strip}pt, "
        f"fill: {_color(palette['accent'])}))\n"
        f"#block(height: {height}pt, align(horizon)[{inner}])\n]"
    )


def _figures(figures: n.KeyFigures, theme: Theme) -> str:
    m, accent = theme.measures, _color(theme.palette["accent"])
    value, label = theme.styles["key-value"], theme.styles["key-label"]
    cells = [
        f"block(width: 100%, stroke: (top: {m['key-figures.rule']}pt + {accent}), "
        f"inset: (top: {m['key-figures.pad']}pt))[{_block(one.value, value)}{_block(one.label, label)}]"
        for one in figures.figures
    ]
    return (
        f"#block(below: {m['key-figures.after']}pt, grid(columns: (1fr,) * {len(cells)}, "
        f"column-gutter: {m['key-figures.gap']}pt, {', '.join(cells)}))"
    )


def _column(columns: n.Columns, theme: Theme) -> Iterable[str]:
    for section in columns.blocks:
        if not isinstance(section, n.Section):
            continue
        for node in section.blocks:
            if isinstance(node, n.Heading):
                yield _block(node, theme.styles[f"h{min(node.level, 3)}"])
            elif isinstance(node, n.Paragraph):
                style = theme.styles.get(node.role) or theme.styles["p"]
                yield _block(node, style, style.hyphens)
