"""What the papers print, one fact per line of `printed.csv`, and how each is treated.

Belongs here: reading the file. Does not belong here: how a figure is made or found.

`treatment` is `compare` (the published figure must print so), `paper_wrong` (the published figure must print
`right_value`, and the paper prints otherwise or not at all) or `not_reproducible`; the last two say why in `reason`.
`comparator` is `<` or `>` where the paper prints a bound and no figure: what is published must lie past it, and a
target must be one of that kind. `view` is a view of the marts, or `mean12`: the mean of the twelve months up to that
one.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

PRINTED = Path(__file__).with_name("printed.csv")
TREATMENTS = ("compare", "paper_wrong", "not_reproducible")


@dataclass(frozen=True)
class Fact:
    value_id: str
    document: str
    line: str
    la_code: str
    indicator_code: str
    slice_type: str
    slice_value: str
    period_end: str
    view: str
    role: str
    against: str
    comparator: str
    printed: str
    decimals: str
    treatment: str
    right_value: str
    reason: str

    @property
    def is_number(self) -> bool:
        """Whether the paper prints a legible number here."""
        return self.decimals != ""

    @property
    def expected(self) -> str:
        """What the published figure must print."""
        return self.right_value if self.treatment == "paper_wrong" else self.printed


def facts() -> list[Fact]:
    with PRINTED.open(encoding="utf-8", newline="") as file:
        return [Fact(**row) for row in csv.DictReader(file)]
