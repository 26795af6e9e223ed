"""The table of codes."""

import re
from pathlib import Path

import pytest

from briefpress.diagnostics import CODES, FAMILIES, Diagnostic, Findings, Severity, family_of
from briefpress.facts.strict_yaml import parse_yaml

PACKAGE = Path(__file__).parents[2] / "briefpress"


def test_no_code_is_in_two_families():
    assert len(CODES) == sum(len(family.codes) for family in FAMILIES)
    for family in FAMILIES:
        assert len({code[:-3] for code in family.codes}) == 1
        assert all(family_of(code) is family for code in family.codes)


@pytest.mark.parametrize("code", CODES)
def test_entries_are_complete(code):
    info = CODES[code]
    assert re.fullmatch(r"[A-Z]+\d{3}", code)
    assert info.title and not info.title.endswith(".")
    assert info.explanation.endswith(".")
    assert bool(info.right) <= bool(info.wrong)
    assert set(info.see) <= set(CODES) - {code}


@pytest.mark.parametrize("code", [c for c in CODES if c.startswith("YAML") and CODES[c].wrong])
def test_yaml_examples_are_true(code):
    if code == "YAML013":
        return  # about the name of a file
    wrong, right = Findings(), Findings()
    parse_yaml(CODES[code].wrong, "x.yaml", wrong)
    parse_yaml(CODES[code].right, "x.yaml", right)
    assert {d.code for d in wrong} == {code}
    assert not len(right)


def test_an_unknown_code_is_our_bug():
    with pytest.raises(AssertionError, match="NOPE001"):
        Diagnostic("NOPE001", Severity.ERROR, "message")


def test_the_table_has_the_codes_that_the_package_uses_and_no_other():
    families = "|".join(next(iter(family.codes))[:-3] for family in FAMILIES)
    files = [file for file in PACKAGE.rglob("*.py") if file.parent.name != "catalogue"]
    used = {
        code
        for file in files
        for code in re.findall(rf'"((?:{families})\d{{3}})"', file.read_text(encoding="utf-8"))
    }
    assert used == set(CODES)
