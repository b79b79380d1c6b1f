"""Claims about what people type in a slot."""

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from model.augment.flights.values import clock, money, numeric_date, ordinal, values
from model.augment.grammar import Context, Piece
from model.augment.names import Names
from tests.model.name_lists import write_lists

NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()


def drawn(write: Callable[[random.Random], str], count: int = 3000) -> set[str]:
    rng = random.Random(1)
    return {write(rng) for _ in range(count)}


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return Names.read(write_lists(tmp_path))


def test_ordinals_are_all_days_in_figures_and_in_words() -> None:
    found = drawn(ordinal)
    assert {"1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "31st"} <= found
    assert {*NUMBERS, "twentieth", "twenty-first", "twenty ninth", "thirtieth", "thirty first"} <= found
    assert len([day for day in found if day[0].isdigit()]) == 31
    assert len({day.replace("-", " ") for day in found if day[0].isalpha()}) == 31


def test_clock_times_are_times_of_day() -> None:
    for text in drawn(clock):
        figures = re.match(r"(\d\d?)(?:[:.](\d\d))?", text)
        if figures and not text.isdigit() and not re.match(r"\d{3}", text):
            assert int(figures[1]) < 24
            assert int(figures[2] or 0) < 60
    assert {"noon", "half past 5", "5 o'clock", "5pm", "17:30"} <= drawn(clock, 20_000)


def test_dates_in_figures_are_dates() -> None:
    for text in drawn(numeric_date):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            assert date.fromisoformat(text)
        else:
            assert re.fullmatch(r"\d\d?[/.]\d\d?([/.]\d{2,4})?", text), text


def test_money_names_its_currency() -> None:
    for text in drawn(money):
        assert re.search(r"[$€£]|dollars|usd|euros", text, re.IGNORECASE)
        assert 50 <= int(re.sub(r"\D", "", text)) <= 2500


def test_a_place_said_again_is_mostly_the_same(names: Names) -> None:
    same = 0
    for seed in range(300):
        context = Context(random.Random(seed), "from")
        place = values(names)["place"]
        first, again = list(place(context)), list(place(context))
        same += first[0] == again[0]
    assert same > 200


def test_only_a_destination_has_a_country(names: Names) -> None:
    place = values(names)["place"]
    found = {role: set[str]() for role in ("from", "to", "stop")}
    for role, labels in found.items():
        for seed in range(600):
            labels.update(label for _, label in place(Context(random.Random(seed), role)) if label)
    assert found["to"] - found["from"] == {"country_name"}
    assert found["stop"] == {"city_name", "airport_name", "airport_code"}


def test_coming_home_goes_to_where_one_left(names: Names) -> None:
    context = Context(
        random.Random(0), "return", {"from": Piece("Oslo", "city_name"), "to": Piece("LHR", "airport_code")}
    )
    assert list(values(names)["home"](context)) == [Piece("Oslo", "toloc.city_name")]
    assert list(values(names)["there"](context)) == [Piece("LHR", "fromloc.airport_code")]
