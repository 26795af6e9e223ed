"""A text in several languages, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from briefpress.diagnostics import Span
from briefpress.facts.nodes import Scalar, YamlNode

#: Language tag -> its name in messages; a tag that is not here is named by itself.
_LANGUAGE_NAMES = MappingProxyType(
    {"en": "English", "fr": "French", "de": "German", "es": "Spanish", "iu": "Inuktitut", "ar": "Arabic"}
)


def language_name(tag: str) -> str:
    """Return the English name of a language for a message."""
    return _LANGUAGE_NAMES.get(tag, f"`{tag}`")


@dataclass(frozen=True, slots=True)
class Leaf:
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


@dataclass(frozen=True, slots=True)
class Localized:
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

    def __getitem__(self, lang: str) -> Leaf:
        return self.leaves[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self.leaves)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is in."""
        return tuple(self.leaves)
