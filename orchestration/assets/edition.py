"""The asset `edition`: the audited marts published as one edition. Nothing below it runs unless everything above
passed.

Belongs here: the last guard and what is told about the edition. Does not belong here: how files are written
(`publishing`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

from collections.abc import Iterable
from pathlib import Path

import dagster as dg

from orchestration.assets.common import DURATION, OWNER, Clock, damaged
from orchestration.extracts import recording
from orchestration.extracts.figures import FiguresDamaged, Recorded
from orchestration.extracts.recording import NotWhole
from orchestration.freshness import NIGHTLY
from orchestration.problems import Exit, Problem, Stop
from orchestration.progress import tell
from orchestration.publishing import CheckOutcome, PublishError, RunRecord, publish
from orchestration.redact import guarded
from orchestration.resources import Night, OneRun
from orchestration.settings import Home


def build_edition(upstream: Iterable[dg.AssetKey], expected_checks: int) -> dg.AssetsDefinition:
    """The edition, made of the marts in `upstream` once `expected_checks` checks were evaluated in the same run."""

    @dg.asset(
        key=["published", "edition"],
        deps=list(upstream),
        group_name="published",
        owners=[OWNER],
        kinds={"duckdb", "parquet", "html"},
        freshness_policy=NIGHTLY,
        description=(
            "One edition a night: the marts as DuckDB and Parquet and the scorecards as pages, written apart and"
            " switched in by one rename. It is made only in a run in which every check was evaluated and none failed."
        ),
    )
    @guarded("edition")
    def edition(context: dg.AssetExecutionContext, night: Night, lock: OneRun) -> dg.MaterializeResult:
        checks = evaluated(context.instance, context.run_id)
        require_all_checks(len(checks), expected_checks)
        clock = Clock()
        try:
            published = publish(night.home, lambda step: tell("edition", step), RunRecord(checks))
        except PublishError as error:
            raise Stop(_refused(str(error))) from None
        tell("edition", "ledger")
        added = _record(night.home, published.path)
        return dg.MaterializeResult(
            metadata={
                "edition_id": published.edition_id,
                "path": dg.MetadataValue.path(str(published.path)),
                "files": published.files,
                "already_published": published.kept,
                "figures_recorded": added.rows if added else 0,
                "checks_evaluated": expected_checks,
                **{f"rows/{table}": count for table, count in published.rows.items()},
                DURATION: clock.seconds,
            }
        )

    return edition


def _record(home: Home, edition: Path) -> Recorded | None:
    """Put what was published on the ledger. A night that is killed before this is made up for by the next."""
    try:
        return recording.record(home, edition)
    except FiguresDamaged as error:
        raise Stop(damaged(error)) from None
    except (NotWhole, OSError) as error:
        raise Stop(_not_recorded(error)) from None


def evaluated(instance: dg.DagsterInstance, run_id: str) -> tuple[CheckOutcome, ...]:
    """The checks that were evaluated in a run, as Dagster recorded them, each once."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
    found = {}
    for record in records:
        data = record.event_log_entry.get_dagster_event().asset_check_evaluation_data
        missed = "warned" if data.severity == dg.AssetCheckSeverity.WARN else "failed"
        found[data.asset_check_key] = CheckOutcome(
            room=data.asset_key.path[0],
            table=data.asset_key.path[-1],
            name=data.check_name,
            outcome="passed" if data.passed else missed,
        )
    return tuple(found.values())


def require_all_checks(found: int, expected: int) -> None:
    """Raise Stop unless every check ran: a green run that executed nothing is a defect, not a success."""
    if found != expected:
        raise Stop(
            Problem(
                what=f"only {found} of {expected} checks were evaluated, so nothing was published",
                where="asset published/edition",
                why="an edition is made in one run with everything that vouches for it",
                mend="run the job `nightly` as a whole (scorecards nightly), not this asset alone",
                exit_code=Exit.CHECKS,
            )
        )


def _refused(message: str) -> Problem:
    return Problem(
        what="the edition could not be published",
        where="published/",
        why=message,
        mend="the edition before it still stands; correct the mart named here, then run again",
        exit_code=Exit.PUBLISH,
    )


def _not_recorded(error: Exception) -> Problem:
    return Problem(
        what="the edition is in force, but what it published could not be put on the ledger",
        where="ledger/published/",
        why=str(error) if isinstance(error, NotWhole) else type(error).__name__,
        mend="see that the disk has room and is writable; the next night puts it on the ledger first of all",
        exit_code=Exit.PUBLISH,
    )
