"""What a person sees and does on the page, by role and name wherever there is one."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect


def box(page: Page) -> Locator:
    """Where the sentence is typed."""
    return page.get_by_role("textbox", name="Your sentence")


def word(page: Page, text: str, row: int = 0) -> Locator:
    """The word of a row; of equal words the first."""
    return page.locator(f"[data-row='{row}'] .word", has_text=re.compile(f"^{re.escape(text)}$")).first


def around(found: Locator, kind: str) -> Locator:
    """The cell or stretch that a word is drawn in."""
    return found.locator(f"xpath=ancestor::*[contains(concat(' ', @class, ' '), ' {kind} ')][1]")


def says(page: Page, text: str, label: str, row: int = 0) -> None:
    """Expect a word to be spoken with a label: "Taipei, place of arrival, 99 %"."""
    expect(word(page, text, row)).to_have_attribute("aria-label", re.compile(f"^{re.escape(text)}, {label}, "))


def texts(page: Page, row: int = 0) -> list[str]:
    """The words of a row in order."""
    return page.locator(f"[data-row='{row}'] .word").all_inner_texts()


def replace(page: Page, old: str, new: str, row: int = 0) -> None:
    """Click a word, type another, press Enter."""
    word(page, old, row).click()
    page.get_by_label(f"Replace {old} by").fill(new)
    page.keyboard.press("Enter")


def variant(page: Page, number: int = 1) -> Locator:
    """The row of a variant."""
    return page.get_by_role("region", name=f"Variant {number}", exact=True)


def announced(page: Page, pattern: str) -> None:
    """Expect the live region to say something."""
    expect(page.get_by_role("log")).to_contain_text(re.compile(pattern))


def tab(page: Page, name: str) -> Locator:
    """Turn to a tab and return its panel."""
    page.get_by_role("tab", name=name).click()
    panel = page.get_by_role("tabpanel", name=name)
    panel.wait_for()
    return panel


def evaluate(page: Page, script: str) -> Any:
    """Run a script in the page."""
    return page.evaluate(script)


def heights(page: Page) -> list[float]:
    """Where things begin that stand below what changes."""
    names = ("scope-toolbar", "scope-ticket .field", "scope-tabs")
    return [place["y"] for name in names if (place := page.locator(name).first.bounding_box())]


class Held:
    """What is asked for at addresses of a pattern, kept back until it is let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.page = page
        self.kept: list[Route] = []
        self.free = False
        page.route(pattern, self._keep)

    def wait(self) -> None:
        """Wait until something is kept back."""
        while not self.kept:
            self.page.wait_for_timeout(20)

    def release(self) -> None:
        """Let it go its way, and what comes after it."""
        self.free = True
        for route in self.kept:
            route.continue_()

    def _keep(self, route: Route) -> None:
        if self.free:
            route.continue_()
        else:
            self.kept.append(route)
