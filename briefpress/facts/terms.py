"""Entries of ``terms`` -> `Term`: the glossary of a project."""

from __future__ import annotations

import re

from briefpress.diagnostics import Findings, Span
from briefpress.facts.localized import Leaf, other_languages_in
from briefpress.facts.model import Term
from briefpress.facts.nodes import Mapping, Scalar, YamlNode
from briefpress.facts.reader import FieldReader
from briefpress.facts.values import kind_of, read_leaf

#: What has no letter and no digit cannot be found in a text as a word.
_WORD = re.compile(r"[^\W_]")


def read_term(
    name: str, span: Span, mapping: Mapping, languages: tuple[str, ...], findings: Findings
) -> Term | None:
    """Return a term, or None after reporting what is wrong with it."""
    reader = FieldReader(mapping, findings, f"term `{name}`", span)
    errors = findings.errors
    more = other_languages_in(mapping.entries, languages)
    forms = {lang: _forms(reader, lang, required=lang in languages) for lang in (*languages, *more)}
    avoid: dict[str, tuple[Leaf, ...]] = {}
    if (avoided := reader.mapping("avoid")) is not None:
        inner = FieldReader(avoided, findings, f"`avoid` of term `{name}`")
        others = other_languages_in(avoided.entries, languages)
        avoid = {lang: _forms(inner, lang) for lang in (*languages, *others) if inner.has(lang)}
        inner.finish()
    reader.finish()
    for lang, leaves in avoid.items():
        _check_avoided(leaves, forms.get(lang, ()), reader)
    return Term(id=name, forms=forms, avoid=avoid, span=span) if findings.errors == errors else None


def _forms(reader: FieldReader, lang: str, *, required: bool = False) -> tuple[Leaf, ...]:
    """Return the forms of a language: a text, or a list of them of which the first is preferred."""
    node = reader.raw(lang, required=required)
    if node is None:
        return ()
    of = f"`{lang}` of {reader.what}"
    items: tuple[YamlNode, ...] = (node,)
    if not isinstance(node, Scalar):
        sequence = reader.sequence(lang)
        items = sequence.items if sequence is not None else ()
        if sequence is not None and not items:
            reader.error("SHAPE006", f"{of} is empty", node.span, label="no form", hint="write a form")
    found = [leaf for item in items if (leaf := _form(item, of, reader)) is not None]
    return tuple(found)


def _form(node: YamlNode, of: str, reader: FieldReader) -> Leaf | None:
    if not isinstance(node, Scalar):
        reader.error("SHAPE001", f"a form in {of} has to be a text", node.span, label=kind_of(node))
        return None
    leaf = read_leaf(node, reader.findings, of)
    if leaf is not None and not _WORD.search(leaf.text):
        reader.error("SHAPE010", f"a form in {of} has no letter", node.span, hint="write words")
        return None
    return leaf


def _check_avoided(avoided: tuple[Leaf, ...], forms: tuple[Leaf, ...], reader: FieldReader) -> None:
    """Report a form that is to be used and to be avoided."""
    used = {leaf.text: leaf for leaf in forms}
    for leaf in avoided:
        if leaf.text in used:
            reader.error(
                "FACT020",
                f"`{leaf.text}` of {reader.what} is to be used and to be avoided",
                leaf.span,
                label="to be avoided",
                hint="remove one of the two",
                related=[(used[leaf.text].span, "to be used")],
            )
