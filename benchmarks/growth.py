"""How the KPI models grow: the sample council at 1, 2, 4 and 8 times its size, the same SQL straight in DuckDB.

`python -m benchmarks.growth [--sizes 1 2 4 8] [--rounds N]`: for each size, rows delivered and the seconds of facts and
KPI models (best of the rounds); then the exponent between sizes, for all of it and for each model that costs most.
An exponent of 1 is growth with the rows.
The fixed start is taken off: it is what the models cost on the smallest council, a twentieth of the sample.
"""

from __future__ import annotations

import argparse
import itertools
import math
import shutil
import tempfile
from pathlib import Path

import duckdb

from benchmarks import straight
from orchestration.extracts import lake, ledger
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.sample import write
from orchestration.settings import Home

COSTLY = 12
SMALLEST = 0.05


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=float, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="scorecards-growth-"))
    try:
        fixed = best_of(prepared(root / "empty", 0.0)[0], options.rounds)
        rows, found = {}, {}
        for size in options.sizes:
            home, rows[size] = prepared(root / f"size-{size:g}", size)
            found[size] = best_of(home, options.rounds)
            print(f"size {size:g}: {rows[size]:,} rows delivered, {sum(found[size].values()):.2f} s", flush=True)
            shutil.rmtree(home.root)
        report(options.sizes, rows, found, fixed)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def prepared(folder: Path, size: float) -> tuple[Home, int]:
    """A home with the sample council of that size ingested, mounted and compiled; and its number of rows.

    Size 0 stands for the smallest council that the sample can be, whose cost is nearly all fixed start.
    """
    home = Home(folder / "home")
    write(folder / "landing", scale=size or SMALLEST)
    receive(folder / "landing", home)
    rows = 0
    for delivery in ledger.deliveries(home):
        outcomes = ingest(home, delivery)
        rows = sum(outcome.rows_in for outcome in outcomes)
    home.make(home.warehouse.parent)
    with duckdb.connect(str(home.warehouse)) as connection:
        lake.mount(connection, home, None)
    _seed(home)
    straight.compile_to(home)
    return home, rows


def _seed(home: Home) -> None:
    from orchestration.transform import build

    build(home)


def best_of(home: Home, rounds: int) -> dict[str, float]:
    """Seconds by model, each the least of the rounds."""
    found = [straight.run(home, with_tests=False) for _ in range(rounds)]
    return {name: min(one[name] for one in found) for name in found[0]}


def report(
    sizes: list[float], rows: dict[float, int], found: dict[float, dict[str, float]], fixed: dict[str, float]
) -> None:
    """Print the exponents between the first and last size, and between neighbours."""
    first, last = sizes[0], sizes[-1]

    def beyond_start(size: float, name: str | None = None) -> float:
        names = [name] if name else list(found[size])
        return max(sum(found[size][one] - fixed[one] for one in names), 1e-4)

    def exponent(small: float, large: float, name: str | None = None) -> float:
        return math.log(beyond_start(large, name) / beyond_start(small, name)) / math.log(rows[large] / rows[small])

    print(f"fixed start: {sum(fixed.values()):.2f} s")
    for small, large in itertools.pairwise(sizes):
        print(f"all models, {small:g} to {large:g}: exponent {exponent(small, large):.2f}")
    print(f"all models, {first:g} to {last:g}: exponent {exponent(first, last):.2f}")
    for name in sorted(found[last], key=lambda one: -found[last][one])[:COSTLY]:
        print(
            f"  {name:36} {found[first][name]:7.3f} s to {found[last][name]:7.3f} s, {exponent(first, last, name):5.2f}"
        )


if __name__ == "__main__":
    main()
