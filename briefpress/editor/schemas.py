"""The schemas of a project: one for each kind of YAML file, and one with the ids that they refer to.

The schemas of the kinds depend on this program and on the languages of the project alone: they change with a
new version, not with a new fact. The ids are in a file of their own, which every run makes anew and nothing
compares: it is a help for typing, and the schemas accept ids that it lacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, Localized, Series, Table, read_yaml, shapes
from briefpress.facts.schema import IDS as FACT_IDS, facts_schema
from briefpress.facts.shapes import Schema
from briefpress.layout.schema import IDS as THEME_IDS, theme_schema
from briefpress.mail.schema import mail_schema
from briefpress.merge.schema import IDS as LAYOUT_IDS, brief_schema, layout_names, words_schema
from briefpress.workspace import Workspace
from briefpress.workspace.workspace import BUILTIN

#: Where the schemas stand in a project.
FOLDER = ".briefpress/schemas"

_NOTE = "Made by `python generate.py schema`. Changes by hand are lost."


class Kind(Struct, frozen=True):
    """A kind of YAML file.

    Attributes:
        place: What the paths of such files look like.
        make: Makes its schema for a project.
    """

    place: re.Pattern[str]
    make: Callable[[Project], Schema]


def _words(project: Project) -> Schema:
    shipped = read_yaml(project.workspace, f"{BUILTIN}templates/words.yaml", Findings())
    assert shipped is not None
    return words_schema(shipped.entries, project.languages)


#: Kinds of files by their names; those of the program itself are kinds, too, in the repository that has it.
KINDS: Mapping[str, Kind] = {
    "facts": Kind(re.compile(r"data/.+"), lambda project: facts_schema(project.languages)),
    "brief": Kind(re.compile(r"briefs/.+"), lambda project: brief_schema(project.languages)),
    "mail": Kind(re.compile(r"mail/[^/]+"), lambda project: mail_schema(project.languages)),
    "words": Kind(re.compile(r"(?:briefpress/assets/)?templates/words\.yaml"), _words),
    "theme": Kind(
        re.compile(r"(?:templates|briefpress/assets/themes)/[^/]+"), lambda project: theme_schema()
    ),
}
_FOLDERS = ("briefpress/assets", "briefs", "data", "mail", "templates")


def file_name(kind: str) -> str:
    """Return the name of the file with the schema of a kind."""
    return f"{kind}.schema.json"


def kinds_of_files(workspace: Workspace) -> dict[str, str]:
    """Return the kind of each YAML file of a project: path -> name of its kind, by path."""
    found = {}
    for folder in _FOLDERS:
        for path in workspace.glob(folder, ".yaml"):
            kind = next((name for name, kind in KINDS.items() if kind.place.fullmatch(path)), None)
            if kind is not None:
                found[path] = kind
    return found


def schema_of(name: str, project: Project) -> Schema:
    """Return the schema of a kind of file."""
    return {"$comment": _NOTE, **KINDS[name].make(project)}


def ids_schema(project: Project) -> Schema:
    """Return the ids that files of a project can refer to, each with what it is.

    What is wrong with the facts is no matter here: an id that could not be read is not offered.
    """
    book = project.book(Findings())
    known = {
        "amount": {fact.id: _told(fact.label) for fact in book.facts.values() if fact.amount is not None},
        "table": {
            fact.id: _told(fact.label)
            for fact in book.facts.values()
            if isinstance(fact.value, Table | Series)
        },
        "source": {source.id: _told(source.title) for source in book.sources.values()},
        "unit": _units(book),
        "layout": dict.fromkeys(layout_names(project.workspace), ""),
        "theme": dict.fromkeys(theme_names(project.workspace), ""),
    }
    rules = {**FACT_IDS, **LAYOUT_IDS, **THEME_IDS}
    return {
        "$comment": f"{_NOTE} An id that is not here yet is accepted, too.",
        "$schema": shapes.DRAFT,
        "title": "Ids",
        "definitions": {kind: _ids(known[kind], *rule) for kind, rule in rules.items()},
    }


def with_ids(schema: Schema, ids: Schema) -> Schema:
    """Return a schema that stands alone: the ids that it refers to are in it."""
    text = json.dumps(schema)
    used = {f"id-{name}": ids["definitions"][name] for name in _REFERENCE.findall(text)}
    alone: Schema = json.loads(_REFERENCE.sub(r"#/definitions/id-\1", text))
    return {**alone, "definitions": {**alone.get("definitions", {}), **used}} if used else alone


_REFERENCE = re.compile(re.escape(f"{shapes.IDS}#/definitions/") + r"([a-z]+)")


def text_of(schema: Schema) -> bytes:
    """Return a schema as a file has it: the same bytes for the same schema."""
    return f"{json.dumps(_sorted(schema), ensure_ascii=False, indent=1)}\n".encode()


def _sorted(value: Any, *, is_names: bool = False) -> Any:
    """Return a schema with sorted keys; properties and snippets keep the order in which an editor types."""
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if not isinstance(value, dict):
        return value
    if is_names:
        return {name: _sorted(shape) for name, shape in value.items()}
    return {
        key: value[key] if key == "body" else _sorted(value[key], is_names=key == "properties")
        for key in sorted(value)
    }


# ---- ids


def _ids(known: Mapping[str, str], pattern: re.Pattern[str], error: str) -> Schema:
    name = shapes.name(pattern, error)
    if not known:
        return name
    offered: Schema = {"enum": sorted(known), "errorMessage": error}
    if any(known.values()):
        offered["enumDescriptions"] = [known[id_] for id_ in sorted(known)]
    return {"anyOf": [offered, name]}


def _told(text: Localized) -> str:
    return " / ".join(dict.fromkeys(leaf.text for leaf in text.leaves.values()))


def _units(book: FactBook) -> dict[str, str]:
    return {
        unit.id: " / ".join(dict.fromkeys(forms["other"] for forms in unit.forms.values()))
        for unit in book.units.values()
    }


def theme_names(workspace: Workspace) -> list[str]:
    """Return the themes that a brief can name; words stand beside them in a project."""
    return [name for name in workspace.names("themes", ".yaml") if name != "words"]
