"""What a listener hears of charts, made of the figures in both languages: those of the gallery."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Findings
from briefpress.document.charts import CHARTS, Chart
from docs.gallery.examples import examples, renderer
from tests.conftest import ROOT

#: The last one shows others again.
EXAMPLES = [example for example in examples() if example.page == "charts" and example.heading != "In greys"]


def chart_of(example, lang):
    edition = next(edition for edition in example.editions if edition.lang == lang)
    document, _ = renderer().lay_out(edition, Findings())
    (chart,) = [node for node in document.walk() if isinstance(node, Chart)]
    return chart


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_alternative_texts(lang, golden):
    told = [f"{example.heading}\n  {chart_of(example, lang).alt}\n" for example in EXAMPLES]
    golden.check(f"charts/alt-{lang}.txt", "".join(told))


def test_every_kind_is_in_the_gallery():
    page = (ROOT / "docs/gallery/charts.md").read_text("utf-8")
    assert all(f"kind: {kind}\n" in page for kind in CHARTS)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_heard_prints_facts_as_the_chart_does(lang):
    for example in EXAMPLES:
        chart = chart_of(example, lang)
        known = {item.text for item in chart.items}
        assert any(text in chart.alt for text in known)
