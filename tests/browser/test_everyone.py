"""Pages for everyone: no barrier that axe knows of, by keyboard, enlarged, printed, without colour, without scripts.

Each test also asserts that the page says what it must: a blank page breaks no rule.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.browser.conftest import PAGES, Opened, pages

TYPES = pages()
EVERY = pytest.mark.parametrize("name", list(TYPES))
# 320 px is what is left of 1280 at 400 %
WIDTHS = {"screen": 1200, "200 %": 640, "400 %": 320}
DEFICIENCIES = ("protanopia", "deuteranopia", "tritanopia", "achromatopsia")

FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"
PLACE = """focusable => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  return {place: [...document.querySelectorAll(focusable)].indexOf(e), seen: b.width > 0 && b.height > 0,
          outlined: s.outlineStyle !== 'none' || s.boxShadow !== 'none'};
}"""
CLIPPED = """() => [...document.querySelectorAll('main td, main th, main p, main li, main dd, main .tile')].filter(e =>
  e.getClientRects().length && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' &&
  getComputedStyle(e).overflowX !== 'visible').map(e => e.tagName)"""
WHOLE = """() => [...document.querySelectorAll('figure, .tile, tr')].every(
  e => getComputedStyle(e).breakInside === 'avoid')"""


def says_something(page: Page) -> None:
    assert page.locator("h1").inner_text().strip()
    assert len(page.locator("main").inner_text()) > 200


@EVERY
@pytest.mark.parametrize("zoom", list(WIDTHS))
def test_axe_finds_nothing_of_any_impact(name: str, zoom: str, visit: Callable[..., Opened]) -> None:
    page = visit(TYPES[name], width=WIDTHS[zoom]).page
    says_something(page)
    found = Axe().run(page)
    assert len(found.response["passes"]) > 15, "axe looked at the page"
    assert [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]] == []


@EVERY
def test_axe_finds_nothing_in_the_print_view(name: str, visit: Callable[..., Opened]) -> None:
    page = visit(TYPES[name], media="print").page
    says_something(page)
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


@EVERY
def test_pages_ask_for_nothing_but_themselves(name: str, visit: Callable[..., Opened], site: Path) -> None:
    opened = visit(TYPES[name])
    says_something(opened.page)
    assert [url for url in opened.asked if not url.startswith("data:")] == [(site / TYPES[name]).as_uri()]
    assert opened.said == []


@EVERY
@pytest.mark.parametrize("zoom", ["200 %", "400 %"])
def test_enlarged_pages_scroll_one_way_only(name: str, zoom: str, visit: Callable[..., Opened]) -> None:
    page = visit(TYPES[name], width=WIDTHS[zoom]).page
    says_something(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[zoom]


@EVERY
def test_the_keyboard_reaches_everything_in_order_and_is_seen(name: str, visit: Callable[..., Opened]) -> None:
    page = visit(TYPES[name]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip", "the first stop leads past the trail"
    stops = [page.evaluate(PLACE, FOCUSABLE)]
    shown = page.locator(FOCUSABLE).evaluate_all("all => all.map(e => e.getClientRects().length > 0)")
    for _ in range(min(sum(shown) - 1, 60)):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(PLACE, FOCUSABLE))
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places)), "in the order of the page, none twice, no trap"
    assert all(stop["outlined"] and stop["seen"] for stop in stops)
    page.evaluate("document.activeElement.blur()")


def test_the_skip_link_leads_to_the_content(visit: Callable[..., Opened]) -> None:
    page = visit(PAGES["front"]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@EVERY
def test_every_number_is_there_with_scripts_off(name: str, visit: Callable[..., Opened]) -> None:
    with_script = visit(TYPES[name]).page.locator("main").evaluate("e => e.innerText.match(/[0-9][0-9.,]*/g)")
    without = visit(TYPES[name], script=False).page.locator("main").inner_text()
    assert with_script
    assert all(number in without for number in with_script)


def test_words_and_ratings_find_indicators(visit: Callable[..., Opened]) -> None:
    page = visit(PAGES["table"]).page
    lines = page.locator("tr[data-rating]")
    every = lines.count()
    page.get_by_label("Find an indicator").fill("assessment")
    shown = page.locator("tr[data-rating]:not([hidden])")
    assert 0 < shown.count() < every
    assert page.locator("[role=status]").inner_text() == f"{shown.count()} of {every} indicators"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('tr[data-rating][hidden]')")
    page.get_by_label("Rating").select_option("grey")
    assert {row.get_attribute("data-rating") for row in shown.all()} == {"grey"}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_ratings_are_told_apart_without_their_colours(deficiency: str, visit: Callable[..., Opened]) -> None:
    page = visit(PAGES["table"]).page
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
    key = page.locator(".key .rating")
    assert [words.strip() for words in key.all_inner_texts()] == ["Green", "Amber", "Red", "Grey: not rated"]
    shapes = [
        Image.open(io.BytesIO(one.locator("svg").screenshot())).convert("L").resize((18, 18)) for one in key.all()
    ]
    for place, one in enumerate(shapes):
        for other in shapes[place + 1 :]:
            differing = sum(
                ImageChops.difference(one, other).point(lambda value: 255 if value > 60 else 0).histogram()[255:]
            )
            assert differing > 18 * 18 / 10, "a tenth of the shape differs in lightness alone"


@EVERY
def test_printed_pages_clip_and_split_nothing(name: str, visit: Callable[..., Opened]) -> None:
    page = visit(TYPES[name], media="print", width=700).page
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(WHOLE)
    assert page.pdf(format="A4")[:5] == b"%PDF-"
