"""What was accepted is a value like any other: what prints it is made again, and tells its source."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from tests.refresh.project import TODAY
from tests.support.project import write_project

FEEDS = "count: {csv: data/count.csv, source: survey}\nbeds: {csv: data/beds.csv, source: survey}"
FACTS = """\
garden.plants: {type: number, LABEL, refresh: {feed: count, column: plants}}
garden.paths: {type: number, LABEL, refresh: {feed: count, column: paths}}
garden.both: {type: number, LABEL, formula: garden.plants + garden.paths}
garden.beds:
  type: table
  LABEL
  columns:
    plants: {type: number, LABEL}
  rows: {feed: beds}
"""
COUNT = "plants,paths\n1290,4\n"
BEDS = "id,label.en,label.fr,plants\nhill,Hill,Colline,12\nlake,Lake,Lac,7\n"
NEXT = TODAY + dt.timedelta(days=1)


def brief(fact: str, *more: str) -> str:
    return "\n".join(
        [
            "template: one-pager",
            'title: {en: "A sheet", fr: "Une fiche"}',
            'subject: {en: "In figures.", fr: "En chiffres."}',
            'author: {en: "Example Province", fr: "Province Exemple"}',
            *more,
            "opening:",
            "  - id: lede",
            "    type: lede",
            f'    text: {{en: "It has {{{{ {fact} }}}}.", fr: "Il y en a {{{{ {fact} }}}}."}}',
            "",
        ]
    )


@pytest.fixture
def printed(garden):
    """A project with a brief for each fact and for each row of a table, as it was published yesterday."""
    (garden.root / "briefs/orchard.yaml").unlink()
    names = ("plants", "paths", "both")
    briefs = {f"briefs/{name}.yaml": brief(f"garden.{name}") for name in names}
    write_project(garden.root, {**briefs, "briefs/bed.yaml": brief("row.plants", "for_each: garden.beds")})
    garden.facts(FACTS, FEEDS)
    garden.write(count__csv=COUNT, beds__csv=BEDS)
    garden.refresh()
    build(garden)
    garden.today = NEXT
    return garden


def build(garden, **how) -> set[str]:
    """Build, and return the English editions that were made."""
    findings = Findings()
    result = build_project(Project(garden.workspace()), Request(**how), findings)
    assert [finding.message for finding in findings] == []
    return {one.edition.name for one in result.editions if one.status == "built" and one.edition.lang == "en"}


@pytest.mark.parametrize(
    ("files", "made"),
    [
        ({"count__csv": COUNT.replace("1290", "1300")}, {"plants-en", "both-en"}),
        ({"count__csv": COUNT.replace(",4", ",5")}, {"paths-en", "both-en"}),
        ({"beds__csv": BEDS.replace(",7", ",8")}, {"bed-lake-en"}),
        ({"beds__csv": BEDS + "road,Road,Route,1\n"}, {"bed-road-en"}),
        ({"beds__csv": BEDS.replace("\n", "\r\n")}, set()),
        ({"count__csv": "paths,plants\n4,1290\n"}, set()),
    ],
)
def test_what_prints_a_new_value_is_made_again_and_nothing_else(printed, files, made):
    printed.write(**files)
    printed.refresh()
    assert build(printed) == made
    assert build(printed) == set()


def test_the_day_that_is_printed_is_that_of_the_last_new_value(printed):
    printed.write(count__csv=COUNT.replace("1290", "1300"), beds__csv=BEDS.replace(",7", ",8"))
    printed.refresh()
    book = printed.book()
    days = {
        name: book.sources["survey"].last_accessed(book.get(name).citations)
        for name in (
            *("garden.plants", "garden.paths", "garden.both"),
            *("garden.beds.hill.plants", "garden.beds.hill.label", "garden.beds.lake.label", "garden.beds"),
        )
    }
    assert days == {
        "garden.plants": NEXT,
        "garden.paths": TODAY,
        "garden.both": NEXT,
        "garden.beds.hill.plants": TODAY,
        "garden.beds.hill.label": TODAY,
        "garden.beds.lake.label": NEXT,
        "garden.beds": NEXT,
    }


def test_a_memo_says_which_source_a_value_was_fetched_from(printed):
    printed.write(count__csv=COUNT.replace("1290", "1300"))
    printed.refresh()
    build(printed, memo=True)
    (memo,) = printed.root.glob("output/changes/*/memo-fr.json")
    reasons = {one["fact"]: one["reason"] for one in json.loads(memo.read_bytes())["figures"]}
    assert reasons["garden.plants"] == {
        "text": "Relevé du verger, https://example.org/releve",
        "from": "refresh",
    }
    assert "Obtenu de\u00a0: Relevé du verger" in memo.with_suffix(".md").read_text(encoding="utf-8")
