"""The one front door: `scorecards sample | nightly | check | mapping | accept | benchmarks | doctor | prepare | serve`.

Belongs here: arguments, progress on the terminal, the screen at the end, exit codes. Does not belong here: the work.
Everything slow is imported inside the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orchestration.problems import Exit
from orchestration.settings import HOME_VARIABLE, LANDING_VARIABLE, Home

if TYPE_CHECKING:
    from orchestration.night import Outcome

FOLDER = click.Path(file_okay=False, path_type=Path, resolve_path=True)

home_option = click.option(
    "--home",
    "home_folder",
    type=FOLDER,
    envvar=HOME_VARIABLE,
    default=lambda: Home.from_environment().root,
    show_default="home/ beside the project",
    help="The one folder that everything is written to.",
)
landing_option = click.option(
    "--landing",
    type=FOLDER,
    envvar=LANDING_VARIABLE,
    default=None,
    show_default="<home>/landing",
    help="The folder that the case system drops extracts in: <la_code>/<extract date>/<feed>.csv.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="childrens-services-scorecards", prog_name="scorecards")
def main() -> None:
    """From a council's raw case-system extracts to a published children's services scorecard."""
    os.umask(0o077)  # what is written is for its owner only; publishing opens the editions itself


@main.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--seed", type=int, default=None, help="Another fictional council of the same shape; the default is fixed."
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["ssd", "annex_a", "returns"]),
    default="ssd",
    show_default=True,
    help="The same council as tables of the dataset, as monthly Annex A workbooks, or as CIN census with SSDA903.",
)
def sample(folder: Path, seed: int | None, form: str) -> None:
    """Write a fictional council's extracts to FOLDER."""
    from orchestration.screen import Progress

    with Progress() as progress:
        from orchestration.sample import write

        extra: dict[str, int] = {} if seed is None else {"seed": seed}
        write(folder, form=form, progress=lambda what, done, total: progress.step("sample", what, done, total), **extra)
    click.echo(f"A fictional council's extracts are in {folder}. Next: scorecards nightly --landing {folder}")


@main.command()
@landing_option
@home_option
@click.option(
    "--as-of", default="", metavar="DATE", help="Show things as at this day (YYYY-MM-DD); default: the newest extract."
)
def nightly(landing: Path | None, home_folder: Path, as_of: str) -> None:
    """Run one whole night: receive, ingest, build, check, publish.

    Exits 0 only when an edition was published. Otherwise the reason is on one screen and the exit code says which kind:
    2 usage, 3 nothing delivered, 4 extracts, 5 models, 6 checks, 7 publishing, 8 another run is at work, 9 this
    machine, 130 interrupted, 1 anything else.
    """
    from orchestration.screen import Progress, show_outcome

    home = Home(home_folder)
    with Progress() as progress:
        from orchestration.night import run_night
        from orchestration.progress import heard_by

        with heard_by(progress.step):
            outcome: Outcome = run_night(home, landing or home.default_landing, as_of)
    show_outcome(outcome, home)
    sys.stdout.flush()
    sys.stderr.flush()
    if outcome.exit_code == Exit.INTERRUPTED:
        os._exit(Exit.INTERRUPTED)  # the worker thread may be deep in SQL; the system frees the lock with the process
    sys.exit(int(outcome.exit_code))


@main.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path, resolve_path=True))
@click.option(
    "--la", "la_code", default="", metavar="CODE", help="The council's three digits, where no folder says it."
)
@click.option(
    "--as-at", default="", metavar="DATE", help="The extract date (YYYY-MM-DD), where no folder or census says it."
)
@click.option(
    "--out",
    type=FOLDER,
    default="check-report",
    show_default="check-report/ in this folder",
    help="The folder for check.html and check.csv; an earlier report in it is replaced.",
)
def check(path: Path, la_code: str, as_at: str, out: Path) -> None:
    """Say what would become of PATH, without loading it: for whoever makes the extract.

    PATH is a file, a folder or a zip of any accepted format, or a whole landing folder. Nothing of it is kept. Exits 0
    when every file and row would be accepted, 10 when something would be rejected, refused or not recognised, 3 when
    nothing would be read; 2 usage, 9 this machine, 130 interrupted, 1 and 4 a defect.
    """
    from orchestration.screen import Progress, show_check, show_problem

    with Progress() as progress:
        from orchestration.checking.check import run_check
        from orchestration.progress import heard_by

        with heard_by(progress.step):
            outcome = run_check(path, la_code, as_at, out)
    if outcome.problem:
        show_problem(outcome.problem, "Not checked")
    elif outcome.report:
        show_check(outcome.report, out)
    sys.exit(int(outcome.exit_code))


@main.command()
@click.argument("files", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
@click.option("--la", "la_codes", multiple=True, metavar="CODE", help="A council whose region is wanted as well.")
@click.option("--since", type=int, default=0, metavar="YEAR", help="Years that end in this one or later.")
@click.option("--all", "everything", is_flag=True, help="Also what the seed has already.")
def benchmarks(files: tuple[Path, ...], la_codes: tuple[str, ...], since: int, everything: bool) -> None:
    """Print rows for seeds/benchmarks.csv from FILES of the Department for Education's published statistics.

    What is printed is CSV in the columns of the seed, without those that it has; what was left out, and why, goes to
    the terminal. Exits 10 when a file is not read.
    """
    import csv

    from orchestration.statistics.published import NotRead, header, left_out, not_in_seed, read

    rows, refused = csv.DictWriter(sys.stdout, header(), lineterminator="\n"), False
    rows.writeheader()
    for file in files:
        try:
            found = read(file, la_codes, since)
        except NotRead as error:
            refused = True
            click.echo(f"{file.name}: not read: {error}", err=True)
            continue
        new = found.rows if everything else not_in_seed(found.rows)
        rows.writerows(new)
        told = [
            f"{found.table}: {len(new)} row{'s' * (len(new) != 1)}",
            f"{len(found.rows) - len(new)} that the seed has",
        ]
        click.echo(f"{file.name}: {'; '.join([*told, *left_out(found)])}", err=True)
    sys.exit(int(Exit.REJECTS if refused else Exit.PUBLISHED))


@main.command()
@home_option
@landing_option
@click.option("--port", type=int, default=3000, show_default=True, help="The port that `scorecards serve` would use.")
def doctor(home_folder: Path, landing: Path | None, port: int) -> None:
    """Say what is wrong with this machine or configuration, and how to mend it. Exits 1 when something is."""
    from orchestration.doctor import examine
    from orchestration.screen import show_findings

    home = Home(home_folder)
    findings = examine(home, landing or home.default_landing, port)
    show_findings(findings)
    sys.exit(1 if any(finding.is_problem for finding in findings) else 0)


@main.command()
@click.argument("la_code")
@click.argument("extract_date", metavar="DATE")
@click.argument("feed")
@click.option("--reason", required=True, metavar="TEXT", help="Why the change is real. Name no child.")
@home_option
def accept(la_code: str, extract_date: str, feed: str, reason: str, home_folder: Path) -> None:
    """Take a feed that is held because it differs too much from the delivery before. The next night shows it.

    The reason, your name on this machine and the time go on the ledger for ever, and nowhere else.
    """
    from orchestration.extracts.holding import NotHeld, accept_held

    try:
        told = accept_held(Home(home_folder), la_code, extract_date, feed, reason)
    except NotHeld as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Accepted: {la_code}/{extract_date}/{feed}, {told}. Next: scorecards nightly")


@main.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path, resolve_path=True))
@click.option("--la", "la_code", default="", metavar="CODE", help="The council, where no folder of PATH names it.")
@click.option("--write", is_flag=True, help="Write <mappings>/<la_code>.toml, unless the council has one.")
@home_option
def mapping(path: Path, la_code: str, write: bool, home_folder: Path) -> None:
    """Draft a council's mapping (header to field, value to code, writing of days) from a file or a delivery folder.

    Shows what its mapping lacks; one that is there is never overwritten. Exits 0, or 2 when it cannot be drafted.
    """
    from orchestration.extracts.mapping import drafting
    from orchestration.extracts.mapping.schema import BadMapping

    home = Home(home_folder)
    try:
        draft = drafting.draft(path, home, la_code)
    except BadMapping as error:
        click.echo(str(error), err=True)
        sys.exit(int(Exit.USAGE))
    for line in draft.passed_over:
        click.echo(f"passed over: {line}", err=True)
    if write and drafting.write(draft, home):
        click.echo(f"Drafted {draft.target}. Read every line before the next night.")
        return
    click.echo(
        draft.text or "# nothing is missing: the readers and the mapping know every header, code and day",
        nl=not draft.text,
    )
    if draft.text and not draft.is_new:
        click.echo(f"{draft.target} is there and stays as it is; these lines are not in it", err=True)


@main.command(hidden=True)
@home_option
def prepare(home_folder: Path) -> None:
    """Parse the dbt project for this home, so that Dagster's definitions can be loaded."""
    from orchestration.instance import prepare_environment, prepare_folder
    from orchestration.problems import Stop
    from orchestration.screen import show_problem

    home = Home(home_folder)
    prepare_environment(home)
    prepare_folder(home)
    from orchestration import transform

    try:
        parsed = transform.prepare(home)
    except Stop as stop:
        show_problem(stop.problem)
        sys.exit(int(stop.problem.exit_code))
    click.echo(
        "the dbt project was parsed" if parsed else "the dbt project was parsed before and has not changed", err=True
    )


@main.command()
@home_option
@landing_option
@click.option(
    "--port", type=int, default=3000, show_default=True, help="Port on this machine; nobody else can reach it."
)
def serve(home_folder: Path, landing: Path | None, port: int) -> None:
    """Dagster's pages and its daemon, which runs the schedule, on this machine only. Ctrl-C stops both."""
    from orchestration.server import serve as start

    home = Home(home_folder)
    sys.exit(start(home, landing or home.default_landing, port))


if __name__ == "__main__":
    main()
