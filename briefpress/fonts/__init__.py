"""Family names -> faces: font files, coverage, metrics, shaping, subsets.

Only this package knows HarfBuzz; the rest of the engine knows `Face` and `Shaped`.
"""

from briefpress.fonts.composites import Composite, Part
from briefpress.fonts.face import Face, FontFileError, Shaped
from briefpress.fonts.fallback import NO_FALLBACK, Fallback, make_fallback
from briefpress.fonts.library import WEIGHTS, FontError, FontLibrary
from briefpress.fonts.metrics import Metrics
from briefpress.fonts.scripts import CONTROLS, needs_shaping, script_of
from briefpress.fonts.substitutes import SUBSTITUTES, Substitute, Width

__all__ = [
    "CONTROLS",
    "NO_FALLBACK",
    "SUBSTITUTES",
    "WEIGHTS",
    "Composite",
    "Face",
    "Fallback",
    "FontError",
    "FontFileError",
    "FontLibrary",
    "Metrics",
    "Part",
    "Shaped",
    "Substitute",
    "Width",
    "make_fallback",
    "needs_shaping",
    "script_of",
]
