"""A text in several languages, each with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType

from msgspec import Struct

from briefpress.diagnostics import Span
from briefpress.facts.nodes import Scalar, YamlNode

#: Language tag -> its name in messages; a tag that is not here is named by itself.
_LANGUAGE_NAMES = MappingProxyType(
    {
        "ar": "Arabic",
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fa": "Persian",
        "fr": "French",
        "he": "Hebrew",
        "hi": "Hindi",
        "iu": "Inuktitut",
        "zh": "Chinese",
    }
)


#: Codes with two letters (ISO 639-1; not `to`, a key of ranges), and of languages of Canada with three.
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
tl tn tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
atj chp crk fil gwi ike ikt mic moe moh oji yue
"""
_LANGUAGES = frozenset(_CODES.split())
_TAG = re.compile(r"([a-z]{2,3})(?:-[A-Za-z0-9]{1,8})*")


def other_languages(known: Collection[str]) -> str:
    """Return a regular expression (of Python and of JavaScript) for the tags that `is_language` takes."""
    codes = "|".join(sorted(_LANGUAGES.difference(known)))
    return rf"^(?:{codes})(?:-[A-Za-z0-9]{{1,8}})*$"


def is_language(tag: str, known: Collection[str] = ()) -> bool:
    """Tell whether a tag (BCP 47) is that of a language, as far as two letters tell.

    Args:
        tag: What a file has for a tag.
        known: Tags that are there anyway: a variety of one of them (``fr-CA``) is a slip for it.
    """
    match = _TAG.fullmatch(tag)
    return match is not None and match[1] in _LANGUAGES and match[1] not in known


def other_languages_in(keys: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return those of some keys that are tags of languages besides the known ones, in their order."""
    return tuple(key for key in keys if key not in known and is_language(key, known))


def language_name(tag: str) -> str:
    """Return the English name of a language for a message."""
    return _LANGUAGE_NAMES.get(tag, f"`{tag}`")


class Leaf(Struct, frozen=True):
    """A text in one language.

    Attributes:
        text: The characters, normalized to NFC.
        scalar: What the file says where it is written.
    """

    text: str
    scalar: Scalar

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.scalar.span

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Return the place of a piece of the text in the file; see `Scalar.locate`."""
        return self.scalar.locate(token, occurrence)


class Localized(Struct, frozen=True):
    """A text in several languages.

    Attributes:
        leaves: Language tag -> the text in it, in the order of the project's languages.
        place: Where it is written: a `Span`, or a node that makes one when somebody asks.
    """

    leaves: dict[str, Leaf]
    place: YamlNode | Span

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.place if isinstance(self.place, Span) else self.place.span

    def get(self, lang: str) -> Leaf | None:
        """Return the text in a language, or None."""
        return self.leaves.get(lang)

    def in_or_first(self, lang: str) -> Leaf:
        """Return the text in a language, or in the first that there is."""
        return self.leaves.get(lang) or next(iter(self.leaves.values()))

    def __getitem__(self, lang: str) -> Leaf:
        return self.leaves[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self.leaves)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is in."""
        return tuple(self.leaves)
