"""What is said when the languages of a brief say different things, and what is no difference at all."""

from __future__ import annotations

import pytest

from briefpress.build.check import check_project
from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.workspace import MemoryWorkspace
from tests.support.project import BASE

HEAD = """\
template: fact-sheet
title: {en: "T", fr: "T"}
subject: {en: "S", fr: "S"}
author: {en: "A", fr: "A"}
"""

FACTS = """\
facts:
  orchard.sales: {type: multiple, value: 3, source: survey, label: {en: "Sales", fr: "Ventes"}}
  orchard.since: {type: year, value: 2017, source: survey, label: {en: "Since", fr: "Depuis"}}
  orchard.cost:
    {type: money, value: 1.5, scale: million, currency: CAD, source: survey, label: {en: "C", fr: "C"}}
"""


def found(english: str, french: str, head: str = HEAD, more: str = "") -> list[tuple[str, str]]:
    """Return the code of each finding, and the words it marks."""
    pad = "\n          "
    text = (
        f"body:\n  - id: a\n    type: text\n    text:\n      en: |{pad}{english.replace(chr(10), pad)}\n"
        f"      fr: |{pad}{french.replace(chr(10), pad)}\n"
    )
    brief = head + text + more
    files = {**BASE, "data/more.yaml": FACTS, "briefs/orchard.yaml": brief}
    findings = Findings()
    check_project(Project(MemoryWorkspace(files)), findings)
    lines = brief.split("\n")
    return [
        (one.code, lines[one.span.line - 1][one.span.column - 1 :][: one.span.length])
        for one in findings
        if one.span and not one.code.startswith("LANG")
    ]


AGREE = [
    ("{{ orchard.trees }} trees, {{ orchard.share }}.", "{{ orchard.share }} de {{ orchard.trees }} arbres."),
    ("{{ orchard.trees }} and {{ orchard.trees }}.", "{{ orchard.trees }}."),
    ("{{ orchard.trees }}.", "{{ orchard.trees('bare') }}."),
    ("Two of 5 at 2:30 pm.", "Deux de cinq à 14 h 30."),
    ("On April 8, 2024, in 12 places.", "Le 8 avril 2024, en une douzaine d’endroits."),
    ("US$1.25 billion.", "1,25\u00a0milliard de dollars américains."),
    ("It {{ claim('tripled', orchard.sales) }}.", "Il {{ claim('tripled', orchard.sales) }}."),
    ("It is {{ orchard.sales }} as much.", "Elles {{ claim('tripled', orchard.sales) }}."),
    ("[a](https://example.org/en/x)", "[a](https://example.org/fr/x)"),
    ("One.\n\n* a\n* b", "Un.\n\n* a\n* b"),
    # A number that a fact has, and small counts that any text may have.
    ("{{ '2017' }} and 3 of them.", "{{ '2017' }} et trois d’entre eux."),
    # A number of a name.
    ("The trees of Branch 2017 stand.", "Les arbres de la Section 2017 poussent."),
]


@pytest.mark.parametrize(("english", "french"), AGREE)
def test_texts_that_agree(english, french):
    claims = [code for code, _ in found(english, french) if code != "PAR008"]
    assert claims == []


DIFFER = [
    ("{{ orchard.share }}.", "62 %.", [("PAR001", "62 %")]),
    ("{{ orchard.share }}.", "63\u00a0%.", [("PAR001", "63\u00a0%")]),
    ("62%.", "{{ orchard.share }}.", [("PAR001", "62%")]),
    ("Since {{ orchard.since }}.", "Depuis 2018.", [("PAR001", "2018")]),
    ("{{ orchard.cost }}.", "1,6\u00a0million de dollars.", [("PAR001", "1,6\u00a0million de dollars")]),
    ("{{ orchard.share }}.", "Beaucoup.", [("PAR002", "Beaucoup.")]),
    ("Many.", "{{ orchard.share }}.", [("PAR002", "Many.")]),
    # A date is no share: the fact is missing, and the number is one too many.
    ("{{ orchard.share }}.", "Le 8 avril.", [("PAR003", "8 avril"), ("PAR002", "Le 8 avril.")]),
    ("On 14 trees.", "Sur 15 arbres.", [("PAR003", "15")]),
    ("In 14 of 16.", "En 14 de 17 sur 18.", [("PAR003", "17"), ("PAR003", "18")]),
    ("At 2:30 pm.", "À 2 h 30.", [("PAR003", "2 h 30")]),
    ("Since 2017.", "Depuis 2017.", [("PAR004", "2017"), ("PAR004", "2017")]),
    # The first word of a sentence is no name.
    ("Only. In 2017.", "Seulement. En 2017.", [("PAR004", "2017"), ("PAR004", "2017")]),
    ("62%.", "62\u00a0%.", [("PAR004", "62%"), ("PAR004", "62\u00a0%")]),
    ("Can$1.5 million.", "1,5\u00a0M$\u00a0CA.", [("PAR004", "Can$1.5 million"), ("PAR004", "1,5\u00a0M$")]),
    ("[a](https://example.org/x)", "a", [("PAR006", "https://example.org/x")]),
    ("a", "[a](https://example.org/x)", [("PAR006", "https://example.org/x")]),
    ("[a](https://example.org/x)", "[a](https://example.org/y)", [("PAR006", "https://example.org/y")]),
    ("* a\n* b", "* a", [("PAR007", "* a")]),
    ("a\n\nb", "a", [("PAR007", "a")]),
    (
        "They {{ claim('tripled', orchard.sales) }}: {{ orchard.sales }}.",
        "C’est {{ orchard.sales }}.",
        [("PAR008", "C’est {{ orchard.sales }}.")],
    ),
]


@pytest.mark.parametrize(("english", "french", "said"), DIFFER)
def test_texts_that_differ(english, french, said):
    assert sorted(found(english, french)) == sorted(said)


NOTES = """
notes:
  - {id: one, text: {en: "Of it.", fr: "De cela."}}
  - {id: two, text: {en: "Of that.", fr: "De ceci."}}
"""
BOTH = "{{ note('one') }} {{ note('two') }}"


@pytest.mark.parametrize(
    ("english", "french", "said"),
    [
        (BOTH, BOTH, []),
        (BOTH, "{{ note('one') }}.", [("PAR005", "{{ note('one') }}.")]),
        ("{{ note('two') }}.", BOTH, [("PAR005", "{{ note('two') }}.")]),
        (BOTH, "{{ note('two') }} {{ note('one') }}", [("PAR010", '{en: "Of that.", fr: "De ceci."}')]),
    ],
)
def test_notes(english, french, said):
    assert found(english, french, more=NOTES) == said


@pytest.mark.parametrize(
    "french",
    [
        "{{ orchard.shore }}",
        "{{ orchard.share }",
        "{{ note('x') }}",
        "13 $",
        "# x",
        "[x](ftp://x)",
        "{{ claim('fell', orchard.sales) }}",
    ],
)
def test_a_text_with_another_mistake_is_not_compared(french):
    """Else one slip would be told twice."""
    assert not [code for code, _ in found("{{ orchard.share }} on 14.", french) if code.startswith("PAR")]


def test_one_language_agrees_with_itself():
    head = 'languages: [fr]\ntemplate: fact-sheet\ntitle: {fr: "T"}\nsubject: {fr: "S"}\nauthor: {fr: "A"}\n'
    files = {
        **BASE,
        "briefs/orchard.yaml": f"{head}body:\n  - {{id: a, type: text, text: {{fr: 'Sur 15 %.'}}}}\n",
    }
    findings = Findings()
    check_project(Project(MemoryWorkspace(files)), findings)
    assert not [one for one in findings if one.code.startswith("PAR")]


def test_the_language_that_is_listed_first_is_the_one_that_others_are_measured_by():
    head = f"languages: [fr, en]\n{HEAD}"
    assert found("On 14 trees.", "Sur 15 arbres.", head) == [("PAR003", "14")]


def test_a_block_is_compared_as_a_whole():
    """A translation may say in the heading what the other says in the text."""
    more = (
        "  - id: b\n    type: text\n    heading: {en: 'Some {{ orchard.trees }} trees', fr: 'Arbres'}\n"
        "    text: {en: 'Old.', fr: 'Vieux, et {{ orchard.trees }}.'}\n"
    )
    assert found("a", "a", more=more) == []
