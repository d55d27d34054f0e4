"""Days, months and working days as whole numbers, so that every other module of the sample can work in arrays.

Belongs here: the calendar. A day is the number of days since 1 January 1970; `FAR` stands for "no date (yet)" and is
later than every day, so "open at the end of the month" is simply `end > last`. Does not belong here: any figure of
the council.
"""

from __future__ import annotations

import holidays
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

FAR = 10**6
EXTRACT = int(np.datetime64("2020-12-31", "D").astype(np.int64))
EARLIER = int(np.datetime64("2020-11-30", "D").astype(np.int64))
_FIRST_MONTH = np.datetime64("2017-04", "M")
MONTHS = 45  # April 2017 to December 2020
PRINTED = 32  # index of December 2019, the first of the 13 printed months

_month_names = _FIRST_MONTH + np.arange(MONTHS + 1)
STARTS: Ints = _month_names.astype("datetime64[D]").astype(np.int64)
FIRST: Ints = STARTS[:-1]
LAST: Ints = STARTS[1:] - 1

_BASE = int(np.datetime64("2013-01-01", "D").astype(np.int64))
_SPAN = np.arange(_BASE, int(np.datetime64("2022-12-31", "D").astype(np.int64)))
_free = np.array(sorted(holidays.country_holidays("GB", subdiv="ENG", years=range(2013, 2023))), dtype="datetime64[D]")
_working = np.is_busday(_SPAN.astype("datetime64[D]"), holidays=_free)
WORKDAYS: Ints = _SPAN[_working]
_UP_TO: Ints = np.cumsum(_working).astype(np.int64)


def day(text: str) -> int:
    """The day number of an ISO date."""
    return int(np.datetime64(text, "D").astype(np.int64))


def wd(a: npt.ArrayLike, b: npt.ArrayLike) -> Ints:
    """Working days in (a, b]: the start day is not counted, the end day is."""
    return np.asarray(_UP_TO[np.asarray(b) - _BASE] - _UP_TO[np.asarray(a) - _BASE])


def add_wd(a: npt.ArrayLike, n: npt.ArrayLike) -> Ints:
    """The n-th working day after a (n >= 1), or the last working day not after a (n = 0)."""
    return np.asarray(WORKDAYS[_UP_TO[np.asarray(a) - _BASE] + np.asarray(n) - 1])


def months_before(a: int, n: int) -> int:
    """The same day n months earlier, clamped to that month's last day."""
    date = np.datetime64(int(a), "D")
    month = date.astype("datetime64[M]")
    offset = int((date - month.astype("datetime64[D]")).astype(np.int64))
    first = (month - n).astype("datetime64[D]").astype(np.int64)
    last = (month - n + 1).astype("datetime64[D]").astype(np.int64) - 1
    return int(min(first + offset, last))


def birthday(dob: npt.ArrayLike, years: int) -> Ints:
    """The day on which that many years are completed; someone born on 29 February turns on 1 March in common years."""
    dates = np.asarray(dob).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    offset = (dates - month.astype("datetime64[D]")).astype(np.int64)
    return np.asarray((month + 12 * years).astype("datetime64[D]").astype(np.int64) + offset)


def age(dob: npt.ArrayLike, on: int) -> Ints:
    """Age in completed years; negative before birth."""
    dates = np.asarray(dob).astype("datetime64[D]")
    years = np.datetime64(int(on), "D").astype("datetime64[Y]").astype(np.int64) - dates.astype("datetime64[Y]").astype(
        np.int64
    )
    month = dates.astype("datetime64[M]")
    turned = (month + 12 * years).astype("datetime64[D]").astype(np.int64) + (
        dates - month.astype("datetime64[D]")
    ).astype(np.int64)
    return np.asarray(years - (turned > on))


def pick_days(rng: np.random.Generator, first: npt.ArrayLike, last: npt.ArrayLike) -> Ints:
    """One working day in [first, last] for each pair; where there is none, a calendar day of the interval."""
    low, high = np.broadcast_arrays(np.asarray(first, dtype=np.int64), np.asarray(last, dtype=np.int64))
    start, stop = _UP_TO[low - 1 - _BASE], _UP_TO[high - _BASE]
    share = rng.random(low.shape)
    worked = WORKDAYS[np.minimum(start + (share * (stop - start)).astype(np.int64), len(WORKDAYS) - 1)]
    any_day = low + (share * (high - low + 1)).astype(np.int64)
    return np.where(stop > start, worked, any_day)
