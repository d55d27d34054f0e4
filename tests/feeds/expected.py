"""What may change when one feed does not come, and what of it is otherwise.

Belongs here: the rule, its exceptions with their reasons, and the comparison. Does not belong here: leaving a feed out
(`crowd`, `nights`).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from tests.seeds.reading import Row, registry

MARTS = ("kpi_scorecard", "kpi_measures")
POPULATIONS = {"local_populations", "seeds/populations.csv"}
RATES = {"rate_per_10000", "rate_per_1000"}


@dataclass(frozen=True)
class Allowed:
    """What a feed may change of indicators that do not name it: these slices of any, or all of these indicators."""

    feed: str
    reason: str
    slices: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()


CHILD = frozenset({"age_band", "sex", "ethnic_group"})

ALLOWED = (
    Allowed("ssd_person", "a person whom no list describes is of unknown age, sex and ethnic group", CHILD),
    Allowed("ssd_disability", "this slice alone is made of it, and says that it is missing", frozenset({"disability"})),
    Allowed("ssd_department", "a team's locality is known by its department", frozenset({"locality"})),
    Allowed("ssd_cin_episodes", "a child's team, and so its locality, is the referral's", frozenset({"locality"})),
    Allowed("ssd_contacts", "a forced conversion is a contact turned into one", frozenset({"forced_conversion"})),
    Allowed("ssd_cin_assessments", "a forced conversion has no assessment", frozenset({"forced_conversion"})),
    Allowed(
        "ssd_cla_placement",
        "the placements that a count of children is split by",
        frozenset({"placement_provider", "placement_type"}),
    ),
    Allowed(
        "local_visit_frequency",
        "without an agreed frequency six weeks hold",
        indicators=frozenset({"cla_visits_in_timescale_pct"}),
    ),
)
"""Every exception; docs/indicators.md tells them to readers."""


@dataclass(frozen=True)
class Rows:
    """The rows of one indicator in one slice: how many, what they hold (a hash), figures among them, and statuses."""

    number: int
    content: int
    figures: int
    statuses: tuple[str, str]


Published = dict[tuple[str, str, str], Rows]
"""mart, indicator, type of slice → its rows in every month and view."""


def published(
    connection: duckdb.DuckDBPyConnection, marts: dict[str, str], where: str = "true"
) -> dict[str, Published]:
    """Council → what stands in its marts; `marts` gives a relation for each of `MARTS`."""
    found: dict[str, Published] = {}
    for name, relation in marts.items():
        columns = [row[0] for row in connection.execute(f"describe select * from {relation}").fetchall()]
        content = ", ".join(column for column in columns if column != "la_code")
        slice_type = "slice_type" if "slice_type" in columns else "'all'"
        rows = connection.execute(
            f"select la_code, indicator_code, {slice_type}, count(*), sum(hash({content})), count(value), "
            f"min(status), max(status) from {relation} where {where} group by 1, 2, 3"
        ).fetchall()
        for la_code, code, kind, number, held, figures, least, most in rows:
            found.setdefault(la_code, {})[(name, code, kind)] = Rows(number, int(held), figures, (least, most))
    return found


def needs(row: Row) -> list[set[str]]:
    """The feeds of each need; one of several is enough. Every rate needs populations, a council's own or published."""
    found = [{name.partition(".")[0] for name in need.split("|")} for need in row["feeds"].split(" ")]
    return [*found, POPULATIONS] if row["unit"] in RATES else found


def complaints(feed: str, before: Published, after: Published) -> list[str]:
    """What is otherwise than promised without the feed, in words; codes only, never a figure."""
    return [text for code, row in registry().items() for text in _of_indicator(feed, code, row, before, after)]


def _of_indicator(feed: str, code: str, row: Row, before: Published, after: Published) -> list[str]:
    asked = needs(row)
    missing = (f"feed missing: {feed}",) * 2
    if {feed} in asked:
        wholes = [after.get((mart, code, "all")) for mart in MARTS]
        told = all(rows and rows.figures == 0 and rows.statuses == missing for rows in wholes)
        return [] if told else [f"{code} needs {feed} and does not say that it is missing"]
    keys = sorted({key for key in before | after if key[1] == code})
    if any(feed in need for need in asked):
        return [f"{code}: {mart}, {kind}, has no figures, though another feed has them" for mart, _, kind in keys
                if kind == "all" and not (after.get((mart, code, kind)) or Rows(0, 0, 0, missing)).figures]  # fmt: skip
    return [
        f"{code}: {mart}, {kind}, is otherwise without {feed}, which its row in the registry does not name"
        for mart, _, kind in keys
        if before.get((mart, code, kind)) != after.get((mart, code, kind)) and not _may_change(feed, code, kind)
    ]


def _may_change(feed: str, code: str, kind: str) -> bool:
    return any(one.feed == feed and (kind in one.slices or code in one.indicators) for one in ALLOWED)
