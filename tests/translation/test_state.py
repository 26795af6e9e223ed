"""What marks a translation stale, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.build.approvals import Translated, approve_all, translated
from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.translation.state import State, normal
from briefpress.workspace import Workspace
from tests.support.project import edit, write_project

FILES = {
    "data/facts.yaml": """\
sources:
  survey:
    title: {en: "Survey", fr: "Relevé"}
    publisher: {en: "The Orchard", fr: "Le Verger"}
    address: "https://example.org/"
    accessed: 2026-05-04
units:
  tree: {en: {one: tree, other: trees}, fr: {one: arbre, other: arbres}}
facts:
  orchard.trees: {type: number, value: 1240, unit: tree, source: survey, label: {en: "Trees", fr: "Arbres"}}
  orchard.cost:
    {type: money, value: 4, scale: million, currency: CAD, source: survey, label: {en: "Costs", fr: "Frais"}}
""",
    "briefs/orchard.yaml": """\
title: {en: "The orchard", fr: "Le verger"}
subject: {en: "The orchard in figures.", fr: "Le verger en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}
opening:
  - id: lede
    type: lede
    text:
      en: |
        There are {{ orchard.trees }}. They are old,
        and bear apples.

        * They cost {{ orchard.cost }}{{ note("old") }}.
      fr: |
        Il y a {{ orchard.trees }}. Ils sont vieux et portent des pommes.

        * Ils coûtent {{ orchard.cost }}{{ note("old") }}.
body:
  - id: plots
    type: table
    caption: {en: "The plots", fr: "Les parcelles"}
    columns:
      - label: {en: "Plot", fr: "Parcelle"}
      - label: {en: "Kind", fr: "Variété"}
    rows:
      - [{en: "North", fr: "Nord"}, {en: "Russet", fr: "Reinette"}]
      - [{en: "South", fr: "Sud"}, {en: "Pippin", fr: "Pépin"}]
notes:
  - id: old
    text: {en: "Since the war.", fr: "Depuis la guerre."}
""",
}
BRIEF = "briefs/orchard.yaml"


def look(folder) -> Translated:
    findings = Findings()
    project = Project(Workspace(folder, today=dt.date(2026, 11, 23)))
    (found,) = translated(project, [BRIEF], (), findings)
    assert not findings.errors, list(findings)
    return found


def approve(folder, blocks=(), by="A. Tremblay") -> dict:
    findings = Findings()
    project = Project(Workspace(folder, today=dt.date(2026, 11, 23)))
    changes = approve_all(project, list(translated(project, [BRIEF], (), findings)), blocks, by, findings)
    assert not findings.errors
    return changes


def others(folder) -> dict[str, str]:
    """Return the states of what is not approved."""
    return {one.group: one.state for one in look(folder).translations if one.state is not State.APPROVED}


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, FILES)
    approve(tmp_path)
    assert others(tmp_path) == {}
    return tmp_path


#: What is changed -> what is no longer approved.
CHANGES = [
    # A figure.
    ("data/facts.yaml", "value: 1240", "value: 1241", {}),
    ("data/facts.yaml", "value: 4,", "value: 5.5,", {}),
    # What a sentence agrees with.
    ("data/facts.yaml", "value: 1240", "value: 1", {"lede": "stale"}),
    ("data/facts.yaml", "scale: million", "scale: billion", {"lede": "stale"}),
    ("data/facts.yaml", "currency: CAD", "currency: USD", {"lede": "stale"}),
    ("data/facts.yaml", "currency: CAD,", "currency: CAD, qualifier: about,", {"lede": "stale"}),
    # Words, labels and notes of facts are not those of the brief.
    ("data/facts.yaml", 'en: "Costs"', 'en: "All costs"', {}),
    # How the file breaks a text into lines.
    (BRIEF, "They are old,\n        and bear", "They are old, and\n        bear", {}),
    (BRIEF, "apples.\n\n", "apples.\n\n\n", {}),
    # The source.
    (BRIEF, "and bear apples", "and bear good apples", {"lede": "stale"}),
    (BRIEF, "* They cost", "They cost", {"lede": "stale"}),
    (BRIEF, "cost {{ orchard.cost }}", "cost {{ orchard.cost('short') }}", {"lede": "stale"}),
    (BRIEF, 'en: "The orchard",', 'en: "An orchard",', {"title": "stale"}),
    (BRIEF, 'en: "Since the war."', 'en: "Since a war."', {"notes.old": "stale"}),
    (BRIEF, 'en: "Russet"', 'en: "Russets"', {"plots": "stale"}),
    # The translation.
    (BRIEF, "portent des pommes", "donnent des pommes", {"lede": "edited"}),
    # Another place, another name, the same words.
    (BRIEF, "id: plots", "id: parcels", {}),
    (
        BRIEF,
        '      - [{en: "South"',
        '      - [{en: "West", fr: "Ouest"}, {en: "Crab", fr: "Sauvage"}]\n      - [{en: "South"',
        {"plots": "stale"},
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), CHANGES)
def test_a_change(project, path, old, new, expected):
    edit(project, path, old, new)
    assert others(project) == expected


def test_of_a_table_the_row_that_is_new_is_told(project):
    edit(
        project,
        BRIEF,
        '      - [{en: "South"',
        '      - [{en: "West", fr: "Ouest"}, {en: "Pippin", fr: "Pépin"}]\n      - [{en: "South"',
    )
    (stale,) = look(project).to_do
    # "Pippin" stood there once before: which of the two is new, nobody can tell.
    assert [unit.id for unit in stale.changed] == ["plots.rows.1.0", "plots.rows.2.1"]


def test_approving_clears_it_and_touches_nothing_else(project):
    lock = project / "briefs/orchard.lock"
    before = lock.read_text(encoding="utf-8").splitlines()
    edit(project, BRIEF, "and bear apples", "and bear good apples")
    assert approve(project, ["lede"], "B. Roy") == {"briefs/orchard.lock": [("fr", "lede")]}
    assert others(project) == {}
    after = lock.read_text(encoding="utf-8").splitlines()
    changed = [index for index, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert changed[-1] - changed[0] < 6, "one hunk of a comparison"


def test_approving_again_changes_no_byte(project):
    lock = project / "briefs/orchard.lock"
    before = lock.read_bytes(), lock.stat().st_mtime_ns
    assert approve(project) == {}
    assert (lock.read_bytes(), lock.stat().st_mtime_ns) == before


def test_what_is_new_waits_for_somebody(project):
    edit(project, BRIEF, "notes:\n", 'notes:\n  - id: new\n    text: {en: "New.", fr: "Nouveau."}\n')
    assert others(project) == {"notes.new": "unreviewed"}


def test_a_figure_that_changed_does_not_hide_behind_another_change(project):
    edit(project, "data/facts.yaml", "scale: million", "scale: billion")
    (stale,) = look(project).to_do
    assert stale.reasons == (
        "`orchard.cost` was `money million CAD, other, other`, and is `money billion CAD, other, other`",
    )


WORDS = st.lists(
    st.sampled_from(["old", "trees", "apples", "* a", "{{ orchard.trees }}", "é"]), min_size=1, max_size=8
)


@settings(max_examples=60)
@given(WORDS, st.lists(st.sampled_from([" ", "\n", "  ", "\n\t"]), min_size=8, max_size=8))
def test_white_space_makes_no_difference(words, spaces):
    text = "".join(f"{word}{space}" for word, space in zip(words, spaces, strict=False) if word != "* a")
    assert normal(text) == normal(" ".join(text.split()))
