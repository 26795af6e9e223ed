"""Brief + FactBook + language -> Document.

`load_brief` reads a brief; `merge_edition` renders its texts (`texts`: expressions, then Markdown), hands
them to the layout template (`templates`) and parses the markup that comes out. A fact enters a text as an
element with its id and gets its characters (`fact_text`, `locale`) only when the node tree is built.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefpress.merge.brief import Brief
from briefpress.merge.read_brief import load_brief

if TYPE_CHECKING:
    from briefpress.merge.edition import Merger, merge_edition
    from briefpress.merge.fact_text import FORMS, FactPrinter
    from briefpress.merge.references import Uses
    from briefpress.merge.view import Published

__all__ = ["FORMS", "Brief", "FactPrinter", "Merger", "Published", "Uses", "load_brief", "merge_edition"]

#: Name -> its module, loaded when somebody asks: to read a brief takes neither Jinja2 nor Babel.
_LATER = {
    "FORMS": "fact_text",
    "FactPrinter": "fact_text",
    "Merger": "edition",
    "Published": "view",
    "Uses": "references",
    "merge_edition": "edition",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
