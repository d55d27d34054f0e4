"""A real browser over a published edition, with every request it makes on record.

Belongs here: finding Chromium, starting it, opening pages. Does not belong here: what pages must hold.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from orchestration.publishing import publish
from orchestration.settings import Home
from tests.publishing.marts_fixture import make_rows, write_warehouse
from tests.publishing.staff_fixture import with_staff
from tests.publishing.told_fixture import with_words

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# without these Chromium calls its maker at every start, and needs rights that a container does not give
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EDITION = os.environ.get("SCORECARDS_EDITION", "")
"""An edition made by a real night: then every one of its pages is visited, not one of each type."""
PAGES = {
    "index": "index.html",
    "front": "990/index.html",
    "table": "990/table.html",
    "glossary": "990/glossary.html",
    "methods": "990/methods.html",
    "card of a share": "990/assessments_45wd_pct.html",
    "card of a rate": "990/cpp_rate.html",
    "card of a number": "990/contacts_received.html",
    "board pack": "990/board.html",
    "slides of the board pack": "990/board_1.html",
    "tables of the board pack": "990/board_tables.html",
    "changes": "990/changes.html",
    "staff": "990/workforce.html",
    "narrative": "990/narrative.html",
    "summary": "990/summary.html",
}
"""Page types, and a page of each."""


def pages() -> dict[str, str]:
    """Name → page below the scorecards; of a real edition every page, by its own path."""
    if not EDITION:
        return PAGES
    root = Path(EDITION) / "scorecards"
    return {name: name for name in sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))}


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if EDITION:
        return Path(EDITION).resolve() / "scorecards"
    home = Home(tmp_path_factory.mktemp("browser") / "home")
    write_warehouse(home.warehouse, with_words(with_staff(make_rows(("990", "991")))))
    return publish(home).path / "scorecards"


class Opened:
    """A page with the addresses it asked for and what its console said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Callable[..., Opened]]:
    """Opens a page of the edition from the disk, with the network cut; `width` in pixels, `script` on or off."""
    contexts: list[BrowserContext] = []

    def go(name: str, *, width: int = 1200, height: int = 900, script: bool = True, media: str = "screen") -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, offline=True
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.emulate_media(media=media)  # type: ignore[arg-type]
        opened.page.goto((site / name).as_uri())
        return opened

    yield go
    for context in contexts:
        context.close()
