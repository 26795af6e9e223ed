"""The facts that go with a PDF: those it prints, exactly, and as they are when it was built."""

from __future__ import annotations

import csv
import io
import json

import pikepdf
import pytest

from tests.build.test_build import clean_copy, outputs, trace
from tests.support.project import BASE, TWO, edit, write_project

BRIEF = "briefs/orchard.yaml"
ATTACHING = {**TWO, BRIEF: f"attach: facts\n{TWO[BRIEF]}"}


def attached(folder, edition="orchard-en"):
    """Return the text of each file in a PDF by its name."""
    name = edition.rpartition("-")[0]
    with pikepdf.open(folder / f"output/{name}/{edition}.pdf") as file:
        return {key: spec.get_file().read_bytes().decode("utf-8") for key, spec in file.attachments.items()}


def facts(folder, lang="en", edition=None):
    """Return the facts of a PDF by their ids."""
    whole = json.loads(attached(folder, edition or f"orchard-{lang}")[f"facts-{lang}.json"])
    return {fact["id"]: fact for fact in whole["facts"]}


def rows(folder, lang="en"):
    text = attached(folder, f"orchard-{lang}")[f"facts-{lang}.csv"]
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text[1:], newline=""))}


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, ATTACHING)
    assert len(trace(tmp_path)) == 4
    return tmp_path


def test_a_brief_that_does_not_ask_attaches_nothing(project):
    assert attached(project, "cellar-en") == {}


def test_the_facts_that_are_printed_go_with_the_pdf_in_reading_order(project):
    found = facts(project)
    assert list(found) == ["orchard.trees", "orchard.share"]
    assert found["orchard.trees"] == {
        **dict.fromkeys(("unit", "currency", "qualifier", "as_of", "period")),
        "id": "orchard.trees",
        "label": "Trees",
        "type": "number",
        "value": "1240",
        "scale": "one",
        "amount": "1240",
        "printed": [{"form": "long", "language": "en-CA", "text": "1,240"}],
        "sources": [
            {
                "id": "survey",
                "title": "Orchard survey",
                "publisher": "The Orchard",
                "address": "https://example.org/survey",
                "published": None,
                "accessed": "2026-05-04",
            }
        ],
    }


def test_each_edition_speaks_its_language(project):
    trees = facts(project, "fr")["orchard.trees"]
    assert (trees["label"], trees["sources"][0]["title"]) == ("Arbres", "Relevé du verger")
    assert trees["printed"][0]["text"].split() == ["1", "240"]
    with pikepdf.open(project / "output/orchard/orchard-fr.pdf") as file:
        (description,) = {spec.description.rpartition(" ")[0] for _, spec in file.attachments.items()}
    assert description == "Chiffres du présent document et leurs sources"


def test_a_table_has_the_same(project):
    assert list(rows(project)) == list(facts(project))
    trees = rows(project, "fr")["orchard.trees"]
    assert (trees["label"], trees["value"], trees["source"]) == ("Arbres", "1240", "Relevé du verger")
    assert (trees["unit"], trees["to"], trees["accessed"]) == ("", "", "2026-05-04")


KINDS = """\
sources:
  other:
    title: {en: "Ledger", fr: "Registre"}
    publisher: {en: "Land Office", fr: "Cadastre"}
    address: "https://example.org/ledger"
    published: 2026-01-31
    accessed: 2026-05-05
facts:
  pears.value:
    type: money
    value: {from: 1.25, to: 2}
    scale: million
    currency: CAD
    qualifier: about
    period: 2024-2025
    source: survey
    label: {en: "Value, with crates", fr: "Valeur, caisses comprises"}
    note: {en: "Ask the office again", fr: "Redemander au bureau"}
    definition: {en: "At the gate", fr: "Au portail"}
    locator: {en: "page 3", fr: "page 3"}
  pears.day:
    type: date
    value: 2026-04-08
    source: other
    label: {en: "Day", fr: "Jour"}
  pears.kinds:
    type: list
    value:
      - {en: "Bosc", fr: "Bosc"}
      - {en: "Comice", fr: "Comice"}
    source: survey
    label: {en: "Kinds", fr: "Variétés"}
  pears.trees:
    type: number
    value: 60
    source: other
    label: {en: "Pear trees", fr: "Poiriers"}
  pears.all:
    type: number
    formula: orchard.trees + pears.trees
    label: {en: "All trees", fr: "Tous les arbres"}
"""


def test_ranges_dates_lists_and_several_sources(tmp_path):
    text = "{{ pears.value }} {{ pears.day('short') }} {{ pears.kinds }} {{ pears.value('short') }}"
    brief = ATTACHING[BRIEF].replace("{{ orchard.trees }}", f"{text} {{{{ pears.all }}}}")
    write_project(tmp_path, {**BASE, "data/pears.yaml": KINDS, BRIEF: brief})
    trace(tmp_path)
    found, table = facts(tmp_path), rows(tmp_path)
    value = found["pears.value"]
    assert value["value"] == {"from": "1.25", "to": "2"} and value["amount"] is None
    assert [one["form"] for one in value["printed"]] == ["long", "short"]
    assert (table["pears.value"]["value"], table["pears.value"]["to"]) == ("1.25", "2")
    assert table["pears.value"]["label"] == "Value, with crates"
    assert (value["period"], value["scale"], value["currency"]) == ("2024-2025", "million", "CAD")
    assert found["pears.day"]["value"] == table["pears.day"]["value"] == "2026-04-08"
    assert found["pears.kinds"]["value"] == ["Bosc", "Comice"]
    assert table["pears.kinds"]["value"] == "Bosc | Comice"
    # Of a computed fact, the sources of what it is computed from; each in its place.
    assert table["pears.all"]["source"] == "Orchard survey | Ledger"
    assert table["pears.all"]["published"] == " | 2026-01-31"


def test_what_is_for_those_who_keep_the_data_stays_with_them(tmp_path):
    brief = ATTACHING[BRIEF].replace("{{ orchard.trees }}", "{{ pears.value }}")
    write_project(tmp_path, {**BASE, "data/pears.yaml": KINDS, BRIEF: brief})
    trace(tmp_path)
    for text in attached(tmp_path).values():
        assert "Value, with crates" in text
        assert not any(inner in text for inner in ("Ask the office", "At the gate", "page 3"))


def test_a_claim_brings_the_facts_it_rests_on(tmp_path):
    """Words such as "most" print no figure; a reader may ask for it all the same."""
    brief = (
        ATTACHING[BRIEF]
        .replace("{{ orchard.share }}", "x")
        .replace("trees.", "{{ claim('majority', orchard.share) }}.")
    )
    brief = brief.replace("arbres.", "{{ claim('majority', orchard.share) }}.")
    write_project(tmp_path, {**BASE, BRIEF: brief})
    trace(tmp_path)
    assert facts(tmp_path)["orchard.share"]["printed"] == []


def test_an_edition_in_all_languages_has_the_files_of_each(tmp_path):
    write_project(tmp_path, {**ATTACHING, BRIEF: f"together: [parallel]\n{ATTACHING[BRIEF]}"})
    trace(tmp_path)
    names = ["facts-en.csv", "facts-en.json", "facts-fr.csv", "facts-fr.json"]
    assert list(attached(tmp_path, "orchard-parallel")) == names
    assert facts(tmp_path, "fr", "orchard-parallel")["orchard.trees"]["label"] == "Arbres"


def test_words_that_a_project_has_not_are_those_that_ship(tmp_path):
    write_project(tmp_path, {**ATTACHING, "templates/words.yaml": "page: {en: P, fr: P}\n"})
    trace(tmp_path)
    with pikepdf.open(tmp_path / "output/orchard/orchard-en.pdf") as file:
        said = file.attachments["facts-en.csv"].description
    assert said == "Figures in this document and their sources (CSV)"


# ---- what is built again


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/orchard.yaml", '"Trees"', '"All trees"'),
        ("data/sources.yaml", "2026-05-04", "2026-05-05"),
        ("data/sources.yaml", "title:", "published: 2026-01-01\n    title:"),
    ],
)
def test_what_the_files_say_is_built_again(project, tmp_path_factory, path, old, new):
    edit(project, path, old, new)
    assert "orchard-en" in trace(project)
    assert outputs(project) == clean_copy(project, tmp_path_factory.mktemp("clean"))


def test_words_of_another_language_that_stand_in_are_built_again(tmp_path, tmp_path_factory):
    """The facts have no German: it names their sources, and what they measure, in English."""
    brief = ATTACHING[BRIEF].replace("fr:", "de:")
    write_project(tmp_path, {**BASE, BRIEF: f"languages: [en, de]\n{brief}"})
    assert len(trace(tmp_path)) == 2
    assert facts(tmp_path, "de")["orchard.trees"]["label"] == "Trees"
    edit(tmp_path, "data/orchard.yaml", '"Trees"', '"All trees"')
    assert set(trace(tmp_path)) == {"orchard-en", "orchard-de"}
    assert outputs(tmp_path) == clean_copy(tmp_path, tmp_path_factory.mktemp("clean"))


def test_asking_for_the_facts_builds_again(tmp_path):
    write_project(tmp_path, TWO)
    trace(tmp_path)
    edit(tmp_path, BRIEF, "template:", "attach: facts\ntemplate:")
    assert set(trace(tmp_path)) == {"orchard-en", "orchard-fr"}
    assert list(attached(tmp_path)) == ["facts-en.csv", "facts-en.json"]
