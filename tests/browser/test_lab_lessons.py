"""The lab's first four lessons, worked as a reader would: memory, the network by hand, forward, back through time."""

import math
import re

from playwright.sync_api import Locator, expect

from app.page import percent
from tests.browser.conftest import Open
from tests.browser.helpers import announced
from tests.browser.lessons import drawn, follow, in_link, says, show, step


def cells(figure: Locator, row: str) -> list[str]:
    """The cells of a row of a table."""
    return figure.get_by_role("row", name=re.compile(f"^{row}")).get_by_role("cell").all_inner_texts()


def outputs(figure: Locator, *expected: str) -> None:
    """Expect the outputs of the network that is worked out by hand, step by step."""
    row = figure.get_by_role("row", name=re.compile("^outputs"))
    expect(row.get_by_role("cell")).to_have_text(list(expected))


def test_memory_tells_leaving_from_arriving_and_a_link_stops_after_the_verb(open_page: Open) -> None:
    memory = show(open_page, "memory")
    says(memory, "Without memory, every word that is in both sentences has the same label in both")
    says(memory, "“Taipei” is place of departure in the first and place of arrival in the second")
    follow(memory, "Stop right after the verb")
    step(memory, "Word 5 of 9")
    assert [text.strip() for text in cells(memory, "Difference")[:4]] == ["0"] * 4
    assert float(cells(memory, "Difference")[4]) > 1
    expect(memory.locator("canvas")).to_have_count(3 * 5)  # two memories and their difference, five words of each
    in_link(memory.page, "read=4")
    memory.page.reload()
    step(drawn(memory), "Word 5 of 9")


def test_sentences_of_ones_own_are_compared(open_page: Open) -> None:
    memory = show(open_page, "memory")
    memory.get_by_label("Second sentence").fill("I would like to leave Lima on November 2nd")
    says(memory, "no such word changes its label here")
    memory.get_by_label("Second sentence").fill("")
    expect(memory.get_by_role("alert")).to_have_text("Both sentences need a word.")
    memory.get_by_label("Second sentence").fill("We arrive in Taipei")
    step(memory, "Word 4 of 4")


def test_teddy_is_a_person_only_for_networks_that_read_both_ways(open_page: Open) -> None:
    names = show(open_page, "names")
    for network in ("Elman", "GRU", "LSTM"):
        names.get_by_role("radio", name=network).check()
        expect(names.get_by_role("row", name=re.compile(f"^Two-way {network}"))).to_have_count(2)
        says(names, "both ways, person in the first and no slot in the second")
        says(names, "one way, no slot in both sentences")


def test_the_network_by_hand_gives_4_12_32_step_by_step(open_page: Open) -> None:
    ones = show(open_page, "ones")
    outputs(ones, "(4, 4)", "(12, 12)", "(32, 32)")
    ones.get_by_role("button", name="One step on").click()
    expect(ones.get_by_role("img")).to_have_accessible_name(
        "Step 2. Inputs 1 and 1; memory before 2 and 2; units, kept as memory, 6 and 6; outputs 12 and 12."
    )
    announced(ones.page, "Step 2: inputs 1 and 1")
    expect(ones.locator(".sum")).to_contain_text("a₁ = 1·1 + 1·1 + 1·2 + 1·2 = 6")
    ones.get_by_role("button", name="Play").click()
    step(ones, "Step 3 of 3")
    ones.get_by_role("button", name="Back to step 1").click()
    step(ones, "Step 1 of 3")


def test_another_order_gives_other_outputs_by_mouse_by_key_and_by_link(open_page: Open) -> None:
    ones = show(open_page, "ones")
    last, first = (ones.locator(".input-card").nth(n) for n in (2, 0))
    last.locator(".input-name").hover(position={"x": 4, "y": 4})
    ones.page.mouse.down()
    box = first.bounding_box()
    assert box
    ones.page.mouse.move(box["x"] + 60, box["y"] + 10, steps=4)
    ones.page.mouse.move(box["x"] + 4, box["y"] + 10, steps=4)
    ones.page.mouse.up()
    outputs(ones, "(8, 8)", "(20, 20)", "(44, 44)")  # by hand: memory 4, 10, 22
    in_link(ones.page, "inputs=2%2C2%3B1%2C1%3B1%2C1")
    ones.get_by_role("button", name="Step 1 one place later").press("Enter")
    outputs(ones, "(4, 4)", "(16, 16)", "(36, 36)")  # by hand: memory 2, 8, 18
    follow(ones, "Back to all ones.")
    outputs(ones, "(4, 4)", "(12, 12)", "(32, 32)")


def test_weights_first_memory_and_activation_can_be_changed(open_page: Open) -> None:
    ones = show(open_page, "ones")
    ones.get_by_label("Weight from memory 1 to unit 1").fill("0")
    outputs(ones, "(4, 4)", "(10, 10)", "(24, 24)")  # by hand: memory (2, 2), (4, 6), (10, 14)
    ones.get_by_label("Weight from memory 1 to unit 1").fill("")
    ones.get_by_label("First memory 2").fill("1")
    outputs(ones, "(6, 6)", "(13, 13)", "(29, 29)")  # by hand: memory (3, 3), (5, 8), (12, 17)
    ones.get_by_role("radio", name="tanh").check()
    first = tuple(math.tanh(total) for total in (2 + 1, 2 + 1))
    second = tuple(math.tanh(total) for total in (2 + first[1], 2 + sum(first)))
    third = tuple(math.tanh(total) for total in (4 + second[1], 4 + sum(second)))
    outputs(ones, *(f"({sum(memory):.3g}, {sum(memory):.3g})" for memory in (first, second, third)))
    ones.get_by_role("button", name="All ones again").click()
    outputs(ones, "(4, 4)", "(12, 12)", "(32, 32)")


def test_the_forward_pass_ends_in_what_the_tagger_serves(open_page: Open, address: str) -> None:
    forward = show(open_page, "forward")
    text = "I would like to arrive Taipei on November 2nd"
    body = {"text": text, "model": "flights/elman", "top_k": 1}
    served = forward.page.request.post(f"{address}/api/tag", data=body).json()["tokens"]
    for word in range(5, 8):
        step(forward, f"Word {word + 1} of 9")
        expect(forward.locator(".likely .cell-score").first).to_have_text(percent(served[word]["score"]))
        forward.get_by_role("button", name="One word on").click()
    forward.get_by_label("Unit (1 to 200)").fill("7")
    expect(forward.locator(".sum")).to_contain_text("unit 7: tanh(")
    forward.get_by_label("Your sentence").fill("to Lima")
    step(forward, "Word 2 of 2")
    expect(forward.locator(".likely li").first).to_contain_text("place of arrival")


def test_gates_of_gru_and_lstm_are_shown_word_by_word(open_page: Open) -> None:
    gates = show(open_page, "gates")
    expect(gates.get_by_role("rowheader")).to_contain_text(["Γᵤ", "Γᵣ", "kept", "new", "a⟨t⟩", "ŷ⟨t⟩"])
    follow(gates, "LSTM")
    expect(gates.get_by_role("rowheader")).to_contain_text(["Γf", "Γᵢ", "Γₒ", "kept", "new", "c⟨t⟩", "ŷ⟨t⟩"])
    assert all(text.endswith("%") for text in cells(gates, "Γf"))
    in_link(gates.page, "gates=lstm")


def test_a_loss_is_followed_back_through_three_networks(open_page: Open) -> None:
    gradients = show(open_page, "gradients", part="products")
    expect(gradients.locator(".legendtext")).to_have_text(["Elman", "GRU", "LSTM"])
    gradients.get_by_role("button", name="Taipei").click()
    says(gradients, "5 words back, at “I”, this share is left of what there is at “Taipei”")
    gradients.get_by_text("The numbers, not compared").click()
    expect(gradients.get_by_role("row", name=re.compile("^Taipei 0"))).to_contain_text("1")  # the product of none is 1
    follow(gradients, "each Jacobian alone")
    says(gradients, "One step back stretches a gradient by: Elman")
    follow(gradients, "a long sentence")
    says(gradients, "28 words back, at “please”, this share is left of what there is at “Lagos”: Elman")
    in_link(gradients.page, "loss=28")
    gradients.get_by_role("button", name="please").click()
    says(gradients, "The first word has nothing before it")
