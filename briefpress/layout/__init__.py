"""Document + Theme -> placed pages (plain data).

`layout_document` turns each block of the node tree into a `Box` (`builder`), which fits, splits and places
itself, and flows the boxes over pages (`pages`). Text goes from inline nodes over items to lines and runs
(`text`, `linebreak`). The theme says how things look; nothing here reads or writes a file.
"""

from briefpress.layout.pages import layout_document
from briefpress.layout.theme import Theme, load_theme

__all__ = ["Theme", "layout_document", "load_theme"]
