"""Times as they are typed: ``45m``, ``2h``."""

from __future__ import annotations

import argparse
import re

#: A run that takes longer than a day overlaps with all that follow.
_LONGEST_MINUTES = 24 * 60


def duration(text: str) -> int:
    """Return a time in minutes.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    match = re.fullmatch(r"([0-9]{1,4})(m|min|h)", text)
    minutes = int(match[1]) * (60 if match[2] == "h" else 1) if match else 0
    if not 0 < minutes <= _LONGEST_MINUTES:
        raise argparse.ArgumentTypeError(f"`{text}` is no time; write one as 45m or 2h, up to 24h")
    return minutes
