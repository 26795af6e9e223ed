"""How well colours stand out from each other (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefpress.diagnostics import Findings, Span
from briefpress.facts.values import listing
from briefpress.page import Color

#: WCAG 2.2, 1.4.3: the least contrast of text with what is behind it.
MIN_CONTRAST = 4.5

#: WCAG 2.2, 1.4.11: the least contrast of what has to be seen to be understood, with what is beside it.
MIN_MARK_CONTRAST = 3

#: What carries meaning and is no text: its colour, the colour beside it, and what it is.
MARKS: tuple[tuple[str, str, str], ...] = (
    ("accent", "paper", "the bars of charts"),
    ("accent", "track", "bars on their tracks"),
    *((f"series-{number}", "paper", "series of charts") for number in range(1, 6)),
)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Contrasts:
    """Collects the pairs of colours of a theme, and reports each that is too faint once.

    Args:
        palette: Colours by their names; one that could not be read is missing.
        places: Where the palette says each.
        latest: Chooses of several places the one where a mistake is mended.
    """

    def __init__(
        self,
        palette: Mapping[str, Color],
        places: Mapping[str, Span],
        latest: Callable[[Sequence[Span]], Span],
    ) -> None:
        self._palette = palette
        self._places = places
        self._latest = latest
        # A colour and what is behind it -> where the pair was made -> the styles that have it from there.
        self._faint: dict[tuple[str, str], dict[Span, list[str]]] = {}

    def text(self, style: str, color: str, behind: str, places: Sequence[Span]) -> bool:
        """Look at a style; return whether it can be read.

        Args:
            style: Its name.
            color: Of its text.
            behind: What that stands on.
            places: Where the style names the two, if it does.
        """
        if not self._is_faint(color, behind, MIN_CONTRAST):
            return True
        place = self._latest([*places, self._places[color], self._places[behind]])
        self._faint.setdefault((color, behind), {}).setdefault(place, []).append(style)
        return False

    def report(self, findings: Findings) -> None:
        """Report each pair once, however many styles have it: one of the two colours has to change."""
        for (color, behind), places in self._faint.items():
            (first, styles), *others = places.items()
            # Where the palette made the pair, the styles that suffer may stand in another file.
            label = f"in {listing(styles)}" if first in self._places.values() else ""
            related = [(span, "and here") for span, _ in others]
            self._report(findings, color, behind, MIN_CONTRAST, first, label, related)
        for color, beside, what in MARKS:
            if (color, beside) not in self._faint and self._is_faint(color, beside, MIN_MARK_CONTRAST):
                said = {self._places[name]: name for name in (color, beside)}
                place = self._latest(tuple(said))
                # The file that said one of them said the other, too: either can be mended there.
                related = [
                    (span, f"`{name}`")
                    for span, name in said.items()
                    if span != place and span.path == place.path
                ]
                self._report(findings, color, beside, MIN_MARK_CONTRAST, place, what, related)

    def _is_faint(self, color: str, behind: str, least: float) -> bool:
        if color not in self._palette or behind not in self._palette:
            return False
        return contrast(self._palette[color], self._palette[behind]) < least

    def _report(
        self,
        findings: Findings,
        color: str,
        behind: str,
        least: float,
        span: Span,
        label: str,
        related: Sequence[tuple[Span, str]],
    ) -> None:
        ratio = contrast(self._palette[color], self._palette[behind])
        findings.error(
            "LAYOUT004",
            f"`{color}` on `{behind}` has a contrast of {ratio:.1f}:1",
            span,
            label=label,
            hint=f"make it {least}:1 or more: choose a darker or a lighter colour",
            related=related,
        )
