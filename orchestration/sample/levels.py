"""The monthly levels that Wexbridge follows: thirteen printed months (December 2019 on) and what came before.

Belongs here: numbers, taken from the Southampton board paper of January 2021 and the scrutiny papers before it
(values that the papers leave unreadable are filled with a neighbour's level). Does not belong here: how events are
made to reach them. Rates are printed per 10,000 of 50,869 children, the population that reproduces every count in the
paper.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample.clock import MONTHS, PRINTED, Ints

POPULATION = 50_869
POPULATIONS = {  # mid-year by vintage, as the council's own feed gives them
    "2019-06 ONS": {2016: 49_870, 2017: 50_190, 2018: 50_540},
    "2020-06 ONS": {2016: 49_905, 2017: 50_245, 2018: 50_585, 2019: POPULATION, 2020: POPULATION},
}

# counts of events in the month
CONTACTS = [1258, 1419, 1129, 1198, 1147, 1172, 1403, 1493, 1343, 1607, 1555, 1787, 1507]
REFERRALS = [302, 338, 276, 290, 272, 280, 330, 352, 318, 356, 366, 448, 351]
REREFERRALS_AFTER_CLOSURE = [7, 17, 12, 17, 10, 5, 17, 15, 18, 21, 27, 36, 32]
ASSESSMENTS = [248, 262, 240, 258, 236, 240, 262, 284, 250, 254, 287, 357, 409]
S47 = [92, 92, 117, 127, 102, 112, 137, 122, 81, 126, 121, 167, 149]
ICPC = [81, 15, 25, 46, 25, 51, 36, 41, 25, 31, 43, 61, 51]
ADOPTIONS = [2, 1, 2, 1, 0, 1, 2, 2, 2, 4, 4, 1, 4]
EARLY_HELP = [118, 146, 131, 124, 71, 83, 112, 120, 74, 128, 141, 152, 109]
MISSING_CHILDREN = [61, 58, 62, 55, 38, 45, 60, 66, 64, 66, 69, 78, 53]
MISSING_REPEAT = [13, 14, 15, 12, 8, 10, 14, 15, 16, 17, 18, 18, 11]

# stocks at the month's last day
PLANS = [474, 468, 443, 417, 397, 417, 407, 427, 417, 392, 392, 398, 398]
PLANS_2_YEARS = [10, 10, 9, 9, 10, 9, 10, 10, 9, 9, 10, 10, 10]
UASC = [14, 14, 15, 15, 13, 12, 12, 11, 11, 10, 11, 16, 18]
SECTION_20 = [47, 46, 46, 45, 44, 44, 43, 43, 42, 41, 40, 45, 45]
FEMALE = [219, 222, 218, 220, 220, 220, 220, 230, 222, 221, 225, 229, 224]
BANDS = {  # looked after by age: 0, 1 to 4, 5 to 9, 10 to 15, 16 and 17; each month sums to the printed total
    "under_1": [27, 27, 26, 27, 27, 27, 27, 29, 27, 27, 30, 30, 29],
    "1_4": [51, 51, 50, 50, 50, 50, 50, 53, 50, 49, 45, 43, 46],
    "5_9": [92, 93, 91, 92, 92, 92, 92, 97, 93, 91, 92, 90, 87],
    "10_15": [222, 223, 218, 221, 221, 221, 221, 233, 224, 220, 226, 236, 229],
    "16_plus": [98, 99, 98, 98, 98, 98, 98, 102, 99, 98, 99, 104, 108],
}

FOSTER_CARERS_2017, FOSTER_CARERS = 190, [174, 172, 168, 168, 166, 165, 164, 165, 161, 161, 160, 159, 153]
EDGE_OF_CARE = [90, 92, 94, 97, 88, 84, 86, 90, 93, 95, 105, 101, 90]

# a month's events where the paper prints none, and the year's sentences of custody, which it does
YOUTH_JUSTICE_OUTCOMES, HOME_EDUCATED_A_MONTH, CUSTODY_A_YEAR = 14, 13, 5
EHC_REQUESTS, EHC_IN_TIME, PERMANENCE_EARLY, PEP_MISSED = 24, 0.61, 0.12, 0.02
SUITABLE_ETE_UNDER_16, SUITABLE_ETE_OVER_16, EDGE_OF_CARE_IMPROVED = 0.69, 0.40, 86

# percentages
DECISION_1WD = [98, 98, 99, 98, 98, 99, 99, 98, 99, 94, 98, 98, 99]
REFERRAL_NFA = [19, 18, 19, 20, 19, 18, 19, 19, 18, 19, 19, 19, 18]
REFERRAL_ASSESSED = [21.4, 22.1, 24.0, 20.8, 18.2, 19.5, 21.0, 22.6, 23.1, 23.7, 17.8, 25.9, 9.9]
ALLOCATED_48H = [86.2, 85.9, 87.1, 86.4, 84.8, 87.2, 88.5, 88.1, 87.4, 87.8, 87.6, 92.9, 92.5]
ASSESSMENT_45WD = [69, 65, 82, 88, 79, 86, 85, 93, 89, 87, 82, 79, 89]
ASSESSMENT_CIN = [34.0, 35.2, 33.8, 36.1, 38.0, 37.2, 35.5, 33.0, 32.4, 31.6, 40.5, 36.7, 33.5]
ICPC_15WD = [69, 24, 61, 60, 67, 90, 94, 69, 73, 79, 35, 57, 27]
RCPC = [96.8, 97.5, 95.9, 92.4, 88.0, 93.1, 96.6, 98.2, 98.9, 99.6, 90.8, 95.7, 100.0]
CP_VISITS = [70, 68, 81, 64, 40, 72, 75, 75, 85, 62, 85, 92, 87]
CP_ALONE = [24, 22, 26, 21, 12, 17, 20, 22, 24, 20, 25, 25, 30]
PREPROCEEDINGS_15WD = [50, 33, 50, 40, 25, 33, 50, 50, 40, 25, 66, 0, 33]
CLA_VISITS = [74, 73, 74, 66, 50, 39, 78, 75, 73, 70, 80, 75, 85]
CLA_REVIEWS = [70, 69, 68, 64, 60, 56, 54, 53, 52, 51.4, 63.0, 72.0, 78.0]
CARE_PLAN = [94, 94, 94, 93, 95, 96, 96, 95, 96, 96, 98, 97, 97]
PLACEMENTS_3 = [10.4, 10.3, 10.2, 10.1, 9.8, 9.6, 9.7, 9.9, 10.0, 10.2, 10.1, 10.2, 10.1]
IFA = [30, 30, 30, 29, 29, 29, 28, 27, 29, 29, 30, 30, 30]
OWN_PROVISION = [42, 42, 42, 43, 43, 43, 44, 44, 44, 44, 44, 45, 46]
OVER_20_MILES = [17.2, 17.3, 17.4, 17.4, 17.3, 17.5, 17.6, 17.6, 17.7, 17.7, 17.7, 17.7, 17.7]
SUITABLE = [80, 79, 83, 84, 81, 83, 86, 86, 84, 85, 85, 85, 83]
EET_17_18 = [52, 52, 51, 51, 49, 48, 48, 49, 50, 50, 50, 49, 51]
EET_19_21 = [53, 53, 52, 52, 50, 49, 49, 50, 51, 51, 51, 53, 50]
CIN_VISITS = [78, 77, 76, 70, 62, 68, 73, 75, 76, 75.9, 75.9, 75.9, 75.9]
RHI_3D = [41, 43, 44, 40, 36, 39, 42, 43, 44, 43, 44, 42, 43]  # 35 of 80 and 27 of 64 are printed
RHI_3WD = [52, 55, 56, 53, 48, 50, 54, 57, 58, 52, 50, 67, 60]  # 40 of 80 and 43 of 64
RHI_COMPLETED = [80, 81, 82, 80, 76, 79, 81, 82, 83, 83, 83, 84, 84]
CIN_REVIEWS, COURT_ASSESSMENTS_16WK = 81.0, 10.0  # reviews are not printed
PATHWAY = {"2020-11-30": 98, "2020-12-31": 97}
PATHWAY_BEFORE = 96  # not printed

# agency staff at the month's end, and open cases for each full-time worker of a team in December 2020
AGENCY_HEADCOUNT, AGENCY_FTE = 12.0, 14.0
CASELOADS = {"assessment": 22.0, "pact": 20.4, "cla": 17.6, "other": 8.0}

# sickness in working days, audits undertaken in time, December's grades (good, requires improvement, inadequate)
DAYS_LOST = [420, 600, 476, 501, 301, 319, 290, 360, 280, 357, 387, 418, 381]
LEAVERS_A_YEAR = 0.07
AUDITS_SCHEDULED, AUDITS_DONE = 111, [70, 71, 72, 68, 60, 64, 70, 71, 72, 72, 48, 46, 45]
GRADES = [31, 17, 2]
# numerator and denominator of the last months, the newest last; what December says in their place follows
RETURNS: dict[str, list[tuple[int, int]]] = {
    "iro_alerts_count": [(n, -1) for n in (9, 11, 8, 12, 10, 7, 9, 13, 12, 10, 14, 12, 11)],
    "cla_emotional_wellbeing_access_count": [(n, -1) for n in (61, 64, 58, 66, 63, 60)],
    "care_leavers_health_passport_pct": [(1, 3), (2, 6), (2, 6), (3, 9)],
    "funded_2yo_takeup_pct": [(441, 700)] * 10,
    "management_vacancies_count": [(n, -1) for n in (4, 4, 3, 5, 6, 5)],
    "supervision_completed_pct": [(301, 380), (296, 381), (310, 384), (288, 379)],
    "appraisal_completion_pct": [(31, 40), (40, 52), (37, 44), (20, 31)],
    "cspr_scr_in_timescale_pct": [(0, 0)] * 4,
    "cspr_scr_in_timescale_count": [(0, -1)] * 4,
    "cspr_scr_in_progress_count": [(5, -1), (6, -1), (6, -1), (7, -1)],
}
RETURNED_LAST: dict[str, dict[str, object]] = {
    "appraisal_completion_pct": {"status": "tbd"},
    "funded_2yo_takeup_pct": {"status": "due", "due": "2021-01-31"},
    "supervision_completed_pct": {"status": "not_reported", "due": "2020-12-18"},
    "cla_emotional_wellbeing_access_count": {"status": "requested", "requested_from": "health"},
    "management_vacancies_count": {"numerator": 5},
    "hcc_escalations": {"text": "No escalation was open at the end of the month.", "by": "Director", "on": 18_627},
}


def monthly(
    printed: list[float] | list[int],
    rng: np.random.Generator,
    trend: float = 0.0,
    swing: float = 0.05,
    before: float | None = None,
) -> np.ndarray:
    """All 45 months: the printed thirteen as they are, and before them the same seasons around a level.

    `before` is that level (by default the printed mean), `trend` the relative difference of the first month from it,
    `swing` the size of a month's own noise.
    """
    values = np.asarray(printed, dtype=float)
    mean = values.mean()
    level = mean if before is None else before
    out = np.empty(MONTHS)
    out[PRINTED:] = values
    for m in range(PRINTED):
        same_season = values[(m - PRINTED) % 12]
        drift = 1 + trend * (PRINTED - m) / PRINTED
        noise = 1 + swing * (2 * rng.random() - 1)
        out[m] = (0.6 + 0.4 * same_season / mean) * level * drift * noise
    return out


def counts(printed: list[int], rng: np.random.Generator, scale: float, trend: float = 0.0, swing: float = 0.05) -> Ints:
    """The monthly numbers of events or children for a council `scale` times the size."""
    return np.rint(monthly(printed, rng, trend, swing) * scale).astype(np.int64)


def shares(printed: list[float] | list[int], rng: np.random.Generator, before: float | None = None) -> np.ndarray:
    """The monthly percentages, as fractions between 0 and 1; `before` is the level of the years not printed."""
    return np.clip(monthly(printed, rng, swing=0.03, before=before) / 100, 0, 1)


def quota(share: float, n: float) -> int:
    """How many of n make that share, rounded half up so that machines agree."""
    return int(np.floor(share * n + 0.5))
