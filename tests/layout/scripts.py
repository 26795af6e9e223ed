"""Documents in any language, set and written: for tests of scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.fonts import FontLibrary
from briefpress.layout import Theme, layout_document, load_theme
from briefpress.page import Page
from briefpress.pdf import write_pdf
from briefpress.workspace import MemoryWorkspace

FONTS = Path(__file__).resolve().parents[1] / "support" / "fonts"
THEME = "extends: civic\nfallback: [Noto Sans SC]\n"
PLACE = Span("briefs/x.yaml", 1, 1, 1)

#: Real sentences: of article 1 of the Universal Declaration of Human Rights, but for Persian.
SENTENCES = {
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل"
    " بعضهم بعضًا بروح الإخاء.",
    "fa": "می‌خواهم کتاب‌های پدرم را بخوانم.",
    "he": "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है ।",
    "iu": "ᐃᓅᔪᓕᒫᑦ ᐊᓂᖅᑎᕆᔪᓕᒫᑦ ᐃᓅᓚᐅᕐᒪᑕ ᐃᓱᒪᕐᓱᕐᖢᑎᒃ ᐊᒻᒪᓗ ᐊᔾᔨᐅᖃᑎᒌᒃᖢᑎᒃ ᓂᕐᓱᐊᖑᓂᒃᑯᑦ ᐊᒻᒪᓗ ᐱᔪᓐᓇᐃᑎᑎᒍᑦ.",
    "zh": "人人生而自由，在尊严和权利上一律平等。",
}


@cache
def looks() -> tuple[Theme, FontLibrary]:
    """Return a theme whose fonts have all scripts, and where they come from."""
    font = (FONTS / "NotoSansSC-Regular.ttf").read_bytes()
    workspace = MemoryWorkspace({"templates/NotoSansSC-Regular.ttf": font, "templates/any.yaml": THEME})
    findings, fonts = Findings(), FontLibrary(workspace)
    theme = load_theme(workspace, fonts, "any", PLACE, findings)
    assert theme is not None and not list(findings), list(findings)
    return theme, fonts


def words(text: str, lang: str, fact: str | None = None) -> n.Text:
    return n.Text(text=text, lang=lang, span=PLACE, fact=fact)


def paragraph(*content: n.Inline, lang: str) -> n.Paragraph:
    return n.Paragraph(content=content, lang=lang, span=PLACE)


def document(*blocks: n.Block, lang: str, arrangement: n.Arrangement | None = None) -> n.Document:
    return n.Document(
        blocks=blocks,
        lang=lang,
        span=PLACE,
        title="T",
        subject="S",
        author="A",
        keywords=(),
        furniture=(),
        pages=None,
        **({"arrangement": arrangement} if arrangement else {}),
    )


def pages_of(made: n.Document) -> tuple[Page, ...]:
    findings = Findings()
    pages = layout_document(made, looks()[0], findings)
    assert not list(findings), list(findings)
    return pages


def pdf_of(*texts: str, lang: str) -> bytes:
    """Return a PDF with a paragraph for each text."""
    made = document(*(paragraph(words(text, lang), lang=lang) for text in texts), lang=lang)
    return write_pdf(made, pages_of(made), looks()[1])
