"""Documents in several languages: parts, ids, what stands at the foot."""

from __future__ import annotations

from briefpress.document import nodes as n, put_together
from tests.pdf.samples import EN, FR, note, p, ref


def one(lang, number="1", pages=2, footer="Page"):
    noted = p("Words", ref(number, lang), lang=lang, id="words")
    foot = n.Furniture(lang=lang, start=(n.Text(lang=lang, text=footer),))
    return n.Document(
        blocks=(noted, n.Notes(lang=lang, notes=(note(number, "A note.", lang=lang),))),
        lang=lang,
        title=f"Title {lang}",
        author="Author",
        subject="Subject",
        keywords=("a", lang),
        furniture=(foot,),
        pages=pages,
    )


def test_each_language_is_a_part_of_its_own():
    made = put_together((one(EN), one(FR)), "parallel")
    assert [(type(part), part.lang, part.pages) for part in made.blocks] == [(n.Part, EN, 2), (n.Part, FR, 2)]
    assert made.languages == (EN, FR)
    assert (made.lang, made.arrangement, made.pages) == (EN, "parallel", 4)


def test_what_both_say_is_said_once():
    made = put_together((one(EN), one(FR)), "stacked")
    assert (made.title, made.author) == ("Title en-CA / Title fr-CA", "Author")
    assert made.keywords == ("a", EN, FR)
    assert [text.text for text in made.furniture[0].start] == ["Page", " / ", "Page"]


def test_back_to_back_each_language_is_a_part_with_its_own_foot():
    made = put_together((one(EN, footer="Page"), one(FR, footer="La page")), "tumble")
    assert made.arrangement == "tumble"
    assert [part.furniture[0].start[0].text for part in made.blocks] == ["Page", "La page"]


def test_ids_and_what_refers_to_them_are_of_one_language():
    made = put_together((one(EN), one(FR)), "parallel")
    ids = [node.id for node in made.walk() if isinstance(node, n.Block) and node.id]
    assert ids == ["words", "n1", "words.fr-CA", "n1.fr-CA"]
    assert [node.note for node in made.walk() if isinstance(node, n.NoteReference)] == ["n1", "n1.fr-CA"]


def test_no_budget_of_one_is_none_of_all():
    assert put_together((one(EN), one(FR, pages=None)), "parallel").pages is None


def test_a_document_in_one_language_has_that():
    assert one(FR).languages == (FR,)
