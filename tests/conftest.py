"""What all tests share: the flag that rewrites goldens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent


# How long an example takes on a busy machine says nothing of the program.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite goldens from what happens now")


class Golden:
    """Compares text with a file below tests/golden/; a new file fails once, so that somebody reads it."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def check(self, name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.exists(), f"no golden {path.relative_to(ROOT)}; read what --update writes, then commit it"
        assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def golden(request):
    return Golden(request.config.getoption("--update"))
