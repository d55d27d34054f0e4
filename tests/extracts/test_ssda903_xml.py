"""SSDA903 as XML: the same rows as its CSV files, the same guard as the census; B13 of the bad inputs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest

from orchestration.extracts import guarded_xml
from orchestration.extracts.landing import receive
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.ssda903.elements import ROOT, Walker
from orchestration.extracts.ssda903.loading_xml import recognise
from orchestration.extracts.ssda903.names import named_xml
from tests.extracts.good import Place
from tests.extracts.nights import Night
from tests.extracts.returns_903 import AS_AT, deliver, files
from tests.extracts.xml_mutations import mutated

_ELEMENTS = {
    "reviews": "AREVIEW", "missing": "AMISSING", "oc2": "OC2", "prev_perm": "PERMANENCE", "placed": "AD_PLACED",
    "dolo": "DOLO", "sw_episodes": "SW_EPISODE",
}  # fmt: skip
_COLUMNS = {"CHILD": "CHILDID", "PLACE": "PL"}
_WHO = ("CHILD", "SEX", "DOB")
Rows = list[dict[str, str]]


def as_xml(tables: dict[str, Rows]) -> str:
    """A return's tables as the one file: plain columns and rows of other tables in HEADER, then the episodes."""
    children: dict[str, dict[str, str]] = {}
    for rows in tables.values():
        for row in rows:
            own = children.setdefault(row["CHILD"].removesuffix(".0"), {})
            own |= {name: row[name] for name in (*_WHO, "ETHNIC", "UPN") if row.get(name) and not own.get(name)}
    text = []
    for child, own in children.items():
        header = "".join(_leaf(name, value) for name, value in {**own, "CHILD": child}.items())
        episodes = ""
        for table, rows in tables.items():
            for row in (row for row in rows if row["CHILD"].removesuffix(".0") == child):
                leaves = "".join(_leaf(n, v) for n, v in row.items() if n not in (*_WHO, "ETHNIC", "UPN"))
                match table:
                    case "episodes":
                        episodes += f"<EPISODE>{leaves}</EPISODE>"
                    case "uasc":
                        header += f"<UASC>1</UASC>{leaves}"
                    case "oc3" | "ad1":
                        header += leaves
                    case "header":
                        pass
                    case _:
                        header += f"<{_ELEMENTS[table]}>{leaves}</{_ELEMENTS[table]}>"
        text.append(f"<CHILD><HEADER>{header}</HEADER>{episodes}</CHILD>")
    return f"<?xml version='1.0' encoding='us-ascii'?>\n<EXPSSDA903>{''.join(text)}</EXPSSDA903>"


def _leaf(name: str, value: str) -> str:
    tag = _COLUMNS.get(name, name)
    return f"<{tag}>{escape(value)}</{tag}>" if value else f"<{tag} />"


def of_year(year: str) -> dict[str, Rows]:
    return {
        name.split("/")[1].removesuffix(".csv"): list(csv.DictReader(io.StringIO(content)))
        for name, content in files().items()
        if name.startswith(year)
    }


def loaded(night: Night) -> dict[str, list[tuple[Any, ...]]]:
    """Feed → its rows, whatever the file that they came from."""
    feeds = [feed for feed, outcome in night.outcomes.items() if outcome.lake_file]
    return {
        feed: night.rows(f"select * exclude (source_file, source_row) from raw.{feed} order by all") for feed in feeds
    }


SECOND = as_xml(of_year("2022"))


def test_the_xml_gives_the_rows_of_the_csv_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, other = (Place(tmp_path_factory.mktemp(name)) for name in ("csv", "xml"))
    deliver(one)
    # in the one file every child has a header, also the one who stands in the CSV file of episodes alone
    one.put("2022/header.csv", files()["2022/header.csv"] + "KANK,,,\n", as_at=AS_AT)
    other.put("ssda903 2021.xml", as_xml(of_year("2021")), as_at=AS_AT)
    other.put("SSDA903_2022.XML", SECOND, as_at=AS_AT)
    of_csv, of_xml = Night(one), Night(other)
    assert loaded(of_xml) == loaded(of_csv)
    from_csv, from_xml = of_csv.outcomes, of_xml.outcomes
    for table, rows in (("episodes", 18), ("reviews", 5), ("missing", 3), ("oc2", 3), ("uasc", 3), ("oc3", 2)):
        csv_file, xml_file = from_csv[f"ssda903_{table}_2022"], from_xml[f"ssda903_xml_2022_{table}"]
        assert (xml_file.rows_in, xml_file.rules, xml_file.ignored, xml_file.warnings) == (
            rows, csv_file.rules, csv_file.ignored, csv_file.warnings,
        )  # fmt: skip
    assert of_xml.rejects() == [
        ("SSDA903_2022.XML", "16", "HEADER/CHILDID, EPISODE/DECOM", "key.unique"),
        ("SSDA903_2022.XML", "17", "EPISODE/DEC", "type.date"),
        ("SSDA903_2022.XML", "3", "HEADER/AREVIEW/REVIEW", "date.future"),
        ("SSDA903_2022.XML", "3", "HEADER/AMISSING/MISSING", "code.set"),
        ("SSDA903_2022.XML", "3", "HEADER/OC2/TEETH_CHECK", "code.set"),
    ]
    assert other.telling("KAN") == []


def test_tables_of_later_years_and_elements_that_nobody_reads(place: Place) -> None:
    who = {"CHILD": "KANA", "SEX": "M", "DOB": "01/01/2010", "ETHNIC": "WBRI", "UPN": "A123456789123"}
    tables: dict[str, Rows] = {
        "header": [who],
        "sw_episodes": [{"CHILD": "KANA", "SW_ID": "W1", "SW_DECOM": "01/06/2021", "SW_DEC": "", "SW_REASON": "x"}],
        "ad1": [{"CHILD": "KANA", "DATE_INT": "01/06/2021", "DATE_MATCH": "02/06/2021"}],
        "placed": [{"CHILD": "KANA", "DATE_PLACED": "01/06/2021", "DATE_PLACED_CEASED": ""}],
        "dolo": [{"CHILD": "KANA", "DOLO_START": "01/06/2021", "DOLO_END": ""}],
    }
    text = as_xml(tables).replace("</HEADER>", "<PETS><PET>Rex</PET></PETS></HEADER>")
    twice = "<CHILD><HEADER><CHILDID>KANB</CHILDID><CHILDID>KANC</CHILDID><DOB>01/01/2010</DOB><SEX>F</SEX>"
    twice += "<AREVIEW><REVIEW>01/02/2022</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER></CHILD>"
    place.put("export.xml", text.replace("</EXPSSDA903>", f"{twice}</EXPSSDA903>"), as_at=AS_AT)
    found = Night(place).outcomes
    assert found["ssd_involvements"].rows_loaded == 1
    for table in ("ad1", "placed_for_adoption", "dolo"):
        assert found[f"ssda903_xml_{table}"].ignored == {"no indicator uses this table": 1}
    other = found["ssda903_xml_other"]
    assert (other.rows_in, other.ignored) == (1, {"no indicator uses this element": 1})
    assert set(other.extra_columns) == {"PET", "PETS"}
    # whose the second child's rows are cannot be told
    assert found["ssda903_xml_header"].rules == {"element.repeated": 1}
    assert found["ssda903_xml_reviews"].rules == {"element.repeated": 1}
    assert (found["ssd_person"].rows_loaded, found["ssd_cla_reviews"].rows_loaded) == (1, 0)


def test_a_table_that_came_as_csv_is_not_taken_from_the_xml_of_its_year(place: Place) -> None:
    deliver(place)
    place.put("ssda903_2022.xml", SECOND, as_at=AS_AT)
    found = Night(place).outcomes
    assert found["ssda903_xml_2022_episodes"].ignored == {"the table came as a file of its own": 18}
    assert found["ssda903_episodes_2022"].rows_loaded == 14


SECRET = "Rumpelstiltskin"
BODY = SECOND[SECOND.index("<EXPSSDA903") :]
FAULTS: dict[str, tuple[Callable[[], str], str]] = {
    "external_entity": (lambda: f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>{BODY}', "DOCTYPE"),
    "billion_laughs": (lambda: f'<!DOCTYPE x [<!ENTITY a "{SECRET}"><!ENTITY b "&a;&a;">]>{BODY}', "DOCTYPE"),
    "parameter_entity": (lambda: f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x/y">%p;]>{BODY}', "DOCTYPE"),
    "xinclude": (
        lambda: SECOND.replace(
            "</EXPSSDA903>", '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></EXPSSDA903>'
        ),
        "namespace",
    ),
    "namespace": (lambda: SECOND.replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:x">'), "namespace"),
    "depth": (lambda: SECOND.replace("<HEADER>", "<HEADER>" + "<A>" * 200 + SECRET + "</A>" * 200, 1), "deep"),
    "two_roots": (lambda: SECOND + BODY, "not well-formed"),
    "truncated": (lambda: SECOND[:-300], "breaks off"),
    "endless_child": (
        lambda: SECOND.replace("<HEADER>", "<HEADER>" + "<X/>" * (guarded_xml.MAX_ELEMENTS_OF_A_CHILD + 1), 1),
        "one child",
    ),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_b13_a_return_out_of_order_is_refused_whole(place: Place, fault: str) -> None:
    """B13: an attack, or XML that is not the return's."""
    make, told = FAULTS[fault]
    place.put("ssda903_2022.xml", make(), as_at=AS_AT)
    found = {feed: outcome for feed, outcome in Night(place).outcomes.items() if outcome.status != "missing"}
    refused = found["ssda903_xml_2022"]
    assert (refused.status, told in refused.reason) == ("refused", True), refused.reason
    assert {outcome.status for outcome in found.values()} == {"refused"}
    assert not list(place.home.lake.rglob("*.parquet"))
    assert place.telling(SECRET, "KAN") == []


def test_mutated_bytes_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "ssda903.xml"
    for content in mutated(SECOND):
        path.write_bytes(content)
        told = recognise("ssda903.xml", path) or ""
        try:
            guarded_xml.scan(path)
            walker = Walker()
            with path.open("rb") as file:
                for _, element in guarded_xml.elements(file, (ROOT,)):
                    assert list(walker.walk(element))
        except Unreadable as error:
            told += str(error)
        assert "KAN" not in told


def test_a_return_without_children_is_empty_and_other_xml_is_left(place: Place) -> None:
    place.put("upload.xml", "<EXPSSDA903></EXPSSDA903>", as_at=AS_AT)
    place.put("letter.xml", f"<{SECRET}/>", as_at=AS_AT)
    found = Night(place).outcomes
    assert (found["ssda903_xml_header"].status, found["ssda903_xml_header"].reason) == ("empty", "the file has no rows")
    assert found["ssd_person"].status == "empty"
    assert [SECRET in refusal.reason for refusal in receive(place.landing, place.home).unrecognised] == [False]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("SSDA903_2020.xml", "2020"), ("2019-20/903.xml", "2019-20"), ("set.zip/2018/export.xml", "2018"),
        ("903 2019_2020.xml", "2019-20"), ("export 2024-03-31.xml", "2024"), ("export.xml", ""),
    ],
)  # fmt: skip
def test_the_year_of_a_name(name: str, year: str) -> None:
    assert named_xml(name).year == year
