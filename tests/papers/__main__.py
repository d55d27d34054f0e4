"""`python -m tests.papers [--keep FOLDER]`: replay the papers and print the table; 1 if anything is unexplained."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.papers import replay


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="leave landing/ and home/ in this folder, which must not hold them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scorecards-papers-") as made:
        folder = (options.keep or Path(made)).absolute()
        replay.deliver(folder / "landing")
        outcomes = replay.compared(replay.night(folder / "landing", folder / "home"))
    print(replay.table(outcomes))
    unexplained = [outcome for outcome in outcomes if outcome.state == "unexplained"]
    for outcome in unexplained:
        print(outcome.text())
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
