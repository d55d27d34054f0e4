"""Where everything stands on this machine: the project's own folder and the home that one installation writes to.

Belongs here: paths, and the names of folders and environment variables. Does not belong here: anything that opens,
reads or creates a file (each room makes its own folders through `Home.make`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HOME_VARIABLE = "SCORECARDS_HOME"
LANDING_VARIABLE = "SCORECARDS_LANDING"
AS_OF_VARIABLE = "SCORECARDS_AS_OF"
MAPPINGS_VARIABLE = "SCORECARDS_MAPPINGS"


@dataclass(frozen=True)
class Home:
    """The one folder an installation writes to; every path below it has a name here and nowhere else."""

    root: Path

    @classmethod
    def from_environment(cls) -> Home:
        return cls(Path(os.environ.get(HOME_VARIABLE, PROJECT / "home")).expanduser().resolve())

    @property
    def vault(self) -> Path:
        """Received files by content hash, never changed."""
        return self.root / "vault"

    @property
    def ledger(self) -> Path:
        """Append-only lists: what was delivered, what was published."""
        return self.root / "ledger"

    @property
    def lake(self) -> Path:
        """Typed rows that kept the contract: `raw/<feed>/la=<la>/as_at=<date>/*.parquet`."""
        return self.root / "lake"

    @property
    def unpacked(self) -> Path:
        """What was read of workbooks between their recognition and their ingest, by content hash; lost at no cost."""
        return self.root / "lake" / "unpacked"

    @property
    def quarantine(self) -> Path:
        """Where a row broke the contract: rule, file, row and column, never a value."""
        return self.root / "quarantine"

    @property
    def reports(self) -> Path:
        """Reject reports that can be sent back to the service, one CSV per delivery."""
        return self.root / "reports"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that dbt writes; nobody else reads it and it can be thrown away."""
        return self.root / "warehouse" / "warehouse.duckdb"

    @property
    def dbt(self) -> Path:
        """dbt's own droppings: manifest, run results, logs."""
        return self.root / "dbt"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.root / "dagster"

    @property
    def published(self) -> Path:
        """Editions, and `current`, which points at the one in force."""
        return self.root / "published"

    @property
    def mappings(self) -> Path:
        """`<la_code>.toml`: what a council's own headers, values and days mean. A council keeps these under version
        control, so the folder may lie elsewhere."""
        return Path(os.environ.get(MAPPINGS_VARIABLE) or self.root / "mappings").expanduser()

    @property
    def default_landing(self) -> Path:
        return self.root / "landing"

    def make(self, folder: Path) -> Path:
        """Create a folder of the home, closed to other users (design section 4), and return it."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder
