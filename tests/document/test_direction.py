import pytest
from babel import Locale, localedata

from briefpress.document.direction import direction_of


@pytest.mark.parametrize(
    ("lang", "direction"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("pa-Arab-PK", "rtl"),
        ("az-Latn", "ltr"),
        ("en-CA", "ltr"),
        ("iu", "ltr"),
        ("ar-Latn", "ltr"),
    ],
)
def test_languages(lang: str, direction: str) -> None:
    assert direction_of(lang) == direction


def test_every_language_of_cldr_runs_as_cldr_says() -> None:
    for name in localedata.locale_identifiers():
        lang = name.replace("_", "-")
        if "-Mong" not in lang:  # which runs from top to bottom
            assert direction_of(lang) == Locale.parse(name).text_direction, lang
