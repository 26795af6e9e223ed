"""The verb ``schema`` prints what editors without its files can use; tests/cases/schema.md tells the rest."""

from __future__ import annotations

import json

import pytest

from briefpress.cli import main
from briefpress.cli.verbs.schema import PRINTED
from tests.support.project import TWO, write_project
from tests.support.schemas import complaints, load_plain, validator


@pytest.fixture
def folder(tmp_path):
    return write_project(tmp_path / "orchard", TWO)


@pytest.mark.parametrize("name", PRINTED)
def test_print(name, folder, capsys):
    assert main(["schema", "--print", name, "--project", str(folder)]) == 0
    output = capsys.readouterr().out
    assert output.isascii() and output.endswith("}\n")
    assert json.loads(output)["$schema"].endswith("draft-07/schema#")
    assert not (folder / ".briefpress").exists()


def test_what_is_printed_stands_alone(folder, capsys):
    main(["schema", "--print", "facts", "--project", str(folder)])
    checker = validator(json.loads(capsys.readouterr().out), {})
    assert complaints(checker, load_plain(TWO["data/orchard.yaml"])) == []
    assert complaints(checker, load_plain("facts: {a: 1}")) == ["facts.a: type", "facts: pattern"]
