"""Periods and ages."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from briefpress.facts.periods import Age, Period, parse_period


@pytest.mark.parametrize(
    ("text", "period", "id_", "last_day"),
    [
        ("2024", Period("year", 2024), "y2024", "2024-12-31"),
        ("2024-2025", Period("fiscal-year", 2024), "fy2024_2025", "2025-03-31"),
        ("2024-Q3", Period("quarter", 2024, 3), "y2024_q3", "2024-09-30"),
        ("2024-q1", Period("quarter", 2024, 1), "y2024_q1", "2024-03-31"),
        ("2024-02", Period("month", 2024, 2), "y2024_m02", "2024-02-29"),
        ("2023-12", Period("month", 2023, 12), "y2023_m12", "2023-12-31"),
    ],
)
def test_periods(text, period, id_, last_day):
    found = parse_period(text)
    assert found == period
    assert (found.id, found.last_day.isoformat()) == (id_, last_day)
    assert parse_period(found.code) == found


@pytest.mark.parametrize(
    "text", ["2024-2026", "2024-25", "2024-Q5", "2024-13", "2024-00", "0999", "24", "", "2024-Q"]
)
def test_what_is_no_period(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("age", "day", "after"),
    [
        (Age(90, "day"), "2026-11-22", "2027-02-20"),
        (Age(18, "month"), "2026-11-22", "2028-05-22"),
        (Age(1, "month"), "2026-01-31", "2026-02-28"),
        (Age(1, "month"), "2028-01-31", "2028-02-29"),
        (Age(1, "year"), "2024-02-29", "2025-02-28"),
        (Age(2, "year"), "2026-12-31", "2028-12-31"),
        (Age(9999, "year"), "2026-12-31", "9999-12-31"),
        (Age(9999, "day"), "9999-12-01", "9999-12-31"),
    ],
)
def test_ages(age, day, after):
    assert age.after(dt.date.fromisoformat(day)).isoformat() == after


@given(st.integers(1, 9999), st.sampled_from(["day", "month", "year"]), st.dates())
def test_a_greater_age_is_never_reached_sooner(count, unit, day):
    assert day <= Age(count, unit).after(day) <= Age(count + 1, unit).after(day)
