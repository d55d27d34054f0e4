"""Which pandera back end carries the extract contract at size: pandas, polars (where installed) or ibis on DuckDB.

    python -m benchmarks.contract_backends --rows 5000000

One feed like ssd_contacts (key, person, three dates' worth of sense, a code) is written as Parquet once, then each back
end validates the same rules on it in a process of its own: seconds, processor seconds (the fairer ones on a busy
machine) and peak memory, reading and imports included. `--faults`
plants that many broken rows and shows what each back end then costs, because that is the night that matters. The last
line runs the project's own path on the same file (text, typing, rules, key, proof, Parquet), for scale.

Belongs here: the measurement. The choice and the figures it rests on are in docs/contracts.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

EARLIEST, AS_AT = date(1901, 1, 1), date(2020, 12, 31)
CODES = ["A", "B", "C", "D"]


def make(folder: Path, rows: int, faults: int) -> None:
    """contacts.parquet (typed) and ssd_contacts.csv, ssd_person.csv (as delivered), the same rows."""
    people = max(rows // 10, 1)
    with duckdb.connect() as connection:
        connection.execute(
            "create table contacts as select 'C' || i as cont_contact_id, 'P' || (hash(i) % ?) as cont_person_id, "
            "date '2015-01-01' + (hash(i + 1) % 2000)::int as cont_contact_date, "
            "case when i < ? then 'Z' else chr((65 + hash(i + 2) % 4)::int) end as source_code, "
            "date '2015-01-01' + (hash(i + 1) % 2000)::int + (hash(i + 3) % 90)::int as closed_date "
            "from range(?) t(i)",
            [people, faults, rows],
        )
        connection.execute(f"copy contacts to '{folder}/contacts.parquet' (format parquet)")
        connection.execute(f"copy contacts to '{folder}/ssd_contacts.csv' (header)")
        connection.execute(
            f"copy (select 'P' || i as pers_person_id, 'F' as pers_sex, 'WBRI' as pers_ethnicity, "
            f"date '2010-01-01' as pers_dob from range({people}) t(i)) to '{folder}/ssd_person.csv' (header)"
        )


def run_pandas(path: Path) -> bool:
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.read_parquet(path)
    for name in ("cont_contact_date", "closed_date"):
        frame[name] = pd.to_datetime(frame[name])
    first, last = pd.Timestamp(EARLIEST), pd.Timestamp(AS_AT)
    day = [pa.Check(lambda s: s >= first, name="date.placeholder"), pa.Check(lambda s: s <= last, name="date.future")]
    schema = pa.DataFrameSchema(
        {
            "cont_contact_id": pa.Column(str),
            "cont_person_id": pa.Column(str),
            "cont_contact_date": pa.Column(None, day, nullable=True),
            "source_code": pa.Column(str, pa.Check.isin(CODES)),
            "closed_date": pa.Column(None, day, nullable=True),
        },
        checks=[pa.Check(lambda t: t.closed_date >= t.cont_contact_date, name="date.order")],
        unique=["cont_contact_id"],
    )
    return _validates(schema, frame)


def run_polars(path: Path) -> bool:
    import pandera.polars as pa
    import polars as pl

    day = [pa.Check.ge(EARLIEST), pa.Check.le(AS_AT)]
    order = pa.Check(lambda d: d.lazyframe.select(pl.col("closed_date") >= pl.col("cont_contact_date")))
    schema = pa.DataFrameSchema(
        {
            "cont_contact_id": pa.Column(str),
            "cont_person_id": pa.Column(str),
            "cont_contact_date": pa.Column(pl.Date, day, nullable=True),
            "source_code": pa.Column(str, pa.Check.isin(CODES)),
            "closed_date": pa.Column(pl.Date, day, nullable=True),
        },
        checks=[order],
        unique=["cont_contact_id"],
    )
    return _validates(schema, pl.read_parquet(path))


def run_ibis(path: Path) -> bool:
    import ibis
    import pandera.ibis as pa

    table = ibis.duckdb.connect().read_parquet(path)
    day = [pa.Check(lambda d: (d.table[d.key] >= EARLIEST) & (d.table[d.key] <= AS_AT), name="date.sense")]
    schema = pa.DataFrameSchema(
        {
            "cont_contact_id": pa.Column(ibis.dtype("string")),
            "cont_person_id": pa.Column(ibis.dtype("string")),
            "cont_contact_date": pa.Column(ibis.dtype("date"), day, nullable=True),
            "source_code": pa.Column(ibis.dtype("string"), pa.Check.isin(CODES)),
            "closed_date": pa.Column(ibis.dtype("date"), day, nullable=True),
        },
        checks=[pa.Check(lambda d: d.table.closed_date >= d.table.cont_contact_date, name="date.order")],
        unique=["cont_contact_id"],
    )
    return _validates(schema, table)


def run_project(path: Path) -> bool:
    """Receive and ingest the same rows as the night does, CSV to lake."""
    import shutil

    from orchestration.extracts import lake
    from orchestration.extracts.ingest import ingest
    from orchestration.extracts.landing import receive
    from orchestration.settings import Home

    landing = path.parent / "landing" / "990" / AS_AT.isoformat()
    landing.mkdir(parents=True)
    for name in ("ssd_person.csv", "ssd_contacts.csv"):
        shutil.copy(path.parent / name, landing / name)
    home = Home(path.parent / "home")
    receive(landing.parent.parent, home)
    return all(outcome.contract_kept for outcome in ingest(home, lake.deliveries(home)[0]))


def _validates(schema: object, data: object) -> bool:
    """Whether the data pass; the error's text, which holds values, goes no further."""
    try:
        schema.validate(data, lazy=True)  # type: ignore[attr-defined]
    except Exception as error:
        if type(error).__name__ != "SchemaErrors":
            raise
        return False
    return True


RUNS = {"pandas": run_pandas, "polars": run_polars, "ibis": run_ibis, "project": run_project}


def measure(name: str, path: Path) -> dict[str, object]:
    """Seconds and peak resident memory of one back end, in a fresh process."""
    code = [sys.executable, "-m", "benchmarks.contract_backends", "--one", name, "--path", str(path)]
    done = subprocess.run(code, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"name": name, "failed": done.stderr.strip().splitlines()[-1][:90] if done.stderr else done.returncode}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(name: str, path: Path) -> None:
    started = time.perf_counter()
    passed = RUNS[name](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    found = {
        "name": name,
        "seconds": round(time.perf_counter() - started, 2),
        "cpu": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": round(used.ru_maxrss / 1024),
        "passed": passed,
    }
    print(json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--faults", type=int, default=0)
    parser.add_argument("--one", choices=RUNS, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.path)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.parquet"
        make(Path(folder), asked.rows, asked.faults)
        print(f"{asked.rows:,} rows, {asked.faults:,} with a fault")
        print(f"{'back end':<10}{'seconds':>10}{'cpu s':>10}{'peak MB':>10}  result")
        for name in RUNS:
            if name == "polars" and importlib.util.find_spec("polars") is None:
                print(f"{name:<10}{'':>30}  skipped: not installed")
                continue
            found = measure(name, path)
            if "failed" in found:
                print(f"{name:<10}{'':>30}  failed: {found['failed']}")
            else:
                result = "passes" if found["passed"] else "fails, as planted"
                print(f"{name:<10}{found['seconds']:>10}{found['cpu']:>10}{found['peak_mb']:>10}  {result}")


if __name__ == "__main__":
    main()
