"""Swapping and moving words: by click, rule, mouse, finger and keyboard; undo; before and after; pins."""

import re

from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import ARRIVE, Open
from tests.browser.helpers import Held, announced, box, evaluate, replace, says, texts, variant, word

FROM_TO = "from Kyoto to Lagos on Friday"
ASK = "import('/static/js/lib/asking.js').then(({ ask }) => ask())"


def middle(found: Locator) -> tuple[float, float]:
    place: FloatRect | None = found.bounding_box()
    assert place
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def start_of(found: Locator) -> tuple[float, float]:
    place: FloatRect | None = found.bounding_box()
    assert place
    return place["x"] + 3, place["y"] + place["height"] / 2


def test_clicking_a_word_offers_words_that_flip_a_label(page: Page) -> None:
    word(page, "arrive").click()
    card = page.get_by_role("dialog", name="The chosen word")
    offer = card.get_by_role("button", name=re.compile("^leave.*place of departure"))
    offer.click()
    says(page, "Taipei", "place of departure", row=1)
    assert texts(page, row=0) == [*ARRIVE[:-1].split(), "."], "the sentence itself stays"


def test_the_page_offers_an_idea_that_changes_a_label(page: Page) -> None:
    page.get_by_role("list", name="Swaps that change a label").get_by_role("button").first.click()
    expect(variant(page)).to_contain_text("Taipei: place of arrival → ")


def test_a_typed_word_replaces_the_clicked_one(page: Page) -> None:
    replace(page, "arrive", "leave")
    says(page, "Taipei", "place of departure", row=1)
    announced(page, "arrive replaced by leave")
    replace(page, "Taipei", "New York", row=1)
    says(page, "York", "place of departure", row=1)
    expect(page.locator("[data-row='1'] .stretch", has_text="New York")).to_have_count(1)


def test_a_rule_makes_a_pinned_variant_for_each_target(page: Page) -> None:
    page.get_by_label("Replacement rule").fill("arrive -> leave | depart")
    page.keyboard.press("Enter")
    says(page, "Taipei", "place of departure", row=1)
    says(page, "Taipei", "place of departure", row=2)
    assert texts(page, 1)[4] == "leave"
    assert texts(page, 2)[4] == "depart"
    page.get_by_label("Replacement rule").fill("nonsense")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is no rule")


def test_a_word_is_dragged_with_the_mouse(open_page: Open) -> None:
    page = open_page(text=FROM_TO)
    page.mouse.move(*middle(word(page, "Friday")))
    page.mouse.down()
    page.mouse.move(*middle(word(page, "to")), steps=4)
    page.mouse.move(*start_of(word(page, "from")), steps=4)
    page.mouse.up()
    expect(variant(page)).to_be_visible()
    assert texts(page, row=1) == "Friday from Kyoto to Lagos on".split()
    announced(page, "Friday moved to place 1 of 6")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_word_is_dragged_with_a_finger_after_a_moment(open_page: Open) -> None:
    page = open_page(text=FROM_TO, profile={"has_touch": True, "viewport": {"width": 390, "height": 800}})
    word(page, "Friday").scroll_into_view_if_needed()
    touch = page.context.new_cdp_session(page)
    x, y = middle(word(page, "Friday"))
    to_x, to_y = start_of(word(page, "from"))

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y})
    page.locator(".lifted").wait_for()
    for part in (0.3, 0.6, 1):
        send("touchMove", {"x": x + (to_x - x) * part, "y": y + (to_y - y) * part})
    send("touchEnd")
    expect(variant(page)).to_be_visible()
    assert texts(page, row=1)[0] == "Friday"


def test_a_word_is_moved_by_keyboard_and_keeps_the_focus(open_page: Open) -> None:
    page = open_page(text=FROM_TO)
    word(page, "from").focus()
    page.keyboard.press("End")
    expect(word(page, "Friday")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(word(page, "Friday", row=1)).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    announced(page, "Friday moved to place 4 of 6")
    expect(word(page, "Friday", row=1)).to_be_focused()
    assert texts(page, row=1) == "from Kyoto to Friday Lagos on".split()


def test_the_focus_waits_for_the_answer_to_the_edit_not_for_any(open_page: Open) -> None:
    page = open_page(text=FROM_TO)
    held = Held(page, "**/edits/commands.js")
    word(page, "Friday").focus()
    page.keyboard.press("Alt+ArrowLeft")
    held.wait()
    evaluate(page, ASK)
    held.release()
    expect(word(page, "Friday", row=1)).to_be_focused()


def test_an_edit_that_changes_nothing_takes_no_focus_later(open_page: Open) -> None:
    page = open_page(text=FROM_TO)
    word(page, "Friday").focus()
    page.keyboard.press("Alt+ArrowRight")
    announced(page, "at the end of the sentence already")
    box(page).fill("from Kyoto to Oslo")
    says(page, "Oslo", "place of arrival")
    expect(box(page)).to_be_focused()


def test_delete_removes_the_word_and_arrows_reach_the_other_row(page: Page) -> None:
    word(page, "would").focus()
    page.keyboard.press("Delete")
    expect(variant(page)).to_be_visible()
    assert texts(page, row=1)[:2] == ["I", "like"]
    page.keyboard.press("ArrowUp")
    expect(word(page, "I", row=0)).to_be_focused()


def test_reverse_and_a_shuffle_whose_seed_is_shown(open_page: Open) -> None:
    page = open_page(text=FROM_TO)
    page.get_by_role("button", name="Reverse").click()
    expect(word(page, "Friday", row=1)).to_be_visible()
    assert texts(page, row=1) == FROM_TO.split()[::-1]
    seed = page.get_by_label("seed")
    seed.fill("7")
    seed.press("Enter")
    announced(page, "seed 7")
    expect(page.locator("[data-row='1'] .word").first).not_to_have_text("Friday")
    mixed = texts(page, row=1)
    assert sorted(mixed) == sorted(FROM_TO.split())
    again = open_page(text=FROM_TO)
    again.get_by_label("seed").fill("7")
    again.get_by_label("seed").press("Enter")
    announced(again, "seed 7")
    expect(variant(again)).to_be_visible()
    assert texts(again, row=1) == mixed


def test_undo_and_redo_by_button_and_by_key(page: Page) -> None:
    replace(page, "arrive", "leave")
    expect(variant(page)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(variant(page)).to_have_count(0)
    word(page, "I").focus()
    page.keyboard.press("Control+Shift+z")
    expect(variant(page)).to_be_visible()
    word(page, "I").focus()
    page.keyboard.press("Control+z")
    expect(variant(page)).to_have_count(0)


def test_before_and_after_stand_word_over_word_and_say_what_changed(page: Page) -> None:
    replace(page, "arrive", "leave")
    says(page, "Taipei", "place of departure", row=1)
    lefts = [[place["x"] for each in page.locator(f"[data-row='{row}'] .word").all() if (place := each.bounding_box())]
             for row in (0, 1)]  # fmt: skip
    assert all(abs(a - b) < 1 for a, b in zip(*lefts, strict=True))
    expect(word(page, "leave", row=1)).to_have_class(re.compile("changed"))
    expect(page.locator("[data-row='1'] .relabelled")).to_have_count(3)
    told = variant(page).locator(".verdict")
    expect(told).to_contain_text(re.compile(r"Taipei: place of arrival → place of departure \((>0\.999|0\.\d+)\)"))
    expect(variant(page).locator(".shift").first).to_contain_text(re.compile(r"place of departure: .* → >?0\.\d+"))


def test_a_moved_word_is_marked_in_its_own_way(open_page: Open) -> None:
    page = open_page(text=FROM_TO)
    word(page, "Friday").focus()
    page.keyboard.press("Alt+ArrowLeft")
    moved = page.locator("[data-row='1'] .moved")
    expect(moved).to_have_count(1)
    expect(page.locator("[data-row='1'] .changed")).to_have_count(0)
    expect(page.locator("[data-row='0'] .hole")).to_have_count(1)


def test_several_variants_are_pinned_and_kept_when_the_sentence_changes(page: Page) -> None:
    replace(page, "arrive", "leave")
    page.get_by_role("button", name="Pin", exact=True).click()
    replace(page, "arrive", "reach")
    expect(page.locator(".row")).to_have_count(3)
    box(page).fill("I would like to arrive Denver on November 2nd.")
    says(page, "Denver", "place of arrival")
    expect(page.locator(".row")).to_have_count(2)
    assert "leave" in texts(page, row=1)
    page.get_by_role("button", name="Make it my sentence").click()
    expect(box(page)).to_have_value("I would like to leave Taipei on November 2nd.")
    page.get_by_role("button", name="Undo").click()
    expect(box(page)).to_have_value("I would like to arrive Denver on November 2nd.")


def test_the_ticket_of_a_variant_shows_what_it_changed(page: Page) -> None:
    replace(page, "arrive", "leave")
    ticket = page.get_by_role("region", name="Ticket or slots")
    expect(ticket.locator("[data-field=origin]")).to_contain_text(re.compile("Taipei.*was empty"))
    expect(ticket.locator("[data-field=destination]")).to_contain_text("was Taipei")
