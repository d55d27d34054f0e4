# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""What the coded columns of one sheet say: each text looked up once, and text, code and group kept in the lake.

Belongs here: `annex_texts` and the file of codes of a list. Does not belong here: how a choice may be written
(`codes`), what a feed makes of it (`convert`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.extracts import outcomes
from orchestration.extracts.annex_a.cells import LOOKED_UP, ROWS
from orchestration.extracts.annex_a.codes import CODED, FOLDED, KEPT, NOT_KNOWN, OR_NOTHING, spellings
from orchestration.extracts.annex_a.lists import AnnexList
from orchestration.extracts.annex_a.sources import Source
from orchestration.extracts.files import sql_text
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.pseudonyms import person_id
from orchestration.settings import Home

TEXTS = "annex_texts"
"""field, said, text (said, tidied), taken (what a feed gets), code (null: not mapped), code_group, is_unmapped."""
UNMAPPED = "code.unmapped"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """The macros that fold and unletter a text, and the spellings of every choice."""
    connection.execute(
        "create or replace macro annex_fold(x) as regexp_replace(lower(x), '[^a-z0-9]', '', 'g');"
        "create or replace macro annex_unlettered(x) as case when contains(x[1:3], ')') "
        r"then nullif(regexp_replace(x, '^[a-zA-Z]{1,2}\)\s*', ''), '') else x end;"
        # 'Yes - S17', 'Yes S17', 'No (closed)': up to a separator, and a dash inside of a word is none
        r"create or replace macro annex_head(x) as coalesce(nullif(regexp_extract(x, '(?i)^(yes)\s+[a-z0-9]', 1), ''), "
        r"nullif(regexp_extract(x, '^(.+?)\s*(?:[:;(,]|\s[–-]|[–-]\s)', 1), ''), x);"
    )
    connection.register("arriving", _written())
    connection.execute("create or replace table annex_codes as from arriving")
    connection.unregister("arriving")


@cache
def _written() -> pa.Table:
    """The spellings of every choice, put together once: a council's lists may be eleven files."""
    names = ("field", "said", "code", "code_group", "is_words")
    rows = [(one.field, one.said, one.code, one.group, one.is_words) for one in spellings()]
    kinds = [*([pa.string()] * 4), pa.bool_()]
    columns = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
    return pa.table(columns, names=names)


def look_up(
    connection: duckdb.DuckDBPyConnection, fields: Collection[str], own: Mapping[str, Mapping[str, str]]
) -> None:
    """Fill `annex_texts` with every text of the coded columns of `annex_sheet`.

    A code or the words of a choice in front of words of the council's own (`U4 - long term`, `Yes - S17`) are that
    choice; a letter alone is not, because the council may letter its choices in its own way. `own`: field → what the
    council writes → code, for this list.
    """
    _add(connection, own)
    said = " union ".join(
        f"select '{name}' as field, {name} as said from {ROWS}" for name in sorted(LOOKED_UP & set(fields))
    )
    connection.execute(
        f"create or replace temp table {TEXTS} as "
        # materialized: the engine would look for empty texts in every row before it looks at each text once
        f"with distinct_texts as materialized (select distinct * "
        f"from ({said or 'select null::varchar as field, null::varchar as said'})), "
        f"said as materialized (select *, tidy(said) as text from distinct_texts), "
        f"coded as (select field, code, max(code_group) as code_group from annex_codes where code is not null "
        f"group by field, code) "
        f"select s.field, s.said, s.text, coalesce(k.code, c.code, h.code) as code, "
        f"coalesce(k.code_group, c.code_group, h.code_group) as code_group, k.said is null and c.code is null "
        f"and h.code is null and s.field not in ({_listed(FOLDED - KEPT)}) as is_unmapped, "
        f"case when s.field in ({_listed(FOLDED)}) then nullif(annex_fold(annex_unlettered(s.text)), '') "
        f"when s.field not in ({_listed(CODED)}) then annex_unlettered(s.text) "
        f"when k.said is not null or c.code is not null or h.code is not null "
        f"then nullif(coalesce(k.code, c.code, h.code), '{NOT_KNOWN}') "
        f"when s.field not in ({_listed(OR_NOTHING)}) and annex_fold(s.text) <> '' then annex_unlettered(s.text) "
        f"end as taken "
        f"from said as s left join annex_codes as k on k.field = s.field and k.said = annex_fold(s.text) "
        f"left join coded as c on c.field = s.field "
        f"and c.code = upper(regexp_extract(annex_unlettered(s.text), '^([A-Za-z0-9]+)\\s*(?:[:(–-].*)?$', 1)) "
        f"left join annex_codes as h on h.field = s.field and h.is_words "
        f"and h.said = annex_fold(annex_head(annex_unlettered(s.text))) "
        f"where s.text is not null"
    )
    if own:
        prepare(connection)  # another list may mean something else


def _add(connection: duckdb.DuckDBPyConnection, own: Mapping[str, Mapping[str, str]]) -> None:
    for field, values in own.items():
        for said, code in values.items():
            connection.execute("delete from annex_codes where field = ? and said = annex_fold(?)", [field, said])
            connection.execute(
                "insert into annex_codes select $1, annex_fold($2), $3, "
                "(select max(code_group) from annex_codes where field = $1 and code = $3), false "
                "where annex_fold($2) <> ''",
                [field, said, code.upper()],
            )


def join(field: str) -> str:
    """The join that gives `k_<field>` to a row of `annex_sheet` as s."""
    return f"left join {TEXTS} as k_{field} on k_{field}.field = '{field}' and k_{field}.said = s.{field}"


def unmapped(connection: duckdb.DuckDBPyConnection, one: AnnexList, fields: Collection[str]) -> dict[str, int]:
    """rule:header → rows whose text is none of the codes known for that column."""
    found: dict[str, int] = {}
    told = connection.execute(f"select distinct field from {TEXTS} where is_unmapped order by field").fetchall()
    for (field,) in told:
        rows = f"{ROWS} as s {join(field)} where k_{field}.is_unmapped and s.why is null"
        count = connection.execute(f"select count(*) from {rows}").fetchone()
        if count and count[0]:
            found[f"{UNMAPPED}:{one.headers[field]}"] = int(count[0])
    return found


def write(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    delivery: Delivery,
    mapping: str,
    source: Source,
    fields: Collection[str],
) -> str:
    """Write `<field>_text`, `<field>_code` and `<field>_group` of the sheet's coded columns beside the row's place and
    child; the path below the home, '' for a list without rows. Which rows a feed then took is not said here.

    `mapping`: the hash of the council's, by which the texts were read."""
    kept = sorted(KEPT & set(fields))
    who = "child" if "child" in fields else "adopter"
    if not kept or source.rows_in == source.blank:
        return ""
    content = source.entry.sha256 + outcomes.fingerprint(delivery, mapping)
    folder = home.make(lake_folder(home, delivery, source.list.feed))
    path = folder / f"{hashlib.sha256(content.encode()).hexdigest()[:24]}.parquet"
    partial = path.with_name(f".{path.stem}.partial")
    columns = "".join(
        f", k_{name}.text as {name}_text, k_{name}.code as {name}_code, k_{name}.code_group as {name}_group"
        for name in kept
    )
    connection.execute(
        f"copy (select {sql_text(source.entry.sha256)} as source_file, s.line as source_row, "
        f"{person_id(f's.{who}')} as {who}{columns} from {ROWS} as s {' '.join(map(join, kept))} "
        f"where not s.is_blank and s.why is null) to {sql_text(str(partial))} (format parquet, compression zstd)"
    )
    partial.replace(path)
    return str(path.relative_to(home.root))


def lake_folder(home: Home, delivery: Delivery, name: str) -> Path:
    return home.lake / "raw" / name / f"la={delivery.la_code}" / f"as_at={delivery.as_at}"


def _listed(names: Collection[str]) -> str:
    return ", ".join(map(sql_text, sorted(names)))
