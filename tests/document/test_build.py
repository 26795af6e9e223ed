"""Markup becomes nodes: texts, lists, figures, tables, languages."""

from decimal import Decimal

import pytest

from briefpress.document import VOCABULARY, nodes as n
from briefpress.document.build import _BLOCKS
from briefpress.document.charts import CHARTS
from briefpress.document.inlines import _EMPTY, _SIMPLE
from briefpress.document.vocabulary import BLOCKS, INLINE
from tests.document.markup import Parsed, inside, told


def test_every_element_of_the_vocabulary_is_built():
    assert set(_BLOCKS) == BLOCKS
    assert {*_SIMPLE, *_EMPTY, "fact", "text", "abbr", "noteref", "a", "ref"} == INLINE
    allowed = {child for rule in VOCABULARY.values() for child in rule.children}
    assert allowed == set(VOCABULARY) - {"document"} | {"#text"}


def test_rules_are_about_elements_and_attributes_that_there_are():
    for rule in VOCABULARY.values():
        assert rule.children >= {*rule.needs, *rule.single}
        assert {*rule.required, *rule.optional} >= set(rule.values)
        assert rule.about.endswith(".")


def test_a_whole_document():
    markup = """
<document pages="2" lang="fr-CA" id="d" role="r">
  <title> The <em>title</em> </title><subject>S</subject><author>A</author><keywords>a, b ,, c</keywords>
  <footer><start>left</start><end>Page <page-number/> of <page-count/></end></footer>
  <band logo="none"><h1>H</h1></band>
  <columns place="foot" count="3"><p>p</p></columns>
</document>"""
    parsed = Parsed(markup)
    assert parsed.codes == []
    document = parsed.document
    assert (document.title, document.subject, document.author) == ("The title", "S", "A")
    assert (document.keywords, document.pages, document.lang) == (("a", "b", "c"), 2, "fr-CA")
    assert (document.id, document.role) == ("d", "r")
    (band,), (columns,) = parsed.all(n.Band), parsed.all(n.Columns)
    assert (band.logo, columns.count, columns.foot) == (False, 3, True)
    assert list(map(type, document.furniture[0].end)) == [n.Text, n.PageNumber, n.Text, n.PageCount]
    assert [told(i) for i in document.furniture[0].start] == ["left"]
    assert document.furniture[0].lang == "fr-CA"


def test_defaults():
    parsed = inside("<band><h2>B</h2></band>\n<columns><p>x</p></columns>")
    (band,), (columns,) = parsed.all(n.Band), parsed.all(n.Columns)
    assert (band.logo, columns.count, columns.foot, parsed.document.pages) == (True, 2, False, None)
    assert (parsed.document.furniture, parsed.document.author) == ((), "")


# ---- texts


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a", "a"),
        ("  a \n\t b  ", "a b"),
        ("a <em> b </em> c", "a Emphasis(b )c"),
        ("<em> a</em>", "Emphasis(a)"),
        (" <text> a </text> ", "a"),
        ("a <br/> b", "a |b"),
        ("a\u00a0 \u2009b", "a\u00a0 \u2009b"),
        ("<strong>a</strong> <sup>b</sup>", "Strong(a) Superscript(b)"),
        ('x <fact name="a.name"/> y', "x   the  <b>Act</b>  y"),
        ('<fact name="a.first"/>', "1Superscript(er) avril"),
        ("&lt;b&gt; &amp; &#233;", "<b> & é"),
        ("<!-- no -->a<?pi x?>b", "ab"),
        ('<abbr title="t">a</abbr> <span lang="fr">b</span>', "Abbreviation(a) Phrase(b)"),
        ('<a href="https://x.org">b <em>c</em></a>', "Link(b Emphasis(c))"),
        ("", ""),
    ],
)
def test_inlines(markup, expected):
    parsed = inside(f"<p>{markup}</p>")
    assert parsed.codes == []
    assert told(parsed.all(n.Paragraph)[-1]) == expected


def test_facts_keep_their_id():
    parsed = inside('<p>In <fact name="a.first" form="short"/></p>')
    assert [(t.text, t.fact) for t in parsed.all(n.Text)[1:]] == [
        ("In ", None),
        ("1", "a.first"),
        ("er", "a.first"),
        (" avril", "a.first"),
    ]
    assert parsed.asked[0][:3] == ("a.first", "short", "en-CA")


def test_plain_characters_leave_the_marks_of_notes_out():
    notes = '<notes><note id="note-a" number="1">N</note></notes>'
    title = '<title>T<noteref note="note-a">1</noteref> <em>x</em><br/>y</title>'
    assert Parsed(f"<document>{title}<h1>A</h1>{notes}</document>").document.title == "T x y"


def test_languages_are_inherited():
    parsed = inside(
        '<section lang="fr"><p>a <span lang="de">b <em>c</em></span></p><ul><li>d</li></ul></section>\n'
        "<p>e</p>"
    )
    assert [(t.text, t.lang) for t in parsed.all(n.Text)[1:]] == [
        ("a ", "fr"),
        ("b ", "de"),
        ("c", "de"),
        ("d", "fr"),
        ("e", "en-CA"),
    ]
    assert {(item.lang, item.marker.lang) for item in parsed.all(n.ListItem)} == {("fr", "fr")}
    assert inside('<p lang="fr"><fact name="a.share"/></p>').asked[0][2] == "fr"


# ---- lists


def shapes(block):
    if isinstance(block, n.ListBlock):
        return [[item.marker.text, *map(shapes, item.blocks)] for item in block.items]
    return told(block)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", [["•", "a"], ["•", "b"]]),
        ("<ol><li>a</li><li>b</li></ol>", [["1.", "a"], ["2.", "b"]]),
        ('<ol start="7"><li>a</li><li>b</li></ol>', [["7.", "a"], ["8.", "b"]]),
        ('<ol start="0"><li>a</li></ol>', [["0.", "a"]]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [["•", "a", "b"]]),
        (
            "<ul><li>a <em>b</em> <ul><li>c</li></ul> d</li></ul>",
            [["•", "a Emphasis(b)", [["•", "c"]], "d"]],
        ),
        ("<ul><li><ol><li>a</li></ol></li></ul>", [["•", [["1.", "a"]]]]),
    ],
)
def test_lists(markup, expected):
    parsed = inside(markup)
    assert parsed.codes == []
    assert shapes(parsed.document.blocks[-1]) == expected


# ---- figures


def test_key_figures():
    parsed = inside(
        '<key-figures><key-figure lang="fr" id="k"><value>71</value><label lang="en">x</label></key-figure>'
        "</key-figures>"
    )
    (figure,) = parsed.all(n.KeyFigure)
    assert (told(figure.value), figure.value.lang, told(figure.label), figure.label.lang) == (
        "71",
        "fr",
        "x",
        "en",
    )
    assert (figure.id, figure.lang) == ("k", "fr")


CHART = (
    '<figure><caption>C</caption><chart kind="{kind}"{rest}><alt>A <em>b</em></alt>{items}</chart></figure>'
)


def chart(items='<item fact="a.share"><label>L</label></item>', kind="share", rest=""):
    return inside(CHART.format(kind=kind, rest=rest, items=items))


@pytest.mark.parametrize("kind", ["share", "bar", "column"])
def test_charts(kind):
    parsed = chart(kind=kind, rest=' maximum="120.5"')
    assert parsed.codes == []
    (figure,) = parsed.all(n.Figure)
    drawn = figure.body
    assert (drawn.kind, drawn.alt, drawn.maximum, told(figure.caption)) == (
        kind,
        "A b",
        Decimal(100) if kind == "share" else Decimal("120.5"),
        "C",
    )
    (item,) = drawn.items
    assert (item.label, item.value, item.text, item.fact) == ("L", 71, "71%", "a.share")
    assert parsed.asked[0][1] == "short"


@pytest.mark.parametrize(
    ("fact", "kind", "codes"),
    [
        ("a.more", "share", ["DOC005"]),
        ("a.more", "bar", []),
        ("a.less", "share", ["DOC005"]),
        ("a.less", "bar", []),
        ("a.less", "column", []),
        ("a.less", "area", ["DOC005"]),
        ("a.name", "bar", ["DOC005"]),
        ("a.gone", "bar", ["MERGE001"]),
    ],
)
def test_what_a_chart_can_show(fact, kind, codes):
    parsed = chart(f'<item fact="{fact}"><label>L</label></item>', kind)
    assert parsed.codes == codes
    assert all(found == (codes[0], "templates/t.xml", 3, 1) for found in parsed.found)


def test_chart_kinds():
    parsed = chart(kind="pie")
    assert parsed.found == [("DOC005", "templates/t.xml", 3, 1)]
    assert (parsed.only.message, parsed.only.hint) == (
        "there is no chart of kind `pie`",
        f"kinds are {', '.join(CHARTS)}",
    )


def test_pictures():
    parsed = inside('<figure><image src="a.png" width="50" id="i"><alt>A</alt></image></figure>')
    (image,) = parsed.all(n.Image)
    assert (image.source, image.data, image.alt, image.width, image.height) == ("a.png", b"png", "A", 50, 25)
    assert inside('<figure><image src="gone.png"><alt>A</alt></image></figure>').codes == ["IMAGE001"]


def test_a_credit_is_read_behind_the_picture():
    image = '<image src="a.png"><alt>A</alt></image>'
    parsed = inside(f'<figure><credit lang="fr">By <em>A</em></credit>{image}<caption>C</caption></figure>')
    (figure,) = parsed.all(n.Figure)
    assert figure.children == (figure.caption, figure.body, figure.credit)
    assert (told(figure.credit), figure.credit.lang) == ("By Emphasis(A)", "fr")
    assert inside(f"<figure>{image}<credit>A</credit><credit>B</credit></figure>").codes == ["DOC004"]


@pytest.mark.parametrize("alt", ["", "<alt/>", "<alt>  </alt>", '<alt><noteref note="x">1</noteref></alt>'])
def test_alternative_texts_are_needed(alt):
    assert inside(f'<figure><image src="a.png">{alt}</image></figure>').found == [
        ("DOC006", "templates/t.xml", 3, 1)
    ]
    parsed = inside(
        f'<figure><chart kind="bar">{alt}<item fact="a.share"><label>L</label></item></chart></figure>'
    )
    assert parsed.codes == ["DOC006"]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><caption>C</caption></figure>",
        '<figure><image src="a.png"><alt>A</alt></image>'
        '<chart kind="bar"><alt>A</alt><item fact="a.share"><label>L</label></item></chart></figure>',
    ],
)
def test_a_figure_has_one_picture(markup):
    parsed = inside(markup)
    assert parsed.codes == ["DOC004"] and parsed.only.message == "a `figure` needs a `chart` or an `image`"


# ---- tables


def test_tables():
    parsed = inside(
        '<table widths="2 1.5"><caption>C</caption>'
        '<thead><tr><th scope="column">a</th><th scope="column" align="end">b</th></tr></thead>'
        '<tbody lang="fr"><tr><th scope="row">c</th><td align="end">d</td></tr></tbody></table>'
    )
    assert parsed.codes == []
    (table,) = parsed.all(n.Table)
    assert (told(table.caption), table.widths) == ("C", (Decimal(2), Decimal("1.5")))
    assert [[(told(c), c.scope, c.align, c.lang) for c in r.cells] for r in (*table.head, *table.body)] == [
        [("a", "Column", "start", "en-CA"), ("b", "Column", "end", "en-CA")],
        [("c", "Row", "start", "fr"), ("d", None, "end", "fr")],
    ]


def test_rows_of_different_length():
    parsed = inside("<table><tbody><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></tbody></table>")
    assert parsed.found == [("DOC007", "templates/t.xml", 4, 1)]
    assert parsed.only.message == "this row has 1 cell where the table has 2 columns"


def test_a_row_from_a_brief_is_blamed_in_the_brief():
    parsed = inside(
        "<table><tbody><tr><td>a</td><td>b</td></tr>"
        '<tr><td><text origin="0">c</text></td></tr></tbody></table>'
    )
    assert parsed.found == [("DOC007", "briefs/b.yaml", 100, 7)]


@pytest.mark.parametrize("widths", ["1", "1 2 3", "1 0", "1 -1", "1 x", "1 NaN", "1 Infinity"])
def test_widths(widths):
    parsed = inside(f'<table widths="{widths}"><tbody><tr><td>a</td><td>b</td></tr></tbody></table>')
    assert parsed.found == [("DOC003", "templates/t.xml", 3, 1)]
    assert parsed.only.hint == "write 2 numbers greater than 0, one for each column"
    assert parsed.all(n.Table)[0].widths == (1, 1)


# ---- attributes


@pytest.mark.parametrize(
    ("markup", "message", "hint"),
    [
        (
            '<columns count="0"><p>x</p></columns>',
            "`count` cannot be `0`",
            "write a whole number from 1 to 999",
        ),
        ('<columns count="two"><p>x</p></columns>', "`count` cannot be `two`", None),
        ('<columns count="٣"><p>x</p></columns>', "`count` cannot be `٣`", None),
        ('<columns count="99999999999999"><p>x</p></columns>', "`count` cannot be `99999999999999`", None),
        ('<columns place="top"><p>x</p></columns>', "`place` of `columns` cannot be `top`", "it can be foot"),
        ('<band logo="big"><p>x</p></band>', "`logo` of `band` cannot be `big`", "it can be none"),
        (
            '<ol start="x"><li>a</li></ol>',
            "`start` cannot be `x`",
            "write a whole number from 0 to 999999999",
        ),
        (
            '<p lang="english">x</p>',
            "`lang` of `p` cannot be `english`",
            "write a language tag such as en or fr-CA",
        ),
        ('<p lang="e n">x</p>', "`lang` of `p` cannot be `e n`", None),
        ('<p class="x">x</p>', "`p` has no attribute `class`", "it takes id, lang, role"),
        ('<p rloe="x">x</p>', "`p` has no attribute `rloe`", "did you mean `role`?"),
        ("<p><a>x</a></p>", "`a` lacks its attribute `href`", 'write <a href="...">'),
        ('<p><abbr title="">x</abbr></p>', "`abbr` lacks its attribute `title`", 'write <abbr title="...">'),
        (
            '<figure><image src="a.png" width="0"><alt>A</alt></image></figure>',
            "`width` cannot be `0`",
            "write a number greater than 0",
        ),
        (
            '<figure><image src="a.png" width="wide"><alt>A</alt></image></figure>',
            "`width` cannot be `wide`",
            None,
        ),
        (
            '<table><tbody><tr><td align="left">a</td></tr></tbody></table>',
            "`align` of `td` cannot be `left`",
            "it can be start, end, decimal",
        ),
        (
            '<table><tbody><tr><th scope="rwo">a</th></tr></tbody></table>',
            "`scope` of `th` cannot be `rwo`",
            "did you mean `row`?",
        ),
    ],
)
def test_attributes(markup, message, hint):
    parsed = inside(markup)
    first = next(d for d in parsed.findings if d.message == message)
    assert {d.code for d in parsed.findings} <= {"DOC003", "DOC008"}
    assert (first.span.path, first.span.line, first.span.column) == ("templates/t.xml", 3, 1)
    assert hint is None or first.hint == hint
