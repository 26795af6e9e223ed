"""How many examples the property tests try.

By default few, and always the same ones: a run is quick, and what passes today passes tomorrow. With
``BRIEFPRESS_FUZZ=20`` in the environment they try twenty times as many, each time others; a failure
then prints the example, and ``pytest --hypothesis-seed`` takes the seed that brings it back.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings

#: How many times as many examples as usual.
FACTOR = int(os.environ.get("BRIEFPRESS_FUZZ") or 1)


def examples(count: int, **more: Any) -> settings:
    """Return the settings of a property test.

    Args:
        count: How many examples to try by default.
        more: Other settings of hypothesis.
    """
    return settings(
        max_examples=count * FACTOR,
        derandomize=FACTOR == 1,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        **{"deadline": None, **more},
    )
