"""The panels: networks side by side, word by word, share and reuse."""

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ARRIVE, Open
from tests.browser.helpers import announced, evaluate, replace, says, tab, texts, word


def test_every_network_of_the_task_reads_the_sentence_in_a_row_of_its_own(page: Page) -> None:
    panel = tab(page, "Networks side by side")
    rows = panel.locator("tbody tr")
    networks = page.locator("select[name=model] option[value^='flights/']").count()
    expect(rows).to_have_count(networks)
    expect(panel).to_contain_text("Reads one word at a time")
    expect(panel).to_contain_text("Has read only up to each word")
    expect(panel.locator(".current")).to_contain_text("Two-way LSTM")


def test_disagreements_are_marked_and_pointing_lights_the_word_in_all_rows(page: Page) -> None:
    replace(page, "arrive", "leave")
    says(page, "Taipei", "place of departure", row=1)
    panel = tab(page, "Networks side by side")
    expect(panel.locator("p").first).to_contain_text(re.compile(r"disagree on \d+ of 10|agree on this"))
    expect(panel.locator("thead .mark")).to_have_count(panel.locator("thead .split").count())
    panel.locator("thead [data-column='5']").hover()
    expect(panel.locator("tbody .lit")).to_have_count(panel.locator("tbody tr").count())
    word(page, "November", row=1).focus()
    page.keyboard.press("ArrowRight")
    expect(panel.locator("thead .lit")).to_have_text(re.compile("^2nd"))


def test_the_feed_forward_network_cannot_tell_leave_from_arrive(page: Page) -> None:
    panel = tab(page, "Networks side by side")
    taipei = panel.locator("tbody tr", has_text="Feed-forward").locator("[data-column='5']")
    before = taipei.inner_text()
    replace(page, "arrive", "leave")
    expect(panel.locator("thead")).to_contain_text("leave")
    assert taipei.inner_text() == before


def test_the_sentence_is_fed_word_by_word_with_labels_and_memory(page: Page) -> None:
    panel = tab(page, "Word by word")
    panel.get_by_role("button", name="First").click()
    expect(panel.get_by_role("cell", name="…")).to_have_count(9)
    for _ in range(5):
        panel.get_by_role("button", name="One word on").click()
    expect(panel.get_by_text("6 of 10")).to_be_visible()
    announced(page, "Word 6 of 10, Taipei: place of arrival")
    expect(panel.locator("canvas")).to_have_count(12)  # two passes over six words
    colours = "c => new Set(c.getContext('2d').getImageData(0, 0, 1, c.height).data).size"
    assert panel.locator("canvas").last.evaluate(colours) > 10


def test_play_runs_to_the_end_and_the_slider_goes_anywhere(page: Page) -> None:
    panel = tab(page, "Word by word")
    panel.get_by_role("slider").fill("8")
    expect(panel.get_by_text("8 of 10")).to_be_visible()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    panel.get_by_role("button", name="Play").click()
    expect(panel.get_by_role("button", name="Pause")).to_be_visible()
    page.clock.run_for(3000)
    expect(panel.get_by_text("10 of 10")).to_be_visible()
    expect(panel.get_by_role("button", name="Play")).to_be_visible()


def test_networks_that_read_forward_only_never_revise(open_page: Open) -> None:
    page = open_page(text=ARRIVE, model="flights/lstm", view="steps")
    panel = tab(page, "Word by word")
    expect(panel).to_contain_text("no label was ever revised")
    expect(panel).to_contain_text("decided as soon as it was read")
    expect(panel.locator("canvas")).to_have_count(10)


def test_the_link_carries_the_whole_state(page: Page, open_page: Open) -> None:
    replace(page, "arrive", "leave")
    page.get_by_role("button", name="Pin", exact=True).click()
    word(page, "Taipei", row=1).click()
    page.keyboard.press("Escape")
    panel = tab(page, "Why this label")
    panel.get_by_label("Gradient × input").check()
    tab(page, "Share and reuse")
    link = page.get_by_label("Link to this picture").input_value()
    other = open_page(path="/" + link.partition("/?")[1][1:] + link.partition("/?")[2])
    says(other, "Taipei", "place of departure", row=1)
    expect(other.get_by_role("button", name="Pinned")).to_be_visible()
    expect(other.get_by_role("tab", name="Share and reuse")).to_have_attribute("aria-selected", "true")
    expect(tab(other, "Why this label").get_by_label("Gradient × input")).to_be_checked()
    expect(other.locator(".why-answer")).to_contain_text("Taipei is place of departure")


def test_the_link_to_a_shuffle_carries_its_seed(page: Page, open_page: Open) -> None:
    page.get_by_label("seed").fill("7")
    page.get_by_role("button", name="Shuffle").click()
    expect(page.locator("[data-row='1'] .word")).to_have_count(10)
    tab(page, "Share and reuse")
    link = page.get_by_label("Link to this picture")
    expect(link).to_have_value(re.compile("seed=7"))
    other = open_page(path="/?" + link.input_value().partition("/?")[2])
    expect(other.get_by_label("seed")).to_have_value("7")
    expect(other.locator("[data-row='1'] .word")).to_have_text(texts(page, row=1))


def test_copy_link_puts_it_on_the_clipboard(open_page: Open) -> None:
    page = open_page(text=ARRIVE, profile={"permissions": ["clipboard-read", "clipboard-write"]})
    panel = tab(page, "Share and reuse")
    panel.get_by_role("button", name="Copy link").click()
    expect(panel.get_by_role("button", name="Copied")).to_be_visible()
    assert evaluate(page, "navigator.clipboard.readText()") == panel.get_by_label("Link to this").input_value()
    panel.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('curl '))")
    assert evaluate(page, "navigator.clipboard.readText()").strip() == panel.locator("pre").inner_text().strip()


def test_request_and_response_are_shown_as_they_went(page: Page) -> None:
    panel = tab(page, "Share and reuse")
    panel.get_by_label("Request").check()
    expect(panel.locator("pre")).to_contain_text('"top_k"')
    assert json.loads(panel.locator("pre").inner_text())["text"] == ARRIVE
    panel.get_by_label("Response").check()
    expect(panel.locator("pre")).to_contain_text("elapsed_ms")
    assert json.loads(panel.locator("pre").inner_text())["spans"]


def test_the_snippets_run_as_they_are(page: Page, tmp_path: Path) -> None:
    panel = tab(page, "Share and reuse")
    for name, command in (("curl", ["sh"]), ("Python", [sys.executable]), ("JavaScript", ["node"])):
        panel.get_by_label(name, exact=True).check()
        expect(panel.get_by_role("region", name=f"The {name.lower()} text")).to_be_visible()
        program = tmp_path / ("snippet.mjs" if name == "JavaScript" else "snippet")
        program.write_text(panel.locator("pre").inner_text(), encoding="utf-8")
        ran = subprocess.run([*command, str(program)], capture_output=True, text=True, timeout=60, check=True)
        assert "toloc.city_name" in ran.stdout


def test_the_answer_is_downloaded_in_four_forms(page: Page) -> None:
    panel = tab(page, "Share and reuse")
    contents = {}
    for name in ("JSON", "CoNLL", "Picture (SVG)", "HTML"):
        with page.expect_download() as download:
            panel.get_by_role("button", name=name).click()
        contents[name] = Path(download.value.path()).read_text(encoding="utf-8")
    assert json.loads(contents["JSON"])["text"] == ARRIVE
    assert "Taipei\tB-toloc.city_name\n" in contents["CoNLL"]
    assert contents["Picture (SVG)"].startswith("<svg")
    assert '<mark class="entity"' in contents["HTML"]


def test_going_to_another_network_keeps_the_sentence_and_the_variant(page: Page) -> None:
    replace(page, "arrive", "leave")
    says(page, "Taipei", "place of departure", row=1)
    page.get_by_role("combobox", name="Network").select_option("flights/feedforward")
    expect(page).to_have_url(re.compile("feedforward"))
    assert texts(page, row=1)[4] == "leave"
