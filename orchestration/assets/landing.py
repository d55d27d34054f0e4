"""The asset `deliveries`: what lies in the landing folder, copied once into the vault and listed in the ledger.

Belongs here: reporting what was received, kept and left lying. Does not belong here: how it is copied
(`extracts.landing`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

import dagster as dg

from orchestration.assets.common import DURATION, OWNER, Clock, bad_mapping, damaged
from orchestration.extracts.landing import receive
from orchestration.extracts.ledger import LedgerDamaged
from orchestration.extracts.ledger import deliveries as known_deliveries
from orchestration.extracts.mapping.schema import BadMapping
from orchestration.freshness import NIGHTLY
from orchestration.problems import Exit, Problem, Stop
from orchestration.progress import tell
from orchestration.redact import guarded
from orchestration.resources import Night, OneRun


@dg.asset(
    group_name="landing",
    owners=[OWNER],
    kinds={"file"},
    freshness_policy=NIGHTLY,
    description=(
        "One line per file ever delivered. Each night every new file of the landing folder is copied once into the"
        " vault under its content hash and listed in an append-only ledger; files that are not a feed are named and"
        " left lying."
    ),
)
@guarded("deliveries")
def deliveries(context: dg.AssetExecutionContext, night: Night, lock: OneRun) -> dg.MaterializeResult:
    tell("deliveries")
    clock = Clock()
    if not night.landing.is_dir():
        raise Stop(_no_landing(night))
    try:
        receipt = receive(night.landing, night.home)
        known = known_deliveries(night.home)
    except BadMapping as error:
        raise Stop(bad_mapping(error)) from None
    except LedgerDamaged as error:
        raise Stop(damaged(error)) from None
    if not known:
        raise Stop(_nothing_delivered(night))
    for refusal in [*receipt.refused, *receipt.unrecognised]:
        context.log.warning("left in the landing folder: %s: %s", refusal.place, refusal.reason)
    return dg.MaterializeResult(
        metadata={
            "files_received": len(receipt.received),
            "files_unchanged": receipt.unchanged,
            "files_refused": len(receipt.refused),
            "files_unrecognised": len(receipt.unrecognised),
            "deliveries": len(known),
            "councils": len({delivery.la_code for delivery in known}),
            "newest_extract_date": max(delivery.as_at for delivery in known).isoformat(),
            DURATION: clock.seconds,
        }
    )


def _no_landing(night: Night) -> Problem:
    return Problem(
        what="the landing folder does not exist",
        where=night.landing_folder,
        why="nothing is there to read extracts from",
        mend="give the folder that the case system writes to with --landing, or make one: scorecards sample DIR",
        exit_code=Exit.NOTHING_TO_DO,
    )


def _nothing_delivered(night: Night) -> Problem:
    return Problem(
        what="no delivery was found, so there is nothing to publish",
        where=night.landing_folder,
        why="no folder <la_code>/<YYYY-MM-DD> with a file named like a feed (ssd_person.csv, for example)",
        mend="put extracts under <landing>/<three-digit council code>/<extract date>/, or: scorecards sample DIR",
        exit_code=Exit.NOTHING_TO_DO,
    )
