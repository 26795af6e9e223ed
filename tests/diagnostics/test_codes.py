"""The table of codes, and the page that is made from it."""

import re
from pathlib import Path

import pytest

from briefpress.diagnostics import CODES, Diagnostic, Findings, Severity, errors_markdown
from briefpress.diagnostics.codes import _FAMILIES
from briefpress.facts.strict_yaml import parse_yaml

DOCS = Path(__file__).parents[2] / "docs" / "errors.md"
UPDATE = (
    ".venv/bin/python -c 'from briefpress.diagnostics import errors_markdown as m; print(m(), end=\"\")'"
    " > docs/errors.md"
)


def test_errors_page_is_the_table():
    assert DOCS.read_text(encoding="utf-8") == errors_markdown(), f"make it again: {UPDATE}"


def test_every_code_has_an_entry_in_the_page():
    assert re.findall(r"^### (\w+):", DOCS.read_text(encoding="utf-8"), re.MULTILINE) == [
        code for family in _FAMILIES.values() for code in sorted(family)
    ]


def test_no_code_is_in_two_families():
    assert len(CODES) == sum(len(family) for family in _FAMILIES.values())


@pytest.mark.parametrize("code", CODES)
def test_entries_are_complete(code):
    info = CODES[code]
    assert re.fullmatch(r"[A-Z]+\d{3}", code)
    assert info.title and not info.title.endswith(".")
    assert info.explanation.endswith(".")
    assert bool(info.right) <= bool(info.wrong)


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


def test_every_code_that_the_package_mentions_is_in_the_table():
    package = Path(__file__).parents[2] / "briefpress"
    own = [*(package / "facts").rglob("*.py"), *(package / "diagnostics").glob("*.py")]
    used = {
        code for file in own for code in re.findall(r'"((?:YAML|SHAPE|FACT)\d{3})"', file.read_text("utf-8"))
    }
    assert used == {code for code in CODES if code.startswith(("YAML", "SHAPE", "FACT"))}
