"""What each language's style guide would have otherwise, and words of another language."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.facts import Leaf, Scalar
from briefpress.facts.nodes import SourceText
from briefpress.translation.proof import check_typography, check_words
from briefpress.translation.units import units_of
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.support.rich_project import RICH

N = "\u00a0"

#: Language, what is written, what is found and what is to be written.
SLIPS = [
    ("fr", "Une part : 71.", [("LANG001", f"part{N}:")]),
    ("fr", "Une part: 71.", [("LANG001", f"part{N}:")]),
    ("fr", "Une « part » ici", [("LANG001", f"«{N}part"), ("LANG001", f"part{N}»")]),
    ("fr", "Il y a 71 % ici", [("LANG001", f"71{N}%")]),
    ("fr", "Il y a 71% ici", [("LANG001", f"71{N}%")]),
    ("fr", "{{ a.b('bare') }} % ici", [("LANG001", f"{{{{ a.b('bare') }}}}{N}%")]),
    ("fr", "5 $ CA", [("LANG001", f"5{N}$")]),
    ("fr", "1 234 arbres", [("LANG001", f"1{N}234")]),
    ("fr", "13 milliards de dollars", [("LANG001", f"13{N}milliards")]),
    ("fr", "le 8 avril 2024", [("LANG001", f"8{N}avril")]),
    ("fr", f"le 1{N}avril 2024", [("LANG003", f"1er{N}avril")]),
    ("fr", "vraiment ?", [("LANG001", "vraiment?")]),
    ("fr", "l'arbre, l'{{ a.b }}", [("LANG002", "l’arbre,"), ("LANG002", "l’{{ a.b }}")]),
    ("fr", 'un "arbre" vieux', [("LANG002", f"«{N}arbre{N}»")]),
    ("fr", "et puis...", [("LANG003", "puis…")]),
    ("fr", f"71{N}pour cent", [("LANG003", f"71{N}%")]),
    ("fr", "deux  arbres", [("LANG001", "deux arbres")]),
    ("en", "a part , too", [("LANG001", "part,")]),
    ("en", "some 71 % of", [("LANG001", "71%")]),
    ("en", "on April 8, 2024", [("LANG001", f"April{N}8,")]),
    ("en", "$5 million", [("LANG001", f"$5{N}million")]),
    ("en", "Canada's share", [("LANG002", "Canada’s")]),
    ("en", 'an "old" tree', [("LANG002", "“old”")]),
    ("en", "in 2024-2025", [("LANG003", "2024–2025")]),
    ("en", "old -- and wise", [("LANG003", "old—and")]),
    ("de", "zwei  Bäume...", [("LANG001", "zwei Bäume..."), ("LANG003", "Bäume…")]),
]

SOUND = [
    ("fr", f"Une part{N}: 71{N}%, « mot{N}»".replace("« ", f"«{N}")),
    ("fr", f"à 14{N}h{N}30, de 5{N}$ US, l’an 2024; vraiment? Oui! 12:30"),
    ("fr", "[le relevé](https://example.org/a?b=c) et `a: b`"),
    ("fr", f"{{{{ a.b }}}}{N}: {{{{ c.d }}}}."),
    ("en", f"April{N}8, Canada’s “old” trees: 71%, 2024–2025, F-35s, well-known, 555-1234-5678"),
    ("en", "* a list\n* another: yes\n\n1. first"),
    ("en", "a line end  \nand more"),
    ("en", "p. 5, e.g. this, U.S. forces"),
    ("de", "zwei Bäume: „alt“"),
]


def leaf(text: str) -> Leaf:
    lines = text.split("\n")
    source = SourceText("b.yaml", text)
    return Leaf(text, Scalar(source, (0, 0, len(lines) - 1, len(lines[-1])), text, False))


def typography(text: str, lang: str) -> list[tuple[str, str]]:
    findings = Findings()
    check_typography(leaf(text), lang, findings)
    assert not findings.errors
    return [(one.code, one.hint.removeprefix("write `").partition("`")[0]) for one in findings]


@pytest.mark.parametrize(("lang", "text", "said"), SLIPS)
def test_slips(lang, text, said):
    assert sorted(typography(text, lang)) == sorted(said)


@pytest.mark.parametrize(("lang", "text"), SOUND)
def test_sound_texts(lang, text):
    assert typography(text, lang) == []


@pytest.mark.parametrize(("lang", "text", "said"), SLIPS)
def test_what_is_written_then_is_sound(lang, text, said):
    for _ in range(4):  # slips beside each other are mended one after the other
        findings = Findings()
        check_typography(leaf(text), lang, findings)
        for found in findings:
            was = text[found.span.column - 1 :][: found.span.length]
            new = found.hint.removeprefix("write `").partition("`")[0]
            text = text.replace(was, new, 1)
            break
    assert typography(text, lang) == []


# ---- words

HEAD = 'title: {en: "T", fr: "T"}\nsubject: {en: "S", fr: "S"}\nauthor: {en: "A", fr: "A"}\n'


def words(english: str, french: str) -> list[tuple[str, str]]:
    texts = f"      en: |\n        {english}\n      fr: |\n        {french}\n"
    text = f"{HEAD}body:\n  - id: a\n    type: text\n    text:\n{texts}"
    findings = Findings()
    brief = Project(MemoryWorkspace({"briefs/b.yaml": text})).brief("briefs/b.yaml", findings)
    assert brief is not None and not findings.errors
    for _, units in groupby(units_of(brief), key=lambda unit: unit.group):
        block = tuple(units)
        for lang in brief.languages:
            check_words(block, lang, brief.languages, findings)
    return [(one.code, one.message) for one in findings]


LONG = (
    "The trees were planted by people who knew what a good apple is, and they have been there since.",
    "Les arbres furent plantés par des gens qui savaient ce qu’est une bonne pomme, et ils y sont depuis.",
)


def test_each_in_its_own_language():
    assert words(*LONG) == []


def test_languages_that_were_swapped():
    assert [code for code, _ in words(LONG[1], LONG[0])] == ["LANG006", "LANG006"]


def test_a_text_that_was_left_as_it_was():
    assert words(LONG[0], LONG[0]) == [("LANG004", "the French of `a.text` is the English")]
    assert words("An old tree", "An old tree") == [("LANG004", "the French of `a.text` is the English")]


def test_words_of_the_source_that_were_left():
    assert words("The defence of trees", "La defence des arbres") == [
        ("LANG005", "`defence` is English, in a text in French")
    ]
    assert (
        words("Une fête des arbres", "A party of arbres") == []
    )  # the other way round: French was translated
    assert words("A mission of force, with radar", "Une mission de force, avec radar") == []
    assert words("The Defence of it", "Le Defence est là") == []  # a capital may begin a name
    assert words("The trees", "Les arbres sont une defence") == []  # whoever wrote it did not copy it
    assert words("Old defence", '{{ lang("en", "defence") }} ancienne') == []


def test_names_are_the_same_in_both():
    assert words("Briefpress", "Briefpress") == []
    assert words("F-35, Lockheed Martin", "F-35, Lockheed Martin") == []


def test_a_word_that_was_forgotten():
    assert words(LONG[0], f"{LONG[1]} C’est the verger.") == [
        ("LANG005", "`the` is English, in a text in French")
    ]
    assert words(f"{LONG[0]} It is dans the orchard.", LONG[1]) == [
        ("LANG005", "`dans` is French, in a text in English")
    ]


def test_words_that_are_marked():
    assert words(LONG[0], f"{LONG[1]} {{{{ lang('en', 'the whole of it') }}}}") == []


@pytest.mark.parametrize("root", ["", "rich"])
def test_good_texts_are_left_alone(root):
    """No false alarm in all that the repository has, but for what it means to have."""
    workspace = MemoryWorkspace(RICH) if root else Workspace(Path())
    project = Project(workspace)
    findings = Findings()
    for path in project.briefs:
        brief = project.brief(path, findings)
        assert brief is not None
        for group, units in groupby(units_of(brief), key=lambda unit: unit.group):
            if group != "notice":
                block = tuple(units)
                for lang in brief.languages:
                    check_words(block, lang, brief.languages, findings)
    assert list(findings) == []
