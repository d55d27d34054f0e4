"""The benchmarks at the edge of a chart: which are shown, their marks and their words.

Belongs here: choosing one benchmark a comparator. Does not belong here: the full table of them (`tables`), and the box
beside a board's chart (`benchmarking`).
"""

from __future__ import annotations

from orchestration.publishing.charts.model import Mark
from orchestration.publishing.content.track import Track
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import RATES

SHAPES = {
    "statistical_neighbours": ("square", "Neighbours"),
    "region": ("triangle", "Region"),
    "england": ("circle", "England"),
    "own_outturn": ("bar", "Own earlier outturn"),
    "chat": ("cross", "ChAT"),
    "local": ("cross", "Set locally"),
    "unlabelled": ("cross", "Benchmark"),
}


def shown(track: Track) -> dict[str, Row]:
    """One comparable benchmark a comparator, its newest vintage, in the order of tables.

    A figure of another window is comparable only where it is a mean or a share.
    """
    found = {}
    for row in track.subject.marts.benchmarks.get(track.subject.key, []):
        same = row["view"] in (None, track.view) or track.subject.unit not in ("count", *RATES)
        if row["comparable_value"] is not None and same:
            found[row["comparator"]] = row
    return {name: found[name] for name in wording.COMPARATORS if name in found}


def marks(track: Track) -> list[Mark]:
    """The marks at the chart's right edge, each with its name and figure."""
    return [
        Mark(
            SHAPES[name][0],
            row["comparable_value"],
            (f"{SHAPES[name][1]} {track.subject.shown(row['comparable_value'])}",),
        )
        for name, row in shown(track).items()
    ]


def in_words(track: Track) -> str:
    """`Benchmarks: statistical neighbours 81.0%, region 79.0%.`; or that there are none."""
    said = [
        f"{_inside(wording.COMPARATORS[name])} {track.subject.shown(row['comparable_value'])}"
        for name, row in shown(track).items()
    ]
    return f"Benchmarks: {', '.join(said)}." if said else "No benchmark to compare with."


def _inside(name: str) -> str:
    """A comparator's name inside a sentence."""
    return name if name in ("England", "ChAT") else name[:1].lower() + name[1:]
