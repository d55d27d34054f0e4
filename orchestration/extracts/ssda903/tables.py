"""The tables of the return: the columns read of each, by which a header is known, and where a row of each ends up.

Belongs here: declarations. Does not belong here: how a row is converted (`convert`).
"""

from __future__ import annotations

from dataclasses import replace

from orchestration.contracts.declare import may, must
from orchestration.contracts.shape import Feed
from orchestration.extracts.tables import Table

# the column of the return that a column of the feed was made from, so that a reject names what the service can mend
MADE_FROM: dict[str, str] = {
    "pers_person_id": "CHILD",
    "pers_sex": "SEX",
    "pers_dob": "DOB",
    "pers_ethnicity": "ETHNIC",
    "clae_cla_episode_id": "CHILD, DECOM",
    "clae_person_id": "CHILD",
    "clae_cla_episode_start_date": "DECOM",
    "clae_cla_episode_ceased_date": "DEC",
    "clae_cla_episode_ceased_reason": "REC",
    "clap_cla_placement_id": "CHILD, DECOM",
    "clap_person_id": "CHILD",
    "clap_cla_placement_start_date": "DECOM",
    "clap_cla_placement_end_date": "DEC",
    "clap_cla_placement_type": "PLACE",
    "clap_cla_placement_provider": "PLACE_PROVIDER",
    "lega_legal_status_id": "CHILD, DECOM",
    "lega_person_id": "CHILD",
    "lega_legal_status": "LS",
    "lega_legal_status_start_date": "DECOM",
    "lega_legal_status_end_date": "DEC",
    "clar_cla_review_id": "CHILD, REVIEW",
    "clar_person_id": "CHILD",
    "clar_cla_review_date": "REVIEW",
    "clar_cla_review_participation": "REVIEW_CODE",
    "miss_table_id": "CHILD, MIS_START",
    "miss_person_id": "CHILD",
    "miss_missing_episode_start_date": "MIS_START",
    "miss_missing_episode_type": "MISSING",
    "miss_missing_episode_end_date": "MIS_END",
    "immi_immigration_status_id": "CHILD",
    "immi_person_id": "CHILD",
    "immi_immigration_status_start_date": "CHILD",
    "immi_immigration_status_end_date": "DUC",
    "clah_health_check_id": "CHILD",
    "clah_person_id": "CHILD",
    "clah_health_check_status": "TEETH_CHECK",
    "invo_involvements_id": "CHILD, SW_ID, SW_DECOM",
    "invo_professional_id": "SW_ID",
    "invo_person_id": "CHILD",
    "invo_involvement_start_date": "SW_DECOM",
    "invo_involvement_end_date": "SW_DEC",
    "perm_table_id": "CHILD, DECOM",
    "perm_person_id": "CHILD",
    "perm_placed_for_adoption_date": "DECOM",
    "perm_permanence_order_date": "DEC",
    "person_id": "CHILD",
    "status_date": "DOB",
    "in_touch": "IN_TOUCH",
    "accommodation": "ACCOM",
    "suitable": "ACCOM",
    "activity": "ACTIV",
}


def _table(name: str, needed: str, optional: str, main: str | None, same: str = "child") -> Table:
    columns = (*(must(column) for column in needed.split()), *(may(column) for column in optional.split()))
    return Table(name, Feed(f"ssda903_{name}", columns, key=("child",)), main, tuple(same.split()), MADE_FROM)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("header", "child sex dob", "ethnic", "ssd_person"),
        _table("episodes", "child decom rne ls place dec rec", "place_provider", "ssd_cla_episodes", "child decom"),
        _table("reviews", "child review", "review_code dob", "ssd_cla_reviews", "child review"),
        _table("missing", "child missing mis_start mis_end", "dob", "ssd_missing", "child mis_start"),
        _table("uasc", "child duc", "sex dob", "ssd_immigration_status"),
        _table("oc2", "child teeth_check", "dob", "ssd_cla_health", ""),
        _table("oc3", "child dob in_touch activ accom", "", "local_care_leaver_status", ""),
        # since the return of 2024
        _table("sw_episodes", "child sw_id sw_decom sw_dec", "dob", "ssd_involvements", "child sw_id sw_decom"),
        _table("previous_permanence", "child prev_perm", "dob la_perm date_perm", None, ""),
        _table("ad1", "child date_int date_match", "dob foster_care nb_adoptr sex_adoptr ls_adoptr", None, ""),
        _table(
            "placed_for_adoption", "child date_placed", "dob date_placed_ceased reason_placed_ceased", None, ""
        ),
        # since the return of 2027
        _table("dolo", "child dolo_start dolo_end", "dob", None, ""),
    )
}  # fmt: skip
OTHER = "other"
# where the columns of a table stand in an XML return; who the child is stands in its header
_ELEMENTS = {
    "episodes": "EPISODE", "reviews": "HEADER/AREVIEW", "missing": "HEADER/AMISSING", "oc2": "HEADER/OC2",
    "sw_episodes": "HEADER/SW_EPISODE",
}  # fmt: skip
_WHO = {"CHILD": "HEADER/CHILDID", "DOB": "HEADER/DOB", "SEX": "HEADER/SEX"}


def told_as(table: Table, column: str) -> str:
    """A column of the return as a reject names it: in an XML return by its elements."""
    if not table.is_whole:
        return column
    return _WHO.get(column, f"{_ELEMENTS.get(table.name, 'HEADER')}/{'PL' if column == 'PLACE' else column}")


def _in_xml(table: Table) -> Table:
    """The table of an XML return, in which what is not written is empty."""
    whole = replace(table, is_whole=True)
    places = {
        column: ", ".join(told_as(whole, name) for name in names.split(", ")) for column, names in MADE_FROM.items()
    }
    return replace(whole, made_from=places)


# what an XML return holds beside them is one table more
XML_TABLES: dict[str, Table] = {
    name: _in_xml(table) for name, table in {**TABLES, OTHER: _table(OTHER, "", "child", None, "")}.items()
}
UNUSED_TABLES = tuple(name for name, table in TABLES.items() if table.main is None)
