"""Family names -> faces: font files, coverage, metrics, shaping, subsets.

Only this package knows HarfBuzz; the rest of the engine knows `Face` and `Shaped`.
"""

from briefpress.fonts.face import Face, FontFileError, Shaped
from briefpress.fonts.library import WEIGHTS, FontError, FontLibrary
from briefpress.fonts.metrics import Metrics
from briefpress.fonts.substitutes import SUBSTITUTES, Substitute, Width

__all__ = [
    "SUBSTITUTES",
    "WEIGHTS",
    "Face",
    "FontError",
    "FontFileError",
    "FontLibrary",
    "Metrics",
    "Shaped",
    "Substitute",
    "Width",
]
