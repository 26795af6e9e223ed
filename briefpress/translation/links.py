"""Whether two addresses are one page in two languages.

Sites keep the language in a segment of the path (``/en/``), an ending (``-eng.html``), a parameter
(``?lang=en``) or the host (``en.example.org``). What is left without it has to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from briefpress.facts import Source
from briefpress.merge.locale import primary

#: Language -> how addresses call it.
_CODES = {
    "en": ("en-ca", "en_ca", "en-us", "en", "eng", "e", "english", "anglais"),
    "fr": ("fr-ca", "fr_ca", "fr", "fra", "fre", "f", "french", "francais", "français"),
    "de": ("de", "deu", "ger", "german", "deutsch"),
    "es": ("es", "spa", "spanish", "espanol", "español"),
}


def is_same_page(one: str, lang: str, other: str, other_lang: str, sources: Iterable[Source]) -> bool:
    """Tell whether two addresses lead to the same thing.

    Args:
        one: An address in a text.
        lang: The language of that text.
        other: An address in its translation.
        other_lang: The language of the translation.
        sources: Whose addresses in two languages are known to belong together.
    """
    if one == other or _without_language(one, lang) == _without_language(other, other_lang):
        return True
    pairs = ((source.address.get(lang), source.address.get(other_lang)) for source in sources)
    return any(a and b and _is(a.text, one) and _is(b.text, other) for a, b in pairs)


def _is(known: str, typed: str) -> bool:
    return known.rstrip("/") == typed.rstrip("/")


@lru_cache(maxsize=4096)
def _without_language(address: str, lang: str) -> tuple[str, ...]:
    """Return the parts of an address without what tells its language, which a site may leave out of one."""
    parts = urlsplit(address)
    codes = "|".join(map(re.escape, _CODES.get(primary(lang), (lang.lower(),))))
    code = re.compile(rf"(?:^|[-_.=]|(?<=/))(?:{codes})(?=$|[-_./&])", re.IGNORECASE)
    host = code.sub("", parts.netloc.lower().removeprefix("www.")).strip(".")
    path = "/".join(filter(None, (code.sub("", piece) for piece in unquote(parts.path).split("/"))))
    return host, path, code.sub("", parts.query), code.sub("", parts.fragment)
