"""The lab for everyone: axe-core in both themes, its policy, any width, keyboard alone, without JavaScript."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.helpers import announced, evaluate
from tests.browser.lessons import drawn, in_link, says, show, step
from tests.browser.test_everyone import violations

FIGURES = "memory names ones forward gates gradients powers matrix recall cliff curves learn".split()
WIDTHS = (320, 390, 768, 1440)


def draw_all(page: Page) -> None:
    for name in FIGURES:
        drawn(page.locator(f"lab-{name}"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_lesson(open_page: Open, theme: str) -> None:
    page = open_page("/lab", profile={"color_scheme": theme})
    draw_all(page)
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []


def test_everything_comes_from_this_server_keeps_its_policy_and_fits_any_width(open_page: Open, address: str) -> None:
    page = open_page("/lab")
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.reload()
    evaluate(page, "addEventListener('securitypolicyviolation', event => document.title = event.violatedDirective)")
    draw_all(page)
    assert hosts == {urlsplit(address).netloc}
    expect(page).to_have_title("The lab: inside a recurrent network · slotscope")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)


def test_a_link_is_followed_and_a_network_stepped_through_by_keyboard_alone(open_page: Open) -> None:
    ones = show(open_page, "ones")
    page = ones.page
    page.get_by_role("link", name="Swap the last two inputs").press("Enter")
    announced(page, "The picture now shows: Swap the last two inputs")
    step(ones, "Step 3 of 3")
    in_link(page, "#ones")
    ones.get_by_role("slider").focus()
    page.keyboard.press("Home")
    step(ones, "Step 1 of 3")
    page.keyboard.press("ArrowRight")
    step(ones, "Step 2 of 3")
    expect(ones.get_by_role("slider")).to_be_focused()
    page.keyboard.press("Shift+Tab")  # to the button before it
    expect(ones.get_by_role("button", name="One step on")).to_be_focused()
    page.keyboard.press("Enter")
    step(ones, "Step 3 of 3")


def test_a_link_brings_its_picture_on_the_screen(open_page: Open) -> None:
    page = open_page("/lab", profile={"viewport": {"width": 390, "height": 700}})
    link = page.get_by_role("link", name="At the 33rd")
    link.click()
    expect(page.locator("lab-cliff")).to_be_in_viewport()
    says(page.locator("lab-cliff"), "after 33 steps")


def test_without_javascript_text_formulas_and_links_are_there(open_page: Open) -> None:
    page = open_page("/lab", profile={"java_script_enabled": False})
    expect(page.get_by_role("heading", level=2)).to_have_count(7)
    assert page.locator("math").count() > 20
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("lab-ones")).to_be_hidden()
