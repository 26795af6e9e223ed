"""Editions of several kinds of PDF: which there are, and when each is made again."""

from __future__ import annotations

import json

import pikepdf
import pytest

from briefpress import pdf
from briefpress.build.ledger import PATH, head_of, read_ledger
from briefpress.build.project import DEFAULT_PROFILE, Edition
from briefpress.merge import block_types, schema
from briefpress.workspace import Workspace
from tests.build.test_build import build, clean_copy, outputs, trace
from tests.support.project import TWO, edit, write_project

BRIEF = "briefs/orchard.yaml"
BOTH = {**TWO, BRIEF: f"profiles: [default, modern]\n{TWO[BRIEF]}"}


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, BOTH)
    made = trace(tmp_path)
    assert set(made) == {
        *("cellar-en", "cellar-fr"),
        *("orchard-en", "orchard-en-modern", "orchard-fr", "orchard-fr-modern"),
    }
    return tmp_path


def standards(folder, edition):
    with pikepdf.open(folder / f"output/orchard/{edition}.pdf") as file, file.open_metadata() as xmp:
        return xmp["pdfaid:part"], xmp["pdfuaid:part"], len(file.attachments)


def test_the_names_of_the_kinds_agree():
    assert set(pdf.PROFILES) == set(block_types.PROFILES) == set(schema.PROFILES_TOLD)
    assert block_types.DEFAULT_PROFILE == DEFAULT_PROFILE
    assert set(pdf.CONDITIONS) == set(block_types.PRESSES)


def test_each_kind_keeps_its_standards(project):
    assert standards(project, "orchard-en") == ("2", "1", 0)
    assert standards(project, "orchard-en-modern") == ("4", "2", 2)


def test_nothing_to_do(project):
    assert trace(project) == {}


def test_a_figure_builds_all_kinds(project, tmp_path_factory):
    edit(project, "data/orchard.yaml", "1240", "1250")
    orchard = ("orchard-en", "orchard-en-modern", "orchard-fr", "orchard-fr-modern")
    assert trace(project) == dict.fromkeys(orchard, "orchard.trees: 1240 -> 1250, data/orchard.yaml:4")
    assert outputs(project) == clean_copy(project, tmp_path_factory.mktemp("clean"))


def test_one_kind_that_is_missing_is_made_alone(project):
    (project / "output/orchard/orchard-fr-modern.pdf").unlink()
    assert trace(project) == {"orchard-fr-modern": "its PDF is missing"}


def test_a_brief_may_come_as_one_other_kind(project):
    edit(project, BRIEF, "[default, modern]", "[modern]")
    result, findings = build(project)
    assert not list(findings)
    assert [r.edition for r in result.editions if r.status in ("built", "same")] == [
        Edition(BRIEF, "en", "modern"),
        Edition(BRIEF, "fr", "modern"),
    ]
    assert result.left == ("output/orchard/orchard-en.pdf", "output/orchard/orchard-fr.pdf")


def test_a_brief_that_cannot_be_read_keeps_its_kinds(project):
    edit(project, BRIEF, "template:", "template: [")
    result, findings = build(project)
    assert findings.errors
    assert [r.edition.profile for r in result.editions if r.edition.brief == BRIEF] == [
        *("default", "modern", "default", "modern")
    ]
    assert not result.left


def test_names_that_a_ledger_was_given_never_become_paths(project):
    """They are parts of file names."""
    path = project / PATH
    data = json.loads(path.read_text().partition("\n")[2])
    data["briefs"][BRIEF][2] = ["../../x"]
    body = json.dumps(data)
    path.write_text(f"{head_of(body)}\n{body}")
    assert read_ledger(Workspace(project))[0].editions == {}
    assert trace(project)["orchard-en"] == "nothing is known of its PDF"


def test_an_empty_list_is_a_mistake(tmp_path):
    write_project(tmp_path, {**TWO, BRIEF: f"profiles: []\n{TWO[BRIEF]}"})
    _, findings = build(tmp_path)
    (finding,) = list(findings)
    assert (finding.code, finding.span.line) == ("BRIEF005", 1)


def test_facts_name_a_place_once(project, capsys):
    from briefpress.cli import main

    assert main(["--project", str(project), "--format", "json", "facts", "orchard.share"]) == 0
    fact = json.loads(capsys.readouterr().out)["fact"]
    assert [place["lang"] for place in fact["places"]] == ["en", "fr"]


# ---- for a press

PRESS = {**TWO, BRIEF: f"profiles: [print]\npress: fogra39\nbleed_mm: 5\n{TWO[BRIEF]}"}


def test_a_file_for_a_press_says_what_the_brief_says(tmp_path):
    write_project(tmp_path, PRESS)
    trace(tmp_path)
    with pikepdf.open(tmp_path / "output/orchard/orchard-en-print.pdf") as file:
        assert str(file.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        (page,) = file.pages
        assert float(page.obj.TrimBox[0] - page.obj.BleedBox[0]) == pytest.approx(14.173, abs=0.01)
        # The last day on which a source of it was read.
        assert str(file.docinfo["/CreationDate"]) == "D:20260504000000Z"
        assert len(file.attachments) == 0


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BRIEF, "fogra39", "gracol2006"),
        (BRIEF, "bleed_mm: 5", "bleed_mm: 4"),
        ("data/sources.yaml", "2026-05-04", "2026-05-05"),
    ],
)
def test_what_a_file_for_a_press_depends_on_builds_it_again(tmp_path, tmp_path_factory, path, old, new):
    write_project(tmp_path, PRESS)
    trace(tmp_path)
    before = outputs(tmp_path)
    edit(tmp_path, path, old, new)
    assert {"orchard-en-print", "orchard-fr-print"} <= set(trace(tmp_path))
    after = outputs(tmp_path)
    assert after == clean_copy(tmp_path, tmp_path_factory.mktemp("clean"))
    assert all(before[name] != data for name, data in after.items() if "print" in name)


def test_an_edition_without_a_source_has_a_day_all_the_same(tmp_path):
    plain = PRESS[BRIEF].replace("{{ orchard.trees }} ", "").replace("{{ orchard.share }}", "1, 2, 3")
    write_project(tmp_path, {BRIEF: plain, "data/sources.yaml": TWO["data/sources.yaml"]})
    trace(tmp_path)
    with pikepdf.open(tmp_path / "output/orchard/orchard-fr-print.pdf") as file:
        assert str(file.docinfo["/CreationDate"]) == "D:19700101000000Z"


@pytest.mark.parametrize("bleed", ["0", "26", "-3"])
def test_a_bleed_has_limits(tmp_path, bleed):
    write_project(tmp_path, {**PRESS, BRIEF: PRESS[BRIEF].replace("bleed_mm: 5", f"bleed_mm: {bleed}")})
    _, findings = build(tmp_path)
    assert [(finding.code, finding.span.line) for finding in findings] == [("SHAPE011", 3)]
