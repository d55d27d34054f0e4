"""The report as one HTML page: a verdict, what to do, files, rejected rows by rule, and the indicators.

Belongs here: words, order, and what is too long for a page (the CSV has it whole). Does not belong here: what is found
(`gather`). The page needs no network and no script, and holds no time and no path: the same input gives the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orchestration.checking import report as shapes
from orchestration.checking.places import NO_COUNCIL, NO_DATE
from orchestration.checking.report import Checked, Group, Report, Support
from orchestration.checking.verdict import SUPPORTS, counted, tasks, verdict
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.extracts.files import write_whole
from orchestration.inert import visible
from orchestration.publishing.formats import site
from orchestration.settings import PROJECT

TEMPLATES = Path(__file__).parent / "templates"
DELIVERIES_SHOWN, FILES_SHOWN, PLACES_SHOWN, TASKS_SHOWN = 12, 200, 20, 6


def write_page(report: Report, path: Path) -> None:
    """Render and write the page, whole or not at all."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda said: visible(said) if type(said) is str else said,
    )
    styles = (site.TEMPLATES / "style.css", TEMPLATES / "check.css")
    style = "".join(site.compact(file.read_text(encoding="utf-8")) for file in styles)
    page = environment.get_template("check.html.j2").render(
        style=style, style_hash=site.content_hash(f"\n{style}\n"), **_page(report)
    )
    write_whole(path, page.encode("utf-8"))


def _page(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "verdict": verdict(report),
        "tasks": tasks(report)[:TASKS_SHOWN],
        "more_tasks": len(tasks(report)[TASKS_SHOWN:]),
        "tiles": list(_tiles(report)),
        "deliveries": [_delivery(one) for one in report.deliveries[:DELIVERIES_SHOWN]],
        "more_deliveries": len(report.deliveries[DELIVERIES_SHOWN:]),
        "beside": report.beside[:FILES_SHOWN],
        "more_beside": len(report.beside[FILES_SHOWN:]),
        "counted": counted,
    }


def _tiles(report: Report) -> Iterable[tuple[str, str, str]]:
    """Heading, figure and remark."""
    rows, whole = report.rows(), report.with_status(shapes.ACCEPTED, shapes.ASIDE, shapes.BARE)
    yield "Files and sheets taken whole", str(len(whole)), f"of {len(report.files)}"
    yield "Rows accepted", f"{rows['accepted']:,}", f"of {rows['in']:,}; {rows['ignored']:,} ignored for a named reason"
    yield "Rows rejected", f"{rows['rejected']:,}", "by rule, below"
    every = [one for delivery in report.deliveries for one in delivery.indicators]
    full = sum(one.support == "full" for one in every)
    yield "Indicators in full", str(full), f"of {len(every)}"


def _delivery(checked: Checked) -> dict[str, Any]:
    files = [line for line in checked.files if line.status != shapes.LITTER]
    return {
        "checked": checked,
        "heading": _heading(checked),
        "files": files[:FILES_SHOWN],
        "more_files": len(files[FILES_SHOWN:]),
        "unread": [line for line in files[:FILES_SHOWN] if line.unread],
        "passed_over": len(checked.files) - len(files),
        "rejects": _by_rule(checked.groups, "row rejected"),
        "others": _by_rule(checked.groups, "noted") + _by_rule(checked.groups, "row ignored"),
        "supports": [(heading, told, checked.by_support(support)) for support, heading, told in _headings()],
    }


def _heading(checked: Checked) -> str:
    name = _councils().get(checked.la_code, "Council")
    council = "Council not known" if checked.la_code == NO_COUNCIL else f"{name} ({checked.la_code})"
    return f"{council}, {'day not known' if checked.as_at == NO_DATE else f'extract of {checked.as_at}'}"


def _by_rule(groups: Sequence[Group], severity: str) -> list[dict[str, Any]]:
    """The rules of one severity, those with the most rows first, each with its files and columns."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        if group.severity == severity:
            found.setdefault(group.rule, []).append(group)
    told = []
    for rule, places in found.items():
        places.sort(key=lambda group: (-group.count, group.file, group.sheet, group.column))
        told.append(
            {
                "rule": rule,
                "entry": RULEBOOK[rule],
                "count": sum(place.count for place in places),
                "places": places[:PLACES_SHOWN],
                "more": len(places[PLACES_SHOWN:]),
            }
        )
    return sorted(told, key=lambda one: (-int(str(one["count"])), str(one["rule"])))


def _headings() -> Iterable[tuple[Support, str, str]]:
    return ((support, heading, told) for support, (heading, told) in SUPPORTS.items())


@cache
def _councils() -> dict[str, str]:
    with (PROJECT / "seeds" / "councils.csv").open(encoding="utf-8", newline="") as file:
        return {row["la_code"]: row["council_name"] for row in csv.DictReader(file)}
