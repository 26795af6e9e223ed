"""Editions -> what became of them, on a Dask cluster.

The project's files travel to the workers once, which render them in guarded processes as this machine would;
only this process writes what comes back ([why](../../docs/decisions/0026-files-travel-to-the-cluster.md)).
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any

from distributed import Client

from briefpress.build import workers
from briefpress.build.fingerprint import engine_digest
from briefpress.build.parcel import MOST_BYTES, TooLargeError, pack
from briefpress.build.pool import GROUPS_AHEAD, Group, Made, as_they_end, together
from briefpress.build.project import Edition, Project
from briefpress.build.remote import Job, Site, probe, render_remotely
from briefpress.build.rendering import Failure, Outcome, bug

#: How long the scheduler has to answer, and its workers to say what they are, in seconds.
ANSWER_S = 10
#: How long a cluster may be without any worker before a build gives it up, in seconds.
WITHOUT_WORKERS_S = 60.0
#: How long what was made may take to come, in seconds.
_FETCH_S = 60

_LOST = Failure(
    "BUILD010",
    "were not made: the cluster is gone, or has no workers any more",
    hint="start it again and run the command once more; it makes what is left",
)


class _UnusableError(Exception):
    """A cluster cannot be used: why, as a sentence without a full stop, and the next step."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.failure = Failure("BUILD010", f"were not made: {reason}", hint=hint)


def render_on_cluster(
    project: Project, editions: Sequence[Edition], address: str, *, write: bool = True
) -> Iterator[tuple[Edition, Outcome]]:
    """Render editions on a cluster and yield each as it comes, once.

    Where the cluster cannot be used, each is a failure that says why.

    Args:
        project: What they are made of.
        editions: Which.
        address: Of the scheduler: ``tcp://HOST:PORT``.
        write: Whether PDFs are written.
    """
    try:
        yield from _render(project, editions, address, write)
    except _UnusableError as error:
        yield from ((edition, error.failure) for edition in editions)


def _render(
    project: Project, editions: Sequence[Edition], address: str, write: bool
) -> Iterator[tuple[Edition, Outcome]]:
    with _connected(address) as client:
        processes = _check_workers(client, address)
        job = Job(
            _packed(project),
            project.languages,
            project.workspace.today,
            project.corrects,
            workers.limits(),
            write,
        )
        name = f"briefpress-{uuid.uuid4().hex}"
        client.register_plugin(Site(name, job))
        try:
            begin = _Beginner(client, name)
            groups = together(editions, processes)
            seconds = job.limits.seconds
            yield from as_they_end(groups, begin, seconds, GROUPS_AHEAD * processes, _Watch(client))
        finally:
            with suppress(Exception):  # a cluster that is gone has no plugins either
                client.unregister_worker_plugin(name)


def _packed(project: Project) -> bytes:
    try:
        return pack(project.workspace.root)
    except TooLargeError:
        raise _UnusableError(
            f"the project has more than {MOST_BYTES // 1024**2} MiB of files to be sent",
            "move what no brief reads out of the project, or into a hidden folder",
        ) from None


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    _hush()
    try:
        client = Client(address, timeout=ANSWER_S, set_as_default=False, name="briefpress")
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise _UnusableError(
            f"the scheduler at `{address}` cannot be reached",
            f"start it (`dask scheduler`), or look at the address and the firewall ({_first_line(error)})",
        ) from None
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=ANSWER_S)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _hush() -> None:
    """Keep Dask's log out of the report: what it is about, findings say."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check_workers(client: Client, address: str) -> int:
    """Return how many editions a cluster renders at once.

    Raises:
        _UnusableError: It has no workers, or some that would not do what this process does.
    """
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=ANSWER_S)
    threads: dict[str, int] = client.nthreads()
    if not threads:
        hint = f"start some on machines that have Briefpress: `dask worker {address} --nthreads 1`"
        raise _UnusableError(f"the cluster at `{address}` has no workers", hint)
    answers: dict[str, Any] = client.run(probe, on_error="return")
    deaf = [worker for worker, answer in answers.items() if not isinstance(answer, dict)]
    if deaf:
        raise _UnusableError(
            f"{_named(deaf)} of the cluster cannot run Briefpress: {_first_line(answers[deaf[0]])}",
            "install the same release there, with the extra: `pip install 'briefpress[dask]'`",
        )
    other = [worker for worker, answer in answers.items() if answer["engine"] != engine_digest()]
    if other:
        raise _UnusableError(
            f"{_named(other)} of the cluster would make other bytes: Briefpress, a library, Python or zlib is"
            " of another release",
            "install there what is installed here (`requirements.lock`), on the same Python",
        )
    bound = [worker for worker, answer in answers.items() if answer["is_daemon"]]
    if bound:
        raise _UnusableError(
            f"{_named(bound)} of the cluster may not start the guarded processes that editions are made in",
            "start workers with `DASK_DISTRIBUTED__WORKER__DAEMON=False dask worker ...`",
        )
    return sum(threads.values())


def _named(workers: Sequence[str]) -> str:
    more = f" and {len(workers) - 1} more" if len(workers) > 1 else ""
    return f"the worker `{workers[0]}`{more}"


class _Beginner:
    """Gives groups to the cluster, as a pool does to its processes."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._name = name
        self._count = 0

    def __call__(self, group: Group) -> Made:
        made: Made = Future()
        self._count += 1
        remote = self._client.submit(
            render_remotely,
            self._name,
            engine_digest(),
            workers._render,
            list(group),
            key=f"{self._name}-{self._count}",
            pure=False,
        )
        remote.add_done_callback(lambda ended: _take(ended, made))
        return made


def _take(ended: Any, made: Made) -> None:
    """Fetch what a worker made; nobody keeps it there any longer."""
    try:
        outcomes = ended.result(timeout=_FETCH_S)
    except BaseException as error:
        if type(error).__name__ == "KilledWorker":
            reason = "was given to several workers of the cluster, one after another, and each of them died"
            outcomes = [Failure("BUILD002", reason)]
        else:
            outcomes = [bug(error) if ended.status == "error" else _LOST]
    made.set_result(outcomes)


class _Watch:
    """Tells when nothing will come any more: the scheduler is gone, or has been without workers for long."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._alone_since: float | None = None

    def __call__(self) -> Failure | None:
        if self._client.status != "running":
            return _LOST
        try:
            has_workers = bool(self._client.nthreads())
        except (OSError, TimeoutError):
            return _LOST
        if has_workers:
            self._alone_since = None
            return None
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        return _LOST if now - self._alone_since > WITHOUT_WORKERS_S else None
