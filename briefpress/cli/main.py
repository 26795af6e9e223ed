"""The command line: arguments -> a verb, run -> its exit code."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

from briefpress.build.project import GC_THRESHOLDS
from briefpress.cli.exits import BUG, BUSY, CHANGED, ERRORS, INTERRUPTED, OK, PARTLY, STALE, USAGE
from briefpress.cli.options import parse
from briefpress.cli.verbs import load_verb

__all__ = ["BUG", "BUSY", "CHANGED", "ERRORS", "INTERRUPTED", "OK", "PARTLY", "STALE", "USAGE", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        argv: Arguments without the program's name; None for those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without é must not stop a build
    if argv is None:
        gc.set_threshold(*GC_THRESHOLDS)
    try:
        options = parse(sys.argv[1:] if argv is None else argv)
        code = load_verb(options.verb).run(options)
    except SystemExit as stop:  # argparse has printed help or what is wrong
        code = int(stop.code or OK)
    except KeyboardInterrupt:
        print("\ninterrupted; every published PDF is whole, run the command again to go on", file=sys.stderr)
        code = INTERRUPTED
    except Exception:
        traceback.print_exc()
        print("\nThis is a bug in Briefpress. Please report it with the lines above.", file=sys.stderr)
        code = BUG
    _leave_quietly()
    if argv is None:
        gc.freeze()  # the process ends: Python would search all that it holds once more, for 60 ms
    return code


def _leave_quietly() -> None:
    """Write out what waits to be written, lest Python complains of a closed pipe while it ends."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
