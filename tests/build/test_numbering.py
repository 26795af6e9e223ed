"""Each row of a series counts for itself, and a build that makes an edition again gives it one number."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pikepdf
import pypdfium2
import pytest

from briefpress.build import numbering, publication, run
from briefpress.build.lock import build_lock
from briefpress.build.plan import Request
from briefpress.build.project import NOTED, Project
from briefpress.build.run import Progress, build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.project import BASE, SOURCES, edit, write_project
from tests.support.versions import build_on

ADDRESS = "https://example.org/status"
HEAD = f"template: one-pager\nversions: numbered\nstatus_address: {ADDRESS}"
SLIP = {"en": "Two digits had changed places"}

TABLE = """\
facts:
  orchard.farms:
    type: table
    source: survey
    label: {en: "Farms", fr: "Fermes"}
    columns:
      trees: {type: number, label: {en: "Trees", fr: "Arbres"}}
    rows:
      - {id: hill, label: {en: "Hill Farm", fr: "Ferme du Mont"}, trees: 120}
      - {id: lake, label: {en: "Lake Farm", fr: "Ferme du Lac"}, trees: 45}
"""
FARM = f"""\
{HEAD}
for_each:
  table: orchard.farms
title: {{en: "{{{{ row.label }}}}", fr: "{{{{ row.label }}}}"}}
subject: {{en: "A farm.", fr: "Une ferme."}}
author: {{en: "The Orchard", fr: "Le Verger"}}
opening:
  - id: trees
    type: text
    text: {{en: "The farm has {{{{ row.trees }}}} trees.", fr: "La ferme a {{{{ row.trees }}}} arbres."}}
"""
BRIEF, FACTS = "briefs/farm.yaml", "data/farms.yaml"
LAKE = (FACTS, "trees: 45", "trees: 46")


@pytest.fixture
def farms(tmp_path):
    files = {"data/sources.yaml": SOURCES, FACTS: TABLE, BRIEF: FARM}
    return write_project(tmp_path / "farms", files)


@pytest.fixture
def orchard(tmp_path):
    files = {**BASE, "briefs/orchard.yaml": BASE["briefs/orchard.yaml"].replace("template: one-pager", HEAD)}
    return write_project(tmp_path / "orchard", files)


def build(folder, day="2026-10-03", *, finds=(), progress=None, **how):
    result, findings = build_on(folder, day, progress, **how)
    assert sorted({finding.code for finding in findings}) == sorted(finds), [f.message for f in findings]
    return result


def of_status(result, *statuses):
    return {edition.edition.name for edition in result.editions if edition.status in statuses}


def kept(folder, brief="farm"):
    """Return the versions that are kept: number, day and kind of each, by edition."""
    history = json.loads((folder / f"briefs/{brief}.editions.json").read_text("utf-8"))
    return {key: [(one["version"], one["date"], one["kind"]) for one in own] for key, own in history.items()}


def numbers(folder, brief="farm"):
    return {key: [number for number, *_ in own] for key, own in kept(folder, brief).items()}


def pdfs(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "output").glob("*/*.pdf"))}


def pages(folder):
    root = folder / "output/status"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.html"))}


def printed(folder, name):
    [path] = (folder / "output").glob(f"*/{name}.pdf")
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(document[0].get_textpage().get_text_bounded().split())


def links(folder, name):
    [path] = (folder / "output").glob(f"*/{name}.pdf")
    with pikepdf.open(path) as pdf:
        return {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", ())}


# ---- series


def test_a_figure_of_one_row_makes_a_version_of_that_row_alone(farms):
    build(farms)
    first = pdfs(farms)
    assert numbers(farms) == {"hill-en": [1], "hill-fr": [1], "lake-en": [1], "lake-fr": [1]}
    edit(farms, *LAKE)
    assert of_status(build(farms, "2026-11-29"), "built") == {"farm-lake-en", "farm-lake-fr"}
    assert numbers(farms) == {"hill-en": [1], "hill-fr": [1], "lake-en": [1, 2], "lake-fr": [1, 2]}
    assert "Version 2, November 29, 2026; replaces version 1 of October 3, 2026." in printed(
        farms, "farm-lake-en"
    )
    assert "Version 1, October 3, 2026." in printed(farms, "farm-hill-en")
    assert {name for name, data in pdfs(farms).items() if first[name] == data} == {
        "farm-hill-en.pdf",
        "farm-hill-fr.pdf",
    }
    # That the file of all has new lines makes none of the others stale.
    assert of_status(build(farms, "2026-12-01"), "fresh") == {path.removesuffix(".pdf") for path in first}


def test_each_row_has_status_pages_of_its_own_to_which_its_code_leads(farms):
    build(farms)
    edit(farms, *LAKE)
    result = build(farms, "2026-11-29", correction=SLIP)
    assert set(pages(farms)) == {
        *(f"farm/hill-{lang}-v1.html" for lang in ("en", "fr")),
        *(f"farm/lake-{lang}-v{number}.html" for lang in ("en", "fr") for number in (1, 2)),
    }
    assert {path.rpartition("/")[2][:4] for path in result.status} == {"lake"}
    assert f"{ADDRESS}/farm/lake-en-v2.html" in links(farms, "farm-lake-en")
    assert f"{ADDRESS}/farm/hill-en-v1.html" in links(farms, "farm-hill-en")
    before = pages(farms)["farm/lake-en-v1.html"].decode()
    assert 'class="state corrected"' in before and SLIP["en"] in before
    assert 'href="lake-en-v2.html"' in before, "pages of a row lie side by side"
    assert b'class="state current"' in pages(farms)["farm/hill-en-v1.html"]
    assert build(farms, "2026-12-01").status == ()


def test_a_correction_is_of_the_rows_that_changed(farms):
    build(farms)
    edit(farms, *LAKE)
    build(farms, "2026-11-29", correction=SLIP)
    assert kept(farms)["lake-fr"][1] == (2, "2026-11-29", "corrected")
    assert kept(farms)["hill-en"] == [(1, "2026-10-03", "first")]
    build(farms, "2026-12-01", finds=["BUILD009"], correction=SLIP, rows=("hill",), force=True)


def test_a_row_that_is_built_alone_is_numbered_alone(farms):
    build(farms, rows=("lake",))
    assert numbers(farms) == {"lake-en": [1], "lake-fr": [1]}
    build(farms, "2026-11-29")
    assert kept(farms)["hill-en"] == [(1, "2026-11-29", "first")]
    assert kept(farms)["lake-en"] == [(1, "2026-10-03", "first")]


def test_a_clean_build_of_a_series_gives_the_same_bytes(farms, tmp_path):
    build(farms)
    edit(farms, *LAKE)
    build(farms, "2026-11-29", jobs=2)
    clean = tmp_path / "clean"
    shutil.copytree(farms, clean, ignore=shutil.ignore_patterns("output"))
    build(clean, "2027-01-01")
    assert (pdfs(clean), pages(clean), kept(clean)) == (pdfs(farms), pages(farms), kept(farms))


def test_another_name_of_its_file_leaves_a_row_its_number_and_its_pages(farms):
    build(farms)
    before = pages(farms)
    edit(farms, BRIEF, "  table: orchard.farms\n", '  table: orchard.farms\n  name: "{label}"\n')
    assert of_status(build(farms, "2026-11-29"), "built") >= {"lake-farm-en", "ferme-du-lac-fr"}
    assert set(numbers(farms)["lake-en"]) == {1} and pages(farms) == before
    assert f"{ADDRESS}/farm/lake-fr-v1.html" in links(farms, "ferme-du-lac-fr")


def test_the_pages_of_a_row_that_is_gone_are_left_and_it_counts_on_when_it_comes_back(farms):
    build(farms)
    edit(farms, *LAKE)
    build(farms, "2026-11-29")
    before = pages(farms)
    row = '      - {id: lake, label: {en: "Lake Farm", fr: "Ferme du Lac"}, trees: 46}\n'
    edit(farms, FACTS, row, "")
    gone = {f"output/status/{name}" for name in before if "lake" in name}
    assert {path for path in build(farms, "2026-12-01").left if path.endswith(".html")} == gone
    assert gone <= set(build(farms, "2026-12-02", prune=True).pruned)
    assert set(pages(farms)) == {name for name in before if "hill" in name}
    edit(farms, FACTS, "    rows:\n", f"    rows:\n{row}")
    build(farms, "2026-12-03")
    assert numbers(farms)["lake-en"] == [1, 2] and pages(farms) == before
    edit(farms, FACTS, "trees: 46", "trees: 47")
    build(farms, "2026-12-04")
    assert numbers(farms)["lake-en"] == [1, 2, 3]


def test_a_table_that_cannot_be_read_takes_no_page_away(farms):
    build(farms)
    before = pages(farms)
    edit(farms, FACTS, "    columns:", "    colums:")
    findings = Findings()
    project = Project(Workspace(farms, today=dt.date(2026, 11, 29)))
    assert build_project(project, Request(prune=True), findings).left == ()
    assert findings.errors and pages(farms) == before


def test_a_mistake_in_what_is_other_for_a_row_keeps_no_page_of_another_back(farms):
    build(farms)
    old = pages(farms)
    override = '  rows:\n    lake:\n      template: no-such\n      subject: {en: "By the lake."}\n'
    edit(farms, BRIEF, "  table: orchard.farms\n", f"  table: orchard.farms\n{override}")
    edit(farms, FACTS, "trees: 120", "trees: 121")
    findings = Findings()
    project = Project(Workspace(farms, today=dt.date(2026, 11, 29)))
    result = build_project(project, Request(prune=True), findings)
    assert of_status(result, "failed") == {"farm-lake-en", "farm-lake-fr"} and findings.errors
    assert numbers(farms) == {"hill-en": [1, 2], "hill-fr": [1, 2], "lake-en": [1], "lake-fr": [1]}
    assert set(pages(farms)) == set(old) | {f"farm/hill-{lang}-v2.html" for lang in ("en", "fr")}
    assert result.pruned == ()


def test_one_row_may_have_another_address(farms):
    override = "  rows:\n    lake:\n      status_address: https://example.com/lake\n"
    edit(farms, BRIEF, "  table: orchard.farms\n", f"  table: orchard.farms\n{override}")
    build(farms)
    assert "https://example.com/lake/farm/lake-en-v1.html" in links(farms, "farm-lake-en")
    assert f"{ADDRESS}/farm/hill-en-v1.html" in links(farms, "farm-hill-en")


def test_a_row_has_no_page_that_another_brief_has(farms):
    plain = FARM.replace("for_each:\n  table: orchard.farms\n", "")
    for name in ("trees", "label"):
        plain = plain.replace(f"row.{name}", f"orchard.farms.hill.{name}")
    write_project(farms, {"briefs/farm-hill.yaml": plain})
    build(farms)
    assert len(pages(farms)) == 6
    assert {"farm/hill-en-v1.html", "farm-hill-en-v1.html"} <= set(pages(farms))
    assert build(farms).status == ()


class KilledError(BaseException):
    pass


def killed(*_, **__):
    raise KilledError


def test_a_killed_build_of_a_series_leaves_each_row_its_number(farms, monkeypatch):
    build(farms)
    edit(farms, *LAKE)
    edit(farms, FACTS, "trees: 120", "trees: 121")
    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(numbering.NewVersions, "keep", killed)
        build(farms, "2026-11-29", correction=SLIP)
    published = pdfs(farms)
    build(farms, "2026-12-24")
    assert pdfs(farms) == published
    assert all(own[1] == (2, "2026-11-29", "corrected") for own in kept(farms).values())


# ---- files that change while a build runs


class Saves(Progress):
    """Does something once, after an edition is made in a pass, and counts the passes."""

    def __init__(self, *saves):
        self.saves = list(saves)
        self.passes = 0

    def planned(self, plan):
        self.passes += 1

    def done(self, result):
        if len(self.saves) >= self.passes > 0 and (save := self.saves[self.passes - 1]):
            self.saves[self.passes - 1] = None
            save()


def trees(folder, was, now):
    return lambda: edit(folder, "data/orchard.yaml", f"value: {was}", f"value: {now}")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_edition_that_is_made_again_in_one_build_gets_one_number(orchard, jobs):
    build(orchard)
    trees(orchard, 1240, 1300)()
    ear = Saves(trees(orchard, 1300, 1310), trees(orchard, 1310, 1320))
    build(orchard, "2026-11-29", jobs=jobs, progress=ear, correction=SLIP)
    assert ear.passes == 3
    assert kept(orchard, "orchard")["en"] == [
        (1, "2026-10-03", "first"),
        (2, "2026-11-29", "corrected"),
    ]
    for lang in ("en", "fr"):
        assert "1 320" in printed(orchard, f"orchard-{lang}").replace("1,320", "1 320")
        assert "Version 2," in printed(orchard, f"orchard-{lang}")
        assert b'class="state current"' in pages(orchard)[f"orchard-{lang}-v2.html"]
    assert len(pages(orchard)) == 4
    assert not (orchard / NOTED).exists()
    result = build(orchard, "2026-12-01")
    assert of_status(result, "fresh") == {"orchard-en", "orchard-fr"} and result.status == ()


def test_it_has_the_bytes_of_a_build_of_the_last_files(orchard, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(orchard, other)
    build(orchard, progress=Saves(trees(orchard, 1240, 1300)))
    trees(other, 1240, 1300)()
    build(other)
    assert (pdfs(orchard), pages(orchard), kept(orchard, "orchard")) == (
        pdfs(other),
        pages(other),
        kept(other, "orchard"),
    )


def test_a_change_that_is_taken_back_while_a_build_runs_makes_no_version(orchard):
    build(orchard)
    before = pdfs(orchard), pages(orchard), kept(orchard, "orchard")
    trees(orchard, 1240, 1300)()
    ear = Saves(trees(orchard, 1300, 1240))
    build(orchard, "2026-11-29", finds=["BUILD009"], progress=ear, correction=SLIP)
    assert ear.passes == 2
    assert (pdfs(orchard), pages(orchard), kept(orchard, "orchard")) == before


def test_a_mistake_that_comes_while_a_build_runs_leaves_what_it_published_its_number(orchard):
    build(orchard)
    trees(orchard, 1240, 1300)()

    def slip():
        edit(orchard, "briefs/orchard.yaml", "{{ orchard.trees }} trees", "{{ orchard.tree }} trees")

    class Late(Saves):
        def done(self, result):
            if result.edition.lang == "fr":
                super().done(result)

    build(orchard, "2026-11-29", finds=["MERGE001"], progress=Late(slip))
    assert numbers(orchard, "orchard") == {"en": [1, 2], "fr": [1, 2]}
    assert "1,300" in printed(orchard, "orchard-en") and "Version 2," in printed(orchard, "orchard-en")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_run_that_is_killed_in_its_second_pass_keeps_the_number_of_what_is_there(
    orchard, monkeypatch, is_there
):
    """What had not appeared then, the next build makes, as another version."""
    build(orchard)
    trees(orchard, 1240, 1300)()
    ear = Saves(trees(orchard, 1300, 1310))

    def publish(path, data):
        if ear.passes == 2 and not is_there:
            raise KilledError
        publication.publish(path, data)
        if ear.passes == 2:
            raise KilledError

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(run, "publish", publish)
        patch.setattr(numbering.NewVersions, "keep", killed)
        build(orchard, "2026-11-29", progress=ear, correction=SLIP)
    assert ("1,310" in printed(orchard, "orchard-en")) == is_there
    noted = (orchard / NOTED).read_text("utf-8").splitlines()
    assert len(noted) >= 2 and "Version 2," in printed(orchard, "orchard-en")
    build(orchard, "2026-12-24")
    english = [(1, "2026-10-03", "first"), (2, "2026-11-29", "corrected")]
    assert kept(orchard, "orchard")["en"] == english + [(3, "2026-12-24", "changed")] * (not is_there)
    assert "1,310" in printed(orchard, "orchard-en")


def test_who_waits_for_a_build_that_is_killed_keeps_its_numbers_first(orchard, monkeypatch):
    build(orchard)
    trees(orchard, 1240, 1300)()
    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(numbering.NewVersions, "keep", killed)
        build(orchard, "2026-11-29", correction=SLIP)
    other = build_lock(orchard, lambda: None)
    other.__enter__()

    class Dies(Progress):
        """The other build holds the lock until somebody waits for it."""

        def waiting(self):
            other.__exit__(None, None, None)

    trees(orchard, 1300, 1310)()
    build(orchard, "2026-12-24", progress=Dies())
    assert kept(orchard, "orchard")["en"][1:] == [
        (2, "2026-11-29", "corrected"),
        (3, "2026-12-24", "changed"),
    ]


def test_who_has_nothing_to_do_waits_for_no_build_that_numbers(orchard, tmp_path):
    build(orchard)
    (orchard / NOTED).write_bytes(b"what another build notes")
    with build_lock(orchard, lambda: None):
        assert of_status(build(orchard, "2026-11-29"), "fresh") == {"orchard-en", "orchard-fr"}
    assert (orchard / NOTED).exists()
