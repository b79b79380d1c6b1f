"""What is typed, linked or put in a variant stays text; the page keeps to its policy; nothing comes from elsewhere."""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARRIVE, Open
from tests.browser.helpers import box, evaluate, replace, tab, variant, word

EVIL = "<img src=x onerror=alert(1)>"
WORD = "<img/src=x/onerror=alert(1)>"
PANELS = ["Why this label", "Networks side by side", "Word by word", "Share and reuse"]


def stays_text(page: Page) -> None:
    """Nothing that was typed became an element, in any panel."""
    for name in PANELS:
        tab(page, name).locator("p, pre").first.wait_for()
        assert evaluate(page, "document.querySelectorAll('img, [onerror]').length") == 0


def test_typed_markup_stays_text(page: Page) -> None:
    box(page).fill(f"{EVIL} to Lima")
    expect(word(page, "Lima")).to_be_visible()
    stays_text(page)


def test_markup_in_a_variant_stays_text(page: Page) -> None:
    replace(page, "Taipei", EVIL)
    expect(variant(page)).to_contain_text("onerror=alert(1)>")
    stays_text(page)


@pytest.mark.parametrize("field", ["text", "model", "v", "pin", "label", "view", "method"])
def test_markup_in_a_link_stays_text(open_page: Open, field: str) -> None:
    values = {"text": ARRIVE, field: f"0 ~{WORD} 5" if field in ("v", "pin") else f'"><script>alert(1)</script>{EVIL}'}
    page = open_page(**values)
    stays_text(page)
    assert evaluate(page, "[...document.scripts].filter(s => !s.src).length") == 0


def test_markup_in_a_downloaded_file_stays_text(page: Page) -> None:
    box(page).fill(f"{EVIL} to Lima")
    expect(word(page, "Lima")).to_be_visible()
    panel = tab(page, "Share and reuse")
    for name in ("HTML", "Picture (SVG)"):
        with page.expect_download() as download:
            panel.get_by_role("button", name=name).click()
        source = Path(download.value.path()).read_text(encoding="utf-8")
        assert "img" not in re.findall(r"<\s*(\w+)", source)
        text = html.unescape(re.sub(r"<[^>]*>|\n", "", source))  # names of labels among it
        assert all(part in text for part in ("<img", "onerror", "alert"))


def test_markup_in_a_refusal_stays_text(page: Page) -> None:
    page.route("**/api/tag", lambda route: route.fulfill(status=422, json={"error": EVIL, "type": "x"}))
    box(page).fill("to Lima")
    expect(page.get_by_role("alert")).to_contain_text(EVIL)
    assert evaluate(page, "document.querySelectorAll('img').length") == 0


def test_everything_comes_from_this_server_and_no_policy_is_broken(open_page: Open, address: str) -> None:
    page = open_page()
    evaluate(page, "addEventListener('securitypolicyviolation', e => document.title = e.violatedDirective)")
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.reload()
    replace(page, "arrive", "leave")
    stays_text(page)
    assert hosts == {urlsplit(address).netloc}
    expect(page).to_have_title(re.compile("slotscope"))


def test_the_page_has_no_inline_script_and_no_inline_style(open_page: Open) -> None:
    page = open_page(profile={"java_script_enabled": False})
    source = page.content()
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", source)
