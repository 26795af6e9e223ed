"""Measure a long briefing note: contents, numbered sections, notes at the foot of pages, tables.

python benchmarks/long_note.py [--sections 20 40 80 160] [--rounds 3] [--keep FOLDER]

All of its content is fiction. 80 sections have 400 notes and 80 tables on some 65 pages.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "the library lends books to readers who bring them back after three weeks or sometimes later when the "
    "weather is fine and the garden calls while the desk keeps count of every page that was turned"
)
WORDS = TEXT.split()
#: Where modules are not kept compiled, a cold start measures Python's compiler.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

HEAD = """\
template: briefing-note
languages: [en]
title: {en: "The long note of a fictional library"}
subject: {en: "A fictional note that is long enough to be measured."}
author: {en: "Example Province"}
"""
COLUMNS = (("Branch", 3, "start"), ("Readers", 1, "end"), ("Books", 1, "end"), ("Remark", 3, "start"))


def sentence(count: int, seed: int) -> str:
    """Return words in an order that differs from sentence to sentence."""
    words = " ".join(WORDS[(i * 7 + seed * 3 + i // 5) % len(WORDS)] for i in range(count))
    return f"{words.capitalize()}."


def note(sections: int) -> str:
    """Return the brief: each section has five paragraphs with a note each, and a table of six rows."""
    lines = ["body:"]
    for section in range(sections):
        lines += [
            f"  - id: s{section}",
            "    type: text",
            f"    level: {2 if section % 4 == 0 else 3}",
            f'    heading: {{en: "Section on {sentence(3, section)[:-1].lower()}"}}',
            "    text:",
            "      en: |",
        ]
        for number in range(section * 5, section * 5 + 5):
            lines += [f'        {sentence(62, number)}{{{{ note("n{number}") }}}}', ""]
        lines += [
            f"  - id: t{section}",
            "    type: table",
            f'    caption: {{en: "Table of {sentence(4, section)[:-1].lower()}"}}',
            "    columns:",
        ]
        lines += [f'      - {{label: {{en: "{c}"}}, width: {w}, align: {a}}}' for c, w, a in COLUMNS]
        lines.append("    rows:")
        for row in range(1, 7):
            readers, books = f"{row * 37 + section} readers", f"{row * 911 + section} books"
            remark = sentence(6, row + section)[:-1]
            lines.append(f'      - ["Branch {row}", "{readers}", "{books}", {{en: "{remark}"}}]')
    lines.append("notes:")
    lines += [f'  - {{id: n{i}, text: {{en: "{sentence(14, i)}"}}}}' for i in range(sections * 5)]
    return HEAD + "\n".join(lines) + "\n"


def build(folder: Path) -> tuple[float, float, float]:
    """Build the project in a new process; return seconds, CPU seconds, and its peak in MiB."""
    command = [sys.executable, str(ROOT / "generate.py"), "--project", str(folder), "--force", "--jobs", "1"]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--quiet"], env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, status
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sections", type=int, nargs="+", default=[20, 40, 80, 160])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for the projects and their PDFs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        print("| sections | notes | tables | pages | seconds | CPU seconds | ms a page | MiB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for sections in options.sections:
            folder = (options.keep or Path(temporary)) / f"note-{sections}"
            for name in ("briefs", "data", "templates"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / "briefs" / "note.yaml").write_text(note(sections), encoding="utf-8")
            build(folder)  # the first start compiles modules
            runs = [build(folder) for _ in range(options.rounds)]
            with pikepdf.open(folder / "output" / "note" / "note-en.pdf") as file:
                pages = len(file.pages)
            seconds, cpu, peak = (statistics.median(column) for column in zip(*runs, strict=True))
            print(
                f"| {sections} | {sections * 5} | {sections} | {pages} | {seconds:.2f} | {cpu:.2f} "
                f"| {seconds / pages * 1000:.0f} | {peak:.0f} |"
            )


if __name__ == "__main__":
    main()
