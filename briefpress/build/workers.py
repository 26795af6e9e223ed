"""Editions -> what became of them, in guarded worker processes or, where there are few, in this one."""

from __future__ import annotations

import datetime as dt
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefpress.build.project import GC_THRESHOLDS, Edition, Project
from briefpress.build.rendering import Failure, Outcome, bug, out_of_memory, too_long
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

if TYPE_CHECKING:  # pools are loaded where there is one: they bring a tenth of what one edition loads
    from briefpress.build.pool import Made, Task
    from briefpress.build.render import Renderer

#: What one edition may take before its worker is ended.
TIME_LIMIT_S = 120
MEMORY_LIMIT_BYTES = 4 * 1024**3
#: How a user gets what talks to clusters; the extra `briefpress[dask]` has the same.
DASK = "pip install distributed"
#: A worker whose parent was killed ends itself so many seconds after its time.
_GRACE_S = 10


_renderer: Renderer | None = None


def render_all(
    project: Project, editions: Sequence[Edition], jobs: int, *, write: bool = True, scheduler: str = ""
) -> Iterator[tuple[Edition, Outcome]]:
    """Render editions and yield each as it comes.

    One job renders in this process: it pays for no pool, and has a limit of time but none of memory.

    Args:
        project: What they are made of.
        editions: Which.
        jobs: In how many processes.
        write: Whether PDFs are written; where not, the editions are only checked.
        scheduler: The address of the scheduler of a Dask cluster, which then renders them; empty for none.
    """
    if scheduler:
        yield from _render_on_cluster(project, editions, scheduler, write)
        return
    if jobs > 1 and len(editions) > 1:
        from concurrent.futures import BrokenExecutor

        try:
            outcomes = _begin_in_pool(project, editions, min(jobs, len(editions)), write)
        except (OSError, BrokenExecutor):
            pass  # no room for temporary files or no shared memory, as in some containers: no workers either
        else:
            yield from outcomes
            return
    yield from _render_here(project, editions, write)


def _render_on_cluster(
    project: Project, editions: Sequence[Edition], scheduler: str, write: bool
) -> Iterator[tuple[Edition, Outcome]]:
    try:
        from briefpress.build.cluster import render_on_cluster
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("dask", "distributed"):
            raise
        failure = Failure("BUILD010", "were not made: Dask is not installed here", hint=f"run `{DASK}`")
        yield from ((edition, failure) for edition in editions)
    else:
        yield from render_on_cluster(project, editions, scheduler, write=write)


def _render_here(
    project: Project, editions: Sequence[Edition], write: bool
) -> Iterator[tuple[Edition, Outcome]]:
    from briefpress.build.render import Renderer

    renderer = Renderer(project)
    for edition in editions:
        try:
            with _alarm(TIME_LIMIT_S):
                outcome = _guarded(renderer, edition, write)
        except _TooLong:
            outcome = too_long(TIME_LIMIT_S)
            renderer = Renderer(project)  # it may have been stopped in the middle of anything
        yield edition, outcome


class _TooLong(BaseException):
    """Passes by every ``except Exception`` between the alarm and whoever set it."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Stop what takes too long in this process, where the system has alarms and this is its main thread."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def report_failures(failures: Sequence[tuple[Edition, Failure]], findings: Findings) -> None:
    """Report failures; one bug that stops many editions is one report."""
    stopped: dict[Failure, list[str]] = {}
    for edition, failure in failures:
        stopped.setdefault(failure, []).append(edition.name)
    for failure, names in stopped.items():
        shown = ", ".join(f"`{name}`" for name in names[:3])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        editions = "the edition" if len(names) == 1 else "the editions"
        hint = (
            failure.hint
            or "the last good PDF stays; leave out the latest changes of its brief or its layout one by one"
        )
        if failure.code == "BUILD003":
            hint = f"please report it with these lines:\n{failure.trace.rstrip()}"
        findings.error(failure.code, f"{editions} {shown}{more} {failure.reason}", hint=hint)


def default_jobs(editions: int) -> int:
    """Return how many workers pay: none for a few editions, else one for each processor."""
    if editions < 16:
        return 1
    has_affinity = hasattr(os, "sched_getaffinity")  # a container may give fewer than the machine has
    return min(len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1, 8)


# ---- the pool


def expect(editions: int, jobs: int = 0, *, write: bool = True) -> None:
    """Begin to load what workers need, where so many editions need some, beside what this process does.

    Args:
        editions: How many there may be to render.
        jobs: In how many processes; 0 chooses.
        write: Whether PDFs are to be written.
    """
    if min(jobs or default_jobs(editions), editions) > 1:
        from briefpress.build.pool import begin_to_load

        begin_to_load(write)


def _begin_in_pool(
    project: Project, editions: Sequence[Edition], jobs: int, write: bool
) -> Iterator[tuple[Edition, Outcome]]:
    """Have workers begin, and return what they make, as it comes.

    Raises:
        OSError: The system gives no workers, or
        BrokenExecutor: says so to the pool.
    """
    from briefpress.build.pool import GROUPS_AHEAD, GuardedPool, as_they_end, together

    groups = together(editions, jobs)
    pool = GuardedPool(
        jobs,
        start,
        (
            Workspace,
            str(project.workspace.root),
            project.languages,
            project.workspace.today,
            limits().memory,
            project.corrects,
        ),
        write=write,
        together=max(map(len, groups)),
    )
    task = task_of(write)

    def outcomes(first: Made) -> Iterator[tuple[Edition, Outcome]]:
        begun = iter([first])
        try:
            yield from as_they_end(
                groups,
                lambda group: next(begun, None) or pool.begin(task, group),
                task.seconds,
                GROUPS_AHEAD * jobs,
            )
        finally:
            pool.end()

    try:
        return outcomes(
            pool.begin(task, groups[0])
        )  # here: whether there are workers shows at the first task
    except BaseException:
        pool.end()
        raise


class Limits(NamedTuple):
    """What one edition may take.

    Attributes:
        seconds: Of time.
        memory: Bytes of it.
    """

    seconds: float
    memory: int


def limits() -> Limits:
    """Return what one edition may take in this run."""
    return Limits(TIME_LIMIT_S, MEMORY_LIMIT_BYTES)


def task_of(write: bool) -> Task:
    """Return what a worker does with a group of editions."""
    from briefpress.build.pool import Task

    return Task(render_each, (_render, write, TIME_LIMIT_S), TIME_LIMIT_S)


def settle() -> None:
    """Spare the garbage collector of this process what is there to stay: modules, facts, templates.

    An edition makes tens of thousands of objects, nearly all of which go when their last reference goes; with
    Python's own thresholds the collector would search everything again and again for the few that do not.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def start(
    kind: type[Workspace],
    root: str,
    languages: tuple[str, ...],
    today: dt.date,
    memory: int,
    corrects: bool = False,
) -> None:
    """Make a process ready to render editions of a project.

    Args:
        kind: How its files are read.
        root: Its folder.
        languages: The languages that every fact and text must have.
        today: The date of the run.
        memory: How many bytes of memory the process may take.
        corrects: Whether the next versions of its editions correct a mistake of the last.
    """
    global _renderer
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass  # not every system can limit a process; the time limit holds everywhere
    from briefpress.build.render import Renderer

    _renderer = Renderer(Project(kind(Path(root), today=today), languages, corrects=corrects))
    settle()


def render_each(
    render: Callable[[Edition, bool], Outcome], write: bool, seconds: float, editions: Sequence[Edition]
) -> list[Outcome]:
    """Render editions in a row, in a process that is ready for it.

    Whoever started this process ends it after its time. Where that one was killed, nobody would: so the
    process ends itself a little later.

    Returns:
        What became of each, or one failure where one of them took all memory.
    """
    with _last_alarm(seconds + _GRACE_S), suppress(MemoryError):
        return [render(edition, write) for edition in editions]
    return [out_of_memory()]  # here nothing holds any longer what there was no room for


@contextmanager
def _last_alarm(seconds: float) -> Iterator[None]:
    """End this process after a time, in whatever library it is; without alarms, as on Windows, do nothing."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _render(edition: Edition, write: bool) -> Outcome:
    assert _renderer is not None
    return _guarded(_renderer, edition, write)


def _guarded(renderer: Renderer, edition: Edition, write: bool) -> Outcome:
    """Render; an exception is a bug of ours, and stops this edition only."""
    try:
        return renderer.render(edition, write=write)
    except MemoryError:
        return out_of_memory()
    except Exception as error:
        return bug(error)
