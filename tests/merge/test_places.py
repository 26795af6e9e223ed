"""Where a message about a text points: the line and column in the brief, in every way of writing YAML."""

from briefpress.document import nodes as n
from briefpress.merge.places import TextPlace
from tests.merge.project import TEXT_COLUMN, TEXT_LINE, Merged, merge_text

PLACES = """\
{head}opening:
  - id: q
    type: key-figures
    figures:
      - value: "{{{{ a.za }}}} and {{{{ a.zb('short') }}}}"
        label: {{en: 'it''s {{{{ a.zc }}}}', fr: "l’{{{{ a.zd }}}}"}}
body:
  - id: t
    type: text
    text:
      en: |

        a.ze and {{{{ a.zee }}}}{{{{ a.ze }}}}; {{{{ a.ze }}}}

        - {{{{ a.zf }}}}
      fr: >
        Un texte plié
        sur {{{{ a.zg }}}} lignes.

        Et {{{{ a.zh }}}}
        encore.
  - id: c
    type: chart
    items:
      - {{fact: a.zi, label: {{en: L, fr: L}}}}
    alt: {{en: A, fr: A}}
  - id: b
    type: table
    caption: {{en: C, fr: C}}
    columns: [{{label: {{en: A, fr: A}}}}, {{label: {{en: B, fr: B}}}}]
    rows:
      - [{{en: "{{{{ a.zj }}}}", fr: x}}, "{{{{ a.zk }}}}"]
"""


def test_unknown_facts_are_found_where_they_are_written():
    head = "title: {en: T, fr: T}\nsubject: {en: S, fr: S}\nauthor: {en: A, fr: A}\n"
    text = PLACES.format(head=head)
    lines = text.splitlines()

    def expected(*names):
        found = []
        for name in names:
            for line, content in enumerate(lines, 1):
                column = next(
                    (content.find(o + name) + len(o) for o in ("{{ ", "fact: ") if o + name in content), -1
                )
                if column >= 0:
                    found.append((name, line, column + 1))
                    break
        return sorted(found)

    def found(lang):
        merged = Merged(text, lang)
        assert {d.code for d in merged.findings} == {"MERGE001"}
        return sorted((d.message.split("`")[1], d.span.line, d.span.column) for d in merged.findings if True)

    english = [*expected("a.za", "a.zb", "a.zc", "a.zee", "a.zf", "a.zi", "a.zj", "a.zk")]
    e_line = next(i for i, content in enumerate(lines) if "a.zee" in content)
    both = [lines[e_line].find("{{ a.ze }}") + 4, lines[e_line].rfind("{{ a.ze }}") + 4]
    assert found("en") == sorted([*english, *(("a.ze", e_line + 1, column) for column in both)])
    assert found("fr") == expected("a.za", "a.zb", "a.zd", "a.zg", "a.zh", "a.zi", "a.zk")


def test_every_quotation_of_a_fact_has_its_own_place():
    merged = merge_text("a.year {{ a.year }} a.years {{ a.years }} {{ a.year }}\n\n{{ a.year('bare') }}")
    spans = [(t.fact, t.span.line - TEXT_LINE, t.span.column) for t in merged.nodes(n.Text) if t.fact]
    assert spans == [
        ("a.year", 0, TEXT_COLUMN + 10),
        ("a.years", 0, TEXT_COLUMN + 31),
        ("a.year", 0, TEXT_COLUMN + 45),
        ("a.year", 2, TEXT_COLUMN + 3),
    ]


def test_a_loop_points_at_the_last_place_it_can():
    merged = merge_text("{% for x in 'abc' %}{{ a.year }}{% endfor %}")
    assert {t.span.column for t in merged.nodes(n.Text) if t.fact} == {TEXT_COLUMN + 23}


def test_unknown_notes_are_found_where_they_are_written():
    merged = merge_text('The portfolio.{{ note("portfollio") }}')
    assert merged.found == [("DOC012", TEXT_LINE, TEXT_COLUMN + 23)]
    assert merged.only.hint == "add it to the brief's `notes`, with the id `portfollio`"


def test_wrong_language_tags_are_found_where_they_are_written():
    assert merge_text('One\n{{ lang("english", "x") }}').found == [("DOC003", TEXT_LINE + 1, TEXT_COLUMN + 9)]


def test_links_are_found_where_they_are_written():
    assert merge_text("One\ntwo [a](b.html)").found == [("DOC008", TEXT_LINE + 1, TEXT_COLUMN + 8)]


def test_a_place_survives_a_text_that_is_not_where_it_should_be():
    merged = merge_text("One\ntwo")
    place = TextPlace(merged.brief.regions["body"][0].fields.values["text"].localized["en"])
    assert place.line(99).line == TEXT_LINE + 99
    assert place.locate("nothing of the kind").line == TEXT_LINE - 1


def test_a_name_that_begins_an_id_is_found_where_it_is_quoted():
    merged = merge_text("zz {{ a.year }} {{ zz.year }} {{ zz.years }}")
    assert merged.found == [("MERGE004", TEXT_LINE, TEXT_COLUMN + 19)]
