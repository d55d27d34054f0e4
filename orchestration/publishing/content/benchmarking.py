"""The benchmarking box of a slide: each comparator with its figure and what is to be known of it.

Belongs here: which lines the box has. Does not belong here: sentences that compare (`statements`), and the table of
benchmarks on an indicator's own page (`tables`).
"""

from __future__ import annotations

from orchestration.publishing.content import statements
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.comparison import NAMED, benchmark, vintage

LOCAL = "Local"
"""Stands in place of a benchmark where no other council publishes the measure."""


def benchmarking(subject: Subject) -> list[tuple[str, str, str]]:
    """The three comparators and what a tool or the council adds; `Local` where no benchmark exists at all.

    A note that all of them share stands under the last one alone.
    """
    rows = {row["comparator"]: row for row in statements.benchmarks(subject)}
    region = f"{subject.council.get('region') or 'The'} region"
    names = {"statistical_neighbours": "Statistical neighbours", "england": "England", "region": region}
    lines = [(names[name], *_benchmark(subject, rows.get(name), bool(rows))) for name in NAMED]
    extra = [name for name in rows if name not in NAMED and name != "own_outturn"]
    lines += [(wording.COMPARATORS.get(name, name), *_benchmark(subject, rows[name], True)) for name in extra]
    told = [(place, note) for place, (_, _, note) in enumerate(lines) if note]
    if len({note for _, note in told}) == 1:
        shared = told[-1][0]
        lines = [(name, value, note if place == shared else "") for place, (name, value, note) in enumerate(lines)]
    return lines


def _benchmark(subject: Subject, row: Row | None, some: bool) -> tuple[str, str]:
    if row is None or row.get("published_value") is None:
        return ("None published" if some else LOCAL), ""
    if row.get("comparable_value") is None:
        return "Not comparable", vintage(row)
    made = "" if row.get("conversion") in (None, "as published") else f"{row['conversion']}; "
    made += "not scaled to this council's size; " if statements.unscaled(subject) else ""
    return benchmark(row, subject.unit, subject.decimals), made + vintage(row)
