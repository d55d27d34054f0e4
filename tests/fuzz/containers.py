"""What wraps a file, sound and damaged: gzip, zip, Parquet, and the parts of a workbook."""

from __future__ import annotations

import gzip
import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from tests.fuzz import damage as bytes_damage
from tests.fuzz import nasty
from tests.fuzz.bases import Table


def gzipped(draw: Random, content: bytes, *, plain: bool) -> bytes:
    packed = gzip.compress(content, mtime=0)
    if plain:
        return packed
    way = draw.randrange(6)
    if way == 0:
        return packed[: draw.randint(1, len(packed))]
    if way == 1:
        return packed + gzip.compress(content, mtime=0)
    if way == 2:
        return packed + b"zqx" * draw.choice((1, 99))
    if way == 3:
        return packed[:-8] + struct.pack("<II", draw.getrandbits(32), draw.getrandbits(32))
    if way == 4:
        return packed[:3] + bytes([draw.randrange(256)]) + packed[4:]
    return gzip.compress(packed, mtime=0)


_WAYS = ("name", "double", "link", "nest", "lock", "method", "text", "patch", "patch", "more", "bomb")


def zipped(draw: Random, members: list[tuple[str, bytes]], *, plain: bool) -> bytes:
    """A zip; damaged: entries doubled, renamed, linked, nested, locked, with sizes, checks or methods that lie,
    packed in other ways (with a byte that fell over or not), or with a name that is no text."""
    way = "plain" if plain else draw.choice(_WAYS)
    told = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for number, (name, content) in enumerate(members):
            info = zipfile.ZipInfo(
                nasty.name(draw, name) if way == "name" and number == 0 else name, (2021, 1, 1, 0, 0, 0)
            )
            info.compress_type = draw.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            if way == "method":
                info.compress_type = draw.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
            if way == "link":
                info.external_attr = draw.choice((0o120777, 0o020666, 0o040777, 0o010644)) << 16
            info.filename = info.filename.encode("utf-8", "replace").decode()
            archive.writestr(info, content)
            if way == "double":
                archive.writestr(info, content + draw.choice((b"", b"x")))
        if way == "nest":
            archive.writestr("inner.zip", told.getvalue())
        if way == "more":
            for name in ("notes.txt", "empty/", "__MACOSX/._a", "2022/", "2022/desktop.ini", "2022/2023/header.csv"):
                archive.writestr(name, b"")
        if way == "bomb":
            archive.writestr("2022/oc2.csv", b"CHILD,DOB\n" + b"0" * (17 << 20))
    return _forged(draw, told.getvalue(), way)


def _forged(draw: Random, content: bytes, way: str) -> bytes:
    """What no library writes, for the ways that need it."""
    first = content.index(b"PK\x01\x02") if b"PK\x01\x02" in content else 0
    if way == "lock":
        return content.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")
    if way == "text" and first:
        # the first name says that it is UTF-8, and is not
        flags = bytes([content[first + 9] | 8])
        return content[: first + 9] + flags + content[first + 10 : first + 46] + b"\xff" + content[first + 47 :]
    if way == "method" and draw.random() < 0.5:
        return bytes_damage.flipped(draw, content, draw.randrange(30, max(first, 31)))
    return _lied(draw, content) if way == "patch" else content


def _lied(draw: Random, content: bytes) -> bytes:
    """One field of the directory or of the end record replaced."""
    place = draw.choice([found.start() for found in re.finditer(b"PK(?:\x01\x02|\x03\x04|\x05\x06)", content)])
    at = place + draw.randrange(4, 30)
    value = draw.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xfe\xff\xff\x7f", draw.randbytes(4), b"\x01\0"))
    return content[:at] + value + content[at + len(value) :]


def parquet(draw: Random, table: Table, *, plain: bool) -> bytes:
    """Parquet with columns of text, or (damaged) of any type that a program may have chosen."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    width = max((len(line) for line in (table.header, *table.rows)), default=0)
    names = [str(name) for name in table.header] + [f"more_{place}" for place in range(len(table.header), width)]
    arrays = []
    for place in range(width):
        held = [_clean(row[place]) if place < len(row) else None for row in table.rows]
        arrays.append(pa.array(held, pa.string()) if plain or draw.random() < 0.7 else _typed(draw, held))
    names = [str(_clean(name)) for name in names]
    told = io.BytesIO()
    pq.write_table(
        pa.table(arrays, names=names), told, compression=draw.choice(("none", "snappy", "zstd", "gzip", "brotli")),
        row_group_size=draw.choice((1, 2, 1000)), use_dictionary=draw.random() < 0.5, version=draw.choice(("1.0",
        "2.6")),
        data_page_version=draw.choice(("1.0", "2.0")),
    )  # fmt: skip
    content = told.getvalue()
    if not plain and draw.random() < 0.4:
        content, _ = bytes_damage.damage(draw, content) if draw.random() < 0.7 else (_miscounted(draw, content), [])
    return content


def _miscounted(draw: Random, content: bytes) -> bytes:
    """One small figure of the footer one more or one less: rows, values, sizes, places."""
    footer = max(len(content) - 8 - int.from_bytes(content[-8:-4], "little"), 0)
    # a figure of one byte behind the mark of 32 or 64 bits in the next field
    marks = [at for at in range(footer, len(content) - 9) if content[at] in (0x15, 0x16) and content[at + 1] < 126]
    if not marks:
        return content
    at = draw.choice(marks) + 1
    return content[:at] + bytes([max(content[at] + draw.choice((-2, 2)), 0)]) + content[at + 1 :]


def _clean(value: Any) -> str | None:
    return None if value is None else str(value).encode("utf-8", "replace").decode()


def _typed(draw: Random, held: list[str | None]) -> Any:
    """The column with values of another type than text."""
    import pyarrow as pa

    stamp = datetime(2021, 3, 1, 23, 30, tzinfo=UTC)
    kind, value = draw.choice((
        (pa.int64(), 2**53 + 1), (pa.int32(), -5), (pa.float64(), float("nan")), (pa.float64(), 12.0), (pa.float32(),
        float("inf")),
        (pa.date32(), date(2021, 3, 1)), (pa.date64(), date(9999, 12, 31)), (pa.timestamp("ns", "Europe/London"),
        stamp),
        (pa.timestamp("us"), stamp.replace(tzinfo=None)), (pa.bool_(), True), (pa.decimal128(30, 5),
        Decimal("12.50000")),
        (pa.binary(), b"\xff\0zqx"), (pa.list_(pa.string()), ["zqx 08"]), (pa.struct([("a", pa.string())]),
        {"a": "zqx 09"}),
        (pa.map_(pa.string(), pa.int8()), [("zqx", 1)]), (pa.large_string(), "zqx 10"), (pa.null(), None),
        (pa.time64("us"), None),
        (pa.dictionary(pa.int8(), pa.string()), "zqx 11"), (pa.duration("s"), None),
    ))  # fmt: skip
    return pa.array([None if told is None or draw.random() < 0.2 else value for told in held], kind)


Part = tuple[str, Callable[[Random, bytes], bytes]]


def workbook_parts(draw: Random, content: bytes) -> tuple[bytes, str]:
    """The workbook with one part damaged, renamed, left out or doubled; and what was done."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    place = draw.randrange(len(parts))
    name, held = parts[place]
    way = draw.choice(("cells", "cells", "cells", "bytes", "drop", "rename", "double", "text", "text"))
    if way == "cells":
        sheets = [at for at, (told, _) in enumerate(parts) if "worksheets/sheet" in told]
        place = draw.choice(sheets or [place])
        name, held = parts[place]
        parts[place] = name, _cells(draw, held)
    elif way == "bytes":
        parts[place] = name, bytes_damage.damage(draw, held)[0]
    elif way == "drop":
        del parts[place]
    elif way == "rename":
        parts[place] = name.upper() + draw.choice(("", "x")), held
    elif way == "double":
        parts.append(parts[place])
    else:
        parts[place] = name, _texts(draw, held)
    told = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, held in parts:
            archive.writestr(zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0)), held)
    return told.getvalue(), f"part:{way}"


_CELLS = (
    (rb'r="[A-Z]+\d+"', (b'r="XFD1048576"', b'r="A0"', b'r="A1"', b'r="ZZZZ1"', b'r="A9999999999"', b'r=""',
    b'r="A1000"')),
    (rb' t="[a-zA-Z]+"', (b' t="s"', b' t="e"', b' t="str"', b' t="b"', b' t="d"', b' t="inlineStr"', b' t="n"',
    b' t="q"', b"")),
    (rb"<v>[^<]*</v>", (b"<v>99999999</v>", b"<v>-1</v>", b"<v>#REF!</v>", b"<v></v>", b"<v>NaN</v>", b"<v>1e999</v>",
                        b"<v>2021-02-31</v>", b"<f>1+1</f>", b"<f>A1</f><v>zqx 12</v>", b"<v>zqx 13")),
    (rb'<dimension ref="[^"]*"', (b'<dimension ref="A1:XFD1048576"', b'<dimension ref="B2:A1"', b'<dimension ref=""')),
    (rb' s="\d+"', (b' s="9999"', b' s="-1"', b' s="1"', b' s="0"')),
    (rb'<row r="\d+"', (b'<row r="1048576"', b'<row r="0"', b"<row", b'<row r="9"', b'<row r="1" hidden="1"')),
    (rb"</sheetData>", (b'</sheetData><mergeCells count="1"><mergeCell ref="A1:D9"/></mergeCells>', b"")),
)  # fmt: skip
_TEXTS = (
    (rb"<t[^>]*>[^<]*</t>", (b"<t>zqx 14</t>", b"<t></t>", b"<r><t>zqx 15</t></r>", b"<t>&#0;</t>", b"<t>_x0000_</t>",
    b"")),
    (rb'formatCode="[^"]*"', (b'formatCode="dd/mm/yyyy"', b'formatCode="[$-F800]zqx"', b'formatCode=""')),
    (rb'numFmtId="\d+"', (b'numFmtId="14"', b'numFmtId="0"', b'numFmtId="99999"', b'numFmtId="46"')),
    (rb"<workbookPr[^>]*>", (b'<workbookPr date1904="1"/>', b'<workbookPr date1904="true">', b"")),
    (rb'Target="[^"]*"', (b'Target="../../../etc/passwd"', b'Target="http://x.test/y" TargetMode="External"',
    b'Target=""')),
    (rb'name="[^"]*"', (b'name="PQZX Child"', b'name=""', b'name="List 3"', b'name="List 1" state="hidden"')),
    (rb'Id="[^"]*"', (b'Id="rId1"', b'Id="rId99"', b'Id=""')),
    (rb"<\?xml[^>]*>", (b'<?xml version="1.0" encoding="UTF-16"?>', b'<!DOCTYPE x [<!ENTITY a "zqx">]>', b"")),
)  # fmt: skip


def _cells(draw: Random, held: bytes) -> bytes:
    return _replaced(draw, held, _CELLS)


def _texts(draw: Random, held: bytes) -> bytes:
    return _replaced(draw, held, _TEXTS)


def _replaced(draw: Random, held: bytes, pairs: tuple[tuple[bytes, tuple[bytes, ...]], ...]) -> bytes:
    """One to three finds replaced by what should not stand there."""
    for _ in range(draw.choice((1, 2, 3))):
        pattern, values = draw.choice(pairs)
        found = list(re.finditer(pattern, held))
        if found:
            one = draw.choice(found)
            held = held[: one.start()] + draw.choice(values) + held[one.end() :]
    return held


def xlsx(draw: Random, tables: list[Table], *, is_1904: bool) -> bytes:
    """A workbook, by a fast writer; sheet names of any habit."""
    import xlsxwriter

    told = io.BytesIO()
    options = {"in_memory": True, "date_1904": is_1904, "strings_to_formulas": draw.random() < 0.1,
    "strings_to_urls": False,
               "strings_to_numbers": draw.random() < 0.1, "nan_inf_to_errors": True}  # fmt: skip
    book = xlsxwriter.Workbook(told, options)
    book.set_properties({"created": datetime(2021, 1, 1)})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, table in enumerate(tables):
        sheet = book.add_worksheet(_sheet_name(draw, number, table))
        if draw.random() < 0.05:
            sheet.hide()
        for row, line in enumerate(table.lines):
            for column, value in enumerate(line):
                _write(sheet, row, column, value, day)
    if not book.worksheets():
        book.add_worksheet()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.close()
    return told.getvalue()


def _sheet_name(draw: Random, number: int, table: Table) -> str:
    if draw.random() < 0.8:
        return f"{table.name[:20]} {number}"
    return draw.choice(
        (f"PQZX Child {number}", f"List_{number}", f"annex a {number}", f"{number}", f"<b>{number}", f"Ünï {number}")
    )


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, float | int):
        sheet.write(row, column, value)
    else:
        # a writer keeps to the format; what does not fit into a cell of one is not this part's damage
        sheet.write(row, column, str(value).encode("utf-8", "replace").decode()[:32_000])


def xls(draw: Random, tables: list[Table], *, is_1904: bool) -> bytes:
    """A workbook of the older format."""
    import xlwt

    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, table in enumerate(tables):
        sheet = book.add_sheet(_sheet_name(draw, number, table))
        for row, line in enumerate(table.lines):
            for column, value in enumerate(line[:250]):
                if isinstance(value, datetime | date):
                    sheet.write(row, column, value, day)
                elif value is not None:
                    told = (
                        value
                        if isinstance(value, float | int)
                        else str(value).encode("utf-8", "replace").decode()[:30_000]
                    )
                    sheet.write(row, column, told)
    told_to = io.BytesIO()
    book.save(told_to)
    return told_to.getvalue()
