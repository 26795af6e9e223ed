"""Hand-made documents."""

from __future__ import annotations

import io
from decimal import Decimal

from PIL import Image as Pillow

from briefpress.document import nodes as n
from briefpress.document.charts import Chart, ChartItem, ChartSeries

EN, FR = "en-CA", "fr-CA"


def t(text, lang=EN, fact=None):
    return n.Text(lang=lang, text=text, fact=fact)


def p(*content, lang=EN, cls=n.Paragraph, **more):
    content = tuple(t(part, lang) if isinstance(part, str) else part for part in content)
    return cls(lang=lang, content=content, **more)


def h(level, text, lang=EN):
    return p(text, lang=lang, cls=n.Heading, level=level)


def inline(cls, text, lang=EN, **more):
    return cls(lang=lang, content=(t(text, lang),), **more)


def ref(number, lang=EN):
    return inline(n.NoteReference, number, lang, note=f"n{number}")


def note(number, *content, lang=EN):
    content = tuple(t(part, lang) if isinstance(part, str) else part for part in content)
    return n.Note(lang=lang, id=f"n{number}", number=t(number, lang), content=content)


def bullets(*texts, ordered=False, lang=EN):
    items = tuple(
        n.ListItem(lang=lang, marker=t(f"{i}." if ordered else "•", lang), blocks=(p(text, lang=lang),))
        for i, text in enumerate(texts, 1)
    )
    return n.ListBlock(lang=lang, items=items, ordered=ordered)


def cell(text, scope=None, lang=EN):
    return n.Cell(lang=lang, content=(t(text, lang),) if text else (), scope=scope)


def table(rows, lang=EN):
    head = n.Row(lang=lang, cells=tuple(cell(text, "Column", lang) for text in rows[0]))
    body = tuple(
        n.Row(lang=lang, cells=(cell(row[0], "Row", lang), *(cell(text, lang=lang) for text in row[1:])))
        for row in rows[1:]
    )
    return n.Table(
        lang=lang,
        caption=p("Deliveries by year", lang=lang),
        head=(head,),
        body=body,
        widths=(Decimal(1),) * len(rows[0]),
    )


def chart(alt="Two bars: 60 percent and 40 percent.", lang=EN, caption=True):
    items = tuple(
        ChartItem(label=label, value=Decimal(value), text=f"{value} %")
        for label, value in (("Army", 60), ("Navy", 40))
    )
    body = Chart(lang=lang, kind="bar", series=(ChartSeries(label="", items=items),), alt=alt)
    return n.Figure(lang=lang, body=body, caption=p("Shares", ref("1"), lang=lang) if caption else None)


def png(mode="RGBA", size=(12, 8)):
    color = {"RGBA": (200, 16, 46, 128), "RGB": (200, 16, 46), "L": 90, "P": 3, "1": 1, "LA": (90, 5)}[mode]
    data = io.BytesIO()
    Pillow.new(mode, size, color).save(data, "PNG")
    return data.getvalue()


def jpeg(mode="RGB"):
    data = io.BytesIO()
    Pillow.new(mode, (12, 8)).save(data, "JPEG")
    return data.getvalue()


def image(data, lang=EN):
    body = n.Image(lang=lang, source="p.png", data=data, alt="A red flag.", width=36, height=24)
    return n.Figure(lang=lang, body=body)


def document(*blocks, lang=EN, **more):
    values = {
        "title": "Defence & “Foreign” Affairs – Défense",
        "author": "Connect2Canada",
        "subject": "Canada–US <defence> partnership",
        "keywords": ("defence", "NORAD"),
        "furniture": (n.Furniture(lang=lang),),
    }
    return n.Document(lang=lang, blocks=blocks, **(values | more))


def full(rows=6):
    """A document with one of everything."""
    figures = n.KeyFigures(
        lang=EN,
        figures=tuple(
            n.KeyFigure(lang=EN, value=p(value), label=p(label))
            for value, label in (("1958", "NORAD founded"), ("$38.6\u00a0billion", "for modernization"))
        ),
    )
    return document(
        n.Band(lang=EN, blocks=(h(1, "Defence"), p("A lede about NORAD.", role="lede"))),
        figures,
        n.Section(
            lang=EN,
            blocks=(
                h(2, "Spending"),
                p(
                    "The two countries watch ",
                    inline(n.Strong, "the sky"),
                    " and ",
                    inline(n.Emphasis, "the sea"),
                    ref("1"),
                    "; read ",
                    inline(
                        n.Link,
                        "the NORAD website of the two allied nations",
                        href="https://www.norad.mil/é?a=(b)",
                    ),
                    ". The ",
                    inline(n.Abbreviation, "FMS", expansion="Foreign Military Sales"),
                    " programme, ",
                    inline(n.Phrase, "l’Arctique canadien", FR),
                    ", on the 1",
                    inline(n.Superscript, "st"),
                    " of May.",
                    n.LineBreak(lang=EN),
                    "Next line.",
                ),
                n.Callout(lang=EN, blocks=(p("A message set apart."),)),
                bullets("Radar", "Fighters"),
                bullets("First", "Second", ordered=True),
                chart(),
                image(png()),
            ),
        ),
        n.Section(
            lang=FR,
            blocks=(
                h(2, "Ventes «\u202fmilitaires\u202f»", FR),
                n.Columns(
                    lang=FR,
                    blocks=(
                        p("12\u202f345 avions à l’œuvre\u00a0: co\u2011opération, déjà.", lang=FR),
                        p("English words", lang=EN),
                    ),
                ),
                h(3, "Sous-titre", FR),
            ),
        ),
        table([("Year", "C$ M", "Note")] + [(str(1980 + i), str(100 + 7 * i), "") for i in range(rows)]),
        n.Section(
            lang=EN,
            blocks=(
                h(2, "Sources"),
                n.Notes(
                    lang=EN,
                    notes=(
                        note("1", "Agreement, ", inline(n.Link, "text", href="https://example.org/a")),
                        note("2", "Accord du 12 mai 1958.", lang=FR),
                    ),
                ),
            ),
        ),
    )
