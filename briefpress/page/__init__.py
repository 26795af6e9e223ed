"""The placed page as plain data: what stands where, said by which node, printing which fact."""

from briefpress.page.describe import describe
from briefpress.page.items import (
    Anchor,
    Area,
    Color,
    Item,
    LinkArea,
    Origin,
    Page,
    Path,
    Picture,
    PlacedRun,
    Rectangle,
    Run,
)
from briefpress.page.paper import on_paper

__all__ = [
    "Anchor",
    "Area",
    "Color",
    "Item",
    "LinkArea",
    "Origin",
    "Page",
    "Path",
    "Picture",
    "PlacedRun",
    "Rectangle",
    "Run",
    "describe",
    "on_paper",
]
