"""The memory of this process."""

from __future__ import annotations

import gc


def give_back() -> None:
    """Return to the system what this process has freed, where its C library can.

    That of GNU keeps it at hand, also where nothing will be as large again: after a long table was read, all
    that is made from it would come on top.
    """
    gc.collect()
    try:
        import ctypes

        trim = ctypes.CDLL(None).malloc_trim
    except (ImportError, OSError, AttributeError, TypeError):
        return
    trim(0)
