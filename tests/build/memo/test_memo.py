"""A build that changes published PDFs tells what changed: figures, pages, sentences, pictures."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess

import page as page_validation
import pytest
from PIL import Image, ImageChops

from briefpress.build.memo import pictures, reasons
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import Progress, build_project
from briefpress.build.said import place_of_said
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.project import BASE, TWO, edit, write_project
from tests.support.tags import tag_tree

MORE = """
facts:
  orchard.double:
    type: number
    formula: orchard.trees * 2
    label: {en: "Twice the trees", fr: "Le double des arbres"}
  orchard.sales:
    type: money
    value: 2.5
    scale: million
    currency: CAD
    qualifier: about
    source: survey
    label: {en: "Sales", fr: "Ventes"}
    note: {en: "Without cider.", fr: "Sans le cidre."}
  orchard.staff:
    type: number
    value: 12
    qualifier: over
    source: survey
    label: {en: "Staff", fr: "Employés"}
  orchard.opened:
    type: date
    value: 2001-05-04
    source: survey
    label: {en: "Opening", fr: "Ouverture"}
"""

TEXT = """
body:
  - id: more
    type: text
    text:
      en: |
        Twice that is {{ orchard.double }}. It sells for {{ orchard.sales('qualified') }}.

        Staff is {{ orchard.staff('qualified') }}. It opened on {{ orchard.opened }}. Nobody counts the birds.
      fr: |
        Le double fait {{ orchard.double }}. Il vend pour {{ orchard.sales('qualified') }}.

        Il emploie {{ orchard.staff('qualified') }} personnes. Il a ouvert le {{ orchard.opened }}.
        Nul ne compte les oiseaux.
"""


@pytest.fixture
def folder(tmp_path):
    files = {**BASE, "data/more.yaml": MORE, "briefs/orchard.yaml": BASE["briefs/orchard.yaml"] + TEXT}
    return write_project(tmp_path / "orchard", files)


def build(folder, day="2026-11-29", **how):
    findings = Findings()
    workspace = Workspace(folder, today=dt.date.fromisoformat(day))
    result = build_project(Project(workspace), Request(**how), findings)
    assert not findings.errors, [d.message for d in findings]
    return result


def memo(folder, result, lang="en"):
    return json.loads((folder / result.memo / f"memo-{lang}.json").read_text("utf-8"))


def changed(folder, *edits, **how):
    """Build, edit, build again with a memo."""
    build(folder)
    for path, old, new in edits:
        edit(folder, path, old, new)
    return build(folder, memo=True, **how)


TREES = ("data/orchard.yaml", "value: 1240", "value: 1300")


def test_a_figure_has_both_values_the_difference_and_the_percentage(folder):
    result = changed(folder, TREES)
    english, french = memo(folder, result), memo(folder, result, "fr")
    trees, double = english["figures"]
    assert (trees["fact"], trees["before"], trees["now"]) == ("orchard.trees", "1,240", "1,300")
    assert (trees["difference"], trees["percent"]) == ("+60", "+4.8%")
    assert trees["exact"]["difference"] == "60" and trees["exact"]["before"]["value"] == "1240"
    assert (trees["file"], trees["line"]) == ("data/orchard.yaml", 4)
    assert (double["fact"], double["computed"], double["follows"]) == (
        "orchard.double",
        True,
        ["orchard.trees"],
    )
    assert [(f["before"], f["percent"]) for f in french["figures"]] == [
        ("1\u00a0240", "+4,8\u00a0%"),
        ("2\u00a0480", "+4,8\u00a0%"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "difference", "percent"),
    [
        ("value: 62", "value: 58.5", "−3.5 points", None),
        ("value: 2.5", "value: 3", "approximately +Can$0.5 million", "+20%"),
        ("scale: million", "scale: thousand", "approximately −Can$2,497,500", "−100%"),
        ("currency: CAD", "currency: USD", None, None),
        ("value: 12", "value: 15", None, None),
        ("qualifier: over", "qualifier: about", None, None),
        ("value: 2001-05-04", "value: 2001-05-06", None, None),
    ],
)
def test_only_what_can_be_compared_is(folder, old, new, difference, percent):
    path = "data/orchard.yaml" if "62" in old else "data/more.yaml"
    result = changed(folder, (path, old, new))
    (figure,) = memo(folder, result)["figures"]
    told = figure["difference"] and figure["difference"].replace("\u00a0", " ")
    assert (told, figure["percent"]) == (difference, percent)
    assert figure["before"] != figure["now"]


def test_each_edition_has_its_pages_and_its_sentences_in_its_language(folder):
    result = changed(folder, TREES)
    english, french = memo(folder, result)["editions"]
    assert [p["before"]["text"] for p in english["passages"]] == [
        "The orchard has 1,240 trees.",
        "Twice that is 2,480.",
    ]
    assert french["passages"][0]["now"]["text"] == "Le verger compte 1\u00a0300 arbres."
    assert (english["pages"], english["page_count"], english["passages"][0]["now"]["pages"]) == ([1], 1, [1])
    assert english["passages"][0]["facts"] == ["orchard.trees"]
    text = (folder / result.memo / "memo-fr.md").read_text("utf-8")
    assert "Le verger compte 1\u00a0300 arbres." in text and "The orchard has" not in text


def test_words_that_were_changed_are_told_without_a_figure(folder):
    result = changed(folder, ("briefs/orchard.yaml", "Nobody counts the birds.", "Owls sing."))
    told = memo(folder, result)
    assert told["figures"] == [] and "No figure changed" in told["summary"]
    (passage,) = told["editions"][0]["passages"]
    assert (passage["before"]["text"], passage["now"]["text"]) == ("Nobody counts the birds.", "Owls sing.")


def test_what_came_and_what_went_is_told(folder):
    added = '  - id: new\n    type: callout\n    text: {en: "Fresh words.", fr: "Des mots frais."}\n'
    path = "briefs/orchard.yaml"
    result = changed(folder, (path, "body:\n", f"body:\n{added}"))
    (passage,) = memo(folder, result)["editions"][0]["passages"]
    assert (passage["before"], passage["now"]["text"]) == (None, "Fresh words.")
    edit(folder, path, added, "")
    (passage,) = memo(folder, build(folder, memo=True))["editions"][0]["passages"]
    assert (passage["before"]["text"], passage["now"]) == ("Fresh words.", None)


def test_looks_alone_change_pages_and_no_sentence(folder):
    result = changed(
        folder, ("briefs/orchard.yaml", "template: one-pager", "template: one-pager\ntheme: mono")
    )
    edition = memo(folder, result)["editions"][0]
    assert (edition["pages"], edition["passages"]) == ([1], [])
    assert "No sentence reads otherwise" in (folder / result.memo / "memo-en.md").read_text("utf-8")


# ---- pictures and the PDF


def test_pictures_show_the_region_before_and_after(folder):
    result = changed(folder, TREES)
    pair = memo(folder, result)["editions"][0]["pictures"][0]
    before, now = (Image.open(folder / result.memo / pair[side]["file"]) for side in ("before", "now"))
    assert pair["before"]["alt"] == "Page 1 before the change: The orchard has 1,240 trees."
    assert pair["now"]["alt"] == "Page 1 after the change: The orchard has 1,300 trees."
    assert before.size == now.size and before.size[1] < 400
    left, _, right, _ = ImageChops.difference(before, now).getbbox()
    # What differs are three digits of a line, and the frame around them.
    assert right - left < before.size[0] / 2


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_memo_itself_is_accessible_and_archival(folder, lang):
    result = changed(folder, TREES)
    pdf = (folder / result.memo / f"memo-{lang}.pdf").read_bytes()
    for profile in ("PDF_UA_1", "PDF_A_2A"):
        report = page_validation.validate_pdf_bytes(
            pdf, profile=getattr(page_validation.ValidationProfile, profile)
        )
        assert report.is_compliant, report
    tags = tag_tree(pdf)
    assert ("1,240" if lang == "en" else "1\\u00a0240") in tags and "Figure" in tags


def test_the_samples_have_a_memo_in_both_languages(tmp_path):
    for name in ("briefs", "data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    result = changed(
        tmp_path, ("data/fms.yaml", "    value: 13\n    scale: billion", "    value: 14\n    scale: billion")
    )
    for lang in ("en", "fr"):
        told = memo(tmp_path, result, lang)
        assert [figure["fact"] for figure in told["figures"]] == ["fms.portfolio.value"]
        assert len(told["editions"]) == 13
        (both,) = [edition for edition in told["editions"] if edition["lang"] == "parallel"]
        assert both["pictures"] and {passage["lang"] for passage in both["passages"]} == {"en-CA", "fr-CA"}
        pdf = (tmp_path / result.memo / f"memo-{lang}.pdf").read_bytes()
        assert page_validation.validate_pdf_bytes(
            pdf, profile=page_validation.ValidationProfile.PDF_UA_1
        ).is_compliant


def test_without_what_draws_there_are_no_pictures_and_the_memo_says_so(folder, monkeypatch):
    monkeypatch.setattr("briefpress.build.memo.write.can_draw", lambda: False)
    result = changed(folder, TREES)
    told = memo(folder, result)
    assert all(not edition["pictures"] for edition in told["editions"])
    assert pictures.EXTRA in told["notice"]
    assert not list((folder / result.memo).glob("*.png"))
    assert (folder / result.memo / "memo-en.pdf").is_file()


def test_very_many_changes_are_not_all_pictured(folder, monkeypatch):
    monkeypatch.setattr(pictures, "MOST", 1)
    result = changed(folder, TREES)
    assert len(memo(folder, result)["editions"][0]["pictures"]) == 1
    assert "1 more changed region is not pictured." in (folder / result.memo / "memo-en.md").read_text(
        "utf-8"
    )


# ---- reasons


def test_the_reason_is_what_was_given_with_the_build(folder):
    result = changed(folder, TREES, reason="The survey of 2026")
    reason = memo(folder, result)["figures"][0]["reason"]
    assert reason == {"text": "The survey of 2026", "from": "given"}


def test_without_one_it_is_the_note(folder):
    result = changed(folder, ("data/more.yaml", "value: 2.5", "value: 3"))
    reasons = [memo(folder, result, lang)["figures"][0]["reason"] for lang in ("en", "fr")]
    assert reasons == [{"text": "Without cider.", "from": "note"}, {"text": "Sans le cidre.", "from": "note"}]


def git(folder, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def committed(folder):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git(folder, "init", "--quiet")
    git(folder, "add", "data", "briefs")
    git(folder, "commit", "--quiet", "-m", "Begin")
    return folder


def test_or_the_commit_that_touched_its_line(committed):
    build(committed)
    edit(committed, *TREES)
    edit(committed, "data/more.yaml", "value: 2.5", "value: 3")
    git(committed, "commit", "--quiet", "-am", "Take the count of 2026 | all of it")
    result = build(committed, memo=True)
    told = {figure["fact"]: figure["reason"] for figure in memo(committed, result)["figures"]}
    commit = {"text": "Take the count of 2026 | all of it", "from": "commit"}
    # A note that was there before says nothing of the change; what is computed follows from others.
    assert told["orchard.trees"] == told["orchard.sales"] == commit
    assert told["orchard.double"] == {"text": None, "from": None}
    text = (committed / result.memo / "memo-en.md").read_text("utf-8")
    assert r"Commit: Take the count of 2026 \| all of it" in text


def test_but_a_note_that_came_with_the_figure_says_more(committed):
    build(committed)
    edit(committed, "data/more.yaml", "value: 2.5", "value: 3")
    edit(committed, "data/more.yaml", "Without cider.", "With cider.")
    git(committed, "commit", "--quiet", "-am", "Update")
    reason = memo(committed, build(committed, memo=True))["figures"][0]["reason"]
    assert reason == {"text": "With cider.", "from": "note"}


def test_an_edit_that_is_not_committed_has_no_commit(committed):
    result = changed(committed, TREES)
    assert memo(committed, result)["figures"][0]["reason"] == {"text": None, "from": None}


def test_a_repository_cannot_make_git_run_anything(committed):
    build(committed)
    edit(committed, *TREES)
    git(committed, "commit", "--quiet", "-am", "Update")
    trap = committed / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.x.textconv", "filter.x.clean", "filter.x.smudge"):
        git(committed, "config", key, str(trap))
    (committed / ".gitattributes").write_text("* diff=x filter=x\n")
    result = build(committed, memo=True)
    assert memo(committed, result)["figures"][0]["reason"]["from"] == "commit"
    assert not (committed / "sprung").exists()


def test_git_that_takes_too_long_costs_the_reason_alone(committed, monkeypatch):
    build(committed)
    edit(committed, *TREES)
    git(committed, "commit", "--quiet", "-am", "Update")
    monkeypatch.setattr(reasons, "TIME_LIMIT_S", 0.0)
    assert memo(committed, build(committed, memo=True))["figures"][0]["reason"]["text"] is None


# ---- when there is one


def test_first_editions_are_no_change(folder):
    assert build(folder, memo=True).memo is None


def test_a_build_that_changes_nothing_writes_none(folder):
    result = changed(folder, ("data/orchard.yaml", "facts:", "# a remark\nfacts:"))
    assert result.memo is None and not (folder / "output/changes").exists()
    assert build(folder, memo=True, force=True).memo is None


def test_builds_without_a_memo_are_compared_with_later(folder):
    changed(folder, TREES)
    edit(folder, "data/orchard.yaml", "value: 1300", "value: 1310")
    assert build(folder).memo is None
    edit(folder, "data/orchard.yaml", "value: 1310", "value: 1320")
    told = memo(folder, build(folder, memo=True))
    assert (told["figures"][0]["before"], told["number"]) == ("1,310", 2)


def test_a_lost_record_costs_what_was_said_before(folder):
    build(folder)
    edit(folder, *TREES)
    (folder / place_of_said("output/orchard/orchard-en.pdf")).unlink()
    result = build(folder, memo=True)
    english, french = memo(folder, result)["editions"]
    assert (english["known"], english["passages"], french["known"]) == (False, [], True)
    # The other edition still knows the figure.
    assert memo(folder, result)["figures"][0]["before"] == "1,240"
    assert "Nothing says what it said before" in (folder / result.memo / "memo-en.md").read_text("utf-8")


def test_only_what_was_published_is_in_it(tmp_path):
    folder = write_project(tmp_path, TWO)
    result = changed(folder, TREES)
    assert {edition["brief"] for edition in memo(folder, result)["editions"]} == {"briefs/orchard.yaml"}


def test_the_same_change_gives_the_same_bytes(folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    results = [changed(each, TREES) for each in (folder, other)]
    files = [
        {path.name: path.read_bytes() for path in (each / result.memo).iterdir()}
        for each, result in zip((folder, other), results, strict=True)
    ]
    assert files[0] == files[1] and "memo-en.pdf" in files[0]


def test_the_other_kinds_of_pdf_are_told_once(folder):
    path = "briefs/orchard.yaml"
    edit(folder, path, "template: one-pager", "template: one-pager\nprofiles: [print, modern, default]")
    told = memo(folder, changed(folder, TREES))
    assert [(e["lang"], e["profile"]) for e in told["editions"]] == [("en", "default"), ("fr", "default")]


def test_pictures_are_png_files_of_their_region(folder):
    result = changed(folder, TREES)
    for path in (folder / result.memo).glob("*.png"):
        image = Image.open(io.BytesIO(path.read_bytes()))
        assert image.format == "PNG" and image.mode == "RGB"


# ---- files that change while a build runs


class Saves(Progress):
    """Saves a file after the first edition that each plan makes."""

    def __init__(self, *saves):
        self.saves = list(saves)

    def planned(self, plan):
        self.is_first = True

    def done(self, result):
        if self.is_first and self.saves:
            edit(*self.saves.pop(0))
        self.is_first = False


def built_while(folder, *saves):
    """Build with a memo while somebody saves files."""
    findings = Findings()
    workspace = Workspace(folder, today=dt.date(2026, 11, 29))
    result = build_project(Project(workspace), Request(memo=True), findings, Saves(*saves))
    assert not findings.errors, [d.message for d in findings]
    return result


def test_a_figure_that_changes_twice_in_a_build_has_the_first_value_and_the_last(folder):
    build(folder)
    edit(folder, *TREES)
    result = built_while(folder, (folder, "data/orchard.yaml", "value: 1300", "value: 1400"))
    assert result.count("built") == 2
    trees = memo(folder, result)["figures"][0]
    assert (trees["fact"], trees["before"], trees["now"]) == ("orchard.trees", "1,240", "1,400")


def test_a_figure_that_is_put_back_while_a_build_runs_has_no_memo(folder):
    build(folder)
    edit(folder, *TREES)
    result = built_while(folder, (folder, "data/orchard.yaml", "value: 1300", "value: 1240"))
    assert result.memo is None
    assert build(folder).count("fresh") == 2


def test_a_new_edition_that_is_made_twice_in_a_build_has_no_memo(folder):
    result = built_while(folder, (folder, "data/orchard.yaml", "value: 1240", "value: 1300"))
    assert (result.count("built"), result.memo) == (2, None)
