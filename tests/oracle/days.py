"""Calendar arithmetic of the definitions: months, working days and ages. Nothing about files belongs here."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import holidays

_FIRST, _LAST = date(1980, 1, 1), date(2045, 12, 31)
_BANK_HOLIDAYS = set(holidays.country_holidays("GB", subdiv="ENG", years=range(1980, 2046)).keys())


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday of England."""
    return day.weekday() < 5 and day not in _BANK_HOLIDAYS


def _running_total() -> dict[date, int]:
    total, day, running = 0, _FIRST, {}
    while day <= _LAST:
        total += is_working_day(day)
        running[day] = total
        day += timedelta(days=1)
    return running


_WORKING_DAYS_UP_TO = _running_total()


def wd(a: date, b: date) -> int:
    """Working days in (a, b]: the start day is not counted, the end day is. Negative when b is before a."""
    return _WORKING_DAYS_UP_TO[b] - _WORKING_DAYS_UP_TO[a]


def wd_later(start: date, n: int) -> date:
    """The n-th working day after `start` (the start itself for 0)."""
    day = start
    while n > 0:
        day += timedelta(days=1)
        n -= is_working_day(day)
    return day


def wd_earlier(end: date, n: int) -> date:
    """The latest day from which exactly n working days lead up to `end`."""
    day = end
    while wd(day, end) < n:
        day -= timedelta(days=1)
    return day


def month_end(day: date) -> date:
    """The last day of the month that holds `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_before(day: date, n: int) -> date:
    """The same day n months earlier (later for negative n), clamped to that month's last day."""
    index = day.year * 12 + day.month - 1 - n
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_ends(first: date, last: date) -> list[date]:
    """Every month end from the month of `first`, while not after `last`."""
    result, me = [], month_end(first)
    while me <= last:
        result.append(me)
        me = month_end(me + timedelta(days=1))
    return result


def windows(me: date) -> dict[str, date]:
    """View → first day of the window that ends on `me`."""
    start = me.replace(day=1)
    april = date(me.year if me.month >= 4 else me.year - 1, 4, 1)
    return {"month": start, "ytd": april, "rolling12": months_before(start, 11)}


def age(dob: date, day: date) -> int:
    """Completed years, negative before birth; 29 February turns into 1 March in common years."""
    had_birthday = (day.month, day.day) >= (dob.month, dob.day)
    return day.year - dob.year - (0 if had_birthday else 1)


def age_band(dob: date | None, day: date) -> str:
    """The age slice on `day`; a child born later is under_1, one without a date of birth unknown."""
    if dob is None:
        return "unknown"
    years = age(dob, day)
    if years < 1:
        return "under_1"
    if years <= 4:
        return "1_4"
    if years <= 9:
        return "5_9"
    if years <= 15:
        return "10_15"
    return "16_plus"
