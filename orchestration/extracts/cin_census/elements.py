"""The elements of the census: which are records, which of their fields are read, and where records stand.

Belongs here: names of elements, of both sets (GenderCurrent until 2023, Sex after), and walking one child. Does not
belong here: reading bytes (`xml`), what a record means (`convert`). A UPN or a name is never taken out of the tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from orchestration.extracts.guarded_xml import name_of
from orchestration.extracts.xml_records import Fields, Record, RecordWalker, text_of

# known, and not needed by any indicator
_UNUSED = {
    "upn", "formerupn", "upnunknown", "persondeathdate", "referralsource", "primaryneedcode", "reasonforclosure",
    "assessmentinternalreviewdate", "factorsidentifiedatassessment", "assessmentfactors", "initialcpctarget",
    "icpcnotrequired", "cppid", "initialcategoryofabuse", "latestcategoryofabuse", "numberofpreviouscpp",
}  # fmt: skip
_CHILD = {
    "lachildid": "child", "personbirthdate": "birth", "expectedpersonbirthdate": "expected", "gendercurrent": "sex",
    "sex": "sex", "ethnicity": "ethnicity",
}  # fmt: skip
_REFERRAL = {
    "cinreferraldate": "referral_date", "cinclosuredate": "closure_date", "referralnfa": "nfa",
    "dateofinitialcpc": "conference_date",
}  # fmt: skip
_BELOW_REFERRAL = {
    "assessments": (
        "assessments",
        {"assessmentactualstartdate": "start_date", "assessmentauthorisationdate": "authorisation_date"},
    ),
    "cinplandates": ("plans", {"cinplanstartdate": "start_date", "cinplanenddate": "end_date"}),
    "section47": ("enquiries", {"s47actualstartdate": "start_date", "dateofinitialcpc": "conference_date"}),
    "childprotectionplans": ("protection_plans", {"cppstartdate": "start_date", "cppenddate": "end_date"}),
}


class Walker(RecordWalker):
    """Takes the records out of one child after another."""

    def walk(self, element: etree._Element) -> Iterator[Record]:
        """Every record of one element below `Children`; one that is not a child is one record of `other`."""
        if name_of(element) != "child":
            yield self.other(element)
            return
        child: Record = self.record("children", {})
        codes, episodes, others = [], [], []
        for part in element:
            match name_of(part):
                case "childidentifiers":
                    others += self._fill(child, part, _CHILD)
                case "childcharacteristics":
                    disabilities = [one for one in part if name_of(one) == "disabilities"]
                    codes += [code for one in disabilities for code in one]
                    others += self._fill(child, part, _CHILD, beside=("disabilities",))
                case "cindetails":
                    episodes.append(part)
                case _:
                    others.append(part)
        yield child
        own = {"child": child.fields.get("child", "")}
        for code in codes:
            if name_of(code) == "disability":
                yield self.record("disabilities", {**own, "code": text_of(code)})
            else:
                others.append(code)
        for episode in episodes:
            yield from self._episode(episode, own)
        for other in others:
            yield self.other(other)

    def _episode(self, element: etree._Element, own: Fields) -> Iterator[Record]:
        referral = self.record("referrals", own)
        others = self._fill(referral, element, _REFERRAL, beside=tuple(_BELOW_REFERRAL))
        yield referral
        above = {
            **own,
            "referral_date": referral.fields.get("referral_date", ""),
            "referral_line": str(referral.ordinal),
        }
        for part in element:
            if name_of(part) in _BELOW_REFERRAL:
                table, wanted = _BELOW_REFERRAL[name_of(part)]
                record = self.record(table, above)
                others += self._fill(record, part, wanted, beside=("reviews",) if table == "protection_plans" else ())
                yield record
                for review in (one for one in part if table == "protection_plans" and name_of(one) == "reviews"):
                    yield from self._reviews(review, {**above, "plan_start": record.fields.get("start_date", "")})
        for other in others:
            yield self.other(other)

    def _reviews(self, element: etree._Element, above: Fields) -> Iterator[Record]:
        for part in element:
            if name_of(part) == "cppreviewdate":
                yield self.record("reviews", {**above, "review_date": text_of(part)})
            else:
                yield self.other(part)

    def _fill(
        self, record: Record, element: etree._Element, wanted: Fields, beside: tuple[str, ...] = ()
    ) -> list[etree._Element]:
        """Take the wanted fields; returns elements that are records nobody reads. A field that stands twice with
        different content breaks the record."""
        others = []
        for part in element:
            name = name_of(part)
            if name in wanted:
                record.fill(wanted[name], text_of(part))
            elif name not in _UNUSED and name not in beside:
                if len(part):
                    others.append(part)
                else:
                    self.name_unknown(part)
        return others
