"""The table of codes: one stable code per kind of finding.

A new code goes into the module of its family in ``catalogue/``; a new family goes into `_FAMILIES`.
A code that was published keeps its meaning for ever: people search the web for it and silence it in
scripts.
"""

from __future__ import annotations

from briefpress.diagnostics.catalogue import (
    brief,
    build,
    document,
    fact,
    image,
    layout,
    merge,
    shape,
    text,
    yaml,
)
from briefpress.diagnostics.code_info import CodeInfo

#: Heading of ``docs/errors.md`` -> the codes below it.
_FAMILIES: dict[str, dict[str, CodeInfo]] = {
    "Reading YAML": yaml.CODES,
    "Keys and values": shape.CODES,
    "Facts and sources": fact.CODES,
    "Briefs": brief.CODES,
    "Merging": merge.CODES,
    "Document structure": document.CODES,
    "Layout and themes": layout.CODES,
    "Text and fonts": text.CODES,
    "Pictures": image.CODES,
    "Building": build.CODES,
}

CODES: dict[str, CodeInfo] = {code: info for family in _FAMILIES.values() for code, info in family.items()}

_PREAMBLE = """\
# What the messages mean

Every message of Briefpress carries a code. This page says, for each of them, why the thing is refused
and how it is put right. It is made from the table in `briefpress/diagnostics/catalogue/`; edit it there.
"""


def errors_markdown() -> str:
    """Return the text of ``docs/errors.md``."""
    parts = [_PREAMBLE]
    for heading, family in _FAMILIES.items():
        if family:
            parts.append(f"## {heading}\n")
            parts += [_entry(code, info) for code, info in sorted(family.items())]
    return "\n".join(parts)


def _entry(code: str, info: CodeInfo) -> str:
    lines = [f"### {code}: {info.title}", "", info.explanation, ""]
    for word, example in (("Wrong:", info.wrong), ("Right:", info.right)):
        if example:
            lines += [word, "", *(f"    {line}".rstrip() for line in example.splitlines()), ""]
    return "\n".join(lines)
