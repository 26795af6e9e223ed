"""A text in several languages, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from briefpress.diagnostics import Span
from briefpress.facts.nodes import Scalar

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
        span: Where it is written.
        scalar: What the file says there.
    """

    text: str
    span: Span
    scalar: Scalar

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Return the place of a piece of the text in the file; see `Scalar.locate`."""
        return self.scalar.locate(token, occurrence)


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in several languages.

    Attributes:
        leaves: Language tag -> the text in it, in the order of the project's languages.
        span: Where it is written.
    """

    leaves: dict[str, Leaf]
    span: Span

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
