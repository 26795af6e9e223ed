"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Cluster:
    """A scheduler and its workers.

    Attributes:
        address: Of the scheduler.
        workers: Their processes, which have no nanny that would start them anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
        file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(file))
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.address = json.loads(file.read_text())["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self, *options: str, environment: dict[str, str] | None = None) -> None:
        """Start a worker with one thread."""
        place = self._folder / f"worker-{len(self.workers)}"
        place.mkdir()
        common = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(place))
        nanny = () if "--nanny" in options else ("--no-nanny",)
        self.workers.append(
            self._start("worker", self.address, *common, *nanny, *options, environment=environment)
        )

    def end(self) -> None:
        """End all of it."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, kind: str, *arguments: str, environment: dict[str, str] | None = None):
        with (self._folder / f"{kind}.log").open("ab") as log:
            host = ("--host", "127.0.0.1", *(("--no-dashboard",) if kind == "scheduler" else ()))
            return subprocess.Popen(
                [sys.executable, "-m", "dask", kind, *arguments, *host],
                env={**self._environment, **(environment or {})},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                start_new_session=True,
            )


@contextmanager
def cluster(folder: Path, workers: int):
    """Yield a cluster with so many workers, and end it."""
    folder.mkdir(parents=True)
    made = Cluster(folder)
    try:
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        made.end()
