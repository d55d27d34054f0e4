"""What a check comes to, in sentences: the verdict, and what to do first.

Belongs here: words that page and terminal share. Does not belong here: drawing either.
"""

from __future__ import annotations

from collections import Counter

from orchestration.checking import report as shapes
from orchestration.checking.report import FileLine, Report, Support
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.inert import visible

SUPPORTS: dict[Support, tuple[str, str]] = {
    "full": ("In full", "the figure would be what it is meant to be"),
    "part": ("In part", "there would be a figure, and what is left out may touch it"),
    "later": ("Later", "right once more deliveries have come"),
    "not": ("Not", "the figure would be shown as not reported, never as nought"),
}


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def verdict(report: Report) -> str:
    """One sentence on the whole check."""
    if not report.read:
        return f"Nothing here would be read: {_left(report)}." if report.files else "There is no file here."
    if report.is_clean:
        return "Everything here would be accepted."
    rows = report.rows()
    parts = [f"{rows['rejected']:,} of {counted(rows['in'], 'row')} would be rejected"] * bool(rows["rejected"])
    told = (
        (report.with_status(shapes.REFUSED), "would be refused"),
        (report.with_status(shapes.HELD), "would be held until somebody accepts what is unlike the delivery before"),
        (report.with_status(shapes.LEFT), "would not be recognised"),
        (report.with_status(shapes.EMPTY), "without a row"),
    )
    parts += [f"{counted(len(files), 'file or sheet', 'files or sheets')} {what}" for files, what in told if files]
    return f"Not everything here would be accepted: {_listed(parts)}."


def supported(report: Report) -> str:
    """How many indicators would result, for the terminal; "" when none was looked at."""
    counts = Counter(one.support for delivery in report.deliveries for one in delivery.indicators)
    return ", ".join(f"{counts[support]} {heading.lower()}" for support, (heading, _) in SUPPORTS.items() if counts)


def tasks(report: Report) -> list[str]:
    """What to do first, in the order in which it helps: files that are not taken, rules with the most rows, columns."""
    found = [
        _told(line) for line in report.files if line.status in (shapes.REFUSED, shapes.HELD, shapes.LEFT, shapes.EMPTY)
    ]
    rules: Counter[str] = Counter()
    for delivery in report.deliveries:
        for group in delivery.groups:
            rules[group.rule] += group.count if RULEBOOK[group.rule].severity == "row rejected" else 0
    found += [
        f"{RULEBOOK[rule].what_to_do} ({counted(count, 'fault')}, {rule})"
        for rule, count in rules.most_common()
        if count
    ]
    for line in report.read:
        if line.missing:
            found.append(f"{_name(line)}: add {_listed(list(line.missing))}, which some indicators need.")
    return found


def _told(line: FileLine) -> str:
    return (
        f"{line.status}: {visible(line.why)}."
        if line.file in line.why
        else f"{_name(line)} ({line.status}): {line.why}."
    )


def _name(line: FileLine) -> str:
    return visible(", ".join(filter(None, (line.file, line.sheet))))


def _left(report: Report) -> str:
    refused, left = len(report.with_status(shapes.REFUSED)), len(report.with_status(shapes.LEFT))
    parts = [f"{counted(refused, 'file')} refused"] * bool(refused)
    return _listed([*parts, *[f"{counted(left, 'file')} not recognised"] * bool(left)])


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
