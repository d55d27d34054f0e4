"""`scorecards mapping PATH`: what is proposed, what is left to a person, and that nothing of a child is shown."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.extracts.mapping.drafting import Draft, draft, write
from orchestration.extracts.mapping.loading import mapping_of
from orchestration.extracts.mapping.schema import BadMapping
from tests.extracts.annex_a_books import book
from tests.extracts.good import Place

CANARY = "Kasimir Blau"


def plans() -> str:
    """40 plans: every day is written month first, and 20 of them have a day after the 12th; six ways of saying no."""
    rows = ["Plan No;Client ID;Plan start date;Plan end date;CP plan OLA;Social worker"]
    others = ["Nope"] * 12 + ["Falsee"] * 6 + ["Y"] * 10 + ["no"] * 6 + [CANARY] * 2 + ["K-10023"] * 4
    for number, other in enumerate(others):
        day = f"3/{25 if number % 2 else 4}/2020"
        rows.append(f"P{number};K{number};{day};;{other};{CANARY}")
    return "\n".join(rows) + "\n"


def entries(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_headers_days_delimiter_and_values_of_a_file_nobody_knows(place: Place) -> None:
    """Words for one and the same thing count as the same: a number is an id, a client a person."""
    found = draft(place.put("CP plans.csv", plans()).parent, place.home, "")
    text = found.text
    assert entries(text)[0].startswith("[ssd_cp_plans]  # CP plans.csv: its headers are nearest to this table's")
    assert entries(text)[1:] == [
        'delimiter = ";"',
        'dates = "mdy"  # 20 days have a day after the 12th second, none other',
        "[ssd_cp_plans.headers]",
        '"CP plan OLA" = "cppl_cp_plan_ola"  # 1.00',
        '"Client ID" = "cppl_person_id"  # 1.00',
        '"Plan start date" = "cppl_cp_plan_start_date"  # 0.91',
        '"Plan end date" = "cppl_cp_plan_end_date"  # 0.90',
        '"Plan No" = "cppl_cp_plan_id"  # 0.82',
        "[ssd_cp_plans.values.cppl_cp_plan_ola]  # codes: N, Y",
    ]
    assert '# "Nope" = "?"  # 12 rows' in text
    assert '# "Falsee" = "N"  # 6 rows' in text
    assert "# 2 other values in 6 rows are not shown: too few rows, or not like a code or a word" in text
    assert CANARY not in text
    assert "10023" not in text


def test_a_draft_is_a_mapping_and_is_written_once(place: Place) -> None:
    file = place.put("CP plans.csv", plans())
    found = draft(file, place.home, "")
    assert write(found, place.home)
    assert found.target.stat().st_mode & 0o077 == 0
    assert mapping_of(place.home, "990").tables["ssd_cp_plans"].dates == "mdy"
    before = found.target.read_bytes()
    again = draft(file, place.home, "")
    assert not again.is_new
    assert entries(again.text)[1:] == ["[ssd_cp_plans.values.cppl_cp_plan_ola]  # codes: N, Y"]
    assert not write(again, place.home)
    assert not write(Draft("x", found.target, True, ()), place.home)  # somebody else wrote it in the meantime
    assert found.target.read_bytes() == before
    found.target.write_text(
        before.decode() + '"Nope" = "N"\n"Falsee" = "N"\n"K-10023" = "Y"\n"Kasimir Blau" = "Y"\n', encoding="utf-8"
    )
    assert draft(file, place.home, "").text == ""


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (["13/1/2020", "1/1/2020"], 'dates = "dmy"  # 1 days have a day after the 12th first, none other'),
        (["43924"] * 3, 'dates = "serial"  # 3 days are serial numbers, none other'),
        (["2020-01-01"], 'dates = "iso"  # 1 days'),
        (["1/2/2020"] * 2, '# dates = "dmy"  # or "mdy": 2 days, and none has a day after the 12th'),
        (["13/1/2020", "1/13/2020"], "# dates: the days are written in several ways (1 dmy, 1 mdy)"),
        (["spring"], None),
    ],
)
def test_the_writing_of_days_is_proven_or_left_open(place: Place, days: list[str], line: str | None) -> None:
    """B07: nothing is guessed; a day after the 12th is the proof."""
    rows = "".join(f"C{number},K{number},{day}\n" for number, day in enumerate(days))
    file = place.put("contacts.csv", "cont_contact_id,cont_person_id,cont_contact_date\n" + rows)
    text = draft(file, place.home, "").text
    assert [found for found in text.splitlines() if re.match(r"#? ?dates", found)][:1] == (
        [found for found in text.splitlines() if found.startswith(line)] if line else []
    )


def test_lists_of_a_workbook_are_drafted_too(place: Place) -> None:
    header = ["Child Unique ID", "Geschlecht", "Date of Contact", "Source of the contact"]
    rows = [[f"K{number}", "weiblich", "05/01/2021", "Schools"] for number in range(6)]
    text = draft(place.put("x.xlsx", book({"x": [header, *rows]})), place.home, "").text
    assert '"Source of the contact" = "source"' in text
    assert 'dates = "dmy"  # or "mdy": 6 days' in text
    assert "Geschlecht" not in text


def test_a_file_without_a_header_and_one_that_is_none_are_passed_over(place: Place) -> None:
    place.put("a.csv", f"K1,{CANARY},F,2010-01-01\nK2,{CANARY},M,2011-01-01\n")
    place.put("b.pdf", "%PDF-1.7")
    (place.folder() / "c.csv").symlink_to("/etc/passwd")
    found = draft(place.folder(), place.home, "")
    assert found.text == ""
    assert found.passed_over == (
        "a.csv: like no feed, list or table", "b.pdf: like no feed, list or table", "c.csv: not a regular file"
    )  # fmt: skip


def test_a_damaged_parquet_file_is_passed_over_with_the_reason(place: Place) -> None:
    """Its footer is sound, so it is known by its header; its pages are not."""
    told = io.BytesIO()
    people = {"pers_person_id": ["K1", "K2"] * 50, "pers_sex": ["F", "Q"] * 50, "pers_dob": ["2015-01-01"] * 100}
    pq.write_table(pa.table(people), told, compression="none")
    content = told.getvalue()
    place.put("ssd_person.parquet", content[:40] + b"\xff" * 80 + content[120:])
    found = draft(place.folder(), place.home, "990")
    assert (found.text, found.passed_over) == (
        "", ("ssd_person.parquet: the Parquet file is damaged, incomplete or too large",)
    )  # fmt: skip


def test_the_council_has_to_be_known(tmp_path: Path, place: Place) -> None:
    (tmp_path / "x.csv").write_text("a,b\n")
    with pytest.raises(BadMapping, match="--la"):
        draft(tmp_path / "x.csv", place.home, "")
    with pytest.raises(BadMapping, match="three digits"):
        draft(tmp_path / "x.csv", place.home, "../1")


def test_a_draft_of_every_kind_is_toml(place: Place) -> None:
    place.put('people "of" us.csv', "Person ID,Sex,DOB\n" + "".join(f"K{n},xx,1/13/2010\n" for n in range(9)))
    place.put("CP plans.csv", plans())
    text = draft(place.folder(), place.home, "").text
    uncommented = re.sub(r'(?m)^# (?=")', "", text)
    assert {"ssd_cp_plans"} <= tomllib.loads(text).keys()
    assert tomllib.loads(uncommented)
