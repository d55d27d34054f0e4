"""docs/contracts.md tells people what the declarations tell the program."""

from __future__ import annotations

import re

import pytest

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.contracts.shape import Feed
from orchestration.settings import PROJECT

PAGE = (PROJECT / "docs" / "contracts.md").read_text(encoding="utf-8")
ROWS = {
    match[1]: match[0] for match in re.finditer(r"^\| `(\w+)` \|.*$", PAGE, re.MULTILINE) if match[0].count("|") == 5
}


def test_every_feed_and_no_other_is_on_the_page() -> None:
    assert list(ROWS) == list(FEEDS)


@pytest.mark.parametrize("feed", FEEDS.values(), ids=list(FEEDS))
def test_the_columns_of_the_page_are_those_of_the_contract(feed: Feed) -> None:
    _, _, key, must, may, _ = ROWS[feed.name].split("|")
    own = [column for column in feed.columns if not column.resolved and column.name not in feed.key]
    assert re.findall(r"`(\w+)`", key) == list(feed.key)
    assert re.findall(r"`(\w+)`", must) == [column.file_column for column in own if column.required]
    assert re.findall(r"`(\w+)`", may) == [column.file_column for column in own if not column.required]


def test_every_rule_that_costs_a_row_is_explained_on_the_page() -> None:
    costly = [
        rule for rule, entry in RULEBOOK.items() if entry.severity == "row rejected" and not rule.startswith("return.")
    ]
    assert [rule for rule in costly if f"`{rule}`" not in PAGE] == []
