"""The schemas of a project, and whether they say what the program says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from briefpress.build import workers
from briefpress.build.check import check_project
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.cli.verbs.schema import PRINTED
from briefpress.diagnostics import CODES, Findings, Span
from briefpress.editor.schemas import KINDS, ids_schema, kinds_of_files, schema_of, text_of, with_ids
from briefpress.facts.nodes import Mapping as YamlMapping
from briefpress.facts.schema import SOURCE_TOLD
from briefpress.facts.strict_yaml import parse_yaml
from briefpress.facts.types import FACT_KEYS
from briefpress.fonts import FontLibrary
from briefpress.layout.theme import load_theme
from briefpress.mail.run import check_lists
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.facts import test_schema as of_facts
from tests.layout import test_schema as of_themes
from tests.merge import test_schema as of_briefs
from tests.support.project import BASE, TWO
from tests.support.schemas import complaints, load_plain, plain, validator

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = sorted((ROOT / "tests/cases").glob("*.md"))
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def project(files) -> Project:
    return Project(MemoryWorkspace(files))


@cache
def schemas() -> dict[str, Draft7Validator]:
    """Return the schemas of a project with two briefs."""
    made = project(TWO)
    return {kind: validator(schema_of(kind, made), ids_schema(made)) for kind in KINDS}


# ---- right files


def test_they_are_schemas():
    made = project(TWO)
    for kind in KINDS:
        Draft7Validator.check_schema(schema_of(kind, made))
    Draft7Validator.check_schema(ids_schema(made))


def test_all_files_of_this_repository_fit():
    workspace = Workspace(ROOT)
    files = kinds_of_files(workspace)
    assert set(files.values()) == {"facts", "brief", "theme", "words"}
    for path, kind in files.items():
        text = workspace.read(path).decode("utf-8-sig")
        assert complaints(schemas()[kind], load_plain(text)) == [], path


def test_the_examples_of_the_docs_fit():
    path_line = re.compile(r"# ((?:data|briefs|mail|templates)/[\w./-]+\.yaml)\n")
    found = {}
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]):
        for _, code in BLOCK.findall(page.read_text(encoding="utf-8")):
            if match := path_line.match(code):
                found[page.name, match[1]] = code
    assert found
    for (page, path), code in found.items():
        kind = next(name for name, kind in KINDS.items() if kind.place.fullmatch(path))
        assert complaints(schemas()[kind], load_plain(code)) == [], (page, path)


# ---- wrong files

#: What the schemas see; see the tests of each.
SEEN = of_facts.SEEN | of_briefs.SEEN | of_themes.SEEN | {"MAIL001", "MAIL010"}
#: What they see sometimes: of numbers without quotes, and of blocks, not of a brief that has none.
SOMETIMES = {"SHAPE011", "LAYOUT002", "BRIEF009"}


def projects_of(case: Path) -> Iterator[dict[str, str]]:
    """Yield the projects of a case, one for each place where it runs something."""
    files = dict(BASE)
    for info, body in BLOCK.findall(case.read_text(encoding="utf-8")):
        path = info.partition(" ")[2]
        if path:
            files[path] = body
        elif info == "console":
            yield dict(files)
            for removed in re.findall(r"^\$ rm (\S+)$", body, re.MULTILINE):
                files = {
                    path: text for path, text in files.items() if not f"{path}/".startswith(f"{removed}/")
                }


@pytest.fixture(autouse=True)
def short_limit(monkeypatch):
    """A case may have a layout without end, and lowers this limit itself."""
    monkeypatch.setattr(workers, "TIME_LIMIT_S", 2)


@cache
def judged(case: Path) -> list[tuple[dict[str, str], dict[str, set[str]]]]:
    """Return the projects of a case, each with the codes of what the program finds."""
    return [(files, codes_by_file(files)) for files in projects_of(case)]


def codes_by_file(files: dict[str, str]) -> dict[str, set[str]]:
    """Return the codes of what the program finds, by file."""
    findings = Findings()
    made = project(files)
    check_project(made, findings, Request())
    for path, kind in kinds_of_files(made.workspace).items():
        if kind == "mail":
            check_lists(made, findings)
        if kind == "theme":  # a brief may not use it
            load_theme(made.workspace, FontLibrary(made.workspace), Path(path).stem, Span(path), findings)
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.span is not None:
            found.setdefault(finding.span.path, set()).add(finding.code)
        elif finding.code == "MAIL003":  # its line is not to be shown, so it has a place in words only
            found.setdefault(finding.message.split("(")[1].split(",")[0], set()).add(finding.code)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_cases(case):
    """What a schema can see, it refuses; what the program accepts, it accepts."""
    for files, codes in judged(case):
        for path, kind in kinds_of_files(MemoryWorkspace(files)).items():
            root = parse_yaml(files[path], path, Findings())
            if not isinstance(root, YamlMapping):
                continue  # an editor sees that it is no YAML, or Briefpress is stricter than YAML
            found = complaints(schemas()[kind], plain(root))
            told = codes.get(path, set())
            assert bool(found) <= bool(told), (path, found)
            if (told & SEEN) - SOMETIMES:
                assert found, (path, told)


def test_cases_have_mistakes_of_both_kinds():
    found = [codes for case in CASES for _, codes in judged(case)]
    told = {code for codes in found for of_file in codes.values() for code in of_file}
    assert told & SEEN and told - SEEN


# ---- what the codes say is wrong

#: Codes whose examples are keys of facts of a type that they do not say; of others it is `number`.
TYPES_OF_EXAMPLES = {"SHAPE012": "time", "FACT008": "money"}
#: Codes whose examples are no facts.
OTHER_EXAMPLES = {"SHAPE001": "a brief"}


@pytest.mark.parametrize("code", sorted(code for code in of_facts.SEEN if CODES[code].wrong))
def test_examples_of_codes(code):
    """The schema has something against the wrong example of a code that it has not against the right one."""
    if code in OTHER_EXAMPLES:
        pytest.skip(OTHER_EXAMPLES[code])
    wrong, right = (
        complaints(schemas()["facts"], _facts(text, TYPES_OF_EXAMPLES.get(code, "number")))
        for text in (CODES[code].wrong, CODES[code].right)
    )
    assert set(wrong) - set(right), code


def _facts(text: str, kind: str):
    """Return the file that an example is from, which may be keys of a fact, of a source, or entries."""
    value = load_plain(text)
    first = next(iter(value))
    if first in FACT_KEYS:
        return {"facts": {"a.b": {"type": kind, "value": 1, **value}}}
    return {"sources": {"page": value}} if first in SOURCE_TOLD else {"facts": value}


# ---- ids


LAYOUTS = ["briefing-note", "country-brief", "data-table", "fact-sheet", "handout", "one-pager"]
THEMES = ["civic", "classic", "mono"]


def definitions(files) -> dict:
    return ids_schema(project(files))["definitions"]


def test_ids_are_offered_with_what_they_are():
    found = definitions(TWO)
    assert found["amount"]["anyOf"][0]["enum"] == ["cellar.jars", "orchard.share", "orchard.trees"]
    assert found["amount"]["anyOf"][0]["enumDescriptions"][0] == "Jars / Bocaux"
    assert found["source"]["anyOf"][0]["enumDescriptions"] == ["Orchard survey / Relevé du verger"]
    assert found["layout"]["anyOf"][0]["enum"] == LAYOUTS
    assert found["theme"]["anyOf"][0]["enum"] == THEMES


def test_layouts_and_themes_of_a_project_are_offered():
    own = {"templates/no-logo.xml": "", "templates/harbour.yaml": "", "templates/words.yaml": ""}
    found = definitions({**TWO, **own})
    assert found["layout"]["anyOf"][0]["enum"] == sorted([*LAYOUTS, "no-logo"])
    assert found["theme"]["anyOf"][0]["enum"] == sorted([*THEMES, "harbour"])


def test_a_project_without_facts():
    found = definitions({})
    assert "enum" not in json.dumps([found["amount"], found["source"], found["unit"]])


def test_ids_that_are_not_there_yet_are_accepted():
    checker = schemas()["facts"]
    value = load_plain("facts: {a.b: {type: number, value: 1, unit: X, source: new, label: {en: L, fr: L}}}")
    assert complaints(checker, value) == ["facts.a.b.unit: pattern"]
    value["facts"]["a.b"]["unit"] = "box"
    assert complaints(checker, value) == []


def test_facts_that_are_no_numbers_are_not_offered_for_charts():
    fact = "facts: {a.b: {type: text, value: {en: x, fr: x}, source: survey, label: {en: L, fr: L}}}"
    assert "a.b" not in json.dumps(definitions({**TWO, "data/text.yaml": fact}))


# ---- files


def test_a_schema_that_stands_alone():
    made = project(TWO)
    for kind in KINDS:
        alone = with_ids(schema_of(kind, made), ids_schema(made))
        assert "ids.schema.json" not in json.dumps(alone)
        for path, text in TWO.items():
            if kinds_of_files(made.workspace)[path] == kind:
                assert complaints(validator(alone, {}), load_plain(text)) == []


def test_every_reference_leads_somewhere():
    made = project(TWO)
    known = {f"ids.schema.json#/definitions/{name}" for name in ids_schema(made)["definitions"]}
    used = set()
    for kind in KINDS:
        schema = schema_of(kind, made)
        own = {f"#/definitions/{name}" for name in schema.get("definitions", {})}
        found = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(schema)))
        assert found <= own | known
        assert own <= found | {"#/definitions/"}, "nothing refers to it"
        used |= found
    assert known <= used


def test_no_reference_has_company():
    """Draft-07 says that what stands beside a reference is not read."""

    def look(shape) -> Iterator[dict]:
        if isinstance(shape, dict):
            if "$ref" in shape:
                yield shape
            shape = list(shape.values())
        if isinstance(shape, list):
            for item in shape:
                yield from look(item)

    for kind in KINDS:
        assert [shape for shape in look(schema_of(kind, project(TWO))) if len(shape) > 1] == []


def test_the_same_bytes_each_time():
    for kind in KINDS:
        assert text_of(schema_of(kind, project(TWO))) == text_of(schema_of(kind, project({})))
    assert text_of(ids_schema(project(TWO))) == text_of(ids_schema(project(dict(reversed(TWO.items())))))


def test_everything_can_be_printed():
    assert sorted(PRINTED) == sorted([*KINDS, "ids"])
