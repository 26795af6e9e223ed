"""Placed pages as readable text: for tests, snapshots and questions about a layout."""

from __future__ import annotations

from collections.abc import Iterable

from briefpress.page.items import Anchor, Area, Item, LinkArea, Page, Path, Picture, PlacedRun


def describe(pages: Iterable[Page]) -> str:
    """Return one line for each item: kind, place, size and content, rounded to a tenth of a point."""
    lines = []
    for page in pages:
        lines.append(f"page {page.number} {page.width:g} x {page.height:g}")
        lines.extend(f"  {_line(item)}" for item in page.items)
    return "\n".join(lines) + "\n"


def _line(item: Item) -> str:
    name = type(item.node).__name__ if item.node is not None else "artifact"
    if isinstance(item, PlacedRun):
        run = item.run
        fact = f" fact={item.fact}" if item.fact else ""
        return f"text {item.x:.1f},{item.y:.1f} {run.face} {run.size:g} {name}{fact} {run.text!r}"
    if isinstance(item, Anchor):
        return f"anchor {item.x:.1f},{item.y:.1f} {name}"
    if isinstance(item, Path):
        steps = " ".join(" ".join(s if isinstance(s, str) else f"{s:.1f}" for s in st) for st in item.steps)
        return f"path {name} {steps}"
    box = f"{item.x:.1f},{item.y:.1f} {item.width:.1f} x {item.height:.1f}"
    if isinstance(item, LinkArea):
        return f"link {box} {item.href or 'note'}"
    if isinstance(item, Area):
        return f"area {box} {name}"
    if isinstance(item, Picture):
        return f"picture {box} {name}"
    color = "#" + "".join(f"{round(c * 255):02x}" for c in item.fill)
    return f"rectangle {box} {color} {name}"
