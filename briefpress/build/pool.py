"""Guarded worker processes: one that crashes, hangs or fills the memory harms no other.

This knows processes and what they are given to do, and nothing of how an edition is made (`build.workers`).
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, TimeoutError as Timeout, wait
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from briefpress.build.project import Edition
from briefpress.build.rendering import Failure, Outcome, bug, out_of_memory, too_long

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

#: A worker makes so many editions and is then replaced: what it remembers for the next takes 60 kB for each,
#: and a leak of a library goes with it, too.
EDITIONS_PER_WORKER = 100
#: One worker makes at most so many editions in a row: what it made waits in its memory, then in ours.
MOST_TOGETHER = 10
#: How many groups a worker has before it, the one in its hands counted: enough that it never waits for us.
GROUPS_AHEAD = 4
#: How often the pool looks whether a worker died or all is done: its own tenth of a second is felt.
_LOOK_AGAIN_S = 0.01

#: What a worker imports, from the start of its process on.
_PRELOADED = (
    "briefpress.build.render",
    "briefpress.build.book_cache",
    "briefpress.build.preload",
    "briefpress.build.workers",
    "pebble.pool.process",
)

Group: TypeAlias = "Sequence[Edition]"
Made: TypeAlias = "Future[list[Outcome]]"


class Task(NamedTuple):
    """What a worker does with a group of editions.

    Attributes:
        function: Makes the outcomes of a group; importable by its name.
        arguments: What it gets before the group.
        seconds: How long it may take; then its process is ended.
    """

    function: Callable[..., list[Outcome]]
    arguments: tuple[Any, ...]
    seconds: float


class GuardedPool:
    """Processes that make groups of editions; those that die are replaced.

    Args:
        jobs: How many.
        prepare: Run in each process before its first task.
        arguments: What that gets.
        write: Whether they are to write PDFs.
        together: How many editions the largest group has.

    Raises:
        OSError: The system gives no processes, or
        BrokenExecutor: says so at the first task.
    """

    def __init__(
        self,
        jobs: int,
        prepare: Callable[..., None],
        arguments: tuple[Any, ...],
        *,
        write: bool = True,
        together: int = 1,
    ) -> None:
        from pebble import CONSTS, ProcessPool

        CONSTS.sleep_unit = _LOOK_AGAIN_S
        self._pool = ProcessPool(
            max_workers=jobs,
            max_tasks=max(EDITIONS_PER_WORKER // together, 1),
            initializer=prepare,
            initargs=arguments,
            context=_context(write),
        )

    def begin(self, task: Task, group: Group) -> Made:
        """Have a worker make a group as soon as one is free."""
        with _safe_path():
            future: Made = self._pool.schedule(
                task.function, args=[*task.arguments, group], timeout=task.seconds
            )
        return future

    def end(self) -> None:
        """End the processes, whatever they are doing: after Ctrl-C nobody waits for the rest."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def as_they_end(
    groups: Iterable[Group],
    begin: Callable[[Group], Made],
    seconds: float,
    ahead: int,
    look: Callable[[], Failure | None] = lambda: None,
) -> Iterator[tuple[Edition, Outcome]]:
    """Yield what becomes of editions, as it comes.

    Only so many groups are under way as keep the workers busy: what was made and not yet taken from here lies
    in memory, be it ten editions or a million.

    Args:
        groups: What is made in a row.
        begin: Has a group made.
        seconds: What a group may take, for the report.
        ahead: How many groups are under way.
        look: Asked every few seconds in which nothing ended; a failure is that of all that is left.
    """
    left = deque(groups)
    under_way: dict[Made, Group] = {}
    while left or under_way:
        while left and len(under_way) < ahead:
            group = left.popleft()
            under_way[_begun(begin, group)] = group
        wait(under_way, timeout=_PATIENCE_S, return_when=FIRST_COMPLETED)
        ended = [future for future in under_way if future.done()]
        if not ended and (failure := look()) is not None:
            for group in (*under_way.values(), *left):
                yield from ((edition, failure) for edition in group)
            return
        while ended:  # what was published need not stay until the next has come
            future = ended.pop(0)
            group = under_way.pop(future)
            made = outcomes_of(future, seconds)
            del future
            if len(made) < len(group):
                # One of them ended the process that was to make them all: each gets one of its own.
                left.extendleft([edition] for edition in reversed(group))
            else:
                yield from zip(group, made, strict=True)
            del made


def _begun(begin: Callable[[Group], Made], group: Group) -> Made:
    try:
        return begin(group)
    except Exception as error:  # the pool broke meanwhile
        failed: Made = Future()
        failed.set_exception(error)
        return failed


#: How long nothing has to end before somebody looks whether anything still can, in seconds.
_PATIENCE_S = 2.0


def outcomes_of(future: Made, seconds: float) -> list[Outcome]:
    """Return what became of each edition of a group, or the one failure that ended its process."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except Timeout:
        return [too_long(seconds)]
    except ProcessExpired as error:
        return [Failure("BUILD002", f"ended its process with exit code {error.exitcode}")]
    except MemoryError:  # where it was not met: while what was made was packed to be sent
        return [out_of_memory()]
    except (Exception, CancelledError) as error:  # the pool itself failed, or what came could not be read
        return [bug(error)]


def together(editions: Sequence[Edition], jobs: int) -> list[Group]:
    """Return the editions that one worker makes in a row.

    Those of one brief share its reading and the comparison of its languages, a third of what checking takes,
    and each handing over costs. Where there are few, workers that have nothing to do would cost more.
    """
    most = min(MOST_TOGETHER, max(len(editions) // (8 * jobs), 2))
    groups: list[Group] = []
    for _, of_brief in groupby(editions, key=lambda edition: edition.brief):
        own = list(of_brief)
        groups += [own[start : start + most] for start in range(0, len(own), most)]
    return groups if len(groups) >= 2 * jobs else [[edition] for edition in editions]


def begin_to_load(write: bool) -> None:
    """Begin to load what workers need, beside what this process does, where the system can."""
    if _context(write).get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with _safe_path(), suppress(OSError):  # rendering meets it again, and goes on without
            forkserver.ensure_running()


def _context(write: bool) -> BaseContext:
    """Return how processes start.

    Where the system can, one server process loads our modules once, and the workers are copies of it. It has
    no threads, as this one has once there is a pool: a copy of a process with threads can hang.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload([*_PRELOADED, *(["briefpress.pdf"] if write else [])])
    return context


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
