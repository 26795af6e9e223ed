"""The verbs, a module each: what ``generate.py build`` or ``check`` does.

A module of this folder has:

- ``NAME``, the word that is typed, and ``ABOUT``, a line for the list of commands (no capital, no full stop);
- ``EXAMPLES``, pairs of a command line without the program's name and what it does, for ``--help``;
- ``add_arguments(parser)``, which adds what the verb takes besides the options of every command
  (`briefpress.cli.options.add_selection` adds the names of briefs and ``--lang``);
- ``run(options)``, which does it and returns an exit code (`briefpress.cli.exits`);
- ``FORMATS`` where it can report otherwise than as text and JSON.

Only the module of the verb that runs is imported, and it imports what is heavy inside ``run``.
"""

from __future__ import annotations

import argparse
import importlib
from typing import Protocol, cast

#: Verbs in the order of the help; the first one is meant where none is written.
VERBS = (
    "build",
    "watch",
    "check",
    "why",
    "impact",
    "changes",
    "refresh",
    "mail",
    "run",
    "schedule",
    "new",
    "facts",
    "translations",
    "schema",
    "explain",
)


class Verb(Protocol):
    """What a module of this folder has."""

    NAME: str
    ABOUT: str
    EXAMPLES: tuple[tuple[str, str], ...]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's own arguments."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it and return an exit code."""


def load_verb(name: str) -> Verb:
    """Import the module of a verb."""
    return cast(Verb, importlib.import_module(f"{__name__}.{name}"))
