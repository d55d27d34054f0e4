"""The nightly run on the sample council, against `dbt build` alone and against the same SQL straight in DuckDB.

`python -m benchmarks.nightly [--rounds N] [--home DIR]`: each round runs the three in turn, each in a fresh process,
after one round that is not counted; medians and the ratios round by round are printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import straight
from orchestration.settings import PROJECT, Home

BIN = Path(sys.executable).parent


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path, help="a folder to work in; a temporary one otherwise")
    options = parser.parse_args()
    root = (options.home or Path(tempfile.mkdtemp(prefix="scorecards-bench-"))).resolve()
    try:
        measure(root, options.rounds)
    finally:
        if options.home is None:
            shutil.rmtree(root, ignore_errors=True)


def measure(root: Path, rounds: int) -> None:
    """Prepare a warm home under `root` and print the comparison."""
    landing, home = root / "landing", Home(root / "home")
    if not (landing / "990").exists():
        _run([BIN / "scorecards", "sample", landing])
    nightly = [BIN / "scorecards", "nightly", "--landing", landing, "--home", home.root]
    _run(nightly)
    # dbt alone builds into a copy, with its own warm parse, so that neither disturbs the other
    alone = Home(root / "alone")
    shutil.copytree(home.root, alone.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("dagster", "published"))
    straight.compile_to(home)
    commands = {
        "scorecards nightly": (nightly, {}),
        "dbt build": (_dbt_build(), _dbt_environment(alone)),
        "straight SQL": ([sys.executable, "-m", "benchmarks.straight", home.root], {}),
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, environment) in commands.items():
            took = _run(command, environment)
            if number:
                seconds[name].append(took)
    _report(seconds, rounds)


def _dbt_build() -> list[object]:
    return [
        BIN / "dbt", "--quiet", "build", "--exclude-resource-type", "unit_test",
        "--project-dir", PROJECT, "--profiles-dir", PROJECT / "dbt_project",
    ]  # fmt: skip


def _dbt_environment(home: Home) -> dict[str, str]:
    return {
        "SCORECARDS_WAREHOUSE": str(home.warehouse),
        "DBT_TARGET_PATH": str(home.root / "bench-target"),
        "DBT_LOG_PATH": str(home.root / "bench-logs"),
    }


def _run(command: list[object], environment: dict[str, str] | None = None) -> float:
    """Wall seconds of one process; ends the benchmark when it fails."""
    began = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        env=os.environ | (environment or {}),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(
            f"{Path(str(command[0])).name} ended with {done.returncode}:\n{done.stderr[-2000:]}{done.stdout[-2000:]}"
        )
    return time.perf_counter() - began


def _report(seconds: dict[str, list[float]], rounds: int) -> None:
    base = seconds["dbt build"]
    print(f"{rounds} rounds in turn, fresh processes, wall seconds: median (least to most); ratio to dbt build")
    for name, found in seconds.items():
        ratios = [ours / theirs for ours, theirs in zip(found, base, strict=True)]
        spread = f"{statistics.median(found):7.2f} ({min(found):.2f} to {max(found):.2f})"
        print(f"{name:20} {spread:28} {statistics.median(ratios):5.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
