"""The published Annex A samples, where this machine has them: counted by hand in the workbooks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from orchestration.settings import PROJECT
from tests.extracts.annex_a_books import AS_AT
from tests.extracts.good import Place

SAMPLES = Path(os.environ.get("ANNEX_A_SAMPLES", PROJECT.parent / "shared" / "samples" / "annex_a"))
LAYOUT_2021, TEMPLATE_2019 = "liia_tools_Annex_A_2021layout.xlsx", "ofsted_template_2019_with_guidance.xlsx"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the Annex A samples are not on this machine (ANNEX_A_SAMPLES says where)"
)


def rows_in_and_loaded(place: Place, name: str) -> dict[str, tuple[int, int]]:
    shutil.copy(SAMPLES / name, place.folder(as_at=AS_AT))
    found = {feed: outcome for (_, feed), outcome in place.night().items() if feed.startswith("annex_a")}
    return {feed.removeprefix("annex_a_list_"): (o.rows_in, o.rows_loaded) for feed, o in found.items()}


def test_the_layout_of_2021_loads_whole(place: Place) -> None:
    assert rows_in_and_loaded(place, LAYOUT_2021) == {
        "1": (5, 5), "2": (5, 5), "3": (6, 6), "4": (5, 5), "5": (5, 5), "6": (5, 5), "7": (7, 7), "8": (5, 5),
        "9": (6, 6), "10": (5, 5), "11": (5, 0),
    }  # fmt: skip


def test_the_template_has_its_title_above_its_header_and_rows_in_one_list(place: Place) -> None:
    found = rows_in_and_loaded(place, TEMPLATE_2019)
    assert len(found) == 11
    assert {number: counts for number, counts in found.items() if counts[0]} == {"3": (5, 5)}
