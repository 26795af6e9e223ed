"""Public data of three packages -> ``data/places.csv``, the rows of the series.

It is run by hand when a year or a package changes, in an environment of its own::

    pip install us==4.0.0 pycountry==26.2.16 holidays==0.109 phonenumbers==9.0.43
    python docs/series/make_data.py

What each column means, and where it is from, stands in ``data/places.yaml``. Nothing is estimated: a cell
that no package has stays empty.
"""

from __future__ import annotations

import csv
import gettext
from collections import Counter, defaultdict
from pathlib import Path

import holidays
import pycountry
import us
from phonenumbers.geodata import GEOCODE_DATA

YEAR = 2027
FOLDER = Path(__file__).parent / "data"

#: French names that pycountry lacks or misspells; these are those of the Canadian style guide.
FRENCH = {
    "New Brunswick": "Nouveau-Brunswick",
    "Prince Edward Island": "Île-du-Prince-Édouard",
    "Northwest Territories": "Territoires du Nord-Ouest",
    "West Virginia": "Virginie-Occidentale",
    "Hawaii": "Hawaï",
    "Washington": "Washington",
}
KINDS = {
    "Province": ("province", "province"),
    "Territory": ("territory", "territoire"),
    "State": ("state", "État"),
    "District": ("federal district", "district fédéral"),
}
COUNTRIES = {"CA": ("Canada", "Canada"), "US": ("United States", "États-Unis")}
#: What the numbering data call a place otherwise.
PLACES = {"Washington State": "WA", "Washington D.C.": "DC", "British Colombia": "BC"}


def area_codes() -> dict[str, list[str]]:
    """Return the geographic area codes by the code of each subdivision; shared ones are in all."""
    names = {one.name: one.code[3:] for one in subdivisions()} | PLACES
    found: dict[str, list[str]] = defaultdict(list)
    for prefix, told in GEOCODE_DATA.items():
        if len(prefix) != 4 or not prefix.startswith("1"):
            continue
        for name in told["en"].split("/"):
            place = names.get(name) or name.rpartition(", ")[2]
            if place in names.values():
                found[place].append(prefix[1:])
    return found


def subdivisions() -> list:
    """Return states and the federal district, provinces and territories, by country and name."""
    both = [*pycountry.subdivisions.get(country_code="CA"), *pycountry.subdivisions.get(country_code="US")]
    kept = (
        one
        for one in both
        if (one.type in KINDS and one.country_code == "CA") or one.type in ("State", "District")
    )
    return sorted(kept, key=lambda one: (one.country_code, one.name))


def rows() -> list[dict[str, object]]:
    """Return a row for each place."""
    french = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=["fr"])
    codes = area_codes()
    made = []
    for one in subdivisions():
        code = one.code[3:]
        days = holidays.country_holidays(one.country_code, subdiv=code, years=YEAR, observed=False)
        months = Counter(day.month for day in days)
        state = us.states.lookup(code) if one.country_code == "US" else None
        numbers = sorted(codes[code])
        row: dict[str, object] = {
            "id": f"{one.country_code}_{code}".lower(),
            "label.en": one.name,
            "label.fr": FRENCH.get(one.name) or french.gettext(one.name),
            "country.en": COUNTRIES[one.country_code][0],
            "country.fr": COUNTRIES[one.country_code][1],
            "kind.en": KINDS[one.type][0],
            "kind.fr": KINDS[one.type][1],
            "iso.en": one.code,
            "iso.fr": one.code,
            "holidays": len(days),
            "area_codes": len(numbers),
            "numbers.en": ", ".join(numbers),
            "numbers.fr": ", ".join(numbers),
            "statehood": state.statehood_year if state is not None and state.statehood_year else "",
        }
        row |= {f"m{month:02}": months[month] for month in range(1, 13)}
        made.append(row)
    return made


def main() -> None:
    """Write the file."""
    made = rows()
    with (FOLDER / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    print(f"{len(made)} places")


if __name__ == "__main__":
    main()
