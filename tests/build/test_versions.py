"""Editions know which version they are, and a clean build of the same files knows the same."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from briefpress.build import numbering, publication, run
from briefpress.build.check import check_project
from briefpress.build.plan import Request
from briefpress.build.project import NOTED, Edition, Project
from briefpress.build.render import Renderer
from briefpress.build.run import build_project, look_at_project
from briefpress.diagnostics import Findings
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.support.project import BASE, FACTS, edit, write_project
from tests.support.versions import BRIEF, LEDGER, SLIP, TREES, build_on


@pytest.fixture
def folder(tmp_path):
    folder = write_project(tmp_path / "orchard", BASE)
    edit(folder, BRIEF, "template: one-pager", "template: one-pager\nversions: numbered")
    return folder


def build(folder, day="2026-10-03", *, fails=False, **how):
    result, findings = build_on(folder, day, **how)
    assert bool(findings.errors) == fails, [d.message for d in findings]
    return result if not fails else findings


def statuses(result):
    return {edition.edition.lang: edition.status for edition in result.editions}


def line(folder, lang="en"):
    document = pypdfium2.PdfDocument(folder / f"output/orchard/orchard-{lang}.pdf")
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    start = text.index("Version")
    return text[start : text.index(".", start) + 1]


def versions(folder):
    return {
        lang: [(entry["version"], entry["date"], entry["kind"], entry["reason"]) for entry in entries]
        for lang, entries in json.loads((folder / LEDGER).read_text("utf-8")).items()
    }


def outputs(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "output/orchard").glob("*.pdf"))}


def test_the_first_version_replaces_none(folder):
    build(folder)
    assert line(folder) == "Version 1, October 3, 2026."
    assert line(folder, "fr") == "Version 1, 3 octobre 2026."
    assert versions(folder)["en"] == [(1, "2026-10-03", "first", "")]


def test_a_changed_one_replaces_it_and_says_which(folder):
    build(folder)
    edit(folder, *TREES)
    assert statuses(build(folder, "2026-11-29", reason="The count")) == {"en": "built", "fr": "built"}
    assert line(folder) == "Version 2, November 29, 2026; replaces version 1 of October 3, 2026."
    assert line(folder, "fr") == "Version 2, 29 novembre 2026; remplace la version 1 du 3 octobre 2026."
    assert versions(folder)["fr"][1] == (2, "2026-11-29", "changed", "The count")


def test_a_correction_says_so(folder):
    build(folder)
    edit(folder, *TREES)
    build(folder, "2026-11-29", correction=SLIP, reason="Seen by a reader")
    assert "; corrects version 1 of October 3, 2026." in line(folder)
    assert "; corrige la version 1 du 3 octobre 2026." in line(folder, "fr")
    assert versions(folder)["en"][1] == (2, "2026-11-29", "corrected", "Seen by a reader")
    assert json.loads((folder / LEDGER).read_text("utf-8"))["fr"][1]["correction"] == SLIP


def test_a_correction_without_a_change_is_told(folder):
    build(folder)
    before = (folder / LEDGER).read_bytes()
    findings = Findings()
    project = Project(Workspace(folder), corrects=True)
    build_project(project, Request(correction=SLIP, force=True), findings)
    assert [finding.code for finding in findings] == ["BUILD009"]
    assert (folder / LEDGER).read_bytes() == before


def test_what_says_the_same_keeps_its_number_and_its_day(folder):
    build(folder)
    before = outputs(folder), (folder / LEDGER).read_bytes()
    assert statuses(build(folder, "2026-12-01")) == {"en": "fresh", "fr": "fresh"}
    build(folder, "2026-12-01", force=True)
    assert (outputs(folder), (folder / LEDGER).read_bytes()) == before
    edit(folder, BRIEF, "template: one-pager", "template: one-pager\ntheme: mono")
    build(folder, "2026-12-02")
    assert line(folder) == "Version 1, October 3, 2026."


def test_each_edition_counts_for_itself(folder):
    build(folder)
    edit(folder, BRIEF, "Le verger compte", "Ce verger compte")
    build(folder, "2026-11-29")
    assert [len(entries) for entries in versions(folder).values()] == [1, 2]
    # That the file of both has a new line makes neither stale.
    assert statuses(build(folder, "2026-12-01")) == {"en": "fresh", "fr": "fresh"}


def test_a_language_that_is_built_alone_leaves_the_other_fresh(folder):
    build(folder)
    edit(folder, BRIEF, "Le verger compte", "Ce verger compte")
    build(folder, "2026-11-29", languages=("fr",))
    assert statuses(build(folder, "2026-11-29"))["fr"] == "fresh"


def test_a_clean_build_of_the_same_files_gives_the_same_bytes(folder, tmp_path):
    build(folder)
    edit(folder, *TREES)
    build(folder, "2026-11-29")
    clean = tmp_path / "clean"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("output"))
    ledger = (folder / LEDGER).read_bytes()
    build(clean, "2027-02-01")
    assert outputs(clean) == outputs(folder)
    assert (clean / LEDGER).read_bytes() == ledger


def test_workers_number_as_this_process_does(folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    for each, jobs in ((folder, 1), (other, 2)):
        build(each)
        edit(each, *TREES)
        build(each, "2026-11-29", correction=SLIP, jobs=jobs)
    assert outputs(folder) == outputs(other)
    assert (folder / LEDGER).read_bytes() == (other / LEDGER).read_bytes()


def test_kinds_of_pdf_share_a_number(folder):
    edit(folder, BRIEF, "versions: numbered", "versions: numbered\nprofiles: [default, modern]")
    build(folder)
    edit(folder, *TREES)
    build(folder, "2026-11-29")
    assert [len(entries) for entries in versions(folder).values()] == [2, 2]
    assert "Version 2" in line(folder, "en-modern") and "Version 2" in line(folder)


def test_editions_of_all_languages_have_a_number_in_each(folder):
    edit(folder, BRIEF, "template: one-pager", "template: briefing-note\ntogether: [stacked]")
    build(folder)
    assert set(versions(folder)) == {"en", "fr", "stacked"}


def test_an_edition_that_fails_has_no_new_version(folder):
    build(folder)
    before = (folder / LEDGER).read_bytes()
    edit(folder, BRIEF, "{{ orchard.trees }} trees", "{{ orchard.tree }} trees")
    edit(folder, BRIEF, "{{ orchard.trees }} arbres", "{{ orchard.tree }} arbres")
    build(folder, "2026-11-29", fails=True)
    assert (folder / LEDGER).read_bytes() == before


LINE = {
    "version": 1,
    "date": "2026-10-03",
    "kind": "first",
    "title": {"en": "The orchard"},
    "reason": "",
    "correction": {},
    "says": "",
}


def file_of(*lines, lang="en"):
    return json.dumps({lang: [LINE | line for line in lines]})


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< ours\n{}",
        "[]",
        "{",
        "[" * 100_000,
        "\ud800",
        '{"en": 1}',
        '{"en": [{}]}',
        '{"en": [], "en": []}',
        file_of({"version": "1"}),
        file_of({"version": True}),
        file_of({"version": 0}),
        file_of({"date": "3 October"}),
        file_of({"date": 20261003}),
        file_of({"kind": "newest"}),
        file_of({"title": "The orchard"}),
        file_of({"title": {"en": "\ud800"}}),
        file_of({"correction": {"en": 1}}),
        file_of({}, {"version": 2, "kind": "changed"}, {"version": 2, "kind": "changed"}),
        file_of({}, {"version": 3, "kind": "changed"}),
        file_of({}, {"version": 2, "kind": "changed", "date": "2026-10-02"}),
    ],
)
def test_a_file_that_nobody_understands_numbers_nothing(folder, text):
    build(folder)
    before = outputs(folder)
    data = text.encode("utf-8", "surrogatepass")
    (folder / LEDGER).write_bytes(data)
    edit(folder, *TREES)
    findings = build(folder, "2026-11-29", fails=True)
    assert {finding.code for finding in findings} == {"BUILD008"}
    assert outputs(folder) == before and (folder / LEDGER).read_bytes() == data


def test_the_line_that_is_wrong_is_named(folder):
    build(folder)
    lines = (folder / LEDGER).read_text("utf-8").splitlines()
    (folder / LEDGER).write_text("\n".join(lines).replace('"version": 1', '"version": "1"'), "utf-8")
    places = {str(finding.span) for finding in build(folder, fails=True)}
    assert places == {f"{LEDGER}:3:1"}


def test_a_folder_in_its_place_is_a_finding(folder):
    (folder / LEDGER).mkdir(parents=True)
    assert {finding.code for finding in build(folder, fails=True)} == {"BUILD008"}
    assert outputs(folder) == {}


def test_a_file_that_cannot_be_written_is_mended_by_the_next_build(folder, monkeypatch):
    build(folder)
    edit(folder, *TREES)

    def full(path, data, **_):
        if path.name == "orchard.editions.json":
            raise OSError(28, "No space left on device")
        publication.publish(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(numbering, "publish", full)
        findings = build(folder, "2026-11-29", fails=True, correction=SLIP)
        assert {finding.code for finding in findings} == {"BUILD004"}
    assert versions(folder)["en"] == [(1, "2026-10-03", "first", "")]
    published = outputs(folder)
    assert statuses(build(folder, "2026-12-24")) == {"en": "same", "fr": "same"}
    assert outputs(folder) == published
    assert versions(folder)["en"][1] == (2, "2026-11-29", "corrected", "")


class KilledError(BaseException):
    pass


@pytest.mark.parametrize("is_there", [True, False])
def test_ctrl_c_beside_a_publication_keeps_the_number_of_what_is_there(folder, monkeypatch, is_there):
    build(folder)
    edit(folder, *TREES)

    def interrupted(path, data):
        if is_there:
            publication.publish(path, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(run, "publish", interrupted)
        build(folder, "2026-11-29")
    assert [len(own) for own in versions(folder).values()] == [2 if is_there else 1, 1]
    assert ("Version 2" in line(folder)) == is_there


def test_a_run_that_is_killed_before_it_keeps_its_numbers_leaves_them_to_the_next(folder, monkeypatch):
    build(folder)
    edit(folder, *TREES)

    def killed(*_):
        raise KilledError

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(numbering.NewVersions, "keep", killed)
        build(folder, "2026-11-29", correction=SLIP, reason="Seen by a reader")
    published = outputs(folder)
    assert "Version 2, November 29, 2026; corrects version 1" in line(folder)
    assert len(versions(folder)["en"]) == 1
    build(folder, "2026-12-24")
    assert outputs(folder) == published
    assert versions(folder)["en"][1] == (2, "2026-11-29", "corrected", "Seen by a reader")
    assert not (folder / NOTED).exists()


def test_a_number_whose_pdf_never_appeared_is_given_to_the_next(folder, monkeypatch):
    build(folder)
    edit(folder, *TREES)

    def killed(*_):
        raise KilledError

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(run, "publish", killed)
        patch.setattr(numbering.NewVersions, "keep", killed)
        build(folder, "2026-11-29", correction=SLIP)
    assert (folder / NOTED).exists() and "Version 1" in line(folder)
    edit(folder, "data/orchard.yaml", "value: 1300", "value: 1310")
    build(folder, "2026-12-24")
    assert line(folder) == "Version 2, December 24, 2026; replaces version 1 of October 3, 2026."
    assert [entry[0] for entry in versions(folder)["en"]] == [1, 2]


@pytest.mark.parametrize("text", [b"half a no", b"\xff\n\n", b"0 {}\n"])
def test_a_damaged_note_of_a_killed_run_costs_nothing_else(folder, text):
    build(folder)
    (folder / NOTED).write_bytes(text)
    before = (folder / LEDGER).read_bytes()
    assert statuses(build(folder, "2026-12-24")) == {"en": "fresh", "fr": "fresh"}
    assert (folder / LEDGER).read_bytes() == before and not (folder / NOTED).exists()


def test_a_build_of_one_brief_forgets_no_note_of_another(folder, monkeypatch):
    write_project(folder, {"briefs/grove.yaml": (folder / BRIEF).read_text("utf-8")})
    build(folder)
    edit(folder, *TREES)

    def full(path, data, **_):
        if path.name == "orchard.editions.json":
            raise OSError(28, "No space left on device")
        publication.publish(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(numbering, "publish", full)
        build(folder, "2026-11-29", fails=True, correction=SLIP)
        edit(folder, "briefs/grove.yaml", "are old kinds", "are rare kinds")
        build(folder, "2026-11-30", fails=True, briefs=("grove",))
    build(folder, "2026-12-24", briefs=("grove",))
    assert versions(folder)["en"][1] == (2, "2026-11-29", "corrected", "")


def test_a_clock_that_was_set_back_makes_no_version_older_than_the_last(folder):
    build(folder, "2026-10-03")
    edit(folder, *TREES)
    build(folder, "2025-01-01")
    assert line(folder) == "Version 2, October 3, 2026; replaces version 1 of October 3, 2026."


def test_what_was_there_before_comes_back_as_a_new_version(folder):
    build(folder)
    edit(folder, *TREES)
    build(folder, "2026-11-29")
    edit(folder, TREES[0], TREES[2], TREES[1])
    build(folder, "2026-12-24")
    assert [entry[0] for entry in versions(folder)["en"]] == [1, 2, 3]


def test_a_person_may_begin_with_another_number(folder):
    (folder / LEDGER).write_text(file_of({"version": 7}), "utf-8")
    build(folder, "2026-11-29")
    assert line(folder) == "Version 8, November 29, 2026; replaces version 7 of October 3, 2026."


def test_a_first_publication_on_another_machine_counts(folder, tmp_path):
    """Somebody else's commit brings the brief, its versions and its facts."""
    build(folder)
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("output"))
    build(other, "2026-10-10")
    edit(other, *TREES)
    build(other, "2026-11-29", correction=SLIP)
    for path in (LEDGER, TREES[0]):
        shutil.copyfile(other / path, folder / path)
    build(folder, "2026-12-24")
    assert outputs(folder) == outputs(other)
    assert (folder / LEDGER).read_bytes() == (other / LEDGER).read_bytes()


def test_a_build_that_waited_for_another_takes_the_numbers_that_it_gave(folder, monkeypatch):
    build(folder)
    edit(folder, *TREES)
    real = run.build_lock

    @contextmanager
    def after_the_other(root, on_wait):
        with monkeypatch.context() as patch:
            patch.setattr(run, "build_lock", real)
            build(folder, "2026-11-29", correction=SLIP)
        with real(root, on_wait):
            yield True

    with monkeypatch.context() as patch:
        patch.setattr(run, "build_lock", after_the_other)
        assert statuses(build(folder, "2026-12-24", force=True)) == {"en": "built", "fr": "built"}
    assert "Version 2, November 29, 2026; corrects" in line(folder)
    assert versions(folder)["en"][1:] == [(2, "2026-11-29", "corrected", "")]


def test_a_check_mints_no_version(folder):
    build(folder)
    edit(folder, *TREES)
    before = (folder / LEDGER).read_bytes()
    project = Project(Workspace(folder, today=dt.date(2026, 11, 29)))
    assert look_at_project(project, Request(), Findings()).count("stale") == 2
    check_project(project, Findings())
    assert (folder / LEDGER).read_bytes() == before


# ---- what counts as a change


def says(files):
    workspace = MemoryWorkspace(files, today=dt.date(2026, 10, 3))
    findings = Findings()
    made = Renderer(Project(workspace)).render(Edition(BRIEF, "en"))
    assert not findings.errors and made.version is not None
    return made.version.says


NUMBERED = BASE | {
    BRIEF: BASE[BRIEF].replace("template: one-pager", "template: one-pager\nversions: numbered")
}


def test_a_release_of_ours_numbers_nothing_anew():
    """Where this digest changes, each edition in the world gets a new version that says the same."""
    assert says(NUMBERED) == "b48474b6ca1845e2b5474b45bc0a22606d8bb8af2234a17c815a886d9725a5b2"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BRIEF, "template: one-pager", "template: fact-sheet"),
        (BRIEF, "versions: numbered", "versions: numbered\ntheme: classic"),
        (BRIEF, "versions: numbered", "versions: numbered\npaper: a4"),
        (BRIEF, "The orchard in figures.", "All figures of the orchard."),
        ("data/orchard.yaml", '"Trees"', '"All trees"'),
        (BRIEF, "has {{ orchard.trees }}", "has\u00a0{{ orchard.trees }}"),
    ],
)
def test_looks_and_what_nobody_reads_make_no_version(path, old, new):
    assert old in NUMBERED[path]
    assert says(NUMBERED | {path: NUMBERED[path].replace(old, new)}) == says(NUMBERED)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BRIEF, 'en: "The orchard"', 'en: "An orchard"'),
        (BRIEF, "has {{", "counts {{"),
        (BRIEF, "{{ orchard.trees }}", "[{{ orchard.trees }}](https://example.org)"),
        (BRIEF, "versions: numbered", 'versions: numbered\nfooter: {en: "A footer", fr: "Un pied"}'),
        (BRIEF, "are old kinds", "are rare kinds"),
        ("data/orchard.yaml", "value: 62", "value: 63"),
        ("data/sources.yaml", "Orchard survey", "Survey of the orchard"),
        ("data/sources.yaml", "https://example.org/survey", "https://example.org/survey-2"),
        ("data/sources.yaml", "2026-05-04", "2026-05-05"),
    ],
)
def test_words_figures_and_links_make_one(path, old, new):
    assert old in NUMBERED[path]
    assert says(NUMBERED | {path: NUMBERED[path].replace(old, new)}) != says(NUMBERED)


# ---- incremental equals clean

WITH_PAGES = NUMBERED[BRIEF].replace(
    "versions: numbered", "versions: numbered\nstatus_address: https://example.org/status"
)

#: A project's file, and how it reads: two texts of each are the same to a reader.
STEPS = st.sampled_from(
    [
        ("data/orchard.yaml", FACTS),
        ("data/orchard.yaml", FACTS + "# a remark\n"),
        ("data/orchard.yaml", FACTS.replace("1240", "1300")),
        ("data/orchard.yaml", FACTS.replace("value: 62", "value: 63")),
        (BRIEF, NUMBERED[BRIEF]),
        (BRIEF, NUMBERED[BRIEF].replace("Le verger compte", "Ce verger compte")),
        (BRIEF, NUMBERED[BRIEF].replace("versions: numbered", "versions: numbered\ntheme: mono")),
        (BRIEF, NUMBERED[BRIEF].replace("{{ orchard.trees }} trees", "{{ orchard.none }} trees")),
        (BRIEF, WITH_PAGES),
        (BRIEF, WITH_PAGES.replace("Le verger compte", "Ce verger compte")),
        ("output", ""),
        ("output/.briefpress/ledger.json", "damaged"),
    ]
)
BUILDS = st.tuples(
    st.lists(STEPS, max_size=2),
    st.integers(0, 40),
    st.fixed_dictionaries(
        {},
        optional={
            "correction": st.just(SLIP),
            "force": st.just(True),
            "languages": st.sampled_from([("en",), ("fr",)]),
        },
    ),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),
)
@given(builds=st.lists(BUILDS, min_size=2, max_size=5))
def test_incremental_equals_clean(builds):
    day, is_lost = dt.date(2026, 1, 1), False
    with tempfile.TemporaryDirectory() as name:
        folder = write_project(Path(name) / "orchard", NUMBERED)
        for steps, days, how in builds:
            for path, text in steps:
                if path == "output":
                    shutil.rmtree(folder / path, ignore_errors=True)
                elif (folder / path).exists():
                    (folder / path).write_text(text, "utf-8")
            day += dt.timedelta(days)
            before = numbers(folder)
            clean = Path(name) / "clean"
            shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("output"))
            results = [build_quietly(each, day, **how) for each in (folder, clean)]
            assert results[0] == results[1], "what fails, fails in both"
            for lang, is_there in results[0].items():
                if is_there:
                    output = f"output/orchard/orchard-{lang}.pdf"
                    assert (folder / output).read_bytes() == (clean / output).read_bytes()
            assert numbers(folder) == numbers(clean)
            assert status_pages(folder).items() >= status_pages(clean).items()
            # A ledger that is lost no longer knows what is there to be pruned, neither PDFs nor pages.
            is_lost = is_lost or any(path.endswith("ledger.json") for path, _ in steps)
            if "languages" not in how and not is_lost:  # else nothing is pruned
                assert status_pages(folder) == status_pages(clean)
            for lang, own in before.items():
                assert numbers(folder)[lang][: len(own)] == own, "what was numbered stays"
                assert len(numbers(folder)[lang]) <= len(own) + 1
            # Once more, on another day, forced and from nothing: the file of versions says all.
            shutil.rmtree(clean / "output", ignore_errors=True)
            build_quietly(clean, day + dt.timedelta(400), **how | {"force": True})
            assert numbers(folder) == numbers(clean)
            shutil.rmtree(clean)


def build_quietly(folder, day, **how):
    result, _ = build_on(folder, day.isoformat(), **how, prune=True)
    return {edition.edition.lang: edition.status != "failed" for edition in result.editions}


def status_pages(folder):
    return {path.name: path.read_bytes() for path in (folder / "output/status").glob("*.html")}


def numbers(folder):
    return json.loads((folder / LEDGER).read_text("utf-8")) if (folder / LEDGER).exists() else {}
