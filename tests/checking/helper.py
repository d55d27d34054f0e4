"""Running a check in this process and reading what it wrote.

Belongs here: the means. Does not belong here: assertions.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from orchestration.checking.check import PAGE, TABLE, Outcome, run_check
from orchestration.checking.report import Checked, FileLine

Line = dict[str, str]


@dataclass(frozen=True)
class Found:
    """One check: the outcome, and the two files as text; `out` is where they lie."""

    outcome: Outcome
    out: Path
    page: str = ""
    table: str = ""

    @property
    def checked(self) -> Checked:
        """The only delivery."""
        assert self.outcome.report, self.outcome.problem
        (only,) = self.outcome.report.deliveries
        return only

    def lines(self, about: str) -> list[Line]:
        return [line for line in csv.DictReader(io.StringIO(self.table)) if line["about"] == about]

    def file(self, name: str) -> FileLine:
        return next(line for line in self.checked.files if line.file == name)

    def rules(self) -> dict[tuple[str, str, str], int]:
        """(rule, file, column) → how often."""
        return {(group.rule, group.file, group.column): group.count for group in self.checked.groups}

    def support(self, code: str) -> tuple[str, str]:
        one = next(one for one in self.checked.indicators if one.code == code)
        return one.support, one.why


def check(path: Path, out: Path, la_code: str = "", as_at: str = "") -> Found:
    outcome = run_check(path, la_code, as_at, out)
    if outcome.report is None:
        return Found(outcome, out)
    return Found(outcome, out, (out / PAGE).read_text(encoding="utf-8"), (out / TABLE).read_text(encoding="utf-8"))
