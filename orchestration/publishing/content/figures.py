"""The tidy files of a council: one row a month, indicator, view and part, by the rules of the Department for Education.

Belongs here: which rows and columns a file has and how a figure is told in them. Does not belong here: commas and
files (`formats/figures_csv`).

They are long: `indicator` is a filter, because 151 figures as columns would leave most cells empty (a caseload has no
ethnic group), and because a new indicator then adds rows and no column. The price is one `figure_value` of several
units, which the column `unit` names. One file has the whole council and opens at once in a spreadsheet; the other has
every part as well, is twenty times as long and therefore travels compressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orchestration import inert
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.tables import slice_place
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import rounded
from orchestration.publishing.words.symbols import symbol

COUNTRY = ("E92000001", "England")
TOTAL = "Total"
NOTHING: Row = {"numerator": None, "denominator": None, "value": None, "status": "no figure for this month"}
UNITS = {
    "count": "number",
    "percent": "%",
    "rate_per_10000": "per 10,000",
    "rate_per_1000": "per 1,000",
    "days": "days",
    "average": "average",
    "text": "words",
}


@dataclass(frozen=True)
class Column:
    """A column of the file; `kind` is Filter or Indicator, empty for time, place and what only groups a filter."""

    name: str
    kind: str = ""
    label: str = ""
    places: str = ""
    hint: str = ""
    grouped_by: str = ""


COLUMNS = (
    Column("time_period"),
    Column("time_identifier"),
    Column("geographic_level"),
    Column("country_code"),
    Column("country_name"),
    Column("old_la_code"),
    Column("new_la_code"),
    Column("la_name"),
    Column("service_area"),
    Column("indicator", "Filter", "Indicator", hint="Choose what is measured", grouped_by="service_area"),
    Column("indicator_code", "Filter", "Code of the indicator", hint="The name that stays when a title is reworded"),
    Column("unit", "Filter", "Unit of the figure", hint="Choose figures of one unit"),
    Column("view", "Filter", "Window", hint="A month, a month end, the year to date or twelve months"),
    Column("breakdown", "Filter", "Breakdown", hint="Choose Total for the whole council", grouped_by="breakdown_topic"),
    Column("breakdown_topic"),
    Column("numerator_count", "Indicator", "Numerator", places="1"),
    Column("denominator_count", "Indicator", "Denominator", places="1"),
    Column("figure_value", "Indicator", "Figure, in the unit of the column unit", places="2"),
    Column("status", "Filter", "Status of the figure", hint="Why a figure is missing or not final"),
)
"""In the order of the file, which does not change from one edition to the next."""

META = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)


def metadata() -> list[tuple[str, ...]]:
    """One row a filter and indicator: the twin file, without its header.

    The unit of a number is blank by the department's rules; `figure_value` has several and `unit` says which.
    """
    return [(at.name, at.kind, at.label, "", "", at.places, at.hint, at.grouped_by) for at in COLUMNS if at.kind]


def rows(pack: Pack, *, parts: bool) -> Iterator[tuple[str, ...]]:
    """The rows as text, by indicator, window, part and month, with each of the months shown for each part.

    Without `parts` only the whole council; with them every part, and the whole of indicators that have parts.
    """
    council = inert.cell(str(pack.council["council_name"]))
    for subject in pack.subjects:
        months = [
            (str(end.year), wording.MONTHS[end.month - 1], "Local authority", *COUNTRY, pack.la_code, "", council)
            for end in subject.months
        ]
        what = (
            str(subject.indicator["service_area"]),
            str(subject.indicator["title"]),
            str(subject.indicator["indicator_code"]),
            UNITS.get(subject.unit, subject.unit),
        )
        for view, part, found in _series(subject, parts):
            shown = (wording.VIEW_NAMES[view], *part)
            for place, end in zip(months, subject.months, strict=True):
                yield (*place, *what, *shown, *_figures(subject, end, found.get(end, NOTHING)))


Series = tuple[str, tuple[str, str], dict[date, Row]]
"""View, (breakdown, topic), and the row of each month that has one."""


def _series(subject: Subject, with_parts: bool) -> list[Series]:
    whole: dict[str, dict[date, Row]] = {subject.view: {}}
    for (view, end), row in subject.marts.measures.get(subject.key, {}).items():
        whole.setdefault(view, {})[end] = row
    views = [view for view in wording.VIEW_NAMES if view in whole]
    found: list[Series] = [(view, (TOTAL, TOTAL), whole[view]) for view in views]
    if not with_parts:
        return found
    parts = _parts(subject)
    for kind, value in parts:
        part = (inert.cell(wording.slice_value(kind, value)), wording.SLICES.get(kind, kind))
        found += [(view, part, parts[kind, value].get(view, {})) for view in views]
    return found if parts else []


def _parts(subject: Subject) -> dict[tuple[str, str], dict[str, dict[date, Row]]]:
    """The rows of each part by view and month, in the order shown.

    Left out: a part with nothing in it in any month shown, and a split in which every case is unknown, which would only
    repeat the whole.
    """
    found: dict[tuple[str, str], dict[str, dict[date, Row]]] = {}
    held = set()
    for row in subject.marts.parts.get(subject.key, []):
        part = (row["slice_type"], row["slice_value"])
        found.setdefault(part, {}).setdefault(row["view"], {})[row["period_end"]] = row
        if row["numerator"] or row["denominator"]:
            held.add(part)
    split = {kind for kind, value in held if value != "unknown"}
    return {part: found[part] for part in sorted(held, key=lambda part: slice_place(*part)) if part[0] in split}


def _figures(subject: Subject, end: date, row: Row) -> tuple[str, str, str, str]:
    """Numerator, denominator, the figure as printed everywhere else but for its commas, and the status."""
    status = str(row["status"])
    missing = symbol(status)
    if status == "ok" and (subject.by_month.get(end) or {}).get("is_provisional"):
        status = "provisional"
    value = row["value"]
    return (
        missing if row["numerator"] is None else exact(row["numerator"]),
        missing if row["denominator"] is None else exact(row["denominator"]),
        missing if value is None else f"{rounded(value, subject.decimals):f}",
        status,
    )


def exact(value: float) -> str:
    """The shortest text of a number at 14 digits: `201`, and `12.6` where full-time equivalents are counted."""
    return f"{Decimal(f'{value:.14g}').normalize():f}"
