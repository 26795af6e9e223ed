"""What was freed goes back to the system where that is possible, and nothing fails where it is not."""

from __future__ import annotations

import ctypes
import gc

import pytest

from briefpress.build.memory import give_back


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
