"""`make fuzz`: damaged files by the thousand, and a table of what became of them; or one case again, by its number.

Belongs here: arguments and what is printed. Exits 1 when anything else than the three outcomes was seen.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

from tests.fuzz import cases, crew, trial
from tests.fuzz.account import ACCEPTED, QUARANTINED, REFUSED
from tests.fuzz.crew import Tally

STEP = 500


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=50_000, help="files to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first delivery")
    parser.add_argument("--workers", type=int, default=2, choices=(1, 2))
    parser.add_argument("--only", type=int, help="one delivery again, by its number, as it is")
    parser.add_argument("--keep", type=Path, help="with --only: leave its files in this folder")
    chosen = parser.parse_args()
    if chosen.only is not None:
        return _again(chosen.seed, chosen.only, chosen.keep)
    started = time.monotonic()
    told, seen = 0, 0

    def tell(tally: Tally) -> None:
        nonlocal told, seen
        for number, what, _ in tally.breaches[seen:]:
            print(f"delivery {number}: {what}", file=sys.stderr, flush=True)
        seen = len(tally.breaches)
        if tally.files // STEP > told:
            told = tally.files // STEP
            seconds = time.monotonic() - started
            print(
                f"{tally.files:,} files, {seconds:,.0f} s, {len(tally.breaches)} breaches", file=sys.stderr, flush=True
            )

    tally = crew.run(chosen.seed, chosen.files, chosen.workers, tell, chosen.first)
    print(report(tally, chosen.seed, time.monotonic() - started))
    return 1 if tally.breaches else 0


def report(tally: Tally, seed: int, seconds: float) -> str:
    lines = [
        f"seed {seed}: {tally.files:,} files in {tally.deliveries:,} deliveries, {seconds / 60:,.0f} minutes; "
        f"{tally.as_it_is:,} deliveries with nothing paid once",
        "",
        "| format | files | accepted | with quarantined rows | refused | slowest delivery |",
        "|---|---|---|---|---|---|",
    ]
    for kind in sorted(tally.reasons):
        counts = [tally.figures[kind, outcome] for outcome in (ACCEPTED, QUARANTINED, REFUSED)]
        told = " | ".join(f"{count:,}" for count in (sum(counts), *counts))
        lines.append(f"| {kind} | {told} | {tally.slowest[kind]:.1f} s |")
    for kind in sorted(tally.reasons):
        lines += ["", f"{kind}:"] + [f"  {count:6,} {reason}" for reason, count in tally.reasons[kind].most_common()]
    lines += ["", f"{len(tally.breaches)} breaches"]
    lines += [f"  delivery {number}: {what}" for number, what, _ in sorted(tally.breaches)[:200]]
    return "\n".join(lines)


def _again(seed: int, number: int, keep: Path | None) -> int:
    case = cases.make(seed, number)
    if keep:
        shutil.rmtree(keep, ignore_errors=True)
        trial.lay(case, keep)
    for path, done in case.done.items():
        print(ascii(path), case.damaged[path], ", ".join(done))
    result = trial.run(case, as_it_is=True)
    for told in result.files:
        print(*told)
    for what, seen in result.breaches.items():
        print(f"\n{what}:\n{seen}")
    return 1 if result.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
