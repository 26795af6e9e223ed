"""Make ``briefpress/assets/icc/``: ICC profiles of presses, from measurements that anybody may use.

python docs/data/press_profiles.py FOLDER [COLPROF]

FOLDER has ``FOGRA39L.ti3`` and ``TR006.ti3``, as the Debian package ``icc-profiles-free`` has them below
``/usr/share/color/icc/`` (NOTICE has their terms). COLPROF is that program of ArgyllCMS. The profiles in the
repository were made of icc-profiles-free 2.0.1+dfsg-1.1 with ArgyllCMS 2.3.1. They are small rather than
fine: against the measurements, colours are off by half a unit of ΔE*ab on average.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

PROFILES = Path(__file__).resolve().parents[2] / "briefpress" / "assets" / "icc"

#: Low quality of the tables, no measurements in the file, black ink from light to dark as a ramp.
OPTIONS = ("-ql", "-bm", "-nc", "-ni", "-np", "-kr", "-L95", "-ABriefpress")


class Press(NamedTuple):
    """A printing condition.

    Attributes:
        data: The file with its measurements.
        name: Of the file to make.
        about: What the profile calls itself.
        source: Whose measurements they are.
        ink: Most ink on one spot, in percent.
    """

    data: str
    name: str
    about: str
    source: str
    ink: int


PRESSES = (
    Press(
        "FOGRA39L.ti3",
        "fogra39",
        "FOGRA39 (offset, coated paper), by Briefpress",
        "Made of the characterization data FOGRA39L of Fogra; zlib license",
        300,
    ),
    Press(
        "TR006.ti3",
        "gracol2006",
        "CGATS TR 006 (GRACoL2006 Coated1), by Briefpress",
        "Made of the characterization data of ANSI CGATS TR 006-2007, copyright 2007 NPES",
        320,
    ),
)


def make(press: Press, folder: Path, colprof: str) -> bytes:
    """Return the profile of a press."""
    with tempfile.TemporaryDirectory() as work:
        base = Path(work) / press.name
        shutil.copy(folder / press.data, base.with_suffix(".ti3"))
        told = (f"-l{press.ink}", f"-M{press.name}", f"-D{press.about}", f"-C{press.source}")
        subprocess.run([colprof, *OPTIONS, *told, str(base)], check=True)
        data = base.with_suffix(".icc").read_bytes()
    # The day on which it was made would be the one thing that differs (ICC.1:2001-04, 6.1).
    return data[:24] + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + data[36:]


if __name__ == "__main__":
    PROFILES.mkdir(exist_ok=True)
    for press in PRESSES:
        made = make(press, Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "colprof")
        (PROFILES / f"{press.name}.icc").write_bytes(made)
