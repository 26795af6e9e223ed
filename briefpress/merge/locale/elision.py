"""The "de" of French before a noun: "de prêts", but "d’habitants"."""

from __future__ import annotations

import re
import unicodedata

#: What keeps "de" whole although it begins with a vowel, or with a y before one: "de onzièmes", "de yens".
_NOT_ELIDED = re.compile(r"onz|oui\b|ouistiti|uhlan|ulul|y[aeiou](?!ux\b|us)")
#: Nouns with an aspirate h, by their beginnings; all others have a silent one. Those
#: that a brief may count, and their like.
_ASPIRATE = re.compile(
    r"hach|hai|halle?s?\b|haltes?\b|ham(?!eç)|hanche|hand|hangar|har(?!m)|hasard|hauss|haut|havre|"
    r"hérisson|hernie|héron|héros|hêtre|heurt|hibou|hiérarch|hippie|hobb|hochet|hockey|hold|holland|"
    r"homard|hongr|hont|hors|hott|houe|houill|houl|houss|houx|hryvnia|huard|hublot|huit(?!r)|hurl|"
    r"huron|hussard|hutt"
)


def with_de(noun: str) -> str:
    """Return a noun with the "de" that joins it to "millions"."""
    word = unicodedata.normalize("NFC", noun).lower()
    first = unicodedata.normalize("NFD", word)[:1]
    vowel = first in "aeiouyœæ" and not _NOT_ELIDED.match(word)
    silent = first == "h" and not _ASPIRATE.match(word)
    return f"d’{noun}" if word and (vowel or silent) else f"de {noun}"
