"""A function of an installed package -> a document, from a process of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import entry_points
from pathlib import Path
from typing import IO

from briefpress.facts.feeds import Feed
from briefpress.facts.values import shorten
from briefpress.refresh.bodies import Document, parse_json, text_of
from briefpress.refresh.failures import FeedError
from briefpress.refresh.http import too_large
from briefpress.workspace import Workspace

#: Under what a package declares the functions that feeds may name.
GROUP = "briefpress.feeds"

_LOOK_AGAIN_S = 0.02
#: Run in the other process. It gets no path of the project, unless a person allowed that.
_PROGRAM = """\
import importlib, json, sys
module, _, name = sys.argv[1].partition(":")
sys.path[:0] = sys.argv[2:]
out, sys.stdout = sys.stdout, sys.stderr
value = getattr(importlib.import_module(module), name)()
json.dump(value, out, ensure_ascii=True, default=str)
out.flush()
"""


def read_function(feed: Feed, workspace: Workspace, *, allow_code: bool) -> Document:
    """Return what a function gives.

    Args:
        feed: The feed.
        workspace: The project; with ``allow_code`` its folder is looked in, too.
        allow_code: Whether a person allowed code that no package declares.

    Raises:
        FeedError: It may not be called, fails, takes too long, or gives what JSON cannot hold.
    """
    declared = {entry.value for entry in entry_points(group=GROUP)}
    if feed.address not in declared and not allow_code:
        what = f"names a function that no installed package declares, `{feed.address}`"
        hint = f"install the package that declares it under `{GROUP}`; `--allow-code` runs any function"
        raise FeedError("FEED025", what, hint)
    folder = [str(workspace.root)] if allow_code and feed.address not in declared else []
    # -P: the folder in which the command runs is no place for modules.
    command = [sys.executable, "-P", "-c", _PROGRAM, feed.address, *folder]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        code = _run(command, output, errors, feed)
        if code:
            errors.seek(0, os.SEEK_END)
            errors.seek(max(errors.tell() - 4096, 0))
            lines = errors.read().decode("utf-8", "replace").strip().splitlines()
            said = shorten(lines[-1], 160) if lines else f"it ended with {code}"
            raise FeedError("FEED025", f"gives nothing: {said}", "tell whoever wrote the function")
        output.seek(0)
        text = text_of(output.read(), feed)
    return Document(parse_json(text, feed))


def _run(command: list[str], output: IO[bytes], errors: IO[bytes], feed: Feed) -> int:
    """Run a command until it ends, says too much or takes too long; return its exit code."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd=Path(tempfile.gettempdir())
    ) as process:
        until = time.monotonic() + feed.timeout
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return process.wait(_LOOK_AGAIN_S)
                if os.fstat(output.fileno()).st_size + os.fstat(errors.fileno()).st_size > feed.max_bytes:
                    raise too_large(feed)
                if time.monotonic() > until:
                    what = f"did not end within {feed.timeout} s"
                    raise FeedError("FEED006", what, "raise `timeout` of the feed, or look at the function")
        finally:
            if process.poll() is None:
                process.kill()
