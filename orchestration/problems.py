"""What went wrong, in the four parts that a reader needs: what, where, why, what to do; and the exit code that says
which.

Belongs here: the shape of a problem and the list of exit codes. Does not belong here: the finding of problems (each
room finds its own), and any value of a child's row, which no problem ever carries.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes of the command line; one number, one meaning, for the scheduler that reads them."""

    PUBLISHED = 0
    UNEXPECTED = 1
    USAGE = 2
    NOTHING_TO_DO = 3
    CONTRACT = 4
    TRANSFORM = 5
    CHECKS = 6
    PUBLISH = 7
    BUSY = 8
    MACHINE = 9
    REJECTS = 10
    INTERRUPTED = 130


@dataclass(frozen=True)
class Problem:
    """One reason why no edition was published; every part is safe to print, store and send."""

    what: str
    where: str = ""
    why: str = ""
    mend: str = ""
    exit_code: int = Exit.UNEXPECTED

    def lines(self) -> list[tuple[str, str]]:
        """The parts that say something, with their headings, in reading order."""
        parts = (("what", self.what), ("where", self.where), ("why", self.why), ("what to do", self.mend))
        return [(heading, text) for heading, text in parts if text]

    def text(self) -> str:
        return "\n".join(f"{heading}: {text}" for heading, text in self.lines())

    def metadata(self) -> dict[str, Any]:
        """As the plain metadata of a Dagster failure, from which `from_metadata` makes it again."""
        parts = {key: value for key, value in asdict(self).items() if value != ""}
        return {**parts, "exit_code": int(self.exit_code)}  # Dagster cannot store an enumeration's member

    @classmethod
    def from_metadata(cls, metadata: dict[str, Any]) -> Problem:
        """Read `metadata()` back; entries may be plain values or Dagster's own wrappers with `.value`."""
        plain = {key: getattr(value, "value", value) for key, value in metadata.items()}
        return cls(
            what=str(plain.get("what", "the run failed")),
            where=str(plain.get("where", "")),
            why=str(plain.get("why", "")),
            mend=str(plain.get("mend", "")),
            exit_code=int(plain.get("exit_code", Exit.UNEXPECTED)),
        )


class Stop(Exception):
    """Stop the night with a problem whose text is safe; `redact.guarded` turns it into Dagster's Failure."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text())
        self.problem = problem
