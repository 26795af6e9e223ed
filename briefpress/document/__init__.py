"""Markup -> node tree: what a page says, before anybody knows where it stands.

`parse_markup` reads the XML that a layout template produced (`markup`), builds the frozen nodes of `nodes`
by the table in `vocabulary`, and `checks` looks at the whole: heading order, references, languages.
"""

from briefpress.document.build import parse_markup
from briefpress.document.inlines import ChangeText, DocumentSource, FactText
from briefpress.document.markup import Place
from briefpress.document.together import ARRANGEMENTS, MOST_LANGUAGES, put_together
from briefpress.document.vocabulary import VOCABULARY

__all__ = [
    "ARRANGEMENTS",
    "MOST_LANGUAGES",
    "VOCABULARY",
    "ChangeText",
    "DocumentSource",
    "FactText",
    "Place",
    "parse_markup",
    "put_together",
]
