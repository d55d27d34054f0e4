"""The feeds: every delivery brought into the lake under its contract, one asset and one blocking check per feed.

Belongs here: adding the outcomes of the councils up by feed and saying them as metadata and checks. Does not belong
here: reading, judging or writing rows (`extracts.ingest`), and any rule (`contracts`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import dagster as dg

from orchestration.assets.common import DURATION, OWNER, ROWS, bad_mapping, damaged
from orchestration.assets.landing import deliveries
from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.shape import Feed
from orchestration.extracts import reports
from orchestration.extracts.acceptances import AcceptancesDamaged
from orchestration.extracts.lake import selected
from orchestration.extracts.ledger import Delivery, LedgerDamaged
from orchestration.extracts.ledger import deliveries as known_deliveries
from orchestration.extracts.limited import Reader, ReaderFailed
from orchestration.extracts.mapping.loading import mapping_of
from orchestration.extracts.mapping.schema import BadMapping
from orchestration.extracts.outcomes import FileOutcome, RowLawBroken
from orchestration.extracts.plausibility import HELD
from orchestration.extracts.vault import VaultDamaged
from orchestration.freshness import NIGHTLY
from orchestration.problems import Exit, Problem, Stop
from orchestration.progress import tell
from orchestration.redact import guarded
from orchestration.resources import Night, OneRun

CHECK = "contract"

Outcome = dg.MaterializeResult | dg.AssetCheckResult


def feed_key(feed: str) -> dg.AssetKey:
    return dg.AssetKey(["raw", feed])


def _spec(feed: Feed) -> dg.AssetSpec:
    return dg.AssetSpec(
        feed_key(feed.name),
        deps=[deliveries],
        group_name="raw",
        owners=[OWNER],
        kinds={"pandera", "parquet"},
        freshness_policy=NIGHTLY,
        description=(
            f"One row per {', '.join(feed.key)} of each council's delivery: the rows of {feed.name} that kept the"
            " extract contract, typed. The others are in quarantine with rule, row and column."
        ),
    )


def _check(feed: Feed) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        CHECK,
        asset=feed_key(feed.name),
        blocking=True,
        description=(
            "Rows in = loaded + quarantined + ignored, and the loaded rows keep the pandera contract. A warning, which"
            " stops nothing, when rows were quarantined or a file was refused or held."
        ),
    )


@dg.multi_asset(
    name="ingest",
    specs=[_spec(feed) for feed in FEEDS.values()],
    check_specs=[_check(feed) for feed in FEEDS.values()],
)
@guarded("ingest")
def feeds(context: dg.AssetExecutionContext, night: Night, lock: OneRun) -> Iterator[Outcome]:
    as_of = night.as_of_date(context.run)
    try:
        chosen = up_to(known_deliveries(night.home), as_of)
        for la_code in {delivery.la_code for delivery in chosen}:
            mapping_of(night.home, la_code)  # one that cannot be used stops the night before anything is read
        with Reader(night.home) as reader:
            for number, delivery in enumerate(chosen):
                tell("ingest", f"{delivery.la_code}/{delivery.as_at}", number, len(chosen))
                reader.ingest(delivery)
        found = [item for one in selected(night.home, as_of) if one.is_current for item in one.outcomes]
    except ReaderFailed as error:
        raise Stop(_unread(error)) from None
    except BadMapping as error:
        raise Stop(bad_mapping(error)) from None
    except (AcceptancesDamaged, LedgerDamaged, RowLawBroken, VaultDamaged) as error:
        raise Stop(damaged(error)) from None
    reports.write_plausibility(night.home, found)
    broken = []
    for name in FEEDS:
        told = [item for item in found if item.feed == name]
        yield materialization(name, told)
        verdict = evaluation(name, told)
        yield verdict
        if not verdict.passed and verdict.severity == dg.AssetCheckSeverity.ERROR:
            broken.append(name)
    if broken:
        raise Stop(_lawless(broken))


def up_to(known: Iterable[Delivery], as_of: date | None) -> list[Delivery]:
    """The deliveries of an as-of date; raises Stop when there are none."""
    chosen = [delivery for delivery in known if as_of is None or delivery.as_at <= as_of]
    if not chosen:
        raise Stop(
            Problem(
                what="no delivery is as old as the as-of date asks for",
                where=f"--as-of {as_of}",
                why="every known extract date is later",
                mend="leave --as-of out, or give a later date",
                exit_code=Exit.NOTHING_TO_DO,
            )
        )
    return chosen


def materialization(feed: str, told: list[FileOutcome]) -> dg.MaterializeResult:
    """Row counts of one feed over the councils' newest deliveries."""
    return dg.MaterializeResult(
        asset_key=feed_key(feed),
        metadata={
            "rows_in": sum(item.rows_in for item in told),
            ROWS: sum(item.rows_loaded for item in told),
            "rows_quarantined": sum(item.rows_quarantined for item in told),
            "rows_ignored": sum(item.rows_ignored for item in told),
            "files": dict(Counter(item.status for item in told)),
            HELD: [f"{item.la_code}/{item.as_at}/{item.feed} {item.reason}" for item in told if item.status == HELD],
            DURATION: round(sum(item.seconds for item in told), 3),
        },
    )


def evaluation(feed: str, told: list[FileOutcome]) -> dg.AssetCheckResult:
    """The feed's check: an error when the program broke its own law, a warning when the files broke their contract."""
    lawless = [item for item in told if item.contract_kept and item.rows_in != _accounted(item)]
    broken = [item for item in told if not item.contract_kept]
    rules = sum((Counter(item.rules) for item in told), Counter[str]())
    refused = [item for item in told if item.status == "refused"]
    held = [item for item in told if item.status == HELD]
    return dg.AssetCheckResult(
        passed=not (lawless or broken or rules or refused or held),
        asset_key=feed_key(feed),
        check_name=CHECK,
        severity=dg.AssetCheckSeverity.ERROR if lawless or broken else dg.AssetCheckSeverity.WARN,
        metadata={
            "quarantined_by_rule": dict(sorted(rules.items())),
            "files_refused": len(refused),
            "files_held": len(held),
            "files_that_break_the_row_law": len(lawless),
            "files_that_break_the_contract": len(broken),
        },
    )


def _accounted(item: FileOutcome) -> int:
    return item.rows_loaded + item.rows_quarantined + item.rows_ignored


def _unread(error: ReaderFailed) -> Problem:
    return Problem(
        what="the deliveries could not be read, and no file of them is to blame",
        where=str(error),
        why="the process that reads them ended between two files: a defect, or a machine without memory or room",
        mend="run scorecards doctor; if it finds nothing, report the words shown here",
        exit_code=Exit.CONTRACT,
    )


def _lawless(feeds_at_fault: list[str]) -> Problem:
    return Problem(
        what="rows that were about to be loaded do not keep the contract, or rows were lost or made",
        where=", ".join(feeds_at_fault),
        why="the program's own rules did not hold, whatever the files were like: a defect",
        mend="report this with the numbers that the feed's check shows (scorecards serve)",
        exit_code=Exit.CONTRACT,
    )
