"""The language that a text is in, by the small words that none can do without; words left untranslated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from briefpress.diagnostics import Findings
from briefpress.facts import Leaf, language_name
from briefpress.merge.locale import primary
from briefpress.merge.places import TextPlace
from briefpress.translation.proof.lexicon import is_foreign
from briefpress.translation.prose import place_of, prose_of
from briefpress.translation.units import Unit

#: Language -> its most frequent words: articles, prepositions, pronouns, conjunctions, "to be" and "to have".
_FREQUENT: Mapping[str, str] = {
    "en": """the of and to in is that for it with as was on are by this be at from or which have an not they
        their has been were its these those would should could about into through between than then there
        when while whose whom what who will can also but such other under over after before during against
        without within both each we you he she his her our your them because where how if so only more most
        some any all many few upon toward towards since until did does done had being every""",
    "fr": """le la les de des du un une et en est que qui dans pour sur par avec au aux ce cette ces il
        elle ils elles on nous vous leur leurs son sa ses ne pas plus sont été être ont avait était
        mais ou où si comme entre sous sans vers chez depuis selon lorsque donc ainsi aussi très
        tout tous toute toutes autre autres même fait à après avant pendant contre notre nos votre
        vos dont quand afin chaque plusieurs y a-t-il celui celle ceux celles cela ceci""",
    "de": """der die das und in zu den mit von ist im für auf nicht ein eine dem des sich auch als an es er
        sie wir ihr ihre seine werden wurde wurden wird sind war waren hat haben hatte bei nach aus über unter
        durch zwischen oder aber wenn dass daß weil um am zum zur einer einem eines wie was so nur noch
        mehr kann können gegen ohne vor während seit bis jede jeder alle""",
    "es": """el la los las de del que y en un una es por para con no se su sus al lo como más pero o este esta
        estos estas ese esa son fue era ser está están ha han había entre sin sobre también hasta desde según
        cuando donde muy todo todos toda todas otro otra otros otras nos les le si ya porque durante contra
        cada cual quien""",
}


def _words(text: str) -> list[str]:
    return text.split()


#: Words that another language has, too, though not as one of its most frequent.
_SHARED: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        _words("pour plus son sans sur tout chez on an or as die des den hat war las los sin con me")
    ),
    "fr": frozenset(_words("or on an as but if son des la les en a y lo no se es al")),
}
#: Language -> words that tell it from each of the others.
_OWN: Mapping[str, frozenset[str]] = {
    lang: frozenset(words.split()).difference(
        *(set(other.split()) for tag, other in _FREQUENT.items() if tag != lang),
        *(shared for tag, shared in _SHARED.items() if tag != lang),
    )
    for lang, words in _FREQUENT.items()
}

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: A word of the source that stands in its translation, too, is one of both languages, or was left there.
_LEAST_LETTERS = 4
#: A text tells its language by so many of such words, and another one's by so many times as many as its own.
_LEAST, _TIMES = 4, 2


def check_words(units: Sequence[Unit], lang: str, languages: Sequence[str], findings: Findings) -> None:
    """Report a block that is in another language than it says, and words of others in it.

    Args:
        units: Its texts.
        lang: The language that they are said to be in.
        languages: Those of the brief, the one it was written in first; their words are looked for.
        findings: Collects an error for a block in another language, warnings for texts and words.
    """
    own, source = primary(lang), languages[0]
    if own not in _OWN:
        return
    leaves: list[Leaf] = []
    sources: list[Leaf | None] = []
    for unit in units:
        leaf = unit.localized.get(lang)
        if leaf is None:
            continue
        if lang == source or not _is_same(unit, lang, source):
            leaves.append(leaf)
            sources.append(None if lang == source else unit.localized.get(source))
            continue
        findings.warning(
            "LANG004",
            f"the {language_name(lang)} of `{unit.id}` is the {language_name(source)}",
            TextPlace(leaf).line(0),
            label="the same words",
            hint="translate it; a name that is the same in both can be one text for all languages",
        )
    counts = {tag: [_count(leaf, words) for leaf in leaves] for tag, words in _OWN.items()}
    totals = {tag: sum(of_each) for tag, of_each in counts.items()}
    other = max(totals, key=lambda tag: (totals[tag], tag == own))
    if other != own and totals[other] >= max(_LEAST, _TIMES * totals[own]):
        most = max(range(len(leaves)), key=lambda index: counts[other][index])
        findings.error(
            "LANG006",
            f"the {language_name(lang)} of `{units[0].group}` looks like {language_name(other)}",
            TextPlace(leaves[most]).line(0),
            label=f"{totals[other]} words of {language_name(other)}, {totals[own]} of {language_name(lang)}",
            hint=f"translate it; words that are meant to be {language_name(other)} are written "
            f'{{{{ lang("{other}", "...") }}}}',
        )
        return
    others = [primary(tag) for tag in languages if primary(tag) != own]
    for leaf, translated in zip(leaves, sources, strict=True):
        left = _left_untranslated(leaf, translated, own, primary(source))
        _check_each(leaf, lang, others, left, primary(source), findings)


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a text's prose, each with the place where it begins."""
    return tuple((match[0], match.start()) for match in _WORD.finditer(prose_of(text)))


def _count(leaf: Leaf, words: frozenset[str]) -> int:
    return sum(1 for word, _ in _words_of(leaf.text) if word.casefold() in words)


def _left_untranslated(leaf: Leaf, source: Leaf | None, lang: str, source_lang: str) -> frozenset[str]:
    """Return the words that a translation shares with its source, and its own language has not."""
    if source is None:
        return frozenset()
    shared = {word for word, _ in _words_of(source.text)} & {word for word, _ in _words_of(leaf.text)}
    long = (word for word in shared if len(word) >= _LEAST_LETTERS and word.islower())
    return frozenset(word for word in long if is_foreign(word, source_lang, lang))


def _check_each(
    leaf: Leaf, lang: str, others: Sequence[str], left: frozenset[str], source: str, findings: Findings
) -> None:
    """Warn of words of the other languages of the brief, and of those of its source that were left."""
    for word, start in _words_of(leaf.text):
        # A capital may begin a name or a title, of which the languages of the world are full.
        other = next((tag for tag in others if word in _OWN.get(tag, ())), source if word in left else None)
        if other is not None and len(word) > 2:
            findings.warning(
                "LANG005",
                f"`{word}` is {language_name(other)}, in a text in {language_name(lang)}",
                place_of(leaf, start, start + len(word)),
                label="untranslated",
                hint=f'translate it, or mark the words: {{{{ lang("{other}", "...") }}}}',
            )


def _is_same(unit: Unit, lang: str, source: str) -> bool:
    """Tell whether a translation is its source, and more than a name or a number."""
    one, other = unit.localized.get(source), unit.localized.get(lang)
    if one is None or other is None or one is other or one.text != other.text:
        return False
    words = [word for word, _ in _words_of(one.text)]
    small = [word for word in words if word.islower()]
    return len(small) >= 2 or any(word in _OWN.get(primary(source), ()) for word in small)
