"""The samples as pictures: a change that tags and places of boxes do not show, such as a colour or a font.

Small and grey, so that another version of the renderer makes no difference that counts. `--update` writes
them; look at what changed before you commit it.
"""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.conftest import ROOT
from tests.test_samples import EDITIONS, named, pdf

FOLDER = ROOT / "tests" / "golden" / "pages"
#: Dots in an inch: lines of text are grey bars.
RESOLUTION = 36
#: The most that pictures may differ on average, and in the worst of their fields, of 255.
MEAN, WORST = 1.0, 24.0
#: The side of a field in dots: about a word.
FIELD = 12


def picture(data: bytes) -> Image.Image:
    """Return the pages of a file side by side, in sixteen greys."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=RESOLUTION / 72, grayscale=True).to_pil() for page in document]
    joined = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        joined.paste(page, (left, 0))
        left += page.width
    return joined.point([value // 16 * 17 for value in range(256)])


def worst_field(difference: Image.Image) -> float:
    size = (max(difference.width // FIELD, 1), max(difference.height // FIELD, 1))
    return float(difference.resize(size, Image.Resampling.BOX).getextrema()[1])


@pytest.mark.parametrize("edition", EDITIONS, ids=named)
def test_looks_as_it_did(edition, request):
    made, path = picture(pdf(edition)), FOLDER / f"{edition.name}.png"
    if request.config.getoption("--update"):
        path.parent.mkdir(parents=True, exist_ok=True)
        made.save(path, optimize=True)
        return
    assert path.exists(), f"no picture {path.relative_to(ROOT)}; look at what --update writes, then commit it"
    with Image.open(path) as known:
        assert known.size == made.size
        difference = ImageChops.difference(made, known.convert("L"))
    assert ImageStat.Stat(difference).mean[0] <= MEAN
    assert worst_field(difference) <= WORST


def test_a_field_in_another_colour_is_seen():
    data = pdf(EDITIONS[0])
    made = picture(data)
    other = made.copy()
    other.paste(128, (100, 150, 100 + FIELD * 2, 150 + FIELD * 2))
    assert worst_field(ImageChops.difference(made, other)) > WORST
