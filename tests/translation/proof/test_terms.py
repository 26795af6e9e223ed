"""The glossary: terms that a translation does not use, and forms to avoid."""

from __future__ import annotations

from itertools import groupby

import pytest

from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.translation.proof import Glossary
from briefpress.translation.units import units_of
from briefpress.workspace import MemoryWorkspace
from tests.translation.proof.test_proof import HEAD

GLOSSARY = """\
terms:
  nato: {en: NATO, fr: OTAN}
  forces:
    en: [Canadian Armed Forces, CAF]
    fr: [Forces armées canadiennes, FAC]
    avoid: {en: Canadian military}
  frame: {en: framework nation, fr: pays-cadre}
  group: {en: battle group, fr: groupement tactique, avoid: {fr: [groupe de bataille, groupe de combat]}}
  guard: {en: coast guard, fr: garde côtière}
  inshore: {en: guard, fr: garde}
  wing: {en: l’Aile, fr: l’Aile}
  sales: {en: arms sales, fr: vente d’armes, avoid: {fr: ventes militaires}}
  base: {en: base, fr: base aérienne}
  camp: {en: base, fr: camp}
  box: {en: box, fr: pré}
"""
SOURCE = """\
sources:
  page:
    title: {en: T, fr: T}
    publisher: {en: P, fr: P}
    address: {en: "https://example.org/en", fr: "https://example.org/fr"}
    accessed: 2026-05-04
facts:
  unit.name:
    type: text
    value: {en: "the unit", fr: "le groupement tactique"}
    source: page
    label: {en: Unit, fr: Unité}
"""


def check(english: str, french: str, glossary: str = GLOSSARY, heading: str = "") -> list[tuple[str, str]]:
    """Return the code of each finding and the words it is about."""
    texts = f"    text:\n      en: |\n        {english}\n      fr: |\n        {french}\n"
    brief = f"{HEAD}body:\n  - id: a\n    type: text\n{heading}{texts}"
    files = {"briefs/b.yaml": brief, "data/glossary.yaml": glossary, "data/facts.yaml": SOURCE}
    project, findings = Project(MemoryWorkspace(files)), Findings()
    read, book = project.brief("briefs/b.yaml", findings), project.book(findings)
    assert read is not None and not len(findings), list(findings)
    for _, units in groupby(units_of(read), key=lambda unit: unit.group):
        Glossary(book).check(tuple(units), read.languages, findings)
    return [(one.code, one.message.split("`")[1]) for one in findings]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("NATO leads.", "L’OTAN dirige."),
        ("NATO-led forces.", "Des forces sous l’égide de l’OTAN."),
        ("The battle groups of NATO.", "Les groupements tactiques de l’OTAN."),
        ("The Battle Group.", "Le groupement\n        tactique."),
        ("The CAF.", "Les Forces armées canadiennes."),
        ("The Canadian Armed Forces.", "Les FAC."),
        ("Canadian armed forces.", "Des militaires."),  # without its capitals it is another thing
        ("A nato of small letters.", "Rien."),
        ("The coast guard.", "La garde côtière."),
        ("The base.", "Le camp."),
        ("All boxes.", "Tous les prés."),
        ("The base.", "La base aérienne."),
        ("L'Aile flies.", "L’Aile vole."),
        ('The {{ "battle group" }} of music.', "Le groupe de musique."),
        ("The battle group.", "L’unité, {{ unit.name }}."),
        ('{{ lang("fr", "groupe de combat") }} is French.', "Le groupement tactique."),
        ("An arms sale.", "Une vente d’armes."),
    ],
)
def test_in_order(english, french):
    assert check(english, french) == []


@pytest.mark.parametrize(
    ("english", "french", "found"),
    [
        ("NATO leads.", "L’Alliance dirige.", [("LANG007", "NATO")]),
        ("The battle groups.", "Les bataillons.", [("LANG007", "battle groups")]),
        ("Battle group here.", "Bataillon ici.", [("LANG007", "Battle group")]),
        ("The CAF and CAF.", "L’armée.", [("LANG007", "CAF")]),
        ("A base.", "Un port.", [("LANG007", "base")]),
        ("A coast guard.", "Une garde.", [("LANG007", "coast guard")]),
        ("It grew.", "Les ventes militaires.", [("LANG008", "ventes militaires")]),
        ("Canadian military.", "Rien.", [("LANG008", "Canadian military")]),
        (
            "The battle group.",
            "Le groupe de combat.",
            [("LANG007", "battle group"), ("LANG008", "groupe de combat")],
        ),
    ],
)
def test_out_of_order(english, french, found):
    assert check(english, french) == found


def test_a_heading_may_say_it():
    heading = '    heading: {en: "The battle group", fr: "Le groupement tactique"}\n'
    assert check("The battle group is old.", "Il est ancien.", heading=heading) == []


def test_what_one_term_avoids_may_be_another_one():
    glossary = "terms:\n  a: {en: x, fr: pré, avoid: {fr: champ}}\n  b: {en: field, fr: champ}\n"
    assert check("A field.", "Un champ.", glossary) == []


def test_a_language_that_only_some_terms_have():
    glossary = "terms:\n  a: {en: meadow, fr: pré, de: Wiese}\n  b: {en: field, fr: champ}\n"
    heads = HEAD.replace("}", ', de: "T"}')
    text = "{en: A meadow or field., fr: Un pré ou un champ., de: Ein Feld.}"
    brief = f"languages: [en, fr, de]\n{heads}body:\n  - {{id: a, type: text, text: {text}}}\n"
    project = Project(MemoryWorkspace({"briefs/b.yaml": brief, "data/glossary.yaml": glossary}))
    findings = Findings()
    read = project.brief("briefs/b.yaml", findings)
    assert read is not None
    Glossary(project.book(findings)).check(tuple(units_of(read)), read.languages, findings)
    assert [(one.code, one.hint) for one in findings] == [("LANG007", "write `Wiese`")]


def test_without_a_glossary():
    assert check("NATO", "Alliance", "facts: {}\n") == []


def test_many_terms_take_no_longer_than_the_text():
    """A thousand terms are looked up by their first words, not tried one after the other."""
    many = "terms:\n" + "".join(f"  t{n}: {{en: word{n} of it, fr: mot{n} de lui}}\n" for n in range(1000))
    assert check("Only word7 of it. " * 300, "Que mot7 de lui. " * 300, many) == []
