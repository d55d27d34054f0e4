"""Which indicators would result from a council's deliveries: fully, in part, later or not, and why.

Belongs here: what the registry's column `feeds` and the seed `format_support` say, held against what was accepted. The
warehouse decides the same of a whole night (`dim_indicator_availability`, and a test holds the two together); a check
runs no warehouse. Does not belong here: any figure.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from orchestration.checking.report import Indicator, Support
from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.annex_a.names import is_feed as is_annex_a
from orchestration.extracts.cin_census.names import year_of_feed
from orchestration.extracts.files import open_duckdb, sql_path
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.snapshots import history
from orchestration.extracts.ssda903.names import of_feed
from orchestration.settings import PROJECT, Home

ANNEX_A, CIN_CENSUS, SSDA903 = "annex_a", "cin_census", "ssda903"
_RETURNS = "local_returns"
_WORST_FIRST = ("not", "snapshots", "part", "full")


@dataclass(frozen=True)
class Delivered:
    """A delivery with what became of it; None and nothing when no file of a folder was taken."""

    delivery: Delivery | None
    outcomes: tuple[FileOutcome, ...]

    def is_made(self, outcome: FileOutcome) -> bool:
        """Whether the outcome is of a table of the contract that did not come as a file of its own."""
        return outcome.feed in FEEDS and (self.delivery is None or outcome.feed not in self.delivery.files)

    def outcome(self, feed: str) -> FileOutcome | None:
        return next((one for one in self.outcomes if one.feed == feed), None)

    def formats(self, feed: str = "") -> list[str]:
        """The other formats whose files a table is made of, one name a file; of all files without `feed`."""
        made = self.outcome(feed)
        if self.delivery is None or (feed and (made is None or not self.is_made(made))):
            return []
        files = [entry for entry in self.delivery.files.values() if made is None or entry.file_name in made.file_name]
        return [form for entry in files if (form := _format(entry.feed))]


@cache
def wanted() -> Counter[str]:
    """Table → number of indicators that ask for it."""
    return Counter(feed for row in _registry() for feed in {one.split(".")[0] for one in _alternatives(row["feeds"])})


def indicators(of_council: Sequence[Delivered], home: Home) -> Iterator[Indicator]:
    """Every indicator in the order of the registry, from the newest of a council's deliveries, which is the last; the
    earlier ones count where the warehouse lets them."""
    known = [one for one in of_council if one.delivery]
    if not known:
        return
    returned = _returned(known[-1], home)
    for row in _registry():
        support, why = _judged(row, known, returned)
        yield Indicator(row["indicator_code"], row["title"], row["service_area"], support, why)


def _judged(row: dict[str, str], known: list[Delivered], returned: set[str]) -> tuple[Support, str]:
    newest, code = known[-1], row["indicator_code"]
    needs = [need.split("|") for need in row["feeds"].split()]
    unmet = [told[-1] for need in needs if all(told := [_lack(one, known) for one in need])]
    feeds = {feed for need in needs for feed in (one.split(".")[0] for one in need if not _lack(one, known))}
    if unmet:
        formats = {_rule(code, form)["why"] for form in set(newest.formats()) if _rule(code, form)["support"] == "not"}
        return "not", "; ".join([*dict.fromkeys(unmet), *(sorted(formats) if len(formats) == 1 else [])])
    if feeds == {_RETURNS} and code not in returned:
        return "not", f"no row of {_RETURNS} is about it"
    support, limits = _of_formats(row, feeds, known)
    return support, "; ".join([*limits, *_ended(feeds, newest), *_rejected(feeds, newest)])


def _lack(need: str, known: list[Delivered]) -> str:
    """Why a need (`feed` or `feed.column`) is not met; "" when it is."""
    feed, _, column = need.partition(".")
    outcome = known[-1].outcome(feed)
    is_loaded = outcome is not None and outcome.status == "loaded"
    # these hold the latest state only, and an earlier delivery of them still answers
    if not is_loaded and FEEDS[feed].history:
        is_loaded = any((before := one.outcome(feed)) and before.status == "loaded" for one in known)
    if not is_loaded:
        told = {"refused": "was refused", "empty": "has no accepted row", "held": "would be held"}
        return f"{feed} {told.get(outcome.status if outcome else '', 'was not delivered')}"
    if column and outcome and column in outcome.missing_columns:
        return f"{feed} lacks {column}"
    return ""


def _of_formats(row: dict[str, str], feeds: set[str], known: list[Delivered]) -> tuple[Support, list[str]]:
    """What the formats that the tables are made of leave of an indicator."""
    newest, code = known[-1], row["indicator_code"]
    every = {form for feed in feeds - {"ssd_person"} for form in newest.formats(feed)}
    every = every or {form for feed in feeds for form in newest.formats(feed)}
    rules = [_rule(code, form) for form in sorted(every)]
    # what one format lacks the other may have: of several only what they have in common limits
    if len(rules) > 1:
        rules = [rule for rule in rules if rule["support"] != "not"]
        if not rules:
            return "part", ["made of files of several formats"]
    if not rules:
        return "full", []
    rule = min(rules, key=lambda one: _WORST_FIRST.index(one["support"]))
    asked = int(rule["snapshots"] or 1)
    is_short = asked > 1 and _is_short(row["looks_back"], feeds, known)
    kind = "yearly censuses" if rule["format"] == CIN_CENSUS else "monthly snapshots"
    if rule["support"] == "snapshots":
        if not is_short:
            return "full", []
        here = _accumulated(known, rule["format"])
        return "later", [f"{rule['why']}: right once {asked} {kind} are there (here: {here})"]
    limits = [rule["why"]] if rule["support"] in ("part", "not") else []
    if is_short and rule["support"] != "not":
        limits.append(f"the rolling year is whole once {asked} {kind} are there")
    support: Support = "full" if rule["support"] == "full" else "part" if rule["support"] == "part" else "not"
    return support, limits


def _is_short(looks_back: str, feeds: set[str], known: list[Delivered]) -> bool:
    """Whether the twelve months to the newest whole one, with those they look back, begin before what is held."""
    newest = known[-1].outcomes[0].as_at
    last = newest.year * 12 + newest.month - 1 - ((newest + timedelta(days=1)).day != 1)
    year, month = divmod(last - 11 - (_months()[looks_back] if looks_back else 0), 12)
    return any((day := _held_from(feed, known)) and date(year, month + 1, 1) < day for feed in feeds)


def _held_from(feed: str, known: list[Delivered]) -> date | None:
    """First day that a table is held whole from, of Annex A with the snapshots before; None where nothing bounds it."""
    came = [(one is known[-1], outcome) for one in known if (outcome := one.outcome(feed))]
    of, newest = history(came), known[-1].outcome(feed)
    return of.known_from if of else newest.known_from if newest else None


def _accumulated(known: list[Delivered], form: str) -> int:
    """Monthly snapshots that accumulated, or yearly censuses of the newest delivery."""
    if form == CIN_CENSUS:
        return known[-1].formats().count(form)
    return sum(form in one.formats() for one in known)


def _ended(feeds: set[str], newest: Delivered) -> list[str]:
    """What a return in a folder dated later cannot tell."""
    days = [day for feed in feeds if (outcome := newest.outcome(feed)) and (day := outcome.known_until)]
    return [f"nothing after {min(days)} is known"] if days else []


def _rejected(feeds: set[str], newest: Delivered) -> Iterator[str]:
    """What is missing from a figure that results. A rejected child's records are rejected themselves, and tell it."""
    for feed in sorted(feeds - {"ssd_person"} or feeds):
        outcome = newest.outcome(feed)
        if outcome and outcome.rows_quarantined:
            yield f"without {outcome.rows_quarantined} rejected of {outcome.rows_in} rows of {feed}"


def _returned(newest: Delivered, home: Home) -> set[str]:
    """Indicators that the accepted returns by hand are about."""
    outcome = newest.outcome(_RETURNS)
    if outcome is None or not outcome.lake_file:
        return set()
    connection = open_duckdb()
    try:
        lake = sql_path(home.root / outcome.lake_file)
        found = connection.execute(f"select distinct indicator_code from read_parquet({lake})").fetchall()  # noqa: S608
    finally:
        connection.close()
    return {str(code) for (code,) in found}


def _format(feed: str) -> str:
    """The other format that a name of the ledger stands for; "" for a table's own file."""
    if is_annex_a(feed):
        return ANNEX_A
    if year_of_feed(feed) is not None:
        return CIN_CENSUS
    return SSDA903 if of_feed(feed) else ""


def _alternatives(feeds: str) -> list[str]:
    return feeds.replace("|", " ").split()


@cache
def _registry() -> list[dict[str, str]]:
    return _seed("indicators")


@cache
def _months() -> dict[str, int]:
    """Parameters counted in months, as they stand for every council."""
    every = [row for row in _seed("parameters") if row["unit"] == "months" and not row["la_code"]]
    return {row["parameter"]: int(row["value"]) for row in sorted(every, key=lambda row: row["valid_from"])}


@cache
def _rules() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["indicator_code"], row["format"]): row for row in _seed("format_support")}


def _rule(code: str, form: str) -> dict[str, str]:
    return _rules()[code, form]


def _seed(name: str) -> list[dict[str, str]]:
    with (PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
