"""Checks of the whole: title, headings, ids, notes, links."""

import pytest

from briefpress.document import nodes as n
from tests.document.markup import Parsed, inside

HERE = ("templates/t.xml", 3, 1)


@pytest.mark.parametrize("title", ["", "<title/>", "<title>  </title>"])
def test_titles_are_needed(title):
    parsed = Parsed(f"<document>{title}<h1>A</h1></document>")
    assert (parsed.only.code, parsed.only.message) == ("DOC009", "the document has no title")


@pytest.mark.parametrize(
    ("headings", "messages"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2><h1>e</h1>", []),
        ("<h2>a</h2>", ["the first heading is of level 2"]),
        ("<h1>a</h1><h3>b</h3>", ["this heading jumps from level 1 to 3"]),
        ("<h1>a</h1><section><h4>b</h4></section>", ["this heading jumps from level 1 to 4"]),
        ("<h1>a</h1><h2> </h2>", ["this heading is empty"]),
        ("<h1>a</h1><h2><em/></h2>", ["this heading is empty"]),
        ("<h1>a</h1><h6>b</h6><h6>c</h6>", ["this heading jumps from level 1 to 6"]),
    ],
)
def test_headings(headings, messages):
    parsed = Parsed(f"<document><title>T</title>{headings}</document>")
    assert [(d.code, d.message) for d in parsed.findings] == [("DOC010", m) for m in messages]


def test_ids_are_unique():
    parsed = inside('<section id="a">\n<p id="b">x</p>\n<p id="a">y</p></section>')
    assert parsed.found == [("DOC011", "templates/t.xml", 5, 1)]
    assert parsed.only.hint == "the first one is at templates/t.xml:3:1; rename one of the two"
    assert inside('<p id="">x</p><p id="">y</p>').codes == []


def test_notes_are_there():
    parsed = inside('<p>a<noteref note="note-b">1</noteref></p>')
    assert parsed.found == [("DOC012", *HERE)]
    assert (parsed.only.message, parsed.only.hint) == (
        "there is no note `b`",
        "add it to the brief's `notes`, with the id `b`",
    )
    fine = inside(
        '<p>a<noteref note="note-b">1</noteref></p><notes><note id="note-b" number="1">B</note></notes>'
    )
    assert fine.codes == []
    (note,) = fine.all(n.Note)
    assert (note.id, note.number.text) == ("note-b", "1")


@pytest.mark.parametrize(
    "href", ["https://x.org", "http://x.org", "HTTPS://X.ORG", "mailto:a@b.org", "tel:+1-613"]
)
def test_links(href):
    assert inside(f'<p><a href="{href}">x</a></p>').codes == []


@pytest.mark.parametrize(
    "href",
    ["x.html", "javascript:alert(1)", "file:///etc/passwd", "smb://x", "#a", "//x.org", " https://x.org"],
)
def test_links_to_what_no_reader_can_open(href):
    parsed = inside(f'<p><a href="{href}">x</a></p>')
    assert parsed.found == [("DOC008", *HERE)]


def test_links_need_words():
    assert (
        inside('<p><a href="https://x.org"> </a></p>').only.message
        == "the link to https://x.org has no words"
    )
