"""The fresh warehouse file with schema `raw` over the lake: what dbt starts from.

Belongs here: throwing the old warehouse away and reporting what was mounted. Does not belong here: choosing deliveries
and writing the views (`extracts.lake`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

import hashlib
from collections.abc import Iterator
from contextlib import closing

import dagster as dg

from orchestration.assets.common import DURATION, OWNER, ROWS, Clock, damaged
from orchestration.assets.feeds import feed_key
from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.figures import FiguresDamaged
from orchestration.extracts.lake import Mounted, NothingDelivered, NotIngested, mount
from orchestration.extracts.recording import NotWhole, record
from orchestration.problems import Exit, Problem, Stop
from orchestration.progress import tell
from orchestration.publishing import current
from orchestration.redact import guarded
from orchestration.resources import Night, OneRun
from orchestration.settings import PROJECT, Home

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
RUN, DELIVERIES = dg.AssetKey(["raw", "run"]), dg.AssetKey(["raw", "deliveries"])
FIGURES = dg.AssetKey(["raw", "published_figures"])

CODE = ("dbt_project.yml", "models", "seeds", "dbt_project", "orchestration")
CODE_ENDINGS = (".py", ".sql", ".yml", ".csv", ".html", ".j2", ".css", ".js", ".svg", ".md")


def _spec(key: dg.AssetKey, description: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        key,
        deps=[feed_key(feed) for feed in FEEDS],
        group_name="raw",
        owners=[OWNER],
        kinds={"duckdb", "table"},
        description=description,
    )


@dg.multi_asset(
    name="raw_schema",
    specs=[
        _spec(RUN, "One row: the run's as-of date, edition, code version and a hash of all its inputs."),
        _spec(
            DELIVERIES, "One row per council, extract date and feed: what arrived and how many rows of it were loaded."
        ),
        _spec(
            FIGURES,
            "One row per council, indicator, month, view and slice: the figure that an edition of an earlier as-of date"
            " published, from the append-only ledger, for this night to be compared with.",
        ),
    ],
)
@guarded("raw_schema")
def raw_schema(context: dg.AssetExecutionContext, night: Night, lock: OneRun) -> Iterator[dg.MaterializeResult]:
    tell("raw schema")
    clock = Clock()
    complete_ledger(night.home, context.log)
    mounted = mount_fresh(night, context.run)
    told = {
        "as_of": mounted.as_of.isoformat(),
        "edition_id": mounted.edition_id,
        "code_version": mounted.code_version,
        "inputs_hash": mounted.inputs_hash,
    }
    context.log.info("edition %s as of %s", mounted.edition_id, mounted.as_of)
    yield dg.MaterializeResult(asset_key=RUN, metadata={**told, ROWS: 1, DURATION: clock.seconds})
    yield dg.MaterializeResult(
        asset_key=DELIVERIES, metadata={"rows_in_view": sum(mounted.rows.values()), DURATION: clock.seconds}
    )
    yield dg.MaterializeResult(asset_key=FIGURES, metadata={"editions": mounted.editions, DURATION: clock.seconds})


def complete_ledger(home: Home, log: dg.DagsterLogManager) -> None:
    """Record the edition in force if the night that switched it in was killed before it could. Raises Stop."""
    in_force = current(home)
    if in_force is None:
        return
    try:
        if added := record(home, in_force):
            log.info("edition %s was in force and not on the ledger; %d figures added", added.edition_id, added.rows)
    except FiguresDamaged as error:
        raise Stop(damaged(error)) from None
    except OSError as error:
        raise Stop(_ledger_not_written(error)) from None
    except NotWhole as error:
        # what cannot be vouched for is not put on record, and tonight's edition takes its place
        log.warning("not added to the ledger of published figures: %s", error)


def _ledger_not_written(error: OSError) -> Problem:
    return Problem(
        what="the edition in force could not be added to the ledger of published figures",
        where="ledger/published",
        why=error.strerror or type(error).__name__,
        mend="scorecards doctor checks disk space and permissions; the next night makes up for it",
        exit_code=Exit.MACHINE,
    )


def mount_fresh(night: Night, run: dg.DagsterRun | None = None) -> Mounted:
    """Delete the warehouse, which can always be made again, and mount the lake in a new one. Raises Stop."""
    import duckdb

    remove_warehouse(night.home)
    night.home.make(night.home.warehouse.parent)
    try:
        with closing(duckdb.connect(str(night.home.warehouse), config=OFFLINE)) as connection:
            return mount(connection, night.home, night.as_of_date(run), code_version=code_version())
    except FiguresDamaged as error:
        raise Stop(damaged(error)) from None
    except (NothingDelivered, NotIngested) as error:
        raise Stop(
            Problem(
                what="the warehouse has nothing to start from",
                where=str(night.home.lake),
                why=str(error),
                mend="run the job `nightly` as a whole (scorecards nightly)",
                exit_code=Exit.NOTHING_TO_DO,
            )
        ) from None


def remove_warehouse(home: Home) -> None:
    """The file and its write-ahead log together: one without the other is worse than neither."""
    for path in (home.warehouse, home.warehouse.with_name(home.warehouse.name + ".wal")):
        path.unlink(missing_ok=True)


def code_version() -> str:
    """A hash of every file that decides a figure or how it is shown; a checkout has the same one everywhere."""
    digest = hashlib.sha256()
    for place in CODE:
        root = PROJECT / place
        files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.suffix in CODE_ENDINGS)
        for path in files:
            if path.is_file():
                digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
