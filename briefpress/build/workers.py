"""Rendering in guarded worker processes: one that crashes, hangs or fills the memory harms no other."""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, TimeoutError as Timeout
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from briefpress.build.project import GC_THRESHOLDS, Edition, Project
from briefpress.build.rendering import Rendering
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessFuture

    from briefpress.build.render import Renderer

#: What one edition may take before its worker is ended.
TIME_LIMIT_S = 120
MEMORY_LIMIT_BYTES = 4 * 1024**3
#: A worker makes so many editions and is then replaced, so that no leak of a library grows.
EDITIONS_PER_WORKER = 500
#: How often the pool looks whether a worker died or all is done: its own tenth of a second is felt.
_LOOK_AGAIN_S = 0.01


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an edition came to no end, good or bad.

    Attributes:
        code: ``BUILD002`` where it was stopped, ``BUILD003`` where we have a bug.
        reason: As the end of a sentence about the edition.
        trace: Of a bug, where it happened.
    """

    code: str
    reason: str
    trace: str = ""


Outcome: TypeAlias = Rendering | Failure

_renderer: Renderer | None = None


def render_all(
    project: Project, editions: Sequence[Edition], jobs: int, *, write: bool = True
) -> Iterator[tuple[Edition, Outcome]]:
    """Render editions and yield each in its turn.

    One job renders in this process: it pays for no pool, and has a limit of time but none of memory.

    Args:
        project: What they are made of.
        editions: Which.
        jobs: In how many processes.
        write: Whether PDFs are written; where not, the editions are only checked.
    """
    if jobs > 1 and len(editions) > 1:
        try:
            outcomes = _begin_in_pool(project, editions, min(jobs, len(editions)), write)
        except (OSError, BrokenExecutor):
            pass  # no room for temporary files or no shared memory, as in some containers: no workers either
        else:
            yield from outcomes
            return
    yield from _render_here(project, editions, write)


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
            outcome = _too_long()
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


def _too_long() -> Failure:
    return Failure("BUILD002", f"took more than {TIME_LIMIT_S} seconds")


def report_failures(failures: Sequence[tuple[Edition, Failure]], findings: Findings) -> None:
    """Report failures; one bug that stops many editions is one report."""
    stopped: dict[Failure, list[str]] = {}
    for edition, failure in failures:
        stopped.setdefault(failure, []).append(edition.name)
    for failure, names in stopped.items():
        shown = ", ".join(f"`{name}`" for name in names[:3])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        editions = "the edition" if len(names) == 1 else "the editions"
        hint = "the last good PDF stays; leave out the latest changes of its brief or its layout one by one"
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
    is_pool = min(jobs or default_jobs(editions), editions) > 1
    if is_pool and _context(write).get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with _safe_path(), suppress(OSError):  # rendering meets it again, and goes on without
            forkserver.ensure_running()


#: What a worker imports, from the start of its process on.
_PRELOADED = ("briefpress.build.render", "briefpress.build.book_cache", "pebble.pool.process", __name__)


def _context(write: bool) -> BaseContext:
    """Return how processes start.

    Where the system can, one server process loads our modules once, and the workers are copies of it. It has
    no threads, as this one has once there is a pool: a copy of a process with threads can hang.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload([*_PRELOADED, *(["briefpress.pdf"] if write else [])])
    return context


def _begin_in_pool(
    project: Project, editions: Sequence[Edition], jobs: int, write: bool
) -> Iterator[tuple[Edition, Outcome]]:
    """Have workers begin, and return what they make, as it comes.

    Raises:
        OSError: The system gives no workers, or
        BrokenExecutor: says so to the pool.
    """
    from pebble import CONSTS, ProcessPool

    CONSTS.sleep_unit = _LOOK_AGAIN_S
    groups = _together(editions, jobs)
    pool = ProcessPool(
        max_workers=jobs,
        max_tasks=max(EDITIONS_PER_WORKER // max(map(len, groups)), 1),
        initializer=_start,
        initargs=(
            str(project.workspace.root),
            project.languages,
            project.workspace.today,
            MEMORY_LIMIT_BYTES,
            project.corrects,
        ),
        context=_context(write),
    )

    def begin(group: Sequence[Edition]) -> ProcessFuture[list[Outcome]]:
        with _safe_path():
            return pool.schedule(_render_each, args=[_render, group, write], timeout=TIME_LIMIT_S)

    def end() -> None:
        # Where all is done this stops nothing; after Ctrl-C nobody waits for the rest.
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()

    def outcomes(futures: list[ProcessFuture[list[Outcome]]]) -> Iterator[tuple[Edition, Outcome]]:
        try:
            for group, future in zip(groups, futures, strict=True):
                made = _outcomes(future)
                if len(made) < len(group):
                    # One of them ended the process that was to make them all: each gets one of its own.
                    alone = [begin([edition]) for edition in group]
                    made = [outcome for each in alone for outcome in _outcomes(each)]
                yield from zip(group, made, strict=True)
        finally:
            end()

    try:
        return outcomes([begin(group) for group in groups])
    except BaseException:
        end()
        raise


def _together(editions: Sequence[Edition], jobs: int) -> list[list[Edition]]:
    """Return the editions that one worker makes in a row.

    Those of one brief share its reading and the comparison of its languages, a third of what checking takes.
    Where there are few briefs, workers that have nothing to do would cost more.
    """
    groups = [list(of_brief) for _, of_brief in groupby(editions, key=lambda edition: edition.brief)]
    return groups if len(groups) >= 2 * jobs else [[edition] for edition in editions]


def _outcomes(future: ProcessFuture[list[Outcome]]) -> list[Outcome]:
    """Return what became of each edition of a group, or the one failure that ended its process."""
    from pebble import ProcessExpired

    try:
        outcomes: list[Outcome] = future.result()
    except Timeout:
        return [_too_long()]
    except ProcessExpired as error:
        return [Failure("BUILD002", f"ended its process with exit code {error.exitcode}")]
    except Exception as error:  # the pool itself failed, or what came back could not be read
        return [_bug(error)]
    return outcomes


@contextmanager
def _safe_path() -> Iterator[None]:
    """Let workers import our package, and nothing from the folder one stands in.

    They start as ``python -c``, which looks there first: a project that somebody sent must not be able to
    run code by having a file ``random.py``. The server of processes loads modules before it is told the path
    of this process (CPython issue 117378).
    """
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    ours = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(paths)}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def settle() -> None:
    """Spare the garbage collector of this process what is there to stay: modules, facts, templates.

    An edition makes tens of thousands of objects, nearly all of which go when their last reference goes; with
    Python's own thresholds the collector would search everything again and again for the few that do not.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def _start(
    root: str, languages: tuple[str, ...], today: dt.date, memory: int, corrects: bool = False
) -> None:
    global _renderer
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass  # not every system can limit a process; the time limit holds everywhere
    from briefpress.build.render import Renderer

    _renderer = Renderer(Project(Workspace(Path(root), today=today), languages, corrects=corrects))
    settle()


def _render_each(
    render: Callable[[Edition, bool], Outcome], editions: Sequence[Edition], write: bool
) -> list[Outcome]:
    return [render(edition, write) for edition in editions]


def _render(edition: Edition, write: bool) -> Outcome:
    assert _renderer is not None
    return _guarded(_renderer, edition, write)


def _guarded(renderer: Renderer, edition: Edition, write: bool) -> Outcome:
    """Render; an exception is a bug of ours, and stops this edition only."""
    try:
        return renderer.render(edition, write=write)
    except MemoryError:
        return Failure("BUILD002", "ran out of memory")
    except Exception as error:
        return _bug(error)


def _bug(error: Exception) -> Failure:
    trace = "".join(traceback.format_exception(error, limit=-6))
    return Failure("BUILD003", f"hit a bug in Briefpress: {type(error).__name__}: {error}", trace)
