"""Placed pages as readable text: for tests, snapshots and questions about a layout."""

from __future__ import annotations

from collections.abc import Iterable

from briefpress.page.items import Anchor, Area, Color, Item, LinkArea, Page, Path, Picture, PlacedRun

#: A path of more steps is a drawing, whose points tell a reader nothing.
_MOST_STEPS = 12


def describe(pages: Iterable[Page]) -> str:
    """Return one line for each item: kind, place, size and content, rounded to a tenth of a point."""
    lines = []
    for page in pages:
        label = f" label={page.label}" if page.label is not None else ""
        turned = " turned on paper" if page.turned else ""
        lines.append(f"page {page.number} {page.width:g} x {page.height:g}{label}{turned}")
        lines.extend(f"  {_line(item)}" for item in page.items)
    return "\n".join(lines) + "\n"


def _line(item: Item) -> str:
    name = type(item.node).__name__ if item.node is not None else "artifact"
    if isinstance(item, PlacedRun):
        run = item.run
        fact = f" fact={item.fact}" if item.fact else ""
        way = " to the left" if run.to_the_left else ""
        return f"text {item.x:.1f},{item.y:.1f} {run.face} {run.size:g} {name}{fact}{way} {run.text!r}"
    if isinstance(item, Anchor):
        return f"anchor {item.x:.1f},{item.y:.1f} {name}"
    if isinstance(item, Path):
        return f"path {name} {_path(item)}"
    box = f"{item.x:.1f},{item.y:.1f} {item.width:.1f} x {item.height:.1f}"
    if isinstance(item, LinkArea):
        return f"link {box} {item.href or 'note'}"
    if isinstance(item, Area):
        return f"area {box} {name}"
    if isinstance(item, Picture):
        return f"picture {box} {name}"
    return f"rectangle {box} {_color(item.fill)} {name}"


def _path(item: Path) -> str:
    """Return the steps of a path, those of a long one as how many there are and the box around them."""
    looks = f"fill {_color(item.fill)} " if item.fill else ""
    looks += "even-odd " if item.even_odd else ""
    looks += f"stroke {_color(item.stroke)} {item.line_width:.1f} " if item.stroke else ""
    looks += f"cap {item.cap} " if item.cap else ""
    looks += f"join {item.join} " if item.join else ""
    looks += f"dash {' '.join(f'{length:.1f}' for length in item.dash)} " if item.dash else ""
    looks += f"clip {' '.join(f'{edge:.1f}' for edge in item.clip)} " if item.clip else ""
    if len(item.steps) <= _MOST_STEPS:
        steps = " ".join(" ".join(s if isinstance(s, str) else f"{s:.1f}" for s in st) for st in item.steps)
        return looks + steps
    xs = [float(x) for step in item.steps for x in step[1::2]]
    ys = [float(y) for step in item.steps for y in step[2::2]]
    size = f"{max(xs) - min(xs):.1f} x {max(ys) - min(ys):.1f}"
    return f"{looks}{min(xs):.1f},{min(ys):.1f} {size} in {len(item.steps)} steps"


def _color(color: Color) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in color)
