"""A workflow of GitHub Actions, which runs the project on a machine of its own, by the clock of UTC."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from briefpress import __version__
from briefpress.schedules.job import Job, slug
from briefpress.schedules.marks import signed
from briefpress.schedules.timing import Timing, cron_fields

#: Whoever moves a tag of an action would else run code in the workflow: each stands for one commit.
CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"
SETUP = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0"
UPLOAD = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2"

#: A machine that is new each time has no journal of what was mailed: so nothing is mailed there.
_WORKFLOW = """\
# {words}: in UTC, whatever the time of the year. GitHub may start late, or leave one out.
# It sends no mail: a machine that is new each time would lose the journal of what was sent.
# A feed with a password needs a line `env:` below "Run", as `NAME: ${{{{ secrets.NAME }}}}`.
name: {name}

on:
  schedule:
{crons}
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: {group}
  cancel-in-progress: false

jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: {limit}
    steps:
      - uses: {checkout}
        with:
          persist-credentials: false
      - uses: {setup}
        with:
          python-version: "3.12"
      - name: Install
        run: {install}
      - name: Run
        run: {run}
      - name: Keep the PDFs and the report
        if: always()
        uses: {upload}
        with:
          name: {artifact}
          path: |
{paths}
          include-hidden-files: true
          if-no-files-found: ignore
"""


def write(job: Job, timing: Timing) -> dict[str, bytes]:
    """Return the workflow."""
    top, inner = place(job.root)
    title = slug(inner.rpartition("/")[2] or top.name)
    own = (top / "generate.py").is_file()
    program = ("python", "generate.py") if own else ("python", "-m", "briefpress")
    options = tuple(option for option in job.options if option != "--no-mail")
    command = (*program, "run", "--no-mail", *options, *(("--project", inner) if inner else ()))
    locks = (name for name in ("requirements.lock", "requirements.txt") if (top / name).is_file())
    lock = next(locks, "")
    install = ("-r", lock) if lock else (f"briefpress[memo,refresh]=={__version__}",)
    folder = f"{inner}/output" if inner else "output"
    text = _WORKFLOW.format(
        words=timing.words,
        name=_scalar(f"Briefpress: {title}"),
        crons="\n".join(f"    - cron: {_scalar(fields)}" for fields in cron_fields(timing)),
        group=_scalar(f"briefpress-{title}"),
        limit=timing.outer_limit,
        checkout=CHECKOUT,
        setup=SETUP,
        upload=UPLOAD,
        install=_scalar(shlex.join(("python", "-m", "pip", "install", *install))),
        run=_scalar(shlex.join(command)),
        artifact=_scalar(f"briefpress-{title}"),
        paths="\n".join(
            f"            {path}" for path in (f"{folder}/**/*.pdf", f"{folder}/.briefpress/runs/")
        ),
    )
    return {f"briefpress-{title}.yml": signed(text, 0).encode("utf-8")}


def fault(job: Job, timing: Timing) -> str:
    """Return why this cannot be written; empty where it can."""
    _, inner = place(job.root)
    if any("${{" in text for text in (inner, *job.options)):
        return "GitHub reads `${{` as the beginning of an expression"
    if inner != inner.strip() or set(inner) & set("*?[]!#"):
        return f"the folder `{inner}` has signs that a list of paths in a workflow reads otherwise"
    if 0 < timing.every < 5:
        return "GitHub runs nothing more often than every 5 minutes"
    return ""


def place(root: Path) -> tuple[Path, str]:
    """Return the folder of the repository that a project is in, and the project's path in it."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return folder, "" if folder == root else root.relative_to(folder).as_posix()
    return root, ""


def _scalar(text: str) -> str:
    """Return a text in quotes: a string of JSON is one of YAML, too (YAML 1.2, 1.3)."""
    return json.dumps(text, ensure_ascii=False)
