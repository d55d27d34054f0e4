"""What the command line shows: progress while it works, one screen when it is done.

Belongs here: drawing. Does not belong here: finding anything out. Progress goes to stderr, and only to a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from orchestration.problems import Problem
from orchestration.settings import Home

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import TaskID

    from orchestration.checking.report import Report
    from orchestration.doctor import Finding
    from orchestration.night import Outcome

DETAIL_WIDTH = 44


class Progress:
    """One line per step, the one at work with a bar; silent when stderr is not a terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self.bars = Bars(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[detail]}"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self.step_at_work = ""
        self.task: TaskID | None = None

    def __enter__(self) -> Progress:
        self.bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self.bars.stop()

    def step(self, step: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        """Draw that `step` is at `detail`, `done` of `total` (0: unknown)."""
        if step != self.step_at_work:
            self._finish()
            self.step_at_work = step
            self.task = self.bars.add_task(step, total=total or None, detail="")
        if self.task is not None:
            shown = detail if len(detail) <= DETAIL_WIDTH else detail[: DETAIL_WIDTH - 1] + "…"
            self.bars.update(self.task, completed=done, total=total or None, detail=shown)

    def _finish(self) -> None:
        if self.task is not None:
            total = self.bars.tasks[-1].total or 1
            self.bars.update(self.task, completed=total, total=total, detail="")


def show_outcome(outcome: Outcome, home: Home) -> None:
    """The last screen of a night: where to look on stdout, or why nothing was published on stderr."""
    if outcome.problem:
        show_problem(outcome.problem)
        console = Console(stderr=True, soft_wrap=True)
        console.print(
            f"\nNothing new was published ({outcome.seconds} s). Exit code {int(outcome.exit_code)}.", highlight=False
        )
        if outcome.run_id:
            console.print(f"The run in Dagster's pages (scorecards serve): {outcome.run_id}", highlight=False)
        return
    console = Console(soft_wrap=True, highlight=False)
    edition = home.published / "current"
    console.print(
        f"[bold green]Published edition {escape(str(outcome.facts.get('edition_id', '')))}[/] in {outcome.seconds} s"
    )
    if outcome.facts.get("already_published"):
        console.print("  nothing had changed, so the edition of before stays as it is")
    _print_rows(
        console,
        [
            ("scorecards", str(edition / "scorecards" / "index.html")),
            ("for BI tools", str(edition / "marts" / "marts.duckdb")),
            ("reject reports", str(home.reports)),
            ("the run", f"{outcome.run_id} (scorecards serve)"),
        ],
    )
    if outcome.facts.get("held"):
        console.print("[bold yellow]Held[/] and not in any figure, until it is delivered again or accepted:")
        for line in outcome.facts["held"]:
            console.print(f"  {escape(line)}")
        console.print("  scorecards accept COUNCIL DATE FEED --reason TEXT takes a change that is real")


def show_problem(problem: Problem, heading: str = "Not published") -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    console.print(f"[bold red]{heading}[/]" if problem.exit_code else "[bold]Note[/]")
    _print_rows(console, problem.lines())


def _print_rows(console: Console, rows: Sequence[tuple[str, str]]) -> None:
    """Heading and text, one line each and never folded, so that a path can be copied."""
    width = max(len(heading) for heading, _ in rows)
    for heading, text in rows:
        console.print(f"  [bold]{heading:<{width}}[/]  {escape(text)}")


def show_check(report: Report, out: Path) -> None:
    """The last screen of a check: the verdict, the counts and where to read more."""
    from orchestration.checking.check import PAGE, TABLE
    from orchestration.checking.verdict import supported, verdict

    console = Console(soft_wrap=True, highlight=False)
    colour = "green" if report.is_clean and report.read else "red"
    console.print(f"[bold {colour}]{escape(verdict(report))}[/]")
    rows = report.rows()
    told = "{in:,} in: {accepted:,} accepted, {rejected:,} rejected, {ignored:,} ignored".format(**rows)
    assumed = dict.fromkeys(sentence for delivery in report.deliveries for sentence in delivery.assumed)
    lines = [
        ("rows", told if report.read else ""),
        ("indicators", supported(report)),
        *(("assumed", sentence) for sentence in assumed),
        ("page", str(out / PAGE)),
        ("list", str(out / TABLE)),
    ]
    _print_rows(console, [(heading, text) for heading, text in lines if text])


def show_findings(findings: Sequence[Finding]) -> None:
    """One line per finding; what is wrong also says how to mend it."""
    console = Console(soft_wrap=True, highlight=False)
    marks = {"ok": "[green]ok  [/]", "note": "[yellow]note[/]", "problem": "[bold red]bad [/]"}
    for finding in findings:
        console.print(f"{marks[finding.level]} {finding.subject}: {escape(finding.told)}")
        if finding.mend:
            console.print(f"       mend: {escape(finding.mend)}")
    wrong = sum(finding.is_problem for finding in findings)
    console.print(f"\n{wrong} problem{'' if wrong == 1 else 's'} found." if wrong else "\nNothing is wrong.")
