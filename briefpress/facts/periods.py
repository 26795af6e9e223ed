"""Spans of time: the period a figure holds for, and the age it may reach."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Literal, TypeAlias

from msgspec import Struct

PeriodKind: TypeAlias = Literal["year", "fiscal-year", "quarter", "month"]

#: Calendar years that facts may have.
YEARS = (1000, 2999)

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<next>[0-9]{4})|-[Qq](?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?"
)


class Period(Struct, frozen=True):
    """A span of time that figures are given for.

    Attributes:
        kind: What it is.
        year: The calendar year; of a fiscal year the one in which it begins.
        part: The quarter (1 to 4) or the month (1 to 12); 0 for a whole year.
    """

    kind: PeriodKind
    year: int
    part: int = 0

    @property
    def code(self) -> str:
        """As files write it: ``2024``, ``2024-2025``, ``2024-Q3``, ``2024-04``."""
        if self.kind == "fiscal-year":
            return f"{self.year}-{self.year + 1}"
        if self.kind == "quarter":
            return f"{self.year}-Q{self.part}"
        return f"{self.year}-{self.part:02}" if self.kind == "month" else str(self.year)

    @property
    def id(self) -> str:
        """As a part of a fact's id: ``y2024``, ``fy2024_2025``, ``y2024_q3``, ``y2024_m04``."""
        if self.kind == "fiscal-year":
            return f"fy{self.year}_{self.year + 1}"
        if self.kind == "quarter":
            return f"y{self.year}_q{self.part}"
        return f"y{self.year}_m{self.part:02}" if self.kind == "month" else f"y{self.year}"

    @property
    def last_day(self) -> dt.date:
        """The day it ends; a fiscal year ends on March 31 (Financial Administration Act, s. 2)."""
        if self.kind == "fiscal-year":
            return dt.date(self.year + 1, 3, 31)
        month = {"quarter": 3 * self.part, "month": self.part}.get(self.kind, 12)
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])


def parse_period(text: str) -> Period | None:
    """Return the period a text says, or None where it says none."""
    match = _WRITTEN.fullmatch(text)
    if match is None or not YEARS[0] <= int(match["year"]) <= YEARS[1]:
        return None
    year = int(match["year"])
    if match["next"]:
        return Period("fiscal-year", year) if int(match["next"]) == year + 1 else None
    if match["quarter"]:
        return Period("quarter", year, int(match["quarter"]))
    return Period("month", year, int(match["month"])) if match["month"] else Period("year", year)


class Age(Struct, frozen=True):
    """How old something may become: ``18 months``.

    Attributes:
        unit: ``day``, ``month`` or ``year``.
    """

    count: int
    unit: str

    def after(self, day: dt.date) -> dt.date:
        """Return the day on which something from ``day`` reaches this age.

        A month later is the same day of it, or its last one: a month after January 31 is February 28.
        """
        if self.unit == "day":
            number = day.toordinal() + self.count
            return dt.date.fromordinal(min(number, dt.date.max.toordinal()))
        months = day.year * 12 + day.month - 1 + self.count * (12 if self.unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        if year > dt.MAXYEAR:
            return dt.date.max
        return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
