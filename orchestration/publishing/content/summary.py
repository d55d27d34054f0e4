"""The one-page summary: a topic for each service with two to five short lines.

Belongs here: which indicators a topic names, and its lines. Does not belong here: sentences (`statements`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import groups, statements
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import comparison, movement, wording
from orchestration.publishing.words.comparison import benchmark, vintage
from orchestration.publishing.words.sentences import amount

MOST = 5
FIGURES = 3
"""Indicators of one topic; a line on localities may follow."""


def summary(pack: Pack) -> dict[str, Any]:
    """One topic a service, in the scorecard's order."""
    return {"topics": [topic(area, members) for area, members in pack.groups]}


def topic(area: str, members: list[Subject]) -> dict[str, Any]:
    """Two to five lines: the leading indicators, each with its benchmark, the first with its range and localities.

    A topic of one indicator gives the range a line of its own.
    """
    chosen = leading(members)
    lines = [figure_line(subject) for subject in chosen]
    spread = statements.last_months(chosen[0])
    if spread and len(chosen) > 1:
        lines[0]["text"] += f" {spread}"
    elif spread:
        lines.append({"code": "", "title": "", "text": spread})
    parts = localities(chosen)
    return {"area": area, "lines": [*lines, *([parts] if parts else [])][:MOST]}


def leading(members: list[Subject]) -> list[Subject]:
    """Those in a group of the front page, then those with a figure, in the scorecard's order; at most three.

    Where no figure has come, the first says why.
    """
    figures = [subject for subject in members if subject.latest.get("value") is not None]
    placed = [subject for subject in figures if groups.place(subject) is not None]
    found = [*placed, *(subject for subject in figures if subject not in placed)][:FIGURES]
    return [subject for subject in members if subject in found] or members[:1]


def figure_line(subject: Subject) -> dict[str, str]:
    """`Contacts decided within one working day: 99.0% (1,501 of 1,516) in December 2020, up 1.0 …`; not since when."""
    row = subject.latest
    text = f"{subject.told(row).rstrip('.')}."
    if row.get("value") is not None:
        when = wording.within(subject.view, subject.end)
        moved = movement.moved(row.get("change"), subject.unit, subject.decimals, since="")
        text = f"{statements.with_count(subject, row)} {when}, {moved}. {benchmark_line(subject)}".rstrip()
    return {"code": str(subject.indicator["indicator_code"]), "title": str(subject.indicator["title"]), "text": text}


def benchmark_line(subject: Subject) -> str:
    """`The same as statistical neighbours: 52, as at 31 March 2019.`: the first benchmark, with its year."""
    for row in comparison.in_order([] if statements.unscaled(subject) else statements.benchmarks(subject)):
        gap = row.get("difference")
        if gap is None:
            continue
        side = "The same as" if abs(gap) < movement.EQUAL else "Higher than" if gap > 0 else "Lower than"
        shown = benchmark(row, subject.unit, subject.decimals)
        return f"{side} {comparison.NAMED[row['comparator']]}: {shown}, {vintage(row)}."
    return ""


def localities(members: list[Subject]) -> dict[str, str]:
    """`2 in North and 2 in South; 4 in all.`, of the first figure of which at least half is in a known one.

    Nothing is said where the parts do not add up to the total.
    """
    for subject in members:
        rows = [row for row in subject.marts.slices.get(subject.key, []) if row["slice_type"] == "locality"]
        parts = {row["slice_value"]: float(row["numerator"] or 0) for row in rows}
        total = subject.latest.get("numerator")
        if not parts or not total or abs(sum(parts.values()) - total) > movement.EQUAL:
            continue
        unknown = parts.pop("unknown", 0.0)
        if 2 * unknown > total:
            continue
        told = [f"{amount(value)} in {name}" for name, value in sorted(parts.items())]
        told += [f"{amount(unknown)} not known"] if unknown else []
        return {
            "code": str(subject.indicator["indicator_code"]),
            "title": str(subject.indicator["title"]),
            "text": f"by locality, {comparison.listed(told)}; {amount(total)} in all.",
        }
    return {}
