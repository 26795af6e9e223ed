"""Editions that do to a worker process what a bug in a library could; importable by the workers."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from briefpress.build import workers


def render(edition, write):
    """Render, unless the brief's name says what is to go wrong, and in which language if not in all."""
    stem = edition.brief.removeprefix("briefs/").removesuffix(".yaml")
    if "-in-" in stem and not stem.endswith(f"-in-{edition.lang}"):
        return workers._render(edition, write)
    _spoil(stem.partition("-")[0])
    return workers._render(edition, write)


def render_row(edition, write):
    """Render a row of a series, unless its id says what is to go wrong."""
    _spoil(edition.row.partition("_")[0])
    return workers._render(edition, write)


def _spoil(kind):
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "crashes":
        ctypes.string_at(0)
    if kind == "exits":
        os._exit(3)
    if kind == "hangs":
        time.sleep(600)
    if kind == "raises":
        raise RuntimeError("poison")
    if kind == "starves":
        kept = []
        while True:
            kept.append(bytearray(64 * 1024**2))
