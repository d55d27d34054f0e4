"""The replay: landing folders from the modules, one real night, every printed figure against the edition; the table.

Belongs here: running and counting. Does not belong here: rows of extracts, printed figures.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from operator import gt, lt
from pathlib import Path

from tests.papers.deliveries import DELIVERIES
from tests.papers.facts import Fact, facts
from tests.papers.making import half_up, merged, write
from tests.papers.published import WORDS, Edition

BOUNDS = {"<": lt, ">": gt}
SCORECARDS = Path(sys.executable).parent / "scorecards"


@dataclass(frozen=True)
class Outcome:
    """One fact and what the edition says in its place."""

    fact: Fact
    found: Fraction | str | None
    is_equal: bool

    @property
    def is_covered(self) -> bool:
        return self.fact.treatment != "not_reproducible"

    @property
    def state(self) -> str:
        if not self.is_covered:
            return "explained" if self.fact.reason else "unexplained"
        if not self.is_equal:
            return "unexplained"
        return "equal" if self.fact.treatment == "compare" else "explained"

    def text(self) -> str:
        fact = self.fact
        found = self.found if isinstance(self.found, str | None) else f"{float(self.found):.4f}"
        slices = "" if fact.slice_type == "all" else f" {fact.slice_type} {fact.slice_value}"
        return (
            f"{fact.value_id} {fact.document} L{fact.line} {fact.indicator_code}{slices} {fact.period_end} {fact.view} "
            f"{fact.role}: should print {fact.comparator}{fact.expected}, is {found}"
        )


def deliver(landing: Path) -> None:
    """Write every delivery below the landing folder."""
    for (la_code, extract_date), makers in DELIVERIES.items():
        write(landing, la_code, extract_date, merged(make() for make in makers))


def night(landing: Path, home: Path, run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run) -> Edition:
    """One night as everybody runs it; its edition."""
    command = [str(SCORECARDS), "nightly", "--landing", str(landing), "--home", str(home)]
    done = run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the night did not publish:\n{done.stdout}\n{done.stderr}")
    return Edition(home / "published" / "current" / "marts")


def equal(fact: Fact, found: Fraction | str | None, operator: str = "") -> bool:
    """Whether the edition's figure prints as it should, or keeps the printed bound. `operator`: of its target."""
    if found is None:
        return False
    if isinstance(found, str):
        return found == fact.expected or fact.expected.lower() in WORDS.get(found, ()) or _arrow(fact, found)
    if fact.comparator and fact.role != "target":
        return BOUNDS[fact.comparator](found, Fraction(fact.expected))
    decimals = len(fact.expected.partition(".")[2])
    same = str(half_up(found, decimals)) == str(half_up(Fraction(fact.expected), decimals))
    return same and (not fact.comparator or operator == fact.comparator)


def _arrow(fact: Fact, found: str) -> bool:
    return fact.expected in ("▲", "A") and found == "improved"


def compared(edition: Edition) -> list[Outcome]:
    outcomes = []
    for fact in facts():
        found = edition.found(fact) if fact.treatment != "not_reproducible" else None
        outcomes.append(Outcome(fact, found, found is not None and equal(fact, found, edition.operator(fact))))
    return outcomes


def table(outcomes: Iterable[Outcome]) -> str:
    """Document, values covered, equal to the printed precision, explained, unexplained; numbers, then words."""
    lines = [f"{'document':<10}{'printed':>9}{'covered':>9}{'equal':>9}{'explained':>11}{'unexplained':>13}"]
    everything = list(outcomes)
    for name, chosen in [
        *((document, [o for o in everything if o.fact.document == document and o.fact.is_number]) for document in DOCS),
        ("numbers", [o for o in everything if o.fact.is_number]),
        ("words", [o for o in everything if not o.fact.is_number]),
    ]:
        states = [outcome.state for outcome in chosen]
        lines.append(
            f"{name:<10}{len(chosen):>9}{sum(o.is_covered for o in chosen):>9}{states.count('equal'):>9}"
            f"{states.count('explained'):>11}{states.count('unexplained'):>13}"
        )
    return "\n".join(lines)


DOCS = ("000", "001", "002", "003", "004")
