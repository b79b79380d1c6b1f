"""What a slow line or a slow machine could do to the page: what comes late must not undo what was done meanwhile."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARRIVE, Open
from tests.browser.helpers import Held, box, evaluate, heights, says, tab, variant, word


def test_escape_before_the_card_has_come_means_no_card(page: Page) -> None:
    held = Held(page, "**/panels/word.js")
    word(page, "Taipei").click()
    held.wait()
    page.keyboard.press("Escape")
    held.release()
    evaluate(page, "customElements.whenDefined('scope-word').then(() => new Promise(setTimeout))")
    expect(page.get_by_role("dialog")).to_have_count(0)
    word(page, "arrive").click()
    expect(page.get_by_label("Replace arrive by")).to_be_focused()


def test_of_two_words_chosen_before_the_card_has_come_the_second_has_it(page: Page) -> None:
    held = Held(page, "**/panels/word.js")
    word(page, "Taipei").click()
    word(page, "arrive").click()
    held.wait()
    held.release()
    expect(page.get_by_label("Replace arrive by")).to_be_focused()


def test_the_answer_about_a_word_that_was_left_again_does_not_show(page: Page) -> None:
    word(page, "Taipei").click()
    answer = page.locator(".why-answer")
    expect(answer).to_contain_text("Taipei is")
    held = Held(page, "**/api/explain")
    word(page, "arrive").focus()
    page.keyboard.press("ArrowLeft")
    held.wait()
    word(page, "Taipei").click()
    expect(page).to_have_url(re.compile("word=5"))
    with page.expect_response("**/api/explain"):
        held.release()
    evaluate(page, "new Promise(requestAnimationFrame)")
    expect(answer).to_contain_text("Taipei is")


def test_a_panel_that_could_not_be_fetched_is_told_and_fetched_the_next_time(page: Page) -> None:
    page.route("**/panels/networks.js", lambda route: route.abort())
    page.get_by_role("tab", name="Networks side by side").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("could not be fetched")
    page.unroute_all()
    alert.get_by_role("button").click()
    expect(tab(page, "Networks side by side").locator("tbody tr").first).to_be_visible()


@pytest.mark.parametrize("part", ["commands", "comparing"])
def test_an_edit_whose_script_could_not_be_fetched_is_told_and_made_the_next_time(page: Page, part: str) -> None:
    page.route(f"**/edits/{part}.js", lambda route: route.abort())
    page.get_by_role("button", name="Reverse").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("could not be fetched")
    expect(box(page)).to_have_value(ARRIVE)
    page.unroute_all()
    alert.get_by_role("button").click()
    page.get_by_role("button", name="Reverse").click()
    expect(word(page, "Taipei", row=1)).to_be_visible()


@pytest.mark.parametrize("panel", ["Why this label", "Networks side by side", "Word by word"])
def test_a_panel_that_was_refused_can_be_asked_again(open_page: Open, panel: str) -> None:
    page = open_page(text=ARRIVE, view="share")
    page.route("**/api/*", lambda route: route.fulfill(status=429, json={"error": "too many requests", "type": "x"}))
    shown = tab(page, panel)
    expect(shown.get_by_role("alert")).to_contain_text("too many requests")
    page.unroute_all()
    shown.get_by_role("button", name="Try again").click()
    expect(shown.get_by_role("alert")).to_have_count(0)
    expect(shown.locator(".share, td").first).to_be_visible()


def test_what_the_server_drew_stands_where_it_is_until_the_first_answer(page: Page) -> None:
    held = Held(page, "**/api/tag")
    page.reload()
    held.wait()
    expect(page.locator("[data-field=destination]")).to_contain_text("Taipei")
    before = heights(page)
    held.release()
    page.locator(".ideas .chip").first.wait_for()
    assert heights(page) == before


def test_a_button_of_a_variant_that_was_typed_over_does_nothing(page: Page) -> None:
    word(page, "arrive").click()
    page.get_by_label("Replace arrive by").fill("leave")
    page.keyboard.press("Enter")
    says(page, "Taipei", "place of departure", row=1)
    held = Held(page, "**/api/tag")
    box(page).fill("to Lima")
    held.wait()
    variant(page).get_by_role("button", name="Pin").click()
    word(page, "Taipei", row=1).focus()
    page.keyboard.press("Delete")
    held.release()
    says(page, "Lima", "place of arrival")
    expect(variant(page)).to_have_count(0)
