"""Claims about the looks of typed sentences: what changes, and that labels stay."""

import random

from model.augment.grammar import Piece
from model.augment.looks import dressed, mistype, natural, plain

PIECES = [
    Piece("i'd like to leave "),
    Piece("new york", "fromloc.city_name"),
    Piece(" for "),
    Piece("lhr", "toloc.airport_code"),
    Piece(" on "),
    Piece("friday", "depart_date.day_name"),
    Piece(", please. can i get a "),
    Piece("round-trip", "round_trip"),
    Piece(" ticket?"),
]


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def labelled(pieces: list[Piece]) -> list[str]:
    return [piece.label for piece in pieces if piece.label]


def test_natural_case_is_that_of_print() -> None:
    expected = "I'd like to leave New York for LHR on Friday, please. Can I get a round-trip ticket?"
    assert text(natural(PIECES)) == expected


def test_plain_is_lower_case_without_marks() -> None:
    expected = "i'd like to leave new york for lhr on friday please can i get a round-trip ticket"
    assert text(plain(natural(PIECES))) == expected


def test_names_keep_their_own_capitals() -> None:
    assert text(natural([Piece("to "), Piece("Santiago de Cuba", "toloc.city_name")])) == "To Santiago de Cuba"


def test_dressing_never_loses_or_moves_a_label() -> None:
    for seed in range(500):
        assert labelled(dressed(PIECES, random.Random(seed))) == labelled(PIECES)


def test_dressing_shows_every_case_and_mark() -> None:
    texts = [text(dressed(PIECES[:6], random.Random(seed))) for seed in range(600)]
    assert any(t.isupper() for t in texts)
    assert any(t.islower() for t in texts)
    assert any(t.istitle() for t in (t.replace("'", "").replace("LHR", "Lhr") for t in texts))
    assert {t[-1] for t in texts} >= {".", "!", "y"}
    assert any(t.startswith(("Hi", "hi")) for t in texts)
    assert any("leave" not in t.lower() or "like" not in t.lower() for t in texts)  # slips of the finger


def test_a_slip_changes_one_place_by_one_key() -> None:
    rng = random.Random(1)
    slips = {mistype("flight", rng) for _ in range(300)}
    assert {"flgiht", "flght", "fllight", "fkight"} <= slips
    assert all(slip[0] == "f" and abs(len(slip) - 6) <= 1 for slip in slips)
