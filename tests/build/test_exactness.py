"""What changes nothing on a page changes no file; what changes a figure is told with both values."""

from __future__ import annotations

import pytest

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project, look_at_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.project import TWO, edit, write_project


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, TWO)
    build(tmp_path)
    return tmp_path


def build(folder):
    result = build_project(Project(Workspace(folder)), Request(), Findings())
    return {r.edition.name: r for r in result.editions}


def look(folder):
    findings = Findings()
    result = look_at_project(Project(Workspace(folder)), Request(), findings)
    return {r.edition.name for r in result.editions if r.status == "stale"}


def files(folder):
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.pdf")}


#: What may be edited without a trace on any page.
HARMLESS = [
    ("data/cellar.yaml", "facts:", "# read again in May\nfacts:"),
    ("data/cellar.yaml", 'en: "Jars"', 'en: "Jars in the cellar"'),  # a label that no page prints
    ("briefs/cellar.yaml", "title:", "# the title\ntitle:"),
    ("data/sources.yaml", "accessed: 2026-05-04", 'accessed: 2026-05-04\n    hosts: ["a.example.org:80"]'),
]


@pytest.mark.parametrize(("path", "old", "new"), HARMLESS)
def test_an_edit_that_no_page_shows_touches_no_file(project, path, old, new):
    before = files(project)
    edit(project, path, old, new)
    assert look(project) == set(), "nothing is out of date"
    assert {name for name, r in build(project).items() if r.status not in ("fresh", "same")} == set()
    assert files(project) == before
    assert {r.status for r in build(project).values()} == {"fresh"}, "and it is looked at once"


def test_a_value_that_is_printed_alike_stops_there(project):
    """The compact form says 1.2 million for both."""
    edit(project, "data/cellar.yaml", "value: 300", "value: 1210000")
    edit(project, "briefs/cellar.yaml", "{ cellar.jars }", "{ cellar.jars('compact') }")
    build(project)
    before = files(project)
    edit(project, "data/cellar.yaml", "value: 1210000", "value: 1220000")
    assert look(project) == set()
    built = build(project)
    assert built["cellar-en"].status == "same"
    assert built["cellar-en"].reason == "cellar.jars: 1210000 -> 1220000, data/cellar.yaml:4"
    assert files(project) == before


def test_an_edit_of_one_language_changes_the_files_of_that_language(project):
    before = files(project)
    edit(project, "briefs/cellar.yaml", "holds", "keeps")
    assert look(project) == {"cellar-en"}
    assert {name: r.status for name, r in build(project).items()} == {
        "cellar-en": "built",
        "cellar-fr": "same",
        "orchard-en": "fresh",
        "orchard-fr": "fresh",
    }
    assert {path.stem for path, told in files(project).items() if told != before[path]} == {"cellar-en"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("value: 300", "value: 310", "cellar.jars: 300 -> 310, data/cellar.yaml:4"),
        (
            "type: number\n    value: 300",
            "type: money\n    currency: USD\n    scale: million\n    value: 3.5",
            "cellar.jars: 300 -> 3.5 million USD, data/cellar.yaml:6",
        ),
        (
            "value: 300",
            "value: 300\n    qualifier: over",
            "cellar.jars: 300 -> 300, over, data/cellar.yaml:4",
        ),
    ],
)
def test_a_reason_has_both_values_and_the_place(project, old, new, reason):
    edit(project, "data/cellar.yaml", old, new)
    built = build(project)
    assert built["cellar-en"].reason == reason
    assert built["cellar-fr"].reason == reason


def test_forced_editions_are_built_although_they_come_out_the_same(project):
    findings = Findings()
    result = build_project(Project(Workspace(project)), Request(force=True), findings)
    assert {r.status for r in result.editions} == {"built"}
