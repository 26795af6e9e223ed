"""A build that is killed, at any moment or at any step of writing, leaves whole files and holds nobody up.

After each kill every PDF is a complete edition, of before or of after the edit; the next run makes what a
clean build makes, sweeps what was left, and the run after it has nothing to do.
"""

from __future__ import annotations

import os
import random
import re
import signal
import time
from pathlib import Path

import pytest

from tests.support.kills import build, build_in_steps, clean_outputs, outputs_of, session_of, start
from tests.support.project import TWO, write_project
from tests.support.rich_project import picture

GROVE = """\
template: one-pager
title: {en: "The grove", fr: "Le bosquet"}
subject: {en: "The grove in figures.", fr: "Le bosquet en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}
opening:
  - id: lede
    type: lede
    text:
      en: "The grove has {{ orchard.trees }} trees and {{ cellar.jars }} jars."
      fr: "Le bosquet compte {{ orchard.trees }} arbres et {{ cellar.jars }} bocaux."
  - {id: leaf, type: image, file: data/leaf.png, width: 40, alt: {en: "A leaf", fr: "Une feuille"}}
"""

#: Three briefs: two share nothing but their source, the third takes of both, and has a picture.
THREE: dict[str, str | bytes] = {**TWO, "briefs/grove.yaml": GROVE, "data/leaf.png": picture(3, 2)}


class Farm:
    """A project on the disk whose figures change, and all that its PDFs may be."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder = folder
        self.dice = dice
        self.files = dict(THREE)
        self.whole: dict[str, set[bytes]] = {}
        write_project(folder, self.files)
        self.expected = self._expect()

    def change(self) -> None:
        """Change figures, and now and then a picture or a text."""
        number = self.dice.randrange(1, 100_000)
        kind = self.dice.randrange(4)
        if kind in (0, 1):
            self._write("data/cellar.yaml", THREE["data/cellar.yaml"].replace("300", str(number)))
        if kind in (1, 2):
            self._write("data/orchard.yaml", THREE["data/orchard.yaml"].replace("1240", str(number)))
        if kind == 3:
            self._write("data/leaf.png", picture(2 + number % 5, 2))
            word = self.dice.choice(["keeps", "stores", "has"])
            self._write("briefs/cellar.yaml", THREE["briefs/cellar.yaml"].replace("holds", word))
        self.expected = self._expect()

    def _write(self, path: str, content: str | bytes) -> None:
        self.files[path] = content
        write_project(self.folder, {path: content})

    def _expect(self) -> dict[str, bytes]:
        made = clean_outputs(self.files)
        for path, pdf in made.items():
            self.whole.setdefault(path, set()).add(pdf)
        return made

    def check_whole(self) -> None:
        """Every PDF is a complete edition of some state of the files."""
        for path, pdf in outputs_of(self.folder).items():
            assert pdf in self.whole[path], f"{path} is torn"

    def check_next_run(self, jobs: str) -> None:
        """The next run makes what a clean one makes, and leaves nothing behind nor to do."""
        build(self.folder, "--jobs", jobs)
        assert outputs_of(self.folder) == self.expected
        assert not list(self.folder.rglob(".part-*"))
        assert "nothing to do" in build(self.folder)


def kill_at_random(folder: Path, jobs: str, kills: int, seed: int) -> None:
    farm = Farm(folder, random.Random(seed))
    begun = time.monotonic()
    build(folder, "--jobs", jobs)
    usual = time.monotonic() - begun
    for number in range(kills):
        farm.change()
        while not killed_after(usual * farm.dice.triangular(0.05, 1.1, 0.85), folder, jobs):
            usual *= 0.8  # it had ended before: the machine has less to do than it had
            farm.check_whole()
            farm.change()
        farm.check_whole()
        if number % 2 or number == kills - 1:  # else the next build starts from what two kills left
            farm.check_next_run(jobs)


def killed_after(seconds: float, folder: Path, jobs: str) -> bool:
    """Start a build, kill it, and tell whether it still ran; most of a short one is its start."""
    process = start(folder, "--jobs", jobs)
    time.sleep(seconds)
    process.kill()
    process.wait()
    process.stderr.close()  # not read to its end: workers may live a little longer
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_kills_at_random_moments(tmp_path, jobs):
    kill_at_random(tmp_path, jobs, 4, seed=7)


@pytest.mark.conformance
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_hundred_kills(tmp_path, jobs):
    """As many as CI has time for; by hand, ``BRIEFPRESS_KILLS=1000`` makes more of them."""
    kill_at_random(tmp_path, jobs, int(os.environ.get("BRIEFPRESS_KILLS", "100")), seed=11)


def at_each_step(folder: Path, jobs: str, stride: int, error: int = 0) -> None:
    """Kill a build at its steps of writing, or have it meet an error there (see `STEPS`)."""
    farm = Farm(folder, random.Random(3))
    build(folder)
    for number in range(1, 1000, stride):
        farm.change()
        before = outputs_of(folder)
        done = build_in_steps(folder, number, error, "--jobs", jobs)
        farm.check_whole()
        assert set(outputs_of(folder)) == set(before), "an edition vanished"
        assert "Traceback" not in done.stderr
        steps = re.search(r"^steps (\d+)$", done.stdout, re.MULTILINE)
        if error == 0:
            assert (done.returncode == -signal.SIGKILL) == (steps is None)
        else:
            # What was not written is told, and what is told was not written.
            assert steps
            assert (done.returncode == 1) == ("error[BUILD004]" in done.stderr) == bool(done.stderr), done
            if done.returncode == 0:
                assert outputs_of(folder) == farm.expected
        if steps and int(steps[1]) < number:
            break
        farm.check_next_run(jobs)
    assert number > 10, "the build took no steps that could be counted"


def test_a_kill_at_steps_of_writing(tmp_path):
    at_each_step(tmp_path, "1", stride=9)


@pytest.mark.conformance
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_kill_at_every_step_of_writing(tmp_path, jobs):
    at_each_step(tmp_path, jobs, stride=1)


def test_workers_end_with_the_build(tmp_path):
    write_project(tmp_path, THREE)
    process = start(tmp_path, "--jobs", "2")
    deadline = time.monotonic() + 20
    while len(session_of(process)) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(session_of(process)) >= 3, "no workers were seen"
    process.kill()
    process.wait()
    while (left := session_of(process)) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.stderr.close()
    assert not left
