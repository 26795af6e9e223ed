"""What assistive technology is told."""

import pytest

from briefpress.document import nodes as n
from briefpress.page import Area, LinkArea, Page, PlacedRun, Rectangle
from briefpress.pdf import PdfError, write_pdf
from tests.pdf.samples import (
    EN,
    FR,
    bullets,
    chart,
    document,
    full,
    h,
    image as image_of,
    inline,
    note,
    p,
    png,
    ref,
    t,
    table,
)
from tests.pdf.typeset import FONTS, HEIGHT, INK, WIDTH, make_run, typeset
from tests.support.tags import tag_tree


def tree(*blocks, **more):
    made = document(*blocks, **more)
    return tag_tree(write_pdf(made, typeset(made), FONTS))


def place(made, *items):
    return write_pdf(made, [Page(1, WIDTH, HEIGHT, items)], FONTS)


def test_headings_paragraphs_and_sections():
    section = n.Section(lang=EN, blocks=(h(1, "Title"), p("One."), h(2, "More"), p("Two.")))
    assert tree(section) == ('Document\n  Sect\n    H1 "Title"\n    P "One."\n    H2 "More"\n    P "Two."\n')


def test_inline_elements_stand_between_the_words_around_them():
    text = p("a ", inline(n.Strong, "b"), " c ", inline(n.Emphasis, "d"), inline(n.Superscript, "e"), " f")
    assert tree(text) == ('Document\n  P\n    "a "\n    Strong "b"\n    " c "\n    Em "d"\n    "e f"\n')


def test_a_language_is_told_where_it_changes_only():
    text = p("Say ", inline(n.Phrase, "bonjour", FR), t(" monde", FR), " now")
    section = n.Section(lang=FR, blocks=(p("Oui", lang=FR), p("Yes", lang=EN)))
    assert tree(text, section) == (
        "Document\n"
        '  P\n    "Say "\n    Span Lang=\'fr-CA\' "bonjour"\n    Span Lang=\'fr-CA\' " monde"\n    " now"\n'
        "  Sect Lang='fr-CA'\n    P \"Oui\"\n    P Lang='en-CA' \"Yes\"\n"
    )


def test_an_abbreviation_has_its_expansion():
    assert "Span E='Foreign Military Sales' \"FMS\"" in tree(
        p(inline(n.Abbreviation, "FMS", expansion="Foreign Military Sales"))
    )


def test_lists_have_labels_and_bodies():
    assert tree(bullets("a", ordered=True)) == (
        'Document\n  L ListNumbering=Decimal\n    LI\n      Lbl "1. "\n      LBody\n        P "a"\n'
    )


def test_tables_keep_empty_cells():
    assert tree(table([("Year", "Note"), ("1980", "")])) == (
        'Document\n  Table\n    Caption "Deliveries by year"\n'
        '    THead\n      TR\n        TH Scope=Column "Year"\n        TH Scope=Column "Note"\n'
        '    TBody\n      TR\n        TH Scope=Row "1980"\n        TD\n'
    )


def test_what_is_never_printed_is_not_in_the_tree():
    said, unsaid = p("said"), p("unsaid")
    made = document(said, n.Section(lang=EN, blocks=(unsaid,)), table([("Year",), ("1980",)]))
    data = place(made, PlacedRun(50, 700, make_run("said"), said, None))
    assert tag_tree(data) == 'Document\n  P "said"\n'


def test_a_caption_is_read_beside_its_figure_and_not_hidden_by_the_alternative_text():
    made = tree(chart(), n.Notes(lang=EN, notes=(note("1", "N."),)))
    assert made.startswith(
        'Document\n  Div\n    Caption\n      "Shares"\n      Reference\n        Link\n          "1"\n'
        "          -> page 1\n    Figure Alt='Two bars: 60 percent and 40 percent.' \"Army 60 %Navy 40 %\"\n"
    )
    assert tree(image_of(png())) == "Document\n  Figure Alt='A red flag.'\n"


def test_notes_are_linked_both_ways():
    made = tree(p("Fact", ref("1")), n.Notes(lang=EN, notes=(note("1", "Source."), note("2", "Unused."))))
    assert made == (
        'Document\n  P\n    "Fact"\n    Reference\n      Link\n        "1"\n        -> page 1\n'
        '  Note ID=\'note-0001\'\n    Lbl\n      Link\n        "1"\n        -> page 1\n    P " Source."\n'
        '  Note ID=\'note-0002\'\n    Lbl "2"\n    P " Unused."\n'
    )


def test_reading_order_is_the_order_of_the_nodes_wherever_they_stand():
    first, second = t("first "), t("second")
    paragraph = n.Paragraph(lang=EN, content=(first, inline(n.Strong, "strong "), second))
    heading = h(1, "Heading")
    made = document(heading, paragraph)
    strong = paragraph.content[1].content[0]
    data = place(
        made,
        PlacedRun(300, 100, make_run("second"), second, None),
        PlacedRun(200, 100, make_run("strong "), strong, None),
        PlacedRun(100, 100, make_run("first "), first, None),
        PlacedRun(100, 700, make_run("Heading"), heading.content[0], None),
    )
    assert tag_tree(data) == (
        'Document\n  H1 "Heading"\n  P\n    "first "\n    Strong "strong "\n    "second"\n'
    )


def test_text_that_is_placed_backwards_in_one_element_reads_forwards():
    words = tuple(t(word) for word in ("one ", "two ", "three"))
    made = document(n.Paragraph(lang=EN, content=words))
    data = place(made, *(PlacedRun(50, 90, make_run(w.text), w, None) for w in reversed(words)))
    assert tag_tree(data) == 'Document\n  P "one two three"\n'


def test_a_paragraph_goes_on_over_pages():
    text = p("word " * 1500)
    made = document(text)
    pages = typeset(made)
    assert len(pages) > 1
    assert tag_tree(write_pdf(made, pages, FONTS)) == f'Document\n  P "{"word " * 1500}"\n'


def test_everything_at_once():
    made = tree(*full().blocks)
    assert made.count("\n") > 80
    assert "Aside" in made


# ---- what cannot be written is refused


def test_an_item_of_another_document_is_refused():
    with pytest.raises(PdfError, match="Text"):
        place(document(p("a")), PlacedRun(50, 700, make_run("a"), t("a"), None))


def test_content_in_an_element_of_elements_is_refused():
    rows = table([("Year",), ("1980",)])
    with pytest.raises(PdfError, match="decoration has no node"):
        place(document(rows), Rectangle(0, 0, 10, 10, INK, rows))


def test_an_unknown_item_is_refused():
    with pytest.raises(PdfError, match="str"):
        place(document(p("a")), "text")


def test_an_unknown_node_is_refused():
    with pytest.raises(PdfError, match="PageNumber"):
        place(document(p(n.PageNumber(lang=EN))))


def test_a_figure_without_an_alternative_text_is_refused():
    with pytest.raises(PdfError, match="alternative"):
        place(document(chart(alt="", caption=False)))


def test_a_figure_without_an_area_is_refused():
    figure = chart(caption=False)
    run = PlacedRun(50, 700, make_run("60"), figure.body, None)
    with pytest.raises(PdfError, match="area"):
        place(document(figure), run)
    assert place(document(figure), run, Area(50, 700, 20, 20, figure))


def test_a_link_without_an_area_is_refused():
    link = inline(n.Link, "text", href="https://example.org")
    with pytest.raises(PdfError, match="area"):
        place(document(p(link)), PlacedRun(50, 700, make_run("text"), link.content[0], None))


def test_a_link_area_over_plain_text_is_refused():
    text = t("text")
    made = document(p(text))
    with pytest.raises(PdfError, match="no link"):
        place(made, LinkArea(0, 0, 10, 10, text, href="https://example.org"))


def test_a_link_to_a_place_without_an_anchor_is_refused():
    target, mark = note("1", "N."), ref("1")
    made = document(p(mark), n.Notes(lang=EN, notes=(target,)))
    with pytest.raises(PdfError, match="anchor"):
        place(made, LinkArea(0, 0, 10, 10, mark, target=target))


def test_a_missing_glyph_is_refused():
    text = p("日")
    with pytest.raises(PdfError, match="no glyph"):
        place(document(text), PlacedRun(50, 700, make_run("日"), text, None))
