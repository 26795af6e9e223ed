"""Make the pictures of the gallery from the samples in ``output/``, after a build."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
#: Brief -> the pages shown: edition and number.
SHOWN = {
    "canada-us-defence": (("en", 0), ("fr", 1)),
    "foreign-military-sales": (("en", 0), ("parallel", 0)),
    "defence-briefing-note": (("en", 0), ("fr", 1), ("en", 3)),
    "us-defence-partner": (("en", 0), ("fr", 1)),
    "fms-handout": (("en", 0), ("fr", 0)),
    "defence-figures": (("en", 0),),
}
#: Pixels.
HEIGHT, GAP, EDGE = 620, 16, 1
MAT, LINE = (233, 236, 239), (180, 186, 193)


def page_of(brief: str, edition: str, index: int) -> Image.Image:
    """Return a page on a thin line."""
    path = ROOT / "output" / brief / f"{brief}-{edition}.pdf"
    with pypdfium2.PdfDocument(path) as document:
        page = document[index]
        picture = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")
    framed = Image.new("RGB", (picture.width + 2 * EDGE, picture.height + 2 * EDGE), LINE)
    framed.paste(picture, (EDGE, EDGE))
    return framed


def main() -> None:
    """Write one picture for each brief."""
    for brief, shown in SHOWN.items():
        pages = [page_of(brief, edition, index) for edition, index in shown]
        width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
        sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), MAT)
        left = GAP
        for page in pages:
            sheet.paste(page, (left, GAP))
            left += page.width + GAP
        sheet.quantize(96).save(Path(__file__).with_name(f"{brief}.png"), optimize=True)


if __name__ == "__main__":
    main()
