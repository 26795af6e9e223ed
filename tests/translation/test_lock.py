"""The lock file: what is written is read again, by the strict reader, and damage is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings
from briefpress.translation.lock import Approval, lock_path, read_lock, write_lock
from briefpress.workspace import MemoryWorkspace

#: What the strict reader refuses in any text, or normalizes, cannot come out of a brief.
TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"),
        include_characters="\n\u00a0\u202f",
        exclude_characters="\ufffd",
    ),
    min_size=1,
).filter(lambda text: text.strip() and text == text.strip())
NAME = st.from_regex(r"[a-z][a-z0-9]{0,6}(?:\.[a-z0-9]{1,5}){0,3}", fullmatch=True)
APPROVAL = st.builds(
    Approval,
    by=TEXT.filter(lambda text: "\n" not in text),
    date=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    translation=st.from_regex("[0-9a-f]{16}", fullmatch=True),
    source=st.dictionaries(NAME, TEXT, min_size=1, max_size=3),
    facts=st.dictionaries(NAME, st.just("money USD about, other"), max_size=2),
)
LOCK = st.dictionaries(
    NAME, st.dictionaries(st.sampled_from(["fr", "de", "no"]), APPROVAL, min_size=1), min_size=1, max_size=3
)


def read(text: str | bytes):
    findings = Findings()
    files = {"briefs/b.lock": text}
    return read_lock(MemoryWorkspace(files), "briefs/b.yaml", findings), [f.code for f in findings]


@given(LOCK)
def test_what_is_written_is_read_again(lock):
    import unicodedata

    text = write_lock(lock)
    found, codes = read(text)
    assert codes == []
    assert found is not None
    for group, languages in lock.items():
        for lang, approval in languages.items():
            other = found[group][lang]
            nfc = {name: unicodedata.normalize("NFC", words) for name, words in approval.source.items()}
            assert other.source == nfc
            assert (other.date, other.translation, other.facts) == (
                approval.date,
                approval.translation,
                approval.facts,
            )
    assert write_lock(found) == unicodedata.normalize("NFC", text)


def test_its_place_is_beside_the_brief():
    assert lock_path("briefs/more/canada.yaml") == "briefs/more/canada.lock"


def test_where_there_is_none_nothing_is_tracked():
    assert read_lock(MemoryWorkspace({}), "briefs/b.yaml", Findings()) is None


ONE = Approval("A", dt.date(2026, 5, 4), "0" * 16, {"text": "One.\n\nTwo."})


def test_a_text_has_lines_of_its_own():
    assert write_lock({"a": {"fr": ONE}}).split("\n")[2:-1] == [
        "version: 1",
        "approved:",
        "  a:",
        "    fr:",
        "      source:",
        "        text: |-",
        "          One.",
        "",
        "          Two.",
        '      by: "A"',
        "      date: 2026-05-04",
        '      translation: "0000000000000000"',
    ]


DAMAGED = [
    ("<<<<<<< ours\nversion: 1\n", ["TRAN003"]),
    ("version: 2\napproved: {}\n", ["TRAN003"]),
    ("version: 1\napproved: {a: words}\n", ["TRAN003"]),
    ("version: 1\napproved: {a: {fr: words}}\n", ["TRAN003"]),
    ("version: 1\napproved: {a: {fr: {by: A}}}\n", ["SHAPE002", "SHAPE002", "SHAPE002"]),
    (
        "version: 1\napproved: {a: {fr: {by: A, date: 2026-13-01, translation: x, source: {}}}}\n",
        ["SHAPE009"],
    ),
    ("version: 1\n", ["SHAPE002"]),
    ("- a\n", ["SHAPE001"]),
    (b"\xff\xfe", ["YAML002"]),
    ("", ["SHAPE002", "SHAPE002"]),
]


@pytest.mark.parametrize(("text", "codes"), DAMAGED)
def test_damage_is_told(text, codes):
    assert read(text)[1] == codes


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data):
    read(data)
