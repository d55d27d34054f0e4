"""The workbook of a council: its cover, its sheets in order, and the sheet that says how to read them.

Belongs here: which sheets there are and the words of cover, contents and reading guide. Does not belong here: the
sheets with figures (`sheets_indicators`, `sheets_context`) and drawing them (`formats/workbook`).
"""

from __future__ import annotations

from orchestration.publishing.content.pack import AUDIENCE, Pack
from orchestration.publishing.content.sheet import Cell, Sheet, bracketed
from orchestration.publishing.content.sheets_context import benchmarks, breakdowns, definitions, feeds, noted, staff
from orchestration.publishing.content.sheets_indicators import UNITS, scorecard, thirteen, windows
from orchestration.publishing.content.sheets_service import service
from orchestration.publishing.content.sheets_story import changes, commentary, revisions, signals
from orchestration.publishing.words import glossary, symbols, wording

FICTIONAL = "This council is fictional. No figure in this workbook describes a real child or a real place."
ONE_TABLE = "This worksheet contains one table."
RATINGS = {
    "green": "The target is met.",
    "amber": "The target is missed by no more than the margin that is set for the indicator.",
    "red": "The target is missed by more than that margin.",
    "grey": "Not rated: there is no target or no figure, or the figure is not confirmed. The reason stands beside it.",
}
WINDOWS = {
    "month": "What happened in the one month.",
    "ytd": "What happened since 1 April, the start of the financial year.",
    "rolling12": "What happened in the twelve months that end with the month.",
    "snapshot": "How things stood on the last day of the month.",
}
PERFORMANCE = {
    "improved": "Nearer to what is good than in the month before, whichever way the number went.",
    "worsened": "Further from what is good than in the month before, whichever way the number went.",
    "unchanged": "The same as in the month before.",
}
SEVERITIES = {
    "warning": "Do not rely on the figure before you have read the note.",
    "caution": "The figure stands, with a limit that the note names.",
    "info": "Helps to understand the figure.",
}


def title(pack: Pack) -> str:
    return f"{pack.council['council_name']}: children's services scorecard"


def cover(pack: Pack) -> list[str]:
    """The lines under the title: month, as-at, edition, what is fictional, what the workbook holds."""
    return [
        f"Latest month: {wording.month(pack.council['last_period_end'])}",
        f"Data as at: {pack.as_at}",
        f"Edition: {pack.edition_id}",
        AUDIENCE,
        *([FICTIONAL] if pack.council.get("is_fictional") else []),
        "Each worksheet contains one table, in column A under its title. The worksheet Contents lists and opens them; "
        "the worksheet Notes explains symbols, ratings and windows.",
        "Figures are stored unrounded and shown with the decimals that every other format shows. Nothing is a formula.",
        "Figures can change when late entries arrive. Quote the edition with every figure.",
    ]


def sheets(pack: Pack) -> list[Sheet]:
    """The sheets with a table, in the order of the workbook; contents and cover come before them."""
    found = [
        guide(),
        scorecard(pack),
        thirteen(pack),
        *(service(area, members) for area, members in pack.groups),
        changes(pack),
        commentary(pack),
        signals(pack),
        revisions(pack),
        windows(pack),
        breakdowns(pack),
        benchmarks(pack),
        staff(pack),
        definitions(pack),
        noted(pack),
        feeds(pack),
    ]
    return [sheet for sheet in found if sheet is not None and sheet.rows]


def contents(found: list[Sheet]) -> Sheet:
    """One line a worksheet; the first column leads there."""
    rows: list[list[Cell]] = [[sheet.name, sheet.title] for sheet in found]
    return Sheet("Contents", "Contents", ("The names lead to the worksheets.",), ("Worksheet", "What it holds"), rows)


def guide() -> Sheet:
    """How to read the other sheets: symbols, ratings, windows, units, signs, short forms."""
    found: list[tuple[str, str, str]] = [
        *(("Symbol", bracketed(letter), text) for letter, text in symbols.MEANINGS.items()),
        ("Symbol", "Grey, slanting figure", "Not confirmed, or its definition is not agreed; the reason is beside it."),
        *(("Rating", words, RATINGS[kind]) for kind, words in wording.RATINGS.items()),
        *(("Window", name, WINDOWS[view]) for view, name in wording.VIEW_NAMES.items()),
        *(("Unit", words, f"Shown as {wording.UNIT_NAMES[unit]}.") for unit, words in UNITS.items()),
        ("Unit", "Stored percentage", "26.3% is stored as 26.3, not as 0.263."),
        ("Sign", "Change", "The latest figure minus that of the month before, in the same window."),
        ("Sign", "Variance from target", "Figure minus target. A plus is neither good nor bad: see Good performance."),
        ("Sign", "Variance in children or events", "How many more (+) or fewer (-) than the target needs."),
        *(("Performance", " ".join(pair), PERFORMANCE[kind]) for kind, pair in wording.PERFORMANCE.items()),
        *(("Note", words, SEVERITIES[kind]) for kind, words in wording.SEVERITIES.items()),
        *(("Short form", short, _spelled(*full)) for short, full in glossary.TERMS.items()),
    ]
    rows: list[list[Cell]] = [list(row) for row in found]
    about = ("What the other worksheets' symbols, words and short forms mean.",)
    return Sheet("Notes", "Notes: how to read this workbook", about, ("Kind", "Term", "Meaning"), rows, frozen=0)


def _spelled(full: str, meaning: str) -> str:
    return f"{full[:1].upper()}{full[1:]}. {meaning}".strip()
