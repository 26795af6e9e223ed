"""Briefs that are series: an edition for each row of a table."""

from __future__ import annotations

import json

import pytest

from briefpress.build.ledger import PATH, head_of, read_ledger
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project, look_at_project
from briefpress.diagnostics import Findings
from briefpress.merge.series import first_row
from briefpress.workspace import Workspace
from tests.support.project import SOURCES, edit, write_project

TABLE = """\
facts:
  orchard.farms:
    type: table
    source: survey
    label: {en: "Farms", fr: "Fermes"}
    columns:
      trees: {type: number, label: {en: "Trees", fr: "Arbres"}}
      town: {type: text, label: {en: "Town", fr: "Ville"}}
    rows: data/farms.csv
"""
ROWS = """\
id,label.en,label.fr,trees,town.en,town.fr
hill,Hill Farm,Ferme du Mont,120,North Town,Ville du Nord
lake,Lake Farm,Ferme du Lac,45,,
moor,Moor Farm,Ferme de la Lande,9,Far Town,Ville Lointaine
"""
BRIEF = """\
template: one-pager
for_each:
  table: orchard.farms
title: {en: "{{ row.label }}", fr: "{{ row.label }}"}
subject: {en: "A farm.", fr: "Une ferme."}
author: {en: "The Orchard", fr: "Le Verger"}
opening:
  - id: trees
    type: text
    text: {en: "The farm has {{ row.trees }} trees.", fr: "La ferme a {{ row.trees }} arbres."}
  - id: town
    type: text
    when: row.town
    text: {en: "It is in {{ row.town }}.", fr: "Elle est à {{ row.town }}."}
"""
SERIES = {
    "data/sources.yaml": SOURCES,
    "data/farms.yaml": TABLE,
    "data/farms.csv": ROWS,
    "briefs/farm.yaml": BRIEF,
}


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, SERIES)
    return tmp_path


def build(folder, **request):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(**request), findings)
    return {r.edition.name: r.status for r in result.editions}, [(f.code, f.message) for f in findings]


def built(folder, **request):
    """Build, and return the names of the editions that had to be."""
    statuses, found = build(folder, **request)
    assert found == []
    return {name for name, status in statuses.items() if status == "built"}


def of(*rows):
    return {f"farm-{row}-{lang}" for row in rows for lang in ("en", "fr")}


def test_each_row_has_an_edition_in_each_language(project):
    assert built(project) == of("hill", "lake", "moor")
    assert {path.name for path in project.rglob("*.pdf")} == {
        f"{name}.pdf" for name in of("hill", "lake", "moor")
    }
    assert built(project) == set()


@pytest.mark.parametrize(
    ("path", "old", "new", "rows"),
    [
        ("data/farms.csv", "45,,", "46,,", ["lake"]),
        ("data/farms.csv", "45,,", "45,Shore,Rive", ["lake"]),
        ("data/farms.csv", "Lake Farm,Ferme du Lac", "Farm of the Lake,Ferme au Lac", ["lake"]),
        ("data/farms.csv", "moor,Moor Farm,Ferme de la Lande,9,Far Town,Ville Lointaine\n", "", []),
        ("data/farms.csv", "moor,", "bog,Bog Farm,Ferme du Marais,3,,\nmoor,", ["bog"]),
        ("briefs/farm.yaml", "It is in", "It lies in", ["hill", "moor", "lake"]),
    ],
)
def test_a_change_builds_the_rows_that_it_is_about(project, path, old, new, rows):
    built(project)
    before = {path: path.read_bytes() for path in project.rglob("*.pdf")}
    edit(project, path, old, new)
    statuses, found = build(project)
    assert found == []
    made = {name for name, status in statuses.items() if status in ("built", "same")}
    assert made == of(*rows)
    same = {name for name, status in statuses.items() if status == "same"}
    for name in same:
        path = project / f"output/farm/{name}.pdf"
        assert path.read_bytes() == before[path]


def test_the_longest_names_are_remembered(project):
    """What a brief and its table may be called, the memory between two runs may hold, too."""
    row, rest = "h" + "_0" * 29 + "z", "x" * 59
    edit(project, "data/farms.csv", "hill,", f"{row},")
    edit(
        project, "briefs/farm.yaml", "table: orchard.farms", f'table: orchard.farms\n  name: "{{row}}-{rest}"'
    )
    longest = f"{row.replace('_', '-')}-{rest}"
    assert (len(row), len(longest)) == (60, 120)
    assert {f"{longest}-en", f"{longest}-fr"} < built(project)
    kept, _ = read_ledger(Workspace(project))
    assert (row, (longest, longest)) in kept.briefs["briefs/farm.yaml"].rows
    assert built(project) == set()


def test_a_row_that_goes_and_comes_back(project):
    built(project)
    edit(project, "data/farms.csv", "lake,", "pond,")
    findings = Findings()
    result = build_project(Project(Workspace(project)), Request(), findings)
    assert result.left == ("output/farm/farm-lake-en.pdf", "output/farm/farm-lake-fr.pdf")
    edit(project, "data/farms.csv", "pond,", "lake,")
    statuses, _ = build(project)
    assert set(statuses.values()) == {"fresh"}


def test_a_row_that_fails_harms_no_other(project):
    built(project)
    edit(project, "data/farms.csv", "45,", ",")
    edit(project, "data/farms.csv", "120,", "121,")
    statuses, found = build(project)
    assert {name for name, status in statuses.items() if status == "failed"} == of("lake")
    assert {name for name, status in statuses.items() if status == "built"} == of("hill")
    assert set(found) == {("MERGE001", "the cell `orchard.farms.lake.trees` is empty")}
    assert (project / "output/farm/farm-lake-en.pdf").exists()


def test_a_table_that_cannot_be_read_takes_no_pdf_away(project):
    built(project)
    edit(project, "data/farms.csv", "id,", "name,")
    findings = Findings()
    result = build_project(Project(Workspace(project)), Request(prune=True), findings)
    assert findings.errors and {r.status for r in result.editions} == {"failed"}
    assert result.left == result.pruned == ()
    assert len(list(project.rglob("*.pdf"))) == 6


def test_one_row_can_be_asked_for(project):
    assert built(project, rows=("lake",)) == of("lake")
    assert built(project, rows=("lake", "hill"), languages=("fr",)) == {"farm-hill-fr"}
    _, found = build(project, rows=("lakes",))
    assert found == [("BRIEF006", "the briefs have no row `lakes`")]


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("{row}", "lake-en", "lake-fr"),
        ("{label}", "lake-farm-en", "ferme-du-lac-fr"),
        ("sheet-{trees}-{brief}", "sheet-45-farm-en", "sheet-45-farm-fr"),
    ],
)
def test_files_are_called_as_the_pattern_says(project, name, english, french):
    edit(
        project, "briefs/farm.yaml", "  table: orchard.farms\n", f'  table: orchard.farms\n  name: "{name}"\n'
    )
    assert {english, french} <= built(project)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("{town}", "`lake` has no `town`"),
        ("farm", "the rows `hill` and `lake` would have files of one name, `farm`"),
        ("../{row}", "`../hill` cannot be the name of a file"),
        ("{row", "`{row` cannot be the name of a file"),
    ],
)
def test_names_that_are_none(project, name, message):
    edit(
        project, "briefs/farm.yaml", "  table: orchard.farms\n", f'  table: orchard.farms\n  name: "{name}"\n'
    )
    assert build(project) == ({}, [("BRIEF010", message)])


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ("row.trees > 10", ["hill", "lake"]),
        ("row.town", ["hill", "moor"]),
        ("not row.town", ["lake"]),
        ('row.town = "Far Town"', ["moor"]),
        ('row.town = "Ville Lointaine"', ["moor"]),
        ('row.town != "Far Town"', ["hill", "lake"]),
        ("row.town and row.trees > 10", ["hill"]),
        ("10 < row.trees < 100", ["lake"]),
        ("sum(column(orchard.farms, trees)) < row.trees * 2", ["hill"]),
    ],
)
def test_conditions_choose_rows(project, where, rows):
    edit(
        project,
        "briefs/farm.yaml",
        "  table: orchard.farms\n",
        f"  table: orchard.farms\n  where: '{where}'\n",
    )
    assert built(project) == of(*rows)


@pytest.mark.parametrize(
    ("where", "first"), [("row.trees < 100", "lake"), ("row.town", "hill"), ("row.trees > 999", "")]
)
def test_the_first_row_is_known_without_the_others(project, where, first):
    edit(
        project,
        "briefs/farm.yaml",
        "  table: orchard.farms\n",
        f"  table: orchard.farms\n  where: '{where}'\n",
    )
    read = Project(Workspace(project))
    brief, book = read.brief("briefs/farm.yaml", Findings()), read.book(Findings())
    assert first_row(brief, book) == first == next(iter(read.rows("briefs/farm.yaml", Findings())), "")


def test_a_series_over_no_table_has_no_first_row(project):
    edit(project, "briefs/farm.yaml", "  table: orchard.farms\n", "  table: orchard.none\n")
    read = Project(Workspace(project))
    assert first_row(read.brief("briefs/farm.yaml", Findings()), read.book(Findings())) == ""


def test_a_row_has_things_of_its_own(project):
    blocks = "{trees: {text: {en: A., fr: B.}}}"
    own = f"  rows:\n    lake: {{omit: [town], subject: {{en: Other., fr: Autre.}}, blocks: {blocks}}}\n"
    edit(project, "briefs/farm.yaml", "  table: orchard.farms\n", f"  table: orchard.farms\n{own}")
    built(project)
    edit(project, "data/farms.csv", "45,", "46,")
    # Its text has no figure any more.
    assert built(project) == set()
    edit(project, "briefs/farm.yaml", "en: A.", "en: C.")
    statuses, _ = build(project)
    assert statuses["farm-lake-en"] == "built"
    assert {statuses[name] for name in of("hill", "moor")} == {"same"}


@pytest.mark.parametrize(
    "own",
    [
        "lake: {omit: [twon]}",
        "lake: {blocks: {twon: {text: {en: A., fr: B.}}}}",
        "lake: {languages: [en]}",
        "lkae: {subject: {en: Other., fr: Autre.}}",
        "lake: words",
    ],
)
def test_mistakes_in_what_is_other_for_a_row(project, own):
    edit(
        project,
        "briefs/farm.yaml",
        "  table: orchard.farms\n",
        f"  table: orchard.farms\n  rows:\n    {own}\n",
    )
    _, found = build(project)
    assert [code for code, _ in found] == ["BRIEF010"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("farm-lake", "../farm-lake"),
        ("farm-lake", "farm/lake"),
        ('"lake"', '"../lake"'),
        ('["farm-hill", ', "[3, "),
    ],
)
def test_a_ledger_that_somebody_changed_names_no_files(project, old, new):
    built(project)
    path = project / PATH
    body = path.read_text().partition("\n")[2].replace(old, new)
    path.write_text(f"{head_of(body)}\n{body}")
    assert json.loads(body)
    statuses, _ = build(project)
    assert set(statuses) == of("hill", "lake", "moor")
    assert {path.parent.name for path in project.rglob("*.pdf")} == {"farm"}


def test_a_look_tells_which_rows_are_out_of_date(project):
    built(project)
    edit(project, "data/farms.csv", "45,", "46,")
    result = look_at_project(Project(Workspace(project)), Request(), Findings())
    assert {r.edition.name for r in result.editions if r.status == "stale"} == of("lake")
