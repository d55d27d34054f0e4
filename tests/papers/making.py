"""Tools for the modules that make extracts: people, rows, days, and whole numbers that print a figure.

Belongs here: what several modules need. Does not belong here: a printed figure.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import count, cycle
from pathlib import Path

import holidays

Row = dict[str, object]
Tables = dict[str, list[Row]]


class Part:
    """The rows of one module: its people have identifiers that begin with its prefix, so that modules never meet."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.tables: Tables = {}
        self._numbers = count(1)

    def add(self, feed: str, **columns: object) -> None:
        """One row of a feed by its file's columns; dates may be dates, nothing is written for None."""
        self.tables.setdefault(feed, []).append(columns)

    def key(self) -> str:
        """An identifier that no other row of any module has."""
        return f"{self.prefix}{next(self._numbers)}"

    def person(self, born: date = date(2010, 5, 14), sex: str = "F", ethnicity: str = "WBRI") -> str:
        """A new child in `ssd_person`; the date of birth stays free for what the figures need."""
        person_id = self.key()
        self.add("ssd_person", pers_person_id=person_id, pers_sex=sex, pers_ethnicity=ethnicity, pers_dob=born)
        return person_id

    def population(self, la_code: str, children: int, mid_years: Iterable[int] = (2017,)) -> None:
        """The council's own estimate of children aged 0 to 17, in force from each mid-year on."""
        for year in mid_years:
            self.add(
                "local_populations",
                la_code=la_code,
                mid_year=year,
                vintage=year,
                age_from=0,
                age_to=17,
                population=children,
            )


# --- months and days


def month_start(month: str) -> date:
    """The first day of a month written as 2020-12."""
    return date.fromisoformat(f"{month}-01")


def month_end(month: str) -> date:
    return month_start(month_after(month, 1)) - timedelta(days=1)


def month_after(month: str, months: int) -> str:
    """The month so many months later (or earlier, below nought)."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + months, 12)
    return f"{year:04}-{number + 1:02}"


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both counted."""
    found = [first]
    while found[-1] < last:
        found.append(month_after(found[-1], 1))
    return found


@cache
def _bank_holidays() -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2024)))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays()


def working_days_after(day: date, days: int) -> date:
    """The working day on which so many working days have passed since `day`; below nought it looks back."""
    step = timedelta(days=1 if days >= 0 else -1)
    left = abs(days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_of(month: str) -> list[date]:
    first, last = month_start(month), month_end(month)
    return [day for number in range((last - first).days + 1) if is_working_day(day := first + timedelta(days=number))]


def days_in(month: str, number: int, start: int = 0) -> list[date]:
    """So many working days of a month, each as often as needed, from the `start`th on."""
    days = working_days_of(month)[start:]
    return [day for day, _ in zip(cycle(days), range(number), strict=False)]


# --- whole numbers behind a printed figure


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Rounded as the papers round: away from nought at the half, once, from the unrounded value."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals_of(printed: str) -> int:
    return len(printed.partition(".")[2])


def prints(value: Fraction, printed: str) -> bool:
    return half_up(value, decimals_of(printed)) == Decimal(printed)


def share(printed: str, denominator: int) -> int:
    """The smallest whole number that prints this percentage of the denominator."""
    found = next((n for n in _around(printed, denominator) if prints(Fraction(100 * n, denominator), printed)), None)
    if found is None:
        raise ValueError(f"no whole number of {denominator} prints {printed} per cent")
    return found


def _around(printed: str, denominator: int) -> Iterator[int]:
    middle = int(Decimal(printed) * denominator / 100)
    return iter(range(max(0, middle - denominator // 100 - 1), middle + denominator // 100 + 2))


def smallest_share(printed: str, at_least: int = 1, at_most: int = 5000) -> tuple[int, int]:
    """The smallest (numerator, denominator) whose percentage prints so."""
    for denominator in range(at_least, at_most + 1):
        try:
            return share(printed, denominator), denominator
        except ValueError:
            continue
    raise ValueError(f"no pair of numbers up to {at_most} prints {printed} per cent")


def number_for_rate(printed: str, population: int, per: int = 10_000, prefer: int | None = None) -> int:
    """A whole number of children whose rate prints so: the preferred one if it does, else the smallest."""
    middle = int(Decimal(printed) * population / per)
    reach = population // per + 2
    found = [n for n in range(max(0, middle - reach), middle + reach) if prints(Fraction(n * per, population), printed)]
    if not found:
        raise ValueError(f"no whole number in {population} prints {printed} per {per}")
    return prefer if prefer in found else found[0]


# --- writing


def merged(parts: Iterable[Tables]) -> Tables:
    """The rows of several modules as one delivery."""
    together: Tables = {}
    for tables in parts:
        for feed, rows in tables.items():
            together.setdefault(feed, []).extend(rows)
    return together


def write(landing: Path, la_code: str, extract_date: str, tables: Tables) -> None:
    """One delivery in the accepted format: a CSV file per feed, with every column that any of its rows has."""
    folder = landing / la_code / extract_date
    folder.mkdir(parents=True)
    for feed, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{feed}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
