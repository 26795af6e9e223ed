"""The text of a PDF as three programs read it: poppler, pdfium and MuPDF."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pymupdf

#: What poppler puts around text that runs from right to left, to say so.
_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\f\r"))

HAS_POPPLER = shutil.which("pdftotext") is not None


def by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).translate(_CONTROLS)


def by_mupdf(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document).translate(_CONTROLS)


def by_poppler(pdf: bytes) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").translate(_CONTROLS)


READERS = {"pdfium": by_pdfium, "mupdf": by_mupdf, **({"poppler": by_poppler} if HAS_POPPLER else {})}
