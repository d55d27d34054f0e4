"""A small SSDA903 set of two years whose every consequence was worked out by hand (see `test_ssda903`).

Belongs here: its rows. The folders are named as the Department for Education names returns: 2022 ends on 31 March 2022.
"""

from __future__ import annotations

from datetime import date

from tests.extracts.good import Place

AS_AT = date(2022, 3, 31)
EPISODE_HEAD = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"

# child, start, RNE, LS, PLACE, provider, end, reason
_EPISODES = {
    "2021": """
KANA 01/05/2020 S C2 U4 PR1 01/07/2020 X1
KANA 01/07/2020 L C1 U4 PR1 - -
""",
    "2022": """
KANA 01/07/2020 L C1 U4 PR1 10/09/2021 X1
KANA 10/09/2021 P C1 U5 PR4 - -
KANB 01/06/2021 S V4 R2 PR1 - -
KANC 01/06/2021 S V2 U4 PR1 10/06/2021 X1
KANC 10/06/2021 P V2 T1 PR1 20/06/2021 X1
KANC 20/06/2021 P V2 U4 PR1 - -
KAND 01/07/2021 S C2 U4 PR1 01/10/2021 X1
KAND 01/09/2021 P C2 U4 PR1 01/12/2021 E4A
KANE 05/05/2021 S C1 U4 PR1 05/06/2021 X1
KANE 10/06/2021 P C1 U5 PR1 - -
KANF 05/05/2021 S C1 U4 PR1 05/07/2021 E13
KANF 01/08/2021 P C1 U4 PR1 - -
7007.0 01/02/2022 S C1 U4 PR1 - -
7007.0 01/02/2022 S C1 U4 PR1 - -
KANH 02/02/2022 S V2 U4 PR1 - -
KANH 02/02/2022 S V2 U4 PR1 03/03/2022 E4A
KANI 05/05/2021 S C1 U4 PR1 31/02/2022 E4A
KANK 05/05/2021 S C1 U4 PR1 - -
""",
}
_HEADER = {
    "2021": "KANA,2,01/01/2011,WBRI",
    "2022": """KANA,1,01/01/2010,WBRI
KANB,2,01/01/2010,WBRI
KANC,M,01/01/2010,WBRI
KAND,F,01/01/2010,WBRI
KANE,U,01/01/2010,WBRI
KANF,1,01/01/2010,WBRI
7007,1,01/01/2010,WBRI
KANH,2,01/01/2010,WBRI
KANI,2,01/01/2010,WBRI""",
}
_REVIEWS = {
    "2021": "KANA,01/01/2010,01/08/2020,PN1",
    "2022": """KANA,01/01/2010,01/08/2020,PN1
KANA,01/01/2010,01/02/2022,PN2
KANF,01/01/2010,01/06/2021,PN3
KANF,01/01/2010,01/09/2021,PN4
KANC,01/01/2010,01/09/2029,PN4""",
}
_MISSING = """KANC,01/01/2010,M,01/07/2021,02/07/2021
KANE,01/01/2010,A,03/07/2021,
KANE,01/01/2010,X,04/07/2021,"""
_UASC = """KANA,1,01/01/2010,
KANC,1,01/01/2010,01/01/2028
KANE,1,01/01/2010,01/02/2022"""
_OC2 = {"2021": "KANA,01/01/2010,1", "2022": "KANA,01/01/2010,1\nKANC,01/01/2010,0\nKANE,01/01/2010,5"}
# known from this table alone; born on a leap day
_OC3 = "KANJ,29/02/2004,YES,F2,U1\nKANF,01/01/2004,NO,0,0"


def episodes(year: str) -> str:
    lines = []
    for line in _EPISODES[year].split("\n"):
        if line:
            child, start, began, status, place, provider, end, reason = ("" if x == "-" else x for x in line.split())
            lines.append(",".join([child, start, began, status, "N1", place, provider, end, reason, "", "", "", ""]))
    return "\n".join([EPISODE_HEAD, *lines]) + "\n"


def files() -> dict[str, str]:
    """Path below the delivery folder → content."""
    found = {f"{year}/episodes.csv": episodes(year) for year in _EPISODES}
    found |= {f"{y}/header.csv": f"CHILD,SEX,DOB,ETHNIC\n{rows}\n" for y, rows in _HEADER.items()}
    found |= {f"{y}/reviews.csv": f"CHILD,DOB,REVIEW,REVIEW_CODE\n{rows}\n" for y, rows in _REVIEWS.items()}
    found |= {f"{y}/oc2.csv": f"CHILD,DOB,TEETH_CHECK\n{rows}\n" for y, rows in _OC2.items()}
    found["2022/missing.csv"] = f"CHILD,DOB,MISSING,MIS_START,MIS_END\n{_MISSING}\n"
    found["2022/uasc.csv"] = f"CHILD,SEX,DOB,DUC\n{_UASC}\n"
    found["2022/oc3.csv"] = f"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n{_OC3}\n"
    found["2022/prev_perm.csv"] = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nKANA,01/01/2010,Z1,,\n"
    return found


def deliver(place: Place) -> None:
    for name, content in files().items():
        (place.folder(as_at=AS_AT) / name).parent.mkdir(exist_ok=True)
        place.put(name, content, as_at=AS_AT)
