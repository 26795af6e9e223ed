"""A long batch: what an edition costs, and how memory grows with their number.

    python benchmarks/batch.py                             # 100, 1,000 and 10,000 editions
    python benchmarks/batch.py --editions 100,1000 --jobs 4
    python benchmarks/batch.py --rows 50                    # the same few facts, in more and more briefs
    python benchmarks/batch.py --scheduler tcp://HOST:PORT # on a Dask cluster; its memory is not seen

Makes a fictional series of one-page sheets in two languages, one row of a table for two editions, and builds
it in a new process. Memory is read from /proc (Linux).
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SOURCES = """\
sources:
  nobody:
    title: {en: "Fictional counts", fr: "Chiffres fictifs"}
    publisher: {en: "Nobody", fr: "Personne"}
    address: {en: "https://example.org/counts", fr: "https://example.org/chiffres"}
    accessed: 2026-05-04
"""
TABLE = """\
facts:
  town.all:
    type: table
    source: nobody
    label: {en: "Towns", fr: "Villes"}
    columns:
      people: {type: number, label: {en: "People", fr: "Personnes"}}
      houses: {type: number, label: {en: "Houses", fr: "Maisons"}}
      trees: {type: number, label: {en: "Trees", fr: "Arbres"}}
      budget: {type: money, currency: CAD, scale: million, label: {en: "Budget", fr: "Budget"}}
    rows: data/towns.csv
"""
BRIEF = """\
template: one-pager
for_each: town.all
title: {en: "{{ row.label }} in figures", fr: "{{ row.label }} en chiffres"}
subject: {en: "A town that does not exist.", fr: "Une ville qui n’existe pas."}
author: {en: "Nobody", fr: "Personne"}
opening:
  - id: lede
    type: lede
    text:
      en: "{{ row.label }} is a town in **Example Province** with {{ row.people }} people."
      fr: "{{ row.label }} est une ville de la **Province d’exemple** qui compte {{ row.people }} personnes."
  - id: figures
    type: key-figures
    figures:
      - {value: "{{ row.people }}", label: {en: "people live there", fr: "personnes y vivent"}}
      - {value: "{{ row.houses }}", label: {en: "houses stand there", fr: "maisons s’y trouvent"}}
      - {value: "{{ row.trees }}", label: {en: "trees grow there", fr: "arbres y poussent"}}
body:
  - id: life
    type: text
    text:
      en: >-
        The council meets on the first Monday of each month and decides on a budget of {{ row.budget }}. Most
        of it goes into roads, the school and the {{ row.trees }} trees along the streets, older than
        the houses.
      fr: >-
        Le conseil se réunit le premier lundi de chaque mois et décide d’un budget de {{ row.budget }}.
        L’essentiel va aux routes, à l’école et aux {{ row.trees }} arbres des rues, plus anciens que les
        maisons.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--editions", default="100,1000,10000")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--scheduler", default="")
    parser.add_argument("--rows", type=int, default=0, help="the most rows of the table; more briefs, then")
    options = parser.parse_args()
    print("| editions | s | a second | ms CPU an edition | parent MiB | largest worker MiB | together MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    first: tuple[float, float, float] | None = None
    for count in map(int, options.editions.split(",")):
        with tempfile.TemporaryDirectory(prefix="briefpress-batch-") as folder:
            project(Path(folder), count // 2, options.rows)
            how = ["--scheduler", options.scheduler] if options.scheduler else ["--jobs", str(options.jobs)]
            seconds, cpu, memory = measure(Path(folder), how)
            made = len(list(Path(folder).glob("output/*/*.pdf")))
            assert made == count, f"{made} of {count} were made"
        first = first or memory
        shown = " | ".join(f"{now:.0f} ({now / was:.2f}x)" for now, was in zip(memory, first, strict=True))
        print(
            f"| {count:,} | {seconds:.1f} | {count / seconds:.0f} | {1000 * cpu / count:.1f} | {shown} |",
            flush=True,
        )


def project(folder: Path, sheets: int, most: int = 0) -> None:
    """Write a series of so many rows, or several over the same rows where those would be more than `most`."""
    rows = min(sheets, most or sheets)
    lines = ["id,label.en,label.fr,people,houses,trees,budget"]
    for n in range(rows):
        lines.append(
            f"t{n},Town {n},Ville {n},{1000 + 7 * n},{400 + 3 * n},{90 + n},{n % 90 + 1}.{n % 9 + 1}"
        )
    files = {
        "data/sources.yaml": SOURCES,
        "data/towns.yaml": TABLE,
        "data/towns.csv": "\n".join([*lines, ""]),
        **{f"briefs/town-{n}.yaml": BRIEF for n in range(sheets // rows)},
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def measure(folder: Path, how: list[str]) -> tuple[float, float, tuple[float, float, float]]:
    """Build; return the seconds, those of CPU, and the most MiB of parent, a worker and all together."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "generate.py"), "build", "--quiet", "--project", str(folder), *how]
    process = subprocess.Popen(command, start_new_session=True)
    parent = worker = together = 0.0
    ticks: dict[int, float] = {}
    while process.poll() is None:
        own = session(process.pid)
        shared = 0.0
        for pid in own:
            resident, proportional, used = look(pid)
            shared += proportional
            ticks[pid] = max(used, ticks.get(pid, 0.0))
            if pid == process.pid:
                parent = max(parent, resident)
            else:
                worker = max(worker, resident)
        together = max(together, shared)
        time.sleep(0.1)
    assert process.returncode == 0
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    waited = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # Workers are children of a server of processes: their times are what was last seen of them.
    others = sum(used for pid, used in ticks.items() if pid != process.pid)
    return seconds, max(waited, others + ticks.get(process.pid, 0.0)), (parent, worker, together)


def session(leader: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader:
                found.append(int(entry.name))
    return found


def look(pid: int) -> tuple[float, float, float]:
    """Return the most MiB that a process had, its share of what there is now, and its seconds of CPU."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0, 0.0
    most = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), "0")
    share = next((line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")), "0")
    used = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    return int(most) / 1024, int(share) / 1024, used


if __name__ == "__main__":
    main()
