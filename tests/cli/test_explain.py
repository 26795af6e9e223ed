"""``explain``: every code has a page that fits a terminal; tests/cases/explain.md shows some."""

from __future__ import annotations

import json
import re

import pytest

from briefpress.cli import main
from briefpress.diagnostics import CODES


@pytest.fixture(autouse=True)
def narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code, capsys):
    info = CODES[code]
    assert main(["explain", code]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith(f"{code}: {info.title}\n\n")
    assert " ".join(info.explanation.split()) in " ".join(told.out.split())
    prose = [line for line in told.out.partition("Wrong:")[0].splitlines() if not line.startswith("See")]
    assert max(len(line) for line in prose[1:]) <= 72
    for example in (info.wrong, info.right):
        assert all(f"\n    {line}" in told.out for line in example.splitlines())


def test_all_codes_are_listed_by_family(capsys):
    assert main(["explain"]) == 0
    told = capsys.readouterr().out
    listed = re.findall(r"^  ([A-Z]+\d{3})  (.+)$", told, re.MULTILINE)
    assert sorted(listed) == sorted((code, info.title) for code, info in CODES.items())
    assert told.index("Reading YAML") < told.index("YAML001") < told.index("Facts and sources")


@pytest.mark.parametrize("written", ["fact001", "FACT001", "[FACT001]", "error[FACT001]"])
def test_a_code_may_be_written_as_it_was_seen(written, capsys):
    assert main(["explain", written]) == 0
    assert capsys.readouterr().out.startswith("FACT001: ")


def test_programs_get_all_that_is_known(capsys):
    assert main(["explain", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {entry["code"]: entry["explanation"] for entry in document["codes"]} == {
        code: info.explanation for code, info in CODES.items()
    }


def test_colours_only_colour(capsys):
    assert main(["explain", "FACT001"]) == 0
    plain = capsys.readouterr().out
    assert main(["explain", "FACT001", "--color", "always"]) == 0
    coloured = capsys.readouterr().out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain != coloured
