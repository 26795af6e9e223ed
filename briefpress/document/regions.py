"""Provinces and states as equal tiles: where each stands in the grid of its country.

Codes are the last part of those of ISO 3166-2. A grid keeps neighbours near each other, not borders: each
place weighs the same, whatever its area.
"""

from __future__ import annotations

_CANADA = """
YT NT NU .. .. .. ..
BC AB SK MB ON QC NL
.. .. .. .. .. NB PE
.. .. .. .. .. .. NS
"""

_UNITED_STATES = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL .. ..
"""


def _grid(rows: str) -> dict[str, tuple[int, int]]:
    return {
        code: (row, column)
        for row, line in enumerate(rows.strip().splitlines())
        for column, code in enumerate(line.split())
        if code != ".."
    }


#: Region -> code of a place -> its row and its column, from 0.
REGIONS: dict[str, dict[str, tuple[int, int]]] = {
    "canada": _grid(_CANADA),
    "united-states": _grid(_UNITED_STATES),
}
