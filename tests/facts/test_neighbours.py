"""What was probably meant by an id that no fact has."""

import pytest

from briefpress.facts.neighbours import nearest_facts

FACTS = ["fms.portfolio.growth", "fms.portfolio.value", "norad.years", *(f"nato.n{i}" for i in range(8))]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("fms.portfolio.valeu", "did you mean `fms.portfolio.value`?"),
        (
            "fms.portfolio.total",
            "under `fms.portfolio` there are `fms.portfolio.growth` and `fms.portfolio.value`",
        ),
        ("norad.budget", "under `norad` there is `norad.years`"),
        (
            "nato.members",
            "under `nato` there are `nato.n0`, `nato.n1`, `nato.n2`, `nato.n3` and `nato.n4`, and 3 more",
        ),
        ("fmsx.y", ""),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_hints(written, hint):
    assert nearest_facts(written, reversed(FACTS)) == hint
