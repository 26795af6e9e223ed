"""What texts claim in words, and facts have to bear out."""

import pytest

from tests.merge.project import HEAD, Merged, body_text

FACTS = {
    "a.growth": "{type: multiple, value: 3}",
    "a.share": "{type: percent, value: 71}",
    "a.record": "{type: year, value: 2023, qualifier: record}",
    "a.name": "{type: text, value: {en: name, fr: nom}}",
    "a.worth": "{type: money, value: 13, scale: billion, currency: USD}",
    "a.home": "{type: money, value: 4, scale: million, currency: CAD}",
}


def merge(en: str, fr: str = "Texte.", lang: str = "en", facts=FACTS, more: str = "") -> Merged:
    return Merged(more + body_text(en, fr), lang, facts=facts)


@pytest.mark.parametrize(
    ("lang", "text", "printed"),
    [
        ("en", '{{ claim("tripled", a.growth) }}', "tripled"),
        ("fr", '{{ claim("tripled", a.growth) }}', "a triplé"),
        ("fr", '{{ claim("tripled", a.growth, say="a *triplé*") }}', "a <Emphasis|triplé>"),
        ("en", '{{ claim("more-than-half", a.share, say="well over half, " ~ "") }}', None),
        ("en", '{{ claim("record", a.record, say="a record") }} in {{ a.record }}', "a record in 2023"),
    ],
)
def test_a_claim_prints_its_words(lang, text, printed):
    result = merge(text, text, lang)
    if printed is None:
        assert [code for code, *_ in result.found] == ["MERGE004"]  # texts have no `~`
    else:
        assert result.found == []
        assert result.paragraphs == [printed]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ('It {{ claim("tripled", a.share) }}.', "EXPR017", 22),
        ('It {{ claim("doubled", a.growth) }}.', "EXPR018", 22),
        ('It {{ claim("trippled", a.growth) }}.', "EXPR016", 22),
        ('It {{ claim("tripled", a.grwth) }}.', "MERGE001", 32),
        ('It {{ claim("tripled") }}.', "MERGE004", None),
        ('It {{ claim("tripled", "a.growth") }}.', "MERGE004", None),
        ('It {{ claim("tripled", a.growth("short")) }}.', "MERGE004", None),
    ],
)
def test_what_is_not_borne_out_is_reported_at_its_place(text, code, column):
    ((found, line, where), *_) = merge(text).found
    assert (found, line, where if column else None) == (code, 9, column)


def test_of_a_series_the_points_are_shown():
    series = (
        "{type: series, of: number, points: [{at: 2020, value: 300}, {at: 2022, value: 400}, "
        "{at: 2025, value: 700}]}"
    )
    (found,) = merge('It {{ claim("tripled", a.loans) }}.', facts={"a.loans": series}).findings
    assert [label for _, label in found.related] == ["`a.loans.y2020`", "`a.loans.y2022`", "`a.loans.y2025`"]


def test_an_unknown_claim_is_answered_with_what_the_figures_say():
    (found,) = merge('It {{ claim("soared", a.growth) }}.').findings
    assert found.code == "EXPR016"
    assert "`tripled`" in found.hint and "docs/authoring.md" in found.hint


def test_the_message_has_the_figures_and_their_places():
    (found,) = merge('It {{ claim("doubled", a.growth) }}.').findings
    assert "`doubled`" in found.message and "3" in found.message
    assert [span.path for span, _ in found.related] == ["data/facts.yaml"]
    assert found.hint


def test_a_claim_of_one_language_stops_the_other_one_too():
    french = 'Il a {{ claim("doubled", a.growth) }}.'
    for lang in ("en", "fr"):
        result = merge("It grew.", french, lang)
        assert [(code, line) for code, line, _ in result.found] == [("EXPR018", 11)]


def test_the_facts_of_a_claim_bring_their_source():
    result = merge('It {{ claim("tripled", a.growth) }}.')
    assert "Embassy" in "".join(node.text for node in result.document.walk() if hasattr(node, "text"))


@pytest.mark.parametrize(
    ("dollar", "text", "expected"),
    [
        ("", "It costs $5.", [("MERGE011", 9, 18)]),
        ("", "It costs US$5, and {{ a.worth }}.", []),
        ("dollar: CAD\n", "It costs $5.", []),
        ("dollar: CAD\n", "It costs $5, and {{ a.home }}.", []),
        ("dollar: CAD\n", "It costs $5, and {{ a.worth }}.", [("MERGE011", 1, 9)]),
        ("dollar: EUR\n", "It costs 5.", [("BRIEF005", 1, 9)]),
    ],
)
def test_a_bare_dollar(dollar, text, expected):
    assert merge(text, more=dollar).found == expected


def test_a_bare_dollar_in_french_and_in_a_label():
    assert [code for code, *_ in merge("It.", "Il coûte 5\u00a0$.", "fr").found] == ["MERGE011"]
    brief = HEAD + 'notes:\n  - {id: note, text: {en: "$5", fr: "5"}}\n'
    assert "MERGE011" in [code for code, *_ in Merged(brief, facts=FACTS).found]


# ---- words that lean on a source


def test_words_that_lean_on_a_source_are_printed_as_they_are():
    text = '{{ sourced("page", "The *oldest* of its kind") }}.'
    result = merge(text, text)
    assert result.found == []
    assert result.paragraphs == ["The <Emphasis|oldest> of its kind."]


def test_words_that_lean_on_no_source_are_reported_at_its_name():
    assert merge('Oldest: {{ sourced("pages", "so it says") }}.').found[:1] == [("MERGE012", 9, 29)]
