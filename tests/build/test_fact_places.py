"""Where a fact is printed: edition, page, line of the brief, sentence."""

from __future__ import annotations

import re

import pytest

from briefpress.build.fact_places import places_of
from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.workspace import MemoryWorkspace
from tests.support.project import BASE

#: One language: what only it says is no mistake there.
ENGLISH = re.sub(r",? *\n? *fr: \"[^\"]*\"", "", BASE["briefs/orchard.yaml"])


def places(text: str, fact: str = "orchard.trees", more: str = ""):
    old = "The orchard has {{ orchard.trees }} trees."
    brief = "languages: [en]\n" + ENGLISH.replace(old, text) + more
    renderer = Renderer(Project(MemoryWorkspace({**BASE, "briefs/orchard.yaml": brief})))
    findings = Findings()
    found = list(places_of(renderer, [Edition("briefs/orchard.yaml", "en")], {fact}, findings))
    assert not list(findings)
    return [(p.pages, p.span.line, p.text, p.sentence) for p in found]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The orchard has {{ orchard.trees }} trees.", "The orchard has 1,240 trees."),
        ("It is old. It has {{ orchard.trees }} trees! It bears.", "It has 1,240 trees!"),
        ("The U.S. Orchard has *{{ orchard.trees }}* trees.", "The U.S. Orchard has 1,240 trees."),
    ],
)
def test_the_sentence_around_it(text, sentence):
    assert places(text) == [((1,), 12, "1,240", sentence)]


def test_a_figure_of_its_own_and_a_bar_of_a_chart():
    assert places("None.", "orchard.share") == [((1,), 16, "62%", "62%")]
    chart = (
        "body:\n  - id: c\n    type: chart\n    kind: share\n    alt: {en: Old kinds}\n"
        "    items:\n"
        "      - {fact: orchard.share, label: {en: Old}}\n"
    )
    found = places("None.", "orchard.share", chart)
    assert [(text, sentence) for _, _, text, sentence in found] == [("62%", "62%"), ("62%", "Old 62%")]


def test_each_place_is_told():
    assert len(places("{{ orchard.trees }} and {{ orchard.trees }}.")) == 2
    assert places("Nothing of it.") == []
