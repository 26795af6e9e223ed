"""Workbooks."""

import datetime as dt
import io
import resource
import zipfile

import pytest

from tests.refresh.conftest import needs

WHERE = 'row: {year: "2026"}, column: plants'


def workbook(*rows, sheet="Count"):
    """Return a workbook as a spreadsheet saves it."""
    import openpyxl

    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def changed(data, replace):
    """Return a workbook in which parts have other bytes."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in old.namelist():
            packed.writestr(name, replace(name, old.read(name)))
    return new.getvalue()


@pytest.fixture
def sheet(garden):
    needs("openpyxl")

    def make(*rows, more="", where=WHERE, data=None, fact=""):
        garden.one(f"xlsx: data/count.xlsx{more}", where, more=fact)
        garden.write(count__xlsx=workbook(*rows) if data is None else data)
        return garden

    return make


def refused(garden, code):
    assert garden.statuses() == {"garden.plants": "failed"}
    assert garden.codes == [code]
    return garden.message


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1290, "1290"),
        (1290.0, "1290"),
        (4.2, "4.2"),
        ("7", "7"),
        (-3, "-3"),
    ],
)
def test_a_value_is_fetched(sheet, cell, value):
    garden = sheet(["year", "plants"], [2025, 1], [2026, cell])
    garden.refresh()
    assert garden.value() == value


def test_days_are_days(sheet):
    garden = sheet(
        ["year", "plants", "when"], [2026, 5, dt.datetime(2026, 10, 1)], where=WHERE + ", as_of: when"
    )
    garden.refresh()
    assert garden.book().facts["garden.plants"].as_of == dt.date(2026, 10, 1)


def test_blank_rows_and_short_rows(sheet):
    garden = sheet(["year", "plants", "remark"], [], [2025], [2026, 3], [])
    garden.refresh()
    assert garden.value() == "3"


def test_another_sheet(sheet):
    garden = sheet(["year", "plants"], [2026, 3], more=", sheet: Count")
    garden.refresh()
    assert garden.value() == "3"
    garden = sheet(["year", "plants"], [2026, 3], more=", sheet: Trees")
    assert "Trees" in refused(garden, "FEED014")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("=1+1", "FEED018"), ("#N/A", "FEED019"), ("many", "FEED017"), (True, "FEED017"), (None, "FEED016")],
)
def test_cells_that_are_no_number(sheet, cell, code):
    refused(sheet(["year", "plants"], [2026, cell]), code)


def test_the_result_that_was_saved_with_a_formula(sheet):
    def saved(name, data):
        return data.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
        )

    garden = sheet(data=changed(workbook(["year", "plants"], [2026, "=1+1"]), saved))
    garden.refresh()
    assert garden.value() == "2"


@pytest.mark.parametrize("data", [b"", b"year,plants\n", b"PK\x03\x04", b"<html>"])
def test_what_is_no_workbook(sheet, data):
    refused(sheet(data=data), "FEED011")


def test_any_other_packed_folder_is_no_workbook(sheet):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("a.txt", "a")
    refused(sheet(data=data.getvalue()), "FEED011")


def test_a_workbook_that_is_damaged(sheet):
    data = changed(workbook(["year"], [1]), lambda name, old: old[:50] if "sheet1" in name else old)
    refused(sheet(data=data), "FEED011")


def test_an_empty_sheet(sheet):
    refused(sheet(), "FEED011")


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_a_bomb_is_not_unpacked(sheet):
    data = changed(
        workbook(["year"]), lambda name, old: old + b" " * 300_000_000 if "sheet1" in name else old
    )
    assert len(data) < 1_000_000
    garden = sheet(data=data)
    before = peak()
    refused(garden, "FEED013")
    assert peak() - before < 60_000_000


def test_a_bomb_that_says_it_is_small(sheet):
    """What a part says of its size is the most that is unpacked of it."""
    data = changed(
        workbook(["year"]), lambda name, old: old + b" " * 300_000_000 if "sheet1" in name else old
    )
    lie = data.replace((300_000_000 + 0).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != data
    garden = sheet(data=lie)
    before = peak()
    refused(garden, "FEED011")
    assert peak() - before < 60_000_000


def test_many_parts(sheet):
    data = io.BytesIO(workbook(["year"]))
    with zipfile.ZipFile(data, "a") as packed:
        for number in range(2_100):
            packed.writestr(f"x/{number}", "")
    refused(sheet(data=data.getvalue()), "FEED013")


def test_entities(sheet):
    def bomb(name, old):
        laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        return old.replace(b"<worksheet", laughs + b"<worksheet", 1) if "sheet1" in name else old

    refused(sheet(data=changed(workbook(["year"], [1]), bomb)), "FEED013")
