"""The layer lint: reads the project's files, says what breaks a rule, and exits 1 when anything does.

Run as `python -m tests.layers.lint`. The rules stand in `rules`, the reading in `project`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.layers.project import read_column, read_models, read_rows, read_seeds
from tests.layers.rules import RULES, Breach, Project

ROOT = Path(__file__).resolve().parents[2]


def read_project(root: Path = ROOT) -> Project:
    """The project whose dbt_project.yml stands in `root`."""
    return Project(
        models=read_models(root),
        seeds=read_seeds(root),
        indicators=read_column(root, "indicators", "indicator_code"),
        indicators_in_seeds=read_column(root, "caseload_teams", "indicator_code")
        | read_rows(root, "indicators", "indicator_code", feeds="local_returns"),
    )


def breaches(project: Project) -> list[Breach]:
    """Everything that breaks a rule, in the order of the rules."""
    return [breach for rule in RULES for breach in rule(project)]


def main() -> int:
    """Print each breach on a line of its own; 0 when there is none."""
    project = read_project()
    found = breaches(project)
    for breach in found:
        print(breach, file=sys.stderr)
    if not found:
        print(f"{len(project.models)} models keep the {len(RULES)} rules of the layers")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
