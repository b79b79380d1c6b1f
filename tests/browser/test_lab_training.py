"""The lab's last three lessons, worked as a reader would: powers and matrices, the cliff, and trainings live."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.helpers import announced
from tests.browser.lessons import follow, in_link, says, show, step

STARTED_MS = 120_000  # a process of low priority has to start, on a busy machine

pytestmark = pytest.mark.timeout(2 * STARTED_MS / 1000)


def trained(figure: Locator, then: str = "") -> None:
    """Wait until more steps have been trained than now; then press a button, before the last step can come."""
    started = figure.evaluate("figure => figure.querySelector('progress').value")
    figure.page.wait_for_function(
        """([figure, started, then]) => {
            if (figure.querySelector("progress").value <= started) return false;
            if (then) figure.querySelector(`[data-run=${then}]`).click();
            return true;
        }""",
        arg=[figure.element_handle(), started, then],
        timeout=STARTED_MS,
    )


def test_the_thousandth_powers_are_those_of_the_text(open_page: Open) -> None:
    powers = show(open_page, "powers")
    result = powers.locator("[data-result]")
    for link, expected in (
        ("w = 1", "11000 = 1"),
        ("w = 0.99", "0.991000 = 4.3171·10⁻⁵"),
        ("w = 0.01", "0.011000 = 0"),
        ("w = 1.01", "1.011000 = 20,959"),
    ):
        follow(powers, link)
        expect(result).to_have_text(expected)
    powers.get_by_role("slider", name="Steps n").press("Home")
    expect(result).to_have_text("1.011 = 1.01")
    in_link(powers.page, "n=1")
    powers.get_by_label("exactly").first.fill("3")
    expect(powers.get_by_label("exactly").first).to_have_attribute("aria-invalid", "true")


def test_the_spectral_radius_sets_the_fate_of_the_gradient(open_page: Open) -> None:
    matrix = show(open_page, "matrix", radius="0.8")
    says(matrix, "the gradient of the linear network has vanished")
    follow(matrix, "above 1")
    says(matrix, "the gradient of the linear network has exploded")
    expect(matrix.locator("[data-chart=eigenvalues]")).to_have_attribute(
        "aria-label", re.compile("The 16 eigenvalues .* is at 1.3")
    )
    matrix.get_by_label("Units").fill("4")
    expect(matrix.locator("[data-chart=eigenvalues]")).to_have_attribute("aria-label", re.compile("The 4 eigenvalues"))


def test_the_unclipped_walker_is_thrown_off_the_cliff_at_step_33(open_page: Open) -> None:
    cliff = show(open_page, "cliff", walked="0")
    step(cliff, "Step 0 of 100")
    follow(cliff, "the first 32 steps")
    expect(cliff.locator(".verdict")).not_to_contain_text("threw")
    follow(cliff, "At the 33rd")
    says(cliff, "Without clipping, after 33 steps")
    says(cliff, "at step 33 a gradient of 740 threw it 370 away")
    follow(cliff, "a start from which both arrive")
    expect(cliff.locator(".verdict")).not_to_contain_text("threw")
    expect(cliff.get_by_label("Start: weight")).to_have_value("4.5")


def test_descent_begins_where_the_map_is_clicked(open_page: Open) -> None:
    cliff = show(open_page, "cliff")
    cliff.locator("[data-chart=contour] .nsewdrag").click(position={"x": 40, "y": 60})
    announced(cliff.page, "Start at weight")
    expect(cliff.get_by_label("Start: weight")).not_to_have_value("5.5")
    assert 3 <= float(cliff.get_by_label("Start: weight").input_value()) < 4
    assert -2 < float(cliff.get_by_label("Start: bias").input_value()) <= -1
    in_link(cliff.page, "sw=3")
    cliff.get_by_label("Learning rate").fill("0")
    expect(cliff.get_by_label("Learning rate")).to_have_attribute("aria-invalid", "true")


def test_recorded_trainings_are_drawn_a_line_a_seed(open_page: Open) -> None:
    curves = show(open_page, "curves")
    for chart in ("curves-free", "curves-clipped"):
        expect(curves.locator(f"[data-chart={chart}] .legendtext")).to_have_text(
            [f"seed {seed}" for seed in range(1, 5)]
        )
    curves.get_by_text("The end of each training").click()
    expect(curves.get_by_role("row")).to_have_count(1 + 8)


def test_a_tagger_is_trained_stopped_and_trained_on(open_page: Open) -> None:
    learn = show(open_page, "learn", net="gru", lclip="1", probe="arrive Lima")
    expect(learn.get_by_label("Sentences to learn")).to_have_value(re.compile(r"leave \[from: "))
    learn.get_by_role("button", name="Train").click()
    trained(learn, then="stop")
    expect(learn.locator("[data-probe] td")).to_have_count(2)
    expect(learn.locator("[data-chart=learn-norm] .legendtext").last).to_have_text("clipped above")
    expect(learn.get_by_role("button", name="Begin anew")).to_be_visible()
    announced(learn.page, "Stopped at step")
    learn.get_by_role("button", name="Go on").click()
    trained(learn, then="stop")
    learn.get_by_label("Units").fill("8")  # another question: what was learnt is forgotten
    expect(learn.locator("output")).to_have_text("step 0 of 300")
    in_link(learn.page, "hidden=8")


def test_sentences_of_ones_own_are_learnt_and_wrong_brackets_are_named(open_page: Open) -> None:
    learn = show(open_page, "learn")
    sentences = learn.get_by_label("Sentences to learn")
    sentences.fill("eat [food: rice]\ndrink [from tea")
    learn.get_by_role("button", name="Train").click()
    expect(learn.locator("output")).to_contain_text("line 2: write slots as [label: words]")
    sentences.fill("eat [food: rice]\ndrink [cup: tea]")
    learn.get_by_label("A sentence to try").fill("drink rice")
    learn.get_by_role("button", name="Train").click()
    trained(learn)
    in_link(learn.page, "lines=eat+%5Bfood")
    learn.page.reload()
    expect(sentences).to_have_value("eat [food: rice]\ndrink [cup: tea]")


def test_a_second_reader_waits_is_told_so_and_comes_next(open_page: Open) -> None:
    first, second = show(open_page, "recall", far="24"), show(open_page, "learn")
    first.get_by_role("button", name="Train the three networks").click()
    trained(first)
    says(first, "% right")
    second.get_by_role("button", name="Train").click()
    expect(second.locator("output")).to_have_text(
        "One other reader is before you; your training begins when they are done."
    )
    first.get_by_role("button", name="Stop").click()
    trained(second)
