"""Claims about the sentences that the flight rules write: labels by the words before them, both orders alike."""

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from model.augment.flights.asking import EXTRA_LABELS, full_label, grammar
from model.augment.flights.questions import STARTS
from model.augment.grammar import Piece
from model.augment.names import Names
from tests.model.atis_labels import ATIS_LABELS
from tests.model.name_lists import write_lists

# Words right before a place, and the side they put it on. "from" and "to" lie too: "from 5 to 7", "back to".
SIDES = {
    **dict.fromkeys(("leave", "leaving", "leaves", "depart", "departs", "exit", "out of", "off from"), "fromloc"),
    **dict.fromkeys(("arrive", "arriving", "arrives", "reach", "reaches", "land in", "down in", "bound for"), "toloc"),
    **dict.fromkeys(("via", "through", "by way of", "layover in", "stopover in", "planes in", "avoiding"), "stoploc"),
}
PLACES = ("fromloc.", "toloc.", "stoploc.")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> list[list[Piece]]:
    writer = grammar(Names.read(write_lists(tmp_path_factory.mktemp("names"))))
    rng = random.Random(1)
    return [writer.write("flight", rng) for _ in range(6000)]


def sides(pieces: list[Piece]) -> list[str]:
    return [label.partition(".")[0] for _, label in pieces if label.startswith(PLACES[:2])]


def test_the_words_before_a_place_decide_its_side(sentences: list[list[Piece]]) -> None:
    seen = Counter[str]()
    for pieces in sentences:
        for (before, no_label), (_, label) in pairwise(pieces):
            ending = next((words for words in SIDES if before.lower().endswith(f"{words} ")), None)
            if ending and not no_label and label.startswith(PLACES):
                assert label.startswith(SIDES[ending]), pieces
                seen[ending] += 1
    assert set(seen) == set(SIDES)


def test_origin_and_destination_come_first_equally_often(sentences: list[list[Piece]]) -> None:
    orders = [sides(pieces) for pieces in sentences]
    two = Counter(order[0] for order in orders if len(set(order)) == 2)
    one = Counter(order[0] for order in orders if len(set(order)) == 1)
    assert two["fromloc"] == pytest.approx(two["toloc"], rel=0.12)
    assert one["fromloc"] == pytest.approx(one["toloc"], rel=0.12)


def test_dates_belong_to_the_verb_before_them(sentences: list[list[Piece]]) -> None:
    verbs = {"arrive": "arrive_", "arriving": "arrive_", "leave": "depart_", "leaving": "depart_"}
    checked = 0
    for pieces in sentences:
        for said, place, joint, moment in zip(pieces, pieces[1:], pieces[2:], pieces[3:], strict=False):
            verb = (said.text.lower().split() or [""])[-1]
            dated = "_date.day_n" in moment.label or "_date.month" in moment.label
            if verb in verbs and place.label.endswith("city_name") and joint.text in {" on ", " "} and dated:
                assert moment.label.startswith(verbs[verb]) or "and leave " in said.text, pieces
                checked += 1
    assert checked > 20


def test_labels_are_those_of_atis_but_for_sides_it_lacks(tmp_path: Path) -> None:
    writer = grammar(Names.read(write_lists(tmp_path)))
    rng = random.Random(2)
    labels = {label for rule, _, _ in STARTS for _ in range(400) for _, label in writer.write(rule, rng) if label}
    lacking = {"arrive_date.year", "return_date.year", "fromloc.country_name", "return_time.time"}
    assert labels - ATIS_LABELS - EXTRA_LABELS <= lacking


def test_a_label_takes_the_side_it_stands_in() -> None:
    assert full_label("city_name", "to") == "toloc.city_name"
    assert full_label("day_name", "arrive") == "arrive_date.day_name"
    assert full_label("time", "return") == "return_time.time"
    assert full_label("city_name", "") == "city_name"
    assert full_label("airline_name", "to") == "airline_name"
    assert full_label("depart_time.time", "to") == "depart_time.time"
