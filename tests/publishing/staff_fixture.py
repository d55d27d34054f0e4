"""An indicator of staff by team in the hand-made warehouse, so that an edition has a page of staff.

Belongs here: rows beside those of `marts_fixture`. Does not belong here: figures worked out by hand.
"""

from __future__ import annotations

from tests.publishing.marts_fixture import Row

CODE, TITLE = "sickness_days_lost_month", "Days lost to sickness"
TEAMS = {"F": "PACT", "M": "Assessment", "unknown": "unknown"}


def with_staff(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows, and those of contacts once more as days lost, with teams for sexes."""
    for found in rows.values():
        like = [row for row in found if row.get("indicator_code") == "contacts_received"]
        found += [row | {"indicator_code": CODE} for row in like]
    rows["dim_indicator"][-1] |= {"title": TITLE, "definition": f"{TITLE}.", "service_area": "Workforce"}
    for row in rows["kpi_measures"]:
        if row["indicator_code"] == CODE and row["slice_type"] == "sex":
            row |= {"slice_type": "team", "slice_value": TEAMS[row["slice_value"]]}
    return rows
