"""One build of a project at a time: two that publish at once would mix what they know."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: Where the lock lies in a project. The system frees it with the process that holds it, a killed one, too.
PATH = "output/.briefpress/lock"
#: A build that takes longer hangs, and others need not wait for it for ever.
LONGEST_WAIT_S = 600.0
_LOOK_AGAIN_S = 0.02


class LockedError(Exception):
    """Another build did not end."""


@contextmanager
def build_lock(root: Path, on_wait: Callable[[], None], inner: str = PATH) -> Iterator[bool]:
    """Hold the lock of a project.

    Args:
        root: The project's folder.
        on_wait: Called once before another build is waited for.
        inner: Where the lock lies in the project; what is no build has one of its own.

    Yields:
        Whether there was another build, which may have done the work.

    Raises:
        LockedError: The other build took more than `LONGEST_WAIT_S`.
    """
    path = root / inner
    has_waited = False
    with ExitStack() as stack:
        with suppress(OSError):  # where the lock cannot be written no output can, which publishing reports
            has_waited = take(path, stack, on_wait)
        yield has_waited


def take(path: Path, stack: ExitStack, on_wait: Callable[[], None]) -> bool:
    """Take a lock until a stack is left, and return whether somebody else had it before.

    Args:
        path: The lock; its folder is made where it is missing.
        stack: What frees it.
        on_wait: Called once before another process is waited for.

    Raises:
        LockedError: The other process took more than `LONGEST_WAIT_S`.
        OSError: The file cannot be written, or its disk knows no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if _take(path, stack):
        return False
    on_wait()
    until = time.monotonic() + LONGEST_WAIT_S
    while not _take(path, stack):
        if time.monotonic() > until:
            raise LockedError
        time.sleep(_LOOK_AGAIN_S)
    return True


def _take(path: Path, stack: ExitStack) -> bool:
    """Try to take a lock until a stack is left, and return whether nobody else has it.

    Raises:
        OSError: The file cannot be written, or its disk knows no locks.
    """
    if fcntl is None:
        return _take_elsewhere(path, stack)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Where somebody deleted the file meanwhile, the lock is on what nobody else can find.
        is_there = os.path.samestat(os.fstat(handle), os.stat(path))  # noqa: PTH116
    except (BlockingIOError, FileNotFoundError):
        is_there = False
    except BaseException:
        os.close(handle)
        raise
    if is_there:
        stack.callback(os.close, handle)
    else:
        os.close(handle)
    return is_there


def _take_elsewhere(path: Path, stack: ExitStack) -> bool:
    """Do so where the system has no ``flock``: the library takes as long to load as a sheet to be made."""
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    stack.callback(lock.release)
    return True


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


@contextmanager
def lock_at_once(path: Path) -> Iterator[bool]:
    """Hold a lock that is none of a build, and yield whether nobody else holds it, which is not waited for.

    Args:
        path: The lock; its folder is made where it is missing.

    Raises:
        OSError: The file cannot be written, or its disk knows no locks.
    """
    with ExitStack() as stack:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield _take(path, stack)
