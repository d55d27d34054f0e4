"""dbt, run inside this process: how it is called, what came of each node, and letting go of the warehouse afterwards.

One invocation builds everything: dbt's start costs more than all its models, and separate calls for models and tests
would run tests out of order. Belongs here: the call. Does not belong here: how results look in Dagster
(`assets.warehouse`) and anything about the models themselves.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.problems import Exit, Problem, Stop
from orchestration.redact import kind_of
from orchestration.settings import PROJECT, Home

WAREHOUSE_VARIABLE = "SCORECARDS_WAREHOUSE"
SOURCES = ("dbt_project.yml", "models", "seeds", "dbt_project")
STAMP = "prepared.json"

Progress = Callable[[str, int], None]
"""name of the finished node, number of nodes finished so far"""


@dataclass(frozen=True)
class NodeResult:
    """What came of one model, seed or test. `kind` is the kind of error only: dbt's message may hold values."""

    unique_id: str
    status: str
    seconds: float
    failures: int | None
    kind: str

    @property
    def name(self) -> str:
        return self.unique_id.split(".")[2]

    @property
    def is_test(self) -> bool:
        return self.unique_id.startswith("test.")

    @property
    def went_well(self) -> bool:
        return self.status in ("success", "pass", "warn")

    @property
    def executed(self) -> bool:
        return self.status != "skipped"


def manifest_path(home: Home) -> Path:
    return home.dbt / "target" / "manifest.json"


def load_manifest(home: Home) -> dict[str, Any]:
    """The parsed dbt project of this home; raises Stop when `prepare` never ran here."""
    path = manifest_path(home)
    if not path.exists():
        raise Stop(
            Problem(
                what="the dbt project has not been prepared for this home",
                where=str(path),
                why="Dagster's assets are made from dbt's manifest, which is never parsed while a module is imported",
                mend=f"run: scorecards prepare --home {home.root}",
                exit_code=Exit.MACHINE,
            )
        )
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def prepare(home: Home) -> bool:
    """Parse the dbt project into this home's manifest unless the one there is current; True when it parsed.

    Raises Stop when the project does not parse.
    """
    stamp = home.dbt / STAMP
    fingerprint = sources_fingerprint()
    if manifest_path(home).exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint:
        return False
    home.make(home.dbt)
    outcome = _invoke(home, ["parse"])
    if not outcome.success:
        raise Stop(
            Problem(
                what="the dbt project does not parse",
                where=str(PROJECT / "dbt_project.yml"),
                why=kind_of(str(outcome.exception)) or type(outcome.exception).__name__,
                mend="run `make check`, which prints dbt's own message",
                exit_code=Exit.TRANSFORM,
            )
        )
    stamp.write_text(fingerprint, encoding="utf-8")
    return True


def sources_fingerprint() -> str:
    """Changes when any file of the dbt project does (path, size, time of change) or dbt's version."""
    from importlib.metadata import version

    files = [PROJECT / SOURCES[0]]
    for folder in SOURCES[1:]:
        files += [path for path in (PROJECT / folder).rglob("*") if path.is_file()]
    lines = [f"dbt {version('dbt-core')} duckdb {version('dbt-duckdb')}"]
    for path in sorted(files):
        stat = path.stat()
        lines.append(f"{path.relative_to(PROJECT)} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def build(home: Home, progress: Progress | None = None) -> list[NodeResult]:
    """Run every seed, model and data test once and return what came of each; unit tests are for `make test`.

    The warehouse file is closed when this returns. Raises Stop when dbt could not run at all (no node results).
    """
    try:
        # The manifest of `prepare` stays as it is; dbt's results file would hold error texts with values in them.
        outcome = _invoke(home, ["build", "--exclude-resource-type", "unit_test", "--no-write-json"], progress)
    finally:
        let_go()
    results = getattr(outcome.result, "results", None)
    if not results:
        raise Stop(
            Problem(
                what="dbt built nothing",
                where=str(PROJECT / "dbt_project.yml"),
                why=kind_of(str(outcome.exception)) or type(outcome.exception).__name__,
                mend="run scorecards doctor, then `make check`",
                exit_code=Exit.TRANSFORM,
            )
        )
    return [_result(node) for node in results]


def let_go() -> None:
    """Close the DuckDB file that dbt keeps open for as long as the process lives (dbt-duckdb 616)."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()
    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager._ENV = None


def arguments(home: Home) -> list[str]:
    """What every dbt call is given. Always the same for one home: a change would make dbt parse everything again."""
    return [
        *("--project-dir", str(PROJECT)),
        *("--profiles-dir", str(PROJECT / "dbt_project")),
        *("--target-path", str(home.dbt / "target")),
        *("--log-path", str(home.dbt / "logs")),
    ]


SILENT = (
    "--quiet",
    "--log-level",
    "none",
    "--log-level-file",
    "none",
    "--no-use-colors",
    "--no-send-anonymous-usage-stats",
)
"""dbt's messages quote values; what a reader needs comes from the results and the progress."""


def _invoke(home: Home, command: list[str], progress: Progress | None = None) -> Any:
    from dbt.cli.main import dbtRunner

    home.make(home.warehouse.parent)
    os.environ[WAREHOUSE_VARIABLE] = str(home.warehouse)
    callbacks: list[Any] = [_Finished(progress)] if progress else []
    return dbtRunner(callbacks=callbacks).invoke([*SILENT, command[0], *arguments(home), *command[1:]])


class _Finished:
    """Counts nodes as dbt finishes them; it must never raise, because dbt runs it inside its own event system."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.done = 0

    def __call__(self, message: Any) -> None:
        if message.info.name == "NodeFinished":
            self.done += 1
            self.progress(str(message.data.node_info.node_name), self.done)


def _result(node: Any) -> NodeResult:
    went_well = str(node.status) in ("success", "pass", "warn")
    return NodeResult(
        unique_id=node.node.unique_id,
        status=str(node.status),
        seconds=round(float(node.execution_time or 0), 3),
        failures=node.failures,
        kind="" if went_well else kind_of(node.message),
    )
