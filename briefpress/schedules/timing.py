"""When to run: at times of the day, or every so often, on days of the week."""

from __future__ import annotations

import re

from msgspec import Struct

#: Monday is 1 (ISO 8601).
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_EVERY = re.compile(r"([0-9]{1,2})(m|min|h)")
#: Schedulers count from the full hour and from midnight: only what divides these comes evenly.
_HOUR, _DAY = 60, 24


class TimingError(ValueError):
    """A time that is none; its text is fit to show to a user."""


class Timing(Struct, frozen=True):
    """When to run.

    Attributes:
        at: Hours and minutes, in order; empty where it runs every so often.
        every: Minutes between two runs, a divisor of an hour, or of a day in hours; 0 where `at` says when.
        days: Days of the week from 1, in order.
        limit: Minutes after which a run is ended.
    """

    at: tuple[tuple[int, int], ...] = ()
    every: int = 0
    days: tuple[int, ...] = EVERY_DAY
    limit: int = 60

    @property
    def is_daily(self) -> bool:
        """Whether all days are meant."""
        return self.days == EVERY_DAY

    @property
    def outer_limit(self) -> int:
        """Minutes after which a scheduler ends what did not end itself."""
        return self.limit + 5

    @property
    def words(self) -> str:
        """The same for people."""
        if self.every:
            often = f"every {self.every // 60} h" if self.every % 60 == 0 else f"every {self.every} min"
        else:
            often = "at " + ", ".join(f"{hour:02}:{minute:02}" for hour, minute in self.at)
        return often if self.is_daily else f"{often}, {_days_in_words(self.days)}"


def _days_in_words(days: tuple[int, ...]) -> str:
    first, last = DAYS[days[0] - 1], DAYS[days[-1] - 1]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{first}-{last}"
    return ",".join(DAYS[day - 1] for day in days)


def read_clock(text: str) -> tuple[int, int]:
    """Return hour and minute of ``07:30``.

    Raises:
        TimingError: It is no time of a day.
    """
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise TimingError(f"`{text}` is no time of a day; write one as 07:30")
    return int(match[1]), int(match[2])


def read_every(text: str) -> int:
    """Return the minutes of ``15m`` or ``2h``.

    Raises:
        TimingError: It is no such time, or runs would not come evenly.
    """
    match = _EVERY.fullmatch(text)
    if match is None:
        raise TimingError(f"`{text}` is no such time; write one as 15m or 2h")
    count, whole, unit = int(match[1]), *((_DAY, "h") if match[2] == "h" else (_HOUR, "m"))
    if not count or whole % count or (unit == "m" and count == _HOUR):
        even = ", ".join(f"{number}{unit}" for number in range(1, whole) if whole % number == 0)
        raise TimingError(f"runs every {text} would not come evenly; take one of {even}")
    return count * (60 if unit == "h" else 1)


def read_days(text: str) -> tuple[int, ...]:
    """Return the days of ``mon-fri``, ``mon,wed`` or ``sat-mon``.

    Raises:
        TimingError: There is no such day.
    """
    found: set[int] = set()
    for part in text.lower().split(","):
        first, dash, last = part.strip().partition("-")
        start, end = _day(first), _day(last) if dash else _day(first)
        found.update((start + offset - 1) % 7 + 1 for offset in range((end - start) % 7 + 1))
    return tuple(sorted(found))


def _day(text: str) -> int:
    if text.strip() not in DAYS:
        raise TimingError(f"`{text}` is no day; write days as mon-fri or mon,wed,sat")
    return DAYS.index(text.strip()) + 1


def cron_fields(timing: Timing) -> list[str]:
    """Return the five fields of a crontab (POSIX), one text for each line that it takes."""
    days = "*" if timing.is_daily else ",".join(str(day % 7) for day in timing.days)
    if timing.every == 24 * 60:
        return [f"0 0 * * {days}"]
    if timing.every and timing.every % 60 == 0:
        hours = "*" if timing.every == 60 else f"*/{timing.every // 60}"
        return [f"0 {hours} * * {days}"]
    if timing.every:
        return [f"{'*' if timing.every == 1 else f'*/{timing.every}'} * * * {days}"]
    return [f"{minute} {hour} * * {days}" for hour, minute in timing.at]
