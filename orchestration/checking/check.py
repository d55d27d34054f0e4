"""One check from path to report: everything in a private home, two files written, nothing kept.

Belongs here: the order of the steps, and the exit code that follows. Does not belong here: how any step works.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orchestration.checking.gather import gather
from orchestration.checking.page import write_page
from orchestration.checking.places import Unusable, places_of
from orchestration.checking.private import private_home
from orchestration.checking.report import Report
from orchestration.checking.table import write_table
from orchestration.extracts.limited import ReaderFailed
from orchestration.extracts.mapping.schema import BadMapping
from orchestration.extracts.outcomes import RowLawBroken
from orchestration.extracts.recognition.receipts import Receipt
from orchestration.extracts.vault import VaultDamaged
from orchestration.problems import Exit, Problem
from orchestration.redact import problem_of

PAGE, TABLE = "check.html", "check.csv"


@dataclass(frozen=True)
class Outcome:
    """What a check came to: a report and where it was written, or the problem that kept it from being made."""

    report: Report | None = None
    problem: Problem | None = None

    @property
    def exit_code(self) -> int:
        if self.problem or self.report is None:
            return self.problem.exit_code if self.problem else Exit.UNEXPECTED
        if not self.report.read:
            return Exit.NOTHING_TO_DO
        return Exit.PUBLISHED if self.report.is_clean else Exit.REJECTS


def run_check(path: Path, la_code: str, as_at: str, out: Path) -> Outcome:
    """Check a file or folder and write the page and the CSV below `out`. Never raises: what happens is in the outcome.

    `la_code` and `as_at` are empty where the path itself should tell.
    """
    try:
        if out == path or path in out.parents:
            raise Unusable(f"the report would be written into what is checked ({out}); name another folder with --out")
        with private_home() as home:
            receipt = Receipt()
            places = places_of(path, la_code, as_at, home.root / "scratch", receipt)
            deliveries, beside = gather(places, home, receipt)
            report = Report(path.name, tuple(deliveries), tuple(beside))
            write_page(report, out / PAGE)
            write_table(report, out / TABLE)
    except KeyboardInterrupt:
        return Outcome(problem=Problem("the check was interrupted; nothing of it was kept", exit_code=Exit.INTERRUPTED))
    except Unusable as error:
        return Outcome(problem=Problem(str(error), exit_code=Exit.USAGE))
    except BadMapping as error:
        return Outcome(problem=Problem("the council's mapping cannot be used", str(error), exit_code=Exit.USAGE))
    except (ReaderFailed, RowLawBroken, VaultDamaged) as error:
        return Outcome(problem=Problem(str(error), why="a defect of the program", exit_code=Exit.CONTRACT))
    except Exception as error:
        return Outcome(problem=problem_of(error, "check"))
    return Outcome(report)
