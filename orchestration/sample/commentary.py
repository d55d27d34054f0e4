"""What the services of the fictional council say of their figures, month by month.

Belongs here: the words, and which delivery's file holds which month. The words name no figure and no direction, so that
they fit whatever is computed. Does not belong here: figures, or anybody's name: authors and owners are teams and roles.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.sample.clock import EXTRACT, FAR, LAST, day
from orchestration.sample.tables import Table

QUALITY = "Performance and Quality Team"


@dataclass(frozen=True)
class Said:
    """One commentary; `months_ago` counts from December. A group of the board stands with its reason."""

    code: str
    analysis: str = ""
    response: str = ""
    owner: str = ""
    due: str = ""
    months_ago: int = 0
    author: str = QUALITY
    group: str = ""
    reason: str = ""


SAID = (
    Said(
        "contacts_received",
        "Police, schools and health remain the main sources of contacts. The pattern over the month follows school "
        "terms and bank holidays, and partners were reminded of the threshold document.",
    ),
    Said(
        "mash_decision_1wd_pct",
        "Managers screen the queue at the start and the end of each working day. Where a decision took longer, "
        "information from another authority was awaited, and the reason was recorded.",
        "A deputy now signs off decisions when the duty manager is in a strategy meeting.",
        "Service Manager, MASH",
        "2021-02-26",
        author="Service Manager, MASH",
    ),
    Said(
        "contact_to_referral_pct",
        "The front door looks at each contact that might be met by early help before it is passed on.",
        "Dip samples of contacts with no further action are discussed with partners every month.",
        "Service Manager, MASH",
        "2021-03-31",
    ),
    Said(
        "referrals_nfa_pct",
        "Referrals closed without further action were audited. In most of them the family had already been offered "
        "help elsewhere, and the referral was made to share information.",
        "The consultation line is offered to the referrers who refer most often without a plan for support.",
        "Head of Assessment",
        "2021-03-31",
    ),
    Said(
        "rereferrals_after_closure_12m_pct",
        "Families who come back are discussed in a learning circle of the assessment teams.\n\n"
        "Domestic abuse and parental mental health are the themes named most often, and step-down to early help is "
        "checked before a case is closed.",
    ),
    Said(
        "children_allocated_48h_pct",
        "Allocation is watched daily. Some children wait over a weekend or a bank holiday, when a duty worker visits "
        "and the allocation is entered on the next working day.",
        "Team managers allocate on the day of the decision; the business support team corrects late entries weekly.",
        "Head of Assessment",
        "2021-02-12",
    ),
    Said(
        "assessments_completed_45wd_pct",
        "Teams hold a checkpoint at the twentieth day, and a manager's review before the thirty-fifth. Sibling groups "
        "are planned together so that one delay does not become several.",
        author="Head of Assessment",
    ),
    Said(
        "s47_started_count",
        "Strategy discussions are held with police and health on the day, and the decision to enquire is made "
        "jointly. Agencies agree that the threshold is applied consistently across the localities.",
        "A joint audit with the police looks at enquiries that ended without a conference.",
        "Head of Safeguarding",
        "2021-03-31",
    ),
    Said(
        "icpc_15wd_pct",
        "Conferences were late where reports of several agencies were outstanding, or where the chair's diary was "
        "full. Large families weigh heavily in a single month.",
        "Dates are booked at the strategy discussion, a reserve chair is on call, and the conference service reports "
        "to the head of safeguarding every Friday.\n\nPartners were asked to name a contact for urgent reports.",
        "Head of Safeguarding",
        "2021-01-29",
        author="Child Protection Conference Service",
    ),
    Said(
        "rcpc_on_time_pct",
        "Reviews are booked at the end of each conference, and changes need the agreement of the service manager.",
        author="Child Protection Conference Service",
    ),
    Said(
        "cpp_rate",
        "Plans are reviewed at three months as well as at each conference, so that children leave a plan when it has "
        "done its work and not before.",
        "A panel of senior managers reads every plan before its second review.",
        "Head of Protection and Court",
        "2021-03-31",
    ),
    Said(
        "cpp_visits_in_timescale_pct",
        "Visits were made and written up late in some teams; others were missed when families were isolating.",
        "Managers receive a list of visits due on Monday and of visits not recorded on Thursday.",
        "Head of Protection and Court",
        "2021-02-12",
    ),
    Said(
        "preproceedings_started_15wd_pct",
        "The cohort is small, so single families move the share a good deal from month to month.",
        "The legal gateway tracks each letter and meeting, and reports delays to the court progression officer.",
        "Court Progression Officer",
        "2021-03-31",
    ),
    Said(
        "missing_rhi_completed_pct",
        "Some young people decline an interview or are placed at a distance. Each return is discussed at the weekly "
        "missing panel whether or not there was an interview.",
        "Interviewers offer a telephone or video call within a day of the return.",
        "Missing Children Co-ordinator",
        "2021-02-26",
        author="Missing Children Co-ordinator",
    ),
    Said(
        "cla_count",
        "Decisions to look after a child are made by a head of service, and reunification is considered at each "
        "review. Brothers and sisters account for a good part of those who came into care.",
        "The reunification project works with the families of children placed with their parents.",
        "Head of Looked After Children",
        "2021-06-30",
    ),
    Said(
        "cla_uasc_count",
        "Young people arrive through the port and by transfer. Each had an initial health assessment arranged and an "
        "interpreter booked.",
        "The housing and education offer for newly arrived young people is under review with partners.",
        "Head of Looked After Children",
        "2021-03-31",
        group="watch",
        reason="There is no target, and arrivals come at short notice: the board asked to see the number every month.",
    ),
    Said(
        "cla_visits_in_timescale_pct",
        "Teams cleared a backlog of records, and managers check frequencies that differ from the usual one.",
        "The list of agreed visiting frequencies is confirmed by reviewing officers before the next report.",
        "Head of Looked After Children",
        "2021-02-26",
        group="watch",
        reason="Visiting frequencies are being confirmed, so the level is not yet known to be lasting.",
    ),
    Said(
        "cla_review_in_timescale_pct",
        "Reviews were put off when a party could not attend by video, and were then held at the first date offered.",
        "Reviewing officers hold the first part of a review on the due day and complete it later where they must.",
        "Reviewing Officer Manager",
        "2021-03-31",
    ),
    Said(
        "cla_dental_check_pct",
        "Routine appointments remain hard to get while practices see urgent cases first. Carers are asked to book "
        "ahead, and refusals by young people are recorded.",
        "The designated nurse agreed priority appointments with community dental services.",
        "Designated Nurse for Looked After Children",
        "2021-04-30",
        author="Designated Nurse for Looked After Children",
    ),
    Said(
        "ltf_matched_pct",
        "Matches wait for panel dates and for life story work. Children are settled with their carers meanwhile.",
        "Two further panel dates were agreed, and matching is a standing item of permanence planning meetings.",
        "Service Manager, Fostering",
        "2021-04-30",
    ),
    Said(
        "inhouse_foster_carers_count",
        "Approvals and resignations are few in any month. Carers who leave are offered an exit interview.",
        "The recruitment campaign runs with neighbouring councils, with an information evening each month.",
        "Service Manager, Fostering",
        "2021-06-30",
    ),
    Said(
        "agency_headcount_pct",
        "Agency staff cover vacancies and sickness in the protection and court teams first.",
        "Conversion to a permanent contract is offered after three months, with an induction programme.",
        "Principal Social Worker",
        "2021-05-31",
        author="Workforce Board",
    ),
    Said(
        "sickness_days_per_employee",
        "Isolation without illness is not counted. Stress and muscular complaints are the reasons given most often.",
        "Managers hold return to work interviews, and a wellbeing offer is open to every team.",
        "Strategic HR Partner",
        "2021-03-31",
        author="Workforce Board",
    ),
    Said(
        "caseload_cla_fte",
        "Caseloads differ between workers, because newly qualified staff hold fewer children.",
        "Cases are moved between the two teams at the end of each month.",
        "Head of Looked After Children",
        "2021-03-31",
    ),
    Said(
        "audits_completed_pct",
        "Auditors of the operational teams were called to cover duty. Audits that were not done are carried over.",
        "The quality assurance unit undertakes a share of the audits itself until the spring.",
        "Head of Quality Assurance",
        "2021-04-30",
    ),
    Said(
        "ehe_priority_group_allocated_pct",
        "Registrations come in waves at the start of each half term, and allocation follows a home visit.",
        "An additional adviser works with the schools from which most registrations come.",
        "Inclusion Services Manager",
        "2021-03-31",
        author="Inclusion Services Manager",
    ),
    Said(
        "icpc_15wd_pct",
        "Several conferences of one week were moved together when a chair was absent.",
        "A second chair was engaged for the winter.",
        "Head of Safeguarding",
        "2020-12-18",
        months_ago=1,
        author="Child Protection Conference Service",
    ),
    Said(
        "cpp_visits_in_timescale_pct",
        "Teams report visits that took place and are not yet on the record.",
        "Records are completed within two working days of the visit.",
        "Head of Protection and Court",
        "2020-12-31",
        months_ago=1,
    ),
    Said(
        "cla_uasc_count",
        "Transfers under the national scheme were agreed with the regional partnership.",
        months_ago=1,
        group="watch",
        reason="There is no target, and arrivals come at short notice.",
    ),
    Said(
        "audits_completed_pct",
        "The schedule was extended by a theme on supervision, so more audits were planned than usual.",
        months_ago=1,
    ),
    Said(
        "contacts_received",
        "Schools are open again, and with them a source of contacts that had fallen silent in spring.",
        months_ago=2,
    ),
    Said(
        "icpc_15wd_pct",
        "The new booking form was introduced in the middle of the month, and both ways ran side by side.",
        months_ago=2,
        author="Child Protection Conference Service",
    ),
)


def table(last_months_ago: int, months: int) -> Table:
    """local_commentary as the services put it beside an extract: its newest month and those just before it."""
    held = [said for said in SAID if last_months_ago <= said.months_ago < last_months_ago + months]
    ends = [int(LAST[-1 - said.months_ago]) for said in held]

    def words(name: str) -> np.ndarray:
        return np.array([getattr(said, name) or None for said in held], dtype=object)

    return {
        "indicator_code": words("code"),
        "period_end": np.array(ends, dtype=np.int64),
        "analysis": words("analysis"),
        "response": words("response"),
        "response_owner": words("owner"),
        "response_due": np.array([day(said.due) if said.due else FAR for said in held], dtype=np.int64),
        "author": words("author"),
        "written_on": np.array([min(end + 8, EXTRACT) for end in ends], dtype=np.int64),
        "board_group": words("group"),
        "board_group_reason": words("reason"),
    }
