"""Texts that a comma inside braces has cut in two.

YAML takes what stands behind the comma for a key without a value: in ``{en: Cards, all kinds}`` that is
``all kinds``.
"""

from __future__ import annotations

import re

from briefpress.facts.nodes import Mapping, Scalar

#: A text between quotes that YAML does not know.
_TYPOGRAPHIC = re.compile(r"[“„«]\s*(.*?)\s*[”“»]")


def comma_hint(mapping: Mapping, key: str) -> str:
    """Return the cure for a key that is the rest of a text, or an empty string where it is none."""
    line, column, *_ = mapping.marks
    if not mapping.source.lines[line].startswith("{", column) or not _is_cut_off(mapping, key):
        return ""
    keys = list(mapping.entries)
    first = last = keys.index(key)
    while first and _is_cut_off(mapping, keys[first]):
        first -= 1
    while last + 1 < len(keys) and _is_cut_off(mapping, keys[last + 1]):
        last += 1
    begin = mapping.entries[keys[first]].value
    pieces = keys[first + 1 : last + 1]
    if not isinstance(begin, Scalar) or not begin.text or not begin.plain:
        return "a text with a comma inside braces needs quotes"
    if all(re.fullmatch(r"[0-9]+", piece) for piece in pieces) and re.fullmatch(r"-?[0-9]+", begin.text):
        return f"a number has no commas: write `{keys[first]}: {begin.text}{''.join(pieces)}`"
    text = ", ".join([begin.text, *pieces])
    quoted = _TYPOGRAPHIC.fullmatch(text)
    straight = "straight quotes" if quoted else "quotes"
    cure = f'`{keys[first]}: "{quoted[1] if quoted else text}"`'
    # A long one would hide the rule, and quotes inside would need a rule of their own.
    told = f": {cure}" if len(cure) < 80 and cure.count('"') == 2 else ""
    return f"a text with a comma inside braces needs {straight}{told}"


def _is_cut_off(mapping: Mapping, key: str) -> bool:
    """Tell whether nothing stands behind a key, not even a colon."""
    entry = mapping.entries[key]
    if not isinstance(entry.value, Scalar) or not entry.value.plain or entry.value.text:
        return False
    place = entry.key_span
    rest = mapping.source.lines[place.line - 1][place.column - 1 + place.length :]
    return not rest.lstrip().startswith(":")
