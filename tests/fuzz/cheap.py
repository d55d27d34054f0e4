"""The same way in with its fixed costs paid once, so that tens of thousands of files can take it.

Belongs here: what is paid once (an engine, its macros, the SQL of each feed's rules) or left to the share of files that
take the way as it is (pandera's second look, a new process for each workbook). Does not belong here: what looks at a
file.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import ibis

from orchestration.contracts.shape import Feed
from orchestration.extracts import files, ingest, judging, opener, outcomes, reading, typed

_numbers = itertools.count()


class _Connection:
    """A database of its own in a shared engine, which knows the macros; closing it forgets it."""

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self.name = f"fuzz{next(_numbers)}"
        self.real = engine.cursor()
        self.real.execute(f"attach ':memory:' as {self.name}; set search_path = '{self.name},memory'")
        self.real.execute("pragma disable_optimizer")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def close(self) -> None:
        self.real.execute(f"use memory; detach {self.name}")
        self.real.close()


class _Backend:
    """What ibis is asked for while no rule is compiled: the names of tables."""

    def __init__(self, connection: _Connection) -> None:
        self.con = connection

    def table(self, name: str) -> str:
        return name


@contextmanager
def way_in() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Inside, `receive` and `ingest` open no engine, compile no rule twice, and open workbooks in a copy of this
    process. Gives the means to take the way as it is for a while."""
    engine, known = files.open_duckdb(), dict[object, Any]()
    engine.execute("set threads = 1")
    reading.prepare(engine)
    typed.define_macros(engine)
    flags, connect, remember = judging._flags, ibis.duckdb.from_connection, outcomes.remember

    def remembered(backend: Any, feed: Any, accepted: Any, *, has_key: bool) -> Any:
        place = feed.name, has_key, _parents(feed) & frozenset(accepted)
        if place not in known:
            real = connect(backend.con.real)
            tables = {name: real.table(table) for name, table in accepted.items()}
            known[place] = flags(real, feed, tables, has_key=has_key)
        return known[place]

    def delivered(home: Any, delivery: Any, found: Any, *more: Any, **named: Any) -> None:
        remember(home, delivery, [outcome for outcome in found if outcome.status != "missing"], *more, **named)

    patches = _everywhere(files.open_duckdb, lambda memory="": _Connection(engine))
    patches += _everywhere(reading.prepare, lambda _: None) + _everywhere(typed.define_macros, lambda _: None)
    patches += [
        patch.object(ibis.duckdb, "from_connection", _Backend),
        patch.object(opener, "run", _forked),
        patch.object(judging, "_flags", remembered),
        patch.object(ingest, "what_breaks", lambda *_, **__: {}),
        patch.object(outcomes, "remember", delivered),
    ]

    @contextmanager
    def as_it_is() -> Iterator[None]:
        _stop(patches)
        yield
        _start(patches)

    _start(patches)
    yield as_it_is
    _stop(patches)
    engine.close()


def _everywhere(function: Any, instead: Any) -> list[Any]:
    """Patches for every module of the way in that has this function under its own name."""
    name = function.__name__
    rooms = [module for path, module in sorted(sys.modules.items()) if path.startswith("orchestration.extracts.")]
    return [patch.object(room, name, instead) for room in rooms if getattr(room, name, None) is function]


def _start(patches: list[Any]) -> None:
    for one in patches:
        one.start()


def _stop(patches: list[Any]) -> None:
    for one in patches:
        one.stop()


def _parents(feed: Feed) -> frozenset[str]:
    """The feeds whose presence changes what this feed's rules are."""
    through = {feed.through.feed} if feed.through else set()
    return frozenset({"ssd_person", *through, *(link.feed for link in feed.links)})


def _forked(room: str, source: Path, *more: str) -> int:
    """The process that opens an untrusted file, below its limits, as a copy of this one, whose time counts as this
    one's."""
    child = os.fork()
    if child == 0:
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            opener.limit(source)
            os._exit(import_module(room).main(str(source), *more))
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
