"""The machine as schedules see it: who the user is, and the programs that keep schedules."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from msgspec import Struct

#: No such program asks anything; one that hangs is ended. Seconds.
_LONGEST = 60


class Answer(Struct, frozen=True):
    """What a program came to.

    Attributes:
        code: Its exit code; 127 where it is not there.
        output: What it printed.
        errors: What it complained of.
    """

    code: int
    output: str = ""
    errors: str = ""


class System:
    """The real machine; tests have one of their own."""

    @property
    def home(self) -> Path:
        """The folder of the user."""
        return Path.home()

    @property
    def user_id(self) -> int:
        """The number of the user; 0 where users have none."""
        return os.getuid() if hasattr(os, "getuid") else 0

    def environment(self, name: str) -> str:
        """Return a variable; empty where it is not set."""
        return os.environ.get(name, "")

    def run(self, command: list[str], text: str | None = None) -> Answer:
        """Run a program and return what it came to.

        Args:
            command: The program and its arguments.
            text: What it reads.
        """
        program = shutil.which(command[0])
        if program is None:
            return Answer(127, errors=f"there is no `{command[0]}` on this machine")
        try:
            # In a language that is known, and byte for byte: a crontab may have bytes that are no characters.
            done = subprocess.run(
                [program, *command[1:]],
                input=b"" if text is None else text.encode("utf-8", "surrogateescape"),
                capture_output=True,
                timeout=_LONGEST,
                env={**os.environ, "LC_ALL": "C"},
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            return Answer(126, errors=f"`{command[0]}` does not run: {type(error).__name__}")
        output, errors = (part.decode("utf-8", "surrogateescape") for part in (done.stdout, done.stderr))
        return Answer(done.returncode, output, errors)
