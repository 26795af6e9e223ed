"""What an author may write in a text, what becomes of it, and where mistakes are reported."""

import time

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.document import nodes as n
from briefpress.merge import texts
from briefpress.merge.references import Uses, author_context
from tests.merge.project import FACTS, TEXT_COLUMN, TEXT_LINE, Merged, body_text, merge_text, told

NAMES = {name.split(".")[0] for name in FACTS}


def paragraphs(text, **options):
    merged = merge_text(text, **options)
    assert merged.found == []
    return merged.paragraphs


def shapes(block):
    """Return nested blocks as lists: ``["ul", ["a", ["ul", ["b"]]]]``."""
    if isinstance(block, n.ListBlock):
        name = "ol" if block.ordered else "ul"
        return [name, *([item.marker.text, *map(shapes, item.blocks)] for item in block.items)]
    return told(block)


# ---- Markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.", ["One."]),
        ("One\ntwo.\n\nThree.", ["One two.", "Three."]),
        ("a *b* **c** ***d***", ["a <Emphasis|b> <Strong|c> <Emphasis|<Strong|d>>"]),
        ("snake_case_name and 3 * 4 * 5", ["snake_case_name and 3 * 4 * 5"]),
        ("one  \ntwo\\\nthree", ["one<br>two<br>three"]),
        ("[words](https://x.org/?a=1&b=2)", ["<Link https://x.org/?a=1&b=2|words>"]),
        ("[*big* words](mailto:a@b.org)", ["<Link mailto:a@b.org|<Emphasis|big> words>"]),
        ("<https://x.org>", ["<Link https://x.org|https://x.org>"]),
        (r"\*not\* \[a\](b) \_ \\ \# 1\. x", ["*not* [a](b) _ \\ # 1. x"]),
        ("a < b & c > d \"e\" 'f'", ["a < b & c > d \"e\" 'f'"]),
        ("<b>x</b> <onDraw name='x'/> <!-- y --> &amp; &#65;", None),
        ("`code` ~~~ ```", None),
        ("    indented", ["indented"]),
        ("![alt](https://x.org/p.png)", ["!<Link https://x.org/p.png|alt>"]),
        ("[1]: a definition, says the parser", None),
        ("[a][1]\n\n[1]: https://x.org", ["[a][1]", "[1]: https://x.org"]),
        ("a\u00a0b\u2009c\u2011d – e…", None),
        ("{ x } } }} %} {x}", None),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == ([text] if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b", [["ul", ["•", "a"], ["•", "b"]]]),
        ("1. a\n2. b", [["ol", ["1.", "a"], ["2.", "b"]]]),
        (
            "- a\n  - b\n    1. c\n- d",
            [["ul", ["•", "a", ["ul", ["•", "b", ["ol", ["1.", "c"]]]]], ["•", "d"]]],
        ),
        ("- a\n\n  b\n\n- c", [["ul", ["•", "a", "b"], ["•", "c"]]]),
        ("- *a* {{ a.year }}\n  - b", [["ul", ["•", "<Emphasis|a> 2023", ["ul", ["•", "b"]]]]]),
        ("Before:\n\n- a\n\nAfter.", ["Before:", ["ul", ["•", "a"]], "After."]),
        # The number is a part of what the author wrote.
        ("2024. A good year", [["ol", ["2024.", "A good year"]]]),
        ("0. a\n1. b", [["ol", ["0.", "a"], ["1.", "b"]]]),
    ],
)
def test_lists(text, expected):
    merged = merge_text(text)
    assert merged.found == []
    assert [shapes(b) for b in merged.block.blocks] == expected


def test_one_line_texts_have_no_paragraphs():
    merged = Merged(
        "title: {en: '# 1. *Big* [x](https://x.org)', fr: T}\nsubject: {en: S, fr: S}\nauthor: {en: A, fr: A}"
    )
    assert merged.found == []
    assert told(merged.nodes(n.Heading)[0]) == "# 1. <Emphasis|Big> <Link https://x.org|x>"
    assert merged.document.title == "# 1. Big x"


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("a\n\n# Title", "MERGE006", 2, "a heading has no place in this text"),
        ("a\n\nTitle\n===", "MERGE006", 2, "a heading has no place in this text"),
        ("> said", "MERGE006", 0, "a quotation has no place in this text"),
        ("a\n\n***\n\nb", "MERGE006", 2, "a rule has no place in this text"),
        ("a\n[x](https://x.org/{{ a.year }})", "MERGE006", 0, None),
        ('[x](https://x.org "{{ a.year }}")', "MERGE006", 0, "the title of a link has no place in this text"),
        ("<https://x.org/{{ a.year }}>", "MERGE006", 0, None),
        ("[x](y.html)", "DOC008", 0, "`y.html` is no address a printed link may have"),
        ("[](https://x.org)", "DOC008", 0, "the link to https://x.org has no words"),
    ],
)
def test_what_has_no_place_in_a_text(text, code, line, message):
    merged = merge_text(text)
    message = message or "a fact in the address of a link has no place in this text"
    assert [(d.code, d.span.line, d.message) for d in merged.findings] == [(code, TEXT_LINE + line, message)]


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("javascript:alert(1)", "links begin with https://"),
        ("file:///reports/loans.pdf", "links begin with https://"),
        ("data:text/html,x", "links begin with https://"),
        ("www.example.org", "write `https://www.example.org`"),
        ("example.org/fr", "write `https://example.org/fr`"),
        ("info@example.org", "write `mailto:info@example.org`"),
        ("map.png", "a picture is a block of its own"),
    ],
)
def test_links_that_are_refused(address, hint):
    (finding,) = merge_text(f"[x]({address})").findings
    assert (finding.code, finding.message) == ("DOC008", f"`{address}` is no address a printed link may have")
    assert finding.hint.startswith(hint)


# ---- facts in texts


def test_facts_between_other_things():
    text = '*In {{ a.year }}*, **{{ a.percent }}** [of {{ a.money("short") }}](https://x.org)'
    text += '{{ a.small("words") }}.'
    assert paragraphs(text) == [
        "<Emphasis|In 2023>, <Strong|71%> <Link https://x.org|of US$13\u00a0billion>five."
    ]


def test_raised_endings_are_superscripts():
    assert paragraphs("Le {{ a.date }} et le {{ a.rank }}.", lang="fr") == [
        "Le 1<Superscript|er>\u00a0avril 2024 et le 1<Superscript|er>."
    ]


@pytest.mark.parametrize(
    "written",
    [
        "a < b & c > d",
        "AT&T &amp; <b>bold</b>",
        "<onDraw name='x' label='y'/>",
        '<fact name="a.year"/>',
        "{{ a.year }} {% if %} {# x",
        "*not emphasised* _nor_ this",
        "[no](https://link.org) `code`",
        "# 1. no heading",
        "\\*backslash\\",
        "]]> --> <!-- ' \" --",
        "two  spaces",
    ],
)
def test_a_fact_prints_exactly_what_is_written(written):
    quoted = written.replace("\\", "\\\\").replace('"', '\\"')
    facts = {"f.x": f'{{type: text, value: {{en: "{quoted}", fr: x}}}}'}
    merged = merge_text("A {{ f.x }} b.", facts=facts)
    assert merged.found == []
    (fact,) = [node for node in merged.nodes(n.Text) if node.fact]
    assert (fact.text, fact.fact) == (written, "f.x")
    assert merged.paragraphs == [f"A {written} b."]


def test_functions():
    text = '{{ abbr("NATO", "a & b") }} {{ lang("fr", "<été>") }} {{ sup("th") }} {{ lang("fr", a.years) }}'
    merged = merge_text(text)
    assert merged.found == []
    assert merged.paragraphs == [
        "<Abbreviation a & b|NATO> <Phrase fr|<été>> <Superscript|th> <Phrase fr|65\u00a0ans>"
    ]


def test_words_of_a_language_that_the_brief_lacks_quote_facts_in_its_own():
    assert paragraphs('{{ lang("de", a.nations) }}') == ["<Phrase de|10\u00a0nations>"]


def test_notes_are_numbered_in_the_order_of_their_marks():
    notes = "notes:\n  - {id: one, text: {en: One, fr: Un}}\n  - {id: two, text: {en: Two, fr: Deux}}\n"
    merged = Merged(body_text('A{{ note("two") }} b{{ note("one") }} c{{ note("two") }}') + notes)
    assert merged.found == []
    assert merged.paragraphs == [
        "A<NoteReference note-two|1> b<NoteReference note-one|2> c<NoteReference note-two|1>"
    ]
    assert [(note.id, note.number.text, told(note)) for note in merged.nodes(n.Note)] == [
        ("note-two", "1", "1Two"),
        ("note-one", "2", "2One"),
    ]


# ---- the language of expressions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ '{{' }} x {{ \"}}\" }}", "{{ x }}"),
        ("{{ 'AT&T <b>' }}", "AT&T <b>"),
        ("{% set year = a.year %}In {{ year }}.", "In 2023."),
        ("{% set p = a %}{{ p.year }}", "2023"),
        ("{% for x in ('p', 'q') %}{{ loop.index }}{{ x }} {% endfor %}", "1p 2q"),
        ("{% for x in [a.year, a.small] %}{{ x }};{% endfor %}", "2023;5;"),
        ("{% if 1 < 2 and not false %}{{ a.year }}{% else %}no{% endif %}", "2023"),
        ("{{ a.year if true else a.small }}", "2023"),
        ("{{- a.year -}}", "2023"),
        ("{{ a.years(form='short') }}", "65+"),
        ('{{ a.years ( "short" ) }}', "65+"),
        ("{{ a.years(\n'short') }}", "65+"),
        ("{{ 5 }}{# a comment #}", "5"),
        ("{% raw %}{{ a.year }}{% endraw %}", "{{ a.year }}"),
        ("{{ lang('fr', abbr('x', 'y')) }}", "<Phrase fr|<Abbreviation y|x>>"),
    ],
)
def test_expressions(text, expected):
    assert paragraphs(text) == [expected]


def test_a_text_knows_nothing_of_its_neighbours():
    brief = body_text("{% set y = 5 %}{{ y }}") + (
        "closing:\n  - {id: u, type: lede, text: {en: '{{ y }}', fr: x}}\n"
    )
    column = brief.splitlines()[12].index("{{ y") + 4
    assert Merged(brief).found == [("MERGE004", 13, column)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("{{ 'a", "b' }}"), ("{% if true %}", "{% endif %}"), ("{# a", "b #}"), ("{% raw %}a", "{% endraw %}")],
)
def test_an_expression_ends_with_its_text(first, second):
    brief = f'{body_text(first)}closing:\n  - {{id: u, type: lede, text: {{en: "{second}", fr: x}}}}\n'
    assert ("MERGE004", TEXT_LINE, TEXT_COLUMN) in Merged(brief).found


PLAIN = [
    "{{ a.year }}",
    "{{a.year}}",
    "{{  a.years( 'short' ) }}",
    '{{ note("x") }}',
    "{{ note('x-y') }}",
    '{{ abbr("A \'b\'", "c") }}',
    "{{ a.years() }} {{ a }}",
    "x {{ sup('2') }} { } y",
    "{{ lang('fr', 'a & <b>') }}",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_expressions_mean_what_jinja_says(text):
    def both():
        uses = Uses()
        context = author_context(NAMES, "en", uses)
        quick = texts._EXPRESSION.sub(lambda match: texts._quote(match, context), text)
        return quick, texts._compile(text).render(context)

    quick, jinja = both()
    assert quick == jinja and "{{" not in quick


# ---- mistakes


def mistakes(text, **options):
    merged = merge_text(text, **options)
    return [
        (d.code, d.span.line - TEXT_LINE, d.span.column - TEXT_COLUMN, d.message) for d in merged.findings
    ]


NOT = "the expression in this text cannot be evaluated: "


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("One\ntwo {{ nroad.years }}", 1, 7, "`nroad` is no name that texts know"),
        ("nroad {{ nroad.years }}", 0, 9, "`nroad` is no name that texts know"),
        ("One\ntwo {{ a.year }\nthree", 1, 4, "a brace is missing at its end"),
        ("{{ a.year }} {{ a.year b }}", 0, 13, "`b` is unexpected: `}}` should come before it"),
        ("a\n{% if true %}", 1, 0, "`{% if %}` is not closed"),
        ("{{ a.year }} and {{ a.year", 0, 17, "`{{` is not closed"),
        ("{{ a.year | upper }} and {{ a.year", 0, 0, "texts have no filters (`|`)"),
        (
            "a {{ }}",
            0,
            2,
            "there is nothing between `{{` and `}}`, or something is missing before `}}`",
        ),
        ("{% if a.year == 2023 %}so{% endif %}", 0, 0, "a text cannot compare facts"),
        ("{% if a.year > 2000 %}so{% endif %}", 0, 0, "a text cannot compare facts"),
        ("{{ a.year(« short ») }}", 0, 0, "`«` has no place in it"),
        ("a {{ note }}", 0, 0, '`note` is called with what it needs: note("...")'),
        ("{{ note() }}", 0, 0, "`note` lacks something between its parentheses"),
        ("a\n{{ a.years('short', 2) }}", 1, 0, None),
        ("{{ [1, 2] }}", 0, 0, "it gives no text"),
        ("{{ none }}", 0, 0, "it gives no text"),
        ("{{ note(a.year) }}", 0, 0, "the name of a note is a text in quotes, in which no fact can stand"),
        ("{{ abbr('x', a.year) }}", 0, 0, None),
        ("{{ a.years(5) }}", 0, 0, "the form of a fact is a text in quotes, in which no fact can stand"),
        ("{{ a.year | upper }}", 0, 0, None),
        ("{% macro x() %}{% endmacro %}", 0, 0, "texts have no `macro`"),
        ("{% include 'base.xml' %}", 0, 0, "texts have no `include`"),
        ("{% extends 'base.xml' %}", 0, 0, "texts have no `extends`"),
        ("{% block x %}{% endblock %}", 0, 0, "texts have no `block`"),
        ("{% set x %}a{% endset %}", 0, 0, "texts have no `set` without `=`"),
        ("{% if a is defined %}{% endif %}", 0, 0, None),
        ("{{ a['year'] }}", 0, 0, "texts have no square brackets behind a name"),
        ("{{ {'a': 1} }}", 0, 0, "texts have no mappings"),
        ("{{ 1 + 1 }}", 0, 0, "texts have no arithmetic"),
        ("{{ a.year - 1 }}", 0, 0, "texts have no arithmetic"),
        ("{{ 'a' ~ 'b' }}", 0, 0, "texts have no joining with `~`"),
        ("{% for x in a %}{% endfor %}", 0, 0, None),
    ],
)
def test_faulty_expressions(text, line, column, message):
    (found,) = mistakes(text)
    assert found[:3] == ("MERGE004", line, column)
    assert found[3].startswith(NOT) and (message is None or found[3] == NOT + message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ a.year }", "write {{ a.year }}"),
        ("{{ a.year(short) }}", 'write the form in quotes: "short"'),
        ("{{ a.year * 2 }}", "compute it as a fact with a `formula:`, and quote that"),
        ("{{ a.year | upper }}", 'a fact is printed in a form: {{ fms.portfolio.value("short") }}'),
        ("{ a.year }}", "write {{ a.year }}"),
        ("{note('x')}", "write {{ note('x') }}"),
        ("{% if a.year %}", "write `{% endif %}` where it ends"),
        ("{{ a.year", "write `}}` where the expression ends"),
        ("{{ brief.title }}", "`brief` is for layout templates; a text quotes facts"),
        ("\uf0b7 One", "write `- ` in its place: it was the bullet of a list in an office program"),
    ],
)
def test_hints_are_next_steps(text, hint):
    (finding,) = merge_text(text).findings
    assert finding.hint == hint


def test_every_faulty_text_is_named_and_the_others_are_rendered():
    brief = body_text("{{ zzz }}", "{{ a.year") + (
        "closing:\n"
        "  - {id: u, type: lede, text: {en: 'In {{ a.year }}', fr: x}}\n"
        "  - {id: v, type: lede, text: {en: '{{ yyy }}', fr: x}}\n"
    )
    merged = Merged(brief)
    assert merged.found == [("MERGE004", 9, 12), ("MERGE004", 14, 40)]
    assert "In 2023" in [told(p) for p in merged.nodes(n.Paragraph)]
    assert Merged(brief, "fr").found == [("MERGE004", 11, 9)]


def test_near_misses():
    assert merge_text("{{ aa.year }} {{ nots('x') }}").only.hint == "did you mean `a`?"
    assert merge_text("{{ nots('x') }}").only.hint == "did you mean `note`?"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ a.__class__ }}",
        "{{ a._path }}",
        "{{ a._uses }}",
        "{{ a.year.__call__.__globals__ }}",
        "{{ note.__globals__ }}",
        "{{ note.__code__ }}",
        "{{ note.__closure__ }}",
        "{{ 'a'.upper() }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a'.join(['b']) }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ a.year('short').upper() }}",
        "{{ ().__class__.__mro__ }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{{ dict(a=1) }}",
        "{{ namespace() }}",
        "{{ config }}",
        "{% for x in ('a',) %}{{ loop._iterator }}{% endfor %}",
        "{% for x in ('a',) %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for x in ('a',) recursive %}{{ loop(('b',)) }}{% endfor %}",
        "{% import 'blocks.xml' as b %}",
        "{% from 'blocks.xml' import region %}",
    ],
)
def test_nothing_leads_out_of_the_sandbox(text):
    merged = merge_text(text)
    assert {d.code for d in merged.findings} == {"MERGE004"}
    assert all(d.span.line == TEXT_LINE for d in merged.findings)
    assert merged.paragraphs == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9**9**9**9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ 'a'.zfill(1000000000) }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{% for i in 'aaaaaaaaaa' %}{% for j in 'aaaaaaaaaa' %}x{% endfor %}{% endfor %}",
        "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
        "{% set a = 'x' %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}",
        "{% set a = 'x' %}" + "{% set a = lang('fr', abbr(a, a)) %}" * 60 + "{{ a }}",
        "{% set a %}x{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60 + "{{ a }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "not " * 5000 + "1 }}",
        "{{ a" + ".b" * 5000 + " }}",
        "{% if 1 %}" * 300 + "{% endif %}" * 300,
    ],
)
def test_nothing_hangs_or_fills_the_memory(text):
    start = time.monotonic()
    merged = merge_text(text)
    assert time.monotonic() - start < 2
    assert merged.findings.errors


@pytest.mark.parametrize(
    "text",
    [
        "*" * 20_000,
        "[" * 20_000,
        "**a " * 5000,
        "- " * 5000,
        "\\" * 20_001,
        "{" * 5000,
        "{{ " * 3000,
        "<" * 20_000,
        "[a](" * 4000,
    ],
)
def test_markdown_of_any_kind_is_read_in_time(text):
    start = time.monotonic()
    merge_text("x " + text)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("char", ["\ue000", "\ue001", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_private_use_characters_are_refused(char):
    merged = merge_text(f"One\ntwo {char} three")
    assert merged.found == [("MERGE005", TEXT_LINE + 1, TEXT_COLUMN + 4)]
    assert merged.only.message == f"the private-use character U+{ord(char):04X} has no meaning of its own"


@pytest.mark.parametrize(
    "escaped",
    [r"\ue0000\ue001", r"\ue000999999\ue001", r"\ue000", r"\ud800", r"\x00", r"\uffff", r"\U000f0000"],
)
def test_escapes_cannot_make_what_no_file_may_hold(escaped):
    ((code, line, column, message),) = mistakes("{{ '" + escaped + "' }}")
    assert (code, line, column) == ("MERGE004", 0, 0) and "which no page can show" in message


def test_a_token_can_only_repeat_what_the_text_quotes():
    """Numbers of tokens depend on what was rendered before, so none may be guessed."""
    uses = Uses()
    known = uses.token("<sup>x</sup>")[1:-1]
    assert mistakes("{{ '" + rf"\ue000{known}\ue001" + "' }}")[0][0] == "MERGE004"


# ---- any text

SPECIALS = r"\`*_{}[]()#+-.!<>|~=&:/@1234567890'\""
plain = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"),
        exclude_characters=SPECIALS + "$\u061c\u200e\u200f\ufeff",
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: text == __import__("unicodedata").normalize("NFC", text))


@settings(deadline=None, max_examples=150)
@given(st.lists(plain, min_size=1, max_size=5).map(" ".join))
def test_plain_text_comes_out_unchanged(text):
    from briefpress.facts.yaml_text import FORBIDDEN

    if FORBIDDEN.search(text):
        return
    assert paragraphs(text) == [text]


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        st.one_of(st.sampled_from("{}%#*_[]()<>&!`\\\n -1.\"'|=ax.y"), st.characters(codec="utf-8")),
        max_size=60,
    )
)
def test_no_text_makes_the_program_fail(text):
    from briefpress.facts.yaml_text import FORBIDDEN

    text = FORBIDDEN.sub("", text.replace("\r", "")).strip() or "x"
    for lang in ("en", "fr"):
        merged = merge_text(text, lang)
        assert all(d.span is not None and d.hint for d in merged.findings)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "{{ a.year }}",
                "{{ zz }}",
                "{{",
                "}}",
                "{% if a %}",
                "{% endif %}",
                "{% set a = 1 %}",
                "{% for x in 'ab' %}",
                "{% endfor %}",
                "{{ x }}",
                "{#",
                "#}",
                "{% raw %}",
                "{% endraw %}",
                "note('x')",
                "{{ note('t') }}",
                "|upper",
                "*",
                "\n\n",
                " ",
            ]
        ),
        max_size=8,
    ).map("".join)
)
def test_no_expression_makes_the_program_fail(text):
    merged = merge_text(text.strip() or "x")
    assert all(d.span is not None and d.hint for d in merged.findings)


@pytest.mark.parametrize(
    "text", ["{ shop.sales }", '{ shop.sales("short") }', "{ shop.sales }}", '{ note("x") }']
)
def test_a_brace_too_few_is_not_printed(text):
    assert [code for code, *_ in merge_text(f"It says {text} here.").found] == ["MERGE010"]


def test_what_is_nested_too_deeply_is_reported_rather_than_dropped():
    nested = "\n".join(f"{'  ' * level}- item {level}" for level in range(14))
    assert {code for code, *_ in merge_text(nested).found} == {"MERGE006"}
    assert merge_text("- a\n  - b\n    - c").found == []
