"""Measure what a build costs where little or nothing has changed; `README.md` says how to read the table.

python benchmarks/incremental.py [--briefs 200] [--rounds 7] [--against FOLDER]

Every figure is of a new process, from its start to its end. All content is made up.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Taken:
    """What the processes of one state took."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class State:
    """What happens before a measured build, and how many editions it then has to make."""

    prepare: Callable[[Path, int], None]
    made: int
    flags: tuple[str, ...] = ()


def main() -> int:
    options = _options()
    copies = {"here": ROOT}
    if options.against:
        copies["there"] = options.against.resolve()
    states = {
        "nothing to do": State(_keep, 0),
        "a comment in the shared file of facts": State(_comment, 0),
        "every file touched": State(_touch, 0),
        "one figure, two editions": State(_figure, 2),
        "one sentence, one edition": State(_sentence, 1),
        "all of it again (`--force`)": State(_keep, 2 * options.briefs, ("--force",)),
    }
    taken: dict[tuple[str, str], Taken] = {}
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as temporary:
        projects = {name: Path(temporary) / name for name in copies}
        for name, project in projects.items():
            write_project(project, options.briefs)
            _run(copies[name], project, 2 * options.briefs, ())
            _run(copies[name], project, 0, ())  # modules are compiled, files are in memory
        for turn in range(options.rounds):
            order = [(state, name) for state in states for name in copies]
            dice.shuffle(order)
            for state, name in order:
                if states[state].flags and turn >= options.full_rounds:
                    continue
                states[state].prepare(projects[name], turn)
                wall, cpu, memory = _run(
                    copies[name], projects[name], states[state].made, states[state].flags
                )
                each = taken.setdefault((state, name), Taken())
                each.wall.append(wall)
                each.cpu.append(cpu)
                each.memory.append(memory)
        left = sum(1 for project in projects.values() for _ in project.rglob(".part-*"))
        assert not left, "a build left something behind"
    _print(taken, list(states), list(copies), options)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--briefs", type=int, default=200, help="how many, each in English and French")
    parser.add_argument("--rounds", type=int, default=9, help="how often each state is measured")
    parser.add_argument("--full-rounds", type=int, default=3, help="how often all is built again")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another copy to take turns with")
    return parser.parse_args()


def _run(copy: Path, project: Path, made: int, flags: tuple[str, ...]) -> tuple[float, float, float]:
    """Build once; return seconds, CPU seconds of the process and its workers, and MiB at most."""
    command = [sys.executable, str(copy / "generate.py"), "build", *flags, "--project", str(project)]
    with tempfile.TemporaryFile("w+") as told:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=ENVIRONMENT, cwd=copy, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        text = told.read()
    expected = f"{made} built" if made and not flags else f"{made} " if made else "nothing to do"
    if process.returncode or expected not in text:
        sys.exit(f"expected {made} editions to be made:\n{text[-2000:]}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _print(
    taken: dict[tuple[str, str], Taken], states: list[str], copies: list[str], options: argparse.Namespace
) -> None:
    print("| state | copy | s | CPU s | MiB |\n| --- | --- | --- | --- | --- |")
    for state in states:
        for name in copies:
            if (each := taken.get((state, name))) is None:
                continue
            print(
                f"| {state} | {name} | {_spread(each.wall)} | {_spread(each.cpu)} | "
                f"{statistics.median(each.memory):.0f} ({min(each.memory):.0f}..{max(each.memory):.0f}) |"
            )
    print(
        f"\nMedian (least..most) of {options.rounds} processes, of the last row {options.full_rounds}, in "
        f"random order; {options.briefs} briefs in two languages. Python {platform.python_version()}, "
        f"{os.cpu_count()} cores."
    )


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.3f} ({min(values):.3f}..{max(values):.3f})"


# ---- states


def _keep(project: Path, turn: int) -> None:
    """Change nothing."""


def _comment(project: Path, turn: int) -> None:
    path = project / "data/shared.yaml"
    path.write_text(path.read_text("utf-8") + f"# a remark, {turn}\n", "utf-8")


def _touch(project: Path, turn: int) -> None:
    for path in sorted(project.rglob("*.yaml")):
        os.utime(path)


def _figure(project: Path, turn: int) -> None:
    path = project / "data/topic3.yaml"
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("    value:"))
    path.write_text(text.replace(old, f"    value: {int(old.split()[1]) + 1}", 1), "utf-8")


def _sentence(project: Path, turn: int) -> None:
    path = project / "briefs/brief-7.yaml"
    text = path.read_text("utf-8")
    start = text.index("en: |")
    path.write_text(text[:start] + text[start:].replace("The province", "The province too", 1), "utf-8")


# ---- the project

FIGURES = 5


def write_project(project: Path, briefs: int) -> None:
    """Write briefs with five figures each of their own, and some that all of them share."""
    shutil.rmtree(project, ignore_errors=True)
    (project / "data").mkdir(parents=True)
    (project / "briefs").mkdir()
    (project / "data/sources.yaml").write_text(SOURCES, "utf-8")
    (project / "data/shared.yaml").write_text(
        "facts:\n" + "".join(FACT.format(id=f"province.figure{n}", n=n, value=n + 2) for n in range(40)),
        "utf-8",
    )
    for b in range(briefs):
        facts = (FACT.format(id=f"topic{b}.figure{n}", n=n, value=100 * b + n + 1) for n in range(FIGURES))
        (project / f"data/topic{b}.yaml").write_text("facts:\n" + "".join(facts), "utf-8")
        paragraphs = (PARAGRAPH.format(b=b, p=p, shared=(b + p) % 40) for p in range(FIGURES))
        (project / f"briefs/brief-{b}.yaml").write_text(BRIEF.format(b=b) + "".join(paragraphs), "utf-8")


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
    value: {value}
    scale: million
    currency: CAD
    qualifier: about
    source: survey
    locator: {{en: "Table {n}", fr: "Tableau {n}"}}
    label: {{en: "Figure {n}", fr: "Donnée {n}"}}
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
        The province spent {{{{ topic{b}.figure{p} }}}} on roads, and \
{{{{ province.figure{shared}("short") }}}} on ferries that year.
      fr: |
        La province a consacré {{{{ topic{b}.figure{p} }}}} aux routes et \
{{{{ province.figure{shared}("short") }}}} aux traversiers cette année-là.
"""


if __name__ == "__main__":
    sys.exit(main())
