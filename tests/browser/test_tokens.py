"""The sentence: slots in colour and in words, the legend, what is copied, the ticket, a token's full answer."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.helpers import around, box, evaluate, says, tab, word

TWO_WORDS = "from New York to Lima on Friday"


def shown(page: Page, text: str) -> str:
    """What stands below a word, as it is drawn."""
    cell = around(word(page, text), "cell")
    drawn = "e => [...e.querySelectorAll('[data-text]')].map(s => getComputedStyle(s, '::after').content).join(' ')"
    return str(cell.evaluate(drawn))


def test_label_and_confidence_are_read_without_pointing_at_anything(page: Page) -> None:
    assert re.fullmatch(r'"place of arrival" "[>\d]+\s%"', shown(page, "Taipei"))


def test_the_raw_tag_is_in_the_tooltip(page: Page) -> None:
    expect(around(word(page, "Taipei"), "stretch")).to_have_attribute("title", "toloc.city_name (B-toloc.city_name)")


def test_a_slot_of_two_words_is_drawn_as_one(open_page: Open) -> None:
    page = open_page(text=TWO_WORDS)
    stretch = page.locator(".stretch", has_text="New York")
    assert stretch.locator(".word").all_inner_texts() == ["New", "York"]
    assert len(page.locator(".slot .caption-label").all()) == len(page.locator(".slot").all())


def test_a_label_keeps_its_colour_across_sentences_and_has_one_of_its_own_in_both_themes(open_page: Open) -> None:
    inks: dict[str, set[str]] = {}
    for theme in ("light", "dark"):
        page = open_page(text="to Lima", profile={"color_scheme": theme})
        for text in ("to Lima", TWO_WORDS):
            box(page).fill(text)
            expect(page.locator("[data-row='0'] .word")).to_have_text(text.split())
            caption = "e => getComputedStyle(e.querySelector('.caption')).color"
            inks.setdefault(theme, set()).add(around(word(page, "Lima"), "cell").evaluate(caption))
            inks.setdefault(f"{theme} ink", set()).add(evaluate(page, "getComputedStyle(document.body).color"))
    assert {name: len(colours) for name, colours in inks.items()} == dict.fromkeys(inks, 1)
    assert len(set.union(*inks.values())) == 4


def test_the_legend_dims_the_others_and_lets_go_again(page: Page) -> None:
    button = page.get_by_role("button", name="place of arrival", exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(around(word(page, "November"), "cell")).to_have_class(re.compile("dimmed"))
    expect(around(word(page, "Taipei"), "cell")).not_to_have_class(re.compile("dimmed"))
    button.click()
    page.mouse.move(0, 0)
    page.get_by_role("button", name="Reverse").focus()
    expect(page.locator(".dimmed")).to_have_count(0)


def test_a_legend_that_slides_under_a_pointer_at_rest_dims_nothing(page: Page) -> None:
    item = page.get_by_role("button", name="place of arrival", exact=True)
    place = item.bounding_box()
    assert place
    page.mouse.move(place["x"] + 9, place["y"] + 59)
    page.locator("scope-legend").evaluate("e => (e.style.translate = '0 50px')")
    expect(page.locator(".legend-item:hover")).to_have_count(1)
    expect(page.locator(".dimmed")).to_have_count(0)
    page.mouse.move(place["x"] + 11, place["y"] + 59)
    expect(page.locator(".dimmed").first).to_be_visible()


def test_copying_the_sentence_copies_only_the_text(open_page: Open) -> None:
    text = "to  São Paulo, 😀 on Friday."
    page = open_page(text=text, profile={"permissions": ["clipboard-read", "clipboard-write"]})
    words = page.locator("[data-row='0'] .words")
    words.evaluate("e => { getSelection().selectAllChildren(e); document.execCommand('copy'); }")
    assert evaluate(page, "navigator.clipboard.readText()") == text


def test_the_ticket_is_filled_in_with_the_day_normalised(page: Page) -> None:
    ticket = page.get_by_role("region", name="Ticket or slots")
    expect(ticket.locator("[data-field=destination]")).to_contain_text("Taipei")
    expect(ticket.locator("[data-field=origin]")).to_contain_text("–")
    expect(ticket.locator("[data-field=arrival_date]")).to_contain_text(re.compile(r"November 2nd\s*\d{4}-11-02"))


def test_the_tickets_of_other_tasks_are_intent_and_slots_and_lists_of_names(open_page: Open) -> None:
    page = open_page()
    tasks = page.locator("[data-task]").evaluate_all("all => all.map(e => e.dataset.task)")
    for task, text, field, content in (
        ("entities", "Teddy Roosevelt was a great President.", "PER", "Roosevelt"),
        ("assistant", "play the latest album by Nina Simone on Spotify", "artist", "Nina Simone"),
    ):
        if task in tasks:
            page = open_page(text=text, model=task)
            expect(page.locator(f"scope-ticket [data-field={field}]")).to_contain_text(content)
    expect(open_page().locator("scope-ticket .intent")).to_contain_text("find a flight")


def test_a_chosen_token_is_answered_though_the_answer_is_out_of_sight(open_page: Open) -> None:
    page = open_page(text="to Lima", profile={"viewport": {"width": 1280, "height": 500}})
    expect(page.get_by_role("tabpanel")).not_to_be_in_viewport()
    word(page, "Lima").click()
    expect(page.locator(".why-answer")).to_contain_text("Lima is place of arrival")


def test_a_token_shows_every_label_and_the_runner_up(page: Page) -> None:
    word(page, "Taipei").click()
    page.keyboard.press("Escape")
    panel = page.get_by_role("tabpanel")
    expect(panel.locator(".why-answer")).to_contain_text(re.compile("Taipei is place of arrival.*Runner-up: "))
    few = panel.locator(".bar").count()
    panel.get_by_role("button", name=re.compile("Show all")).click()
    panel.get_by_role("button", name="Show only the likeliest").wait_for()
    bars = panel.locator(".bar")
    assert bars.count() > few
    scores = [bar.evaluate("e => parseFloat(e.style.getPropertyValue('--share'))") for bar in bars.all()]
    assert abs(sum(scores) - 100) < 0.5


def test_why_is_drawn_on_the_words_by_three_methods(page: Page) -> None:
    panel = tab(page, "Why this label")
    weights = set()
    for method in ("Integrated gradients", "Gradient × input", "Occlusion"):
        panel.get_by_label(method).check()
        expect(panel.locator(f"[data-method='{method}']")).to_be_visible()
        expect(panel.locator(".share")).to_have_count(10)
        weights.add(tuple(panel.locator(".share-weight").all_inner_texts()))
    assert len(weights) == 3
    assert all(re.fullmatch(r"[+−]\d+\.\d\d", text) for each in weights for text in each)


def test_the_verb_speaks_for_the_place_of_arrival(page: Page) -> None:
    panel = tab(page, "Why this label")
    share = panel.get_by_role("button", name=re.compile(r"^arrive: \+"))
    expect(share).to_be_visible()
    share.click()
    expect(panel.locator(".why-answer")).to_contain_text("arrive is no slot")


def test_another_label_can_be_asked_about(page: Page) -> None:
    panel = tab(page, "Why this label")
    panel.get_by_role("button", name=re.compile("^place of departure")).or_(panel.locator(".bar").nth(2)).first.click()
    expect(panel.locator(".why-question")).not_to_contain_text("“place of arrival”")
    expect(page).to_have_url(re.compile("label="))


def test_a_word_that_hesitates_says_so_without_a_slot(page: Page) -> None:
    page.route("**/api/tag", lambda route: route.fulfill(json=_doubtful()))
    box(page).fill("maybe")
    says(page, "maybe", "no slot")
    assert shown(page, "maybe") == '"no slot" "55\u00a0%"'


def _doubtful() -> dict[str, object]:
    token = {"text": "maybe", "start": 0, "end": 5, "tag": "O", "score": 0.55, "top": []}
    answer = {"model": "flights/gru", "text": "maybe", "tokens": [token], "spans": []}
    return {**answer, "intent": None, "ticket": {}, "elapsed_ms": 1}
