"""Claims about given sentences told anew."""

import random
from pathlib import Path

import pytest

from model.augment.flights.asking import grammar
from model.augment.flights.renew import is_sound, redate, rename, renewed, reword, turn_round
from model.augment.grammar import Piece
from model.augment.names import Names
from model.data import Sentence
from model.tags import tags_to_spans
from tests.model.name_lists import write_lists

TRIP = [
    Piece("flights from "),
    Piece("salem", "fromloc.city_name"),
    Piece(" "),
    Piece("oregon", "fromloc.state_name"),
    Piece(" to "),
    Piece("lima", "toloc.city_name"),
    Piece(" on "),
    Piece("june", "depart_date.month_name"),
    Piece(" "),
    Piece("second", "depart_date.day_number"),
    Piece(" arriving in "),
    Piece("lima", "toloc.city_name"),
]


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return Names.read(write_lists(tmp_path))


def test_a_name_said_twice_stays_one_name_and_a_city_gets_its_state(names: Names) -> None:
    for seed in range(50):
        pieces = rename(TRIP, names, random.Random(seed))
        assert [piece.label for piece in pieces] == [piece.label for piece in TRIP]
        assert pieces[5].text == pieces[11].text
        assert (pieces[1].text, pieces[3].text) in {city[:2] for city in names.us_cities}


def test_dates_are_typed_anew_under_their_labels(names: Names) -> None:
    writer = grammar(names)
    forms = set()
    for seed in range(60):
        pieces = redate(TRIP, writer, random.Random(seed))
        dates = [piece for piece in pieces if "depart_date" in piece.label]
        assert sorted(piece.label for piece in dates) == ["depart_date.day_number", "depart_date.month_name"]
        forms.add(dates[0].label)
    assert len(forms) == 2  # "2 June" as well as "June 2"


def test_turning_round_swaps_the_ends_and_nothing_else() -> None:
    assert text(turn_round(TRIP)) == "flights to lima from salem oregon on june second arriving in lima"
    assert sorted(turn_round(TRIP))[-1] == sorted(TRIP)[-1]
    untouched = [Piece("flights to "), Piece("lima", "toloc.city_name")]
    assert turn_round(untouched) == untouched


def test_rewording_touches_only_from_and_to() -> None:
    for seed in range(30):
        pieces = reword(TRIP, random.Random(seed))
        assert [piece for piece in pieces if piece.label] == [piece for piece in TRIP if piece.label]
        assert "from" not in text(pieces) or any(
            f"{word} from" in text(pieces) for word in ("starting", "departing", "off")
        )


def test_a_time_of_arrival_needs_a_word_that_says_so() -> None:
    tags = ("O", "O", "B-arrive_date.day_name")
    assert is_sound(Sentence(("arriving", "on", "sunday"), tags))
    assert not is_sound(Sentence(("nonstop", "on", "sunday"), tags))
    assert is_sound(Sentence(("nonstop", "on", "sunday"), ("O", "O", "B-depart_date.day_name")))


def test_what_is_told_anew_says_the_same_of_as_many(names: Names) -> None:
    words = "from lima to salem oregon after 5 pm".split()
    tags = (
        "O B-fromloc.city_name O B-toloc.city_name B-toloc.state_name O B-depart_time.time I-depart_time.time".split()
    )
    sentence = Sentence(tuple(words), tuple(tags))
    expected = sorted(span.label for span in tags_to_spans(tags))
    writer = grammar(names)
    for seed in range(100):
        pieces = renewed(sentence, names, writer, random.Random(seed))
        assert sorted(piece.label for piece in pieces if piece.label) == expected
