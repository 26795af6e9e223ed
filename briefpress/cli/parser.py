"""argparse that says what is wrong as findings do: one sentence, and the next step."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterable, Sequence
from typing import NoReturn

from briefpress.cli.exits import USAGE

#: What argparse says -> what we say; ``{0}`` and ``{1}`` are the groups.
_SENTENCES = (
    (re.compile(r"argument ([^ ]+): expected (?:one|at least one) argument"), "`{0}` needs a value after it"),
    (re.compile(r"argument ([^ ]+): ignored explicit argument .*"), "`{0}` takes no value"),
    (
        re.compile(r"argument ([^ ]+): not allowed with argument ([^ ]+)"),
        "`{0}` and `{1}` do not go together",
    ),
    (re.compile(r"argument ([^ ]+): (.*)", re.DOTALL), "`{0}`: {1}"),
    (re.compile(r"the following arguments are required: (.*)"), "{0} is missing"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help in which a long command stands on the line of what it does."""

    _action_max_length: int

    def add_argument(self, action: argparse.Action) -> None:
        """Add an argument; argparse itself forgets that commands are indented twice."""
        super().add_argument(action)
        if isinstance(action.choices, dict):
            longest = max(map(len, action.choices))
            self._action_max_length = max(self._action_max_length, longest + 2 * self._indent_increment)


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations: a script must not change its meaning with a new option."""

    def __init__(self, prog: str, about: str, epilog: str = "", usage: str | None = None) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=about,
            epilog=epilog,
            formatter_class=_Help,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end with 2; a second line is the next step."""
        message, _, hint = message.partition("\n")
        for pattern, sentence in _SENTENCES:
            if match := pattern.fullmatch(message):
                message = sentence.format(*match.groups())
                break
        self.refuse(message, hint)

    def refuse(self, message: str, hint: str = "") -> NoReturn:
        """End with 2, a sentence and a hint; without one, the help is the next step."""
        hint = hint or f"`{self.prog} --help` lists what there is"
        self.exit(USAGE, f"error: {message}\n  = hint: {hint}\n")


class OneOf:
    """A type of argument that takes one of a few words.

    argparse has ``choices`` for it, but words its complaint in another way with every release.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def __call__(self, text: str) -> str:
        """Return the word that was written."""
        if text not in self._words:
            raise argparse.ArgumentTypeError(f"`{text}` is none of {', '.join(self._words)}")
        return text

    @property
    def metavar(self) -> str:
        """The words as the help shows them."""
        return f"{{{','.join(self._words)}}}"


def examples(lines: Iterable[tuple[str, str]], prog: str) -> str:
    """Return command lines and what they do, in two columns where both have room.

    Args:
        lines: Pairs of a command line without the program's name, and what it does.
        prog: How the program is called.
    """
    shown = [(f"{prog} {command}".rstrip(), about) for command, about in lines]
    width = max(len(command) for command, _ in shown)
    columns = shutil.get_terminal_size().columns
    if all(width + len(about) + 6 <= columns for _, about in shown):
        rows = [f"  {command:<{width}}  {about}" for command, about in shown]
    else:
        rows = [f"  {command}\n      {about}" for command, about in shown]
    return "\n".join(["examples:", *rows])
