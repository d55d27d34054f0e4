"""What we promise on the way out: the shape of every published table, and the sense of the figures, in pandera.

Belongs here: exact columns in order, types, keys, allowed values, and what must hold within one row of a mart. Does not
belong here: arithmetic and relations between tables (dbt tests), what an edition may hold (publishing).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import pandera.ibis as pa

from orchestration.contracts import mart_rules, signal_rules
from orchestration.contracts.failures import broken_rules
from orchestration.contracts.rules import Rule, all_of
from orchestration.contracts.schemas import IBIS_TYPES

_TYPES = IBIS_TYPES | {"BOOLEAN": "boolean"}
SCHEMA = "marts"


@dataclass(frozen=True)
class Mart:
    """One published table: `columns` reads 'name TYPE name TYPE …' in the published order, `key` is its grain (none
    where a row may stand for all councils or indicators), `filled` never holds a null."""

    columns: str
    key: tuple[str, ...]
    filled: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    may_be_empty: bool = False

    @property
    def types(self) -> dict[str, str]:
        words = self.columns.split()
        return dict(zip(words[::2], words[1::2], strict=True))


@dataclass(frozen=True)
class Registered:
    """What the published registry says of its indicators that a rule on their figures needs."""

    may_be_negative: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    """Percentages of a whole: not changes, and not leavers over a mean number of staff."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        return mart_rules.may_be_negative(self.may_be_negative), mart_rules.shares(self.shares)


_FIGURE = ("la_code", "indicator_code", "period_end")
MARTS: dict[str, Mart] = {
    "kpi_measures": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE view VARCHAR slice_type VARCHAR slice_value VARCHAR "
        "numerator DOUBLE denominator DOUBLE value DOUBLE status VARCHAR",
        key=(*_FIGURE, "view", "slice_type", "slice_value"),
        filled=(*_FIGURE, "view", "slice_type", "slice_value", "status"),
        rules=(*mart_rules.FIGURE, *mart_rules.SLICES),
    ),
    "kpi_scorecard": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE view VARCHAR numerator DOUBLE denominator DOUBLE "
        "value DOUBLE status VARCHAR population_mid_year INTEGER population_vintage VARCHAR month_value DOUBLE "
        "ytd_value DOUBLE rolling12_value DOUBLE previous_period_end DATE previous_value DOUBLE change DOUBLE "
        "direction VARCHAR performance VARCHAR last_year_value DOUBLE change_on_year DOUBLE target_operator VARCHAR "
        "target_value DOUBLE target_unit VARCHAR target_by_date DATE target_text VARCHAR target_source VARCHAR "
        "variance DOUBLE variance_count DOUBLE rating VARCHAR rating_reason VARCHAR as_at DATE is_provisional BOOLEAN "
        "provisional_reason VARCHAR status_text VARCHAR due_date DATE is_overdue BOOLEAN",
        key=_FIGURE,
        filled=(*_FIGURE, "view", "status", "rating", "rating_reason", "as_at", "is_provisional", "is_overdue"),
        rules=(*mart_rules.FIGURE, *mart_rules.SCORECARD),
    ),
    "kpi_benchmarks": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE comparator VARCHAR view VARCHAR value DOUBLE "
        "published_value DOUBLE comparable_value DOUBLE conversion VARCHAR difference DOUBLE vintage VARCHAR "
        "source VARCHAR note VARCHAR",
        key=(*_FIGURE, "comparator"),
        filled=(*_FIGURE, "comparator", "view", "published_value", "conversion"),
        rules=mart_rules.BENCHMARKS,
        may_be_empty=True,
    ),
    "kpi_commentary": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE analysis VARCHAR response VARCHAR "
        "response_owner VARCHAR response_due DATE author VARCHAR written_on DATE",
        key=_FIGURE,
        filled=(*_FIGURE, "author", "written_on"),
        rules=mart_rules.COMMENTARY,
        may_be_empty=True,
    ),
    "kpi_revisions": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE view VARCHAR slice_type VARCHAR slice_value VARCHAR "
        "old_value DOUBLE new_value DOUBLE difference DOUBLE old_numerator DOUBLE new_numerator DOUBLE "
        "old_denominator DOUBLE new_denominator DOUBLE old_status VARCHAR new_status VARCHAR cause VARCHAR "
        "is_visible BOOLEAN published_in VARCHAR published_as_of DATE",
        key=(*_FIGURE, "view", "slice_type", "slice_value"),
        filled=(
            *_FIGURE,
            "view",
            "slice_type",
            "slice_value",
            "old_status",
            "new_status",
            "cause",
            "is_visible",
            "published_in",
            "published_as_of",
        ),
        rules=mart_rules.REVISIONS,
        may_be_empty=True,
    ),
    "kpi_changes": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE kind VARCHAR importance INTEGER before_value DOUBLE "
        "after_value DOUBLE before_state VARCHAR after_state VARCHAR about_period_end DATE months INTEGER",
        key=("la_code", "indicator_code", "kind"),
        filled=(*_FIGURE, "kind", "importance", "about_period_end", "months"),
        rules=mart_rules.CHANGES,
        may_be_empty=True,
    ),
    "kpi_lineage": Mart(
        "indicator_code VARCHAR layer VARCHAR name VARCHAR description VARCHAR depth INTEGER",
        key=("indicator_code", "name"),
        filled=("indicator_code", "layer", "name", "description", "depth"),
        rules=mart_rules.LINEAGE,
    ),
    "kpi_notes": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE note_code VARCHAR subject VARCHAR kind VARCHAR "
        "severity VARCHAR title VARCHAR text VARCHAR counted DOUBLE out_of DOUBLE source VARCHAR",
        key=(*_FIGURE, "note_code", "subject"),
        filled=(*_FIGURE, "note_code", "subject", "kind", "severity", "title", "text", "source"),
        rules=mart_rules.NOTES,
        may_be_empty=True,
    ),
    "kpi_signals": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE view VARCHAR value DOUBLE baseline_number INTEGER "
        "is_rebased BOOLEAN baseline_points INTEGER is_trial BOOLEAN has_few_cases BOOLEAN mean DOUBLE "
        "lower_limit DOUBLE upper_limit DOUBLE lower_near_limit DOUBLE upper_near_limit DOUBLE "
        "lower_limit_drawn DOUBLE upper_limit_drawn DOUBLE is_clipped BOOLEAN is_outside BOOLEAN is_trend BOOLEAN "
        "is_two_in_three BOOLEAN is_shift BOOLEAN signal VARCHAR signal_direction VARCHAR variation VARCHAR "
        "target_value DOUBLE assurance VARCHAR",
        key=_FIGURE,
        filled=(
            *_FIGURE,
            "view",
            "baseline_number",
            "is_rebased",
            "baseline_points",
            "is_trial",
            "has_few_cases",
            "is_clipped",
            "is_outside",
            "is_trend",
            "is_two_in_three",
            "is_shift",
            "variation",
            "assurance",
        ),
        rules=signal_rules.SIGNALS,
    ),
    "kpi_groups": Mart(
        "la_code VARCHAR indicator_code VARCHAR period_end DATE proposed_group VARCHAR proposed_reason VARCHAR "
        "board_group VARCHAR reason VARCHAR is_override BOOLEAN override_reason VARCHAR overridden_by VARCHAR "
        "overridden_on DATE",
        key=_FIGURE,
        filled=(*_FIGURE, "proposed_reason", "reason", "is_override"),
        rules=signal_rules.GROUPS,
    ),
    "dim_indicator": Mart(
        "indicator_code VARCHAR printed_codes VARCHAR title VARCHAR service_area VARCHAR unit VARCHAR decimals INTEGER "
        "polarity VARCHAR polarity_basis VARCHAR kind VARCHAR counting_unit VARCHAR headline_view VARCHAR "
        "clock VARCHAR definition VARCHAR numerator_words VARCHAR denominator_words VARCHAR population VARCHAR "
        "source_return VARCHAR owner VARCHAR version INTEGER valid_from DATE feeds VARCHAR sort_order INTEGER "
        "counting_window VARCHAR slices VARCHAR sign VARCHAR",
        key=("indicator_code",),
        filled=("indicator_code", "title", "unit", "polarity", "kind", "headline_view", "definition", "sort_order"),
        rules=mart_rules.INDICATORS,
    ),
    "dim_month": Mart(
        "month_index INTEGER month_start DATE period_end DATE month_label VARCHAR month_name VARCHAR "
        "financial_year VARCHAR financial_month INTEGER",
        key=("period_end",),
        filled=("month_start", "period_end", "month_label", "month_name", "financial_year", "financial_month"),
        rules=mart_rules.MONTHS,
    ),
    "dim_council": Mart(
        "la_code VARCHAR council_name VARCHAR region VARCHAR is_fictional BOOLEAN as_at DATE first_month_index INTEGER "
        "last_month_index INTEGER first_period_end DATE last_period_end DATE",
        key=("la_code",),
        filled=("la_code", "council_name", "as_at"),
    ),
    "dim_process_event": Mart(
        "la_code VARCHAR indicator_code VARCHAR event_date DATE rebases BOOLEAN system VARCHAR title VARCHAR "
        "note VARCHAR source VARCHAR",
        key=(),
        filled=("event_date", "rebases", "title"),
        may_be_empty=True,
    ),
    "feed_status": Mart(
        "la_code VARCHAR feed VARCHAR as_at DATE status VARCHAR reason VARCHAR file_name VARCHAR file_hash VARCHAR "
        "rows_in BIGINT rows_loaded BIGINT rows_quarantined BIGINT rows_ignored BIGINT missing_columns VARCHAR "
        "format VARCHAR known_from DATE state_from DATE known_until DATE snapshots INTEGER rows_earlier BIGINT "
        "rows_ended BIGINT rows_removed BIGINT",
        key=("la_code", "feed"),
        filled=("la_code", "feed", "as_at", "status"),
        rules=mart_rules.FEEDS,
    ),
    "edition": Mart(
        "edition_id VARCHAR as_of DATE code_version VARCHAR inputs_hash VARCHAR",
        key=("edition_id",),
        filled=("edition_id", "as_of"),
    ),
}


def schema_of_mart(name: str, registered: Registered, *, at_once: bool = False) -> pa.DataFrameSchema:
    """The exit contract of one mart; grain: its key. `at_once` says in one query whether, not which rule, is broken."""
    mart = MARTS[name]
    rules = [Rule("column.filled", lambda t: {column: t[column].notnull() for column in mart.filled}), *mart.rules]
    if _asks_registry(name):
        rules += registered.rules
    checks = [all_of(rules).as_check()] if at_once else [rule.as_check() for rule in rules]
    columns = {
        column: pa.Column(ibis.dtype(_TYPES[sql_type]), nullable=True) for column, sql_type in mart.types.items()
    }
    return pa.DataFrameSchema(
        columns, checks=checks, unique=list(mart.key) or None, strict=True, ordered=True, name=name
    )


def broken_promises(database: Path, name: str) -> dict[str, int]:
    """Rule → failing rows of one mart in the warehouse or in a published marts.duckdb; empty when it keeps its word.

    The file is opened read-only. No value leaves: see `failures`.
    """
    with closing(duckdb.connect(":memory:", config={"autoload_known_extensions": "false"})) as connection:
        quoted = str(database).replace("'", "''")
        connection.execute(f"attach '{quoted}' as audited (read_only)")
        backend = ibis.duckdb.from_connection(connection)
        if name not in backend.list_tables(database=("audited", SCHEMA)):
            return {"table.missing": 1}
        table = backend.table(name, database=("audited", SCHEMA))
        # over no rows pandera.ibis takes every check as failed, because `all` of nothing is null (0.35)
        if not table.limit(1).count().execute():
            return {} if MARTS[name].may_be_empty else {"table.empty": 1}
        registered = _registered(backend) if _asks_registry(name) else Registered()
        if registered is None:
            return {"registry.missing": 1}
        if not broken_rules(schema_of_mart(name, registered, at_once=True), table):
            return {}
        return broken_rules(schema_of_mart(name, registered), table)


def _asks_registry(name: str) -> bool:
    """Whether a mart holds figures, of which the registry says what they may be."""
    return {"indicator_code", "numerator"} <= set(MARTS[name].types)


def _registered(backend: ibis.BaseBackend) -> Registered | None:
    """Read from the registry beside the table judged; None without a whole one: its rules would then bite nowhere."""
    if "dim_indicator" not in backend.list_tables(database=("audited", SCHEMA)):
        return None
    registry = backend.table("dim_indicator", database=("audited", SCHEMA))
    if not set(MARTS["dim_indicator"].types) <= set(registry.columns):
        return None
    columns = [registry[name] for name in ("indicator_code", "unit", "counting_window", "sign")]
    rows = registry.select(columns).to_pyarrow().to_pylist()
    negative = frozenset(row["indicator_code"] for row in rows if row["sign"] == "may_be_negative")
    percent = {
        row["indicator_code"] for row in rows if row["unit"] == "percent" and row["counting_window"] != "average_base"
    }
    return Registered(negative, frozenset(percent - negative))
