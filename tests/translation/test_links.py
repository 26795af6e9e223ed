"""One page in two languages."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Findings
from briefpress.facts import load_facts
from briefpress.translation.links import is_same_page
from briefpress.workspace import MemoryWorkspace
from tests.support.project import BASE

SAME = [
    ("https://www.canada.ca/en/defence.html", "https://www.canada.ca/fr/defence.html"),
    ("https://example.org", "https://www.example.org/fr/"),
    ("https://example.org/page-eng.html", "https://example.org/page-fra.html"),
    ("https://example.org/index_e.asp", "https://example.org/index_f.asp"),
    ("https://example.org/a?lang=en", "https://example.org/a?lang=fr"),
    ("https://en.example.org/a", "https://fr.example.org/a"),
    ("https://example.org/en-ca/a", "https://example.org/fr-ca/a"),
    ("mailto:info@example.org", "mailto:info@example.org"),
    # The two addresses of the source in data/.
    ("https://example.org/survey", "https://example.org/releve"),
]
OTHER = [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a", "https://example.net/a"),
    ("https://example.org/en/a", "https://example.org/fr/b"),
    ("mailto:info@example.org", "mailto:salle@example.org"),
    ("https://example.org/a?page=1", "https://example.org/a?page=2"),
    # The wrong way round: the English text leads to the French page.
    ("https://example.org/fr/a", "https://example.org/en/a"),
]


@pytest.fixture(scope="module")
def sources():
    return load_facts(MemoryWorkspace(BASE), ("en", "fr"), Findings()).sources.values()


@pytest.mark.parametrize(("english", "french"), SAME)
def test_one_page(english, french, sources):
    assert is_same_page(english, "en", french, "fr", sources)


@pytest.mark.parametrize(("english", "french"), OTHER)
def test_two_pages(english, french, sources):
    assert not is_same_page(english, "en", french, "fr", sources)
