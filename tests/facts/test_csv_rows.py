"""Tables whose rows stand in a CSV file."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.facts import FactBook
from tests.facts.loading import load

TABLE = """\
lib.towns:
  type: table
  source: page
  label: {en: Towns, fr: Villes}
  columns:
    members: {type: number, label: {en: Members, fr: Membres}}
    quarter: {type: text, label: {en: Quarter, fr: Quartier}}
  rows: data/towns.csv
"""
HEADER = "id,label.en,label.fr,members,members.qualifier,quarter.en,quarter.fr"
HILL = "hill,Hill Town,Ville-Haute,1204,,Old Town,Vieille Ville"


def loaded(text, table=TABLE):
    data = text if isinstance(text, bytes) else text.encode()
    return load(table, files={"data/towns.csv": data})


def of(text) -> FactBook:
    book, findings = loaded(text)
    assert not list(findings), list(findings)
    return book


def test_each_field_is_a_cell_with_its_place():
    book = of(f"{HEADER}\n{HILL}\nlake,Lakeside,Bord-du-Lac,880,about,Harbour,Port\n")
    hill, lake = book.facts["lib.towns.hill.members"], book.facts["lib.towns.lake.members"]
    assert (hill.value, hill.qualifier, lake.value, lake.qualifier) == (1204, None, 880, "about")
    assert str(lake.value_span) == "data/towns.csv:3:27"
    assert book.facts["lib.towns.lake.quarter"].value["fr"].text == "Port"
    assert hill.label["fr"].text == "Villes, Membres, Ville-Haute"
    assert [row.id for row in book.facts["lib.towns"].value.rows] == ["hill", "lake"]


def test_what_a_row_is_called_is_a_fact():
    book = of(f"{HEADER}\n{HILL}\n")
    label = book.get("lib.towns.hill.label")
    assert (label.value["en"].text, label.value["fr"].text) == ("Hill Town", "Ville-Haute")
    assert (label.citations, label.series) == (book.facts["lib.towns"].citations, "lib.towns")
    assert book.get("lib.towns.vale.label") is None and book.get("lib.label") is None
    assert "lib.towns.hill.label" not in book.facts


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_files_as_programs_write_them(sign, end, mark):
    lines = [line.replace(",", sign) for line in ("# A remark, with a comma", HEADER, HILL, ",,,,,,")]
    book = of((mark + end.join(lines) + end * 2).encode())
    assert book.facts["lib.towns.hill.members"].value == 1204
    assert len(book.facts) == 3


def test_an_empty_field_is_no_cell_and_other_columns_stay():
    book = of(f"code,{HEADER},,\n7,{HILL.replace('1204', '')},x,\n")
    assert list(book.facts) == ["lib.towns", "lib.towns.hill.quarter"]


def test_periods_name_rows():
    text = "at,members,quarter.en,quarter.fr\n2024,5,Old,Vieux\n2025-Q1,6,New,Neuf\n"
    assert of(text).facts["lib.towns.y2025_q1.members"].value == 6


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("", "`data/towns.csv` is empty", "data/f.yaml:17:11"),
        (HEADER, "`data/towns.csv` has no rows", "data/f.yaml:17:11"),
        (f"{HEADER}\n{HILL},x\n", "this row has 8 fields, and the header has 7", "data/towns.csv:2:1"),
        (f"{HEADER}\nhill\n", "this row has 1 field, and the header has 7", "data/towns.csv:2:1"),
        (f'{HEADER}\n"hill,Hill\n', "a quotation mark is not closed", "data/towns.csv:2:1"),
        (f'{HEADER}\nhill,"Hill"s,x\n', "a field goes on behind its quotes", "data/towns.csv:2:6"),
        (
            f"{HEADER.replace('members,', 'membrs,')}\n{HILL}\n",
            "`data/towns.csv` has no column `members`",
            "data/towns.csv:1:1",
        ),
        (f"{HEADER},id\n{HILL},x\n", "the column `id` is there twice", "data/towns.csv:1:70"),
        (
            "id,label.en,label.fr,members\nhill,a,b,1\n",
            "`data/towns.csv` has no column `quarter`",
            "data/towns.csv:1:1",
        ),
        (f"{HEADER}\n{HILL.replace('1204', '1 204')}\n", None, "data/towns.csv:2:28"),
        (f"{HEADER}\n{HILL}\n{HILL}\n", None, "data/towns.csv:3:1"),
        (f"{HEADER}\n{HILL.replace('hill', 'Hill Town')}\n", None, "data/towns.csv:2:1"),
        (f"{HEADER}\n{HILL}\n".encode("utf-16"), None, "data/towns.csv:1:1"),
        (f"{HEADER}\n{HILL.replace('Vieille', 'Vallée')}\n".encode("cp1252"), None, "data/towns.csv:2:47"),
        (f"{HEADER}\n{HILL}\0\n", None, "data/towns.csv:2:56"),
    ],
)
def test_what_is_wrong_is_told_once_with_its_place(text, message, place):
    _, findings = loaded(text)
    (finding,) = findings
    assert str(finding.span) == place and finding.hint
    assert message is None or (finding.code, finding.message) == ("CSV001", message)


@pytest.mark.parametrize(
    "path", ["towns.csv", "data/towns.tsv", "../data/towns.csv", "data/no.csv", "data/../x.csv"]
)
def test_files_that_are_not_there(path):
    _, findings = loaded(f"{HEADER}\n{HILL}\n", TABLE.replace("data/towns.csv", path))
    (finding,) = findings
    assert finding.code in ("CSV001", "YAML001") and finding.hint


FIELDS = st.text(st.sampled_from('ab ,;"\n\té0-'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=6),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_fields_are_those_that_the_standard_library_writes(rows, quoting):
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator="\r\n")
    writer.writerow(["id", "label.en", "label.fr", "members", "quarter.en", "quarter.fr"])
    for number, (english, french) in enumerate(rows):
        writer.writerow([f"r{number}", "A", "B", number, f"x{english}", f"y{french}"])
    book = of(out.getvalue())
    for number, (english, french) in enumerate(rows):
        assert book.facts[f"lib.towns.r{number}.members"].value == Decimal(number)
        quarter = book.facts[f"lib.towns.r{number}.quarter"].value
        assert [quarter[lang].text for lang in ("en", "fr")] == [f"x{english}".strip(), f"y{french}".strip()]
