"""Take the README's pictures of the page: python -m tests.browser.pictures ADDRESS docs. No test."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import ARGS, ARRIVE, LEAVE, WAIT_MS
from tests.browser.helpers import replace, says, tab, word
from tests.browser.lessons import drawn
from tests.conftest import CHROMIUM

PHONE = 500  # pixels; what is no wider is touched
SETTLED_MS = 1500  # ideas and explanations have arrived
COLOURS = 256  # enough for a page, in a third of the bytes; too few for what is shaded


@dataclass(frozen=True)
class Picture:
    """A state of the page as it is shown in the README."""

    name: str
    theme: str
    size: tuple[int, int]
    query: dict[str, str]
    prepare: Callable[[Page], object]
    path: str = "/"
    only: str = ""  # what of the page is taken, as a selector; empty: all of it


def swapped(page: Page) -> None:
    replace(page, "arrive", "leave")
    says(page, "Taipei", "place of departure", row=1)
    word(page, "Taipei", row=1).click()
    page.keyboard.press("Escape")
    tab(page, "Why this label").locator(".share").first.wait_for()


def networks(page: Page) -> None:
    tab(page, "Networks side by side").locator("tbody tr").first.wait_for()


def word_by_word(page: Page) -> None:
    panel = tab(page, "Word by word")
    panel.get_by_role("slider").fill("2")


def cliff(page: Page) -> None:
    drawn(page.locator("lab-cliff"))


PICTURES = [
    Picture("page-swap", "light", (1280, 900), {"text": ARRIVE}, swapped),
    Picture("page-networks", "dark", (1280, 900), {"text": LEAVE}, networks),
    Picture(
        "page-steps", "light", (1280, 900), {"text": "Teddy bears are on sale.", "model": "entities"}, word_by_word
    ),
    Picture("page-narrow", "dark", (390, 844), {"text": "from New York to Lima on Friday"}, lambda page: page),
    Picture("lab-cliff", "light", (1280, 900), {}, cliff, "/lab", "lab-cliff"),
]


def take(browser: Browser, picture: Picture, address: str, folder: Path) -> None:
    """Bring the page into a state and write it as a PNG."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=picture.theme,  # type: ignore[arg-type]
        has_touch=width <= PHONE,
    )
    page = context.new_page()
    page.goto(f"{address}{picture.path}?{urlencode(picture.query)}")
    picture.prepare(page)
    page.wait_for_timeout(SETTLED_MS)
    file = folder / f"{picture.name}.png"
    if picture.only:
        page.locator(picture.only).screenshot(path=file)
    else:
        page.screenshot(path=file, full_page=width > PHONE)
        Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    context.close()


def main(address: str, folder: str) -> None:
    """Take all pictures."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=next(filter(None, map(shutil.which, CHROMIUM))), args=ARGS)
        for picture in PICTURES:
            take(browser, picture, address, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
