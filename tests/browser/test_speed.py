"""Speed felt: weight, first paint, and how soon an edit shows. Times are loose: tests share the machine with others."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ARRIVE, Open
from tests.browser.helpers import evaluate, replace, variant, word

BUDGET_BYTES = 97_000  # some air below 100 kB
LINK_BUDGET_BYTES = 100_000
OWN = "performance.getEntriesByType('resource').filter(e => /\\.(js|css)$/.test(e.name))"
SHORT = [(1440, 900), (320, 568)]
TALL = [(1920, 1200), (3840, 2160)]  # a panel is in sight


def own_bytes(page: Page) -> int:
    """Script and style that the page has fetched so far, uncompressed."""
    page.wait_for_load_state("networkidle")
    return int(evaluate(page, f"{OWN}.reduce((sum, e) => sum + e.decodedBodySize, 0)"))


def test_script_and_style_that_the_page_opens_with_are_under_100_kb_at_any_size(open_page: Open) -> None:
    for width, height in SHORT + TALL:
        page = open_page(text=ARRIVE, profile={"viewport": {"width": width, "height": height}})
        page.locator(".ideas").wait_for()
        if (width, height) in TALL:
            page.locator(".why-answer").wait_for()
        assert 50_000 < own_bytes(page) < BUDGET_BYTES, (width, height)


@pytest.mark.parametrize("view", ["why", "networks", "steps", "share"])
def test_a_link_to_a_variant_and_any_panel_opens_with_less_than_100_kb(open_page: Open, view: str) -> None:
    profile = {"viewport": {"width": 1920, "height": 1400}}
    page = open_page(text=ARRIVE, v="0-3 4~leave 5-9", row="1", word="5", view=view, profile=profile)
    variant(page).wait_for()
    page.locator(f"scope-{view} > *").first.wait_for()
    assert own_bytes(page) < LINK_BUDGET_BYTES


def test_what_an_edit_needs_is_fetched_when_a_hand_comes_near(page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    with page.expect_response(re.compile("edits/commands.js")):
        word(page, "I").hover()
    assert not any(url.endswith("/api/swaps") for url in fetched)


def test_the_sentence_is_painted_before_any_script_has_run(open_page: Open) -> None:
    page = open_page(profile={"java_script_enabled": False})
    assert page.locator(".slot").count() == 3


def test_an_edit_asks_the_server_once_and_shows_at_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    replace(page, "arrive", "leave")
    variant(page).wait_for()
    assert len([url for url in asked if url.endswith("/api/tag")]) == 1
