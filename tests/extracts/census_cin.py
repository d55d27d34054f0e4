"""Two small CIN censuses whose every consequence was worked out by hand (see `test_cin_census`), and one child's XML.

Belongs here: their content. The census of 2023 is written in the older elements (GenderCurrent), that of
2024 in the newer (Sex).
"""

from __future__ import annotations

from datetime import date

from tests.extracts.good import Place

AS_AT = date(2024, 3, 31)


def census(year: int, *children: str, council: str = "990", collection: str = "CIN") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Message><Header><CollectionDetails><Collection>{collection}'
        f"</Collection><Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails><Source>"
        f"<SourceLevel>L</SourceLevel><LEA>{council}</LEA></Source></Header><Children>{''.join(children)}</Children>"
        f"</Message>\n"
    )


def child(
    name: str, episodes: str = "", *, sex: str = "<Sex>F</Sex>", born: str = "2012-05-06", disabilities: str = "NONE"
) -> str:
    told = "".join(f"<Disability>{code}</Disability>" for code in disabilities.split())
    birth = f"<PersonBirthDate>{born}</PersonBirthDate>" if born else ""
    return (
        f"<Child><ChildIdentifiers><LAchildID>{name}</LAchildID><UPN>A123456789123</UPN>{birth}{sex}</ChildIdentifiers>"
        f"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>{told}</Disabilities></ChildCharacteristics>"
        f"{episodes}</Child>"
    )


def episode(start: str, more: str = "", *, end: str = "", nfa: str = "false") -> str:
    closure = f"<CINclosureDate>{end}</CINclosureDate><ReasonForClosure>RC1</ReasonForClosure>" if end else ""
    return (
        f"<CINdetails><CINreferralDate>{start}</CINreferralDate><ReferralSource>1A</ReferralSource>"
        f"<PrimaryNeedCode>N1</PrimaryNeedCode>{closure}<ReferralNFA>{nfa}</ReferralNFA>{more}</CINdetails>"
    )


def assessment(start: str, authorised: str = "") -> str:
    end = f"<AssessmentAuthorisationDate>{authorised}</AssessmentAuthorisationDate>" if authorised else ""
    return (
        f"<Assessments><AssessmentActualStartDate>{start}</AssessmentActualStartDate>{end}<FactorsIdentifiedAtAssessment>"
        f"<AssessmentFactors>2A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
    )


def enquiry(start: str, conference: str = "") -> str:
    held = f"<DateOfInitialCPC>{conference}</DateOfInitialCPC>" if conference else ""
    return f"<Section47><S47ActualStartDate>{start}</S47ActualStartDate>{held}</Section47>"


def protection_plan(start: str, end: str = "", *reviews: str) -> str:
    ended = f"<CPPendDate>{end}</CPPendDate>" if end else ""
    held = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in reviews)
    return (
        f"<ChildProtectionPlans><CPPstartDate>{start}</CPPstartDate>{ended}<InitialCategoryOfAbuse>NEG"
        f"</InitialCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>"
        f"{f'<Reviews>{held}</Reviews>' if held else ''}</ChildProtectionPlans>"
    )


def cin_plan(start: str, end: str = "") -> str:
    ended = f"<CINPlanEndDate>{end}</CINPlanEndDate>" if end else ""
    return f"<CINPlanDates><CINPlanStartDate>{start}</CINPlanStartDate>{ended}</CINPlanDates>"


OLD_SEX = "<GenderCurrent>1</GenderCurrent>"
FIRST = census(
    2023,
    # open at the end of the year: in both censuses
    child(
        "KANA",
        episode(
            "2022-11-01",
            assessment("2022-11-02", "2022-12-20")
            + enquiry("2022-12-01", "2022-12-14")
            + protection_plan("2022-12-14"),
        ),
        sex=OLD_SEX,
        disabilities="MOB HEAR",
    ),
    # closed within the year
    child("KANB", episode("2022-06-01", end="2022-06-20", nfa="1"), sex=OLD_SEX),
    # open, and in no later census
    child("KANC", episode("2023-02-01"), sex=OLD_SEX),
)  # fmt: skip
SECOND = census(
    2024,
    child(
        "KANA",
        episode(
            "2022-11-01",
            assessment("2022-11-02", "2022-12-20")
            + enquiry("2022-12-01", "2022-12-14")
            # first review one day late (due 14 March), the second in time (due 15 September), the third late
            + protection_plan("2022-12-14", "2024-03-18", "2023-03-15", "2023-09-15", "2024-03-16"),
            end="2024-03-20",
        ),
        disabilities="MOB",
    ),
    # referred again within the twelve months; a conference on day 16 of its enquiry, and a transfer in beside it
    child(
        "KANB",
        episode(
            "2023-05-02",
            "<DateOfInitialCPC>2024-02-01</DateOfInitialCPC>"
            + assessment("2023-05-03", "2023-07-31")
            + enquiry("2023-05-08", "2023-05-31")
            + cin_plan("2023-08-01", "2023-12-01")
            + cin_plan("2024-01-08"),
        ),
    ),
    # unborn: known by the expected day
    child(
        "KAND",
        episode("2024-03-04", assessment("2024-03-05")),
        born="",
        sex="<ExpectedPersonBirthDate>2024-06-01</ExpectedPersonBirthDate><Sex>U</Sex>",
    ),
)  # fmt: skip


def deliver(place: Place) -> None:
    place.put("CIN_2023.xml", FIRST, as_at=AS_AT)
    place.put("any name (2).XML", SECOND, as_at=AS_AT)
