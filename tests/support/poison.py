"""Editions that do to a worker process what a bug in a library could; importable by the workers."""

from __future__ import annotations

import os
import signal
import time

from briefpress.build import workers


def render(edition, write):
    """Render, unless the brief's name says what is to go wrong, and in which language if not in all."""
    stem = edition.brief.removeprefix("briefs/").removesuffix(".yaml")
    if "-in-" in stem and not stem.endswith(f"-in-{edition.lang}"):
        return workers._render(edition, write)
    kind = edition.brief.removeprefix("briefs/").partition("-")[0].removesuffix(".yaml")
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "exits":
        os._exit(3)
    if kind == "hangs":
        time.sleep(600)
    if kind == "raises":
        raise RuntimeError("poison")
    return workers._render(edition, write)
