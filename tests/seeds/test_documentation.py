"""docs/indicators.md counts what the seeds hold, and tells every exception to what a missing feed costs."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from orchestration.settings import PROJECT
from tests.feeds.expected import ALLOWED
from tests.seeds.reading import SEEDS, registry, seed

PAGE = (PROJECT / "docs" / "indicators.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (`\w+\.csv`(?:, `\w+\.csv`)*) \| ([\d, ]+) \|", PAGE, re.MULTILINE)
NUMBERS = {
    name.strip("` "): number
    for names, numbers in ROWS
    # a thousand's comma has no space after it
    for name, number in zip(names.split(", "), numbers.strip().split(", "), strict=True)
}


@pytest.mark.parametrize("path", sorted(path.name for path in SEEDS.glob("*.csv")))
def test_each_seed_has_as_many_rows_as_the_page_says(path: str) -> None:
    assert NUMBERS[path] == f"{len(seed(path.removesuffix('.csv'))):,}"


def test_the_page_counts_the_indicators_of_every_area() -> None:
    table = PAGE.partition("| service area |")[2].partition("\n\n")[0]
    found = [(area, int(number)) for area, number in re.findall(r"^\| (.+?) \| (\d+) \|$", table, re.MULTILINE)]
    assert found == list(Counter(row["service_area"] for row in registry().values()).items())


def test_the_page_counts_targets_by_who_printed_them() -> None:
    of = Counter(row["la_code"] for row in seed("targets"))
    printed = f"{of['852'] + of['874']} printed targets (852: {of['852']}, 874: {of['874']}), and {of['990']} that"
    assert printed in PAGE
    assert set(of) == {"852", "874", "990"}


def test_the_page_tells_every_exception_to_what_a_missing_feed_costs() -> None:
    table = PAGE.partition("| without | changes |")[2].partition("\n\n")[0]
    named = {feed for line in table.splitlines() for feed in re.findall(r"`((?:ssd|local)_\w+)`", line.split("|")[1])}
    assert named == {one.feed for one in ALLOWED}
