"""The sheets for each state, province and territory (`docs/series/`)."""

from __future__ import annotations

import csv
from functools import cache

import page as page_validation
import pytest

from briefpress.build.ledger import Ledger
from briefpress.build.plan import Request, select
from briefpress.build.project import Project, briefs_by_name
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.extraction import READERS

FOLDER = ROOT / "docs" / "series"
#: Rows of each kind: a province, a territory whose code is shared, a state, the federal district.
SOME = ("ca_qc", "ca_nu", "us_tx", "us_dc")


@cache
def project() -> Project:
    return Project(Workspace(FOLDER))


@cache
def editions():
    findings = Findings()
    names = briefs_by_name(project(), findings)
    found = select(project(), Request(), Ledger(), names, findings)
    assert list(findings) == []
    return found


@cache
def rows():
    with (FOLDER / "data/places.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_each_place_has_a_sheet_in_each_language():
    assert len(editions()) == 2 * len(rows()) == 128
    assert {(edition.row, edition.lang) for edition in editions()} == {
        (row, lang) for row in rows() for lang in ("en", "fr")
    }
    assert len({edition.output for edition in editions()}) == 128


@pytest.mark.parametrize("row", SOME)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_sheet_says_what_its_row_has(row, lang):
    (edition,) = (one for one in editions() if (one.row, one.lang) == (row, lang))
    rendering = Renderer(project()).render(edition)
    assert rendering.findings == () and rendering.pages == 1
    for profile in (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_2A):
        report = page_validation.validate_pdf_bytes(rendering.pdf, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
    text = " ".join(READERS["pdfium"](rendering.pdf).split())
    data = rows()[row]
    for column in (f"label.{lang}", f"country.{lang}", f"kind.{lang}", "iso.en", "holidays", "area_codes"):
        assert data[column] in text, column
    assert (data["statehood"] in text) if data["statehood"] else ("statehood" not in text.lower())


def test_the_months_of_each_place_add_up():
    for row in rows().values():
        assert sum(int(row[f"m{month:02}"]) for month in range(1, 13)) == int(row["holidays"]), row["id"]
        assert len(row["numbers.en"].split(", ")) == int(row["area_codes"]), row["id"]
