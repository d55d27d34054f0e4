"""The expected cells of `kpi_measures` for every council of a landing folder; the rules live in the other modules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.oracle import care, care_periods, days, front_door, leavers, missing, protection, workforce
from tests.oracle.cleaning import Council, load_council
from tests.oracle.engine import Book, Cell, Key
from tests.oracle.readings import DEFAULT, Readings

EVENTS = {
    "ssd_contacts": "cont_contact_date",
    "ssd_early_help_episodes": "earl_episode_start_date",
    "ssd_cin_episodes": "cine_referral_date",
    "ssd_cin_assessments": "cina_assessment_start_date",
    "ssd_cin_plans": "cinp_cin_plan_start_date",
    "ssd_s47_enquiry": "s47e_s47_start_date",
    "ssd_initial_cp_conference": "icpc_icpc_date",
    "ssd_cp_plans": "cppl_cp_plan_start_date",
    "ssd_cp_reviews": "cppr_cp_review_date",
    "ssd_pre_proceedings": "prep_pre_pro_decision_date",
    "ssd_cla_episodes": "clae_cla_episode_start_date",
    "ssd_cla_reviews": "clar_cla_review_date",
    "ssd_missing": "miss_missing_episode_start_date",
    "ssd_involvements": "invo_involvement_start_date",
    "local_contact_decisions": "decision_date",
}


def first_event(council: Council) -> date:
    """The day of the council's first event: months are counted from there."""
    found = [row[column] for table, column in EVENTS.items() for row in council.rows(table) if row[column] is not None]
    return min(found, default=council.as_of)


def council_figures(folder: Path, as_of: date, readings: Readings = DEFAULT) -> dict[Key, Cell]:
    """All cells of one council; empty when it had delivered nothing by `as_of`."""
    council = load_council(folder, as_of)
    if council is None:
        return {}
    book = Book(council, readings)
    book.months = days.month_ends(first_event(council), council.as_of)
    for module in (front_door, protection, care, care_periods, leavers, missing, workforce):
        module.observe(book)
    return dict(book.cells())


def expected(landing: Path, as_of: date, readings: Readings = DEFAULT) -> dict[Key, Cell]:
    """(la, indicator, period end, view, slice type, slice value) → (numerator, denominator, value, status)."""
    cells: dict[Key, Cell] = {}
    for folder in sorted(p for p in landing.iterdir() if p.is_dir()):
        cells.update(council_figures(folder, as_of, readings))
    return cells
