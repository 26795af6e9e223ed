"""One engine in one process; imports nothing that the engine does not need.

worker.py cold MODULE VARIANT I FILE           makes sheet I and ends
worker.py batch MODULE VARIANT I COUNT FOLDER  makes and writes COUNT sheets from I on and ends
worker.py warm MODULE VARIANT I COUNT FOLDER   makes COUNT sheets from I on after a warm-up; prints the CPU
                                               seconds and the seconds a sheet takes, and the peak of MiB
"""

import importlib
import resource
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from content import make  # noqa: E402

WARM_UP = 10


def main(mode: str, module: str, variant: str, *rest: str) -> None:
    engine = importlib.import_module(f"sheets.{module}").Engine(variant)
    first = int(rest[0])
    if mode == "cold":
        Path(rest[1]).write_bytes(engine.render_all([make(first)])[0])
        return
    count, folder = int(rest[1]), Path(rest[2])
    sheets = [make(i) for i in range(first, first + count)]
    if mode == "batch":
        for sheet in sheets:
            (folder / f"{sheet['index']}.pdf").write_bytes(engine.render_all([sheet])[0])
        return
    # Sheets that are not measured: their figures are not in any cache of whole texts.
    engine.render_all([make(1_000_000 + i) for i in range(WARM_UP)])
    if hasattr(engine, "prepare"):
        engine.prepare(sheets)  # an engine that keeps its data elsewhere reads them before the clock starts
    cpu, wall = time.process_time(), time.perf_counter()
    files = engine.render_all(sheets)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(cpu / count, wall / count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    for sheet, data in zip(sheets, files, strict=True):
        (folder / f"{sheet['index']}.pdf").write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
