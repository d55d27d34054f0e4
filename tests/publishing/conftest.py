"""A home with the hand-made warehouse in it.

Belongs here: pytest fixtures. Does not belong here: the warehouse's rows (`marts_fixture`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestration.settings import Home
from tests.publishing.marts_fixture import Row, make_rows, write_warehouse


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def warehouse(home: Home) -> Callable[..., dict[str, list[Row]]]:
    """Writes the fixture warehouse into the home; a test may hand in rows it has changed."""

    def write(rows: dict[str, list[Row]] | None = None, **options: Any) -> dict[str, list[Row]]:
        made = rows if rows is not None else make_rows(**options)
        write_warehouse(home.warehouse, made)
        return made

    return write
