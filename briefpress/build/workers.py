"""Rendering in guarded worker processes: one that crashes, hangs or fills the memory harms no other."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as Timeout
from pathlib import Path

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer, Rendering
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

#: What one edition may take before its worker is ended.
TIME_LIMIT_S = 120
MEMORY_LIMIT_BYTES = 4 * 1024**3
#: A worker makes so many editions and is then replaced, so that no leak of a library grows.
EDITIONS_PER_WORKER = 500

_renderer: Renderer | None = None


def render_all(
    project: Project, editions: Sequence[Edition], jobs: int
) -> Iterator[tuple[Edition, Rendering]]:
    """Render editions and yield each as it is done.

    One job renders in this process and pays for no pool.
    """
    if jobs <= 1 or len(editions) <= 1:
        renderer = Renderer(project)
        for edition in editions:
            yield edition, _guarded(renderer, edition)
        return
    yield from _render_in_pool(project, editions, min(jobs, len(editions)))


def _render_in_pool(
    project: Project, editions: Sequence[Edition], jobs: int
) -> Iterator[tuple[Edition, Rendering]]:
    from pebble import ProcessExpired, ProcessPool

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPool(
        max_workers=jobs,
        max_tasks=EDITIONS_PER_WORKER,
        initializer=_start,
        initargs=(str(project.workspace.root), project.languages),
        context=multiprocessing.get_context(method),
    ) as pool:
        futures = [(e, pool.schedule(_render, args=[e], timeout=TIME_LIMIT_S)) for e in editions]
        for edition, future in futures:
            try:
                yield edition, future.result()
            except Timeout:
                yield edition, _failed(edition, "BUILD002", f"took more than {TIME_LIMIT_S} seconds")
            except ProcessExpired as error:
                yield edition, _failed(edition, "BUILD002", f"ended its process (exit code {error.exitcode})")


def _start(root: str, languages: tuple[str, ...]) -> None:
    global _renderer
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    except (ImportError, ValueError, OSError):
        pass  # not every system can limit a process; the time limit holds everywhere
    _renderer = Renderer(Project(Workspace(Path(root)), languages))


def _render(edition: Edition) -> Rendering:
    assert _renderer is not None
    return _guarded(_renderer, edition)


def _guarded(renderer: Renderer, edition: Edition) -> Rendering:
    """Render; an exception is a bug of ours, and stops this edition only."""
    try:
        return renderer.render(edition)
    except MemoryError:
        return _failed(edition, "BUILD002", "needs more memory than there is")
    except Exception as error:
        trace = traceback.format_exc(limit=-6)
        return _failed(
            edition, "BUILD003", f"hit a bug in Briefpress: {type(error).__name__}: {error}", trace
        )


def _failed(edition: Edition, code: str, what: str, trace: str = "") -> Rendering:
    findings = Findings()
    hints = {
        "BUILD002": "build this brief alone, and leave out its latest changes one by one",
        "BUILD003": f"please report it with these lines:\n{trace}",
    }
    findings.error(code, f"the edition `{edition.name}` {what}", hint=hints[code])
    return Rendering(None, 0, tuple(findings), frozenset())


def default_jobs(editions: int) -> int:
    """Return how many workers pay: none for a few editions, else one for each processor."""
    return 1 if editions < 16 else min(os.cpu_count() or 1, 8)
