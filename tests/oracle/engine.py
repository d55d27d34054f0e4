"""Turns observations into cells: views, slices, values and statuses. What an indicator counts does not belong here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tests.oracle import days
from tests.oracle.cleaning import Council
from tests.oracle.readings import Readings

Slice = tuple[str, str]
Key = tuple[str, str, date, str, str, str]
Cell = tuple[float | None, float | None, float | None, str]

_ETHNIC = {
    "White": "WBRI WIRI WOTH WIRT WROM",
    "Mixed": "MWBC MWBA MWAS MOTH",
    "Asian": "AIND APKN ABAN AOTH",
    "Black": "BCRB BAFR BOTH",
    "Other": "OOTH",
}
_GROUP = {code: group for group, codes in _ETHNIC.items() for code in codes.split()}
ALL: Slice = ("all", "all")


@dataclass(frozen=True)
class Indicator:
    """kind: flow or stock; unit: count, percent, rate or mean; needs: feeds, `a|b` for either."""

    code: str
    kind: str
    unit: str
    needs: tuple[str, ...]


class Book:
    """Collects the observations of one council and writes its cells."""

    def __init__(self, council: Council, readings: Readings) -> None:
        self.council, self.readings = council, readings
        self.indicators: dict[str, Indicator] = {}
        self._flows: dict[str, list[tuple[date, list[Slice], float, float]]] = defaultdict(list)
        self._fixed: dict[str, dict[tuple[date, str], dict[Slice, list[float]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
        )
        self.skipped_months: dict[str, set[date]] = defaultdict(set)
        self.months: list[date] = []

    def define(self, code: str, kind: str, unit: str, *needs: str) -> None:
        """Registers an indicator with the feeds it cannot do without."""
        if unit == "rate":
            needs = (*needs, "local_populations")
        self.indicators[code] = Indicator(code, kind, unit, needs)

    def slices(self, person: str | None, day: date, team: object = ...) -> list[Slice]:
        """The slices of one observation on `day`; `team` only for records that have a team column."""
        result = [ALL]
        if team is not ...:
            result.append(("team", str(team) if team else "unknown"))
        if person is None:
            return result
        row = self.council.person(person)
        ethnicity = (row["pers_ethnicity"] or "").upper()
        group = self.readings.chinese if ethnicity == "CNHE" else _GROUP.get(ethnicity, "unknown")
        disabled = any(
            r["disa_disability_code"] not in (None, "NONE") for r in self.council.of("ssd_disability", person)
        )
        return [
            *result,
            ("age_band", days.age_band(row["pers_dob"], day)),
            ("sex", row["pers_sex"] if row["pers_sex"] in ("F", "M") else "unknown"),
            ("ethnic_group", group),
            ("disability", "yes" if disabled else "no"),
        ]

    def flow(self, code: str, day: date, slices: Iterable[Slice], numerator: float, denominator: float = 0) -> None:
        """One event: summed into its month, year to date and rolling twelve months."""
        self._flows[code].append((day, list(slices), numerator, denominator))

    def fixed(
        self, code: str, me: date, view: str, slices: Iterable[Slice], numerator: float, denominator: float = 0
    ) -> None:
        """Part of one view of one month that is not summed over months: stocks, and distinct children of a window."""
        for piece in slices:
            pair = self._fixed[code][me, view][piece]
            pair[0] += numerator
            pair[1] += denominator

    def stock(self, code: str, me: date, slices: Iterable[Slice], numerator: float, denominator: float = 0) -> None:
        """Part of the stock at a month end."""
        self.fixed(code, me, "snapshot", slices, numerator, denominator)

    def population(self, me: date) -> float | None:
        """Children aged 0 to 17: newest vintage first, then its latest mid-year (30 June) not after the month end."""
        rows = [r for r in self.council.rows("local_populations") if r["age_from"] == 0 and r["age_to"] == 17]
        past = [r for r in rows if date(int(r["mid_year"][:4]), 6, 30) <= me]
        if not past:
            return None
        newest = max(r["vintage"] for r in (rows if self.readings.newest_vintage == "overall" else past))
        of_vintage = [r for r in past if r["vintage"] == newest]
        return max(of_vintage, key=lambda r: r["mid_year"])["population"] if of_vintage else None

    def missing_feed(self, indicator: Indicator) -> str | None:
        """The first feed that the indicator needs and the council's newest delivery does not have."""
        for need in ("ssd_person", *indicator.needs):
            if not any(feed in self.council.present for feed in need.split("|")):
                if need.startswith("ssd_person") and indicator.code.startswith(("agency", "caseload")):
                    continue
                return need
        return None

    def cells(self) -> Iterator[tuple[Key, Cell]]:
        """Every cell of the council that is not plainly empty; the whole council's cells always."""
        for code, indicator in self.indicators.items():
            feed = self.missing_feed(indicator)
            for me in self.months:
                if me in self.skipped_months[code]:
                    continue
                views = ["snapshot"] if indicator.kind == "stock" else list(days.windows(me))
                for view in views:
                    sums = self._sums(code, me, view)
                    if feed:
                        sums = {ALL: [0, 0]}
                    if indicator.unit == "rate" and self.readings.sliced_rate == "none":
                        sums = {ALL: sums[ALL]}
                    for piece, (numerator, denominator) in sums.items():
                        key = (self.council.la_code, code, me, view, *piece)
                        yield key, self._cell(indicator, me, piece, numerator, denominator, feed)

    def _sums(self, code: str, me: date, view: str) -> dict[Slice, list[float]]:
        sums: dict[Slice, list[float]] = {ALL: [0.0, 0.0]}
        if (me, view) in self._fixed[code]:
            sums.update(self._fixed[code][me, view])
        if view != "snapshot":
            start = days.windows(me)[view]
            for day, slices, numerator, denominator in self._flows[code]:
                if start <= day <= me:
                    for piece in slices:
                        pair = sums.setdefault(piece, [0.0, 0.0])
                        pair[0] += numerator
                        pair[1] += denominator
        return {piece: pair for piece, pair in sums.items() if piece == ALL or pair != [0.0, 0.0]}

    def _cell(
        self, indicator: Indicator, me: date, piece: Slice, numerator: float, denominator: float, feed: str | None
    ) -> Cell:
        if feed:
            return None, None, None, f"feed missing: {feed}"
        if indicator.unit == "count":
            return numerator, None, numerator, "ok"
        if indicator.unit == "rate":
            people = self.population(me)
            if not people:
                return numerator, people, None, "no cases"
            return numerator, people, numerator * 10000 / people, "ok"
        if denominator == 0:
            return numerator, 0.0, None, "no cases"
        factor = 100 if indicator.unit == "percent" else 1
        return numerator, denominator, numerator * factor / denominator, "ok"
