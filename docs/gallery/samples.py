"""Pictures of the samples of this repository: pages side by side."""

from __future__ import annotations

from functools import cache

import pypdfium2
from PIL import Image

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.workspace import Workspace
from docs.gallery.examples import HERE
from docs.gallery.pictures import LINE, MAT

ROOT = HERE.parent.parent
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
_HEIGHT, _GAP, _EDGE = 620, 16, 1


@cache
def renderer() -> Renderer:
    """Return the renderer of the repository's own project."""
    return Renderer(Project(Workspace(ROOT)))


@cache
def pdf_of(brief: str, edition: str) -> bytes:
    """Return an edition of a sample."""
    pdf = renderer().render(Edition(f"briefs/{brief}.yaml", edition)).pdf
    assert pdf is not None, f"{brief} has mistakes: see `python generate.py check`"
    return pdf


def picture_of(brief: str) -> Image.Image:
    """Return the picture of a sample."""
    pages = [_page(brief, edition, index) for edition, index in SHOWN[brief]]
    width = sum(page.width for page in pages) + _GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * _GAP), MAT)
    left = _GAP
    for page in pages:
        sheet.paste(page, (left, _GAP))
        left += page.width + _GAP
    return sheet


def _page(brief: str, edition: str, index: int) -> Image.Image:
    """Return a page on a thin line."""
    with pypdfium2.PdfDocument(pdf_of(brief, edition)) as document:
        page = document[index]
        picture = page.render(scale=_HEIGHT / page.get_height()).to_pil().convert("RGB")
    framed = Image.new("RGB", (picture.width + 2 * _EDGE, picture.height + 2 * _EDGE), LINE)
    framed.paste(picture, (_EDGE, _EDGE))
    return framed
