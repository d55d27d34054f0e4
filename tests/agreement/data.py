"""The files for other programs: tidy CSV and Parquet.

Belongs here: reading them without our code. Does not belong here: what the figures should be (`expected`).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path

import duckdb

from tests.agreement.comparison import MONTHS, VIEWS, Agreement, Bag, is_figure, plain
from tests.agreement.expected import Expected, parts_told


def read_tidy(files: Path, want: Expected, result: Agreement) -> None:
    whole = next(path for path in files.glob("*.csv") if not path.name.endswith(".meta.csv"))
    rows = {
        (row["indicator_code"], row["view"], int(row["time_period"]), row["time_identifier"]): row
        for row in csv.DictReader(whole.read_text(encoding="utf-8").splitlines())
    }
    for (code, day), value in want.headline.items():
        view = VIEWS[want.indicators[code]["view"]]
        found = rows[code, view, day.year, MONTHS[day.month - 1]]["figure_value"]
        result.text("CSV, months", (code, str(day)), found, plain(value, want.indicators[code]["decimals"]))
    with zipfile.ZipFile(next(files.glob("*.zip"))) as archive:
        name = next(name for name in archive.namelist() if not name.endswith(".meta.csv"))
        lines = io.TextIOWrapper(archive.open(name), encoding="utf-8")
        parts: dict[str, Bag] = {}
        for row in csv.DictReader(lines):
            same = (int(row["time_period"]), row["time_identifier"]) == (want.end.year, MONTHS[want.end.month - 1])
            code, topic, value = row["indicator_code"], row["breakdown_topic"], row["figure_value"]
            if same and topic != "Total" and row["view"] == VIEWS[want.indicators[code]["view"]] and is_figure(value):
                parts.setdefault(code, {}).setdefault(topic, Counter())[value] += 1
    for code, row in want.indicators.items():
        # a part with no case in any month is left out of the archive
        wanted = parts_told(want, code, partial(plain, decimals=row["decimals"]), want.held)
        result.bag("CSV, parts", code, parts.get(code, {}), wanted)


def read_parquet(marts: Path, result: Agreement) -> None:
    con = duckdb.connect(":memory:")
    con.execute(f"attach '{marts / 'marts.duckdb'}' as edition (read_only)")
    for table in ("kpi_measures", "kpi_scorecard", "kpi_benchmarks"):
        rows = con.execute(f"select count(*) from edition.marts.{table}").fetchone()
        differing = con.execute(
            f"select count(*) from ((select * from edition.marts.{table} except all from '{marts}/{table}.parquet') "
            f"union all (from '{marts}/{table}.parquet' except all select * from edition.marts.{table}))"
        ).fetchone()
        assert rows
        assert differing
        result.compared["Parquet, rows"] += rows[0]
        if differing[0]:
            result.different.append(f"Parquet {table}: {differing[0]} rows differ")
    con.close()
