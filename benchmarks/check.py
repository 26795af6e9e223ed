"""Measure how long a project takes to check; `README.md` says how to read the table.

python benchmarks/check.py [--facts 1000] [--briefs 50] [--rounds 5] [--jobs N]

Every figure is of a new process, from its start to its end. All content is made up.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
PARAGRAPHS = 8
FACTS_PER_FILE = 100


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        project = Path(temporary)
        write_project(project, options.facts, options.briefs)
        _run(project, options)  # compiles modules and reads the disk
        times: dict[str, list[float]] = {name: [] for name in STATES}
        for _ in range(options.rounds):
            for name, prepare in STATES.items():
                prepare(project)
                times[name].append(_run(project, options))
    print("| state | s |\n| --- | --- |")
    for name, found in times.items():
        print(f"| {name} | {statistics.median(found):.2f} ({min(found):.2f}..{max(found):.2f}) |")
    print(
        f"\nMedian (least..most) of {options.rounds}; {options.facts} facts, {options.briefs} briefs "
        f"in two languages. Python {platform.python_version()}, {os.cpu_count()} cores."
    )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--facts", type=int, default=1000, help="how many the book has")
    parser.add_argument("--briefs", type=int, default=50, help="how many briefs, each in English and French")
    parser.add_argument("--rounds", type=int, default=5, help="how often each state is measured")
    parser.add_argument("--jobs", default="0", metavar="N", help="worker processes; 0 (the default) chooses")
    return parser.parse_args()


def _run(project: Path, options: argparse.Namespace) -> float:
    command = [sys.executable, str(ROOT / "generate.py"), "check", "--strict", "--jobs", options.jobs]
    start = time.perf_counter()
    done = subprocess.run(
        [*command, "--project", str(project)], env=ENVIRONMENT, capture_output=True, text=True
    )
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"the project is not in order:\n{done.stdout}{done.stderr}")
    return taken


# ---- states


def _forget(project: Path) -> None:
    shutil.rmtree(project / "output", ignore_errors=True)


def _keep(project: Path) -> None:
    """Change nothing."""


def _change_figure(project: Path) -> None:
    path = project / "data/topic0.yaml"
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("    value:"))
    new = f"    value: {float(old.split()[1]) + 1}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def _change_brief(project: Path) -> None:
    path = project / "briefs/brief-0.yaml"
    path.write_text(path.read_text("utf-8").replace("on roads", "on the roads", 1), "utf-8")


STATES = {
    "nothing is known": _forget,
    "nothing has changed": _keep,
    "one figure has changed": _change_figure,
    "one sentence has changed": _change_brief,
}


# ---- the project


def write_project(project: Path, facts: int, briefs: int) -> None:
    """Write facts and briefs; every paragraph quotes three facts."""
    (project / "data").mkdir(parents=True)
    (project / "briefs").mkdir()
    (project / "data/sources.yaml").write_text(SOURCES, "utf-8")
    ids = [f"topic{n // FACTS_PER_FILE}.figure{n}" for n in range(facts)]
    for first in range(0, facts, FACTS_PER_FILE):
        numbers = range(first, min(first + FACTS_PER_FILE, facts))
        text = "facts:\n" + "".join(FACT.format(id=ids[n], n=n) for n in numbers)
        (project / f"data/topic{first // FACTS_PER_FILE}.yaml").write_text(text, "utf-8")
    for b in range(briefs):
        paragraphs = []
        for p in range(PARAGRAPHS):
            one, two, three = (ids[(b * 7 + p * 3 + k) % facts] for k in range(3))
            paragraphs.append(PARAGRAPH.format(b=b, p=p, one=one, two=two, three=three))
        text = BRIEF.format(b=b) + "".join(paragraphs)
        (project / f"briefs/brief-{b}.yaml").write_text(text, "utf-8")


SOURCES = """\
sources:
  survey:
    title: {en: "Survey", fr: "Relevé"}
    publisher: {en: "Example Province", fr: "Province Exemple"}
    address: "https://example.org/"
    accessed: 2026-05-04
"""
FACT = """\
  {id}:
    type: money
    value: {n}.5
    scale: million
    currency: CAD
    qualifier: about
    source: survey
    locator: {{en: "Table {n}", fr: "Tableau {n}"}}
    label: {{en: "Figure {n}", fr: "Donnée {n}"}}
    note: {{en: "Rounded, {n}.", fr: "Arrondi, {n}."}}
"""
BRIEF = """\
template: fact-sheet
title: {{en: "Brief {b}", fr: "Fiche {b}"}}
subject: {{en: "Brief {b}.", fr: "Fiche {b}."}}
author: {{en: "Example Province", fr: "Province Exemple"}}
body:
"""
PARAGRAPH = """\
  - id: p{p}
    type: text
    heading: {{en: "Part {p} of {b}", fr: "Partie {p} de {b}"}}
    text:
      en: |
        The province spent {{{{ {one} }}}} on roads and {{{{ {two}("qualified") }}}} on bridges in {b}, and \
{{{{ {three}("short") }}}} on ferries that year.
      fr: |
        La province a consacré {{{{ {one} }}}} aux routes, {{{{ {two}("qualified") }}}} aux ponts en {b} et \
{{{{ {three}("short") }}}} aux traversiers cette année-là.
"""


if __name__ == "__main__":
    sys.exit(main())
