"""Plain English for board members: periods named in full, directions in words, sentences that stay grammatical.

Belongs here: fixed words and the grammar around numbers. Does not belong here: the words that describe one indicator
(they are in its registry row) and the rounding of numbers (`numbers`).
"""

from __future__ import annotations

import re
from datetime import date

# Spelled out here because the machine's locale must not decide what a page says.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

VIEW_NAMES = {
    "month": "In the month",
    "ytd": "Year to date",
    "rolling12": "Rolling 12 months",
    "snapshot": "At month end",
}
COMPARATORS = {
    "own_outturn": "This council, earlier outturn",
    "statistical_neighbours": "Statistical neighbours",
    "region": "Region",
    "england": "England",
    "chat": "ChAT",
    "local": "Set locally",
    "unlabelled": "Benchmark without a label in its source",
}
"""In the order that tables show them."""
SLICES = {
    "team": "Team",
    "age_band": "Age",
    "sex": "Sex",
    "ethnic_group": "Ethnic group",
    "disability": "Disability",
    "locality": "Locality",
    "legal_status": "Legal status",
    "placement_type": "Placement type",
    "placement_provider": "Placement provider",
    "duration": "How long",
    "age_at_entry": "Age at entry",
    "forced_conversion": "Forced conversion: a contact that could not be turned down and led to no assessment",
    "episodes": "Number of episodes",
    "leaving_reason": "Reason for leaving",
    "grade": "Grade",
}
"""In the order that pages show them."""
SLICE_VALUES = {
    ("age_band", "under_1"): "Under 1",
    ("age_band", "1_4"): "1 to 4",
    ("age_band", "5_9"): "5 to 9",
    ("age_band", "10_15"): "10 to 15",
    ("age_band", "16_plus"): "16 and over",
    ("sex", "F"): "Female",
    ("sex", "M"): "Male",
    ("disability", "yes"): "Disabled",
    ("disability", "no"): "Not disabled",
    ("age_at_entry", "under_1"): "Under 1",
    ("age_at_entry", "1_4"): "1 to 4",
    ("age_at_entry", "5_9"): "5 to 9",
    ("age_at_entry", "10_15"): "10 to 15",
    ("age_at_entry", "16_plus"): "16 and over",
    ("duration", "under_3_months"): "Under 3 months",
    ("duration", "3_to_6_months"): "3 to 6 months",
    ("duration", "6_to_12_months"): "6 to 12 months",
    ("duration", "12_to_18_months"): "12 to 18 months",
    ("duration", "18_months_to_2_years"): "18 months to 2 years",
    ("duration", "2_years_and_over"): "2 years and over",
    ("forced_conversion", "yes"): "Forced conversions",
    ("forced_conversion", "no"): "Without forced conversions",
    ("legal_status", "C1"): "Interim care order",
    ("legal_status", "C2"): "Full care order",
    ("legal_status", "D1"): "Freeing order",
    ("legal_status", "E1"): "Placement order",
    ("legal_status", "V2"): "Accommodated under section 20",
    ("legal_status", "L1"): "Police protection",
    ("legal_status", "L2"): "Emergency protection order",
    ("legal_status", "L3"): "Child assessment order",
    ("legal_status", "J1"): "Remanded",
    ("legal_status", "J2"): "Accommodated under the Police and Criminal Evidence Act",
    ("legal_status", "J3"): "Youth rehabilitation order",
    ("placement_provider", "PR0"): "Parents",
    ("placement_provider", "PR1"): "Own provision",
    ("placement_provider", "PR2"): "Another council",
    ("placement_provider", "PR3"): "Other public provision",
    ("placement_provider", "PR4"): "Private provision",
    ("placement_provider", "PR5"): "Voluntary sector",
    ("placement_type", "U1"): "Foster carers, relative or friend, long term",
    ("placement_type", "U2"): "Foster carers, relative or friend, fostering for adoption",
    ("placement_type", "U3"): "Foster carers, relative or friend",
    ("placement_type", "U4"): "Foster carers, long term",
    ("placement_type", "U5"): "Foster carers, fostering for adoption",
    ("placement_type", "U6"): "Foster carers",
    ("placement_type", "A3"): "Placed for adoption by consent with current foster carers",
    ("placement_type", "A4"): "Placed for adoption by consent",
    ("placement_type", "A5"): "Placed for adoption by order with current foster carers",
    ("placement_type", "A6"): "Placed for adoption by order",
    ("placement_type", "P1"): "With parents",
    ("placement_type", "P2"): "Independent living",
    ("placement_type", "P3"): "Residential employment",
    ("placement_type", "H5"): "Semi-independent accommodation",
    ("placement_type", "K1"): "Secure children's home",
    ("placement_type", "K2"): "Children's home",
    ("placement_type", "K3"): "Supported accommodation",
    ("placement_type", "R1"): "Residential care home",
    ("placement_type", "R2"): "Health trust",
    ("placement_type", "R3"): "Family centre or mother and baby unit",
    ("placement_type", "R5"): "Young offender institution",
    ("placement_type", "S1"): "Residential school",
    ("placement_type", "Z1"): "Other placement",
}
SLICE_ORDER = [
    "under_1", "1_4", "5_9", "10_15", "16_plus", "F", "M", "White", "Mixed", "Asian", "Black", "Other",
    "under_3_months", "3_to_6_months", "6_to_12_months", "12_to_18_months", "18_months_to_2_years", "2_years_and_over",
    "outstanding", "good", "requires_improvement", "inadequate",
]  # fmt: skip
RATINGS = {"green": "Green", "amber": "Amber", "red": "Red", "grey": "Grey: not rated"}
POLARITY = {"high_is_good": "High is good", "low_is_good": "Low is good", "neutral": "Neither high nor low is good"}
PERFORMANCE = {"improved": ("▲", "Improved"), "worsened": ("▼", "Worsened"), "unchanged": ("=", "Unchanged")}
OPERATORS = {
    ">=": "{} or more",
    "<=": "{} or less",
    ">": "more than {}",
    "<": "less than {}",
    "=": "{}",
}
FEED_STATES = {
    "loaded": ("Loaded", ""),
    "missing": ("Missing", "no file was delivered"),
    "empty": ("Empty", "the file holds no rows"),
    "refused": ("Refused", "the file breaks the contract as a whole"),
    "held": ("Held", "it differs too much from the delivery before"),
}
"""State and, where the delivery gives no reason of its own, what the state means."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SEVERITIES = {"warning": "Warning", "caution": "Caution", "info": "For context"}
"""In the order in which notes are shown."""
UNIT_NAMES = {
    "count": "a number",
    "percent": "a percentage",
    "rate_per_10000": "a rate per 10,000 children aged 0 to 17",
    "rate_per_1000": "a rate per 1,000 young people aged 10 to 17",
    "text": "words, never a figure",
    "days": "a number of days",
    "average": "an average",
}


def day(when: date) -> str:
    """`31 December 2020`."""
    return f"{when.day} {month(when)}"


def month(when: date) -> str:
    """`December 2020`."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def month_label(when: date) -> str:
    """`Dec-20`: an ordinal label, never a time axis."""
    return f"{MONTHS[when.month - 1][:3]}-{when.year % 100:02d}"


def period(view: str, end: date) -> str:
    """The window named in full: `December 2020`, `April to December 2020`, `12 months to …`, `at 31 December 2020`."""
    if view == "snapshot":
        return f"at {day(end)}"
    if view == "rolling12":
        return f"12 months to {month(end)}"
    if view == "ytd":
        if end.month == 4:
            return month(end)
        return f"April to {month(end)}" if end.month > 4 else f"April {end.year - 1} to {month(end)}"
    return month(end)


def headed(view: str, end: date) -> str:
    """View and period as a heading: `Year to date: April to December 2020`, `Rolling 12 months to December 2020`."""
    named = period(view, end)
    if view == "snapshot":
        return f"At{named[2:]}"
    return f"Rolling {named}" if view == "rolling12" else f"{VIEW_NAMES[view]}: {named}"


def within(view: str, end: date) -> str:
    """The period as the end of a sentence: `in December 2020`, `in the 12 months to …`, `at 31 December 2020`."""
    named = period(view, end)
    if view == "snapshot":
        return named
    if view == "rolling12":
        return f"in the {named}"
    return f"from {named}" if " to " in named else f"in {named}"


def status(text: str | None) -> str:
    """A missing value in words: never blank, never a zero."""
    if not text or text == "ok":
        return "Not available"
    if text.startswith("feed missing:"):
        needs = text.removeprefix("feed missing:").strip()
        return f"Not reported: feed missing ({needs})" if needs else "Not reported: feed missing"
    for known, words in (("known since ", "from"), ("known until ", "until")):
        if text.startswith(known):
            bound, _, feed = text.removeprefix(known).partition(": ")
            return f"Not reported: {feed} is known only {words} {day(date.fromisoformat(bound))}"
    if text == "tbd":
        return "To be determined"
    if text.startswith("due ") and DAY.fullmatch(text.removeprefix("due ")):
        return f"Due {day(date.fromisoformat(text.removeprefix('due ')))}"
    return text[0].upper() + text[1:]


def plural_words(phrase: str) -> list[int]:
    """Places of the words that are plural nouns; a word that only ends in s (`previous`, `process`) is not one."""
    return [place for place, word in enumerate(phrase.split(" ")) if _one(word) is not None]


def _one(word: str) -> str | None:
    if "-" in word:  # `pre-proceedings meetings`: a hyphenated word describes another
        return None
    if word in ("children", "people"):
        return {"children": "child", "people": "person"}[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")):
        return word[:-1]
    return None


def singular(phrase: str) -> str:
    """The phrase for one: `children looked after` → `child looked after`, `enquiries` → `enquiry`."""
    words = phrase.split(" ")
    for place in plural_words(phrase)[:1]:
        words[place] = _one(words[place]) or words[place]
    return " ".join(words)


def months_shown(count: int) -> str:
    """`13 months`, `1 month`: a council that has just begun does not have thirteen."""
    return counted(str(count), "months")


def counted(amount: str, noun: str) -> str:
    """`1 child`, `0 children`, `1,258 contacts`."""
    return f"{amount} {singular(noun) if amount == '1' else noun}"


def slice_value(kind: str, value: str) -> str:
    """A breakdown's row label."""
    if value == "unknown":
        return "Not known"
    plain = value.replace("_", " ") if kind in ("leaving_reason", "grade") else value
    return SLICE_VALUES.get((kind, value), plain[:1].upper() + plain[1:])
