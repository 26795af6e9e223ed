"""Build the briefs of this project: ``python generate.py --help``."""

import importlib.util
import os
import sys
from pathlib import Path


def enter_environment() -> None:
    """Go on in the project's own environment where this Python lacks the dependencies."""
    python = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    if importlib.util.find_spec("yaml") is not None:
        return
    if python.exists() and Path(sys.executable) != python:
        os.execv(python, [str(python), *sys.argv])
    sys.exit("generate.py: the dependencies are not installed; run `make` once, in the project's folder")


if __name__ == "__main__":
    enter_environment()
    from briefpress.cli import main

    sys.exit(main())
