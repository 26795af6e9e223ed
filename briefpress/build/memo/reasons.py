"""Why a figure changed: what was said with the build, a new note, its feed, the last commit, or the note.

Git is asked only where it is there and answers at once; a memo without its answer is no worse a memo. It is
asked for what was committed alone, with nothing that a repository's settings could make it run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from briefpress.build.memo.figures import Reason
from briefpress.facts import Fact, Source
from briefpress.workspace import REFRESH_LOCK, ReadError, Workspace

#: How long all questions to git may take together.
TIME_LIMIT_S = 4.0

#: Nothing is fetched, asked for, paged or hooked in.
_SAFE = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C.UTF-8",
}
_UNCOMMITTED = "0" * 40


def reasons_of(
    facts: Iterable[Fact],
    sources: Mapping[str, Source],
    noted: Collection[str],
    given: str,
    workspace: Workspace,
    langs: Iterable[str],
) -> dict[str, dict[str, Reason]]:
    """Return why facts changed, by language and id; those of which nobody says so are left out.

    Args:
        facts: Those that changed.
        sources: Those of the book, by id.
        noted: The ids of those whose note changed, too: it tells more than a commit.
        given: What was said with the build; it is the reason of all.
        workspace: The project.
        langs: The languages of the memos: a fact's note is in each.
    """
    changed, languages = list(facts), tuple(langs)
    if given:
        return {lang: {fact.id: Reason(given, "given") for fact in changed} for lang in languages}
    unnoted = [fact for fact in changed if fact.id not in noted and fact.formula is None]
    fetched = {fact.id for fact in unnoted if fact.value_span.path == REFRESH_LOCK}
    commits = _commits([fact for fact in unnoted if fact.id not in fetched], workspace)
    found: dict[str, dict[str, Reason]] = {}
    for lang in languages:
        own = found[lang] = {}
        for fact in changed:
            if fact.id in fetched:
                own[fact.id] = Reason(_named(sources[fact.citations[0].source], lang), "refresh")
            elif subject := commits.get(fact.id):
                own[fact.id] = Reason(subject, "commit")
            elif fact.note is not None:
                own[fact.id] = Reason(" ".join(fact.note.in_or_first(lang).text.split()), "note")
    return found


def _named(source: Source, lang: str) -> str:
    """Return what a source is called, and its address, as a list of sources has them."""
    return ", ".join(text.in_or_first(lang).text for text in (source.title, source.address))


def _commits(facts: Iterable[Fact], workspace: Workspace) -> dict[str, str]:
    """Return the first line of the commit that last touched each fact's value."""
    git = shutil.which("git")
    if git is None or not workspace.is_stored:
        return {}
    until = time.monotonic() + TIME_LIMIT_S
    by_file: dict[str, list[Fact]] = {}
    for fact in facts:
        by_file.setdefault(fact.value_span.path, []).append(fact)
    found: dict[str, str] = {}
    for path, own in by_file.items():
        subjects = _subjects(git, workspace, path, sorted({f.value_span.line for f in own}), until)
        found |= {f.id: subjects[f.value_span.line] for f in own if f.value_span.line in subjects}
    return found


def _subjects(git: str, workspace: Workspace, path: str, lines: list[int], until: float) -> Mapping[int, str]:
    """Return the first line of the commit of each line of a file, where the file is as it was committed."""
    try:
        committed = _run(git, workspace.root, until, "cat-file", "blob", f"HEAD:./{path}")
        if committed is None or committed != workspace.read(path):
            return {}  # of an edit that is not committed yet no commit can tell
    except ReadError:
        return {}
    ranges = [part for line in lines for part in ("-L", f"{line},{line}")]
    told = _run(
        git, workspace.root, until, "blame", "--no-textconv", "--porcelain", *ranges, "HEAD", "--", path
    )
    return _parse(told.decode("utf-8", "replace")) if told is not None else {}


def _run(git: str, folder: Path, until: float, *arguments: str) -> bytes | None:
    left = until - time.monotonic()
    if left <= 0:
        return None
    try:
        done = subprocess.run(
            [git, *_SAFE, *arguments],
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=left,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


def _parse(porcelain: str) -> dict[int, str]:
    """Read what ``git blame --porcelain`` tells: a commit's details come with its first line only."""
    subjects: dict[str, str] = {}
    lines: dict[int, str] = {}
    commit = ""
    for text in porcelain.splitlines():
        if text.startswith("\t"):
            continue
        first, *rest = text.split(" ")
        if len(first) == 40 and len(rest) >= 2 and rest[1].isdigit():
            commit = first
            lines[int(rest[1])] = commit
        elif first == "summary":
            subjects[commit] = " ".join(rest)
    return {
        line: subjects[commit]
        for line, commit in lines.items()
        if commit != _UNCOMMITTED and subjects.get(commit)
    }
