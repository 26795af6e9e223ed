"""Brief + FactBook + language -> Document.

`load_brief` reads a brief; `merge_edition` renders its texts (`texts`: expressions, then Markdown), hands
them to the layout template (`templates`) and parses the markup that comes out. A fact enters a text as an
element with its id and gets its characters (`fact_text`, `locale`) only when the node tree is built.
"""

from briefpress.merge.brief import Brief
from briefpress.merge.edition import Merger, merge_edition
from briefpress.merge.fact_text import FORMS
from briefpress.merge.read_brief import load_brief
from briefpress.merge.references import Uses

__all__ = ["FORMS", "Brief", "Merger", "Uses", "load_brief", "merge_edition"]
