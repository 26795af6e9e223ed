"""Guarded workers: what one edition does to its process harms no other."""

from __future__ import annotations

import time

import pytest

from briefpress.build import rendering, workers
from briefpress.build.plan import Request
from briefpress.build.pool import GROUPS_AHEAD, MOST_TOGETHER, together
from briefpress.build.project import Edition, Project
from briefpress.build.rendering import Failure, Rendering
from briefpress.build.run import build_project
from briefpress.build.workers import default_jobs, render_all, report_failures
from briefpress.cli import main
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support import poison
from tests.support.project import BASE, CELLAR, ORCHARD, SOURCES, TWO, write_project


def build(folder, jobs):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(jobs=jobs), findings)
    return {r.edition.name: r.status for r in result.editions}, findings


def test_poison_stops_exactly_its_own_editions(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_render", poison.render)
    monkeypatch.setattr(workers, "TIME_LIMIT_S", 3)
    kinds = ("killed", "exits", "hangs", "raises")
    good = {f"briefs/good-{n}.yaml": ORCHARD for n in range(4)}
    files = {**BASE, **good, **{f"briefs/{kind}.yaml": "languages: [en]\n" + ENGLISH for kind in kinds}}
    write_project(tmp_path, files)
    statuses, findings = build(tmp_path, jobs=2)
    assert {name for name, status in statuses.items() if status == "failed"} == {f"{k}-en" for k in kinds}
    assert sum(status == "built" for status in statuses.values()) == 2 * len(good) + 2
    messages = {f.message.split("`")[1]: (f.code, f.message.split("` ")[1]) for f in findings}
    assert messages["hangs-en"] == ("BUILD002", "took more than 3 seconds")
    assert messages["killed-en"] == ("BUILD002", "ended its process with exit code -9")
    assert messages["exits-en"] == ("BUILD002", "ended its process with exit code 3")
    assert messages["raises-en"] == ("BUILD003", "hit a bug in Briefpress: RuntimeError: poison")
    made = {path.name: path.read_bytes() for path in (tmp_path / "output").rglob("*.pdf")}
    elsewhere = write_project(tmp_path / "serial", {**BASE, **good})
    build(elsewhere, jobs=1)
    alone = {path.name: path.read_bytes() for path in (elsewhere / "output").rglob("*.pdf")}
    assert made == alone


def test_poison_of_one_language_spares_the_other(tmp_path, monkeypatch):
    """Where there are many briefs, one worker makes all languages of a brief in a row."""
    monkeypatch.setattr(workers, "_render", poison.render)
    monkeypatch.setattr(workers, "TIME_LIMIT_S", 3)
    kinds = ("killed", "hangs", "raises")
    files = {f"briefs/{kind}-in-fr.yaml": ORCHARD for kind in kinds}
    write_project(tmp_path, {**BASE, **files, "briefs/good.yaml": ORCHARD})
    statuses, findings = build(tmp_path, jobs=2)
    assert {name for name, status in statuses.items() if status == "failed"} == {
        f"{kind}-in-fr-fr" for kind in kinds
    }
    assert statuses["killed-in-fr-en"] == statuses["hangs-in-fr-en"] == "built"
    assert "ended its process with exit code -9" in " ".join(f.message for f in findings)


#: What is said of a row that does this to its process.
POISON = {
    "crashes": ("BUILD002", "ended its process with exit code -11"),
    "hangs": ("BUILD002", "took more than 8 seconds"),
    "raises": ("BUILD003", "hit a bug in Briefpress: RuntimeError: poison"),
    "starves": ("BUILD002", "ran out of memory"),
}


def test_poisoned_rows_harm_no_other_and_are_named(tmp_path, monkeypatch, capfd):
    """One brief, and one worker makes many of its rows in a row: those beside a poisoned one, too."""
    monkeypatch.setattr(workers, "TIME_LIMIT_S", 8)
    monkeypatch.setattr(workers, "MEMORY_LIMIT_BYTES", 768 * 1024**2)
    good = [f"farm_{number}" for number in range(24)]
    rows = [*good[:5], "crashes", "raises", *good[5:12], "hangs", *good[12:20], "starves", *good[20:]]
    clean = write_project(tmp_path / "clean", farms(good))
    build(clean, jobs=1)
    poisoned = write_project(tmp_path / "poisoned", farms(rows))
    monkeypatch.setattr(workers, "_render", poison.render_row)
    # What was stopped is a mistake of the project until proven otherwise (1); an exception is ours (70).
    assert main(["--project", str(poisoned), "--jobs", "2", "--row", "crashes", "--row", "farm_0"]) == 1
    capfd.readouterr()
    assert main(["--project", str(poisoned), "--jobs", "2"]) == 70
    out, err = capfd.readouterr()
    for kind, (code, reason) in POISON.items():
        assert f"error[{code}]: the editions `farm-{kind}-en`, `farm-{kind}-fr` {reason}" in err
        assert out.count(f" output/farm/farm-{kind}-") == 2
    assert "46 built, 8 failed, 2 up to date in " in out
    made = {path.name: path.read_bytes() for path in (poisoned / "output").rglob("*.pdf")}
    assert made == {path.name: path.read_bytes() for path in (clean / "output").rglob("*.pdf")}
    monkeypatch.undo()
    statuses, findings = build(poisoned, jobs=1)  # whatever it was has gone: these are made, and no others
    assert {name for name, status in statuses.items() if status == "built"} == {
        f"farm-{kind}-{lang}" for kind in POISON for lang in ("en", "fr")
    }
    assert not findings.errors


@pytest.mark.parametrize("jobs", [2, 8])
def test_a_worker_makes_a_few_rows_of_a_series_at_once(jobs):
    """Not all of them: they would wait for one another, and in memory, and share one time limit."""
    editions = [
        Edition(f"briefs/{brief}.yaml", lang, row=f"row_{row}")
        for brief, rows in (("a", 1), ("b", 1), ("farm", 2000), ("z", 1))
        for row in range(rows)
        for lang in ("en", "fr")
    ]
    groups = together(editions, jobs)
    assert [edition for group in groups for edition in group] == editions
    assert all(len({edition.brief for edition in group}) == 1 for group in groups)
    assert max(map(len, groups)) == MOST_TOGETHER


def test_what_was_made_is_let_go(tmp_path, monkeypatch):
    """A build of a million editions holds as many of them as one of a hundred."""
    # Counted as they come from a worker and go: to list the collector's objects breaks what another thread
    # is making, https://github.com/python/cpython/issues/39117.
    came, went = [], []
    monkeypatch.setattr(rendering, "Rendering", lambda *told: (came.append(1), Rendering(*told))[1])
    monkeypatch.setattr(Rendering, "__del__", lambda self: went.append(1), raising=False)
    folder = write_project(tmp_path, farms([f"farm_{number}" for number in range(100)]))
    project = Project(Workspace(folder))
    editions = [
        Edition("briefs/farm.yaml", lang, row=row, stem=f"farm-{row}")
        for row in project.rows("briefs/farm.yaml", Findings())
        for lang in ("en", "fr")
    ]
    count = most = 0
    for _, outcome in render_all(project, editions, jobs=2):
        assert isinstance(outcome, Rendering)
        most = max(most, len(came) - len(went))
        del outcome
        count += 1
    assert count == len(came) == 200
    assert most <= 2 * GROUPS_AHEAD * MOST_TOGETHER


def farms(rows):
    """Return a project that is a series over farms."""
    lines = [f"{row},Farm {row},Ferme {row},{sum(row.encode())}" for row in rows]
    return {
        "data/sources.yaml": SOURCES,
        "data/farms.yaml": FARMS,
        "data/farms.csv": "\n".join(["id,label.en,label.fr,trees", *lines, ""]),
        "briefs/farm.yaml": FARM,
    }


FARMS = """\
facts:
  orchard.farms:
    type: table
    source: survey
    label: {en: "Farms", fr: "Fermes"}
    columns:
      trees: {type: number, label: {en: "Trees", fr: "Arbres"}}
    rows: data/farms.csv
"""

FARM = """\
template: one-pager
for_each: orchard.farms
title: {en: "{{ row.label }}", fr: "{{ row.label }}"}
subject: {en: "A farm.", fr: "Une ferme."}
author: {en: "The Orchard", fr: "Le Verger"}
opening:
  - id: trees
    type: text
    text: {en: "The farm has {{ row.trees }} trees.", fr: "La ferme a {{ row.trees }} arbres."}
"""

ENGLISH = """\
template: one-pager
title: {en: "The orchard"}
subject: {en: "The orchard in figures."}
author: {en: "The Orchard"}
opening:
  - {id: lede, type: lede, text: {en: "Trees."}}
"""

ENDLESS = """\
{% extends "fact-sheet.xml" %}
{% block content %}
{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}
{% endfor %}{% endfor %}{% endfor %}
{% endblock %}
"""

GREEDY = """\
{% extends "fact-sheet.xml" %}
{% block content %}
{% set ns = namespace(text="x") %}
{% for n in range(40) %}{% set ns.text = ns.text ~ ns.text %}{% endfor %}
<p>{{ ns.text }}</p>
{% endblock %}
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_template_without_end_is_stopped(jobs, tmp_path, monkeypatch):
    """A designer can write this by mistake; the sandbox has no clock."""
    monkeypatch.setattr(workers, "TIME_LIMIT_S", 2)
    files = {
        **TWO,
        "templates/endless.xml": ENDLESS,
        "briefs/cellar.yaml": CELLAR.replace("one-pager", "endless"),
    }
    statuses, findings = build(write_project(tmp_path, files), jobs=jobs)
    assert statuses == {
        "cellar-en": "failed",
        "cellar-fr": "failed",
        "orchard-en": "built",
        "orchard-fr": "built",
    }
    assert {f.message.split("` ")[-1] for f in findings} == {"took more than 2 seconds"}


def test_a_template_that_takes_all_memory_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "MEMORY_LIMIT_BYTES", 768 * 1024**2)
    files = {
        **TWO,
        "templates/greedy.xml": GREEDY,
        "briefs/cellar.yaml": CELLAR.replace("one-pager", "greedy"),
    }
    statuses, findings = build(write_project(tmp_path, files), jobs=2)
    assert statuses == {
        "cellar-en": "failed",
        "cellar-fr": "failed",
        "orchard-en": "built",
        "orchard-fr": "built",
    }
    assert findings.errors


def test_the_pool_is_left_at_once_when_nobody_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_render", poison.render)
    write_project(tmp_path, {**BASE, "briefs/hangs.yaml": ORCHARD, "briefs/killed.yaml": ORCHARD})
    editions = [
        Edition(f"briefs/{n}.yaml", lang) for lang in ("en", "fr") for n in ("killed", "hangs", "orchard")
    ]
    start = time.monotonic()
    rendered = render_all(Project(Workspace(tmp_path)), editions, jobs=2)
    assert isinstance(next(rendered)[1], Failure)
    rendered.close()
    assert time.monotonic() - start < 30


def test_the_environment_is_as_before(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    build(write_project(tmp_path, TWO), jobs=2)
    import os

    assert "PYTHONSAFEPATH" not in os.environ


def test_a_file_of_the_project_is_not_imported(tmp_path, monkeypatch):
    """Workers start as ``python -c``, whose path begins with the folder one stands in."""
    for name in ("random", "struct", "reportlab", "resource"):
        write_project(tmp_path, {f"{name}.py": "open('caught', 'w').close()"})
    monkeypatch.chdir(write_project(tmp_path, TWO))
    statuses, _ = build(tmp_path, jobs=2)
    assert set(statuses.values()) == {"built"}
    assert not (tmp_path / "caught").exists()


def test_one_job_renders_here_and_says_the_same(tmp_path, monkeypatch):
    def explode(*arguments, **options):
        raise RuntimeError("poison")

    monkeypatch.setattr("briefpress.build.render.merge_edition", explode)
    statuses, findings = build(write_project(tmp_path, TWO), jobs=1)
    assert set(statuses.values()) == {"failed"}
    (finding,) = findings
    assert finding.code == "BUILD003"
    assert finding.message == (
        "the editions `cellar-en`, `cellar-fr`, `orchard-en` and 1 more hit a bug in Briefpress:"
        " RuntimeError: poison"
    )
    assert 'raise RuntimeError("poison")' in finding.hint


def test_one_report_for_each_reason():
    findings = Findings()
    slow, bug = Failure("BUILD002", "were slow"), Failure("BUILD003", "broke", "line 1\nline 2\n")
    editions = [Edition(f"briefs/{name}.yaml", "en") for name in "abcd"]
    report_failures([(editions[0], slow), (editions[1], bug), (editions[2], slow)], findings)
    assert [f.message for f in findings] == [
        "the editions `a-en`, `c-en` were slow",
        "the edition `b-en` broke",
    ]


@pytest.mark.parametrize("count", [0, 1, 15])
def test_a_few_editions_need_no_pool(count):
    assert default_jobs(count) == 1


def test_many_editions_take_the_processors_there_are():
    assert 1 <= default_jobs(16) <= 8
