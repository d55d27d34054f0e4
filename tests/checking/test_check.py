"""A check tells what a night would do, keeps nothing, and never says what a cell holds."""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from orchestration.checking import check as check_module
from orchestration.checking.gather import rejected_groups
from orchestration.checking.report import Rejected
from orchestration.extracts.outcomes import FileOutcome
from orchestration.problems import Exit
from tests.checking.helper import Found, check
from tests.extracts import annex_a_books, census_cin
from tests.extracts.good import AS_AT, GOOD, Place, csv_text

CANARY, DAY = "CANARY7731", "1923-07-31"


@pytest.fixture(autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of the test's own, empty again afterwards; the user's home is never made."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("SCORECARDS_HOME", str(folder / "home"))
    yield folder
    assert list(folder.iterdir()) == []


def sound(root: Path) -> Path:
    place = Place(root)
    feeds = ("ssd_person", "ssd_contacts", "ssd_cin_episodes", "ssd_cla_episodes", "local_returns")
    place.deliver(**{feed: [GOOD[feed]] for feed in feeds})
    return place.folder()


def troubled(root: Path) -> Path:
    """Every kind of trouble in one folder, each once."""
    place = Place(root)
    person = GOOD["ssd_person"]
    place.deliver(
        ssd_person=[
            {**person, "pers_person_id": CANARY, "pers_ethnicity": f"X{CANARY}", "favourite": CANARY},
            {**person, "favourite": CANARY},
            {**person, "favourite": CANARY},
        ],
        ssd_contacts=[
            {**GOOD["ssd_contacts"], "cont_contact_date": CANARY},
            {**GOOD["ssd_contacts"], "cont_contact_id": f"{CANARY}2", "cont_person_id": f"{CANARY}3"},
            {**GOOD["ssd_contacts"], "cont_contact_id": f"{CANARY}4", "cont_contact_date": DAY},
        ],
        ssd_cin_assessments=[
            {k: v for k, v in GOOD["ssd_cin_assessments"].items() if k != "cina_assessment_outcome_json"}
        ],
        ssd_s47_enquiry=[GOOD["ssd_s47_enquiry"]],
    )
    place.put("ssd_cin_episodes.csv", f'{",".join(GOOD["ssd_cin_episodes"])}\nR1,"{CANARY}')
    place.put("ssd_cp_plans.csv", ",".join(GOOD["ssd_cp_plans"]) + "\n")
    place.put("ssd_s47_enquiry.csv.gz", gzip.compress(csv_text([{**GOOD["ssd_s47_enquiry"]}] * 2).encode(), mtime=0))
    place.put("notes.txt", CANARY)
    place.put("<img src=x onerror=alert(1)>{{ 7*7 }}.csv", f"{CANARY},1\n")
    place.put("=cmd\u202excod.csv", f"{CANARY},1\n")
    place.put("~$book.xlsx", CANARY)
    place.put("sensible.xml", f"<a>{CANARY}</a>")
    (place.folder() / "ssd_cp_visits.csv").symlink_to(place.folder() / "notes.txt")
    (place.folder() / "ssd_missing.csv").mkdir()
    os.mkfifo(place.folder() / "ssd_disability.csv")
    return place.folder()


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Found:
    root = tmp_path_factory.mktemp("trouble")
    return check(troubled(root), root / "out")


def small(root: Path) -> Path:
    place = Place(root)
    place.deliver(ssd_contacts=[GOOD["ssd_contacts"]])
    return place.folder()


def test_a_sound_folder_is_accepted_whole_and_gives_its_indicators(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    found = check(folder, tmp_path / "out")
    assert found.outcome.exit_code == Exit.PUBLISHED
    assert "Everything here would be accepted." in found.page
    assert found.checked.name == "990/2020-12-31"
    assert not found.checked.assumed
    assert {line.status for line in found.checked.files} == {"accepted"}
    # of the figures returned by hand GOOD brings the one for supervision
    assert found.support("appraisal_completion_pct") == ("not", "no row of local_returns is about it")
    assert found.support("supervision_completed_pct") == ("full", "")
    assert found.support("contacts_received") == ("full", "")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_same_input_gives_the_same_bytes_wherever_it_lies(tmp_path: Path) -> None:
    first = check(small(tmp_path / "a"), tmp_path / "out")
    second = check(small(tmp_path / "b"), tmp_path / "elsewhere")
    assert (first.page, first.table) == (second.page, second.table)
    assert str(tmp_path) not in first.page + first.table


def test_what_would_be_refused_rejected_or_left_is_told_by_file(trouble: Found) -> None:
    assert trouble.outcome.exit_code == Exit.REJECTS
    told = {line.file: (line.status, line.why) for line in trouble.checked.files}
    assert told["ssd_person.csv"][0] == "accepted"
    assert told["ssd_contacts.csv"] == ("accepted in part", "")
    assert told["ssd_cin_episodes.csv"][0] == "refused"
    assert told["ssd_cp_plans.csv"] == ("no rows", "the file has no rows")
    assert told["ssd_s47_enquiry.csv, ssd_s47_enquiry.csv.gz"][0] == "refused"
    assert told["ssd_cp_visits.csv"] == ("not recognised", "not a regular file")
    assert told["notes.txt"][0] == "not recognised"
    assert told["sensible.xml"][0] == "not recognised"
    assert told["~$book.xlsx"][0] == "passed over"


def test_the_rows_are_named_by_rule_file_row_and_column(trouble: Found) -> None:
    rows = [(line["file"], line["row"], line["column"], line["rule"]) for line in trouble.lines("row")]
    assert rows == [
        ("ssd_contacts.csv", "1", "cont_contact_date", "type.date"),
        ("ssd_contacts.csv", "2", "cont_person_id", "reference.person"),
    ]
    rules = trouble.rules()
    assert rules["code.new", "ssd_person.csv", "pers_ethnicity"] == 1
    assert rules["exact duplicate", "ssd_person.csv", ""] == 1
    assert trouble.file("ssd_person.csv").unread == ("favourite",)
    assert trouble.file("ssd_cin_assessments.csv").missing == ("cina_assessment_outcome_json",)


def test_indicators_say_what_they_lack(trouble: Found) -> None:
    assert trouble.support("contacts_received") == ("full", "without 2 rejected of 3 rows of ssd_contacts")
    assert trouble.support("referrals_started_count") == ("not", "ssd_cin_episodes was refused")
    assert trouble.support("cpp_count")[1] == "ssd_cp_plans has no accepted row"
    assert "ssd_cin_assessments lacks cina_assessment_outcome_json" in trouble.support("assessments_outcome_cin_pct")[1]
    assert trouble.checked.missing["local_peps"] == 1


def test_no_value_on_page_or_in_csv(trouble: Found) -> None:
    for text in (trouble.page, trouble.table):
        assert CANARY not in text
        assert CANARY.lower() not in text
        assert DAY not in text


def test_b14_b16_b17_hostile_names_are_inert(trouble: Found) -> None:
    assert "<img" not in trouble.page
    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}.csv" in trouble.page
    assert "\u202e" not in trouble.page + trouble.table
    assert "'=cmd\\u202excod.csv" in trouble.table
    assert "Content-Security-Policy" in trouble.page
    assert "default-src 'none'" in trouble.page
    assert "<script" not in trouble.page


def test_the_page_reads_in_order_and_names_its_style(trouble: Found) -> None:
    """No heading skips a level, every table has a caption, and the policy allows this style alone."""
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", trouble.page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert trouble.page.count("<table") == trouble.page.count("<caption") > 3
    style = trouble.page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in trouble.page or f"style-src 'sha256-{digest}'" in trouble.page


def test_an_annex_a_workbook_alone(tmp_path: Path) -> None:
    """Council unknown, date given; sheets, rows and headers are those of the workbook."""
    workbook = tmp_path / "lists.xlsx"
    workbook.write_bytes(annex_a_books.whole_book())
    found = check(workbook, tmp_path / "out", as_at=str(annex_a_books.AS_AT))
    assert found.checked.name == "000/2021-03-31"
    assert len(found.checked.assumed) == 1
    assert found.outcome.exit_code == Exit.REJECTS
    rows = [(line["sheet"], line["row"], line["column"], line["rule"]) for line in found.lines("row")]
    assert ("sheet 2", "8", "Date of Contact", "date.future") in rows
    assert {line["file"] for line in found.lines("row")} == {"lists.xlsx"}
    assert found.support("cla_count")[0] == "full"
    assert found.support("rereferrals_12m_pct") == (
        "later",
        "each referral looks twelve months back: right once 19 monthly snapshots are there (here: 1); "
        "without 1 rejected of 3 rows of ssd_cin_episodes",
    )
    assert found.support("referrals_completed_3d_pct")[0] == "not"
    assert "no closure of a referral is listed" in found.support("referrals_completed_3d_pct")[1]
    assert "known by the headers of its sheets" in found.lines("file")[0]["explanation"]
    assert "KAN1" not in found.page + found.table


def test_a_census_alone_says_its_council_and_day(tmp_path: Path) -> None:
    file = tmp_path / "any name.xml"
    file.write_text(census_cin.FIRST, encoding="utf-8")
    found = check(file, tmp_path / "out")
    assert found.checked.name == "990/2023-03-31"
    assert not found.checked.assumed
    assert found.outcome.exit_code == Exit.PUBLISHED
    assert found.support("cpp_count")[0] == "full"
    assert found.support("contacts_received")[0] == "not"


def test_one_table_alone_says_what_could_not_be_checked(tmp_path: Path) -> None:
    file = tmp_path / "ssd_contacts.csv"
    file.write_text(csv_text([GOOD["ssd_contacts"]]), encoding="utf-8")
    found = check(file, tmp_path / "out", la_code="990", as_at="2020-12-31")
    assert found.outcome.exit_code == Exit.PUBLISHED
    assert found.rules() == {("reference.unchecked", "ssd_contacts.csv", "cont_person_id"): 1}
    assert "references were not checked" in found.page
    assert found.checked.missing["ssd_person"] > 50


def test_an_unknown_file_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "minutes.docx").write_bytes(b"x")
    unknown = check(tmp_path / "minutes.docx", tmp_path / "out")
    assert unknown.outcome.exit_code == Exit.NOTHING_TO_DO
    assert "Nothing here would be read" in unknown.page
    empty = check(tmp_path / "empty", tmp_path / "out")
    assert empty.outcome.exit_code == Exit.NOTHING_TO_DO
    assert "There is no file here." in empty.page


def test_a_landing_folder_with_councils_dates_and_more(tmp_path: Path) -> None:
    place = Place(tmp_path)
    feeds = {"ssd_person": [GOOD["ssd_person"]], "ssd_contacts": [GOOD["ssd_contacts"]]}
    for day in (date(2020, 11, 30), date(2020, 12, 31)):
        place.deliver(as_at=day, **feeds)
    place.deliver(la_code="991", **feeds)
    (place.landing / "readme").write_text("x")
    found = check(place.landing, tmp_path / "out")
    report = found.outcome.report
    assert report
    assert [one.name for one in report.deliveries] == ["990/2020-12-31", "990/2020-11-30", "991/2020-12-31"]
    assert [bool(one.indicators) for one in report.deliveries] == [True, False, True]
    assert [line.file for line in report.beside] == ["readme"]
    one = check(place.landing, tmp_path / "out", la_code="991")
    assert one.checked.name == "991/2020-12-31"
    none = check(place.landing, tmp_path / "out", la_code="992")
    assert none.outcome.exit_code == Exit.USAGE
    assert check(place.landing / "990" / "2020-12-31" / "ssd_person.csv", tmp_path / "out").checked.name == (
        "990/2020-12-31"
    )


def test_a_delivery_is_held_against_the_one_before_it_in_the_same_path(tmp_path: Path) -> None:
    """100 contacts in November, 50 in December: half of them are gone."""
    place = Place(tmp_path)
    contacts = [{**GOOD["ssd_contacts"], "cont_contact_id": f"C{number}"} for number in range(100)]
    place.deliver(as_at=date(2020, 11, 30), ssd_contacts=contacts)
    place.deliver(ssd_contacts=contacts[:50])
    found = check(place.landing, tmp_path / "out")
    assert found.outcome.exit_code == Exit.REJECTS
    assert found.outcome.report
    (line,) = found.outcome.report.deliveries[0].files
    assert (line.status, line.ignored) == ("held", 50)
    assert "50% smaller" in line.why
    assert "would be held until somebody accepts" in found.page
    one = next(one for one in found.outcome.report.deliveries[0].indicators if one.code == "contacts_received")
    assert "ssd_contacts would be held" in one.why


@pytest.mark.parametrize(
    ("la_code", "as_at", "words"),
    [("99", "", "three digits"), ("", "31/12/2020", "YYYY-MM-DD")],
)
def test_a_wrong_option_is_a_matter_of_usage(tmp_path: Path, la_code: str, as_at: str, words: str) -> None:
    outcome = check(tmp_path, tmp_path.parent / "out", la_code, as_at).outcome
    assert outcome.exit_code == Exit.USAGE
    assert outcome.problem
    assert words in outcome.problem.what


def test_the_report_is_not_written_into_what_is_checked(tmp_path: Path) -> None:
    assert check(small(tmp_path), tmp_path / "landing" / "990" / "2020-12-31" / "out").outcome.exit_code == Exit.USAGE


@pytest.mark.parametrize(("raised", "code"), [(RuntimeError(CANARY), 1), (KeyboardInterrupt(), 130)])
def test_nothing_stays_after_an_error_or_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, temporary: Path
) -> None:
    """The fixture sees to it that the folder for temporary files is empty afterwards."""
    seen = []

    def fail(*_: object) -> None:
        seen.extend(temporary.iterdir())
        raise raised

    monkeypatch.setattr(check_module, "write_page", fail)
    outcome = check(small(tmp_path), tmp_path / "out").outcome
    assert outcome.exit_code == code
    assert [oct(folder.stat().st_mode) if folder.exists() else "gone" for folder in seen] == ["gone"]
    assert CANARY not in repr(outcome)


def test_counts_are_whole_where_only_the_first_faults_are_listed() -> None:
    outcome = FileOutcome("990", AS_AT, "ssd_contacts", "empty", rules={"type.date": 5, "key.missing": 1})
    listed = [Rejected("a.csv", "", row, "cont_contact_date", "type.date") for row in (1, 2)]
    groups = [(one.rule, one.column, one.count, one.rows) for one in rejected_groups(outcome, listed)]
    assert groups == [
        ("type.date", "cont_contact_date", 2, (1, 2)),
        ("type.date", "", 3, ()),
        ("key.missing", "", 1, ()),
    ]
