"""What a worker of a Dask cluster does: keep a copy of a project, and render in guarded processes of its own.

Of what is here, `Site` lives in a worker of the cluster, `render_remotely` is the task that it is given, and
`probe` says what it is. Only `build.cluster` and this know Dask.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from distributed import Worker, WorkerPlugin, get_worker

from briefpress.build.fingerprint import engine_digest
from briefpress.build.parcel import SentWorkspace, unpack
from briefpress.build.pool import MOST_TOGETHER, GuardedPool, Task, outcomes_of
from briefpress.build.project import Edition
from briefpress.build.rendering import Failure, Outcome
from briefpress.build.workers import Limits, render_each, start

#: Guarded processes with nothing to do are ended, and the copy is deleted: the builder may have been killed.
_IDLE_S = 300.0


class Job(NamedTuple):
    """What the workers of a cluster need for one build.

    Attributes:
        files: The project's files, as `build.parcel.pack` made them.
        languages: The languages that every fact and text must have.
        today: The date of the run.
        corrects: Whether the next versions of editions correct a mistake of the last.
        limits: What one edition may take.
        write: Whether PDFs are to be written.
    """

    files: bytes
    languages: tuple[str, ...]
    today: dt.date
    corrects: bool
    limits: Limits
    write: bool


class Site(WorkerPlugin):  # type: ignore[misc]
    """A build's place in a worker of a cluster: its files and its guarded processes, made at the first task.

    Dask sends it to each worker, to one that comes later, too.

    Args:
        name: Unique among the builds that use the cluster.
        job: What is to be done.
    """

    def __init__(self, name: str, job: Job) -> None:
        self.name = name
        self.job = job

    def setup(self, worker: Worker) -> None:
        """Remember where the worker may write, and how many tasks it takes at once."""
        self._where = worker.local_directory
        self._jobs = worker.state.nthreads
        self._lock = threading.Lock()
        self._busy = 0
        self._pool: GuardedPool | None = None
        self._folder: Path | None = None
        self._timer: threading.Timer | None = None

    def teardown(self, worker: Worker) -> None:
        """End the processes, whatever they are doing, and delete the files."""
        with self._lock:
            self._end()

    def render(self, render: Callable[..., Outcome], editions: Sequence[Edition]) -> list[Outcome]:
        """Return what became of editions, or one failure where one of them ended its process."""
        with self._lock:
            pool = self._ready()
            self._busy += 1
        try:
            seconds = self.job.limits.seconds
            task = Task(render_each, (render, self.job.write, seconds), seconds)
            return outcomes_of(pool.begin(task, editions), seconds)
        finally:
            with self._lock:
                self._busy -= 1
                self._wait_for_more()

    def _ready(self) -> GuardedPool:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._pool is None:
            self._folder = Path(tempfile.mkdtemp(prefix="briefpress-", dir=self._where))
            unpack(self.job.files, self._folder)
            arguments = (SentWorkspace, str(self._folder), self.job.languages, self.job.today)
            self._pool = GuardedPool(
                self._jobs,
                start,
                (*arguments, self.job.limits.memory, self.job.corrects),
                write=self.job.write,
                together=MOST_TOGETHER,
            )
        return self._pool

    def _wait_for_more(self) -> None:
        if self._busy == 0 and self._pool is not None:
            self._timer = threading.Timer(_IDLE_S, self._rest)
            self._timer.daemon = True
            self._timer.start()

    def _rest(self) -> None:
        with self._lock:
            if self._busy == 0:
                self._end()

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._pool is not None:
            self._pool.end()
            self._pool = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def render_remotely(
    name: str, engine: str, render: Callable[..., Outcome], editions: Sequence[Edition]
) -> list[Outcome]:
    """Render editions on a worker of a cluster; the task that Dask is given.

    Args:
        name: Of the build.
        engine: The digest of the program that asks: another one makes other bytes.
        render: Makes an edition, in a guarded process.
        editions: Which.
    """
    if engine_digest() != engine:  # a worker that came after the build had begun
        other = "were not made: a worker of the cluster has another release of Briefpress or of a library"
        return [Failure("BUILD010", other, hint="end it, and run the command again")] * len(editions)
    site = get_worker().plugins[name]
    made: list[Outcome] = site.render(render, editions)
    return made


def probe() -> dict[str, Any]:
    """Return what a worker of a cluster is: its program, and whether it may start processes."""
    return {"engine": engine_digest(), "is_daemon": multiprocessing.current_process().daemon}
