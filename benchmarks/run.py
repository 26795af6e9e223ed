"""Measure Briefpress beside other engines on the same sheet; `README.md` says what is measured and how.

python benchmarks/run.py [--rounds 5] [--warm 100] [--batch 200] [--only ours,typst_tagged] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import page as page_validation  # noqa: E402
import psutil  # noqa: E402
import pypdfium2  # noqa: E402
from content import MARKS, fill, make, show  # noqa: E402
from report import Cold, Engine, Warm, report  # noqa: E402
from sheets import ours  # noqa: E402

#: Where modules are not kept compiled, a cold start measures Python's compiler.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

#: How many processes share a batch.
WORKERS = 2

#: Of an engine that is not ours so many files of a process are looked into; of ours, all.
LOOKED_INTO = 8

BOTH = ("ua1", "2a")
ENGINES = (
    Engine("ours", "series", "Briefpress, a series in one project", BOTH),
    Engine("ours", "uncached", "Briefpress, all caches emptied before each sheet", BOTH, is_whole=False),
    Engine("ours", "project", "Briefpress, a project for each sheet", BOTH, is_whole=False),
    Engine("reportlab_raw", "raw", "ReportLab Platypus by hand, untagged"),
    Engine("typst_tagged", "tagged", "Typst, tagged", BOTH),
    Engine("weasyprint_tagged", "tagged", "WeasyPrint, tagged", ("ua1",), slower=5),
    Engine("fpdf2_raw", "raw", "fpdf2 by hand, untagged", slower=5),
)


def main() -> int:
    options = _options()
    wanted = options.only.split(",") if options.only else [engine.module for engine in ENGINES]
    engines = [e for e in ENGINES if e.module in wanted or f"{e.module}:{e.variant}" in wanted]
    if not engines:
        sys.exit(f"--only takes {', '.join(f'{e.module}:{e.variant}' for e in ENGINES)}")
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(Path(options.keep or temporary).resolve(), options.warm, options.batch)
        engines = [engine for engine in engines if bench.is_there(engine)]
        for number in range(options.rounds):
            for engine in random.sample(engines, len(engines)):
                bench.measure(engine, number)
                print(f"round {number + 1}: {engine.label}", file=sys.stderr)
        for engine in engines:
            bench.check(engine)
        print(report(engines, options.rounds, options.warm, options.batch), flush=True)
        print(verapdf(bench.files("ours")))
    return 1 if any(engine.problems for engine in engines) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each engine is measured")
    parser.add_argument("--warm", type=int, default=100, metavar="N", help="sheets in one process")
    parser.add_argument("--batch", type=int, default=200, metavar="N", help="sheets of two processes")
    parser.add_argument("--only", help="engines, with commas between")
    parser.add_argument("--keep", metavar="FOLDER", help="where the files are kept")
    return parser.parse_args()


# ---- measuring


class Bench:
    """Runs engines in processes of their own, all files below one folder."""

    def __init__(self, folder: Path, warm: int, batch: int) -> None:
        self._folder = folder
        self._warm = warm
        self._batch = batch

    def is_there(self, engine: Engine) -> bool:
        """Make one sheet, uncounted: it compiles modules and tells whether the engine is there."""
        if not engine.is_whole:
            return True
        try:
            self._cold(engine, 0)
        except subprocess.CalledProcessError as error:
            print(f"{engine.label} is left out, its first sheet failed: {error}", file=sys.stderr)
            return False
        return True

    def measure(self, engine: Engine, number: int) -> None:
        """Measure a cold start, a warm process and a batch; each round has sheets of its own."""
        first = number * self._warm
        busy, start = _busy() - _own(), time.perf_counter()
        if engine.is_whole:
            engine.cold.append(self._cold(engine, first))
        cpu, wall, peak = self._worker("warm", engine, first, self._warm // engine.slower)
        engine.warm.append(Warm(cpu * 1000, wall * 1000, peak))
        if engine.is_whole:
            engine.batch.append(self._sheets_a_second(engine))
        elapsed = time.perf_counter() - start
        engine.others.append(max(0.0, _busy() - _own() - busy) / elapsed)

    def files(self, module: str) -> list[Path]:
        """Return the files that an engine has made by its command: those of the batch, and single ones."""
        return sorted(
            path for kind in ("batch", "cold") for path in self._folder.glob(f"{module}-*/{kind}/*.pdf")
        )

    def _into(self, engine: Engine, kind: str) -> Path:
        folder = self._folder / f"{engine.module}-{engine.variant}" / kind
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _worker(self, mode: str, engine: Engine, *rest: object) -> tuple[float, ...]:
        lines = subprocess.check_output(self._command(mode, engine, *rest), text=True, env=ENVIRONMENT)
        return tuple(map(float, lines.split()))

    def _command(self, mode: str, engine: Engine, *rest: object) -> list[str]:
        into = () if mode == "cold" else (self._into(engine, mode),)
        words = (HERE / "worker.py", mode, engine.module, engine.variant, *rest, *into)
        return [sys.executable, *map(str, words)]

    def _cold(self, engine: Engine, i: int) -> Cold:
        """Run a process that makes one sheet: for Briefpress the command that people run."""
        target = self._into(engine, "cold") / f"{i}.pdf"
        command = self._command("cold", engine, i, target)
        if engine.module == "ours":
            project = self._folder / "one sheet"
            shutil.rmtree(project, ignore_errors=True)
            ours.write_project(project, i)
            command = _generate(project, "--force", f"sheet-{i}")
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        if engine.module == "ours":
            _take_outputs(project, target.parent)
        return Cold(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    def _sheets_a_second(self, engine: Engine) -> float:
        """Return sheets a second, from the start of the first process to the end of the last."""
        count = self._batch // engine.slower
        if engine.module == "ours":
            project = self._folder / "batch"
            if not project.exists():
                ours.write_project(project, 0, count)
                self._run(_generate(project, "--force", "--jobs", str(WORKERS)))  # the facts are known now
            commands = [_generate(project, "--force", "--jobs", str(WORKERS))]
        else:
            share = count // WORKERS
            commands = [self._command("batch", engine, n * share, share) for n in range(WORKERS)]
        elapsed = self._run(*commands)
        if engine.module == "ours":
            _take_outputs(project, self._into(engine, "batch"))
        return count / elapsed

    @staticmethod
    def _run(*commands: list[str]) -> float:
        """Run processes beside one another; return the seconds until the last ends."""
        start = time.perf_counter()
        running = [
            subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
            for command in commands
        ]
        for process in running:
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, process.args)
        return time.perf_counter() - start

    # ---- checking

    def check(self, engine: Engine) -> None:
        """Note what is wrong with the files: an engine that does less work cannot be compared."""
        files = sorted((self._folder / f"{engine.module}-{engine.variant}").glob("*/*.pdf"))
        engine.sizes = [file.stat().st_size for file in files]
        if engine.module != "ours":
            files = files[:: max(1, len(files) // (LOOKED_INTO * len(engine.warm)))]
        engine.checked = len(files)
        for file in files:
            problems = list(check_pages(file, make(int(file.stem.rpartition("-")[2]))))
            for profile in engine.promises:
                found = page_validation.validate_pdf(str(file), profile=profile).failures
                problems += [f"{profile} {failure.rule_id}: {failure.message}" for failure in found]
            engine.problems += [f"{file.name}: {problem}" for problem in problems]


def _generate(project: Path, *options: str) -> list[str]:
    """Return the command that people run; it would itself go on in the environment that `make` laid."""
    own = ROOT / ".venv/bin/python"
    python = str(own) if own.exists() else sys.executable
    return [python, str(ROOT / "generate.py"), "build", "--lang", "en", "--project", str(project), *options]


def _take_outputs(project: Path, folder: Path) -> None:
    for file in project.glob("output/*/*-en.pdf"):
        shutil.move(file, folder / f"{file.name.removesuffix('-en.pdf')}.pdf")


def verapdf(files: list[Path]) -> str:
    """Return what veraPDF says of files, where it is at hand."""
    command = Path(os.environ.get("VERAPDF") or ROOT.parent / "shared/tools/verapdf")
    if not command.exists() or not shutil.which("java") or not files:
        return "veraPDF is not at hand."
    arguments = [str(command), ",".join(BOTH), *map(str, files)]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=False)
    failed = [line for line in done.stdout.splitlines() if not line.startswith("PASS")]
    passed = done.stdout.count("PASS ")
    verdict = f"veraPDF: {passed} of {len(files) * len(BOTH)} passed, {len(files)} sheets of Briefpress."
    return "\n".join([verdict, *failed[:5]])


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


if __name__ == "__main__":
    sys.exit(main())
