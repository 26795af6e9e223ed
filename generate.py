"""Build the briefs of this project: ``python generate.py --help``."""

import importlib.util
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def enter_environment() -> None:
    """Go on in the environment that ``make`` laid beside this file, whichever Python was called."""
    environment = ROOT / ".venv"
    python = environment / "bin" / "python"
    if python.exists() and Path(sys.prefix).resolve() != environment.resolve():
        os.execv(python, [str(python), *sys.argv])
    if importlib.util.find_spec("uharfbuzz") is None:
        sys.exit("generate.py: the dependencies are not installed; run `make` once, in the project's folder")


if __name__ == "__main__":
    enter_environment()
    from briefpress.cli import main

    sys.exit(main())
