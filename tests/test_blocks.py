"""Every type of block, as it is read aloud and where it is placed: `tests/blocks/*.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import indent

import page as page_validation
import pytest

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.merge.block_types import BLOCK_TYPES
from briefpress.page import describe
from briefpress.workspace import MemoryWorkspace
from tests.conftest import ROOT
from tests.support.tags import tag_tree
from tests.test_picture_blocks import BLOCKS as PICTURES

FILES = sorted((ROOT / "tests" / "blocks").glob("*.yaml"))

DATA = """
sources:
  record:
    title: {en: "A fictional record", fr: "Un dossier fictif"}
    publisher: {en: "Example Province", fr: "Province Exemple"}
    address: "https://example.org/record"
    accessed: 2026-11-01
facts:
  library.founded: {type: date, value: 1958-05-12, source: record, label: {en: "founding", fr: "fondation"}}
  library.books: {type: number, value: 41250, source: record, label: {en: "books", fr: "livres"}}
  library.loans:
    type: table
    source: record
    label: {en: "Loans by branch", fr: "Prêts par succursale"}
    columns:
      lent: {type: number, label: {en: "Lent", fr: "Prêtés"}}
      back: {type: number, label: {en: "Brought back", fr: "Rendus"}}
    rows:
      - {id: north, label: {en: "North", fr: "Nord"}, lent: 112.5, back: 98}
      - {id: south, label: {en: "South", fr: "Sud"}, lent: 7.25}
      - {id: both, label: {en: "Both", fr: "Les deux"}, lent: 119.75, back: 98}
  library.paper:
    {type: percent, value: 68, as_of: 2026-06-01, source: record, label: {en: "paper", fr: "papier"}}
  library.paper_before:
    {type: percent, value: 71, as_of: 2024-06-01, source: record, label: {en: "paper", fr: "papier"}}
  library.visits:
    type: series
    of: number
    source: record
    label: {en: "Visits", fr: "Visites"}
    points:
      - {at: 2024, value: 410}
      - {at: 2025, value: 432, qualifier: about}
"""

HEAD = """
title: {en: "A fictional library", fr: "Une bibliothèque fictive"}
subject: {en: "A sheet that tries a block.", fr: "Une fiche qui essaie un bloc."}
author: {en: "Example Province", fr: "Province Exemple"}
body:
"""


@cache
def renderer(name: str) -> Renderer:
    brief = HEAD + indent((ROOT / "tests" / "blocks" / f"{name}.yaml").read_text(encoding="utf-8"), "  ")
    return Renderer(Project(MemoryWorkspace({"data/library.yaml": DATA, "briefs/block.yaml": brief})))


def pdf(name: str, lang: str) -> bytes:
    rendering = renderer(name).render(Edition("briefs/block.yaml", lang))
    assert rendering.findings == ()
    assert rendering.pdf is not None
    return rendering.pdf


each_file = pytest.mark.parametrize("name", [path.stem for path in FILES])


@each_file
def test_reads_and_stands_as_it_did(name, golden):
    """English alone: what French says differently is the business of `merge`."""
    laid_out = renderer(name).lay_out(Edition("briefs/block.yaml", "en"), Findings())
    assert laid_out is not None
    tags = tag_tree(pdf(name, "en"))
    places = describe(laid_out[1])
    golden.check(f"blocks/{name}.txt", f"{_body(tags)}\n{_body_of_page(places)}")


@each_file
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_keeps_the_standards(name, lang):
    for profile in ("PDF_UA_1", "PDF_A_2A"):
        report = page_validation.validate_pdf_bytes(
            pdf(name, lang), profile=getattr(page_validation.ValidationProfile, profile)
        )
        assert [(f.rule_id, f.message) for f in report.failures] == []


def _body(tags: str) -> str:
    """Leave out the title and the end matter, which are the same for all."""
    lines = tags.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith("  H1")) + 1
    end = next((i - 1 for i, line in enumerate(lines) if "Sources and notes" in line), None)
    return "".join(lines[start:end])


def _body_of_page(places: str) -> str:
    lines = places.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if "A fictional library" in line) + 1
    end = next((i - 2 for i, line in enumerate(lines) if "Sources and notes" in line), -5)
    return "".join(lines[start:end])


def test_each_type_of_block_is_tried_here_or_in_a_sample():
    texts = [path.read_text(encoding="utf-8") for path in (*FILES, *Path(ROOT / "briefs").glob("*.yaml"))]
    texts += PICTURES.values()
    for name in BLOCK_TYPES:
        assert any(f"type: {name}\n" in text for text in texts), name
