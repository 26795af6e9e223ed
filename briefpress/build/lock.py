"""One build of a project at a time: two that publish at once would mix what they know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

#: Where the lock lies in a project. The system frees it with the process that holds it, a killed one, too.
PATH = "output/.briefpress/lock"
#: A build that takes longer hangs, and others need not wait for it for ever.
LONGEST_WAIT_S = 600.0


class LockedError(Exception):
    """Another build did not end."""


@contextmanager
def build_lock(root: Path, on_wait: Callable[[], None]) -> Iterator[bool]:
    """Hold the lock of a project.

    Args:
        root: The project's folder.
        on_wait: Called once before another build is waited for.

    Yields:
        Whether there was another build, which may have done the work.

    Raises:
        LockedError: The other build took more than `LONGEST_WAIT_S`.
    """
    from filelock import FileLock, Timeout  # late: a build with nothing to do needs no lock

    path = root / PATH
    lock = FileLock(path)
    has_waited = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            has_waited = True
            on_wait()
            try:
                lock.acquire(timeout=LONGEST_WAIT_S, poll_interval=0.02)
            except Timeout:
                raise LockedError from None
    except OSError:
        pass  # where the lock cannot be written no output can, which publishing reports
    try:
        yield has_waited
    finally:
        with suppress(OSError):
            lock.release()


class _BusyError(Exception):
    """Another build holds the lock."""


@contextmanager
def lock_if_free(root: Path) -> Iterator[bool]:
    """Hold the lock of a project, and yield whether no other build holds it, which is not waited for."""

    def give_up() -> None:
        raise _BusyError

    with ExitStack() as stack:
        try:
            stack.enter_context(build_lock(root, give_up))
            is_free = True
        except _BusyError:
            is_free = False
        yield is_free
