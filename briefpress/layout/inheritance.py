"""A theme and those that it extends -> one mapping, in which every value keeps the place that said it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import PurePosixPath
from typing import NamedTuple

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import FieldReader, Mapping as YamlMapping, read_yaml
from briefpress.facts.nodes import Entry
from briefpress.workspace import Workspace
from briefpress.workspace.workspace import BUILTIN

NAME = re.compile("[a-z0-9-]{1,80}")


class Chain(NamedTuple):
    """What a theme says together with what it extends.

    Attributes:
        mapping: The keys of all; of a key that several say, the value of the one that extends the others.
        depths: The files; 0 is the theme itself, 1 what it extends, and so on.
    """

    mapping: YamlMapping
    depths: Mapping[str, int]

    def latest(self, places: Sequence[Span]) -> Span:
        """Return the first of the places that no file which is extended has said: there it is mended."""
        return min(places, key=lambda span: self.depths.get(span.path, 0))


class _Link(NamedTuple):
    """One `extends`.

    Attributes:
        name: As it is written.
        span: Where.
        path: Of the file that is meant.
    """

    name: str
    span: Span
    path: str


def read_chain(workspace: Workspace, path: str, findings: Findings) -> Chain | None:
    """Read a theme's file and those that it extends.

    Args:
        workspace: Where to look.
        path: Of the theme itself.
        findings: Collects errors.

    Returns:
        What they say together, or None after reporting.
    """
    mappings: list[YamlMapping] = []
    depths: dict[str, int] = {}
    links: list[_Link] = []
    while True:
        mapping = read_yaml(workspace, path, findings)
        if mapping is None:
            return None
        depths[path] = len(depths)
        mappings.append(mapping)
        if "extends" not in mapping.entries:
            return Chain(reduce(_merged, mappings), depths)
        link = _link(workspace, mapping, findings)
        if link is None:
            return None
        links.append(link)
        path = link.path
        if path in depths:
            _report_circle(workspace, links[depths[path] :], findings)
            return None


def find_theme(workspace: Workspace, name: str) -> str | None:
    """Return the path of a theme, the project's own before the shipped one, which is ``builtin:NAME``."""
    bare = name.removeprefix(BUILTIN)
    if not NAME.fullmatch(bare):
        return None
    if bare == name:
        return workspace.find("themes", f"{name}.yaml")
    path = _shipped(bare)
    return path if workspace.exists(path) else None


def report_unknown(workspace: Workspace, name: str, span: Span, findings: Findings) -> None:
    """Report that there is no theme of a name."""
    names = workspace.names("themes", ".yaml")
    hint = did_you_mean(name, names) or f"themes are {', '.join(names)}"
    findings.error("LAYOUT001", f"there is no theme `{name}`", span, hint=hint)


def _shipped(name: str) -> str:
    return f"{BUILTIN}themes/{name}.yaml"


def _link(workspace: Workspace, mapping: YamlMapping, findings: Findings) -> _Link | None:
    reader = FieldReader(mapping, findings, "the theme")
    name = reader.text("extends")
    if name is None:
        return None  # reported: it is empty, or no text
    path = find_theme(workspace, name)
    if path is None:
        report_unknown(workspace, name, reader.span("extends"), findings)
        return None
    return _Link(name, reader.span("extends"), path)


def _report_circle(workspace: Workspace, circle: Sequence[_Link], findings: Findings) -> None:
    """Report themes that extend each other; often the shipped theme of the same name was meant."""
    names = [PurePosixPath(link.path).stem for link in circle]
    meant = next((name for name in names if workspace.exists(_shipped(name))), None)
    *others, last = circle
    findings.error(
        "LAYOUT008",
        "these themes extend each other in a circle" if others else f"the theme `{last.name}` extends itself",
        last.span,
        hint=f"write `{BUILTIN}{meant}` for the shipped theme of that name"
        if meant
        else "one of them has to extend another theme, or none",
        related=[(link.span, "and here") for link in others],
    )


def _merged(own: YamlMapping, parent: YamlMapping) -> YamlMapping:
    """Return the keys of both; where both have a mapping, the keys of both of these, and so on."""
    entries = dict(parent.entries)
    for key, entry in own.entries.items():
        known = entries.get(key)
        if (
            known is not None
            and isinstance(entry.value, YamlMapping)
            and isinstance(known.value, YamlMapping)
        ):
            entry = Entry(entry.key_marks, _merged(entry.value, known.value))
        entries[key] = entry
    return YamlMapping(own.source, own.marks, entries)
