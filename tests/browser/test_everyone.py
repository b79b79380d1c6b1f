"""For everyone: axe-core on every state and theme, keyboard alone, any width, any script, without JavaScript."""

import re
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARRIVE, LEAVE, Open
from tests.browser.helpers import announced, around, box, evaluate, replace, says, tab, texts, variant, word

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ARABIC = "أريد السفر من القاهرة إلى دبي 😀 to Lima"


def violations(page: Page) -> list[str]:
    """What axe-core complains about, a line a rule with the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html']}" for rule in found]


def with_card(page: Page) -> None:
    word(page, "arrive").click()
    page.locator(".offer").first.wait_for()


def with_variants(page: Page) -> None:
    replace(page, "arrive", "leave")
    page.get_by_role("button", name="Shuffle").click()
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("button", name="Pinned").wait_for()


def with_error(page: Page) -> None:
    page.route("**/api/tag", lambda route: route.abort())
    box(page).fill("to Lima")
    page.get_by_role("alert").wait_for()


def with_networks(page: Page) -> None:
    tab(page, "Networks side by side").locator("tbody tr").first.wait_for()


def with_steps(page: Page) -> None:
    tab(page, "Word by word").locator("canvas").first.wait_for()
    page.get_by_role("button", name="One word back").click()


def with_share(page: Page) -> None:
    tab(page, "Share and reuse").locator("pre").wait_for()


def as_it_opens(page: Page) -> None:
    tab(page, "Why this label").locator(".share").first.wait_for()
    page.locator(".ideas").wait_for()


STATES = [as_it_opens, with_card, with_variants, with_networks, with_steps, with_share, with_error]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(open_page: Open, theme: str) -> None:
    page = open_page(text=ARRIVE, profile={"color_scheme": theme})
    found = {}
    for state in STATES:
        state(page)
        found[state.__name__] = violations(page)
        page.keyboard.press("Escape")
    assert found == {state.__name__: [] for state in STATES}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_error_page(open_page: Open, theme: str) -> None:
    page = open_page("/nowhere", profile={"color_scheme": theme})
    expect(page.get_by_role("heading")).to_have_text("Not here")
    assert violations(page) == []


def test_keyboard_alone_flips_taipei_in_two_ways(open_page: Open) -> None:
    page = open_page(text=ARRIVE)
    tab_to(page, "I, no slot")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Replace arrive by")).to_be_focused()
    page.keyboard.type("leave")
    page.keyboard.press("Enter")
    says(page, "Taipei", "place of departure", row=1)
    page.keyboard.press("Shift+Tab")
    box(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(LEAVE)
    says(page, "Taipei", "place of departure")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element whose name begins so has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = str(evaluate(page, "document.activeElement.getAttribute('aria-label') ?? ''"))
        if focused.startswith(name):
            return
    pytest.fail(f"Tab never reached {name}")


def test_the_focus_is_never_lost(page: Page) -> None:
    word(page, "arrive").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^leave")).focus()
    page.keyboard.press("Enter")
    expect(word(page, "leave", row=1)).to_be_focused()
    page.get_by_role("button", name="Remove", exact=True).focus()
    page.keyboard.press("Enter")
    expect(variant(page)).to_have_count(0)
    assert evaluate(page, "document.activeElement.matches('[data-word]')")
    page.route("**/api/tag", lambda route: route.abort())
    box(page).fill("to Lima")
    page.get_by_role("button", name="Dismiss this message").press("Enter")
    expect(box(page)).to_be_focused()


def test_tabs_are_walked_by_arrows_and_escape_closes_the_card(page: Page) -> None:
    page.get_by_role("tab", name="Why this label").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Networks side by side")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_have_attribute("aria-labelledby", "tab-networks")
    word(page, "arrive").click()
    expect(page.get_by_label("Replace arrive by")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(word(page, "arrive")).to_be_focused()


def test_a_word_longer_than_the_screen_wraps(open_page: Open) -> None:
    page = open_page(text=f"to {'W' * 300}, on Friday", profile={"viewport": {"width": 320, "height": 700}})
    assert evaluate(page, "document.documentElement.scrollWidth") <= 320


def test_nothing_sticks_out_at_any_width(page: Page) -> None:
    for state in (with_card, with_networks, with_steps, with_share):
        state(page)
        for width in (320, 390, 768, 1440, 3840):
            page.set_viewport_size({"width": width, "height": 900})
            assert evaluate(page, "document.documentElement.scrollWidth") <= width, (state.__name__, width)
        page.keyboard.press("Escape")


def test_the_card_of_a_word_fits_the_smallest_screen_and_leaves_labels_in_sight(page: Page) -> None:
    with_card(page)
    below = around(word(page, "Taipei"), "cell").bounding_box()
    card = page.get_by_role("dialog").bounding_box()
    assert below
    assert card
    assert card["y"] >= below["y"] + below["height"]
    page.set_viewport_size({"width": 320, "height": 568})
    for button in page.get_by_role("dialog").get_by_role("button").all():
        place = button.bounding_box()
        assert place
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 320


def test_fingers_are_told_what_fingers_do(open_page: Open) -> None:
    page = open_page(text=ARRIVE, profile={"has_touch": True})
    expect(page.locator(".hint")).to_have_text(re.compile("Tap a word.*hold"), use_inner_text=True)
    expect(page.get_by_text("By keyboard:")).to_be_hidden()
    expect(page.get_by_role("button", name="Tag").locator("kbd")).to_be_hidden()
    word(page, "arrive").tap()
    page.get_by_role("button", name=re.compile("^leave")).tap()
    says(page, "Taipei", "place of departure", row=1)


def test_where_the_computer_sets_the_colours_lines_say_what_is_chosen_and_changed(open_page: Open) -> None:
    page = open_page(text=ARRIVE, profile={"forced_colors": "active"})
    replace(page, "arrive", "leave")
    variant(page).wait_for()
    tab(page, "Why this label").locator(".share").first.wait_for()
    page.get_by_role("button", name="place of arrival", exact=True).first.click()
    lined = "e => getComputedStyle(e).outlineStyle"
    chosen = [".word.changed", "[data-row='1'] .relabelled .caption-label", ".legend-item[aria-pressed=true]"]
    chosen += [".task[aria-pressed=true]", ".bar[aria-pressed=true]", ".radios :checked + span"]
    assert {name: page.locator(name).first.evaluate(lined) for name in chosen} == dict.fromkeys(chosen, "solid")
    others = [".legend-item[aria-pressed=false]", ".task[aria-pressed=false]", ".radios input:not(:checked) + span"]
    assert {name: page.locator(name).first.evaluate(lined) for name in others} == dict.fromkeys(others, "none")
    line = "all => all.map(e => getComputedStyle(e).borderBottomColor)"
    assert len(set(page.locator("scope-tabs [role=tab]").evaluate_all(line))) == 2
    assert page.get_by_role("button", name="Tag").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_what_an_edit_brought_is_told_to_those_who_listen(page: Page) -> None:
    announced(page, "Taipei: place of arrival, November: arrival month, 2nd: arrival day")
    replace(page, "arrive", "leave")
    announced(page, "arrive replaced by leave")
    announced(page, "Taipei: place of arrival → place of departure")


def test_themes_follow_the_computer_and_the_button_overrules_it(open_page: Open) -> None:
    page = open_page(text=ARRIVE, profile={"color_scheme": "dark"})
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = evaluate(page, paper)
    theme = page.get_by_role("button", name=re.compile("^Theme"))
    theme.click()
    theme.click()
    expect(theme).to_have_accessible_name("Theme: light")
    assert evaluate(page, paper) != dark
    page.reload()
    expect(theme).to_have_accessible_name("Theme: light")


def test_reduced_motion_moves_nothing(page: Page) -> None:
    durations = "[...document.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).transitionDuration))"
    assert max(evaluate(page, durations)) == 0


def test_right_to_left_text_with_an_emoji_is_read_in_its_own_direction(open_page: Open) -> None:
    page = open_page(text=ARABIC)
    assert texts(page) == ARABIC.split()
    says(page, "Lima", "place of arrival")
    first, second = (word(page, text).bounding_box() for text in ARABIC.split()[:2])
    assert first
    assert second
    assert first["x"] > second["x"]
    word(page, ARABIC.split()[0]).focus()
    page.keyboard.press("ArrowLeft")
    expect(word(page, ARABIC.split()[1])).to_be_focused()


def test_without_javascript_the_form_still_tags(open_page: Open) -> None:
    page = open_page(profile={"java_script_enabled": False})
    box(page).fill(LEAVE)
    page.get_by_role("button", name="Tag").click()
    expect(page.locator("[data-field=origin]")).to_contain_text("Taipei")
    expect(page.locator(".words")).to_contain_text("Taipei")
    expect(page.locator(".slot").first).to_contain_text("place of departure")
    expect(box(page)).to_have_value(LEAVE)
    expect(page.get_by_role("button", name="Shuffle")).to_be_hidden()


def test_server_and_browser_draw_the_same_slots_in_the_same_colours(open_page: Open) -> None:
    drawn = "all => all.map(e => [e.className, e.querySelector('.stretch').textContent])"
    plain = open_page(profile={"java_script_enabled": False}).locator(".slot").evaluate_all(drawn)
    assert open_page(text=ARRIVE).locator(".slot").evaluate_all(drawn) == plain


def test_a_newcomer_flips_taipei_by_what_the_page_offers(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("list", name="Swaps that change a label").get_by_role("button").first.click()
    says(page, "Taipei", "place of departure", row=1)
    page.get_by_role("link", name=LEAVE).click()
    says(page, "Taipei", "place of departure")
    expect(variant(page)).to_have_count(0)
