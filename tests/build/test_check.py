"""Checking looks again only at what may have changed, and says the same as if it had looked at all of it."""

from __future__ import annotations

import datetime as dt

import pytest

from briefpress.build import workers
from briefpress.build.check import check_project
from briefpress.build.ledger import CHECKED
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.project import TWO, edit, write_project

ALL = {"orchard-en", "orchard-fr", "cellar-en", "cellar-fr"}


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path / "orchard", TWO)


@pytest.fixture
def looked_at(monkeypatch):
    """The names of the editions that the latest check looked at."""
    names: set[str] = set()
    render_all = workers.render_all

    def spy(project, editions, jobs, *, write=True):
        assert not write
        names.update(edition.name for edition in editions)
        return render_all(project, editions, jobs, write=write)

    monkeypatch.setattr(workers, "render_all", spy)
    return names


def check(folder, today="2026-06-01", **request):
    findings = Findings()
    workspace = Workspace(folder, today=dt.date.fromisoformat(today))
    count = check_project(Project(workspace), findings, Request(**request))
    assert count == len(ALL) or request
    return [(f.severity.value, f.code, str(f.span).split(":")[0]) for f in findings]


def limit(folder, age):
    day = "accessed: 2026-05-04\n"
    edit(folder, "data/sources.yaml", day, f"{day}    warn_after: {age}\n")


def test_what_was_found_in_order_is_not_looked_at_again(project, looked_at):
    assert check(project) == []
    assert looked_at == ALL
    looked_at.clear()
    assert check(project) == []
    assert looked_at == set()


def test_force_looks_at_all_of_it(project, looked_at):
    check(project)
    looked_at.clear()
    assert check(project, force=True) == []
    assert looked_at == ALL


def test_a_changed_fact_is_looked_at_where_it_is_printed(project, looked_at):
    check(project)
    looked_at.clear()
    edit(project, "data/orchard.yaml", "value: 1240", "value: 1250")
    assert check(project) == []
    assert looked_at == {"orchard-en", "orchard-fr"}


def test_a_comment_changes_nothing(project, looked_at):
    check(project)
    looked_at.clear()
    edit(project, "data/orchard.yaml", "facts:", "# Counted in spring.\nfacts:")
    assert check(project) == []
    assert check(project) == []
    assert looked_at == set()


def test_mistakes_are_told_each_time(project, looked_at):
    check(project)
    edit(project, "briefs/cellar.yaml", "{{ cellar.", "{{ celar.")
    first = check(project)
    assert {code for _, code, _ in first} == {"MERGE004"}
    assert check(project) == first


def test_a_mistake_that_is_mended_leaves_no_trace(project, looked_at):
    check(project)
    edit(project, "briefs/cellar.yaml", "{{ cellar.", "{{ celar.")
    check(project)
    edit(project, "briefs/cellar.yaml", "{{ celar.", "{{ cellar.")
    looked_at.clear()
    assert check(project) == []
    assert looked_at <= {"cellar-en", "cellar-fr"}


def test_warnings_are_told_each_time(project):
    limit(project, "14 days")
    first = check(project)
    assert {(severity, code) for severity, code, _ in first} == {("warning", "FACT018")}
    assert check(project) == first


def test_a_later_day_is_another_check(project, looked_at):
    limit(project, "6 months")
    assert check(project, "2026-06-01") == []
    assert {code for _, code, _ in check(project, "2026-11-05")} == {"FACT018"}


def test_facts_that_no_brief_prints_age_though_no_brief_is_looked_at(project, looked_at):
    limit(project, "6 months")
    edit(project, "briefs/orchard.yaml", "{{ orchard.share }}", "62%")
    check(project, "2026-06-01")
    looked_at.clear()
    found = check(project, "2026-06-02")
    assert looked_at == set() and found == []
    assert ("warning", "FACT018", "data/orchard.yaml") in check(project, "2026-11-05")


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\x00", b'{"version": 99}', b"[" * 100_000])
def test_a_damaged_memory_is_no_memory(project, looked_at, damage):
    check(project)
    (project / CHECKED).write_bytes(damage)
    looked_at.clear()
    assert check(project) == []
    assert looked_at == ALL


def test_a_folder_that_cannot_be_written_is_checked_all_the_same(project, looked_at):
    (project / "output").write_text("a file where the folder belongs")
    assert check(project) == []
    assert looked_at == ALL


def test_a_check_of_one_brief_remembers_the_others(project, looked_at):
    check(project)
    looked_at.clear()
    check(project, briefs=("cellar",), languages=("fr",))
    check(project)
    assert looked_at == set()


def test_workers_find_what_one_process_finds(project):
    edit(project, "briefs/orchard.yaml", "{{ orchard.trees }}", "{{ orchard.treees }}")
    alone = check(project, jobs=1, force=True)
    assert alone
    assert check(project, jobs=2, force=True) == alone
