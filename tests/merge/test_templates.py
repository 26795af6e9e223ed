"""Layout templates: what a designer changes, and what is said when it goes wrong."""

import sys
import time

import pytest

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.merge import merge_edition, templates
from briefpress.merge.schema import layout_names
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.merge.project import FACTS, HEAD, Merged, body_text, told, usual

BRIEF = body_text("In {{ a.year }}.")


def with_template(text, name="mine", brief=BRIEF, files=None):
    files = {f"templates/{name}.xml": text, **(files or {})}
    return Merged(f"template: {name}\n" + brief, files=files)


def page(inside):
    return f"<document><title>T</title>{inside}</document>"


# ---- a project's own


def test_a_project_replaces_a_built_in_template():
    merged = with_template(page("<h1>Mine</h1>"), "fact-sheet")
    assert merged.found == [] and [told(h) for h in merged.nodes(n.Heading)] == ["Mine"]


def test_a_project_replaces_a_block_of_a_built_in_template():
    for name, parent in (("mine", "fact-sheet.xml"), ("fact-sheet", "builtin:fact-sheet.xml")):
        text = f'{{% extends "{parent}" %}}{{% block band %}}<h1>Mine</h1>{{% endblock %}}'
        merged = with_template(text, name)
        assert merged.found == []
        assert told(merged.nodes(n.Heading)[0]) == "Mine" and not merged.nodes(n.Band)
        assert merged.paragraphs == ["In 2023."]


def test_a_project_replaces_a_macro():
    blocks = """\
{% import "builtin:blocks.xml" as std %}
{% macro text(block) %}<callout id="{{ block.id }}">{{ block.text }}</callout>{% endmacro %}
{% set makers = dict(std.makers, text=text) %}
{% macro region(blocks) %}{% for block in blocks %}{{ makers[block.type](block) }}{% endfor %}{% endmacro %}
{% set end_matter = std.end_matter %}
"""
    lede = "opening:\n  - {id: u, type: lede, text: {en: Lede, fr: x}}\n"
    merged = Merged(BRIEF + lede, files={"templates/blocks.xml": blocks})
    assert merged.found == []
    assert [told(c) for c in merged.nodes(n.Callout)] == ["In 2023."]
    assert [s.role for s in merged.nodes(n.Section) if s.id == "u"] == ["lede"]


def with_words(words):
    return Merged(BRIEF, files={"templates/words.yaml": words})


def test_a_project_replaces_words_and_keeps_the_others():
    merged = with_words("page: {en: Leaf, fr: Feuille}\n")
    assert merged.found == []
    assert told(merged.document.furniture[0].end[0]) == "Leaf "
    assert "of" in "".join(told(inline) for inline in merged.document.furniture[0].end)


def test_a_project_adds_a_language_to_a_word():
    brief = "languages: [it]\ntitle: {it: T}\nsubject: {it: S}\nauthor: {it: A}\n"
    words = "page: {it: Pagina}\nof: {it: di}\nend_matter: {it: Fonti}\n"
    merged = Merged(brief, lang="it", files={"templates/words.yaml": words})
    assert merged.found == []
    assert told(merged.document.furniture[0].end[0]) == "Pagina "
    assert with_words(words).found == []


def test_a_word_that_does_not_ship_has_both_languages():
    assert ("SHAPE004", "templates/words.yaml", 1, 7) in with_words("leaf: {en: Leaf}\n").found


def test_a_word_in_no_language():
    assert ("SHAPE004", "templates/words.yaml", 1, 7) in with_words("page: {}\n").found


@pytest.mark.parametrize("sentence", ["{name} has {amount}, {value}", "{name} leads", "{name} {value} {}"])
def test_a_sentence_about_charts_has_the_names_of_the_shipped_one(sentence):
    found = with_words(f'chart_highest: {{en: "{sentence}"}}\n').found
    assert [(code, line) for code, _, line, _ in found] == [("MERGE018", 1)]
    assert with_words('chart_highest: {en: "{name} leads with {value}, {name}!"}\n').found == []


def test_a_brief_in_one_language_needs_no_other():
    brief = "languages: [en]\ntitle: {en: T}\nsubject: {en: S}\nauthor: {en: A}\n"
    assert Merged(brief).found == []


def test_the_source_has_a_date_with_a_raised_ending():
    merged = Merged(body_text("x", "En {{ a.year }}."), "fr")
    (source,) = [p for p in merged.nodes(n.Paragraph) if p.role == "source"]
    assert told(source).endswith("consulté le 1<Superscript|er>\u00a0mai 2026.")
    (link,) = Merged(BRIEF).nodes(n.Link)
    assert link.href == "https://x.org/en?a=1&b=2"


def test_an_edition_has_read_every_template_it_uses_even_one_that_is_compiled():
    merged = with_template('{% extends "fact-sheet.xml" %}')
    for lang in ("en", "fr"):
        with merged.workspace.recording() as reads:
            assert merge_edition(merged.merger, merged.brief, lang, Findings()) is not None
        assert reads >= {
            "templates/mine.xml",
            "builtin:templates/fact-sheet.xml",
            "builtin:templates/base.xml",
            "builtin:templates/blocks.xml",
            "templates/blocks.xml",  # that it is not there counts, too
        }


# ---- mistakes


@pytest.mark.parametrize("name", ["fact-shet", "base", "../x", "x/y", "Mine", "a.b"])
def test_unknown_templates(name):
    merged = Merged(f"template: {name}\n{HEAD}")
    if name == "base":
        assert merged.document is not None
        return
    assert merged.found == [("MERGE007", 1, 11)]
    assert merged.only.message == f"there is no layout template `{name}`"
    assert merged.only.hint in (
        "did you mean `fact-sheet`?",
        f"templates are {', '.join(layout_names(MemoryWorkspace({})))}",
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>\n{% if %}", 2, "Expected an expression, got 'end of statement block'"),
        ("<p>\n\n{{ brief.title }\n", 3, "`}` is unexpected"),
        ("<p>\n{{ nothing }}", 2, "there is no `nothing`"),
        ("<p>\n{{ brief.tilte }}", 2, None),
        ('<p>\n\n{% include "no.xml" %}', 3, "there is no template `no.xml`"),
        ('<p>\n{% include "../secret.xml" %}', 2, "there is no template `../secret.xml`"),
        ('<p>\n{% include "/etc/passwd" %}', 2, "there is no template `/etc/passwd`"),
        ('<p>\n{% include "builtin:../errors.xml" %}', 2, None),
        ('{% extends "words.yaml" %}', 1, None),
        ("<p>\n{{ 1 / 0 }}", 2, "ZeroDivisionError: division by zero"),
        ("<p>\n{{ brief.__class__.__mro__ }}", 2, None),
        ("<p>\n{{ ''.__class__ }}", 2, None),
        ("<p>\n{{ brief.title.__init__.__globals__ }}", 2, None),
        ("<p>\n{{ lipsum.__globals__ }}", 2, None),
        ("<p>\n{{ 'a' * 1000000000 }}", 2, "`*` is for numbers"),
        ("<p>\n{{ 9 ** 9 ** 9 }}", 2, "`**` is not allowed"),
        ("<p>\n{{ '%1000000000d' % 1 }}", 2, "`%` is for numbers"),
        ("<p>\n{% for i in range(1000000) %}{% endfor %}", 2, None),
        ('{% extends "mine.xml" %}', None, "it uses itself without end"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", None, "it uses itself without end"),
    ],
)
def test_templates_that_cannot_be_rendered(text, line, message):
    start = time.monotonic()
    merged = with_template(text)
    assert time.monotonic() - start < 2
    found = merged.only
    assert (found.code, found.span.path) == ("MERGE008", "templates/mine.xml")
    assert line is None or found.span.line == line
    prefix = "the layout template cannot be rendered: "
    assert found.message.startswith(prefix) and found.hint
    assert message is None or found.message == prefix + message


def test_a_mistake_in_an_included_template_is_told_there():
    files = {"templates/part.xml": "\n\n{{ nothing }}"}
    found = with_template('<p>{% include "part.xml" %}</p>', files=files).only
    assert (found.code, found.span.path, found.span.line) == ("MERGE008", "templates/part.xml", 3)
    files = {"templates/part.xml": b"<p>\n\xe9</p>"}
    found = with_template('<p>{% include "part.xml" %}</p>', files=files).only
    assert (found.span.path, found.span.line) == ("templates/part.xml", 2)
    assert found.message.endswith("the file is not saved as UTF-8")


def test_arithmetic_of_small_numbers_is_left_alone():
    merged = with_template(page("<h1>{{ 3 * 4 }} {{ 7 % 2 }} {{ 7 // 2 }} {{ 'a' ~ 1 }}</h1>"))
    assert merged.found == [] and told(merged.nodes(n.Heading)[0]) == "12 1 3 a1"


# ---- places


def test_elements_have_the_line_of_the_template():
    text = """\
{#- a comment -#}
<document>
  <title>T</title>
  {% for i in (1, 2) %}

  <h1>A</h1>
  {% endfor %}
  {%- if true -%}
  <p
    role="x">b</p>
  {% endif %}
  {% include "part.xml" %}
</document>
"""
    merged = with_template(text, files={"templates/part.xml": "\n<p>c</p>"})
    places = [(told(p), p.span.path, p.span.line) for p in merged.nodes(n.Paragraph)]
    assert places == [
        ("A", "templates/mine.xml", 6),
        ("A", "templates/mine.xml", 6),
        ("b", "templates/mine.xml", 9),
        ("c", "templates/part.xml", 2),
    ]


def test_texts_in_a_template_have_the_place_of_the_brief():
    (paragraph,) = [p for p in Merged(BRIEF).block.walk() if isinstance(p, n.Paragraph)]
    assert (paragraph.span.path, paragraph.span.line, paragraph.span.column) == ("briefs/b.yaml", 9, 9)


@pytest.mark.parametrize("origin", ["x", "99", "briefs/b.yaml", "1+x", "-1", ""])
def test_an_origin_that_is_no_place(origin):
    merged = with_template(page(f'\n<h1 origin="{origin}">A</h1>'))
    assert merged.found == [("DOC003", "templates/mine.xml", 2, 1)]


def test_an_element_that_is_not_of_the_vocabulary_is_found_in_the_template():
    merged = with_template(page("<h1>A</h1>\n<para>x</para>"))
    assert merged.found == [("DOC002", "templates/mine.xml", 2, 1)]


@pytest.mark.parametrize(
    ("inside", "column", "length"),
    [
        ("  <para>a</para>", 3, 5),
        ("<h1>a</h1><para>b</para>", 11, 5),
        ("<h1>a</h1> <p>b</p><p colour='red'>c</p>", 20, 2),
        ("{% if true %}<para>a</para>{% endif %}", 14, 5),
    ],
)
def test_a_mistake_of_markup_has_its_column(inside, column, length):
    text = f'{{% extends "one-pager.xml" %}}\n{{% block content %}}\n{inside}\n{{% endblock %}}\n'
    found = [d for d in with_template(text).findings if d.code in ("DOC002", "DOC003")]
    assert [(d.span.line, d.span.column, d.span.length) for d in found] == [(3, column, length)]


def test_the_level_of_a_heading_is_blamed_on_the_template_and_its_words_are_the_brief_s():
    merged = with_template(page("<h1>{{ brief.title }}</h1>\n<h4>{{ brief.subject }}</h4>"))
    assert (merged.only.code, merged.only.span.path, merged.only.span.line) == (
        "DOC010",
        "templates/mine.xml",
        2,
    )


def test_a_picture_whose_alternative_text_the_template_forgets_is_blamed_on_the_template():
    image = "closing:\n  - {id: i, type: image, file: briefs/i.png, alt: {en: A, fr: B}}\n"
    text = page(
        "<h1>A</h1>{% for b in brief.closing %}\n"
        '<figure><image src="{{ b.file }}" origin="{{ b.file.at }}"/></figure>{% endfor %}'
    )
    found = with_template(text, brief=BRIEF + image).findings
    assert [(d.span.path, d.span.line) for d in found if d.code == "DOC006"] == [("templates/mine.xml", 2)]


# ---- what is kept


def test_every_edition_has_read_its_templates():
    """Those that a project could have and has not, too: a new one makes the edition stale."""
    reads = []
    for _ in range(2):
        with usual().workspace.recording() as own:
            assert Merged(BRIEF).found == []
        reads.append(own)
    assert reads[0] == reads[1]
    assert {"templates/base.xml", "builtin:templates/base.xml", "templates/words.yaml"} <= reads[0]


def test_a_template_that_was_changed_is_compiled_again():
    for words in ("One", "Two"):
        merged = with_template(page(f"<h1>{words}</h1>"))
        assert [told(h) for h in merged.nodes(n.Heading)] == [words]


# ---- what is kept of shipped ones


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A folder for compiled templates, and a process that has compiled none yet."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def new_process():
        monkeypatch.setattr(templates, "_COMPILED", templates._Compiled())

    new_process()
    return tmp_path, new_process


@pytest.fixture
def compiled(monkeypatch):
    """The names of templates that are compiled, as they are."""
    names = []
    real = templates.LayoutEnvironment.compile

    def compile(self, source, name=None, *arguments, **keywords):
        names.append(name)
        return real(self, source, name, *arguments, **keywords)

    monkeypatch.setattr(templates.LayoutEnvironment, "compile", compile)
    return names


def anew(brief):
    """Merge with a project of its own: what tests share has its templates already."""
    return Merged(brief, facts=FACTS)


def test_a_shipped_template_is_compiled_once_for_all_processes(kept, compiled):
    folder, new_process = kept
    first = anew(BRIEF)
    assert sorted(compiled) == ["base.xml", "blocks.xml", "fact-sheet.xml"]
    new_process()
    assert repr(anew(BRIEF).document) == repr(first.document)
    assert len(compiled) == 3
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        file.write_bytes(file.read_bytes()[:-9])
    new_process()
    assert repr(anew(BRIEF).document) == repr(first.document)
    assert len(compiled) == 6, "what was torn is made anew"


def test_nothing_is_kept_of_a_template_of_a_project(kept, compiled):
    folder, new_process = kept
    text = '{% extends "fact-sheet.xml" %}{% block band %}<h1>Mine</h1>{% endblock %}'
    with_template(text)
    assert not [path for path in folder.rglob("*") if "mine" in path.name]
    new_process()
    merged = with_template(text.replace("Mine", "Ours"))
    assert told(merged.nodes(n.Heading)[0]) == "Ours"
    assert compiled.count("mine.xml") == 2 and compiled.count("base.xml") == 1


def test_the_same_file_under_both_of_its_names(kept, compiled):
    _, new_process = kept
    text = '{% extends "builtin:fact-sheet.xml" %}{% block band %}<h1>Mine</h1>{% endblock %}'
    for _ in range(2):
        new_process()
        assert told(with_template(text, "fact-sheet").nodes(n.Heading)[0]) == "Mine"
        assert anew(BRIEF).found == []
    assert sorted(compiled) == [
        *("base.xml", "blocks.xml", "builtin:fact-sheet.xml", "fact-sheet.xml"),
        *("fact-sheet.xml", "fact-sheet.xml"),  # that of the project
    ]


def test_another_text_in_place_of_a_shipped_one_is_compiled(kept, compiled, monkeypatch):
    _, new_process = kept
    anew(BRIEF)
    real = Workspace.read

    def read(self, path):
        data = real(self, path)
        return data.replace(b"</h1>", b"!</h1>") if path == "builtin:templates/base.xml" else data

    monkeypatch.setattr(MemoryWorkspace, "read", read)
    new_process()
    assert told(anew(BRIEF).nodes(n.Heading)[0]).endswith("!")
    assert compiled.count("base.xml") == 2
