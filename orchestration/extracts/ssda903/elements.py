"""The elements of the SSDA903 return as XML: which are rows of which table, and where their columns stand.

Belongs here: names of elements and walking one child. Does not belong here: reading bytes (`guarded_xml`), what a row
means (`convert`). The file is `EXPSSDA903`, a `CHILD` for each child with a `HEADER` and an `EPISODE` for each episode;
reviews, absences, health and the like stand in the header as elements of their own, other columns plainly. A UPN is
never taken out of the tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from orchestration.extracts.guarded_xml import name_of
from orchestration.extracts.ssda903.tables import TABLES
from orchestration.extracts.xml_records import Record, RecordWalker, text_of

ROOT = "expssda903"
# element → table; some systems write the table's own name
_ROWS = {
    "episode": "episodes", "areview": "reviews", "amissing": "missing", "oc2": "oc2",
    "oc3": "oc3", "ad1": "ad1", "permanence": "previous_permanence", "ad_placed": "placed_for_adoption",
    "sw_episode": "sw_episodes", "swepisode": "sw_episodes", "asw_episode": "sw_episodes", "dolo": "dolo",
    "adolo": "dolo",
}  # fmt: skip
_COLUMNS = {"childid": "child", "pl": "place"}
# a table of one row a child, whose columns may stand plainly → the columns of which one has to be filled
_PLAIN = {"uasc": ("duc",), "oc3": ("in_touch", "activ", "accom"), "ad1": ("date_int", "date_match")}
_OF_TABLE = {name: {column.name for column in table.shape.columns} for name, table in TABLES.items()}
_OF_CHILD = frozenset({"uasc", *_OF_TABLE["header"]}).union(*(_OF_TABLE[name] for name in _PLAIN))
# known, and not needed by any indicator
_UNUSED = {
    "upn", "mother", "mc_dob", "cin", "reason_place_change", "home_post", "pl_post", "urn", "sdq_score", "sdq_reason",
    "convicted", "health_check", "immunisations", "health_assessment", "substance_misuse", "intervention_received",
    "intervention_offered", "sw_reason",
}  # fmt: skip


class Walker(RecordWalker):
    """Takes the rows out of one child after another."""

    def walk(self, element: etree._Element) -> Iterator[Record]:
        """Every row of one element below the root; one that is not a child is one row of `other`."""
        if name_of(element) != "child":
            yield self.other(element)
            return
        child = self.record("header")
        rows: list[tuple[str, etree._Element]] = []
        others: list[etree._Element] = []
        self._gather(child, element, rows, others)
        own = child.fields
        yield child
        # whose it is cannot be told where a child has two ids
        broken = child.broken if "child" in child.twice else ""
        said = own.get("uasc", "").lower() in ("1", "y", "yes", "true")
        for table, told_by in _PLAIN.items():
            if (table == "uasc" and said) or any(own.get(column) for column in told_by):
                yield self.record(table, own, broken)
        for table, row in rows:
            record = self.record(table, {name: own.get(name, "") for name in ("child", "dob", "sex")}, broken)
            self._fill(record, row)
            yield record
        for other in others:
            yield self.other(other)

    def _gather(
        self,
        child: Record,
        element: etree._Element,
        rows: list[tuple[str, etree._Element]],
        others: list[etree._Element],
    ) -> None:
        """What stands plainly goes to the child; whatever holds nothing that is known is a row nobody reads."""
        for part in element:
            name = name_of(part)
            if len(part) and name in _ROWS:
                rows.append((_ROWS[name], part))
                rows += [(_ROWS[name_of(one)], one) for one in part if len(one) and name_of(one) in _ROWS]
            elif len(part):
                before = len(child.fields), len(rows)
                self._gather(child, part, rows, others)
                if (len(child.fields), len(rows)) == before:
                    others.append(part)
            else:
                self._take(child, _OF_CHILD, part)

    def _fill(self, record: Record, element: etree._Element) -> None:
        for part in element:
            if not len(part):
                self._take(record, _OF_TABLE[record.table], part)
            elif name_of(part) not in _ROWS:
                self._fill(record, part)

    def _take(self, record: Record, wanted: frozenset[str] | set[str], part: etree._Element) -> None:
        name = name_of(part)
        column = _COLUMNS.get(name, name)
        if column in wanted:
            record.fill(column, text_of(part))
        elif column not in _UNUSED:
            self.name_unknown(part)
