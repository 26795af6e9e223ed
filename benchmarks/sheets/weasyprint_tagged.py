"""The sheet through WeasyPrint, tagged: HTML and CSS, the style sheet parsed once for all sheets.

It writes one standard into a file, so that it promises PDF/UA-1 alone.
"""

from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from content import fill, show
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

VARIANTS = ("tagged",)

_FACE = "@font-face {{ font-family: Lato; font-weight: {weight}; src: url({address}) }}\n"
_STYLE = """
@page {
  size: 612pt 792pt; margin: 42pt 46pt 52pt;
  @bottom-left { content: string(footer); width: 75%; border-top: .5pt solid #BFC7CF }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); border-top: .5pt solid #BFC7CF }
  @bottom-left { font: 7.2pt Lato; color: #515D69 }
  @bottom-right { font: 7.2pt Lato; color: #515D69 }
}
@page :first { margin-top: 0 }
body { margin: 0; font: 8.8pt/12pt Lato; color: #1C2733 }
p, h1, h2, ul, figure, table { margin: 0 }
sup { font-size: 70%; line-height: 0 }
.footer { string-set: footer content(); position: absolute; font-size: 0 }
header { margin: 0 -46pt; padding: 28pt 46pt 20pt; background: #14283D; border-bottom: 3.5pt solid #A3262E }
h1 { font: 700 26pt/32pt Lato; color: #fff }
header p { font-size: 12.4pt; line-height: 18pt; color: #C9D4DF }
.lede { margin: 14pt 0 12pt; font-size: 11.8pt; line-height: 16pt }
.tiles { display: flex; column-gap: 16pt; margin-bottom: 8pt }
.tiles div { flex: 1 1 0; padding-top: 8pt; border-top: 2.2pt solid #A3262E }
.tiles div:first-child { flex-grow: 1.6 }
.tiles b { display: block; font-size: 21pt; line-height: 27pt; color: #A3262E; white-space: nowrap }
.tiles p { font-size: 8pt; line-height: 10.6pt }
.text { columns: 2; column-gap: 22pt }
h2 { margin: 12pt 0 5pt; font: 700 12.6pt/15pt Lato; break-after: avoid }
.text h2:first-child { margin-top: 0 }
.text p, li { margin-bottom: 6pt }
ul { padding-left: 11pt }
.second { break-before: page }
figure svg, figure img { display: block; width: 520pt; height: 130pt }
.unit { margin-bottom: 6pt; font-size: 7.6pt; color: #515D69 }
table { width: 100%; border-collapse: collapse; font-size: 8.3pt; line-height: 10.8pt }
th, td { padding: 4pt 0; border-bottom: .5pt solid #BFC7CF }
thead th { border-bottom: 1.4pt solid #1C2733 }
th { font-size: 8.4pt; text-align: left }
td, th.number { width: 25%; text-align: right }
.notes p { margin-bottom: 2pt; font-size: 7.3pt; line-height: 9.8pt; color: #515D69 }
"""
_WIDTH, _HEIGHT, _BASE = 520, 130, 112


class Engine:
    def __init__(self, variant: str) -> None:
        folder = Path(find_spec("briefpress").origin).parent / "assets/fonts"
        faces = (("400", "Lato-Regular.ttf"), ("700", "Lato-Bold.ttf"))
        style = "".join(_FACE.format(weight=w, address=(folder / file).as_uri()) for w, file in faces)
        self._fonts = FontConfiguration()
        self._style = CSS(string=style + _STYLE, font_config=self._fonts)
        self._cache: dict = {}

    def render(self, d: dict) -> bytes:
        return HTML(string=_page(d)).write_pdf(
            stylesheets=[self._style], font_config=self._fonts, cache=self._cache, pdf_variant="pdf/ua-1"
        )

    def render_all(self, sheets: list[dict]) -> list[bytes]:
        return [self.render(d) for d in sheets]


def _page(d: dict) -> str:
    figures = d["figures"]

    def each(texts: tuple[str, ...], element: str) -> str:
        words = "".join(f"<{element}>{escape(fill(text, figures))}</{element}>" for text in texts)
        return words.replace("⁴", "<sup>4</sup>")  # which Lato lacks

    tiles = (
        f"<div><b>{escape(show(*figures[key]))}</b><p>{escape(label)}</p></div>" for key, label in d["tiles"]
    )
    sections = (f"<h2>{escape(heading)}</h2>{each(parts, 'p')}" for heading, parts in d["sections"])
    head = (
        f'<th scope="col"{" class=number" if n else ""}>{escape(label)}</th>'
        for n, label in enumerate(d["table_head"])
    )
    rows = (
        f'<tr><th scope="row">{escape(line)}</th><td>{show("number", riders)}</td>'
        f"<td>{show('percent', change)}</td></tr>"
        for line, riders, change in d["table"]
    )
    notes = (f"<p>{n} {escape(text)}</p>" for n, text in enumerate(d["notes"], 1))
    publisher, title, address = map(escape, d["source"])
    return (
        f'<!doctype html><html lang="{d["lang"]}"><head><meta charset="utf-8">'
        f"<title>{escape(d['title'])}: {escape(d['place'])}</title>"
        f'<meta name="author" content="{publisher}">'
        f'<meta name="description" content="{escape(d["subtitle"])}"></head><body>'
        f'<div class="footer">{escape(d["footer"])}</div>'
        f"<header><h1>{escape(d['title'])}</h1><p>{escape(d['subtitle'])}</p></header>"
        f'<p class="lede">{escape(d["lede"])}</p><div class="tiles">{"".join(tiles)}</div>'
        f'<div class="text">{"".join(sections)}<h2>{escape(d["bullets_heading"])}</h2>'
        f"<ul>{each(d['bullets'], 'li')}</ul></div>"
        f'<h2 class="second">{escape(d["chart_heading"])}</h2><figure>{_chart(d)}</figure>'
        f'<p class="unit">{escape(d["chart_unit"])}</p><h2>{escape(d["table_heading"])}</h2>'
        f"<table><thead><tr>{''.join(head)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f'<h2>{escape(d["notes_heading"])}</h2><div class="notes">{"".join(notes)}'
        f'<p>Source: {publisher}, <i>{title}</i>, <a href="{address}">{address}</a></p></div></body></html>'
    )


def _chart(d: dict) -> str:
    """Return the chart as a picture: WeasyPrint takes the alternative text of nothing else."""
    step = _WIDTH / len(d["chart"])
    top = max(int(value) for _, value in d["chart"])
    parts = []
    for n, (year, value) in enumerate(d["chart"]):
        middle, height = (n + 0.5) * step, 92 * int(value) / top
        parts.append(
            f'<rect x="{middle - 0.34 * step:.2f}" y="{_BASE - height:.2f}" width="{0.68 * step:.2f}" '
            f'height="{height:.2f}" fill="#A3262E"/>'
            f'<text x="{middle:.2f}" y="{_BASE - height - 3:.2f}" font-size="15" font-weight="700" '
            f'fill="#A3262E">{show("number", value)}</text>'
            f'<text x="{middle:.2f}" y="{_BASE + 12}" font-size="8" fill="#1C2733">{year}</text>'
        )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" font-family="Lato" text-anchor="middle">{"".join(parts)}'
        f'<path d="M0 {_BASE}H{_WIDTH}" stroke="#1C2733" stroke-width=".5"/></svg>'
    )
    values = ", ".join(f"{year}: {show('number', value)}" for year, value in d["chart"])
    alt = f"Columns, {d['chart_unit']} by year. {values}."
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml,{quote(drawing)}">'
