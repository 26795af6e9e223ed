"""Files in the file: found by name, associated with the document, whole."""

import hashlib
import io

import page as validator
import pikepdf
import pytest

from briefpress.pdf import Attachment, PdfError, write_pdf
from tests.pdf.samples import EN, document, full, h, p
from tests.pdf.typeset import FONTS, typeset

TABLE = Attachment("b (tables).csv", "text/csv", "Data", "Werte für Excel", "id,größe\r\n".encode())
VALUES = Attachment("a.json", "application/json", "Data", "Values", b'{"a": 1}\n')


def write(*attachments):
    made = document(h(1, "Figures"), p("x"))
    return write_pdf(made, typeset(made), FONTS, attachments=attachments)


@pytest.fixture
def file():
    with pikepdf.open(io.BytesIO(write(TABLE, VALUES))) as opened:
        yield opened


def test_files_come_out_as_they_went_in(file):
    found = {name: spec.get_file() for name, spec in file.attachments.items()}
    assert {name: stream.read_bytes() for name, stream in found.items()} == {
        TABLE.name: TABLE.data,
        VALUES.name: VALUES.data,
    }
    for one in (TABLE, VALUES):
        params = found[one.name].obj.Params
        assert int(params.Size) == len(one.data)
        assert bytes(params.CheckSum) == hashlib.md5(one.data).digest()
        assert not {"/ModDate", "/CreationDate"} & set(params.keys())
        assert str(found[one.name].obj.Subtype) == f"/{one.media_type}"
    assert file.attachments[TABLE.name].description == TABLE.description


def test_files_are_associated_with_the_document(file):
    assert [str(spec.UF) for spec in file.Root.AF] == [TABLE.name, VALUES.name]
    assert {str(spec.AFRelationship) for spec in file.Root.AF} == {"/Data"}
    names = [str(name) for name in list(file.Root.Names.EmbeddedFiles.Names)[::2]]
    assert names == sorted(names)


def test_the_file_says_that_it_may_have_files(file):
    with file.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
    assert str(file.Root.Lang) == EN


def test_without_files_nothing_tells_of_any():
    with pikepdf.open(io.BytesIO(write())) as plain:
        assert "/AF" not in plain.Root and "/Names" not in plain.Root


def test_two_files_of_one_name_are_refused():
    with pytest.raises(PdfError, match="one name"):
        write(VALUES, VALUES)


@pytest.mark.conformance
def test_a_file_with_files_keeps_pdf_a_3a_and_pdf_ua_1():
    made = full(rows=40)
    data = write_pdf(made, typeset(made), FONTS, attachments=(TABLE, VALUES))
    for name in ("PDF_A_3A", "PDF_UA_1"):
        report = validator.validate_pdf_bytes(data, profile=getattr(validator.ValidationProfile, name))
        assert [(f.rule_id, f.message) for f in report.failures] == []
