"""What is made of the program's own files and kept beside them: right or not at all."""

from __future__ import annotations

import sys

import pytest

from briefpress.workspace.compiled import keep, recall

PATH = "builtin:templates/base.xml"


@pytest.fixture(autouse=True)
def beside(tmp_path, monkeypatch):
    """Keep it in a folder of its own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_there_under_its_key_only(beside):
    assert recall(PATH, "code", "one") is None
    keep(PATH, "code", "one", b"made")
    assert recall(PATH, "code", "one") == b"made"
    assert recall(PATH, "code", "two") is None
    assert recall(PATH, "other", "one") is None
    assert recall("builtin:templates/blocks.xml", "code", "one") is None
    keep(PATH, "code", "two", b"made anew")
    assert recall(PATH, "code", "one") is None
    assert recall(PATH, "code", "two") == b"made anew"
    assert len(kept(beside)) == 1, "the old one is gone"


def test_torn_changed_and_foreign_files_are_nothing(beside):
    keep(PATH, "code", "one", b"made")
    (file,) = kept(beside)
    data = file.read_bytes()
    damaged = [data[:length] for length in range(len(data))]
    damaged += [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(len(data))]
    damaged += [data + b"\0", b"made", bytes(1000)]
    for other in damaged:
        file.write_bytes(other)
        assert recall(PATH, "code", "one") is None
    file.unlink()
    file.mkdir()
    assert recall(PATH, "code", "one") is None
    keep(PATH, "code", "one", b"made")
    assert recall(PATH, "code", "one") is None
    assert not kept(beside)


def test_nothing_is_kept_where_python_keeps_nothing(beside, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep(PATH, "code", "one", b"made")
    assert not list(beside.iterdir())


def test_a_folder_that_cannot_be_made_is_no_mistake(beside, monkeypatch):
    (beside / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(beside / "file"))
    keep(PATH, "code", "one", b"made")
    assert recall(PATH, "code", "one") is None
