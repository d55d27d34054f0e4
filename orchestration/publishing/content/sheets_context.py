"""The worksheets around the figures: breakdowns, benchmarks, staff, definitions, notes on figures, feeds.

Belongs here: which columns those sheets have and what stands in them. Does not belong here: sheets with a line an
indicator (`sheets_indicators`), and drawing (`formats/workbook`).
"""

from __future__ import annotations

from orchestration.publishing.content import footnotes, tables, workforce
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.sheet import NONE_SUCH, NOT_THERE, Cell, Figure, Sheet, amount, difference, shown
from orchestration.publishing.content.sheets_indicators import NAMES, names, told
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import wording


def breakdowns(pack: Pack) -> Sheet:
    """One line an indicator and part: the latest month split by team, age and what else it is split by."""
    rows: list[list[Cell]] = [
        [
            *names(subject),
            split,
            wording.slice_value(row["slice_type"], row["slice_value"]),
            amount(row["numerator"], row["status"]),
            amount(row["denominator"], row["status"]),
            shown(subject, row["value"], row["status"]),
            told(subject, row["value"], wording.status(row["status"])),
        ]
        for subject in pack.subjects
        for split, found in tables.slices(subject)
        for row in found
    ]
    return Sheet(
        "Breakdowns",
        "The latest month by team, age, sex and what else an indicator is split by",
        ("The parts of one breakdown add up to the whole council; two breakdowns show the same cases twice.",),
        (*NAMES, "Breakdown", "Part", "Numerator", "Denominator", "Figure", "Status"),
        rows,
    )


def benchmarks(pack: Pack) -> Sheet:
    """One line an indicator and comparator: published, made comparable, and the difference from the latest figure."""
    rows: list[list[Cell]] = []
    for subject in pack.subjects:
        for row, words in zip(tables.compared(subject), tables.benchmarks(subject), strict=True):
            view = row["view"] or subject.view
            rows.append(
                [
                    *names(subject)[:-1],
                    wording.VIEW_NAMES[view],
                    words["comparator"],
                    _published(subject, row["published_value"]),
                    _published(subject, row["comparable_value"]),
                    words["conversion"],
                    shown(subject, row["value"], row.get("status")),
                    difference(subject, row["difference"], possible=row["comparable_value"] is not None),
                    words["vintage"],
                    words["source"],
                ]
            )
    return Sheet(
        "Benchmarks",
        "The latest month beside those of other councils",
        ("The difference is this council's figure minus the benchmark made comparable; neither good nor bad.",),
        (*NAMES, "Compared with", "Published", "Made comparable", "How", "This council", "Difference", "Of which year",
         "Source"),
        rows,
    )  # fmt: skip


def _published(subject: Subject, value: float | None) -> Cell:
    if value is None:
        return NOT_THERE
    return Figure(float(value), subject.decimals, percent=subject.unit == "percent")


def staff(pack: Pack) -> Sheet | None:
    """One line a team, grade or caseload: its months, each with the word for how it moved; none without a figure."""
    found = workforce.sheets(pack.subjects)
    if not found:
        return None
    months = found[0]["months"]
    head = ["Table", "Team, grade or caseload"]
    for month in months:
        head += [_long(month), f"{_long(month)}: trend"]
    rows: list[list[Cell]] = []
    for table in found:
        for row in table["rows"]:
            cells: list[Cell] = [table["title"], row["name"]]
            for cell in row["cells"]:
                value = cell["figure"]
                cells += [NOT_THERE if value is None else Figure(value, table["decimals"], percent=table["percent"])]
                cells += [cell["trend"] or "None"]
            rows.append(cells)
            if any(cell["share"] is not None for cell in row["cells"]):
                rows.append(_shares(table["title"], row))
    return Sheet(
        "Workforce by team",
        "Staff, month by month",
        ("The trend is that from the month before, of the unrounded figures; None where there is nothing to compare.",),
        tuple(head),
        rows,
        frozen=2,
    )


def _long(label: str) -> str:
    """`Dec-20` as the other sheets write it."""
    return label.replace("-", " 20")


def _shares(title: str, row: workforce.Cells) -> list[Cell]:
    """A grade's share of all grades of the month, in a line of its own."""
    cells: list[Cell] = [f"{title}: share", row["name"]]
    for cell in row["cells"]:
        cells += [NONE_SUCH if cell["share"] is None else Figure(cell["share"], 0, percent=True), "None"]
    return cells


def definitions(pack: Pack) -> Sheet:
    """One line an indicator: what is counted, when, of whom, and where that is agreed."""
    found = [(subject, dict(tables.definition(subject))) for subject in pack.subjects]
    terms = list(dict.fromkeys(term for _, pairs in found for term in pairs))
    return Sheet(
        "Definitions",
        "What each figure counts",
        ("The clock says which date decides the month that a case belongs to.",),
        (*NAMES, *terms, "Feeds that it needs"),
        [
            [*names(subject), *(pairs.get(term, "None") for term in terms), str(subject.indicator["feeds"] or "None")]
            for subject, pairs in found
        ],
    )


def noted(pack: Pack) -> Sheet | None:
    """One line an indicator and note of the latest month; none when no figure carries a note."""
    rows: list[list[Cell]] = [
        [
            *names(subject)[:3],
            wording.SEVERITIES[row["severity"]],
            row["title"],
            row["text"],
            amount(row["counted"], "ok"),
            amount(row["out_of"], "ok"),
            str(row["source"] or "None"),
        ]
        for subject in pack.subjects
        for row in footnotes.of_month(subject)
    ]
    head = (*NAMES[:3], "How grave", "Note", "What it says", "Counted", "Out of", "Source")
    about = ("A warning or caution is also marked beside the figure on every page.",)
    return Sheet("Notes on figures", "Notes on the figures of the latest month", about, head, rows) if rows else None


def feeds(pack: Pack) -> Sheet | None:
    """One line a feed: what arrived, what was refused."""
    rows: list[list[Cell]] = []
    for row, words in zip(pack.marts.feeds.get(pack.la_code, []), pack_feeds(pack), strict=True):
        counts: list[Cell] = [Figure(row[name] or 0) for name in ("rows_in", "rows_loaded", "rows_quarantined")]
        rows.append([words["feed"], words["state"], *counts, words["missing_columns"] or "None"])
    head = ("Feed", "State", "Rows delivered", "Rows loaded", "Rows in quarantine", "Columns missing")
    about = ("A row in quarantine broke a rule of the extract contract and is in no figure until it is corrected.",)
    return Sheet("Feeds", "What the figures are counted from, as delivered", about, head, rows) if rows else None


def pack_feeds(pack: Pack) -> list[dict[str, str]]:
    return tables.feeds(pack.marts.feeds.get(pack.la_code, []))
