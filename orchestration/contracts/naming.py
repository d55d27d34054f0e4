"""The rule that a published text names no child by the id that the council's own list of people has.

Belongs here: how ids are looked for among the words of a text. Does not belong here: which columns of which feed it is
asked of (`Feed.names_nobody`).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from orchestration.contracts.rules import Outcomes, Rule

SHORTEST = 4
"""Letters and digits of the shortest id that is looked for: shorter ones are ordinary words and numbers."""
MOST_PARTS = 5
"""Parts of the longest id that is looked for as it is written; a UUID has five."""
# an id may be written with marks inside, and a word may stand in brackets or before a comma
_BETWEEN = r"[^A-Z0-9]+"
_AROUND = r"""[\s'’"“”,;:()\[\]]+"""
_YEAR = r"^(19|20)[0-9]{2}$"


def names_nobody(columns: tuple[str, ...], people: ir.StringColumn | None, *, needs_people: bool) -> Rule:
    """`people`: the ids of the delivery's accepted people. Without them no text can be judged: where `needs_people`
    none is taken then, else every one.

    Letters count whatever their case. An id is found as one word, with or without its marks, and part by part whatever
    stands between the parts ("AB 1234" in "child AB/1234"). One that reads like a year of this century or the last is
    not looked for, because every commentary names years.
    """

    def hold(t: ir.Table) -> Outcomes:
        if people is None:
            return {name: t[name].isnull() for name in columns} if needs_people else {}
        ids = _parted(people.upper()).name("parts").as_table().distinct()
        bare = ids.parts.replace(" ", "")
        ids = ids.filter(bare.length() >= SHORTEST, ~bare.re_search(_YEAR))
        # one word, or the parts one after the other
        looked_for = ibis.union(ids.select(words=ids.parts), ids.select(words=ids.parts.replace(" ", "")))
        return {name: t[name].isnull() | t.source_row.notin(_naming(t, name, looked_for)) for name in columns}

    return Rule("commentary.names_a_child", hold)


def _naming(t: ir.Table, column: str, ids: ir.Table) -> ir.IntegerColumn:
    """Rows in which an id stands in the column."""
    text = t[column].upper()
    whole = t.select("source_row", words=text.re_split(_AROUND).unnest())
    whole = whole.select("source_row", words=whole.words.re_replace(_BETWEEN, ""))
    parts = t.select("source_row", part=_parted(text).split(" ")).unnest("part", offset="place")
    inside = ibis.window(group_by="source_row", order_by="place")
    found, words = [whole], parts.part
    for ahead in range(MOST_PARTS):
        if ahead:
            words = words + " " + parts.part.lead(ahead).over(inside)
        found.append(parts.select("source_row", words=words))
    return ibis.union(*found).semi_join(ids, "words").source_row


def _parted(text: ir.StringValue) -> ir.StringValue:
    """The parts between marks and spaces, one space between them."""
    return text.re_replace(_BETWEEN, " ").strip()
