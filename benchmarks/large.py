"""A file of five million rows through the limited process: seconds, memory, and that every row is accounted for.

Belongs here: that one measurement. Does not belong here: a council's ordinary night (`nightly`), growth (`growth`).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from orchestration.extracts.landing import receive
from orchestration.extracts.ledger import deliveries
from orchestration.extracts.limited import Reader
from orchestration.settings import Home

PEOPLE, ROWS = 100_000, 5_000_000


def write(folder: Path, people: int, rows: int) -> None:
    """People, and contacts of them on the days of 2019; every thousandth contact is of nobody."""
    folder.mkdir(parents=True)
    with (folder / "ssd_person.csv").open("w") as file:
        file.write("pers_person_id,pers_dob\n")
        file.writelines(f"P{number},2010-01-01\n" for number in range(people))
    with (folder / "ssd_contacts.csv").open("w") as file:
        file.write("cont_contact_id,cont_person_id,cont_contact_date\n")
        for n in range(rows):
            whom = "NOBODY" if n % 1000 == 0 else f"P{n % people}"
            file.write(f"C{n:012},{whom},2019-{1 + n % 12:02}-{1 + n % 28:02}\n")


def main(rows: int = ROWS) -> None:
    """Print what it took. Fails when a row is lost."""
    with tempfile.TemporaryDirectory() as root:
        landing, home = Path(root) / "landing", Home(Path(root) / "home")
        write(landing / "990" / "2020-12-31", PEOPLE, rows)
        size = (landing / "990" / "2020-12-31" / "ssd_contacts.csv").stat().st_size
        receive(landing, home)
        started = time.monotonic()
        with Reader(home) as reader:
            found = {one.feed: one for one in reader.ingest(deliveries(home)[0])}
        wall = time.monotonic() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        contacts = found["ssd_contacts"]
        contacts.hold_row_law()
        assert (contacts.rows_in, contacts.rows_quarantined) == (rows, rows // 1000), contacts.reason
        print(
            f"{rows:,} rows, {size >> 20} MiB: {wall:.0f} s, {used.ru_utime + used.ru_stime:.0f} processor seconds, "
            f"{used.ru_maxrss >> 10} MiB at most"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
