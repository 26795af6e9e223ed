"""How each language writes numbers, money, dates and lists.

Babel (CLDR) gives digits and names (`cldr`), and with them any language can print any value (`base`). What
the Canadian style guides want otherwise is ours, a class for each language: the Canada.ca Content Style
Guide, the Translation Bureau's guides and the OQLF.
"""

from collections.abc import Collection

from briefpress.merge.locale.base import Locale
from briefpress.merge.locale.english import English
from briefpress.merge.locale.french import French
from briefpress.merge.locale.parts import Pieces

_LOCALES: dict[str, type[Locale]] = {"en": English, "fr": French}
_REGIONS = {"en": "en-CA", "fr": "fr-CA"}


def locale_for(lang: str) -> Locale:
    """Return the rules of a language; one without rules of ours follows CLDR.

    Args:
        lang: BCP 47 tag; a bare ``en`` or ``fr`` is Canadian.
    """
    tag = full_tag(lang)
    return _LOCALES.get(primary(tag), Locale)(tag)


def full_tag(lang: str) -> str:
    """Return the BCP 47 tag with its region: ``fr-CA`` for ``fr``."""
    return _REGIONS.get(lang, lang)


def primary(lang: str) -> str:
    """Return the language of a tag without its region: ``fr`` of ``fr-CA``."""
    return lang.split("-", 1)[0].lower()


def nearest(languages: Collection[str], lang: str) -> str:
    """Return the one of some languages to show: the same, the same in another region, or the first."""
    if lang in languages:
        return lang
    return next((other for other in languages if primary(other) == primary(lang)), next(iter(languages)))


__all__ = ["Locale", "Pieces", "full_tag", "locale_for", "nearest", "primary"]
