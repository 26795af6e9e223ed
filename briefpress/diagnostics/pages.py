"""The table of codes -> pages of Markdown: one of each code, and a list of all."""

from __future__ import annotations

from briefpress.diagnostics.code_info import CodeInfo, Family
from briefpress.diagnostics.codes import CODES, FAMILIES, family_of

_INDEX = """\
# What the messages mean

Every message of Briefpress carries a code. Its page says why the thing is refused and how it is put right;
`python generate.py explain FACT001` prints it in the terminal. The pages are made from the table in
`briefpress/diagnostics/catalogue/`; edit it there.
"""


def error_pages() -> dict[str, str]:
    """Return the text of each file of ``docs/errors/`` by its name."""
    pages = {"README.md": _index()}
    for family in FAMILIES:
        for code in sorted(family.codes):
            pages[f"{code}.md"] = f"{_page(code, family)}"
    return pages


def body_markdown(code: str) -> str:
    """Return what the page of a code says below its heading, without links."""
    info, language = CODES[code], family_of(code).language
    parts = [info.explanation]
    for word, example in (("Wrong:", info.wrong), ("Right:", info.right)):
        if example:
            parts += [word, f"```{language}\n{example}\n```"]
    return "\n\n".join(parts)


def body_text(info: CodeInfo) -> str:
    """Return the same as plain text."""
    parts = [info.explanation]
    for word, example in (("Wrong:", info.wrong), ("Right:", info.right)):
        if example:
            parts += [word, "\n".join(f"    {line}".rstrip() for line in example.splitlines())]
    return "\n\n".join(parts)


def _index() -> str:
    parts = [_INDEX]
    for family in FAMILIES:
        rows = [f"| [{code}]({code}.md) | {info.title} |" for code, info in sorted(family.codes.items())]
        parts.append(
            "\n".join([f"## {family.heading}\n", "| code | what it means |", "| --- | --- |", *rows, ""])
        )
    return "\n".join(parts)


def _page(code: str, family: Family) -> str:
    info = CODES[code]
    guide, title = family.guide
    links = [f"[{other}: {CODES[other].title}]({other}.md)" for other in info.see]
    links += [f"[{title}](../{guide})", "[all messages](README.md)"]
    return f"# {code}: {info.title}\n\n{body_markdown(code)}\n\nSee also: {' · '.join(links)}\n"
