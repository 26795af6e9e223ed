"""Where the time of a sheet in a series goes: timers around the steps of the pipeline.

    .bench-venv/bin/python benchmarks/parts.py

A timer around each of a few calls changes little; a profiler, which counts every call, would make short
functions look dear.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from content import make
from sheets.ours import Engine

WARM_UP, SHEETS = 10, 120

#: The steps, where they are called.
STEPS = {
    "all": ("briefpress.build.render", "Renderer.render"),
    "merging": ("briefpress.build.render", "merge_edition"),
    "merging: texts": ("briefpress.merge.edition", "render_texts"),
    "merging: the layout template": ("briefpress.merge.templates", "LayoutTemplates.render"),
    "merging: markup to nodes": ("briefpress.merge.edition", "parse_markup"),
    "merging: markup to nodes, reading XML": ("briefpress.document.build", "read_elements"),
    "layout": ("briefpress.build.render", "layout_document"),
    "layout: dividing over pages": ("briefpress.layout.pages", "divide"),
    "layout: placing": ("briefpress.layout.pages", "_pages"),
    "PDF": ("briefpress.pdf", "write_pdf"),
    "PDF: painting": ("briefpress.pdf.painter", "Painter.paint"),
    "PDF: making the structure tree": ("briefpress.pdf.structure", "Tree.__init__"),
    "PDF: writing it": ("briefpress.pdf.treewriter", "TreeWriter.write"),
    "PDF: fonts": ("briefpress.pdf.canvas", "TaggedCanvas.add_fonts"),
    "PDF: packing and writing objects": ("briefpress.pdf.canvas", "TaggedCanvas.getpdfdata"),
    "record of what it says": ("briefpress.build.render", "Renderer._said"),
    "digests of facts": ("briefpress.build.fact_use", "FactFingerprints.of"),
    "comparing languages": ("briefpress.build.render", "Renderer._check_languages"),
}


def main() -> None:
    taken = dict.fromkeys(STEPS, 0.0)
    sheets = [make(number) for number in range(WARM_UP + SHEETS)]
    engine = Engine("series")
    for step, (module, name) in STEPS.items():
        *path, last = name.split(".")
        holder: Any = import_module(module)
        for part in path:
            holder = getattr(holder, part)
        setattr(holder, last, timed(getattr(holder, last), taken, step))
    engine.prepare(sheets)
    renderer = engine.begin()
    for sheet in sheets:
        if sheet["index"] == WARM_UP:
            taken.update(dict.fromkeys(STEPS, 0.0))
        engine.render_one(renderer, sheet)
    print(f"{1000 * taken['all'] / SHEETS:.1f} ms a sheet\n\n| step | share |\n| --- | --- |")
    for step, seconds in taken.items():
        print(f"| {step} | {seconds / taken['all']:.1%} |")


def timed(function: Callable[..., Any], taken: dict[str, float], step: str) -> Callable[..., Any]:
    """Return a function that adds its time to that of a step."""

    @wraps(function)
    def inner(*args: Any, **options: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*args, **options)
        finally:
            taken[step] += time.process_time() - begun

    return inner


if __name__ == "__main__":
    main()
