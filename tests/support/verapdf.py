"""The real veraPDF, where it is at hand; `.ci/run` says where it looks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check(flavours: str, files: Mapping[str, bytes], folder: Path) -> None:
    """Fail where a file breaks a rule of a flavour; skip the test where there is no veraPDF.

    Args:
        flavours: Joined by commas: ``ua2,4f,wt1a``.
        files: What to look at, by name.
        folder: Where the files can be put.
    """
    tool = Path(os.environ.get("VERAPDF") or ROOT.parent / "shared/tools/verapdf")
    if not tool.is_file() or which("java") is None:
        pytest.skip("veraPDF is not at hand")
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(data)
    command = [str(tool), flavours, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
