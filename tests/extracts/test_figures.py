"""The ledger of published figures without a night: what is appended, what a night sees of it, what damage is found.

Belongs here: editions of a handful of figures, made here. Does not belong here: revisions (`tests/pipeline`).
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.extracts import figures, recording
from orchestration.extracts.figures import FiguresDamaged, recorded
from orchestration.extracts.recording import NotWhole, record
from orchestration.settings import Home

Figure = tuple[str, str, float]
"""Month of 2020, slice ('all' or a team) and value of the count `referrals`, whose headline view is the month."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def edition(home: Home, as_of: str, *said: Figure, name: str = "", version: int = 1) -> Path:
    """A published edition of these figures; the year to date of each says the same."""
    folder = home.published / (name or f"{as_of}-made")
    (folder / "marts").mkdir(parents=True)
    rows = ", ".join(
        f"('990', 'referrals', date '2020-{month}', '{view}', '{'all' if part == 'all' else 'team'}', '{part}', "
        f"{value}::double, null::double, {value}::double, 'ok')"
        for month, part, value in said
        for view in ("month", "ytd")
    )
    tables = {
        "edition": f"select '{folder.name}' as edition_id, date '{as_of}' as as_of, 'code' as code_version",
        "dim_indicator": f"select 'referrals' as indicator_code, {version} as version, 'month' as headline_view",
        "dim_council": "select '990' as la_code, date '2020-09-30' as first_period_end, date '2020-12-31' as "
        "last_period_end",
        "kpi_measures": f"select * from (values {rows}) as t ({', '.join(figures.KEY)}, numerator, denominator, value, "
        "status)",
        "kpi_scorecard": "select '990' as la_code, 'referrals' as indicator_code, date '2020-10-31' as period_end, "
        "'2020' as population_vintage",
    }
    listed = {}
    for table, query in tables.items():
        file = folder / "marts" / f"{table}.parquet"
        duckdb.sql(query).write_parquet(str(file))
        listed[f"marts/{table}.parquet"] = {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps({"files": listed}), "utf-8")
    return folder


def appended(home: Home, number: int) -> list[tuple[object, ...]]:
    file = home.ledger / "published" / recorded(home)[number - 1].file
    return duckdb.sql(
        f"select strftime(period_end, '%m-%d'), view, slice_value, value, status from '{file}' order by all"
    ).fetchall()


def seen(home: Home, as_of: date) -> dict[object, object]:
    """Month → value that a night of this date is compared with, of the whole in its month."""
    query = figures.published_query(home, figures.before(home, as_of), as_of)
    return dict(
        duckdb.sql(
            f"select strftime(period_end, '%m'), value from ({query}) where view = 'month' and slice_type = 'all'"
        ).fetchall()
    )


def test_the_first_edition_is_written_whole_in_every_view_and_its_parts_in_the_headline_view(home: Home) -> None:
    entry = record(home, edition(home, "2020-11-30", ("10-31", "all", 5), ("10-31", "T1", 2)))
    assert entry is not None
    assert (entry.number, entry.rows, entry.as_of) == (1, 3, "2020-11-30")
    assert appended(home, 1) == [
        ("10-31", "month", "T1", 2.0, "ok"),
        ("10-31", "month", "all", 5.0, "ok"),
        ("10-31", "ytd", "all", 5.0, "ok"),
    ]


def test_a_later_edition_appends_what_is_new_what_differs_and_what_is_gone(home: Home) -> None:
    """October stays 5 and is not written again, November is 7 for 6, December is new, team T1 has no case any more."""
    record(home, edition(home, "2020-11-30", ("10-31", "all", 5), ("11-30", "all", 6), ("10-31", "T1", 2)))
    before = (home.ledger / "published" / recorded(home)[0].file).read_bytes()
    record(home, edition(home, "2020-12-31", ("10-31", "all", 5), ("11-30", "all", 7), ("12-31", "all", 1)))
    found = [row for row in appended(home, 2) if row[1] == "month"]
    assert found == [
        ("10-31", "month", "T1", None, "not published"),
        ("11-30", "month", "all", 7.0, "ok"),
        ("12-31", "month", "all", 1.0, "ok"),
    ]
    assert (home.ledger / "published" / recorded(home)[0].file).read_bytes() == before


def test_what_is_gone_is_said_once(home: Home) -> None:
    for day, figure in (("2020-10-31", ("10-31", "T1", 2)), ("2020-11-30", ("10-31", "all", 5))):
        record(home, edition(home, day, figure))  # type: ignore[arg-type]
    entry = record(home, edition(home, "2020-12-31", ("10-31", "all", 5)))
    assert entry is not None
    assert entry.rows == 0


def test_a_new_version_of_the_definition_is_put_on_record_though_no_figure_differs(home: Home) -> None:
    record(home, edition(home, "2020-11-30", ("10-31", "all", 5)))
    entry = record(home, edition(home, "2020-12-31", ("10-31", "all", 5), version=2))
    assert entry is not None
    assert entry.rows == 2


def test_the_edition_in_force_is_appended_once_and_a_look_back_not_at_all(home: Home) -> None:
    early = edition(home, "2020-10-31", ("10-31", "all", 4))
    first = edition(home, "2020-11-30", ("10-31", "all", 5))
    assert record(home, first)
    assert record(home, first) is None
    assert record(home, early) is None
    assert len(recorded(home)) == 1
    assert record(home, edition(home, "2020-11-30", ("10-31", "all", 6), name="2020-11-30-again"))


def test_an_edition_that_is_not_whole_is_not_recorded(home: Home) -> None:
    folder = edition(home, "2020-11-30", ("10-31", "all", 5))
    file = folder / "marts" / "kpi_measures.parquet"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(NotWhole, match="2020-11-30-made"):
        record(home, folder)
    assert recorded(home) == []


def test_what_the_engine_cannot_do_is_laid_at_the_right_door(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition that cannot be read is not recorded, a ledger that cannot be read is damage, a full disk is the
    machine's; the index has none of them."""
    record(home, edition(home, "2020-10-31", ("10-31", "all", 5)))
    folder = edition(home, "2020-11-30", ("10-31", "all", 6))
    with monkeypatch.context() as patched:
        patched.setattr(recording, "_figures", lambda tables: "select no_such_column from now")
        with pytest.raises(NotWhole, match=r"2020-11-30-made cannot be read \(CatalogException\)"):
            record(home, folder)
        patched.undo()
        patched.setattr(recording, "one_row_per_key", lambda *_: "select * from no_such_table")
        with pytest.raises(FiguresDamaged, match=r"ledger/published cannot be read \(CatalogException\)"):
            record(home, folder)
        patched.undo()
        patched.setattr(recording, "CHANGED", "select error('a value')")
        with pytest.raises(OSError, match="ledger/published cannot be written") as failed:
            record(home, folder)
    assert "a value" not in str(failed.value)
    assert len(recorded(home)) == 1


def test_each_file_of_the_ledger_is_hashed_once_while_it_stays_as_it_is(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(home, edition(home, "2020-10-31", ("10-31", "all", 5)))
    recorded(home)
    monkeypatch.setattr(figures.hashlib, "file_digest", lambda *_: pytest.fail("read again"))
    assert len(recorded(home)) == 1


def test_a_night_is_compared_with_the_month_before_or_the_first_it_said_this_month(home: Home) -> None:
    """November reads 20, 21 and 22; October comes out on 10 December as 5 and is 6 on the 20th.

    On 25 December November is compared with the 20 of November, October with the 5. In January both with the last word.
    """
    record(home, edition(home, "2020-11-30", ("11-30", "all", 20)))
    record(home, edition(home, "2020-12-10", ("11-30", "all", 21), ("10-31", "all", 5)))
    record(home, edition(home, "2020-12-20", ("11-30", "all", 22), ("10-31", "all", 6)))
    assert seen(home, date(2020, 11, 30)) == {}
    assert seen(home, date(2020, 12, 10)) == {"11": 20.0}
    assert seen(home, date(2020, 12, 25)) == {"11": 20.0, "10": 5.0}
    assert seen(home, date(2021, 1, 5)) == {"11": 22.0, "10": 6.0}


def test_what_one_date_sees_does_not_change_with_what_is_published_later(home: Home) -> None:
    record(home, edition(home, "2020-11-30", ("10-31", "all", 5)))
    before = figures.before(home, date(2020, 12, 31))
    record(home, edition(home, "2020-12-31", ("10-31", "all", 6)))
    assert figures.before(home, date(2020, 12, 31)) == before


@pytest.mark.parametrize("fault", ["file altered", "file lost", "line altered", "line removed", "not a line"])
def test_damage_is_found_and_named(home: Home, fault: str) -> None:
    for day in ("2020-10-31", "2020-11-30"):
        record(home, edition(home, day, ("10-31", "all", float(day[6]))))
    file, index = home.ledger / "published" / recorded(home)[0].file, home.ledger / "published.jsonl"
    lines = index.read_text("utf-8").splitlines(keepends=True)
    if fault == "file altered":
        file.write_bytes(file.read_bytes() + b" ")
    elif fault == "file lost":
        file.unlink()
    elif fault == "line altered":
        index.write_text("".join([lines[0].replace("2020-10-31", "2020-10-30", 1), lines[1]]), "utf-8")
    elif fault == "line removed":
        index.write_text(lines[1], "utf-8")
    else:
        index.write_text("".join(["{\n", *lines]), "utf-8")
    with pytest.raises(FiguresDamaged, match=file.name if "file" in fault else "line 1"):
        recorded(home)


def test_a_last_line_cut_short_is_written_again_with_the_same_bytes(home: Home) -> None:
    folder = edition(home, "2020-11-30", ("10-31", "all", 5))
    record(home, folder)
    index = home.ledger / "published.jsonl"
    whole = index.read_bytes()
    index.write_bytes(whole[:-9])
    assert recorded(home) == []
    assert record(home, folder)
    assert index.read_bytes() == whole
