"""Claims about an epoch of requests, and about the grammar that writes new ones."""

import random
from collections import Counter

import pytest

from model.augment.assistant.requests import STARTS, TALK, grammar
from model.augment.assistant.retelling import NEW, augment
from model.augment.assistant.slots import Slots
from model.augment.grammar import Grammar
from model.augment.world import World
from model.data import Sentence
from model.tags import follows, split_tag
from tests.model.snips_labels import LABELS
from tests.model.world_lists import make_world

# One sentence that holds every label of SNIPS once, and plain ones.
EVERY_LABEL = Sentence(
    tuple(f"a {label}".split()[1] for label in LABELS), tuple(f"B-{label}" for label in LABELS), "all"
)
PLAIN = Sentence(
    ("what", "s", "on", "at", "7", "p", "m"), ("O", "O", "O", "O", "B-timeRange", *["I-timeRange"] * 2), "GetWeather"
)
GIVEN = [EVERY_LABEL, *[PLAIN] * 900]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def epoch(world: World) -> list[Sentence]:
    return list(augment(GIVEN, world, random.Random(1)))


@pytest.fixture(scope="module")
def writer(world: World) -> Grammar:
    return grammar(Slots(GIVEN, world))


def test_every_given_sentence_comes_as_it_is_a_third_also_changed_and_new_ones_follow(epoch: list[Sentence]) -> None:
    new = round(NEW * len(GIVEN))
    assert EVERY_LABEL in epoch
    assert epoch.count(PLAIN) >= len(GIVEN) - 1
    assert 1.25 < (len(epoch) - new) / len(GIVEN) < 1.45
    assert {sentence.intent for sentence in epoch[-new:]} == {*STARTS, None} - {TALK}


def test_what_asks_for_nothing_has_neither_slots_nor_intent(writer: Grammar, epoch: list[Sentence]) -> None:
    assert all(set(sentence.tags) == {"O"} for sentence in epoch if sentence.intent is None)
    rng = random.Random(1)
    assert not any(piece.label for _ in range(500) for piece in writer.write(TALK, rng))


def test_a_seed_gives_an_epoch_and_another_seed_another(world: World, epoch: list[Sentence]) -> None:
    assert list(augment(GIVEN, world, random.Random(1))) == epoch
    assert list(augment(GIVEN, world, random.Random(2))) != epoch


def test_tags_are_legal_and_only_known_labels_are_given(epoch: list[Sentence]) -> None:
    for sentence in epoch:
        assert len(sentence.words) == len(sentence.tags) > 0
        assert {split_tag(tag)[1] for tag in sentence.tags} <= {*LABELS, ""}
        assert all(follows(before, tag) for before, tag in zip(("O", *sentence.tags), sentence.tags, strict=False))


@pytest.mark.parametrize("intent", sorted(set(STARTS) - {TALK}))
def test_every_intent_is_asked_for_in_many_ways(writer: Grammar, intent: str) -> None:
    rng = random.Random(1)
    found = [writer.write(intent, rng) for _ in range(300)]
    assert len({"".join(piece.text for piece in pieces) for pieces in found}) > 200
    assert all(piece.text == piece.text.strip() for pieces in found for piece in pieces if piece.label)


def test_requests_hold_every_label(writer: Grammar) -> None:
    rng = random.Random(1)
    found = Counter(p.label for intent in STARTS for _ in range(1500) for p in writer.write(intent, rng) if p.label)
    assert set(found) == set(LABELS)


@pytest.mark.parametrize(
    ("intent", "labels"),
    [("AddToPlaylist", {"playlist", "entity_name", "playlist_owner"}), ("SearchCreativeWork", {"object_name"})],
)
def test_the_title_of_a_work_is_labelled_by_what_is_wanted(writer: Grammar, intent: str, labels: set[str]) -> None:
    rng = random.Random(1)
    found = {piece.label for _ in range(300) for piece in writer.write(intent, rng)}
    assert labels <= found
    assert not found & ({"track", "album", "movie_name", "object_name", "entity_name"} - labels)
