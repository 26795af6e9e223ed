"""Reading markup: what is refused, and which place is blamed."""

import time

import pytest

from briefpress.document import nodes as n
from briefpress.document.markup import MAX_DEPTH
from tests.document.markup import Parsed, inside, told

HERE = ("templates/t.xml", 3, 1)


# ---- XML


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("", "no element found"),
        ("text", "syntax error"),
        ("<document><p>a</document>", "mismatched tag"),
        ("<document><p>a</p>", "no element found"),
        ("<document>a < b</document>", "not well-formed (invalid token)"),
        ("<document>AT&T</document>", "not well-formed (invalid token)"),
        ("<document>&nbsp;</document>", "undefined entity"),
        ("<document a='1' a='2'/>", "duplicate attribute"),
        ("<document>\x00</document>", "not well-formed (invalid token)"),
        ("<document>\ud800</document>", "U+D800 is no character"),
        ("<document/><document/>", "junk after document element"),
    ],
)
def test_markup_that_is_no_xml(markup, message):
    parsed = Parsed(markup)
    assert parsed.document is None
    assert [d.code for d in parsed.findings][-1] == "DOC001"
    found = list(parsed.findings)[-1]
    assert found.message == f"the markup of this template is not well formed: {message}" and found.hint


def test_the_last_element_is_blamed():
    parsed = inside("<p>a</p>\n<p>b")
    assert parsed.found[-1] == ("DOC001", "templates/t.xml", 4, 1)


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE document>",
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "https://x.org/d.dtd">',
    ],
)
def test_document_types_are_refused(doctype):
    parsed = Parsed(f"{doctype}<document><title>T</title></document>")
    assert parsed.document is None and parsed.codes == ["DOC001"]
    assert parsed.only.message.endswith("a document type declaration is not allowed")


def test_bombs_are_refused_at_once():
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 30))
    start = time.monotonic()
    parsed = Parsed(f'<!DOCTYPE d [<!ENTITY a0 "a">{entities}]><document>&a29;</document>')
    assert parsed.codes == ["DOC001"] and time.monotonic() - start < 1


@pytest.mark.parametrize("depth", [MAX_DEPTH, 5_000])
def test_depth_is_limited(depth):
    parsed = inside("<section>" * depth + "</section>" * depth)
    assert parsed.document is None and parsed.only.message.endswith("nested more than 80 levels deep")
    allowed = MAX_DEPTH - 1
    assert inside("<section>" * allowed + "</section>" * allowed).codes == []


def test_something_else_than_a_document():
    parsed = Parsed("<section/>")
    assert parsed.document is None
    assert (parsed.only.code, parsed.only.message) == (
        "DOC001",
        "the template produced no `document` element",
    )


# ---- vocabulary


@pytest.mark.parametrize(
    ("markup", "message", "hint"),
    [
        ("<para>x</para>", "`para` is not an element of the vocabulary", None),
        ("<sectoin/>", "`sectoin` is not an element of the vocabulary", "did you mean `section`?"),
        ("<p><blink>x</blink></p>", "`blink` is not an element of the vocabulary", None),
        ("<P>x</P>", "`P` is not an element of the vocabulary", "did you mean `p`?"),
        ('<onDraw name="x"/>', "`onDraw` is not an element of the vocabulary", None),
    ],
)
def test_unknown_elements(markup, message, hint):
    parsed = inside(markup)
    assert parsed.found == [("DOC002", *HERE)]
    assert parsed.only.message == message and (hint is None or parsed.only.hint == hint)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<p><p>x</p></p>", "`p` cannot stand in `p`"),
        ("<li>x</li>", "`li` cannot stand in `document`"),
        ("<em>x</em>", "`em` cannot stand in `document`"),
        ("<ul><p>x</p><li>y</li></ul>", "`p` cannot stand in `ul`"),
        ("<p>a<br>b</br></p>", "`br` holds other elements, not text"),
        ("<p><br><em>x</em></br></p>", "`em` cannot stand in `br`"),
        ("<section>text</section>", "`section` holds other elements, not text"),
        ("<title>x</title>", "`document` has a second `title`"),
        ("<ul></ul>", "`ul` has no `li`"),
        ("<ol/>", "`ol` has no `li`"),
        ("<key-figures/>", "`key-figures` has no `key-figure`"),
        (
            "<key-figures><key-figure><value>1</value></key-figure></key-figures>",
            "`key-figure` has no `label`",
        ),
        (
            "<key-figures><key-figure><value>1</value><label>a</label><label>b</label></key-figure></key-figures>",
            "`key-figure` has a second `label`",
        ),
        ("<notes/>", "`notes` has no `note`"),
        ("<table><caption>C</caption></table>", "`table` has no `tbody`"),
        ("<table><tbody/></table>", "`tbody` has no `tr`"),
        (
            '<figure><chart kind="bar"><alt>A</alt><item fact="a.share"/></chart></figure>',
            "`item` has no `label`",
        ),
        ('<figure><image src="a"><alt>A</alt><alt>B</alt></image></figure>', "`image` has a second `alt`"),
        ("<p><page-number/></p>", "a page number cannot stand in the text"),
        ("<p><page-count/></p>", "a page number cannot stand in the text"),
    ],
)
def test_elements_at_wrong_places(markup, message):
    parsed = inside(markup)
    assert parsed.found == [("DOC004", *HERE)]
    assert parsed.only.message == message and parsed.only.hint


def test_text_at_a_wrong_place_is_shown():
    assert inside("<section>\n  some text </section>").only.label == "some text"


# ---- places


def spans(markup):
    return [
        (told(p), p.span.path, p.span.line, p.span.column, p.span.length)
        for p in Parsed(markup).all(n.Paragraph)
    ]


def test_places():
    markup = """<document at="templates/t.xml:1"><title>T</title>
<h1>a</h1><p at="builtin:templates/x.xml:12">b</p><p at="0">c</p><p at="0+4">d</p>
<p at="templates/t.xml:9" origin="briefs/b.yaml:3:7+5">e</p><p origin="briefs/b.yaml:3">f</p></document>"""
    assert spans(markup) == [
        ("a", "templates/t.xml", 1, 1, 1),
        ("b", "builtin:templates/x.xml", 12, 1, 1),
        ("c", "briefs/b.yaml", 100, 7, 1),
        ("d", "briefs/b.yaml", 104, 7, 1),
        ("e", "briefs/b.yaml", 3, 7, 5),
        ("f", "briefs/b.yaml", 3, 1, 1),
    ]


def test_what_shows_a_text_of_a_brief_has_its_place():
    parsed = inside('<h2><text origin="0">a</text></h2>\n<p>b <text origin="0+3">c</text></p>\n<p>d</p>')
    assert [(told(p), p.span.path, p.span.line) for p in parsed.all(n.Paragraph)[1:]] == [
        ("a", "briefs/b.yaml", 100),
        ("b c", "briefs/b.yaml", 103),
        ("d", "templates/t.xml", 5),
    ]


def test_facts_are_located_in_their_text():
    parsed = Parsed(
        '<document><title>T</title><h1>A</h1><p at="0"><fact name="a.share"/>'
        '<em><fact at="0+*2" name="a.share"/></em></p></document>'
    )
    assert [(s.line, s.column, s.length) for *_, s in parsed.asked] == [(100, 50, 7), (100, 52, 7)]
    assert [t.span.column for t in parsed.all(n.Text) if t.fact] == [50, 52]


@pytest.mark.parametrize("origin", ["7", "x", "a:b", "0+", ":3", "1000000000"])
def test_a_place_that_there_is_not(origin):
    parsed = inside(f'<p origin="{origin}">x</p>')
    assert parsed.codes == ([] if origin == "0+" else ["DOC003"])
    if parsed.codes:
        assert parsed.found == [("DOC003", *HERE)]
        assert parsed.only.message == f"`origin` of `p` cannot be `{origin}`"
