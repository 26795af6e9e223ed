"""Several people build one project at once, each after an edit: the PDFs end as those of the files."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from tests.support.kills import build, clean_outputs, outputs_of, start
from tests.support.project import TWO, write_project

WAITING = b"waiting for another build of this project to end (Ctrl-C to stop)\n"


def write(folder: Path, path: str, text: str) -> None:
    """Save as editors do: a build that runs reads the old file or the new one."""
    beside = folder / path.replace("/", "/.new-")
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / path)


def edit(folder: Path, files: dict[str, str], dice: random.Random) -> None:
    path, old, new = dice.choice(
        [
            ("data/cellar.yaml", "300", str(dice.randrange(1, 9))),
            ("data/orchard.yaml", "1240", str(dice.randrange(1, 9))),
            ("briefs/cellar.yaml", "holds", dice.choice(["holds", "keeps", "has"])),
            ("briefs/orchard.yaml", "verger compte", dice.choice(["verger compte", "verger a"])),
        ]
    )
    files[path] = TWO[path].replace(old, new)
    write(folder, path, files[path])


def rounds(folder: Path, number: int, builders: int, seed: int) -> None:
    dice = random.Random(seed)
    files = dict(TWO)
    write_project(folder, files)
    build(folder)
    waited = 0
    for _ in range(number):
        running = []
        for _ in range(builders):
            edit(folder, files, dice)
            force = ["--force"] if not dice.randrange(4) else []
            running.append(start(folder, "--jobs", dice.choice("12"), *force))
            time.sleep(dice.choice([0, 0.05, 0.2, 0.5]))
        for process in running:
            told = process.communicate()[1]
            assert told in (b"", WAITING)
            assert process.returncode == 0
            waited += told == WAITING
        assert outputs_of(folder) == clean_outputs(files)
        assert not list(folder.rglob(".part-*"))
        # What they know of them is right, too: whatever one of them forgot is made again, and once.
        build(folder)
        assert "nothing to do" in build(folder)
        assert outputs_of(folder) == clean_outputs(files)
    assert waited, "no build met another: the test tests nothing"


def test_builders_that_edit_and_build_at_once(tmp_path):
    rounds(tmp_path, 4, 3, seed=2)


@pytest.mark.conformance
def test_many_rounds_of_builders(tmp_path):
    """As many as CI has time for; by hand, ``BRIEFPRESS_ROUNDS=200`` makes more of them."""
    rounds(tmp_path, int(os.environ.get("BRIEFPRESS_ROUNDS", "25")), 4, seed=5)
