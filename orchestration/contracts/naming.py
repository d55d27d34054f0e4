"""The rule that a text written for a board names no child by the id that the council's own list of people has.

Belongs here: how words are taken out of a text and ids are looked for among them. Does not belong here: which columns
of which feed it is asked of (`Feed.names_nobody`).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from orchestration.contracts.rules import Outcomes, Rule

SHORTEST = 4
"""Characters of the shortest id that is looked for: shorter ones are ordinary words and numbers."""
# an id may be written with marks inside, and a word may stand in brackets or before a comma
_BETWEEN = r"[^A-Z0-9]+"
_AROUND = r"""[\s'’"“”,;:()\[\]]+"""
_YEAR = r"^(19|20)[0-9]{2}$"


def names_nobody(columns: tuple[str, ...], people: ir.StringColumn | None) -> Rule:
    """`people` are the ids of the delivery's accepted people; without them no text can be judged and none is taken.

    Letters count whatever their case, and marks inside an id do not count. An id that reads like a year of this century
    or the last is not looked for, because every commentary names years.
    """

    def hold(t: ir.Table) -> Outcomes:
        if people is None:
            return {name: t[name].isnull() for name in columns}
        ids = people.as_table().select(word=_bare(people.upper())).distinct()
        ids = ids.filter(ids.word.length() >= SHORTEST, ~ids.word.re_search(_YEAR))
        return {name: t[name].isnull() | t.source_row.notin(_naming(t, name, ids)) for name in columns}

    return Rule("commentary.names_a_child", hold)


def _naming(t: ir.Table, column: str, ids: ir.Table) -> ir.IntegerColumn:
    """Rows in which a word of the column is one of the ids."""
    text = t[column].upper()
    found = [
        t.select("source_row", word=text.re_split(separator).unnest()).mutate(word=lambda w: _bare(w.word))
        for separator in (_BETWEEN, _AROUND)
    ]
    return ibis.union(*found).semi_join(ids, "word").source_row


def _bare(word: ir.StringValue) -> ir.StringValue:
    return word.re_replace(_BETWEEN, "")
