"""Briefs to start from: in order as they are, in any languages; tests/cases/new.md tells what one types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefpress.build.check import check_project
from briefpress.build.project import Project
from briefpress.diagnostics import Findings, render_text
from briefpress.editor.starters import _EXAMPLES, _TO_TRANSLATE, Wanted, layouts_of, starter
from briefpress.merge.schema import layout_names
from briefpress.workspace import MemoryWorkspace
from tests.support.project import BASE

STARTERS = sorted((Path(__file__).parents[2] / "briefpress/assets/starters").glob("*.yaml"))
LAYOUTS = layout_names(MemoryWorkspace({}))

#: Facts of the kinds that the remarks of starters name.
FACTS = {
    "data/sources.yaml": BASE["data/sources.yaml"],
    "data/hives.yaml": """\
facts:
  hives.keeper:
    type: text
    value: {en: "Ada Example", fr: "Ada Exemple"}
    source: survey
    label: {en: "Keeper", fr: "Apicultrice"}
  hives.years:
    type: series
    of: number
    source: survey
    label: {en: "Hives by year", fr: "Ruches par année"}
    points:
      - {at: 2022, value: 3}
      - {at: 2023, value: 4}
  hives.count: {type: number, value: 4, source: survey, label: {en: "Hives", fr: "Ruches"}}
""",
}


def made(
    layout: str, languages: tuple[str, ...], theme: str = "civic", files: dict[str, str] | None = None
) -> str:
    wanted = Wanted("started", layout, languages, theme)
    return starter(Project(MemoryWorkspace(files or {})), wanted)


def complaints(text: str, files: dict[str, str] | None = None) -> str:
    findings = Findings()
    project = Project(MemoryWorkspace({**(files or {}), "briefs/started.yaml": text}))
    assert check_project(project, findings) > 0
    return render_text(findings, lambda _: text, color=False)


@pytest.mark.parametrize("languages", [("en", "fr"), ("en",), ("fr", "de"), ("es",), ("fr", "en", "de")])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_starter_has_no_mistake(layout, languages):
    assert complaints(made(layout, languages)) == ""


@pytest.mark.parametrize("theme", ["classic", "mono"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_starter_has_room_in_each_theme(layout, theme):
    text = made(layout, ("en", "fr"), theme)
    assert f"\ntheme: {theme}\n" in text
    assert complaints(text) == ""


@pytest.mark.parametrize("languages", [("en", "fr"), ("fr",)])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_blocks_in_remarks_work_once_the_marks_are_gone(layout, languages):
    text = made(layout, languages, files=FACTS)
    bare = re.sub(r"^( *)# ( *(?:- )?\w+:.*)$", r"\1\2", text, flags=re.MULTILINE)
    if "\nnotes:" in bare:  # it wants its mark in a text
        bare = re.sub(r'(one line|une ligne)"', "\\1{{ note('scope') }}\"", bare)
    assert bare != text
    assert complaints(bare, FACTS) == ""


def test_remarks_name_facts_of_the_project():
    text = made("one-pager", ("en", "fr"), files=FACTS)
    assert "{{ hives.count }}" in text
    assert "fact: hives.count" in text
    assert "fact: hives.years" in made("data-table", ("en",), files=FACTS)
    assert "topic." not in text
    assert "{{ topic.name }}" in made("one-pager", ("en", "fr"))


def test_nothing_outside_remarks_quotes_a_fact():
    for file in STARTERS:
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.lstrip().startswith("#"):
                assert not any(example in line for example in _EXAMPLES), line


def test_each_text_is_in_all_languages_of_the_starters():
    """What `starter` writes for another language stands between apostrophes, so no text may have one."""
    for file in STARTERS:
        text = file.read_text(encoding="utf-8")
        counts = [len(re.findall(rf"^[ #-]*{lang}: ", text, re.MULTILINE)) for lang in _TO_TRANSLATE]
        assert len(set(counts)) == 1, file.name
        for line in text.splitlines():
            assert line.lstrip().startswith("# ") or "'" not in line, line


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_shipped_layout_has_a_starter_of_its_own(layout):
    assert f"{layout}.yaml" in {file.name for file in STARTERS}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_block_has_a_remark(layout):
    lines = made(layout, ("en", "fr")).splitlines()
    blocks = [n for n, line in enumerate(lines) if re.match(r"  (?:# )?- id: ", line)]
    assert len(blocks) > 2
    assert all(re.match(r"  # [A-Z].*[.:}\"]", lines[n - 1]) for n in blocks)


def test_a_layout_of_the_project_has_the_general_starter():
    own = {"templates/leaflet.xml": '{% extends "one-pager.xml" %}\n'}
    layouts = layouts_of(Project(MemoryWorkspace(own)))
    assert [layout.name for layout in layouts] == [*LAYOUTS, "leaflet"]
    text = made("leaflet", ("en", "fr"), files=own)
    assert "\ntemplate: leaflet\n" in text
    assert complaints(text, own) == ""


def test_a_text_of_another_language_is_marked_and_says_whose_words_it_has():
    text = made("one-pager", ("fr", "pt-BR"))
    assert "\nlanguages: [fr, pt-BR]\n" in text
    assert """  pt-BR: "{{ lang('fr', 'À traduire\u00a0: À remplacer\u00a0: le titre') }}"\n""" in text
    assert "Placeholder" not in text


def test_a_regional_tag_has_the_words_of_its_language():
    assert '  fr-CA: "À remplacer\u00a0: le titre"\n' in made("one-pager", ("fr-CA",))


def test_the_usual_languages_are_not_said():
    assert "\nlanguages:" not in made("one-pager", ("en", "fr"))
    assert "\nlanguages: [fr, en]\n" in made("one-pager", ("fr", "en"))


def test_an_editor_finds_the_schema_where_the_project_has_it():
    line = "# yaml-language-server: $schema=../.briefpress/schemas/brief.schema.json\n"
    assert made("one-pager", ("en",), files={".briefpress/schemas/brief.schema.json": "{}"}).startswith(line)
    assert line not in made("one-pager", ("en",))
