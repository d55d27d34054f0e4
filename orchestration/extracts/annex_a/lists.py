"""The eleven lists: their columns, the feed that decides what a row counts as, and how a header is recognised.

Belongs here: declarations, and matching of header words. Does not belong here: opening files (`unpack`, `sheets`), the
meaning of a row (`convert`). A list is known by its header alone: sheet and file names are of any habit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

_CHILD = """
child = Child Unique ID | Child ID | Unique ID | Child Unique Identifier | Child's Unique ID
gender = Gender | Sex
ethnicity = Ethnicity | Ethnic Origin
dob = Date of Birth | DOB | Child Date of Birth | Date of Birth or Expected Date of Birth
age = Age of Child (Years) | Age | Age of Child
disability = Does the Child have a Disability | Disability | Child Disability
team = Allocated Team | Team
worker = Allocated Worker | Worker
"""

_OWN = {
    1: """
contact_date = Date of Contact | Contact Date
source = Contact Source | Source of Contact
""",
    2: """
eh_start = Assessment start date | Early Help Assessment start date | Start date of assessment
eh_end = Assessment completion date | Early Help Assessment completion date | Completion date of assessment
organisation = Organisation completing assessment | Organisation
""",
    3: """
referral_date = Date of referral | Referral Date
source = Referral Source | Source of Referral
nfa = Referral NFA? | NFA | Referral No Further Action
referrals_12m = Number of Referrals in Last 12 Months
""",
    4: """
assessment_start = Continuous Assessment Start Date | Single Assessment Start Date
assessment_seen = Child Seen During Continuous Assessment
assessment_end = Continuous Assessment Date of Authorisation | Continuous Assessment Authorisation Date
needs_support = Was the child assessed as requiring LA children's social care support \
    | Was the child assessed as requiring local authority children's social care support \
    | Was the child assessed as being in need at assessment
""",
    5: """
s47_start = Strategy discussion initiating Section 47 Enquiry Start Date | Section 47 Enquiry Start Date \
    | Strategy discussion date
icpc_unnecessary = Was an Initial Child Protection Conference deemed unnecessary? | ICPC deemed unnecessary
icpc_date = Date of Initial Child Protection Conference | ICPC Date | Date of ICPC
icpc_plan = Did the Initial Child Protection Conference Result in a Child Protection Plan | ICPC resulted in a plan
s47_12m = Number of Section 47 Enquiries in the last 12 months
icpc_12m = Number of ICPCs in the last 12 months
""",
    6: """
cin_start = CIN Start Date | Child in Need Start Date
need = Primary Need Code | Primary Need
last_seen = Date Child Was Last Seen
cin_end = CIN Closure Date | CIN End Date
cin_reason = Reason for Closure
status = Case status
""",
    7: """
plan_start = Child Protection Plan Start Date | CP Plan Start Date
first_category = Initial Category of Abuse
last_category = Latest Category of Abuse
visit_date = Date of the Last Statutory Visit | Date of Last Statutory Visit
seen_alone = Was the Child Seen Alone?
review_date = Date of latest review conference
plan_end = Child Protection Plan End Date | CP Plan End Date
protected = Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)
previous_plans = Number of Previous Child Protection Plans
""",
    8: """
uasc = Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N) | UASC
care_start = Date Started to be Looked After | Date Became Looked After
need = Child's Category of Need
second_period = Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N) \
    | Is this a second or subsequent episode of being a Looked After Child within the last 12 months (Y/N)
legal_start = Start date of current legal status
legal_status = Child's Legal Status | Legal Status
review_date = Date of Latest Statutory Review
visit_date = Date of Last Social Work Visit
permanence = What is the permanence plan for this child?
iro_date = Date of Last IRO Visit / Contact to the Child
health_date = Date of Last Health Assessment
dental_date = Date of Last Dental Check
placements_12m = Number of Placements in the Last 12 months
care_end = Date Ceased to be Looked After
care_reason = Reason Ceased to be Looked After
placement_start = Start Date of Most Recent Placement
placement_type = Placement Type
provider = Placement Provider
postcode = Placement postcode
urn = URN of Placement
location = Placement Location
placement_la = LA of Placement
missing_12m = Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months
absent_12m = Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months
rhi_offered = Was the child offered a Return Interview after their last missing episode (Y/N)?
rhi_accepted = Did the child accept a Return Interview after their last missing episode (Y/N)?
""",
    9: """
eligibility = Eligibility Category
in_touch = LA In Touch | Local Authority In Touch
accommodation = Type of Accommodation
suitable = Suitability of Accommodation
activity = Activity Status
uasc = Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)
adviser = Allocated Personal Advisor | Allocated Personal Adviser
pathway_date = Latest Pathway Plan Review Date
contact_date = Latest Date of Contact
""",
    10: """
family = Family identifier
care_start = Date the Child Entered Care
decision_date = Date of Decision that Child Should be Placed for Adoption
order_date = Date of Placement Order
matched_date = Date of Matching Child and Prospective Adopters
placed_date = Date Placed for Adoption
adopted_date = Date of Adoption Order
reversed_date = Date of Decision that Child Should No Longer be Placed for Adoption
reversed_reason = Reason Why Child No Longer Placed for Adoption
ffa_date = Date the child was placed for fostering in FFA or concurrent planning placement
""",
    11: """
adopter = Individual adopter identifier | Adopter identifier
family = Family identifier
fostering = Is the (prospective) adopter fostering for adoption?
enquiry_date = Date enquiry received
stage1_start = Date Stage 1 started
stage1_end = Date Stage 1 ended
stage2_start = Date Stage 2 started
stage2_end = Date Stage 2 ended
applied_date = Date application submitted
approved_date = Date application approved
matched_date = Date adopter matched with child(ren)
placed_date = Date child/children placed with adopter(s)
children_placed = No. of children placed | Number of children placed
adopted_date = Date of Adoption Order
left_date = Date of leaving adoption process
left_reason = Reason for leaving adoption process
""",
}
NAMES = (
    "Contacts", "Early help", "Referrals", "Assessments", "Section 47 enquiries", "Children in need",
    "Child protection", "Children in care", "Care leavers", "Adoption", "Adopters",
)  # fmt: skip
# list → the feed that decides what a row counts as, and the date without which the list is of no use
MAIN = {
    1: ("ssd_contacts", "contact_date"),
    2: ("ssd_early_help_episodes", "eh_start"),
    3: ("ssd_cin_episodes", "referral_date"),
    4: ("ssd_cin_assessments", "assessment_start"),
    5: ("ssd_s47_enquiry", "s47_start"),
    6: ("ssd_cin_plans", "cin_start"),
    7: ("ssd_cp_plans", "plan_start"),
    8: ("ssd_cla_episodes", "care_start"),
    9: ("ssd_care_leavers", "in_touch"),
    10: ("ssd_permanence", "decision_date"),
    11: (None, "adopter"),
}
_DATES = """
dob contact_date eh_start eh_end referral_date assessment_start assessment_end s47_start icpc_date cin_start cin_end
plan_start plan_end visit_date care_start care_end legal_start dental_date health_date placement_start pathway_date
decision_date placed_date adopted_date
"""
# columns whose texts are read as days before anything else sees them
DATES = frozenset(_DATES.split())
LATER = {9: frozenset(("uasc", "adviser", "pathway_date", "contact_date"))}
"""Columns of a later layout: a file of the earlier one does not lack them, it never had them."""


@dataclass(frozen=True)
class AnnexList:
    """One list. `headers`: field → the header as Ofsted prints it; `fields`: folded header → field."""

    number: int
    headers: dict[str, str]
    fields: dict[str, str]
    own: frozenset[str]

    @property
    def feed(self) -> str:
        """The name under which its rows are accounted for."""
        return f"annex_a_list_{self.number}"

    @property
    def needed(self) -> tuple[str, ...]:
        return ("adopter",) if self.number == 11 else ("child", MAIN[self.number][1])


@dataclass(frozen=True)
class Header:
    """A header row that was found. `places`: field → column; `twice`: fields that stand in two columns; `second`: the
    row in which another table begins."""

    number: int
    row: int
    places: dict[str, int]
    twice: tuple[str, ...]
    second: int | None = None


def _declared(number: int) -> AnnexList:
    headers: dict[str, str] = {}
    fields: dict[str, str] = {}
    own: set[str] = set()
    for text in (_CHILD, _OWN[number]):
        for line in text.replace("\\\n", "").strip().splitlines():
            name, _, spellings = line.partition(" = ")
            names = [spelling.strip() for spelling in spellings.split("|")]
            headers[name] = names[0]
            fields |= {fold(spelling): name for spelling in names}
            if text is not _CHILD:
                own.add(name)
    return AnnexList(number, headers, fields, frozenset(own))


def fold(text: str) -> str:
    """Letters and digits only: spaces, case, dashes, quotes and slashes are habits, not differences."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower())


LISTS = {number: _declared(number) for number in _OWN}


# nothing but a slice is made of these: where two columns of one name leave it open which is right, neither is read
_SLICES = frozenset(("team",))
Spellings = Mapping[int, Mapping[str, str]]
"""List → folded header → field, of a council that writes headers of its own."""


def find_header(rows: Sequence[Sequence[str | None]], more: Spellings | None = None) -> Header | None:
    """The header among the first rows of a sheet, and of which list; None when no row is one, or two lists fit alike.

    A header names who the row is about and at least one column of its own list; the list with most of its own columns
    named is the one.
    """
    best: list[tuple[int, Header]] = []
    for row, cells in enumerate(rows, start=1):
        names = [fold(cell) if cell else "" for cell in cells]
        for one in LISTS.values():
            fields = {**one.fields, **(more or {}).get(one.number, {})}
            found = [(fields[name], place) for place, name in enumerate(names) if name in fields]
            places = dict(reversed(found))
            score = len(one.own & places.keys())
            who = "adopter" if one.number == 11 else "child"
            if score and who in places:
                held = [field for field, _ in found]
                twice = tuple(sorted({field for field in held if held.count(field) > 1}))
                places = {field: place for field, place in places.items() if field not in _SLICES or field not in twice}
                best.append((score, Header(one.number, row, places, twice)))
    if not best:
        return None
    highest = max(score for score, _ in best)
    first = [header for score, header in best if score == highest]
    if len({header.number for header in first}) > 1:
        return None
    chosen = [fold(cell or "") for cell in rows[first[0].row - 1]]
    others = {header.row for _, header in best if [fold(cell or "") for cell in rows[header.row - 1]] != chosen}
    return replace(first[0], second=max(first[0].row, *others)) if others else first[0]
