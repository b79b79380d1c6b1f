"""Claims about an epoch of sentences with people, places and organisations."""

import random

import pytest

from model.augment.entities.retelling import NEW, augment, vary
from model.augment.entities.styles import lower, upper
from model.augment.world import World
from model.data import Sentence
from model.tags import follows
from tests.model.world_lists import make_world

NEWS = Sentence(
    ("Ann", "Lee", "left", "Japan", ",", "Reuters", "said", "."),
    ("B-PER", "I-PER", "O", "B-LOC", "O", "B-ORG", "O", "O"),
)
TWEET = Sentence(("Watching", "Japan", "now"), ("?MISC", "B-LOC", "O"))
GIVEN = [NEWS, TWEET] * 600


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def epoch(world: World) -> list[Sentence]:
    return list(augment(GIVEN, world, random.Random(1)))


def test_every_given_sentence_comes_once_and_new_ones_follow(epoch: list[Sentence]) -> None:
    assert len(epoch) == len(GIVEN) + round(NEW * len(GIVEN))
    assert all("?MISC" in sentence.tags for sentence in epoch[1 : len(GIVEN) : 2])
    assert not any("?MISC" in sentence.tags for sentence in epoch[len(GIVEN) :])


def test_about_half_of_the_given_sentences_stay_as_they_are(epoch: list[Sentence]) -> None:
    kept = sum(now == before for now, before in zip(epoch, GIVEN, strict=False))
    assert 0.4 < kept / len(GIVEN) < 0.65


def test_a_seed_gives_an_epoch_and_another_seed_another(world: World, epoch: list[Sentence]) -> None:
    assert list(augment(GIVEN, world, random.Random(1))) == epoch
    assert list(augment(GIVEN, world, random.Random(2))) != epoch


def test_about_a_seventh_of_the_given_sentences_is_in_lower_case(world: World) -> None:
    rng = random.Random(1)
    found = [vary(NEWS, world, rng) for _ in range(3000)]
    small = sum(list(sentence.words) == lower(sentence.words) for sentence in found)
    large = sum(list(sentence.words) == upper(sentence.words) for sentence in found)
    assert small / 3000 == pytest.approx(0.15, abs=0.03)
    assert large / 3000 == pytest.approx(0.03, abs=0.02)


def test_nearly_half_of_the_new_sentences_are_in_lower_case(epoch: list[Sentence]) -> None:
    new = epoch[len(GIVEN) :]
    small = sum(list(sentence.words) == lower(sentence.words) for sentence in new)
    assert 0.38 < small / len(new) < 0.55


def test_tags_are_legal_and_one_a_word(epoch: list[Sentence]) -> None:
    for sentence in epoch:
        tags = ["O" if tag.startswith("?") else tag for tag in sentence.tags]
        assert len(sentence.words) == len(tags) > 0
        assert all(sentence.words)
        assert all(follows(before, tag) for before, tag in zip(["O", *tags], tags, strict=False))
