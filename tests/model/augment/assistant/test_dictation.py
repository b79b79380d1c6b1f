"""Claims about dictated and typed requests."""

import random

import pytest

from model.augment.assistant.dictation import spoken, typed
from model.augment.grammar import Piece


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def all_typed(*pieces: tuple[str, str], times: int = 400) -> set[str]:
    rng = random.Random(1)
    return {text(typed([Piece(*piece) for piece in pieces], rng)) for _ in range(times)}


def test_spoken_text_has_neither_capitals_nor_marks_nor_apostrophes() -> None:
    said = spoken([Piece("Hey, what's on at "), Piece("O'Hara's", "restaurant_name"), Piece(", please?")])
    assert said == [Piece("hey what s on at "), Piece("o hara s", "restaurant_name"), Piece(" please")]


def test_spoken_lists_have_no_commas() -> None:
    assert spoken([Piece("Ada, Bo and me", "party_size_description")]) == [
        Piece("ada bo and me", "party_size_description")
    ]


@pytest.mark.parametrize(
    ("dictated", "written"),
    [
        ("what s on", "what's on"),
        ("i d like it", "I'd like it"),
        ("it ll rain", "it'll rain"),
        ("isn t it", "isn't it"),
        ("i m in the u s now", "I'm in the u s now"),
    ],
)
def test_contractions_get_their_apostrophe(dictated: str, written: str) -> None:
    assert written in all_typed((dictated, ""))


def test_an_owner_gets_an_apostrophe_inside_its_label_and_after_it() -> None:
    assert "add it to Lea's mix" in all_typed(("add it to ", ""), ("lea s", "playlist_owner"), (" mix", ""))
    assert "play Abba's hits" in all_typed(("play ", ""), ("abba", "artist"), (" s hits", ""))


@pytest.mark.parametrize("wanted", ["at 7 pm", "at 7pm", "at 7 p.m."])
@pytest.mark.parametrize("said", ["7 p m", "7 pm", "7pm"])
def test_a_meridiem_is_written_in_several_ways(said: str, wanted: str) -> None:
    assert wanted in all_typed(("at ", ""), (said, "timeRange"))


def test_days_and_months_have_a_capital_where_they_are_dates() -> None:
    assert "sun on Sunday may 5th".replace("may", "May") in all_typed(("sun on ", ""), ("sunday may 5th", "timeRange"))


@pytest.mark.parametrize(
    ("value", "label", "wanted"),
    [
        ("queen of the night", "track", {"Queen of the Night", "Queen Of The Night"}),
        ("tx", "state", {"TX"}),
        ("youtube", "service", {"YouTube"}),
        ("my", "playlist_owner", {"my"}),
        ("my mom and i", "party_size_description", {"my mom and I"}),
        ("me and lea", "party_size_description", {"me and Lea"}),
        ("cheap", "sort", {"cheap"}),
    ],
)
def test_names_have_the_capitals_of_print(value: str, label: str, wanted: set[str]) -> None:
    assert {
        found.removeprefix("x ") for found in all_typed(("x ", ""), (value, label)) if found.startswith("x ")
    } >= wanted


def test_counts_are_figures_or_words_and_the_best_rating_varies() -> None:
    assert {"x four", "x 4"} <= all_typed(("x ", ""), ("4", "rating_value"))
    assert {"x 5", "x 10", "x 6"} <= all_typed(("x ", ""), ("6", "best_rating"))


def test_commands_are_asked_for_and_questions_greeted() -> None:
    assert "could you play it" in all_typed(("play it", ""))
    assert not any(found.startswith("could you") for found in all_typed(("is it on", "")))
    assert "hey, is it on" in all_typed(("is it on", ""))


def test_labels_keep_their_order() -> None:
    pieces = [Piece("bob", "artist"), Piece(" s song for "), Piece("me and lea", "party_size_description")]
    rng = random.Random(1)
    for _ in range(100):
        assert [piece.label for piece in typed(pieces, rng) if piece.label] == ["artist", "party_size_description"]
