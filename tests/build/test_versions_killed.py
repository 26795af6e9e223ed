"""Builds that are really killed, at random moments: numbers and PDFs agree after the next one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time

import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.support.project import BASE, write_project

BRIEFS = ("ash", "birch", "cedar", "elm")
HEAD = "one-pager\nversions: numbered\nstatus_address: https://example.org/status"


@pytest.fixture
def folder(tmp_path):
    files = dict(BASE)
    brief = files.pop("briefs/orchard.yaml").replace("one-pager", HEAD, 1)
    return write_project(tmp_path, files | {f"briefs/{name}.yaml": brief for name in BRIEFS})


def start(folder, day, *more):
    command = [sys.executable, "generate.py", "--project", str(folder), "--quiet", "--today", day, *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(process):
    output, _ = process.communicate()
    assert process.returncode == 0, output


def version_line(folder, name, lang):
    with pypdfium2.PdfDocument(folder / f"output/{name}/{name}-{lang}.pdf") as document:
        text = " ".join(document[0].get_textpage().get_text_bounded().split())
    start = text.index("Version")
    return text[start : text.index(".", start)]


@pytest.mark.conformance
def test_a_killed_build_leaves_no_number_without_its_pdf(folder):
    chance = random.Random(7)
    began = time.perf_counter()
    finish(start(folder, "2026-01-01"))
    whole = time.perf_counter() - began
    for count in range(25):
        facts = BASE["data/orchard.yaml"].replace("1240", str(1300 + count))
        (folder / "data/orchard.yaml").write_text(facts, "utf-8")
        process = start(folder, f"2026-02-{count + 1:02}", "--correct", f"Slip {count}")
        time.sleep(chance.uniform(0.3, 1.0) * whole)
        process.kill()
        process.communicate()
        seen = {(name, lang): version_line(folder, name, lang) for name in BRIEFS for lang in ("en", "fr")}
        finish(start(folder, f"2026-03-{count + 1:02}"))
        for (name, lang), before in seen.items():
            known = json.loads((folder / f"briefs/{name}.editions.json").read_text("utf-8"))[lang]
            numbers = [entry["version"] for entry in known]
            assert numbers == list(range(1, len(known) + 1))
            assert version_line(folder, name, lang).startswith(f"Version {numbers[-1]},")
            # What had appeared before the end keeps its number, and that it corrects another one.
            [entry] = [entry for entry in known if before.startswith(f"Version {entry['version']},")]
            assert ("corr" in before) == (entry["kind"] == "corrected") == bool(entry["correction"])
            pages = [page.read_text("utf-8") for page in folder.glob(f"output/status/{name}-{lang}-v*.html")]
            assert len(pages) == len(known)
            assert sum('class="state current"' in page for page in pages) == 1
        assert not list(folder.rglob(".part-*"))
