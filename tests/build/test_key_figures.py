"""What key figures draw and compare: it builds editions again, goes with the PDF, and may be of the past."""

from __future__ import annotations

import datetime as dt
import json

import pikepdf
import pytest

from briefpress.build.fact_places import places_of
from briefpress.build.plan import Request
from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.project import BASE, edit, write_project

VISITS = """\
facts:
  library.visits:
    type: series
    of: number
    source: survey
    label: {en: "Visits", fr: "Visites"}
    points:
      - {at: 2024, value: 310}
      - {at: 2025, value: 402}
      - {at: 2026, value: 432}
  library.before:
    {type: number, value: 216, period: 2020, source: survey, label: {en: "Visits", fr: "Visites"}}
"""

BRIEF = """\
template: one-pager
attach: facts
title: {en: "The library", fr: "La bibliothèque"}
subject: {en: "The library in figures.", fr: "La bibliothèque en chiffres."}
author: {en: "The Library", fr: "La Bibliothèque"}
languages: [en, fr]
body:
  - id: figures
    type: key-figures
    figures:
      - value: "{{ library.visits.y2026 }}"
        label: {en: "visits", fr: "visites"}
        change_from: library.before
        trend: library.visits
        trend_alt: {en: "Visits grew.", fr: "Les visites ont augmenté."}
"""


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, {**BASE, "data/library.yaml": VISITS, "briefs/library.yaml": BRIEF})
    return tmp_path


def build(folder, day="2026-12-01"):
    findings = Findings()
    workspace = Workspace(folder, today=dt.date.fromisoformat(day))
    result = build_project(Project(workspace), Request(), findings)
    made = {r.edition.name: r.reason for r in result.editions if r.status != "fresh"}
    return made, sorted({(f.severity.value, f.code) for f in findings})


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{at: 2024, value: 310}", "{at: 2024, value: 311}", "library.visits.y2024: 310 -> 311"),
        ("value: 216, period: 2020", "value: 217, period: 2020", "library.before: 216 -> 217"),
        (
            *("value: 216, period: 2020", "value: 216, period: 2021"),
            "what is said of the fact library.before changed",
        ),
    ],
)
def test_what_is_drawn_or_compared_builds_the_editions_again(project, old, new, reason):
    build(project)
    assert build(project) == ({}, [])
    edit(project, "data/library.yaml", old, new)
    made, _ = build(project)
    assert {name: why.partition(", data/")[0] for name, why in made.items()} == dict.fromkeys(
        ("library-en", "library-fr"), reason
    )


def test_the_facts_behind_a_change_and_a_line_go_with_the_pdf(project):
    build(project)
    with pikepdf.open(project / "output" / "library" / "library-en.pdf") as pdf:
        data = json.loads(pdf.attachments["facts-en.json"].get_file().read_bytes())
    printed = {fact["id"]: [form["text"] for form in fact["printed"]] for fact in data["facts"]}
    assert printed == {
        "library.visits.y2026": ["432", "+100%"],
        "library.before": ["+100%"],
        "library.visits": [],
        "library.visits.y2024": [],
        "library.visits.y2025": [],
    }


def test_the_past_does_not_grow_old_but_the_present_does(project):
    edit(
        project,
        "data/sources.yaml",
        "    accessed: 2026-05-04\n",
        "    accessed: 2026-05-04\n    warn_after: 1 year\n",
    )
    assert ("warning", "FACT018") not in build(project, "2027-01-01")[1]
    edit(project, "briefs/library.yaml", "{{ library.visits.y2026 }}", "{{ library.visits.y2025 }}")
    assert ("warning", "FACT018") in build(project, "2027-01-01")[1]


def test_a_point_that_a_line_draws_is_in_use_there(project):
    project_ = Project(Workspace(project))
    renderer = Renderer(project_)
    found = list(
        places_of(renderer, [Edition("briefs/library.yaml", "en")], {"library.visits.y2024"}, Findings())
    )
    assert [(place.pages, place.sentence) for place in found] == [((1,), "Visits grew.")]
    assert str(found[0].span.path) == "briefs/library.yaml"
