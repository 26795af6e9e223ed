"""Measure Briefpress beside other engines on the same sheet; `README.md` says what is measured and how.

python benchmarks/run.py [--rounds 5] [--warm 100] [--only ours,typst_tagged] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import page as page_validation  # noqa: E402
import psutil  # noqa: E402
import pypdfium2  # noqa: E402
from content import MARKS, fill, make, show  # noqa: E402
from sheets import ours  # noqa: E402

#: Where modules are not kept compiled, a cold start measures Python's compiler.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

#: The standards that a tagged engine promises.
PROFILES = ("ua1", "2a")


@dataclass
class Engine:
    """An engine, or one way to use it, and what was measured of it.

    Attributes:
        is_cold: Whether a cold start is measured; the ways to use Briefpress start alike.
        is_tagged: Whether its files have to keep `PROFILES`.
        cold: (seconds, CPU seconds, peak MiB) of processes that make one sheet.
        warm: (CPU ms, ms) per sheet.
        others: Cores that other processes took while it was measured.
    """

    module: str
    variant: str
    label: str
    is_cold: bool = True
    is_tagged: bool = True
    cold: list[tuple[float, float, float]] = field(default_factory=list)
    warm: list[tuple[float, float]] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    bytes: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median CPU ms per sheet of a warm process."""
        return statistics.median(cpu for cpu, _ in self.warm)


ENGINES = (
    Engine("ours", "series", "Briefpress, a series in one project"),
    Engine("ours", "project", "Briefpress, a project for each sheet", is_cold=False),
    Engine("ours", "uncached", "Briefpress, all caches emptied before each sheet", is_cold=False),
    Engine("reportlab_raw", "raw", "ReportLab Platypus by hand, untagged", is_tagged=False),
    Engine("typst_tagged", "tagged", "Typst, tagged"),
)


def main() -> int:
    options = _options()
    wanted = options.only.split(",") if options.only else [engine.module for engine in ENGINES]
    engines = [e for e in ENGINES if e.module in wanted or f"{e.module}:{e.variant}" in wanted]
    if not engines:
        sys.exit(f"--only takes {', '.join(f'{e.module}:{e.variant}' for e in ENGINES)}")
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(Path(options.keep or temporary).resolve(), options.warm)
        for number in range(options.rounds):
            for engine in random.sample(engines, len(engines)):
                bench.measure(engine, number)
                print(f"round {number + 1}: {engine.label}", file=sys.stderr)
        for engine in engines:
            bench.check(engine)
    print(report(engines, options))
    return 1 if any(engine.problems for engine in engines) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each engine is measured")
    parser.add_argument("--warm", type=int, default=100, metavar="N", help="sheets in one process")
    parser.add_argument("--only", help="engines, with commas between")
    parser.add_argument("--keep", metavar="FOLDER", help="where the files are kept")
    return parser.parse_args()


# ---- measuring


class Bench:
    """Runs engines in processes of their own, all files below one folder."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._count = count

    def measure(self, engine: Engine, number: int) -> None:
        """Measure a cold start and a warm process, each round with sheets of its own."""
        first = number * self._count
        out = self._folder / f"{engine.module}-{engine.variant}"
        out.mkdir(parents=True, exist_ok=True)
        busy, start = _busy() - _own(), time.perf_counter()
        if engine.is_cold:
            if not number:
                self._cold(engine, first, out)  # the first one compiles modules and reads the disk
            engine.cold.append(self._cold(engine, first, out))
        worker = [HERE / "worker.py", "warm", engine.module, engine.variant, first, self._count, out]
        lines = subprocess.check_output([sys.executable, *map(str, worker)], text=True, env=ENVIRONMENT)
        cpu, wall = map(float, lines.split())
        engine.warm.append((cpu * 1000, wall * 1000))
        elapsed = time.perf_counter() - start
        engine.others.append(max(0.0, _busy() - _own() - busy) / elapsed)

    def _cold(self, engine: Engine, i: int, out: Path) -> tuple[float, float, float]:
        """Run a process that makes one sheet: for Briefpress the command that people run."""
        target = out / f"cold-{i}.pdf"
        command = [HERE / "worker.py", "cold", engine.module, engine.variant, i, target]
        if engine.module == "ours":
            project = out / "project"
            shutil.rmtree(project, ignore_errors=True)
            ours.write_project(project, i)
            # `generate.py` would go on in the project's own environment, whichever Python measures here.
            command = ["-m", "briefpress", "build", "sheet", "--force", "--lang", "en", "--project", project]
            target = project / "output/sheet/sheet-en.pdf"
        start = time.perf_counter()
        arguments = [sys.executable, *map(str, command)]
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not target.exists():
            sys.exit(f"{engine.label}: the cold start failed: {' '.join(map(str, command))}")
        if target.parent != out:
            shutil.copy(target, out / f"cold-{i}.pdf")
        return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    # ---- checking

    def check(self, engine: Engine) -> None:
        """Note what is wrong with the files: an engine that does less work cannot be compared."""
        files = sorted((self._folder / f"{engine.module}-{engine.variant}").glob("*.pdf"))
        engine.bytes = int(statistics.median(file.stat().st_size for file in files))
        for file in files:
            sheet = make(int(file.stem.rpartition("-")[2]))
            problems = list(check_pages(file, sheet))
            if engine.is_tagged:
                for profile in PROFILES:
                    found = page_validation.validate_pdf(str(file), profile=profile).failures
                    problems += [f"{profile} {failure.rule_id}: {failure.message}" for failure in found]
            engine.problems += [f"{file.name}: {problem}" for problem in problems]


def check_pages(file: Path, sheet: dict):
    """Yield what a file lacks of two pages with all texts of the sheet."""
    document = pypdfium2.PdfDocument(file)
    if len(document) != 2:
        yield f"{len(document)} pages"
    printed = _bare("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    for text in texts(sheet):
        if _bare(text) not in printed:
            yield f"`{text[:60]}` is not printed"


def texts(sheet: dict):
    """Yield every text that has to be on the pages."""
    figures = sheet["figures"]
    yield from ("Page 1 of 2", "Page 2 of 2", *sheet["table_head"], *sheet["source"])
    for key in ("title", "subtitle", "footer", "lede", "bullets_heading", "chart_heading", "table_heading"):
        yield sheet[key]
    for key, label in sheet["tiles"]:
        yield from (show(*figures[key]), label)
    for heading, parts in sheet["sections"]:
        yield heading
        for part in parts:
            # What stands after a mark is on its own: engines print marks in different ways.
            yield from filter(None, re.split(f"[{MARKS}]", fill(part, figures)))
    for text in (*sheet["bullets"], *sheet["notes"]):
        yield fill(text, figures)
    for year, value in sheet["chart"]:
        yield from (year, show("number", value))
    for line, riders, change in sheet["table"]:
        yield line + show("number", riders) + show("percent", change)


def _bare(text: str) -> str:
    """Return the characters that line ends and hyphenation cannot change."""
    return re.sub(r"[\s\-\u2010\u2011\u00ad\ufffe]+", "", text).lower()


def _busy() -> float:
    """Return the seconds that all cores together have worked since the machine started."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system + times.irq + times.softirq + times.steal


def _own() -> float:
    return sum(os.times()[:4])


# ---- the report


def report(engines: list[Engine], options: argparse.Namespace) -> str:
    """Return the table and what its reader must know."""
    rivals = {e.module: e.cpu for e in engines if e.module != "ours"}
    raw, typst = rivals.get("reportlab_raw"), rivals.get("typst_tagged")
    lines = [
        "| engine | cold, s | cold, CPU s | MiB | warm, CPU ms | of ReportLab | of Typst | kB | output |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for e in engines:
        cells = [e.label]
        cells += [_spread([c[index] for c in e.cold], places) for index, places in ((0, 2), (1, 2), (2, 0))]
        cells.append(_spread([cpu for cpu, _ in e.warm], 1))
        cells += [f"{e.cpu / other:.2f}" if other else "" for other in (raw, typst)]
        standards = "complete, valid" if e.is_tagged else "complete, untagged"
        cells += [f"{e.bytes / 1000:.0f}", standards if not e.problems else f"{len(e.problems)} problems"]
        lines.append(f"| {' | '.join(cells)} |")
    others = [load for e in engines for load in e.others]
    lines += [
        "",
        f"Median (least..most) of {options.rounds} rounds in random order, {options.warm} sheets in a warm "
        "process, CPU a sheet; cold is the command `build` for Briefpress. Ratios are of warm CPU.",
        f"Python {platform.python_version()}, {psutil.cpu_count()} cores; meanwhile other processes took "
        f"{statistics.median(others):.2f} cores, at most {max(others):.2f}.",
        *(f"PROBLEM {e.label}: {problem}" for e in engines for problem in e.problems[:5]),
    ]
    return "\n".join(lines)


def _spread(values: list[float], places: int) -> str:
    if not values:
        return ""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{places}f} ({low:.{places}f}..{high:.{places}f})"


if __name__ == "__main__":
    sys.exit(main())
