"""All formats mean the same minutes of the week."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, strategies as st

from briefpress.schedules import FORMATS, Timing, make_job
from briefpress.schedules.systemd import calendars
from briefpress.schedules.timing import EVERY_DAY, TimingError, cron_fields, read_clock, read_days, read_every
from briefpress.schedules.windows import NAMESPACE
from tests.support.schedulers import cron_values

JOB = make_job(Path("/srv/project"), ("/usr/bin/python3",), (), Path("/home/ann"))
EVERY = [*(n for n in range(1, 60) if 60 % n == 0), *(60 * n for n in range(1, 25) if 24 % n == 0)]
DAYS = st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))
CLOCKS = st.sets(st.tuples(st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=3)
TIMINGS = st.builds(lambda at, days: Timing(tuple(sorted(at)), 0, days), CLOCKS, DAYS) | st.builds(
    lambda every, days: Timing((), every, days), st.sampled_from(EVERY), DAYS
)

Minutes = set[tuple[int, int, int]]


def expected(timing: Timing) -> Minutes:
    """Day from 1, hour, minute."""
    if timing.every:
        times = [divmod(minute, 60) for minute in range(0, 24 * 60, timing.every)]
    else:
        times = list(timing.at)
    return {(day, hour, minute) for day in timing.days for hour, minute in times}


def of_cron(timing: Timing) -> Minutes:
    found = set()
    for line in cron_fields(timing):
        minutes, hours, month_days, months, days = line.split()
        assert month_days == months == "*"
        found |= {
            (day or 7, hour, minute)
            for day in cron_values(days, 0, 6)
            for hour in cron_values(hours, 0, 23)
            for minute in cron_values(minutes, 0, 59)
        }
    return found


def of_launchd(timing: Timing) -> Minutes:
    (data,) = FORMATS["launchd"].write(JOB, timing).values()
    found = set()
    for one in plistlib.loads(data)["StartCalendarInterval"]:
        days = [one["Weekday"] or 7] if "Weekday" in one else range(1, 8)
        hours = [one["Hour"]] if "Hour" in one else range(24)
        found |= {(day, hour, one["Minute"]) for day in days for hour in hours}
    return found


def of_windows(timing: Timing) -> Minutes:
    (data,) = FORMATS["windows"].write(JOB, timing).values()
    named = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    found = set()
    for trigger in ElementTree.fromstring(data).iter(f"{{{NAMESPACE}}}CalendarTrigger"):
        told = {element.tag.rpartition("}")[2]: element for element in trigger.iter()}
        hour, minute = (int(text) for text in told["StartBoundary"].text.partition("T")[2].split(":")[:2])
        days = [number for number, name in enumerate(named, 1) if name in told] or list(range(1, 8))
        step = 24 * 60
        if "Interval" in told:
            number, unit = re.fullmatch(r"PT(\d+)([HM])", told["Interval"].text).groups()
            step = int(number) * (60 if unit == "H" else 1)
            assert told["Duration"].text == "P1D"
        for start in range(hour * 60 + minute, 24 * 60, step):
            found |= {(day, *divmod(start, 60)) for day in days}
    return found


def of_systemd(timing: Timing) -> Minutes:
    named = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    found = set()
    for line in calendars(timing):
        match = re.fullmatch(r"(?:([\w,]+) )?\*-\*-\* (\S+):(\S+):00", line)
        assert match, line
        days = [named.index(day) + 1 for day in match[1].split(",")] if match[1] else range(1, 8)
        hours, minutes = (_systemd_part(match[2], 24), _systemd_part(match[3], 60))
        found |= {(day, hour, minute) for day in days for hour in hours for minute in minutes}
    return found


def _systemd_part(text: str, end: int) -> range | list[int]:
    if text == "*":
        return range(end)
    start, slash, step = text.partition("/")
    return range(int(start), end, int(step)) if slash else [int(start)]


@given(TIMINGS)
@example(Timing((), 15, (6, 7)))
@example(Timing((), 24 * 60))
def test_all_formats_mean_the_same_minutes(timing):
    wanted = expected(timing)
    assert of_cron(timing) == wanted
    assert of_launchd(timing) == wanted
    assert of_windows(timing) == wanted
    assert of_systemd(timing) == wanted


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
@pytest.mark.parametrize("timing", [Timing(((7, 30),), 0, (1, 2, 3, 4, 5)), *(Timing((), n) for n in EVERY)])
def test_systemd_reads_the_times(timing):
    for text in calendars(timing):
        done = subprocess.run(["systemd-analyze", "calendar", text], capture_output=True, check=False)
        assert done.returncode == 0, text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", (1, 2, 3, 4, 5)),
        ("Mon,Wed, fri", (1, 3, 5)),
        ("sat-mon", (1, 6, 7)),
        ("sun", (7,)),
        ("mon-sun", EVERY_DAY),
        ("fri-tue,wed", (1, 2, 3, 5, 6, 7)),
    ],
)
def test_days(text, days):
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["", "monday", "mon-", "-fri", "mon--fri", "lun", "mon;fri", "1-5"])
def test_what_is_no_day(text):
    with pytest.raises(TimingError):
        read_days(text)


@pytest.mark.parametrize("text", ["", "7", "7:3", "24:00", "07:60", "07.30", "7h30", "-1:00", "٧:٣٠"])
def test_what_is_no_time(text):
    with pytest.raises(TimingError):
        read_clock(text)


@pytest.mark.parametrize("text", ["", "0m", "7m", "60m", "25h", "5h", "1d", "1.5h", "-15m", "90m"])
def test_what_would_not_come_evenly(text):
    with pytest.raises(TimingError):
        read_every(text)


def test_times_in_words():
    assert Timing(((7, 30), (18, 5)), 0, (1, 2, 3, 4, 5)).words == "at 07:30, 18:05, mon-fri"
    assert Timing((), 120, (2, 4)).words == "every 2 h, tue,thu"
    assert read_clock("7:30") == (7, 30) and read_every("15m") == 15 and read_every("2h") == 120
