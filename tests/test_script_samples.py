"""The sheets in English and Arabic, and in English and Inuktitut (`docs/scripts/`)."""

from __future__ import annotations

import io
from functools import cache

import page as page_validation
import pikepdf
import pytest

from briefpress.build.check import check_project
from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.page import Rectangle
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.extraction import READERS
from tests.support.tags import tag_tree

FOLDER = ROOT / "docs" / "scripts"
SHEETS = {"human-rights-arabic": "ar", "human-rights-inuktitut": "iu"}
EDITIONS = [
    Edition(f"briefs/{name}.yaml", lang)
    for name, other in SHEETS.items()
    for lang in ("en", other, "parallel")
]
each_sheet = pytest.mark.parametrize("name", SHEETS)
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)

#: What the sheets say in the other language: sentences of letters, spaces, commas and full stops.
SENTENCES = {
    "ar": [
        "لكل إنسان أينما وجد الحق في أن يعترف بشخصيته القانونية.",
        "لكل فرد حق التمتع بجنسية ما.",
        "لكل شخص حق التملك بمفرده أو بالاشتراك مع غيره.",
    ],
    "iu": [
        "ᓯᓚᕐᔪᐊᕐᒥᐅᑦ ᓇᓗᓇᐃᖅᓯᐅᑎᖓ ᑭᓇᒃᑯᑐᐃᓐᓇᐃᑦ ᐱᔪᓐᓇᐅᑎᖏᑦ",
        "ᓴᒡᓗᕿᑦᓯᓂᒃᑯᑦ ᑎᒍᔭᐅᓂᖅᓗᒃᑎᑦᑎᔪᖃᖅᑐᒃᓴᐅᙱᓚᖅ, ᓱᑲᒃᑲᖓᓂᒃᑯᑦ ᐅᕝᕙᓘᓐᓃᑦ ᓄᓇᒥᖕᓂᑦ ᐊᓂᑎᑕᐅᔪᖃᖅᑐᒃᓴᐅᙱᓚᖅ.",
    ],
}


@cache
def renderer() -> Renderer:
    return Renderer(Project(Workspace(FOLDER)))


@cache
def pdf(edition: Edition) -> bytes:
    rendering = renderer().render(edition)
    assert rendering.findings == ()
    assert rendering.pdf is not None and rendering.pages == 1
    return rendering.pdf


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_project_has_no_mistakes_and_no_warnings():
    findings = Findings()
    assert check_project(Project(Workspace(FOLDER)), findings) == len(EDITIONS)
    assert list(findings) == []


@each_edition
def test_reads_aloud_as_a_person_would_tell_it(edition, golden):
    golden.check(f"tags/{edition.name}.txt", tag_tree(pdf(edition)))


@each_edition
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_conforms(edition, profile):
    report = page_validation.validate_pdf_bytes(
        pdf(edition), profile=getattr(page_validation.ValidationProfile, profile)
    )
    assert [(f.rule_id, f.message) for f in report.failures] == []


@each_edition
def test_says_its_title_and_its_language(edition):
    with pikepdf.open(io.BytesIO(pdf(edition))) as file:
        assert str(file.Root.Lang) == ("en-CA" if edition.lang in ("en", "parallel") else edition.lang)
        brief = renderer().project.brief(edition.brief, Findings())
        titles = [brief.head["title"].localized[lang].text for lang in brief.languages_of(edition.lang)]
        assert str(file.docinfo["/Title"]) == " / ".join(titles)


@each_sheet
@pytest.mark.parametrize("reader", READERS)
def test_what_is_copied_is_what_was_written(name, reader):
    """Spaces apart, which MuPDF and poppler move beside marks."""
    lang = SHEETS[name]
    read = squeezed(READERS[reader](pdf(Edition(f"briefs/{name}.yaml", lang))))
    assert [text for text in SENTENCES[lang] if squeezed(text) not in read] == []


@each_sheet
def test_side_by_side_one_language_is_read_before_the_other(name):
    edition = Edition(f"briefs/{name}.yaml", "parallel")
    first, _, second = tag_tree(pdf(edition)).partition(f"  Part Lang='{SHEETS[name]}'")
    assert "Universal Declaration of Human Rights" in first
    assert all(text in second and text not in first for text in SENTENCES[SHEETS[name]])


def test_facts_print_in_the_words_of_each_language():
    """Arabic has a form of the noun for each of six kinds of numbers, and Inuktitut its own months."""
    arabic = tag_tree(pdf(Edition("briefs/human-rights-arabic.yaml", "ar")))
    assert "10\\u00a0ديسمبر\\u00a01948" in arabic and "30\\u00a0مادة" in arabic
    inuktitut = tag_tree(pdf(Edition("briefs/human-rights-inuktitut.yaml", "iu")))
    assert "ᑎᓯᐱᕆ\\u00a010,\\u00a01948" in inuktitut


def test_arabic_pages_mirror_english_ones():
    """What does not hang on the length of texts: the band, its strip, the empty slot, rules of figures."""
    bars = {}
    for lang in ("en", "ar"):
        laid_out = renderer().lay_out(Edition("briefs/human-rights-arabic.yaml", lang), Findings())
        assert laid_out is not None
        (page,) = laid_out[1]
        found = [item for item in page.items if isinstance(item, Rectangle)][:12]
        starts = [item.x if lang == "en" else page.width - item.x - item.width for item in found]
        bars[lang] = list(zip(starts, (item.width for item in found), strict=True))
    assert bars["ar"] == [(pytest.approx(x), width) for x, width in bars["en"]]
