"""One prepared home for all tests of the definitions. Belongs here: fixtures. Does not belong here: expectations."""

from __future__ import annotations

from typing import Any

import dagster as dg
import pytest

from orchestration import transform
from orchestration.definitions import build_defs
from orchestration.resources import Night
from orchestration.settings import Home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which nothing but `prepare` was done."""
    found = Home(tmp_path_factory.mktemp("prepared"))
    transform.prepare(found)
    return found


@pytest.fixture(scope="session")
def manifest(home: Home) -> dict[str, Any]:
    return transform.load_manifest(home)


@pytest.fixture(scope="session")
def defs(home: Home) -> dg.Definitions:
    return build_defs(Night(home_folder=str(home.root), landing_folder=str(home.default_landing)))
