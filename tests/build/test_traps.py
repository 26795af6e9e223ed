"""Edits that builders by time and size miss, or make too much of: files put back, swapped, renamed, touched.

Each trap is set for each kind of file that an edition is made of.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.kills import clean_outputs, outputs_of
from tests.support.project import TWO, write_project
from tests.support.rich_project import picture

STATUSES = ("built", "same", "fresh", "failed")
NOTHING_TO_DO = {"fresh": 4}

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "briefpress/assets"
CIVIC = (ASSETS / "themes/civic.yaml").read_text("utf-8")
BASE_XML = (ASSETS / "templates/base.xml").read_text("utf-8")
ONE_PAGER = (ASSETS / "templates/one-pager.xml").read_text("utf-8")

ORCHARD = TWO["briefs/orchard.yaml"].replace("template: one-pager\n", "template: ours\ntheme: dusk\n")
ORCHARD += (
    '  - {id: leaf, type: image, file: data/leaf.png, width: 40, alt: {en: "A leaf", fr: "Une feuille"}}\n'
)

FILES: dict[str, bytes] = {
    **{path: text.encode("utf-8") for path, text in TWO.items()},
    "briefs/orchard.yaml": ORCHARD.encode("utf-8"),
    # What follows the end of a PNG is nothing, and can make up for a size.
    "data/leaf.png": picture(3, 2).ljust(200, b"\0"),
    "templates/base.xml": BASE_XML.replace("</h1>", "!</h1>").encode("utf-8"),
    "templates/ours.xml": ONE_PAGER.encode("utf-8"),
    "templates/dusk.yaml": CIVIC.encode("utf-8"),
}


def build(folder: Path) -> dict[str, int]:
    """Build as somebody does who comes anew, and return how many editions have which status."""
    result = build_project(Project(Workspace(folder)), Request(jobs=1), Findings())
    return {status: count for status in STATUSES if (count := result.count(status))}


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return an edit that changes no size."""

    def edit(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode())

    return edit


#: Each kind of file, and an edit of it that the size of the file does not tell.
KINDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "facts": ("data/orchard.yaml", swapped("1240", "1340")),
    "a source": ("data/sources.yaml", swapped("Orchard survey", "Orchard record")),
    "a brief": ("briefs/orchard.yaml", swapped("The orchard has", "Our orchard has")),
    "a template": ("templates/base.xml", swapped("!</h1>", "?</h1>")),
    "a theme": ("templates/dusk.yaml", swapped("#A3262E", "#1D6A4B")),
    "a picture": ("data/leaf.png", lambda _: picture(4, 2).ljust(200, b"\0")),
}


@pytest.fixture(params=list(KINDS))
def trap(request, tmp_path):
    """A built project, a file of it, and an edit that keeps its size."""
    path, change = KINDS[request.param]
    after = change(FILES[path])
    assert len(after) == len(FILES[path])
    assert after != FILES[path]
    write_project(tmp_path, FILES)
    build(tmp_path)
    return tmp_path, path, FILES, {**FILES, path: after}


def test_an_edit_of_the_same_size_and_time(trap):
    folder, path, _, after = trap
    info = (folder / path).stat()
    write_project(folder, {path: after[path]})
    os.utime(folder / path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert build(folder).get("built")
    assert outputs_of(folder) == clean_outputs(after)


def test_an_older_file_that_is_put_back(trap):
    """With the time it had: long before the PDF was made."""
    folder, path, before, after = trap
    kept = folder.parent / f"{folder.name}-kept"
    shutil.copy2(folder / path, kept)
    os.utime(kept, (86_400, 86_400))
    write_project(folder, {path: after[path]})
    build(folder)
    assert outputs_of(folder) == clean_outputs(after)
    shutil.copy2(kept, folder / path)
    assert build(folder).get("built")
    assert outputs_of(folder) == clean_outputs(before)


def test_a_file_that_is_moved_over_another(trap):
    """Renaming keeps the time of the file that comes, and leaves that of the folder's others alone."""
    folder, path, _, after = trap
    beside = folder.parent / f"{folder.name}-new"
    beside.write_bytes(after[path])
    os.utime(beside, (86_400, 86_400))
    beside.replace(folder / path)
    assert build(folder).get("built")
    assert outputs_of(folder) == clean_outputs(after)


def test_files_that_are_touched_or_written_anew_as_they_were(trap):
    folder, path, before, _ = trap
    made = {pdf: pdf.stat().st_mtime_ns for pdf in folder.rglob("*.pdf")}
    os.utime(folder / path)
    assert build(folder) == NOTHING_TO_DO
    (folder / path).unlink()
    write_project(folder, {path: before[path]})
    assert build(folder) == NOTHING_TO_DO
    assert {pdf: pdf.stat().st_mtime_ns for pdf in folder.rglob("*.pdf")} == made


def test_times_to_come(trap):
    """As after the clock was set back: all was made, and written, in years that are still to come."""
    folder, path, _, after = trap
    to_come = 4_000_000_000
    for file in folder.rglob("*"):
        os.utime(file, (to_come, to_come))
    assert build(folder) == NOTHING_TO_DO
    write_project(folder, {path: after[path]})
    assert build(folder).get("built")
    assert outputs_of(folder) == clean_outputs(after)


@pytest.mark.parametrize(
    ("old", "new", "name", "other"),
    [
        ("templates/ours.xml", "templates/mine.xml", "template: ours", "template: mine"),
        ("templates/dusk.yaml", "templates/dawn.yaml", "theme: dusk", "theme: dawn"),
        ("data/leaf.png", "data/petal.png", "data/leaf.png", "data/petal.png"),
    ],
)
def test_a_file_that_gets_another_name(tmp_path, old, new, name, other):
    """Under its old name nothing is found, and the last good PDFs stay; under its new one all is well."""
    write_project(tmp_path, FILES)
    build(tmp_path)
    before = outputs_of(tmp_path)
    (tmp_path / old).rename(tmp_path / new)
    assert build(tmp_path) == {"fresh": 2, "failed": 2}
    assert outputs_of(tmp_path) == before
    brief = (tmp_path / "briefs/orchard.yaml").read_text("utf-8")
    (tmp_path / "briefs/orchard.yaml").write_text(brief.replace(name, other), "utf-8")
    assert build(tmp_path) == {"same": 2, "fresh": 2}
    # And one of other content that takes the old name is no longer of interest.
    write_project(tmp_path, {old: b"nothing that could be read"})
    if not old.startswith("templates/"):
        assert build(tmp_path) == NOTHING_TO_DO
    assert outputs_of(tmp_path) == before


def test_two_files_that_change_places(tmp_path):
    """Nothing is new, nothing is gone, and the times are those of before."""
    files = {
        **FILES,
        "data/bud.png": picture(4, 3),
        "templates/dawn.yaml": CIVIC.replace("#A3262E", "#1D6A4B").encode("utf-8"),
    }
    write_project(tmp_path, files)
    build(tmp_path)
    for one, other in (("data/leaf.png", "data/bud.png"), ("templates/dusk.yaml", "templates/dawn.yaml")):
        (tmp_path / one).rename(tmp_path / "aside")
        (tmp_path / other).rename(tmp_path / one)
        (tmp_path / "aside").rename(tmp_path / other)
        files[one], files[other] = files[other], files[one]
        assert build(tmp_path) == {"built": 2, "fresh": 2}
        assert outputs_of(tmp_path) == clean_outputs(files)
