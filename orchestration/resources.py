"""What a run is told: its home, its landing folder, its as-of date; and the lock that it holds while it works.

Belongs here: Dagster resources. Does not belong here: reading the landing folder or the home.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import dagster as dg

from orchestration.lock import one_run
from orchestration.problems import Exit, Problem, Stop
from orchestration.redact import guarded
from orchestration.settings import AS_OF_VARIABLE, LANDING_VARIABLE, Home

AS_OF_TAG = "scorecards/as_of"


class Night(dg.ConfigurableResource):
    """One night's inputs. `as_of` is an ISO date, or empty for the newest extract date; a run's tag overrides it."""

    home_folder: str
    landing_folder: str
    as_of: str = ""

    @classmethod
    def from_environment(cls) -> Night:
        home = Home.from_environment()
        return cls(
            home_folder=str(home.root),
            landing_folder=os.environ.get(LANDING_VARIABLE) or str(home.default_landing),
            as_of=os.environ.get(AS_OF_VARIABLE, ""),
        )

    @property
    def home(self) -> Home:
        return Home(Path(self.home_folder))

    @property
    def landing(self) -> Path:
        return Path(self.landing_folder)

    def as_of_date(self, run: dg.DagsterRun | None = None) -> date | None:
        """The as-of date of this run, None for the newest extract date; raises Stop when it is not a date."""
        text = (run.tags.get(AS_OF_TAG) if run else None) or self.as_of
        return parse_as_of(text) if text else None


class OneRun(dg.ConfigurableResource):
    """The lock of the home, held from a run's first step to its last. Every step of the job asks for it; sensors do
    not.
    """

    home_folder: str

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[OneRun]:
        os.umask(0o077)  # for runs that the daemon starts: everything under the home is for its owner only
        with ExitStack() as stack:
            take = guarded("start")(stack.enter_context)
            take(one_run(Home(Path(self.home_folder)), f"run {(context.run_id or 'by hand')[:8]}"))
            yield self


def parse_as_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problem = Problem(
            what="the as-of date cannot be read",
            where="--as-of, the variable SCORECARDS_AS_OF or the run's tag scorecards/as_of",
            why="it is not a date written YYYY-MM-DD",
            mend="write for example 2020-12-31, or leave it out to use the newest extract date",
            exit_code=Exit.USAGE,
        )
        raise Stop(problem) from None
