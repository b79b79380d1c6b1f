"""What the browser tests of the lab share: a picture once it is drawn, the links of its lesson, and what it says."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open


def show(open_page: Open, name: str, **query: str) -> Locator:
    """Open the lab in a state and return one of its pictures, drawn."""
    return drawn(open_page("/lab", **query).locator(f"lab-{name}"))


def drawn(figure: Locator) -> Locator:
    """Scroll to a picture and wait until it has its numbers and its charts."""
    figure.scroll_into_view_if_needed()
    expect(figure).not_to_be_empty()
    expect(figure).not_to_have_attribute("aria-busy", "true")
    for chart in figure.locator("[data-chart]").all():
        expect(chart.locator(".main-svg").first).to_be_attached()
    return figure


def follow(figure: Locator, link: str) -> None:
    """Click a link of the lesson that the picture stands in."""
    figure.locator("xpath=ancestor::section").get_by_role("link", name=link, exact=True).click()


def says(figure: Locator, sentence: str) -> None:
    """Expect the sentence under a picture to hold some words."""
    expect(figure.locator(".verdict")).to_contain_text(sentence)


def step(figure: Locator, text: str) -> None:
    """Expect the player to stand at a step: "Word 5 of 9"."""
    expect(figure.locator("output")).to_have_text(text)


def in_link(page: Page, part: str) -> None:
    """Expect the address to hold a part of the state."""
    page.wait_for_url(lambda address: part in address)
