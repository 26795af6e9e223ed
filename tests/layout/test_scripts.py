"""Text of every script: what stands where, and what programs read of it."""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import pairwise

import page as page_validation
import pikepdf
import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout import layout_document
from briefpress.layout.cjk import cut
from briefpress.layout.text import compose
from briefpress.layout.words import LeafText, Variant
from briefpress.page import PlacedRun, describe
from tests.layout.scripts import PLACE, SENTENCES, document, looks, pages_of, paragraph, pdf_of, words
from tests.support.extraction import READERS
from tests.support.tags import tag_tree

each_reader = pytest.mark.parametrize("reader", READERS)
each_language = pytest.mark.parametrize("lang", SENTENCES)


def plain(text: str) -> str:
    """Return a text without spaces: where they are, MuPDF and poppler guess beside marks."""
    return unicodedata.normalize("NFC", "".join(text.split()))


@each_language
@each_reader
def test_what_is_read_is_what_was_written(lang, reader):
    assert plain(READERS[reader](pdf_of(SENTENCES[lang], lang=lang))) == plain(SENTENCES[lang])


@each_language
@each_reader
def test_words_are_parted_where_they_were(lang, reader):
    """Letters and spaces alone: with marks between them, only pdfium keeps every space in its place."""
    text = re.sub(r"[^\w\s\u200c\u0900-\u097f]|।", "", SENTENCES[lang]).strip()
    read = READERS[reader](pdf_of(text, lang=lang))
    assert unicodedata.normalize("NFC", " ".join(read.split())) == unicodedata.normalize("NFC", text)


@each_reader
def test_letters_with_points_read_as_they_are_written(reader):
    text = "בְּרֵאשִׁית בָּרָא אֱלֹהִים"
    read = " ".join(READERS[reader](pdf_of(text, lang="he")).split())
    assert unicodedata.normalize("NFC", read) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("reader", [name for name in READERS if name != "poppler"])
def test_numbers_keep_their_place_among_words(reader):
    """Poppler moves the space beside a number; its words and numbers come in order, too."""
    text = "اعتمد في 10 ديسمبر 1948 بموجب القرار 217 هذا"
    assert " ".join(READERS[reader](pdf_of(text, lang="ar")).split()) == text


@each_reader
def test_words_and_numbers_come_in_order(reader):
    text = "اعتمد في 10 ديسمبر 1948 بموجب القرار 217 هذا"
    found = re.findall(r"[^\W\d]+|\d+", READERS[reader](pdf_of(text, lang="ar")))
    assert found == re.findall(r"[^\W\d]+|\d+", text)


ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "he": "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "hi": "कखगघचजटडतदनपबमयरलवशसहाि",
    "iu": "ᐃᐅᐊᐱᐳᐸᑎᑐᑕᑭᑯᑲᖅᒃᑦᓐ",
    "en": "abcdefghij",
}


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(sorted(ALPHABETS)), st.sampled_from(sorted(READERS)))
def test_random_words_read_as_they_were_written(data, lang, reader):
    """Words of one script, long enough for several lines; a vowel sign never begins one."""
    word = st.text(st.sampled_from(ALPHABETS[lang]), min_size=2, max_size=9)
    some = data.draw(st.lists(word, min_size=1, max_size=30))
    some = [word if unicodedata.category(word[0])[0] == "L" else f"क{word}" for word in some]
    text = " ".join(some)
    assert " ".join(READERS[reader](pdf_of(text, lang=lang)).split()) == text


@each_language
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_conforms(lang, profile):
    report = page_validation.validate_pdf_bytes(
        pdf_of(SENTENCES[lang], lang=lang), profile=getattr(page_validation.ValidationProfile, profile)
    )
    assert [(f.rule_id, f.message) for f in report.failures] == []


@each_language
def test_tags_say_text_in_the_order_in_which_it_is_read(lang):
    said = SENTENCES[lang].replace("\u200c", "\\u200c")
    assert f'P "{said}"' in tag_tree(pdf_of(SENTENCES[lang], lang=lang))


def test_a_document_says_which_way_it_runs():
    with pikepdf.open(io.BytesIO(pdf_of(SENTENCES["ar"], lang="ar"))) as file:
        assert file.Root.ViewerPreferences.Direction == "/R2L"
        assert file.Root.StructTreeRoot.K.A.WritingMode == "/RlTb"
    with pikepdf.open(io.BytesIO(pdf_of("Free", lang="en"))) as file:
        assert "/Direction" not in file.Root.ViewerPreferences


# ---- fonts


def faces(*texts: str, lang: str) -> list[str]:
    made = document(*(paragraph(words(text, lang), lang=lang) for text in texts), lang=lang)
    return [item.run.face for item in pages_of(made)[0].items if isinstance(item, PlacedRun)]


def test_each_character_gets_the_first_font_that_has_it():
    text = "Free: חופש حرية ᐃᓄᒃ हिन्दी 自由"
    wanted = ["", "Hebrew", "Arabic", "CanadianAboriginal", "SC"]  # the first has Devanagari, too
    found = list(dict.fromkeys(faces(text, lang="en")))
    assert sorted(found) == sorted(f"NotoSans{name}-Regular" for name in wanted)


def test_a_font_that_stands_in_is_as_heavy():
    strong = n.Strong(content=(words("חופש", "he"),), lang="he", span=PLACE)
    made = document(paragraph(strong, lang="he"), lang="he")
    (item,) = (item for item in pages_of(made)[0].items if isinstance(item, PlacedRun))
    assert item.run.face == "NotoSansHebrew-Bold"


def test_spaces_and_marks_stay_in_the_font_of_the_word_before_them():
    assert set(faces("חופש, שוויון.", lang="he")) == {"NotoSansHebrew-Regular"}


def test_what_no_font_has_is_an_error():
    made = document(paragraph(words("a ꯍ b", "en"), lang="en"), lang="en")
    findings = Findings()
    layout_document(made, looks()[0], findings)
    (finding,) = findings
    assert finding.code == "TEXT001" and "U+ABCD" in finding.message
    assert "fallback" in finding.hint


# ---- where things stand


def placed(*blocks: n.Block, lang: str) -> list[tuple[str, float, float]]:
    """Return what stands on the first page: the text, where it starts and where it ends, from the left."""
    items = pages_of(document(*blocks, lang=lang))[0].items
    return [
        (item.run.text, round(item.x, 1), round(item.x + item.run.width, 1))
        for item in items
        if isinstance(item, PlacedRun)
    ]


def test_lines_start_at_the_right():
    theme = looks()[0]
    right = theme.width - theme.measures["page.right"]
    first, *_ = placed(paragraph(words("שלום עולם", "he"), lang="he"), lang="he")
    assert first[2] == right


def test_words_of_another_direction_keep_theirs():
    he, en = words("שלום ", "he"), words("United Nations", "en")
    hebrew, _, english = placed(paragraph(he, en, lang="he"), lang="he")
    assert english[0] == "United Nations"
    assert english[2] < hebrew[1]


def test_a_fact_stays_whole_among_words():
    """Its sign stands behind it, as lines run, and not beside a number of the text."""
    parts = (words("בין ", "he"), words("12 $", "he", "a"), words(" ל ", "he"), words("34 $", "he", "b"))
    found = placed(paragraph(*parts, lang="he"), lang="he")
    places = {text: start for text, start, _ in found}
    assert places["34"] < places["12"]
    assert [text for text, *_ in sorted(found, key=lambda one: -one[1]) if text.strip()] == [
        *("בין", "12", "$", "ל", "34", "$")
    ]


def test_an_address_keeps_its_last_slash():
    link = n.Link(content=(words("example.org/", "he"),), href="https://example.org/", lang="he", span=PLACE)
    made = paragraph(words("ראו ", "he"), link, words(".", "he"), lang="he")
    assert "example.org/" in [text for text, *_ in placed(made, lang="he")]


def test_a_left_to_right_paragraph_on_a_mirrored_page_stands_at_the_left():
    theme = looks()[0]
    ((_, left, _),) = placed(paragraph(words("Free", "en"), lang="en"), lang="ar")
    assert left == theme.measures["page.left"]


def test_a_table_starts_at_the_right():
    def cell(text: str, *, scope: str = "") -> n.Cell:
        return n.Cell(content=(words(text, "he"),), lang="he", span=PLACE, scope=scope)

    head = n.Row(cells=(cell("א", scope="column"), cell("ב", scope="column")), lang="he", span=PLACE)
    row = n.Row(cells=(cell("ג", scope="row"), cell("ד")), lang="he", span=PLACE)
    table = n.Table(head=(head,), body=(row,), widths=(1, 1), caption=None, lang="he", span=PLACE)
    places = {text: start for text, start, _ in placed(table, lang="he")}
    assert places["א"] > places["ב"]
    for above, below in ("אג", "בד"):
        assert places[above] == pytest.approx(places[below], abs=3)


def test_each_language_of_a_parallel_edition_is_mirrored_in_its_own_half():
    parts = (
        n.Part(blocks=(paragraph(words("Free", "en"), lang="en"),), lang="en", span=PLACE, furniture=()),
        n.Part(blocks=(paragraph(words("חופש", "he"), lang="he"),), lang="he", span=PLACE, furniture=()),
    )
    made = document(*parts, lang="en", arrangement="parallel")
    theme = looks()[0]
    english, hebrew = (item for item in pages_of(made)[0].items if isinstance(item, PlacedRun))
    assert english.x == theme.measures["page.left"]
    assert hebrew.x + hebrew.run.width == pytest.approx(theme.width - theme.measures["page.right"])


def test_a_page_as_text(golden):
    blocks = (
        paragraph(words("שלום ", "he"), words("1948", "he", "a.year"), words(".", "he"), lang="he"),
        paragraph(words("Free words in Hebrew: ", "en"), words("חופש", "he"), words(".", "en"), lang="en"),
    )
    golden.check("layout/mirrored.txt", describe(pages_of(document(*blocks, lang="he"))))


def test_justified_lines_fill_the_measure_in_both_directions():
    style = replace(looks()[0].styles["p"], justified=True)
    text = " ".join([SENTENCES["he"], "United Nations 1948"] * 6)
    composed = compose((LeafText(text, Variant.PLAIN, "he"),), style, 260.0, to_the_left=True)
    assert len(composed.lines) > 4
    for pieces, width in list(zip(composed.lines, composed.widths, strict=True))[:-1]:
        assert width == pytest.approx(260.0)
        ends = sorted((piece.x, piece.x + piece.run.width) for piece in pieces)
        assert all(left[1] == pytest.approx(right[0]) for left, right in pairwise(ends))


def test_a_soft_hyphen_is_not_printed_in_text_from_right_to_left():
    ((text, *_),) = placed(paragraph(words("שלו\u00adם", "he"), lang="he"), lang="he")
    assert text == "שלום"


# ---- ideographs


def lines(text: str, lang: str) -> list[str]:
    found: dict[float, str] = {}
    for item in pages_of(document(paragraph(words(text, lang), lang=lang), lang=lang))[0].items:
        if isinstance(item, PlacedRun):
            found[item.y] = found.get(item.y, "") + item.run.text
    return list(found.values())


@pytest.mark.parametrize("mark", "。、ーっ｡､ｰｯ」｣")
def test_marks_of_japanese_do_not_begin_a_line(mark):
    assert cut(f"あ{mark}い") == [f"あ{mark}", "い"]


@pytest.mark.parametrize("mark", "「｢（")
def test_brackets_of_japanese_do_not_end_a_line(mark):
    assert cut(f"あ{mark}い") == ["あ", f"{mark}い"]


def test_ideographs_break_anywhere_but_not_before_a_comma():
    text = SENTENCES["zh"] * 8
    found = lines(text, "zh")
    assert len(found) > 1 and "".join(found) == text
    assert not any(line[0] in "，。" for line in found)
    assert not any(line.endswith(" ") for line in found)
