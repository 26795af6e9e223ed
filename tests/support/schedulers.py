"""How schedulers read what is written for them: strict readers, and a machine of our own."""

from __future__ import annotations

import re
from pathlib import Path

from briefpress.schedules.system import Answer

#: C escapes that systemd reads in quotes (systemd.syntax(7)).
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "s": " "}
_ESCAPES |= {"\\": "\\", '"': '"', "'": "'"}


def systemd_words(line: str) -> list[str]:
    """Return the words of ``ExecStart`` behind a colon: quotes, escapes, specifiers, no variables."""
    words, word, quote, inside = [], "", "", False
    characters = iter(line)
    for character in characters:
        if character == "\\":
            word += _ESCAPES[next(characters)]
            inside = True
        elif quote:
            if character == quote:
                quote = ""
            else:
                word += character
        elif character in "\"'":
            quote, inside = character, True
        elif character in " \t":
            if inside:
                words.append(word)
            word, inside = "", False
        else:
            assert character != ";", "it ends a command"
            word += character
            inside = True
    assert not quote, "a quotation does not end"
    if inside:
        words.append(word)
    return [re.sub("%(.)", lambda match: {"%": "%"}[match[1]], word) for word in words]


def cron_command(text: str) -> str:
    """Return what cron hands to the shell, as that of Debian does (do_command.c)."""
    made, is_escaped = "", False
    for character in text:
        if is_escaped:
            made = made[:-1] + character if character == "%" else made + character
            is_escaped = False
        elif character == "%":
            raise AssertionError("the command ends here, and what follows is its input")
        else:
            made += character
            is_escaped = character == "\\"
    return made


def cron_entries(table: str) -> list[tuple[str, str]]:
    """Return the times and commands of a crontab; anything that is no entry, setting or remark is refused."""
    entries = []
    assert table.endswith("\n"), "cron passes by a last line that does not end"
    for line in table.splitlines():
        if not line.strip() or line.lstrip().startswith("#") or re.match(r"\s*\w+\s*=", line):
            continue
        fields = line.split(None, 5)
        assert len(fields) == 6, line
        for text, low, high in zip(fields, (0, 0, 1, 1, 0), (59, 23, 31, 12, 7), strict=False):
            assert cron_values(text, low, high), line
        entries.append((" ".join(fields[:5]), fields[5]))
    return entries


def cron_values(text: str, low: int, high: int) -> set[int]:
    """Return the values that a field of a crontab stands for."""
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/(\d+))?", part)
        assert match, part
        first = low if match[1] is None else int(match[1])
        last = high if match[1] is None else int(match[2] or match[1])
        assert low <= first <= last <= high, part
        found.update(range(first, last + 1, int(match[3] or 1)))
    return found


def windows_words(line: str) -> list[str]:
    """Return the arguments of a command line, as Microsoft's C runtime takes them apart."""
    words, word, inside, is_quoted, index = [], "", False, False, 0
    while index < len(line):
        slashes = len(line) - index - len(line[index:].lstrip("\\"))
        index += slashes
        following = line[index : index + 1]
        if slashes:
            inside = True
            if following == '"':
                word += "\\" * (slashes // 2)
                if slashes % 2:
                    word += '"'
                    index += 1
                continue
            word += "\\" * slashes
            continue
        index += 1
        if following == '"':
            inside = True
            if is_quoted and line[index : index + 1] == '"':
                word += '"'
                index += 1
            else:
                is_quoted = not is_quoted
        elif following in " \t" and not is_quoted:
            if inside:
                words.append(word)
            word, inside = "", False
        else:
            word += following
            inside = True
    if inside:
        words.append(word)
    return words


class Machine:
    """A machine for tests: it notes what is run, and keeps a crontab as ``crontab`` does.

    Attributes:
        table: The crontab; None where the user has none.
        refuses: Programs that fail, and what they say.
        missing: Programs that are not there.
    """

    user_id = 1000

    def __init__(self, home: Path) -> None:
        self.home = home
        self.variables: dict[str, str] = {}
        self.table: str | None = None
        self.ran: list[str] = []
        self.refuses: dict[str, str] = {}
        self.missing: set[str] = set()

    def environment(self, name: str) -> str:
        return self.variables.get(name, "")

    def run(self, command: list[str], text: str | None = None) -> Answer:
        if command[0] in self.missing:
            return Answer(127, errors=f"there is no `{command[0]}` on this machine")
        shown = " ".join(command)
        for start, said in self.refuses.items():
            if shown.startswith(start):
                return Answer(1, errors=said)
        if command == ["crontab", "-l"]:
            return Answer(1, errors="no crontab for ann") if self.table is None else Answer(0, self.table)
        if command == ["crontab", "-r"]:
            self.table = None
        elif command == ["crontab", "-"]:
            assert text is not None
            self.table = text
        self.ran.append(shown)
        return Answer(0)
