"""Path of a picture -> the picture, once it is known to be one that a page can take."""

from __future__ import annotations

import io
import warnings
from pathlib import PurePosixPath
from typing import NamedTuple

from briefpress.diagnostics import Findings, Span
from briefpress.document.inlines import PictureFile
from briefpress.svg import Reason, SvgError
from briefpress.svg.refusal import Mark
from briefpress.workspace import ReadError, Workspace

#: A larger picture would take gigabytes once unpacked; no page prints more.
MAX_PIXELS = 40_000_000

#: Of a picture that does not say: twice the dots of a screen.
_DPI = 144.0
_TOO_LARGE = "make it smaller: 40 million pixels fill a page at the finest print"
_UPRIGHT = "open it in a program for pictures, turn it upright and save it"
#: EXIF's tag for how the camera was held; PDF readers do not know it.
_ORIENTATION = 0x0112
_WRONG = "pictures are PNG, JPEG or SVG files, in RGB or grey, inside the project folder"
_EMPTY = "look whether its layers are hidden or its shapes have no fill, and export it again"
_PACKED = "unpack it: an `.svgz` file is a packed `.svg` file"


class _Refusal(NamedTuple):
    """Why a picture is not taken; ``mark`` is the place in its own file, where it has one."""

    code: str
    message: str
    hint: str
    mark: Mark | None = None


#: Why an SVG file is not drawn -> the code that says so.
_CODES = {Reason.BROKEN: "IMAGE001", Reason.LARGE: "IMAGE002", Reason.UNKNOWN: "IMAGE003"}


class Pictures:
    """The pictures of a project, each decoded once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, PictureFile | _Refusal] = {}

    def load(self, path: str, span: Span, findings: Findings) -> PictureFile | None:
        """Return a picture, or None after reporting.

        Args:
            path: In the project.
            span: Where it is named.
            findings: Collects errors.
        """
        try:
            data = self._workspace.read(path)  # each time: every edition that shows it has read it
        except ReadError as error:
            findings.error("IMAGE001", f"`{path}` cannot be read: {error.reason}", span, hint=_WRONG)
            return None
        if path not in self._known:
            self._known[path] = _read(path, data)
        known = self._known[path]
        if isinstance(known, _Refusal):
            place, related = span, []
            if known.mark is not None:
                place, related = Span(path, *known.mark), [(span, "shown here")]
            findings.error(known.code, known.message, place, hint=known.hint, related=related)
            return None
        return known


def _read(path: str, data: bytes) -> PictureFile | _Refusal:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".svgz":
        return _Refusal("IMAGE001", f"`{path}` is packed", _PACKED)
    return _draw(path, data) if suffix == ".svg" else _open(path, data)


def _draw(path: str, data: bytes) -> PictureFile | _Refusal:
    from briefpress.svg import read_svg  # late: few briefs have a drawing

    try:
        drawing = read_svg(data)
    except SvgError as error:
        message = f"`{path}` cannot be drawn: {error.message}"
        return _Refusal(_CODES[error.reason], message, error.hint, error.mark)
    if not drawing.shapes:
        return _Refusal("IMAGE001", f"`{path}` draws nothing", _EMPTY)
    return PictureFile(data, drawing.width, drawing.height, drawing)


def _open(path: str, data: bytes) -> PictureFile | _Refusal:
    from PIL import Image  # most briefs have no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return _Refusal("IMAGE002", f"`{path}` has {width} x {height} pixels", _TOO_LARGE)
                if image.format == "JPEG" and image.mode not in ("L", "RGB"):
                    return _Refusal("IMAGE001", f"`{path}` has the colours of a press ({image.mode})", _WRONG)
                if image.getexif().get(_ORIENTATION, 1) != 1:
                    return _Refusal("IMAGE001", f"`{path}` lies on its side or is mirrored", _UPRIGHT)
                image.load()
                dpi = [float(value) for value in image.info.get("dpi", (_DPI, _DPI))]
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _Refusal("IMAGE002", f"`{path}` has far more than 40 million pixels", _TOO_LARGE)
    except Exception:  # Pillow raises errors of many kinds over damaged files
        return _Refusal("IMAGE001", f"`{path}` is broken, or no PNG or JPEG picture", _WRONG)
    # Some programs write 0 or 1 for "unknown".
    across, down = (72 / (value if value > 1 else _DPI) for value in dpi)
    return PictureFile(data, width * across, height * down)
