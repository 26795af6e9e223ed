"""What the age of a fact does to a build."""

from __future__ import annotations

import datetime as dt

import pytest

from briefpress.build.check import check_project
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.render import Renderer
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from briefpress.page import describe
from briefpress.workspace import Workspace
from tests.support.project import TWO, edit, write_project

#: The source was accessed on May 4, 2026.
LIMITS = "    accessed: 2026-05-04\n    warn_after: 6 months\n    error_after: 1 year\n"


@pytest.fixture
def project(tmp_path):
    """Two briefs; only the orchard's source has limits."""
    write_project(tmp_path, TWO)
    cellar = (
        "  cellar:\n    title: {en: Cellar book, fr: Livre de cave}\n    publisher: The Orchard\n"
        '    address: "https://example.org/cellar"\n    accessed: 2026-05-04\n'
    )
    edit(tmp_path, "data/sources.yaml", "    accessed: 2026-05-04\n", LIMITS + cellar)
    edit(tmp_path, "data/cellar.yaml", "source: survey", "source: cellar")
    return tmp_path


def build(folder, day, **request):
    findings = Findings()
    workspace = Workspace(folder, today=dt.date.fromisoformat(day))
    result = build_project(Project(workspace), Request(**request), findings)
    made = {r.edition.name: r.reason for r in result.editions if r.status != "fresh"}
    return made, sorted({(f.severity.value, f.code) for f in findings})


def pages(folder, day, lang="en"):
    renderer = Renderer(Project(Workspace(folder, today=dt.date.fromisoformat(day))))
    edition = next(e for e in editions(folder) if e.lang == lang)
    return describe(renderer.lay_out(edition, Findings())[1])


def editions(folder):
    from briefpress.build.project import Edition

    return [Edition("briefs/orchard.yaml", lang) for lang in ("en", "fr")]


def test_a_fresh_project_stays_fresh_until_the_day_comes(project):
    assert len(build(project, "2026-06-01")[0]) == 4
    assert build(project, "2026-11-03") == ({}, [])


def test_the_day_a_fact_warns_its_editions_are_built_once_and_warn(project):
    build(project, "2026-06-01")
    before = {path: path.read_bytes() for path in project.rglob("*.pdf")}
    made, found = build(project, "2026-11-04")
    assert made == dict.fromkeys(("orchard-en", "orchard-fr"), "the age of a fact in it")
    assert found == [("warning", "FACT018")]
    assert {path: path.read_bytes() for path in project.rglob("*.pdf")} == before
    assert build(project, "2026-11-05") == ({}, [])


@pytest.mark.parametrize("jobs", [1, 2])
def test_past_its_date_a_fact_is_refused_and_the_last_good_pdf_stays(project, jobs):
    build(project, "2026-06-01")
    before = {path: path.read_bytes() for path in project.rglob("*.pdf")}
    made, found = build(project, "2027-05-04", jobs=jobs)
    assert set(made) == {"orchard-en", "orchard-fr"}
    assert found == [("error", "FACT019")]
    assert {path: path.read_bytes() for path in project.rglob("*.pdf")} == before


def test_going_back_in_time_builds_again(project):
    build(project, "2026-12-01")
    assert set(build(project, "2026-06-01")[0]) == {"orchard-en", "orchard-fr"}


def test_a_brief_may_print_what_is_past_its_date_and_say_so(project):
    edit(project, "briefs/orchard.yaml", "template: one-pager\n", "template: one-pager\noutdated: stamp\n")
    fresh = pages(project, "2026-06-01")
    made, found = build(project, "2027-05-04")
    assert found == [("warning", "FACT019")]
    assert set(made) == {"orchard-en", "orchard-fr", "cellar-en", "cellar-fr"}
    assert "Figures past their date" not in fresh
    stamped = pages(project, "2027-05-04")
    assert "Figures past their date" in stamped
    assert r"Trees (as of\xa0May\xa04, 2026)" in stamped
    assert r"en date du\xa04\xa0mai 2026" in pages(project, "2027-05-04", "fr")
    # The day of the run is not on the page: any later one gives the same.
    assert pages(project, "2029-01-01") == stamped


def test_a_check_warns_of_old_facts_that_no_brief_prints(project):
    edit(project, "briefs/orchard.yaml", "{{ orchard.share }}", "62%")
    findings = Findings()
    check_project(Project(Workspace(project, today=dt.date(2027, 5, 4))), findings)
    found = {(f.severity.value, f.code, f.message.split("`")[1]) for f in findings}
    assert found == {("error", "FACT019", "orchard.trees"), ("warning", "FACT019", "orchard.share")}
