"""Speed felt: weight, first paint, and how soon an edit shows. Times are loose: tests share the machine with others."""

from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.helpers import evaluate, replace, variant

BUDGET_BYTES = 100_000
OWN = "performance.getEntriesByType('resource').filter(e => /\\.(js|css)$/.test(e.name))"


def test_script_and_style_that_the_page_opens_with_are_under_100_kb(open_page: Open) -> None:
    page = open_page(profile={"viewport": {"width": 1280, "height": 600}})  # the panels are not in sight
    page.locator(".ideas").wait_for()
    assert 0 < evaluate(page, f"{OWN}.reduce((sum, e) => sum + e.decodedBodySize, 0)") < BUDGET_BYTES


def test_the_sentence_is_painted_before_any_script_has_run(open_page: Open) -> None:
    page = open_page(profile={"java_script_enabled": False})
    assert page.locator(".slot").count() == 3


def test_an_edit_asks_the_server_once_and_shows_at_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    replace(page, "arrive", "leave")
    variant(page).wait_for()
    assert len([url for url in asked if url.endswith("/api/tag")]) == 1
