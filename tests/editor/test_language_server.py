"""The schemas in the YAML language server, as people who write facts meet them.

It is the npm package `yaml-language-server`; name its program in ``BRIEFPRESS_YLS``, or put it on the path.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.editor.outcome import write_modelines, write_schemas
from briefpress.editor.schemas import kinds_of_files
from briefpress.facts.schema import facts_schema
from briefpress.facts.types import TYPES
from briefpress.merge.block_types import BLOCK_TYPES
from briefpress.workspace import Workspace
from tests.support.lsp import LanguageServer
from tests.support.project import TWO, write_project

ROOT = Path(__file__).resolve().parent.parent.parent
SERVER = os.environ.get("BRIEFPRESS_YLS") or shutil.which("yaml-language-server")

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not SERVER, reason="no yaml-language-server: npm install it and set BRIEFPRESS_YLS"),
]

#: What an editor tells the server; the schemas of a public catalogue would be asked for over the network.
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "[yaml]": {"editor.tabSize": 2},
}

FACT = """\
facts:
  cellar.price:
    type: money
    value: 13
    scale: million
    currency: CAD
    qualifier: about
    source: survey
    label: {en: "Price", fr: "Prix"}
"""

BRIEF = """\
title: {en: "The cellar", fr: "La cave"}
subject: {en: "The cellar.", fr: "La cave."}
author: {en: "The Orchard", fr: "Le Verger"}
body:
  - id: chart
    type: chart
    kind: bar
    items:
      - fact: cellar.jars
        label: {en: "Jars", fr: "Bocaux"}
    alt: {en: "Jars", fr: "Bocaux"}
"""


class Editor:
    """A project open in an editor: texts are shown with the line that names their schema."""

    def __init__(self, server: LanguageServer, folder: Path) -> None:
        self._server = server
        self._folder = folder

    def problems(self, text: str, kind: str = "facts") -> list[tuple[int, str]]:
        """Return the problems of a text: lines of the text, from 1, and what is said of them."""
        found = self._server.problems(self._path(kind), self._modeline(kind) + text)
        return sorted((problem["range"]["start"]["line"], problem["message"]) for problem in found)

    def offers(self, text: str, kind: str = "facts") -> dict[str, str]:
        """Return what is offered where ``|`` stands in a text: label -> what would be typed."""
        before, _, after = text.partition("|")
        self.problems(before + after, kind)
        line, character = before.count("\n") + 1, len(before) - before.rfind("\n") - 1
        items = self._server.completions(self._path(kind), line, character)
        return {
            label: (item.get("textEdit") or {}).get("newText") or item.get("insertText") or label
            for label, item in items.items()
        }

    def hover(self, text: str, word: str, kind: str = "facts") -> str:
        """Return what is said of the first place of a word."""
        self.problems(text, kind)
        before = text[: text.index(word)]
        line, character = before.count("\n") + 1, len(before) - before.rfind("\n")
        return self._server.hover(self._path(kind), line, character)

    def _path(self, kind: str) -> Path:
        return self._folder / {"facts": "data", "brief": "briefs"}[kind] / "shown.yaml"

    @staticmethod
    def _modeline(kind: str) -> str:
        return f"# yaml-language-server: $schema=../.briefpress/schemas/{kind}.schema.json\n"


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    folder = write_project(tmp_path_factory.mktemp("orchard"), TWO)
    list(write_schemas(Project(Workspace(folder)), Findings()))
    with LanguageServer([SERVER, "--stdio"], folder, SETTINGS) as server:
        yield Editor(server, folder)


def test_the_samples_have_no_problems(tmp_path):
    """The project that this repository is, with the themes and words that ship."""
    for folder in ("briefs", "data", "templates", "briefpress/assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(tmp_path / "briefpress/assets/themes/civic.yaml", tmp_path / "templates/own.yaml")
    shutil.copy(tmp_path / "briefpress/assets/templates/words.yaml", tmp_path / "templates/words.yaml")
    (tmp_path / "data/sub folder").mkdir()
    (tmp_path / "data/fms.yaml").rename(tmp_path / "data/sub folder/fms.yaml")
    findings = Findings()
    list(write_schemas(Project(Workspace(tmp_path)), findings))
    list(write_modelines(Project(Workspace(tmp_path)), findings))
    assert list(findings) == []
    files = kinds_of_files(Workspace(tmp_path))
    assert set(files.values()) == {"facts", "brief", "theme", "words"}
    with LanguageServer([SERVER, "--stdio"], tmp_path, SETTINGS) as server:
        for path in files:
            text = (tmp_path / path).read_text(encoding="utf-8")
            assert server.problems(tmp_path / path, text) == [], path
            # That the server has found the schema at all: what no schema knows is a problem.
            wrong = server.problems(tmp_path / path, f"{text}\nnobody knows this: {{}}\n")
            assert [problem["source"].split(":")[0] for problem in wrong] == ["yaml-schema"], path


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("value: 13", "value: 13", 0, ""),
        ("value: 13", 'value: "13"', 0, ""),
        ("value: 13", "value: 1.10", 0, ""),
        ("value: 13", "value: {from: 4, to: 5}", 0, ""),
        ("value: 13", "value: 13\n    as_of: 2026-11-22\n    tags: [a]", 0, ""),
        ("value: 13", "value: 13\n    period: 2024\n    warn_after: 18 months", 0, ""),
        ("source: survey", "source: not-here-yet", 0, ""),
        ("qualifier:", "qualifer:", 7, "Property qualifer is not allowed."),
        ("about", "abuot", 7, 'Value is not accepted. Valid values: "exact", "about", "over"'),
        ("about", "among-top", 7, "Value is not accepted."),
        ("13", "13 billion", 4, "Write a number: digits only"),
        ("value: 13", "value: {from: 4}", 4, 'Missing property "to".'),
        ("survey", "The survey", 8, "Write the id of an entry of `sources`"),
        ("CAD", "CA$", 6, "Write the three letters of ISO 4217"),
        ("    currency: CAD\n", "", 2, 'Missing property "currency".'),
        ("    source: survey\n", "", 2, 'Missing property "source".'),
        ("type: money", "type: percent", 5, "Property scale is not allowed."),
        ("type: money", "type: mony", 3, 'Value is not accepted. Valid values: "number", "percent"'),
        ("value: 13", "formula: a.b + a.c", 8, "Property source is not allowed."),
        (', fr: "Prix"', "", 9, 'Missing property "fr".'),
        ('fr: "Prix"', 'rf: "Prix"', 9, "Property rf is not allowed."),
        ('"Prix"', "{{ a.b }}", 9, "Write a text; one that begins with a bracket or a brace needs quotes."),
        ("value: 13", "value: 13\n    as_of: 22/11/2026", 5, "Write a day as year-month-day"),
        ("cellar.price:", "cellar:", 2, "An id has parts"),
        ("facts:", "fcts:", 1, "Property fcts is not allowed."),
    ],
)
def test_mistakes_are_told_where_they_are(editor, old, new, line, message):
    assert old in FACT
    found = editor.problems(FACT.replace(old, new, 1))
    if line:
        assert any(where == line and said.startswith(message) for where, said in found), found
    else:
        assert found == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kind: bar", "kind: bar", 0, ""),
        ("kind: bar", "kind: pie", 7, 'Value is not accepted. Valid values: "share", "bar", "column", '),
        ("kind:", "knid:", 7, "Property knid is not allowed."),
        ("type: chart", "type: chrt", 6, 'Value is not accepted. Valid values: "lede", "text"'),
        ("cellar.jars", "{{ cellar.jars }}", 9, "Write the id of a fact that is a number"),
        ("    alt: ", "    capshun: ", 11, "Property capshun is not allowed."),
        ("type: chart\n    kind: bar", "type: image", 5, 'Missing property "file".'),
        (
            '    items:\n      - fact: cellar.jars\n        label: {en: "Jars", fr: "Bocaux"}\n',
            "",
            5,
            "Write `items` or",
        ),
        (', fr: "La cave"', "", 1, 'Missing property "fr".'),
        ("title:", "languages: [en]\ntitle:", 0, ""),
        ("title:", "languages: [english]\ntitle:", 1, "Write a language tag"),
    ],
)
def test_mistakes_in_briefs(editor, old, new, line, message):
    assert old in BRIEF
    found = editor.problems(BRIEF.replace(old, new, 1), "brief")
    if line:
        assert any(where == line and said.startswith(message) for where, said in found), found
    else:
        assert found == []


def test_keys_of_a_type_are_offered(editor):
    offers = editor.offers(FACT.replace("    qualifier: about\n", "    |\n"))
    assert {"qualifier", "note", "as_of", "minimum", "formula"} <= set(offers)
    assert "value" not in offers and "unit" not in offers
    assert "qualifier" not in editor.offers("facts:\n  a.b:\n    type: text\n    |\n")
    assert offers["as_of"] == "as_of: ${1:2026-11-22}"


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("facts:\n  a.b:\n    type: |\n", {kind.value for kind in TYPES}),
        ("facts:\n  a.b:\n    type: money\n    scale: |\n", {"million", "billion"}),
        ("facts:\n  a.b:\n    type: money\n    qualifier: |\n", {"about", "at-least"}),
        ("facts:\n  a.b:\n    type: money\n    currency: |\n", {"CAD", "USD"}),
        ("facts:\n  a.b:\n    source: |\n", {"survey"}),
        ("facts:\n  a.b:\n    type: number\n    formula: |\n", {"share(part, whole)", "sum(values...)"}),
        ("facts:\n  |\n", {f"fact: {kind}" for kind in TYPES}),
        ("|\n", {"facts", "sources", "units"}),
    ],
)
def test_values_are_offered(editor, text, some):
    assert some <= set(editor.offers(text))


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("template: |\n", {"fact-sheet", "one-pager"}),
        ("theme: |\n", {"civic", "classic", "mono"}),
        ("body:\n  - |\n", {f"block: {kind}" for kind in BLOCK_TYPES}),
        ("body:\n  - type: |\n", set(BLOCK_TYPES)),
        ("body:\n  - type: chart\n    |\n", {"id", "items", "alt"}),
        ("body:\n  - type: chart\n    items:\n      - fact: |\n", {"orchard.trees", "cellar.jars"}),
        ("body:\n  - type: chart\n    items:\n      - form: |\n", {"long", "short"}),
    ],
)
def test_values_are_offered_in_briefs(editor, text, some):
    assert some <= set(editor.offers(text, "brief"))


def typed(snippet: str, indent: str) -> str:
    """Return what an editor types for a snippet whose gaps are filled with a word each."""
    snippet = re.sub(r"\$\{[0-9]+:((?:[^}\\]|\\.)*)\}", r"\1", snippet)
    return re.sub(r"\$[0-9]+", "word", snippet).replace("\\}", "}").replace("\n", f"\n{indent}")


@pytest.mark.parametrize(
    "label", [s["label"] for s in facts_schema(("en",))["properties"]["facts"]["defaultSnippets"]]
)
def test_a_fact_that_was_typed_by_the_editor_has_no_problems(editor, label):
    snippet = editor.offers("facts:\n  |\n")[label]
    assert editor.problems(f"facts:\n  {typed(snippet, '  ')}\n") == []


@pytest.mark.parametrize("kind", BLOCK_TYPES)
def test_a_block_that_was_typed_by_the_editor_has_no_problems(editor, kind):
    head = BRIEF[: BRIEF.index("body:")]
    snippet = editor.offers(f"{head}body:\n  - |\n", "brief")[f"block: {kind}"]
    assert editor.problems(f"{head}body:\n  - {typed(snippet, '  ')}\n", "brief") == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("type", "What kind of value it has"),
        ("money", "An amount of money"),
        ("qualifier", "What the source says about how exact the figure is"),
        ("about", "Approximately"),
        ("survey", "Orchard survey / Relevé du verger"),
        ("currency", "A code of ISO 4217: `CAD`, `USD`"),
        ("label", "What the fact measures, in each language"),
    ],
)
def test_hovers_explain(editor, word, said):
    assert said in editor.hover(FACT, word)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("kind", "How the figures are drawn"),
        ("bar", "Lengths from zero, to the right"),
        ("alt", "What the chart"),
    ],
)
def test_hovers_explain_briefs(editor, word, said):
    assert said in editor.hover(BRIEF, word, "brief")


@pytest.mark.parametrize("before", ["", "%YAML 1.2\n---\n", "# A comment.\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_modeline_is_found_whatever_the_file(editor, before, end):
    """The line stands first; a byte order mark, which editors take off, is no matter of the server."""
    text = editor._modeline("facts") + before + FACT.replace("qualifier", "qualifer")
    found = editor._server.problems(editor._path("facts"), text.replace("\n", end))
    assert [problem["message"] for problem in found] == ["Property qualifer is not allowed."]
