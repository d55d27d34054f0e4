"""Several Annex A workbooks in one delivery: lists spread over them, a list in two of them, one put in another's place.

Belongs here: workbooks of several lists beside each other. Does not belong here: one workbook, and files of single
lists (`test_annex_a`).
"""

from __future__ import annotations

from orchestration.extracts.ledger import deliveries, entries
from tests.extracts.annex_a_books import AS_AT, HEADERS, ROWS, book
from tests.extracts.good import Place


def some(*numbers: int, empty: tuple[int, ...] = ()) -> bytes:
    return book({f"List {n}": [HEADERS[n], *([] if n in empty else ROWS[n])] for n in (*numbers, *empty)})


def lists(place: Place) -> dict[str, tuple[str, int]]:
    found = {feed: outcome for (_, feed), outcome in place.night().items() if feed.startswith("annex_a")}
    return {feed.removeprefix("annex_a_list_"): (o.status, o.rows_loaded) for feed, o in found.items()}


def test_lists_spread_over_workbooks_are_all_taken_and_a_second_night_says_the_same(place: Place) -> None:
    place.put("front door.xlsx", some(1, 3, 4, empty=(7, 9)), as_at=AS_AT)
    place.put("care.xlsx", some(7, 8), as_at=AS_AT)
    place.put("leavers.xlsx", some(9, 10), as_at=AS_AT)
    wanted = {
        "1": ("loaded", 3), "3": ("loaded", 2), "4": ("loaded", 2), "7": ("loaded", 2), "8": ("loaded", 2),
        "9": ("loaded", 1), "10": ("loaded", 1),
    }  # fmt: skip
    assert lists(place) == wanted
    assert lists(place) == wanted


def test_a_list_that_is_filled_in_two_workbooks_is_refused_and_costs_no_other(place: Place) -> None:
    place.put("a.xlsx", some(1, 3, 7), as_at=AS_AT)
    place.put("b.xlsx", some(3, 8), as_at=AS_AT)
    found = place.night()
    assert found["990", "annex_a_list_3"].reason == "several workbooks hold this list: a.xlsx, b.xlsx"
    assert {number: status for number, (status, _) in lists(place).items()} == {
        "1": "loaded", "3": "refused", "7": "loaded", "8": "loaded",
    }  # fmt: skip
    assert found["990", "ssd_cin_episodes"].status == "refused"


def test_the_same_workbook_twice_is_one_and_another_in_its_place_supersedes_it(place: Place) -> None:
    content = some(1, 3)
    place.put("a.xlsx", content, as_at=AS_AT)
    place.put("copy of a.xlsx", content, as_at=AS_AT)
    assert lists(place) == {"1": ("loaded", 3), "3": ("loaded", 2)}
    (place.folder(as_at=AS_AT) / "copy of a.xlsx").unlink()
    place.put("a.xlsx", some(1, 4), as_at=AS_AT)
    assert lists(place) == {"1": ("loaded", 3), "4": ("loaded", 2)}


def files(place: Place) -> dict[str, str]:
    """Workbook's name in the delivery → file."""
    return {feed: entry.file_name for feed, entry in deliveries(place.home)[0].files.items()}


def test_workbooks_that_one_was_put_in_place_of_are_withdrawn(place: Place) -> None:
    """Without it the second would stay in force, and hold the lists of the new one a second time."""
    folder = place.folder(as_at=AS_AT)
    place.put("a.xlsx", some(1, 3), as_at=AS_AT)
    place.put("b.xlsx", some(7, 8), as_at=AS_AT)
    assert set(lists(place)) == {"1", "3", "7", "8"}
    (folder / "a.xlsx").unlink()
    (folder / "b.xlsx").unlink()
    assert set(lists(place)) == {"1", "3", "7", "8"}, "an emptied folder withdraws nothing"
    place.put("c.xlsx", some(1, 4, 8), as_at=AS_AT)
    wanted = {"1": ("loaded", 3), "4": ("loaded", 2), "8": ("loaded", 2)}
    assert lists(place) == wanted
    assert lists(place) == wanted
    assert files(place) == {"annex_a": "c.xlsx"}
    told = [(entry.feed, entry.file_name, entry.reason) for entry in entries(place.home) if entry.kind == "withdrawn"]
    assert told == [("annex_a_2", "b.xlsx", "no longer in the folder")]
    place.put("b.xlsx", some(7, 9), as_at=AS_AT)
    assert set(lists(place)) == {"1", "4", "7", "8", "9"}


def test_a_workbook_keeps_its_number_when_the_one_before_it_goes_or_breaks(place: Place) -> None:
    """a.xlsx cannot be opened for a while: what was received of it stays, and b.xlsx does not take its place."""
    place.put("a.xlsx", some(1, 3), as_at=AS_AT)
    place.put("b.xlsx", some(7, 8), as_at=AS_AT)
    wanted = lists(place)
    place.put("a.xlsx", b"PK\x03\x04 cut", as_at=AS_AT)
    assert lists(place) == wanted
    assert files(place) == {"annex_a": "a.xlsx", "annex_a_2": "b.xlsx"}
    (place.folder(as_at=AS_AT) / "a.xlsx").unlink()
    assert lists(place) == {"7": ("loaded", 2), "8": ("loaded", 2)}
    assert files(place) == {"annex_a_2": "b.xlsx"}
    place.put("a.xlsx", some(1, 3), as_at=AS_AT)
    assert lists(place) == wanted
