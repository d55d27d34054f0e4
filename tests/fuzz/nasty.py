"""What a cell, a header or a file name can hold when it should not.

Belongs here: the pool, and drawing from it. Every long text has a mark of its own, by which it is known in a
message.
"""

from __future__ import annotations

from random import Random

MARK = "zqx"
"""Stands in every planted text; no word of the program holds it."""
DAYS = (
    "31/02/2021", "30/02/2020", "2021-02-29", "1900-01-01", "1899-12-31", "2999-01-01", "9999-12-31", "0001-01-01",
    "10000-01-01", "-2021-01-01", "01/02/03", "1/2/2021", "02/25/2021", "2021/02/03", "20210203", "3 Feb 2021",
    "03-Feb-21", "February 3, 2021", "Sept 3rd 2021", "2021-02-03T10:30:00Z", "2021-02-03T10:30:00+01:00",
    "2021-02-03 24:61:61", "2021-W05-3", "2021-034", "44197", "44197.5", "0", "-1", "60", "2958466", "1e5", "99999999",
    "00/00/0000", "0000-00-00", "١٢/٠٣/٢٠٢١", "2021-02-0３", "31.12.2020.", "today", "Easter", "2021-13-01",
)  # fmt: skip
NUMBERS = (
    "1,234", "1.234,5", "-5", "NaN", "nan", "inf", "-Infinity", "1e308", "1e309", "-0", "0x1F", "1_000", "１２", "½",
    "<5",
    "c", "n/a", "-", "%", "12%", "£3", "1.23E+12", "9223372036854775808", "2147483648", "0.1.2", "1e-400", "+7", "٣",
    "1 000",
    "-2147483649", "1" * 400,
)  # fmt: skip
WORDS = (
    "", " ", "\t", "NULL", "null", "None", "NaT", "\u00a0", "\u200b", "\ufeff", "true", "#REF!", "#N/A", "#DIV/0!",
    "#######", "TEMP", "TEST", "0", "-", "?", "Y", "N", "a)", "z) unknown", "U4", "WBRI", "F", "1", "9", "'",
)  # fmt: skip
TEXTS = (
    '=cmd|" /C calc"!A0 {m}', "=HYPERLINK(\"http://{m}.test\",\"x\")", "+1+1 {m}", "-2+3 {m}", "@SUM({m})", "\t={m}",
    "＝1+1 {m}",
    "<script>alert('{m}')</script>", '"><img src=x onerror={m}>', "javascript:{m}", "[{m}](http://x.test)", "&{m};",
    "'; drop table {m}; --", "\" or 1=1 {m} --", "{{{{ {m} }}}}", "{{% {m} %}}", "${{{m}}}", "#{m}[#sym.bullet]",
    "%s%n {m} %(x)s",
    "{m}\u202egnp.exe", "{m}\u2066x\u2069", "{m}\0nul", "{m}\x01\x1b[31m", "{m}\x7f\x85", "{m}\ud800", "{m}\ufffe",
    "{m}\U0001f468\u200d",
    "e\u0301{m}\u0301" * 3, "{m}\nline", "{m}\r\nline", "{m}\rline", '{m}"quote', '"{m}"', "{m},comma", "{m};semi",
    "{m}\ttab",
    "../../{m}", "/etc/{m}", "C:\\{m}\\x", "file:///{m}", "{m}*[a-z]?", "Zoë Ñandú-O’Brien {m}", "{m} Smith",
    "SW1A 2AA {m}",
    "{m}@example.test", "07700 900123 {m}", '{{"SINGLE_ASSESSMENT_FLAG": "{m}"}}', "{{'NFA_FLAG': [{m}}}", "\\x00{m}",
    "\\N{m}",
)  # fmt: skip
HEADERS = (
    "", " ", "CHILD", "Child Unique ID", "pers_person_id", "PERS_DOB ", "\ufeffpers_person_id", "notes", "column1",
    "Unnamed: 3",
    "select", "drop table", "date", "sex\u00a0", "source_row", "la_code", "as_at", "is_blank", "f0", "c0", "line",
    "file_no", "rowid",
    "x" * 70, "a" * 3000, "ПОЛ", "=1+1", "<b>", '"', "'", "\0", "DOB", "Date of Birth", "SEX", "DECOM", "t.*",
    "file_row_number",
    "person.name", "a;b", "\u202ex",
)  # fmt: skip
NAMES = (
    "{}", "{}", "{}.csv", "{}.CSV", "{}.xlsx", "{}.xml", "{}.parquet", "{}.zip", "{}.csv.gz", "{}.txt", "~${}",
    ".~lock.{}#",
    "-{}", " {}", "{} (2)", "{}[1]", "{}*", "{}'; drop", "{}\"", "{}\n", "{}\u202e", "{}\udcff", "x" * 200 + "{}",
    "CON.{}",
    "{{{{x}}}}{}", "<b>{}", "{}.part", "..{}", "%2e%2e{}", "{}.", "é{}", "=cmd{}", "{}$(id)", "{}&#0;", "\udcff{}",
    "\u202e{}", "\n{}", "'{}", "=x,\"{}", "{{}}{}", "\x1b[31m{}", "$(id){}",
)  # fmt: skip


def mark(draw: Random) -> str:
    return f"{MARK}{draw.randrange(10**6):06}q"


def text(draw: Random) -> str:
    """A planted text with a mark; now and then a very long one."""
    made = draw.choice(TEXTS).format(m=mark(draw))
    return made * draw.choice((200, 20_000)) if draw.random() < 0.01 else made


def cell(draw: Random) -> str:
    pick = draw.random()
    if pick < 0.3:
        return draw.choice(DAYS)
    if pick < 0.45:
        return draw.choice(NUMBERS)
    return draw.choice(WORDS) if pick < 0.6 else text(draw)


def header(draw: Random) -> str:
    return draw.choice(HEADERS)


def name(draw: Random, sound: str) -> str:
    return draw.choice(NAMES).format(sound)
