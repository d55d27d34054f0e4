"""The board pack: front page in three groups, a slide for each indicator that the board should see, actions.

Belongs here: which indicators are slides, and what a slide says. Does not belong here: the KPI tables behind the slides
(`board_tables`), the box of benchmarks (`benchmarking`), sentences (`statements`) and the picture (`pictures`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from orchestration.publishing.content import footnotes, groups, statements
from orchestration.publishing.content.benchmarking import benchmarking
from orchestration.publishing.content.card import Tile, rating_tile, state
from orchestration.publishing.content.commentary import MISSING, Comment, comment
from orchestration.publishing.content.groups import Place
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.track import track
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import number
from orchestration.publishing.words.sentences import target_words

SLIDES_A_PAGE = 10
"""So many charts stay well under the size that a page may have."""
LINES = 8
"""The most lines of a group on the front page, so that it stays one page; the others are named under them."""
RULE = (
    "An indicator has a slide when it stands in one of the three groups, or when the service wrote about it this "
    "month. All others are in the KPI tables."
)
FOOTNOTES = {
    "percent": "All figures shown as percentages",
    "rate_per_10000": "All figures shown per 10,000 children aged 0 to 17",
    "rate_per_1000": "All figures shown per 1,000 young people aged 10 to 17",
    "days": "All figures shown in days",
}
"""Bound to the unit of the slide: a count has none."""
INFERRED = re.compile(r"\s*\((row code )?inferred\)")


@dataclass(frozen=True)
class Entry:
    """One line of the front page: an indicator, its sentence, why it stands there."""

    code: str
    title: str
    sentence: str
    reason: str
    place: str = ""
    """Page and anchor of its slide."""


@dataclass(frozen=True)
class Slide:
    """One indicator on its slide, every figure already text."""

    subject: Subject
    group: str
    reason: str
    code: str
    title: str
    definition: str
    printed_code: str
    chart_view: str
    view: str
    benchmarks: list[tuple[str, str, str]]
    """Name, figure and what is to be known of it."""
    footnote: str
    target: str
    rating: Tile
    months: list[tuple[str, str]]
    facts: list[str]
    comment: Comment | None
    state: str
    mark: str


def slides(pack: Pack) -> list[tuple[str, str, list[Slide]]]:
    """Group, its title and its slides.

    A slide has whatever stands in a group of the front page (rated against a target, moved by a signal, or put there by
    the service), and whatever else the service wrote of. The others, and what has no figure to draw, are in the tables.
    """
    found = groups.grouped(pack.subjects)
    placed = {subject.key for _, members in found for subject, _ in members}
    others = [subject for subject in pack.subjects if subject.key not in placed and comment(subject) is not None]
    listed = [(group, groups.TITLES[group], [subject for subject, _ in members]) for group, members in found]
    listed.append(("other", "Also commented on", others))
    return [
        (group, title, [slide(subject, group) for subject in members if _drawn(subject)])
        for group, title, members in listed
    ]


def _drawn(subject: Subject) -> bool:
    return any(row.get("value") is not None for row in subject.by_month.values())


def slide(subject: Subject, group: str) -> Slide:
    """What the slide of one indicator says."""
    return Slide(
        subject=subject,
        group=group,
        reason=found.why if (found := groups.place(subject)) is not None else "",
        code=str(subject.indicator["indicator_code"]),
        title=str(subject.indicator["title"]),
        definition=str(subject.indicator["definition"]),
        printed_code=INFERRED.sub("", str(subject.indicator.get("printed_codes") or "")) or "no printed code",
        chart_view=charted(subject),
        view=_view(subject),
        benchmarks=benchmarking(subject),
        footnote=FOOTNOTES.get(subject.unit, ""),
        target=target_words(subject.latest, subject.unit) or "None set",
        rating=rating_tile(subject.latest),
        months=_months(subject),
        facts=statements.facts(subject),
        comment=comment(subject),
        state=state(subject.latest),
        mark=footnotes.mark(subject),
    )


def _view(subject: Subject) -> str:
    """What the figures of the slide span; that the rating is of another window, where it is."""
    shown, rated = wording.VIEW_NAMES[charted(subject)], wording.VIEW_NAMES[subject.view].lower()
    return shown if charted(subject) == subject.view else f"{shown}; the rating is of the {rated}"


def charted(subject: Subject) -> str:
    """The view of a slide's chart: as in the paper the month alone, where the headline is a year to date."""
    return subject.month_view if subject.view == "ytd" else subject.view


def _months(subject: Subject) -> list[tuple[str, str]]:
    """Each month's figure without its unit, which the box names once; a word where there is none."""
    found = track(subject, charted(subject))
    return [
        (wording.month_label(end), "none" if value is None else number(value, subject.decimals))
        for end, value in zip(found.months, found.values, strict=True)
    ]


def pages(found: list[tuple[str, str, list[Slide]]]) -> list[dict[str, Any]]:
    """The pages that slides stand on: one group a page, no more than ten slides on each, numbered from 1."""
    made: list[dict[str, Any]] = []
    for _, title, members in found:
        for start in range(0, len(members), SLIDES_A_PAGE):
            made.append(
                {
                    "name": f"board_{len(made) + 1}",
                    "number": len(made) + 1,
                    "title": title,
                    "slides": members[start : start + SLIDES_A_PAGE],
                }
            )
    return made


def front(pack: Pack, made: list[dict[str, Any]]) -> dict[str, Any]:
    """The front page: three groups with one sentence each, the actions with their evidence, what is on which page."""
    where = {slide.code: f"{page['name']}.html#{slide.code}" for page in made for slide in page["slides"]}
    listed, others = [], {}
    for group, members in groups.grouped(pack.subjects):
        title, places = groups.TITLES[group], {subject.key: place for subject, place in members}
        first, rest = groups.leading([subject for subject, _ in members], LINES)
        listed.append((title, [_entry(subject, places[subject.key], where) for subject in first]))
        others[title] = [_entry(subject, places[subject.key], where) for subject in rest]
    return {
        "groups": listed,
        "others": others,
        "actions": actions(pack),
        "pages": made,
        "rule": RULE,
        "unconfirmed": [subject.indicator["title"] for subject in pack.subjects if state(subject.latest)],
        "missing_comment": MISSING,
    }


def _entry(subject: Subject, place: Place, where: dict[str, str]) -> Entry:
    code = str(subject.indicator["indicator_code"])
    return Entry(
        code=code,
        title=str(subject.indicator["title"]),
        sentence=statements.headline(subject),
        reason=place.why,
        place=where.get(code, f"{code}.html"),
    )


def actions(pack: Pack) -> list[dict[str, Any]]:
    """Every response that a service wrote, with who does it by when and the figure that is its evidence."""
    found = []
    for subject in pack.subjects:
        said = comment(subject)
        if said is not None and said.response:
            found.append(
                {
                    "code": subject.indicator["indicator_code"],
                    "text": said.response,
                    "due": said.due,
                    "evidence": f"{subject.indicator['title']}: {statements.headline(subject)}",
                }
            )
    return found
