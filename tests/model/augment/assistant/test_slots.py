"""Claims about the values of slots."""

import random
import re
from pathlib import Path

import pytest

from model.augment.assistant.slots import NEW, RESTAURANTS, Slots, refill
from model.augment.grammar import Piece
from model.data import Sentence
from tests.model.world_lists import make_world


def sentence(text: str) -> Sentence:
    """Words written as word/TAG, O left out."""
    pairs = [word.rpartition("/") if "/" in word else (word, "", "O") for word in text.split()]
    return Sentence(tuple(pair[0] for pair in pairs), tuple(pair[2] for pair in pairs))


HOURS = [sentence(f"book it at {hour}/B-timeRange pm/I-timeRange") for hour in range(1, 5)]
SPANS = [sentence(f"rain in {days}/B-timeRange days/I-timeRange") for days in range(1, 4)]
GIVEN = [
    *HOURS,
    *SPANS,
    sentence("find dune/B-object_name the/B-object_type"),
    sentence("play jolene/B-track by bob/B-artist in jazz/B-genre style"),
    sentence("near/B-spatial_relation me"),
]


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    return Slots(GIVEN, make_world(tmp_path))


def test_values_are_those_of_the_sentences(slots: Slots) -> None:
    assert slots.values["timeRange"] == [*(f"{n} pm" for n in range(1, 5)), *(f"{n} days" for n in range(1, 4))]
    assert slots.values["artist"] == ["bob"]


def test_a_value_fits_the_word_before_it(slots: Slots) -> None:
    rng = random.Random(1)
    assert {slots.after("timeRange", "see you at", rng) for _ in range(100)} == {f"{n} pm" for n in range(1, 5)}
    assert {slots.after("timeRange", "in", rng) for _ in range(100)} == {f"{n} days" for n in range(1, 4)}


def test_after_a_word_that_was_never_there_any_value_stands(slots: Slots) -> None:
    rng = random.Random(1)
    assert {slots.after("timeRange", "", rng) for _ in range(200)} == set(slots.values["timeRange"])


def test_half_of_the_values_of_an_open_slot_are_new(slots: Slots) -> None:
    rng = random.Random(1)
    found = [slots.any("artist", rng) for _ in range(1000)]
    assert 0.4 < sum(value != "bob" for value in found) / 1000 < 0.6
    assert len(set(found)) > 50


@pytest.mark.parametrize("label", NEW)
def test_new_values_are_in_lower_case_without_apostrophes(slots: Slots, label: str) -> None:
    rng = random.Random(1)
    found = {slots.new(label, rng) for _ in range(200)}
    assert len(found) > 1
    assert all(value == value.lower().strip() and "'" not in value and value for value in found)


def test_some_new_restaurants_have_a_name_and_no_word_of_their_trade(slots: Slots) -> None:
    rng = random.Random(1)
    formed = re.compile("|".join(re.escape(form).replace(r"\{\}", ".+").replace("'s", " s") for form in RESTAURANTS))
    found = [slots.new("restaurant_name", rng) for _ in range(1000)]
    assert 0.2 < sum(formed.fullmatch(name) is None for name in found) / 1000 < 0.3


def test_a_closed_slot_gets_no_new_value(slots: Slots) -> None:
    rng = random.Random(1)
    assert {slots.any("spatial_relation", rng) for _ in range(50)} == {"near"}


def test_refilling_changes_slots_alone_and_as_many_as_wanted(slots: Slots) -> None:
    rng = random.Random(1)
    pieces = [Piece("wake me at "), Piece("9 am", "timeRange"), Piece(" please")]
    found = [refill(pieces, slots, 0.6, rng) for _ in range(500)]
    assert all((one[0], one[1].label, one[2]) == (pieces[0], "timeRange", pieces[2]) for one in found)
    assert 0.5 < sum(one[1].text != "9 am" for one in found) / 500 < 0.7
