"""A hand-made council of twelve children, small enough to count on paper, with values that must never leave the rows.

Belongs here: writing its extracts, clean or broken. Does not belong here: any expectation.
"""

from __future__ import annotations

import csv
from pathlib import Path

LA_CODE = "981"
EXTRACT_DATE = "2020-12-31"

CANARIES = {
    "person id": "QQCANARYPERSON",
    "person id in a bad row": "QQCANARYORPHAN",
    "key of a duplicate": "QQCANARYTWICE",
    "name in a column nobody asked for": "Quetzalcanary Birdsong",
    "text where a date belongs": "QQCANARYDATE",
    "birth date": "2011-02-17T03:04:05",
    "code outside the list": "QQCANARYCODE",
}
"""What each planted value stands for."""

PERSON = ["pers_person_id", "pers_sex", "pers_ethnicity", "pers_dob", "pers_forename"]
CONTACT = ["cont_contact_id", "cont_person_id", "cont_contact_date"]
REFERRAL = [
    "cine_referral_id",
    "cine_person_id",
    "cine_referral_date",
    "cine_referral_nfa",
    "cine_close_date",
    "cine_referral_team",
]
COMMENTARY = ["indicator_code", "period_end", "analysis", "author", "written_on"]
POPULATION = ["la_code", "mid_year", "vintage", "age_from", "age_to", "population"]


def write_delivery(landing: Path, extract_date: str = EXTRACT_DATE, broken: bool = False) -> Path:
    """Twelve children, 16 contacts and six referrals of autumn 2020, two commentaries, one of which names a child.

    `broken` spoils the contacts' file.
    """
    folder = landing / LA_CODE / extract_date
    folder.mkdir(parents=True)
    names = CANARIES["name in a column nobody asked for"]
    people = [
        [f"P{number:02}", "F" if number % 2 else "M", "WBRI", f"20{number:02}-05-01", names] for number in range(1, 12)
    ]
    people.append([CANARIES["person id"], "F", CANARIES["code outside the list"], CANARIES["birth date"], names])
    contacts = [[f"C{number:02}", f"P{number:02}", f"2020-{10 + number % 3}-05"] for number in range(1, 12)]
    contacts += [
        [CANARIES["key of a duplicate"], "P01", "2020-12-01"],
        [CANARIES["key of a duplicate"], "P02", "2020-12-02"],
        ["C90", CANARIES["person id in a bad row"], "2020-12-03"],
        ["C91", "P03", CANARIES["text where a date belongs"]],
        ["C92", CANARIES["person id"], "2020-12-04"],
    ]
    referrals = [[f"R{number}", f"P{number:02}", f"2020-1{number % 3}-07", "N", "", "T1"] for number in range(1, 7)]
    _write(folder / "ssd_person.csv", PERSON, people)
    _write(folder / "ssd_contacts.csv", CONTACT, contacts)
    _write(folder / "ssd_cin_episodes.csv", REFERRAL, referrals)
    _write(folder / "local_populations.csv", POPULATION, [[LA_CODE, "2019", "test", "0", "17", "51000"]])
    words = [
        ["contacts_received", "2020-12-31", "Fewer, as expected,\nover Christmas.", "Front door", "2021-01-08"],
        ["referrals_started_count", "2020-12-31", f"Of {CANARIES['person id']}, one.", "Front door", "2021-01-08"],
    ]
    _write(folder / "local_commentary.csv", COMMENTARY, words)
    if broken:
        text = (folder / "ssd_contacts.csv").read_text(encoding="utf-8")
        (folder / "ssd_contacts.csv").write_text(text.replace("cont_contact_date", "contact_date", 1), encoding="utf-8")
    return folder


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
