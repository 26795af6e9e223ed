"""Headings: no full stop, and French capitals."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Findings
from briefpress.translation.proof import check_heading
from tests.translation.proof.test_proof import leaf


def found(text: str, lang: str) -> list[str]:
    findings = Findings()
    check_heading(leaf(text), lang, findings)
    assert all(one.code == "LANG009" for one in findings)
    return [one.hint.split("`")[1] for one in findings]


@pytest.mark.parametrize(
    ("lang", "text", "write"),
    [
        ("en", "The facts and the figures.", ["figures"]),
        ("fr", "Les faits et les chiffres.", ["chiffres"]),
        ("fr", "Les Faits Et les Chiffres", ["et"]),
        ("fr-CA", "Aide Aux familles", ["aux"]),
    ],
)
def test_slips(lang, text, write):
    assert found(text, lang) == write


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Facts And The Figures"),
        ("en", "Trade with the U.S."),
        ("en", "Apples, pears, etc."),
        ("en", "Example Orchards Inc."),
        ("en", "Who pays? The province. And who gains?"),
        ("en", "And then…"),
        ("fr", "Le Canada et les États-Unis"),
        ("fr", "En 2024, l’Organisation du Traité de l’Atlantique Nord"),
        ("fr", "Qui paie? Et qui y gagne?"),
        ("fr", "La Haye et Le Havre"),
        ("fr", "{{ a.b }} Et"),
        ("fr", ""),
    ],
)
def test_in_order(lang, text):
    assert found(text, lang) == []
