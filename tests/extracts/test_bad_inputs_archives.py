"""Bad inputs that come packed: zips that are not opened, before anything of them is unpacked."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.extracts import scout as scout_room
from orchestration.extracts.landing import receive
from orchestration.extracts.scout import Unreadable, scout
from orchestration.extracts.zips import MAX_BYTES, MAX_ENTRIES, MAX_RATIO, SMALL, fault_of
from tests.extracts.archives import link, packed
from tests.extracts.good import GOOD, Place, csv_text

_CENTRAL = b"PK\x01\x02"


def entry(content: bytes, number: int, offset: int, kind: str, value: int) -> bytes:
    """The archive with one field of the list of entries changed: what a forger would write there."""
    place = -1
    for _ in range(number + 1):
        place = content.index(_CENTRAL, place + 1)
    told = bytearray(content)
    struct.pack_into(kind, told, place + offset, value)
    return bytes(told)


def overlapping() -> bytes:
    """Two entries over the same bytes, as in a bomb of one kernel."""
    return entry(packed({"a.csv": "x" * 9, "b.csv": "x" * 9}), 1, 42, "<I", 0)


def swallowing() -> bytes:
    """An entry that says it is longer than the archive, so that it lies over the one after it."""
    return entry(packed({"a.csv": "x" * 9, "b.csv": "x" * 9}), 0, 20, "<I", 5000)


def stating(size: int) -> bytes:
    """An entry that says it unpacks to so much."""
    return entry(packed({"a.csv": "x" * 9}), 0, 24, "<I", size)


def zip64() -> bytes:
    """A size of 64 bits, in a field of its own beside the entry."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, archive.open("a.csv", "w", force_zip64=True) as member:
        member.write(b"x" * 9)
    forged = entry(content.getvalue(), 0, 24, "<I", 0xFFFFFFFF)
    place = forged.index(_CENTRAL)
    extra = struct.pack("<HHQ", 1, 8, 1 << 40)
    told = bytearray(forged)
    name, held = struct.unpack_from("<HH", told, place + 28)
    struct.pack_into("<H", told, place + 30, len(extra))
    told[place + 46 + name : place + 46 + name + held] = extra
    end = told.index(b"PK\x05\x06")
    struct.pack_into("<I", told, end + 12, end - place)
    return bytes(told)


FORGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "ratio": (lambda: packed({"a.csv": b"0" * (SMALL + 1)}), "it unpacks to far more than its size"),
    "many small bombs": (
        lambda: packed({f"{n}.csv": b"0" * (SMALL // 4) for n in range(5)}), "it unpacks to far more than its size",
    ),
    "size": (lambda: stating(MAX_BYTES + 1), "it unpacks to more than 500 MiB"),
    "zip64": (zip64, "it unpacks to more than 500 MiB"),
    "entries": (lambda: packed(dict.fromkeys(map(str, range(MAX_ENTRIES + 1)), "")), "it has more than 2,000 entries"),
    "overlap": (overlapping, "its entries lie over one another"),
    "longer than the archive": (swallowing, "its entries lie over one another"),
    "parent folder": (lambda: packed({"../a.csv": ""}), "an entry leads out of it"),
    "absolute": (lambda: packed({"/a.csv": ""}), "an entry has a name that is not a plain path"),
    "hidden direction": (lambda: packed({"a\u202evsc.exe": ""}), "an entry has a name that is not a plain path"),
    "link": (link, "an entry is a link or a device, not a file"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FORGED))
def test_a_zip_out_of_order_is_not_opened(name: str) -> None:
    """B12: more than 100 to 1, 500 MiB or 2,000 entries, overlaps, sizes of 64 bits, paths out of it, links."""
    make, told = FORGED[name]
    content = make()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert fault_of(archive, len(content)) == told
    assert MAX_RATIO == 100


def test_an_ordinary_zip_is_opened() -> None:
    """B12: a return of a year packs about ten to one."""
    content = packed({"2020/episodes.csv": "".join(f"{n},{n * 7919 % 1000}\n" for n in range(20_000)), "2020/": ""})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert fault_of(archive, len(content)) == ""


def test_a_zip_that_lies_about_its_sizes_gives_nothing(place: Place) -> None:
    """B12: it says nine bytes and holds seventeen million; who unpacks counts again."""
    bomb = entry(packed({"2020/episodes.csv": b"0" * (SMALL + 1)}), 0, 24, "<I", 9)
    place.put("set.zip", bomb)
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert [bool(refusal.reason) for refusal in receipt.refused] == [True]
    assert [path for path in place.home.vault.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["set.zip", "set.bin", "set.xlsx"])
def test_a_byte_of_a_member_that_fell_over_costs_the_zip(place: Place, method: int, name: str) -> None:
    """B12: however the member is packed, each by a library with an error of its own; the file beside it is received."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("ssd_person.csv", csv_text([GOOD["ssd_person"]]) * 50)
    at = 30 + len("ssd_person.csv") + 14
    place.put(name, content.getvalue()[:at] + b"\xff" * 4 + content.getvalue()[at + 4 :])
    place.deliver(ssd_department=[GOOD["ssd_department"]])
    receipt = receive(place.landing, place.home)
    assert [entry.feed for entry in receipt.received] == ["ssd_department"]
    (refused,) = receipt.refused
    assert refused.reason == "the zip is damaged, incomplete, or packed in a way that is not read"


@pytest.mark.parametrize(("name", "told"), [("set.zip", "the zip is damaged, inc"), ("set.bin", "the workbook is dam")])
def test_a_member_with_a_name_that_is_no_text_costs_the_zip(place: Place, name: str, told: str) -> None:
    """B12: a name that says that it is UTF-8 and is not."""
    place.put(name, packed({"ssd_persén.csv": csv_text([GOOD["ssd_person"]])}).replace("é".encode(), b"\xff\xfe"))
    receipt = receive(place.landing, place.home)
    assert [refusal.reason[: len(told)] for refusal in receipt.refused] == [told]
    assert receipt.received == []


@pytest.mark.parametrize("content", ["", "\n \n", "cont_id\n1\n"], ids=["empty", "blank", "another header"])
def test_a_member_named_like_a_feed_is_refused_under_its_name_like_a_file_of_its_own(
    place: Place, content: str
) -> None:
    """B01: the report of the feed says why, whether it came packed or not."""
    place.put("set.zip", packed({"2020/ssd_contacts.csv": content}))
    place.put("ssd_contacts.csv", content, "991")
    found = place.night()
    told = [(one.status, one.reason) for one in (found["990", "ssd_contacts"], found["991", "ssd_contacts"])]
    assert told[0] == told[1]
    assert told[0][0] == "refused"


def test_a_zip_in_a_zip_is_not_opened(place: Place) -> None:
    """B12: nothing inside is taken, however deep it goes."""
    inner = packed({"2020/episodes.csv": "CHILD,DECOM\n1,01/04/2020\n"})
    place.put("set.zip", packed({"inner.zip": inner, "deep/inner.zip": packed({"inner.zip": inner})}))
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert len(receipt.refused) + len(receipt.unrecognised) == 2


def test_a_gzip_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """B12: refused while it is read, at a hundred times its size (small ones are let off)."""
    monkeypatch.setattr(scout_room, "_SMALL", 1 << 20)
    path = tmp_path / "bomb"
    path.write_bytes(gzip.compress(b"a,b\n" * (1 << 20), mtime=0))
    with pytest.raises(Unreadable, match="far more than its size"):
        scout(path)
