"""Each published edition leaves a record of what it says, for the next memo."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from briefpress.build.ledger import head_of
from briefpress.build.plan import Request
from briefpress.build.project import Edition, Project
from briefpress.build.run import build_project
from briefpress.build.said import FOLDER, Said, place_of_said, read_said
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.project import BASE, edit, write_project

ENGLISH = Edition("briefs/orchard.yaml", "en")


@pytest.fixture
def folder(tmp_path):
    return write_project(tmp_path, BASE)


def build(folder, **how):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(**how), findings)
    assert not findings.errors
    return result


def said(folder, edition=ENGLISH) -> Said | None:
    return read_said(Workspace(folder), edition, (folder / edition.output).read_bytes())


def test_it_has_the_sentences_and_the_facts_with_their_places(folder):
    build(folder)
    found = said(folder)
    (block,) = [block for block in found.blocks if "1,240" in block.text]
    (quoted,) = block.facts
    assert block.text[quoted.start : quoted.end] == "1,240"
    assert (block.file, block.lang, quoted.fact) == ("briefs/orchard.yaml", "en-CA", "orchard.trees")
    fact = found.facts["orchard.trees"]
    assert (fact.value, fact.shown) == ("1240", {"en": "1,240", "fr": "1\u00a0240"})


@pytest.mark.parametrize("name", ["us-defence-partner", "fms-handout"])
def test_the_boxes_hold_the_characters(name, tmp_path):
    """What the PDF has inside of a fact's box are the fact's characters."""
    for part in ("briefs", "data", "templates"):
        for path in (ROOT / part).rglob("*.yaml"):
            write_project(tmp_path, {str(path.relative_to(ROOT)): path.read_bytes()})
    build(tmp_path, briefs=(name,))
    edition = Edition(f"briefs/{name}.yaml", "en")
    document = pypdfium2.PdfDocument(tmp_path / edition.output)
    quoted = [(block, one) for block in said(tmp_path, edition).blocks for one in block.facts]
    assert quoted
    for block, one in quoted:
        inside = "".join(
            document[box.page - 1].get_textpage().get_text_bounded(*box[1:]) for box in one.boxes
        )
        expected = block.text[one.start : one.end]
        # How PDFium names spaces and line ends is its own affair.
        assert letters(expected) in letters(inside)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_a_build_of_what_is_there_gives_the_same_record(folder):
    build(folder)
    before = (folder / place_of_said(ENGLISH.output)).read_bytes()
    build(folder, force=True)
    assert (folder / place_of_said(ENGLISH.output)).read_bytes() == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("1,240", "1,241"),
        lambda text: text[:-20],
        lambda text: "",
        lambda text: head_of(body := json.dumps({"version": 1, "output": 3}) + "\n") + "\n" + body,
    ],
)
def test_a_damaged_record_says_nothing(folder, spoil):
    build(folder)
    path = folder / place_of_said(ENGLISH.output)
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    assert said(folder) is None


def test_the_record_of_another_pdf_says_nothing(folder):
    build(folder)
    (folder / ENGLISH.output).write_bytes(b"%PDF-1.7 from elsewhere")
    assert said(folder) is None


def test_a_record_goes_with_its_pdf(folder):
    build(folder)
    (folder / "briefs/orchard.yaml").rename(folder / "briefs/garden.yaml")
    build(folder, prune=True)
    assert not (folder / FOLDER / "orchard").exists()
    assert (folder / FOLDER / "garden/garden-en.json").is_file()


def test_an_edition_that_fails_keeps_the_record_of_its_last_good_pdf(folder):
    build(folder)
    before = (folder / place_of_said(ENGLISH.output)).read_bytes()
    edit(folder, "briefs/orchard.yaml", "{{ orchard.trees }} trees", "{{ orchard.treees }} trees")
    build_project(Project(Workspace(folder)), Request(), Findings())
    assert (folder / place_of_said(ENGLISH.output)).read_bytes() == before
