"""Faults between the languages of a brief: PAR codes."""

from __future__ import annotations

from dataclasses import replace

from tests.support.faults.briefs import BODY, HEAD, text
from tests.support.faults.model import Fault, Found, apart, edit, file

_BRIEF = "briefs/orchard.yaml"

_LONG = (
    "The trees are old. They were planted by people who knew what a good apple is, and who had the patience "
    "to wait for it through years in which frost and drought took nearly all that there was to harvest."
)

_NOTES = """\
title: {en: "T", fr: "T"}
subject: {en: "S", fr: "S"}
author: {en: "A", fr: "A"}
body:
  - id: a
    type: text
    text:
      en: 'Old{{ note("age") }} and apart{{ note("gap") }}.'
      fr: 'À l’écart{{ note("gap") }} et vieux{{ note("age") }}.'
notes:
  - {id: age, text: {en: "Of the age.", fr: "De l’âge."}}
  - {id: gap, text: {en: "Of the gap.", fr: "De l’écart."}}
"""

PAR: tuple[Fault, ...] = (
    *apart(
        "facts that they quote have a mistake there",
        text(
            "typed-in-french",
            "A share of {{ orchard.share }}.",
            ("PAR001", "Une part de 64"),
            french="Une part de 64\u00a0%.",
        ),
        text(
            "typed-in-english",
            "A part of 64%.",
            ("PAR001", "A part of 64%"),
            french="Une portion de {{ orchard.share }}.",
        ),
        text(
            "fact-in-english-only",
            "There are {{ orchard.trees }}.",
            ("PAR002", "Il y en a beaucoup"),
            french="Il y en a beaucoup.",
        ),
        text(
            "number-of-a-fact",
            "Some 62% of it.",
            ("PAR004", "Some 62%"),
            ("PAR004", "Environ 62"),
            french="Environ 62\u00a0% de cela.",
        ),
    ),
    text("another-number", "On 17 ladders.", ("PAR003", "Sur 18"), french="Sur 18 échelles."),
    text("number-in-french-only", "On ladders.", ("PAR003", "Sur 19"), french="Sur 19 échelles."),
    *apart(
        "a note may have its mark where the other mistake stands",
        edit(
            "note-unmarked-in-english",
            _BRIEF,
            'a year.{{ note("budget") }}',
            "a year.",
            ("PAR005", "The orchard spends"),
        ),
    ),
    edit(
        "another-link",
        _BRIEF,
        "voir [son site](https://example.org)",
        "voir [son site](https://example.net)",
        ("PAR006", "https://example.net"),
    ),
    edit(
        "item-left-out",
        _BRIEF,
        "        * Il est *ouvert* à **tous**; voir",
        "          Il est *ouvert* à **tous**; voir",
        ("PAR007", "Le verger dépense"),
    ),
    edit(
        "claim-in-english-only",
        _BRIEF,
        'La récolte {{ claim("rose", harvest.tons.y2023, harvest.tons.y2024) }}.',
        "La récolte passe de {{ harvest.tons.y2023 }} à {{ harvest.tons.y2024 }}.",
        ("PAR008", "Le verger dépense"),
    ),
    text(
        "half-a-text",
        f"{_LONG} {_LONG}",
        ("PAR009", "Les arbres"),
        french="Les arbres sont vieux. Ils furent plantés par des gens qui savaient ce qu’est une bonne "
        "pomme, et qui avaient la patience de l’attendre pendant des années où le gel et la sécheresse "
        "prenaient presque tout.",
    ),
    file(
        "notes-swapped",
        "briefs/notes-swapped.yaml",
        _NOTES,
        ("PAR010", "De l’écart"),
    ),
    text(
        "reference-in-english-only",
        'See {{ ref("a", "this") }}.',
        ("PAR012", "Voir ceci"),
        french="Voir ceci.",
    ),
    text(
        "sourced-in-english-only",
        'It is {{ sourced("survey", "old") }}.',
        ("PAR011", "Il est vieux"),
        french="Il est vieux.",
    ),
)

_LOCK = """\
version: 1
approved:
  title: {fr: {source: {text: "T"}, by: "A", date: 2026-05-04, translation: "0000000000000000"}}
  subject: {fr: {source: {text: "S"}, by: "A", date: 2026-05-04, translation: "0000000000000000"}}
"""


def _locked(name: str, lock: str, *found: Found) -> Fault:
    """Return one more brief, with a lock file."""
    fault = file(name, f"briefs/{name}.yaml", HEAD + BODY, *found)
    return replace(fault, more={f"briefs/{name}.lock": lock})


#: A title whose source was another one, and an author whom nobody approved; a file of another version.
TRAN: tuple[Fault, ...] = (
    _locked(
        "stale-title",
        _LOCK.replace('"T"', '"Title"')
        + '  author: {fr: {source: {text: "A"}, by: "A", date: 2026-05-04, translation: "x"}}\n',
        ("TRAN001", "title"),
    ),
    _locked("unreviewed-author", _LOCK, ("TRAN002", "author")),
    _locked(
        "lock-of-the-future",
        "version: 2\napproved: {}\n",
        ("TRAN003", "briefs/lock-of-the-future.lock", "version: 2"),
    ),
)

_GLOSSARY = """\
terms:
  meadow: {en: wild meadow, fr: pré sauvage, avoid: {fr: champ de foin}}
"""

LANG: tuple[Fault, ...] = (
    text(
        "no-break-space",
        "There are two: a few, and many.",
        ("LANG001", "Il y en a deux"),
        french="Il y en a deux : peu et beaucoup.",
    ),
    text(
        "straight-apostrophe",
        "The orchard's trees.",
        ("LANG002", "The orchard's"),
        french="Les arbres du verger.",
    ),
    text(
        "word-of-the-source",
        "The defence of an orchard.",
        ("LANG005", "La defence"),
        french="La defence d’un verger.",
    ),
    replace(
        text(
            "term-of-the-glossary",
            "The wild meadow is old.",
            ("LANG007", "La plaine"),
            french="La plaine est ancienne.",
        ),
        more={"data/meadow.yaml": _GLOSSARY},
    ),
    replace(
        text(
            "form-to-avoid",
            "The hayfield is old.",
            ("LANG008", "champ de foin"),
            french="Le champ de foin est ancien.",
        ),
        more={"data/hayfield.yaml": _GLOSSARY.replace("meadow", "hayfield")},
    ),
    file(
        "heading-with-a-full-stop",
        "briefs/heading-with-a-full-stop.yaml",
        HEAD.replace('{en: "T", fr: "T"}', '{en: "Kinds of apples.", fr: "Pommes Et poires"}', 1),
        ("LANG009", "Kinds of apples."),
        ("LANG009", "Pommes Et poires"),
    ),
    text("three-full-stops", "And so on…", ("LANG003", "Et ainsi"), french="Et ainsi de suite..."),
    file(
        "text-in-english",
        "briefs/text-in-english.yaml",
        f'{HEAD}subtitle: {{en: "Old apple trees", fr: "Old apple trees"}}\n',
        ("LANG004", "subtitle"),
    ),
    text(
        "a-word-of-english",
        "The trees of the orchard.",
        ("LANG005", "Les arbres the"),
        french="Les arbres the verger.",
    ),
    text(
        "french-in-english",
        "Les arbres sont dans le verger depuis des années, avec leurs fruits et leurs nids.",
        ("LANG006", "et leurs nids"),
        french="Dans le verger, les arbres sont là depuis des années, avec leurs nids et leurs fruits.",
    ),
)
