"""XML that is out of order is refused with a reason that repeats nothing of it; B13 of the bad inputs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.extracts import guarded_xml
from orchestration.extracts.cin_census import xml
from orchestration.extracts.cin_census.elements import Walker
from orchestration.extracts.landing import receive
from orchestration.extracts.scout import Unreadable
from tests.extracts.census_cin import AS_AT, FIRST, SECOND, census, child, episode
from tests.extracts.good import Place
from tests.extracts.xml_mutations import mutated

SECRET = "Rumpelstiltskin"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY a "'
    + SECRET
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def body(text: str) -> str:
    return text[text.index("<Message") :]


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated": (lambda: SECOND[:-300].encode(), "breaks off"),
    "truncated_in_a_tag": (lambda: SECOND[: SECOND.rindex("</Child")].encode() + b"</Chi", "breaks off"),
    "entity_bomb": (lambda: (BOMB + body(SECOND).replace("WBRI", "&j;")).encode(), "DOCTYPE"),
    "external_entity": (
        lambda: b'<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body(SECOND).encode(),
        "DOCTYPE",
    ),
    "parameter_entity": (
        lambda: b'<!DOCTYPE Message [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd">%p;]>' + body(SECOND).encode(),
        "DOCTYPE",
    ),
    "doctype_without_entities": (lambda: b'<!DOCTYPE Message SYSTEM "cin.dtd">' + body(SECOND).encode(), "DOCTYPE"),
    "processing_instruction_to_a_sheet": (
        lambda: b'<?xml-stylesheet href="file:///etc/passwd"?>' + body(SECOND)[:-300].encode(),
        "breaks off",
    ),
    "prefixed_namespace": (
        lambda: (
            SECOND.replace("<Message>", '<c:Message xmlns:c="urn:x">').replace("</Message>", "</c:Message>").encode()
        ),
        "namespace",
    ),
    "year_of_two_years": (lambda: SECOND.replace("<Year>2024<", "<Year>2023-24<").encode(), "other years"),
    "no_year": (lambda: SECOND.replace("<Year>2024</Year>", "").encode(), "other years"),
    "late_doctype": (
        lambda: b"<!--" + b" " * (guarded_xml.CHUNK - 8) + b"--><!DOCTYPE Message>" + body(SECOND).encode(),
        "DOCTYPE",
    ),
    "undeclared_entity": (lambda: SECOND.replace("WBRI", f"&{SECRET};").encode(), "not well-formed"),
    "wrong_encoding": (lambda: SECOND.replace("WBRI", "é").encode("cp1252"), "not in the encoding"),
    "utf_16": (lambda: SECOND.replace("UTF-8", "UTF-16").encode("utf-16"), "UTF-16"),
    "utf_7": (lambda: SECOND.replace("UTF-8", "UTF-7").encode(), "encoding other than"),
    "not_xml": (lambda: b"PK\x03\x04 " + SECRET.encode(), "not XML"),
    "empty": (lambda: b" \n", "empty"),
    "two_roots": (lambda: (SECOND + body(SECOND)).encode(), "not well-formed"),
    "other_root": (lambda: SECOND.replace("Message>", "Letter>").encode(), "root"),
    "namespace": (lambda: SECOND.replace("<Message>", '<Message xmlns="urn:x">').encode(), "namespace"),
    "xinclude": (
        lambda: SECOND.replace(
            "</Children>", '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></Children>'
        ).encode(),
        "namespace",
    ),
    "too_deep": (lambda: SECOND.replace("WBRI", "<A>" * 200 + SECRET + "</A>" * 200).encode(), "deep"),
    "too_long": (lambda: SECOND.replace("WBRI", SECRET * 1000).encode(), "characters"),
    "long_attribute": (lambda: SECOND.replace("<Child>", f'<Child x="{SECRET * 1000}">').encode(), "characters"),
    "endless_child": (
        lambda: census(
            2024, child("KANA", episode("2023-05-05", "<X/>" * (guarded_xml.MAX_ELEMENTS_OF_A_CHILD + 1)))
        ).encode(),
        "one child",
    ),
    "endless_header": (
        lambda: SECOND.replace("<Source>", "<X/>" * (guarded_xml.MAX_ELEMENTS_BESIDE + 1) + "<Source>").encode(),
        "outside the children",
    ),
    "two_headers": (lambda: SECOND.replace("<Children>", "<Header><Year/></Header><Children>").encode(), "two Headers"),
    "wrong_year": (lambda: census(2019, child("KANA")).encode(), "other years"),
    "other_council": (lambda: census(2024, child("KANA"), council="991").encode(), "another council"),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_b13_a_census_out_of_order_is_refused_whole(place: Place, fault: str) -> None:
    """B13: an attack (entities of every kind, XInclude, depth, size), or XML that is not one census of a known year."""
    make, told = FAULTS[fault]
    place.put("cin_2024.xml", make(), as_at=AS_AT)
    started = time.monotonic()
    found = {feed: outcome for (_, feed), outcome in place.night().items() if outcome.status != "missing"}
    assert time.monotonic() - started < 30
    year_is_unknown = fault in ("wrong_year", "year_of_two_years", "no_year")
    census_outcome = found["cin_census" if year_is_unknown else "cin_census_2024"]
    assert (census_outcome.status, told in census_outcome.reason) == ("refused", True), census_outcome.reason
    assert {outcome.status for outcome in found.values()} == {"refused"}
    assert not list(place.home.lake.rglob("*.parquet"))
    assert place.telling(SECRET, "KAN") == []


def test_a_giant_is_refused_before_it_is_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_xml, "MAX_BYTES", len(SECOND) - 1)
    place.put("cin_2024.xml", SECOND, as_at=AS_AT)
    assert "larger than" in place.night()["990", "cin_census_2024"].reason


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"<{SECRET}/>", "no Header"),
        (census(2024, collection=SECRET), "does not say that it is a CIN census"),
        (BOMB, "DOCTYPE"),
        (SECRET, "not XML"),
    ],
)
def test_xml_of_another_kind_is_left_lying_with_the_reason(place: Place, content: str, told: str) -> None:
    place.put("letter.xml", content, as_at=AS_AT)
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert [told in refusal.reason and SECRET not in refusal.reason for refusal in receipt.unrecognised] == [True]


def test_a_fault_after_the_header_is_told_in_the_reject_report_whatever_the_name(place: Place) -> None:
    place.put("upload.xml", SECOND.replace("WBRI", "&x;"), as_at=AS_AT)
    assert place.night()["990", "cin_census_2024"].status == "refused"


def test_mutated_bytes_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "mutated.xml"
    for content in mutated(SECOND):
        path.write_bytes(content)
        assert "KAN" not in read_all(path)


def read_all(path: Path) -> str:
    """What the file is refused for, or nothing."""
    try:
        xml.peek(path)
        guarded_xml.scan(path)
        walker = Walker()
        with path.open("rb") as file:
            for found in xml.children(file):
                assert isinstance(found, xml.Header) or list(walker.walk(found))
    except Unreadable as error:
        return str(error)
    return ""


def test_two_files_of_one_year_are_refused_and_links_are_left(place: Place, tmp_path: Path) -> None:
    place.put("a.xml", FIRST, as_at=AS_AT)
    place.put("b.xml", FIRST.replace("RC1", "RC2"), as_at=AS_AT)
    outside = tmp_path / "outside.xml"
    outside.write_text(SECOND)
    (place.folder(as_at=AS_AT) / "c.xml").symlink_to(outside)
    found = place.night()
    assert found["990", "cin_census_2023"].reason.startswith("2 files with different content")
    assert ("990", "cin_census_2024") not in found


@pytest.mark.parametrize(
    "content", [census(2024), census(2024).replace("<Children></Children>", "<Children/>"),
        census(2024).replace("<Children></Children>", "")],
    ids=["empty", "closed", "none"],
)  # fmt: skip
def test_b01_a_census_without_children_is_empty_and_says_so(place: Place, content: str) -> None:
    """B01: never taken for a year in which no child was in need."""
    place.put("cin_2024.xml", content, as_at=AS_AT)
    found = place.night()
    assert {found["990", feed].status for feed in ("ssd_person", "ssd_cin_episodes", "ssd_cp_plans")} == {"empty"}
    assert found["990", "cin_census_2024_children"].reason == "the file has no rows"


def test_a_census_in_windows_1252_says_so_and_is_read(place: Place) -> None:
    text = FIRST.replace("UTF-8", "windows-1252").replace("KANC", "KANÉ")
    place.put("cin_2023.xml", text.encode("cp1252"), as_at=AS_AT)
    assert place.night()["990", "ssd_person"].rows_loaded == 3
