"""A large book is read once, and again only when a file of it, the program or the languages change."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefpress.build import book_cache
from briefpress.build.book_cache import LEAST_BYTES, MOST_TIMES, PATH, load_book
from briefpress.build.check import check_project
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.publication import sweep
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from briefpress.facts import load_facts
from briefpress.facts.codec import LazyFacts
from briefpress.facts.refreshed import write_lock
from briefpress.workspace import REFRESH_LOCK, MemoryWorkspace, Workspace
from tests.facts.test_codec import parts
from tests.support.project import TWO, edit, write_project

ROOT = Path(__file__).resolve().parents[2]

LANGUAGES = ("en", "fr")

FACT = """\
  more.jars{}:
    type: number
    value: {}
    source: survey
    label: {{en: "Jars on shelf {}", fr: "Bocaux de l’étagère {}"}}
"""

MANY = "facts:\n" + "".join(FACT.format(*[number] * 4) for number in range(550))

#: Two briefs, and a book that is worth keeping.
LARGE = {**TWO, "data/more/shelves.yaml": MANY}


@pytest.fixture
def project(tmp_path):
    """A project whose book was read and kept."""
    write_project(tmp_path, LARGE)
    load(tmp_path)
    assert (tmp_path / PATH).is_file()
    return tmp_path


def load(folder, languages=LANGUAGES):
    findings = Findings()
    return load_book(Workspace(folder), languages, findings), list(findings)


def is_kept(folder, languages=LANGUAGES):
    """Tell whether the book comes from the file that was kept; what it says is the same in any case."""
    book, found = load(folder, languages)
    findings = Findings()
    plain = load_facts(Workspace(folder), languages, findings)
    assert found == list(findings)
    assert parts(book) == parts(plain)
    return isinstance(book.facts, LazyFacts)


def forge(folder, change):
    """Change the kept lines, and give them a first line that is right."""
    path = folder / PATH
    head, _, lines = path.read_bytes().partition(b"\n")
    lines = change(lines)
    told = {**json.loads(head), "sha256": hashlib.sha256(lines).hexdigest()}
    path.write_bytes(json.dumps(told).encode() + b"\n" + lines)


# ---- when it counts


def test_the_size_of_the_books_of_this_test():
    data = [len(content.encode()) for path, content in LARGE.items() if path.startswith("data/")]
    assert sum(data) > LEAST_BYTES
    assert sum(data[:-1]) < LEAST_BYTES


def test_a_book_is_kept_and_found(project):
    assert is_kept(project)


def test_the_same_reads_are_recorded(project):
    reads = []
    for read in (load_facts, load_book):
        workspace = Workspace(project)
        with workspace.recording() as seen:
            book = read(workspace, LANGUAGES, Findings())
        [fact.label["en"].locate("shelf") for fact in book.facts.values()]
        reads.append(seen)
    assert reads[0] == reads[1]
    assert "listing:data/*.yml" in reads[0]
    assert "data/more/shelves.yaml" in reads[0]


TOWNS = """\
facts:
  orchard.towns:
    type: table
    source: survey
    label: {en: "Towns", fr: "Villes"}
    columns:
      trees: {type: number, label: {en: "Trees", fr: "Arbres"}}
    rows: data/towns.csv
"""


def test_rows_of_csv_files_are_kept_and_looked_at(project):
    rows = {"data/towns.yaml": TOWNS, "data/towns.csv": "id,label.en,label.fr,trees\nhill,Hill,Mont,120\n"}
    write_project(project, rows)
    assert not is_kept(project)
    assert is_kept(project)
    test_the_same_reads_are_recorded(project)
    book, _ = load(project)
    assert book.facts["orchard.towns.hill.trees"].value == 120
    edit(project, "data/towns.csv", "120", "121")
    assert not is_kept(project)
    book, _ = load(project)
    assert book.facts["orchard.towns.hill.trees"].value == 121
    # A file that the table does not name is nobody's.
    write_project(project, {"data/other.csv": "x"})
    assert is_kept(project)
    (project / "data/towns.csv").unlink()
    assert not is_kept(project)


FED = """\
feeds:
  count: {csv: data/count.csv, source: survey}
facts:
  orchard.hedges: {type: number, value: 3, label: {en: H, fr: H}, refresh: {feed: count, column: hedges}}
"""


def test_values_that_were_accepted_are_looked_at(project):
    write_project(project, {"data/fed.yaml": FED})
    assert not is_kept(project)
    assert is_kept(project)
    for value in ("4", "5"):
        entry = {"value": value, "measure": "number", "asked": "count / hedges", "at": "2026-05-01T10:00:00Z"}
        write_project(project, {REFRESH_LOCK: write_lock({"orchard.hedges": entry}, {})})
        assert not is_kept(project)
        assert is_kept(project)
        test_the_same_reads_are_recorded(project)
        book, _ = load(project)
        assert str(book.facts["orchard.hedges"].value) == value
    (project / REFRESH_LOCK).unlink()
    assert not is_kept(project)


def test_asking_for_a_fact_reads_no_file(project):
    workspace = Workspace(project)
    book = load_book(workspace, LANGUAGES, Findings())
    edit(project, "data/cellar.yaml", "Jars", "Casks")
    with workspace.recording() as seen:
        assert book.facts["cellar.jars"].label["en"].locate("Jars").length == 4
    assert seen == set()


NEW = "facts:\n" + FACT.format(1000, 1, 2, 3)


def add(folder, path="data/new.yaml", text=NEW):
    write_project(folder, {path: text})


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: edit(folder, "data/cellar.yaml", "300", "310"),
        lambda folder: edit(folder, "data/more/shelves.yaml", "Jars on shelf 7", "JARS on shelf 7"),
        lambda folder: edit(folder, "data/cellar.yaml", "facts:", "# a comment\nfacts:"),
        add,
        lambda folder: add(folder, "data/notes.yaml", "# nothing yet\n"),
        lambda folder: (folder / "data/cellar.yaml").unlink(),
        lambda folder: (folder / "data/cellar.yaml").rename(folder / "data/below.yaml"),
    ],
)
def test_a_change_of_the_files_is_seen(project, change):
    change(project)
    assert not is_kept(project)
    assert is_kept(project)


def test_times_of_files_do_not_count(project):
    for path in project.rglob("*.yaml"):
        os.utime(path, (1, 1))
    assert is_kept(project)


def test_other_languages(project):
    assert not is_kept(project, ("fr", "en"))
    assert is_kept(project, ("fr", "en"))


def test_another_release_of_the_program(project, monkeypatch):
    monkeypatch.setattr(book_cache, "engine_digest", lambda: "another")
    assert not is_kept(project)


# ---- when it is not kept


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: edit(folder, "data/cellar.yaml", "300", "lots"),
        lambda folder: edit(folder, "data/cellar.yaml", "source: survey", "source: nobody"),
        lambda folder: add(folder, "data/new.yml"),
        lambda folder: add(folder, "data/new.yaml", b"\xff\xfe"),
        lambda folder: (folder / "data/loop.yaml").symlink_to("/etc/hostname"),
    ],
)
def test_a_book_with_findings_is_read_each_time(project, change):
    kept = (project / PATH).read_bytes()
    change(project)
    for _ in range(2):
        book, found = load(project)
        assert found
        assert not isinstance(book.facts, LazyFacts)
    assert (project / PATH).read_bytes() == kept


def test_a_small_book_is_read_each_time(tmp_path):
    write_project(tmp_path, TWO)
    assert not is_kept(tmp_path)
    assert not (tmp_path / "output").exists()


def test_a_project_in_memory_is_written_nowhere():
    workspace = MemoryWorkspace(LARGE)
    assert len(load_book(workspace, LANGUAGES, Findings()).facts) == 553
    assert not (workspace.root / PATH).exists()


def test_only_the_parent_writes(tmp_path, monkeypatch):
    write_project(tmp_path, LARGE)
    with monkeypatch.context() as worker:
        worker.setattr("multiprocessing.parent_process", object)
        assert not is_kept(tmp_path)
        assert not (tmp_path / "output").exists()
    assert not is_kept(tmp_path)
    assert is_kept(tmp_path)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "denied")])
def test_where_nothing_can_be_written(tmp_path, monkeypatch, error):
    def fail(*arguments, **how):
        raise error

    write_project(tmp_path, LARGE)
    monkeypatch.setattr(book_cache, "publish", fail)
    assert not is_kept(tmp_path)


def test_a_file_in_place_of_the_folder(tmp_path):
    write_project(tmp_path, {**LARGE, "output": "a file"})
    assert not is_kept(tmp_path)


# ---- files that are not ours


def halve(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn_a_digit(path):
    path.write_bytes(path.read_bytes().replace(b'"Decimal","300"', b'"Decimal","900"'))


def of_another_version(path):
    head, _, lines = path.read_bytes().partition(b"\n")
    path.write_bytes(json.dumps({**json.loads(head), "version": 0}).encode() + b"\n" + lines)


@pytest.mark.parametrize(
    "spoil",
    [
        halve,
        turn_a_digit,
        of_another_version,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\n" * 1000),
        lambda path: path.write_bytes(b'{"version": 1}'),
        lambda path: path.write_bytes(path.read_bytes() + b"\n"),
        lambda path: path.write_bytes(b"[" * 100_000),
    ],
)
def test_a_damaged_file_is_replaced(project, spoil):
    before = (project / PATH).read_bytes()
    spoil(project / PATH)
    assert (project / PATH).read_bytes() != before
    assert not is_kept(project)
    assert (project / PATH).read_bytes() == before


@pytest.mark.parametrize(
    "change", [lambda lines: b"", lambda lines: b"{}", lambda lines: b"[[],[],[],[]]\n{}"]
)
def test_a_file_with_the_right_digest_and_no_book_in_it(project, change):
    forge(project, change)
    assert not is_kept(project)
    assert is_kept(project)


def test_a_file_with_the_right_digest_and_a_fact_that_is_none(project):
    forge(project, lambda lines: lines.replace(b'"Decimal","300"', b'"Decimal","1E+999999999"'))
    book, found = load(project)
    assert isinstance(book.facts, LazyFacts)
    assert (book.facts["cellar.jars"].value, found) == (300, [])


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path)])
def test_something_else_of_that_name(project, make):
    (project / PATH).unlink()
    make(project / PATH)
    assert not is_kept(project)


def test_a_file_that_is_far_too_large(project):
    data = sum(path.stat().st_size for path in (project / "data").rglob("*.yaml"))
    forge(project, lambda lines: lines + b" " * MOST_TIMES * data)
    assert not is_kept(project)
    assert (project / PATH).stat().st_size < MOST_TIMES * data


@pytest.mark.skipif(not hasattr(os, "pread"), reason="all of it is held here")
class TestReadInParts:
    """A book with more bytes than are held."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch):
        monkeypatch.setattr(book_cache, "MOST_HELD", 1000)

    def test_it_says_the_same(self, project):
        assert is_kept(project)

    def test_what_was_just_read_whole_is_let_go(self, project):
        edit(project, "data/more/shelves.yaml", "value: 300", "value: 301")
        book, _ = load(project)
        assert isinstance(book.facts, LazyFacts)
        assert book.facts["more.jars300"].value == 301

    def test_it_stays_as_it_was_when_another_takes_its_place(self, project):
        book, _ = load(project)
        edit(project, "data/more/shelves.yaml", "value: 300", "value: 30000")
        assert load(project)[0].facts["more.jars301"].value == 301
        assert book.facts["more.jars300"].value == 300
        assert book.facts["more.jars301"].value == 301

    def test_it_may_be_deleted(self, project):
        book, _ = load(project)
        (project / PATH).unlink()
        assert book.facts["more.jars300"].value == 300

    def test_the_files_are_read_again_where_it_is_cut_off(self, project):
        book, _ = load(project)
        os.truncate(project / PATH, 100)
        assert book.facts["more.jars300"].value == 300

    def test_no_room_for_another_open_file(self, project, monkeypatch):
        def full(*_):
            raise OSError(24, "Too many open files")

        monkeypatch.setattr(book_cache, "_OnDisk", full)
        book, found = load(project)
        assert (book.facts["more.jars300"].value, found) == (300, [])

    def test_no_file_stays_open(self, project):
        before = len(list(Path("/dev/fd").iterdir()))
        for _ in range(3):
            load(project)
        assert len(list(Path("/dev/fd").iterdir())) <= before

    def test_where_it_cannot_be_written_the_book_is_there(self, project):
        shutil.rmtree(project / "output")
        (project / "output").write_text("no folder", "utf-8")
        book, found = load(project)
        assert (book.facts["more.jars300"].value, found) == (300, [])


def test_a_link_out_of_the_project_is_not_followed(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    kept = project / PATH
    kept.rename(outside / "facts.jsonl")
    kept.symlink_to(outside / "facts.jsonl")
    assert not is_kept(project)
    assert not kept.is_symlink()  # ours lies there now
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.symlink_to(outside)
    before = (outside / "facts.jsonl").stat().st_mtime_ns
    assert not is_kept(project)
    assert (outside / "facts.jsonl").stat().st_mtime_ns == before
    assert [path.name for path in outside.iterdir()] == ["facts.jsonl"]


def test_what_a_killed_run_left_is_swept(project):
    left = (project / PATH).with_name(".part-999999999-facts.jsonl")
    left.write_bytes(b"[")
    sweep(project / "output")
    assert not left.exists()
    assert is_kept(project)


# ---- what users see


def editions(folder, **request):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(force=True, **request), findings)
    built = {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}
    return [r.status for r in result.editions], built, list(findings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_gives_the_same_bytes(tmp_path, jobs):
    write_project(tmp_path, LARGE)
    cold = editions(tmp_path)
    assert (tmp_path / PATH).exists()
    assert cold[0] == ["built"] * 4
    assert is_kept(tmp_path)
    assert editions(tmp_path, jobs=jobs) == cold


def test_findings_in_facts_are_the_same(project):
    """They name lines of the files with facts: when a brief prints one, and when one grows old."""
    edit(project, "data/sources.yaml", "accessed: 2026-05-04", "accessed: 2016-05-04\n    warn_after: 1 year")
    edit(
        project,
        "data/cellar.yaml",
        "type: number\n    value: 300",
        "type: text\n    value: {en: a\ue000, fr: b}",
    )
    told = []
    for _ in range(2):
        findings = Findings()
        check_project(Project(Workspace(project)), findings)
        told.append(list(findings))
    assert is_kept(project)
    assert told[0] == told[1]
    assert {finding.code for finding in told[0]} == {"MERGE005", "FACT018"}
    assert {finding.span.path for finding in told[0]} > {"data/cellar.yaml", "data/more/shelves.yaml"}


IMPORTED = """
import sys
from pathlib import Path
from briefpress.build.book_cache import load_book
from briefpress.diagnostics import Findings
from briefpress.facts.codec import LazyFacts
from briefpress.workspace import Workspace
book = load_book(Workspace(Path(sys.argv[1])), ("en", "fr"), Findings())
assert isinstance(book.facts, LazyFacts)
assert book.facts["cellar.jars"].label["en"].locate("Jars").line
heavy = {"yaml", "babel", "jinja2", "markdown_it", "reportlab", "multiprocessing", "rapidfuzz"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_book_that_was_kept_needs_little(project):
    command = [sys.executable, "-c", IMPORTED, str(project)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
