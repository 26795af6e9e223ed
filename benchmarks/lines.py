"""Measure how long it takes to end the lines of a text: `README.md` has the figures.

python benchmarks/lines.py

Each round composes all paragraphs of the two-page sheet anew with each way to break lines, in turn. Words are
shaped already, as they are in a process that makes a series.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from briefpress.build.project import Edition, Project  # noqa: E402
from briefpress.build.render import Renderer  # noqa: E402
from briefpress.diagnostics import Findings  # noqa: E402
from briefpress.layout import text as layout_text, textbox  # noqa: E402
from briefpress.layout.theme import TextStyle  # noqa: E402
from briefpress.workspace import Workspace  # noqa: E402

ROUNDS = 41
BRIEF = "briefs/canada-us-defence.yaml"


def paragraphs(lang: str) -> list[tuple]:
    """Return what a whole sheet composes: (leaves, style, width), each once."""
    asked: dict[tuple, None] = {}
    compose = layout_text.compose

    def note(leaves, style, width):
        asked[leaves, style, width] = None
        return compose(leaves, style, width)

    textbox.compose = note
    try:
        Renderer(Project(Workspace(ROOT))).lay_out(Edition(BRIEF, lang), Findings())
    finally:
        textbox.compose = compose
    return list(asked)


def _set_as(changes: dict, leaves: tuple, style: TextStyle, width: float) -> tuple:
    """Return what is composed, with lines that are broken another way; headings keep theirs."""
    if style.wrap != "balance":
        style = _styles.setdefault((style, *changes.items()), replace(style, **changes))
    return leaves, style, width


_styles: dict[tuple, TextStyle] = {}


def main() -> None:
    """Print the median time of a sheet for each way to break its lines."""
    compose = layout_text.compose.__wrapped__
    ways = {
        "first-fit": {"wrap": "fill", "hyphens": False, "justified": False},
        "whole paragraphs": {"wrap": "pretty", "hyphens": False, "justified": False},
        "whole paragraphs, hyphens": {"wrap": "pretty", "hyphens": True, "justified": False},
        "whole paragraphs, hyphens, justified": {"wrap": "pretty", "hyphens": True, "justified": True},
    }
    for lang in ("en", "fr"):
        asked = paragraphs(lang)
        todo = {name: [_set_as(changes, *one) for one in asked] for name, changes in ways.items()}
        times: dict[str, list[float]] = {name: [] for name in ways}
        for round_ in range(ROUNDS + 1):
            for name, texts in todo.items():
                start = time.process_time()
                for leaves, style, width in texts:
                    compose(leaves, style, width)
                if round_:  # the first one shapes the words
                    times[name].append(time.process_time() - start)
        print(f"{lang}: {len(asked)} paragraphs, CPU ms a sheet")
        for name, found in times.items():
            print(f"  {statistics.median(found) * 1000:6.2f}  {min(found) * 1000:6.2f}  {name}")


if __name__ == "__main__":
    main()
