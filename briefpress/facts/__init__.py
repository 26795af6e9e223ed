"""``data/`` -> `FactBook`: sourced facts, each with its place in a file.

The strict YAML reader and `FieldReader` also serve the readers of briefs and themes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefpress.facts.freshness import Limit, check_freshness, limits_of, same_until
from briefpress.facts.localized import Leaf, Localized, language_name
from briefpress.facts.model import (
    Citation,
    Fact,
    FactBook,
    FactType,
    Range,
    Series,
    Source,
    Table,
    Term,
    Unit,
)
from briefpress.facts.nodes import Entry, Mapping, Scalar, Sequence, YamlNode
from briefpress.facts.periods import Period
from briefpress.facts.rows import Heading, Rows

if TYPE_CHECKING:
    from briefpress.facts.book import load_facts
    from briefpress.facts.claims import CLAIMS, check_claim, claims_that_hold
    from briefpress.facts.reader import FieldReader
    from briefpress.facts.strict_yaml import read_yaml
    from briefpress.facts.values import (
        read_date,
        read_decimal,
        read_integer,
        read_leaf,
        read_localized,
        read_mapping,
    )

__all__ = [
    "CLAIMS",
    "Citation",
    "Entry",
    "Fact",
    "FactBook",
    "FactType",
    "FieldReader",
    "Heading",
    "Leaf",
    "Limit",
    "Localized",
    "Mapping",
    "Period",
    "Range",
    "Rows",
    "Scalar",
    "Sequence",
    "Series",
    "Source",
    "Table",
    "Term",
    "Unit",
    "YamlNode",
    "check_claim",
    "check_freshness",
    "claims_that_hold",
    "language_name",
    "limits_of",
    "load_facts",
    "read_date",
    "read_decimal",
    "read_integer",
    "read_leaf",
    "read_localized",
    "read_mapping",
    "read_yaml",
    "same_until",
]

#: Module -> its names that are loaded when somebody asks: a book that was kept needs no reader of YAML.
_LATER = {
    "book": ("load_facts",),
    "claims": ("CLAIMS", "check_claim", "claims_that_hold"),
    "reader": ("FieldReader",),
    "strict_yaml": ("read_yaml",),
    "values": ("read_date", "read_decimal", "read_integer", "read_leaf", "read_localized", "read_mapping"),
}
_MODULE_OF = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
