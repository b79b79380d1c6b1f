"""Claims about what people ask beside flights."""

import random
from pathlib import Path

import pytest

from model.augment.flights.asking import grammar
from model.augment.flights.questions import STARTS
from model.augment.grammar import Grammar
from model.augment.names import Names
from tests.model.name_lists import write_lists


@pytest.fixture
def writer(tmp_path: Path) -> Grammar:
    return grammar(Names.read(write_lists(tmp_path)))


def labels(writer: Grammar, rule: str) -> set[str]:
    rng = random.Random(1)
    return {label for _ in range(300) for _, label in writer.write(rule, rng) if label}


@pytest.mark.parametrize("rule", [rule for rule, _, _ in STARTS])
def test_every_start_writes_sentences(writer: Grammar, rule: str) -> None:
    rng = random.Random(1)
    texts = {"".join(piece.text for piece in writer.write(rule, rng)) for _ in range(60)}
    assert len(texts) > 20
    assert all(text.strip() == text != "" and "  " not in text for text in texts)


def test_small_talk_has_neither_labels_nor_intent(writer: Grammar) -> None:
    assert labels(writer, "talk") == set()
    assert [intent for rule, _, intent in STARTS if rule == "talk"] == [None]


def test_places_of_ground_transport_and_airports_have_no_side(writer: Grammar) -> None:
    assert labels(writer, "airport_question") == {"city_name"}
    assert {"city_name", "transport_type", "airport_name"} <= labels(writer, "ground_service")


def test_codes_are_asked_after_by_their_kind(writer: Grammar) -> None:
    assert labels(writer, "abbreviation") == {"airport_code", "airline_code", "fare_basis_code"}


def test_intents_are_those_of_atis_and_each_once() -> None:
    intents = [intent for _, _, intent in STARTS if intent]
    assert len(intents) == len(set(intents))
    assert all(intent.startswith("atis_") for intent in intents)
