"""`python -m tests.feeds [--scale S] [FEED ...]`: a whole night without each feed, compared with one that has them all.

Prints a line a feed: published or not, how many indicators say that it is missing, and what is otherwise than promised.
Exits 1 if a night published nothing or changed what it must not.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from orchestration.sample import write
from orchestration.settings import Home
from tests.feeds import crowd, expected, nights


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=crowd.SCALE, help="size of the council (1 is the sample's)")
    parser.add_argument("feeds", nargs="*", default=crowd.DELIVERED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scorecards-feeds-") as made:
        root = Path(made)
        write(root / "landing", scale=options.scale)
        told = nights.night(root / "landing", Home(root / "home"))
        if told:
            print(told)
            return 1
        whole = nights.read(Home(root / "home"))
        return max(without(root, feed, whole) for feed in options.feeds)


def without(root: Path, feed: str, whole: expected.Published) -> int:
    """One night without the feed; 0 if it is as promised."""
    landing, home = root / f"landing {feed}", Home(root / f"home {feed}")
    shutil.copytree(root / "landing", landing)
    crowd.leave_out(landing, feed)
    began = time.monotonic()
    told = nights.night(landing, home)
    seconds = time.monotonic() - began
    if told:
        print(f"{feed:28} NOT PUBLISHED\n{told}", flush=True)
        return 1
    found = nights.read(home)
    wrong = expected.complaints(feed, whole, found)
    silent = {code for (_, code, kind), rows in found.items() if kind == "all" and feed in rows.statuses[1]}
    print(f"{feed:28} published in {seconds:.0f} s, feed missing: {len(silent):3}, amiss: {len(wrong)}", flush=True)
    for text in wrong:
        print(f"    {text}")
    shutil.rmtree(landing)
    shutil.rmtree(home.root)
    return min(len(wrong), 1)


if __name__ == "__main__":
    sys.exit(main())
