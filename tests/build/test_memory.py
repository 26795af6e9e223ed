"""What was made is freed at once, and goes back to the system where that is possible."""

from __future__ import annotations

import ctypes
import gc
from pathlib import Path

import pytest

from briefpress.build.ledger import Ledger
from briefpress.build.memory import give_back
from briefpress.build.plan import Request, make_plan
from briefpress.build.project import Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


def test_what_nobody_holds_is_freed():
    freed = []

    class Ring:
        def __del__(self):
            freed.append(True)

    ring = Ring()
    ring.self = ring
    gc.disable()
    try:
        del ring
        assert not freed
        give_back()
    finally:
        gc.enable()
    assert freed


@pytest.mark.parametrize("error", [OSError, AttributeError, TypeError])
def test_a_c_library_without_it(monkeypatch, error):
    def without(name):
        raise error

    monkeypatch.setattr(ctypes, "CDLL", without)
    give_back()


#: Rows of languages side by side know each other.
MOST_LEFT = {"parallel": 1000}


def test_an_edition_leaves_nothing_to_the_garbage_collector():
    """In a series it would be thousands of objects an edition: the layout, the structure tree, the file."""
    project = Project(Workspace(ROOT))
    editions = make_plan(project, Request(), Ledger(), Findings()).editions
    renderer = Renderer(project)
    left = {}
    gc.collect()
    gc.disable()
    try:
        for edition in [*editions, *editions]:  # what is kept for the next edition is there the second time
            assert renderer.render(edition).pdf is not None
            left[edition] = gc.collect()
    finally:
        gc.enable()
    assert {e.name: n for e, n in left.items() if n > MOST_LEFT.get(e.lang, 0)} == {}
