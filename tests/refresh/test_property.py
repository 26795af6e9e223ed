"""Whatever a source says: it is refused, or comes back from the lock file as it was."""

import json
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings, strategies as st

from briefpress.diagnostics import Findings
from briefpress.facts import load_facts
from tests.refresh.conftest import needs
from tests.refresh.project import LANGUAGES, Garden

NEEDED = "max_bytes: 100000"


def told(garden):
    """Return the value as the program reads it, or None where it was refused; nothing else may be wrong."""
    outcome = garden.refresh().outcomes[0]
    assert outcome.status in ("changed", "failed")
    assert (outcome.status == "failed") == bool(len(garden.findings))
    findings = Findings()
    book = load_facts(garden.workspace(), LANGUAGES, findings)
    if outcome.status == "failed":
        assert [one.code for one in findings] == ["FEED004"]
        return None
    assert [one.message for one in findings] == []
    return book.facts["garden.plants"].value


@given(
    cell=st.one_of(st.text(max_size=12), st.from_regex(r"[-+=@]?[0-9]{1,4}([.,][0-9]{1,4})?([eE][0-9])?%?"))
)
@settings(max_examples=150)
@example(cell="−5")
@example(cell="٣")
@example(cell="1\u00a0290")
@example(cell="-0")
def test_numbers_of_rows(cell):
    with TemporaryDirectory() as folder:
        garden = Garden(Path(folder) / "garden")
        garden.one(f"csv: data/c.csv, {NEEDED}", "row: {id: a}, column: count")
        quoted = cell.replace('"', '""')
        garden.write(c__csv=f'id,count\na,"{quoted}"\n'.encode("utf-8", "surrogatepass"))
        value = told(garden)
        assert value is None or value == value.__class__(cell.strip())
        assert value is None or cell.strip().lstrip("-").replace(".", "").isascii()


@given(text=st.text(min_size=1, max_size=30))
@settings(max_examples=150)
@example(text='a\\"b\u0085\u2028c')
@example(text="\ufeff")
@example(text="# no remark: {a: b}")
@example(text="- 'x")
@example(text="\n\t\u00a0x\n")
def test_texts_of_documents(text):
    needs("jmespath")
    with TemporaryDirectory() as folder:
        garden = Garden(Path(folder) / "garden")
        garden.one(f"json: data/c.json, {NEEDED}", "at: words", type="type: text")
        garden.write(c__json=json.dumps({"words": {"en": text, "fr": "mot"}}))
        value = told(garden)
        if value is not None:
            said = value.in_or_first("en").text
            assert said == unicodedata.normalize("NFC", text).strip(" \t\n") or said == text.strip()


@pytest.mark.parametrize("count", [1, 500])
def test_rows_of_any_number(garden, count):
    rows = "".join(f"r{number},Row,Rang,{number}\n" for number in range(count))
    garden.facts(
        "garden.beds: {type: table, LABEL, columns: {count: {type: number, LABEL}}, rows: {feed: beds}}",
        "beds: {csv: data/beds.csv, source: survey}",
    )
    garden.write(beds__csv="id,label.en,label.fr,count\n" + rows)
    garden.refresh()
    facts = garden.book().facts
    assert [str(facts[f"garden.beds.r{number}.count"].value) for number in range(count)] == [
        str(number) for number in range(count)
    ]
