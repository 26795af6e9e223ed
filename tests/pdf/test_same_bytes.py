"""The same document gives the same bytes: in any process, under any settings, after any other document."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefpress.pdf import CONDITIONS, PROFILES, Attachment, Press, write_pdf
from briefpress.workspace import MemoryWorkspace
from tests.pdf.samples import document, full, p
from tests.pdf.typeset import FONTS, tumbled, typeset

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib
from tests.pdf.test_same_bytes import digest
print(digest())
"""


def digest():
    """Return a digest of a document as each kind of PDF."""
    made = full(rows=30)
    pages = typeset(made)
    attached = [Attachment("a.csv", "text/csv", "Data", "Facts", b"id")]
    press = Press(
        CONDITIONS["fogra39"], MemoryWorkspace({}).read("builtin:icc/fogra39.icc"), 3, dt.date(2026, 5, 4)
    )
    files = [
        write_pdf(made, pages, FONTS),
        write_pdf(made, pages, FONTS, profile=PROFILES["modern"], attachments=attached),
        write_pdf(made, pages, FONTS, profile=PROFILES["print"], press=press),
        write_pdf(made, tumbled(pages), FONTS),
        write_pdf(made, tumbled(pages), FONTS, profile=PROFILES["print"], press=press),
    ]
    return hashlib.sha256(b"".join(files)).hexdigest()


def elsewhere(**environment):
    environment = {"PATH": os.environ["PATH"], **environment}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "1234567890"},
        {
            "RL_pageCompression": "0",
            "RL_useA85": "1",
            "RL_invariant": "0",
            "RL_pdfMultiLine": "1",
            "RL_pdfComments": "1",
            "RL_documentLang": "de",
            "RL_defaultPageSize": "A5",
            "RL_canvas_basefontname": "Times-Roman",
            "RL_canvas_baseColor": "(1, 0, 0)",
        },
    ],
    ids=["hash seed", "clock", "ReportLab's settings"],
)
def test_another_process_writes_the_same(environment):
    assert elsewhere(**environment) == digest()


def test_what_was_written_before_makes_no_difference():
    first = digest()
    other = document(p("Something else, with other letters: œ Œ ß \u2011 − ¿"))
    write_pdf(other, typeset(other, face="NotoSans-Regular"), FONTS)
    write_pdf(other, typeset(other, face="Lato-Regular"), FONTS)
    assert digest() == first


def test_a_changed_word_changes_the_identifier():
    def identifier(text):
        made = document(p(text))
        data = write_pdf(made, typeset(made), FONTS)
        return data[data.index(b"/ID[") :][:40]

    assert identifier("one") == identifier("one")
    assert identifier("one") != identifier("two")


def test_reportlabs_settings_are_as_before_afterwards():
    from reportlab import rl_config

    before = dict(vars(rl_config))
    digest()
    assert dict(vars(rl_config)) == before
