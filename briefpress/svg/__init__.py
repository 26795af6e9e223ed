"""The bytes of an SVG file -> a Drawing: filled and stroked outlines in points.

It draws what logos and diagrams are made of, exactly, or refuses with the line: nothing is left out, and
nothing is approximated. A library that reads what it knows and passes over the rest would do neither.
"""

from briefpress.svg.drawing import Drawing, Shape, Step, Stroke
from briefpress.svg.outlines import ellipse
from briefpress.svg.refusal import Reason, SvgError

__all__ = ["Drawing", "Reason", "Shape", "Step", "Stroke", "SvgError", "ellipse", "read_svg"]


def read_svg(data: bytes) -> Drawing:
    """Return what a file draws; what reads it is loaded with the first one.

    Raises:
        SvgError: It cannot be drawn exactly.
    """
    from briefpress.svg.reader import read_svg

    return read_svg(data)
