"""A workbook of many rows: its ingest beside what the reader library takes merely to read it.

    python -m benchmarks.workbook --rows 200000 --rounds 3

One list 3 is written once, with days as cells, as text in two writings and as serial numbers. Then in turn, each in a
process of its own: the library alone (fastexcel, straight into Arrow, every cell as text), and the project (recognised,
copied into the vault, ingested into the lake). Seconds of the clock and of the processor, those of the process that
opens the workbook included; starts of programs and imports are left out on both sides, of the clock (of the processor's
seconds the start of that process is not). The ratio is of the medians.

Belongs here: the measurement; nothing is judged. The figures it gave are in docs/annex_a.md.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import xlsxwriter

AS_AT = date(2021, 3, 31)
ABOVE = 2
"""Rows of the sheet above its data: a title and the header."""
HEADER = [
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Date of referral",
    "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", "Allocated Team", "Allocated Worker",
]  # fmt: skip
SOURCES = ["q) 6: Police", "e) 2A: Schools", "g) 3A: Health services", "Schools"]


def make(path: Path, rows: int) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("List 3")
        sheet.write_row(0, 0, ["List 3: referrals"])
        sheet.write_row(1, 0, HEADER)
        for row in range(rows):
            born = datetime(2005, 1, 1) + timedelta(row * 7 % 5000)
            day = datetime(2020, 10, 1) + timedelta(row % 180)
            written = (day, f"{day:%d/%m/%Y}", f"{day:%d-%b-%Y}", (day - datetime(1899, 12, 30)).days)[row % 4]
            child = f"C{row // 2:06}" if row % 5 else row // 2
            cells = [child, "b) Female" if row % 2 else "a) Male", "a) WBRI", born, 2021 - born.year, written]
            cells += [SOURCES[row // 3 % 4], "b) No" if row % 3 else "a) Yes", row % 4, f"Team {row % 20}"]
            sheet.write_row(row + ABOVE, 0, [*cells, f"Worker {row % 200}"])


def library(path: Path) -> Callable[[], int]:
    import fastexcel
    import pyarrow  # noqa: F401 - the library needs it, and imports are not measured

    return lambda: int(fastexcel.read_excel(path).load_sheet_eager(0, header_row=None, dtypes="string").num_rows)


def project(path: Path) -> Callable[[], int]:
    from orchestration.extracts import opener

    # a night starts and loads these once
    opener.start()
    for name in ("ibis.backends.duckdb", "pandera.ibis", "pandera.backends.ibis.builtin_checks"):
        import_module(name)

    from orchestration.extracts import ledger
    from orchestration.extracts.ingest import ingest
    from orchestration.extracts.landing import receive
    from orchestration.settings import Home

    landing = path.parents[2]
    home = Home(landing.with_name(f"{landing.name}_home"))

    def run() -> int:
        receive(landing, home)
        (delivery,) = ledger.deliveries(home)
        return max(outcome.rows_loaded for outcome in ingest(home, delivery))

    return run


def measured(run: Callable[[], int]) -> dict[str, float]:
    def processor() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    clock, used = time.perf_counter(), processor()
    rows = run()
    taken = time.perf_counter() - clock
    # a process that was started for this counts when it has ended
    if opener := sys.modules.get("orchestration.extracts.opener"):
        opener.end()
    return {"clock": taken, "processor": processor() - used, "rows": rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        side, path = asked.one
        print(json.dumps(measured({"library": library, "project": project}[side](Path(path)))))
        return
    found: dict[str, list[dict[str, float]]] = {"library": [], "project": []}
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        make(book, asked.rows)
        print(f"{asked.rows:,} rows, {book.stat().st_size / 1e6:.1f} MB, {asked.rounds} rounds in turn")
        for number in range(asked.rounds):
            landed = Path(folder) / str(number) / "990" / str(AS_AT) / "list3.xlsx"
            landed.parent.mkdir(parents=True)
            landed.write_bytes(book.read_bytes())
            for side, results in found.items():
                command = [sys.executable, "-m", "benchmarks.workbook", "--one", side, str(landed)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                results.append(json.loads(done.stdout))
                # a side that read nothing would be the fastest
                read, there = results[-1]["rows"], asked.rows + (ABOVE if side == "library" else 0)
                if read != there:
                    sys.exit(f"{side}: {read:,} of {there:,} rows")
    for what in ("clock", "processor"):
        seconds = {side: [one[what] for one in results] for side, results in found.items()}
        middle = {side: statistics.median(values) for side, values in seconds.items()}
        for side, values in seconds.items():
            print(f"{what:10} {side:8} {middle[side]:6.2f} s ({min(values):.2f} to {max(values):.2f})")
        print(f"{what:10} ratio    {middle['project'] / middle['library']:6.2f}")


if __name__ == "__main__":
    main()
