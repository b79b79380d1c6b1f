"""Typing and seeing: tags while typing, shortcuts, examples, errors that stay."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ARRIVE, LEAVE, Open
from tests.browser.helpers import box, heights, says, texts, word


def test_the_page_opens_with_the_first_classic_tagged(open_page: Open) -> None:
    page = open_page()
    expect(box(page)).to_have_value(ARRIVE)
    says(page, "Taipei", "place of arrival")


def test_tags_follow_typing_without_any_button(page: Page) -> None:
    box(page).fill("")
    page.keyboard.type("from Oslo to Lima", delay=5)
    says(page, "Lima", "place of arrival")
    says(page, "Oslo", "place of departure")
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"^\d+\.\d ms$"))


def test_of_several_answers_only_the_newest_counts(page: Page) -> None:
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if "slow" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/tag", hold_first)
    typed = box(page)
    typed.fill("a slow sentence")
    while not held:
        page.wait_for_timeout(20)
    typed.fill("to Lima")
    says(page, "Lima", "place of arrival")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert texts(page) == ["to", "Lima"]


def test_control_enter_tags_at_once_and_the_button_says_so(page: Page) -> None:
    expect(page.get_by_role("button", name="Tag").locator("kbd")).to_have_text("Ctrl ↵")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box(page).press("Control+Enter")
    says(page, "Taipei", "place of arrival")
    box(page).fill("to Lima")
    page.keyboard.press("Control+Enter")
    says(page, "Lima", "place of arrival")
    assert box(page).input_value() == "to Lima"
    assert any(url.endswith("/api/tag") for url in asked)


def test_examples_come_with_each_task_the_classics_first(page: Page) -> None:
    shown = page.locator("[data-example]")
    assert shown.all_inner_texts()[:2] == [ARRIVE, LEAVE]
    shown.nth(1).click()
    says(page, "Taipei", "place of departure")
    names = page.get_by_role("button", name="Names", exact=True)
    if names.count():
        names.click()
        expect(shown.first).to_have_text("Teddy Roosevelt was a great President.")
        expect(word(page, "Roosevelt")).to_be_visible()


def test_a_sentence_without_slots_says_so(page: Page) -> None:
    box(page).fill("and so")
    expect(page.get_by_text("No slot found in this sentence.")).to_be_visible()


def test_an_error_stays_until_dismissed_and_the_text_is_never_lost(page: Page) -> None:
    typed = box(page)
    page.route("**/api/tag", lambda route: route.fulfill(status=503, json={"error": "the queue is full", "type": "x"}))
    typed.fill("to Lima tomorrow")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("the queue is full")
    page.unroute("**/api/tag")
    typed.fill("to Lima on Friday")
    says(page, "Lima", "place of arrival")
    expect(alert).to_be_visible()
    alert.get_by_role("button").click()
    expect(alert).to_have_count(0)
    expect(typed).to_have_value("to Lima on Friday")


def test_a_server_that_cannot_be_reached_is_said_plainly(page: Page) -> None:
    page.route("**/api/tag", lambda route: route.abort())
    box(page).fill("to Lima")
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page).to_have_url(re.compile("text=to[+]Lima"))


def test_a_text_over_the_limit_is_refused_with_the_limit(page: Page) -> None:
    box(page).fill("to Lima " * 3000)
    expect(page.get_by_role("alert")).to_contain_text("20,000")


def test_nothing_moves_while_typing(page: Page) -> None:
    typed = box(page)
    typed.fill("to Lim")
    expect(word(page, "Lim")).to_be_visible()
    before = heights(page)
    typed.press_sequentially("a on Friday", delay=10)
    says(page, "Friday", "departure weekday|arrival weekday")
    page.wait_for_timeout(800)
    assert heights(page) == before
