"""``data/`` -> `FactBook`: sourced facts, each with its place in a file.

The strict YAML reader and `FieldReader` also serve the readers of briefs and themes.
"""

from briefpress.facts.book import load_facts
from briefpress.facts.localized import Leaf, Localized, language_name
from briefpress.facts.model import Citation, Fact, FactBook, FactType, Source, Unit
from briefpress.facts.nodes import Entry, Mapping, Scalar, Sequence, YamlNode
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
    "Citation",
    "Entry",
    "Fact",
    "FactBook",
    "FactType",
    "FieldReader",
    "Leaf",
    "Localized",
    "Mapping",
    "Scalar",
    "Sequence",
    "Source",
    "Unit",
    "YamlNode",
    "language_name",
    "load_facts",
    "read_date",
    "read_decimal",
    "read_integer",
    "read_leaf",
    "read_localized",
    "read_mapping",
    "read_yaml",
]
