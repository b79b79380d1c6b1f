"""Claims about sentences told of other people and places."""

import random
from collections.abc import Callable, Sequence

import pytest

from model.augment.ambiguous import FAMILY, PERSON_PLACE, PLACE_THING
from model.augment.entities.renaming import rename
from model.augment.world import World
from model.data import Sentence
from model.tags import follows, tags_to_spans
from tests.model.world_lists import make_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("names"))


def sentence(text: str) -> Sentence:
    """Words written as word/TAG, O left out."""
    pairs = [word.rpartition("/") if "/" in word else (word, "", "O") for word in text.split()]
    return Sentence(tuple(pair[0] for pair in pairs), tuple(pair[2] for pair in pairs))


def renamed(text: str, world: World, times: int = 60) -> list[Sentence]:
    rng = random.Random(1)
    return [rename(sentence(text), world, rng) for _ in range(times)]


def names(given: Sentence) -> list[str]:
    return [" ".join(given.words[span.start : span.end]) for span in tags_to_spans(given.tags)]


def test_only_names_change_and_labels_stay(world: World) -> None:
    given = "Ann/B-PER Lee/I-PER of Kodak/B-ORG flew to Japan/B-LOC with a Malian/B-MISC friend"
    for found in renamed(given, world):
        labels = [span.label for span in tags_to_spans(found.tags)]
        outside = [word for word, tag in zip(found.words, found.tags, strict=True) if tag == "O"]
        assert labels == ["PER", "ORG", "LOC", "MISC"]
        assert outside == ["of", "flew", "to", "with", "a", "friend"]
        assert all(follows(before, tag) for before, tag in zip(("O", *found.tags), found.tags, strict=False))


def test_a_surname_changes_with_the_full_name_before_it(world: World) -> None:
    both = [names(found) for found in renamed("Ann/B-PER Lee/I-PER left ; Lee/B-PER said so", world)]
    changed = [(full, last) for full, last in both if full != "Ann Lee" and last != "Lee"]
    assert len(changed) > 30
    assert all(full.split()[-1] == last for full, last in changed)


def test_a_surname_before_the_full_name_changes_too(world: World) -> None:
    both = [names(found) for found in renamed("Lee/B-PER said so , Ann/B-PER Lee/I-PER left", world)]
    assert all(full.split()[-1] == last for last, full in both if full != "Ann Lee" and last != "Lee")


def test_an_initial_stays_an_initial(world: World) -> None:
    firsts = {names(found)[0].split()[0] for found in renamed("M./B-PER Lee/I-PER b Ali/B-PER", world)}
    assert len(firsts) > 5
    assert all(len(first) == 2 and first.endswith(".") for first in firsts)


@pytest.mark.parametrize(
    ("given", "tables"),
    [("Lee/B-PER hit", (FAMILY, PERSON_PLACE)), ("in Tokyo/B-LOC", (PLACE_THING, PERSON_PLACE))],
)
def test_some_names_could_be_something_else(given: str, tables: Sequence[Sequence[str]], world: World) -> None:
    listed = {*world.surnames, *world.cities, *(name.split()[-1] for name in world.players)}
    found = [names(result)[0] for result in renamed(given, world, times=600)]
    ambiguous = [name for name in found if name not in listed and any(name in table for table in tables)]
    assert 60 < len(ambiguous) < 150, "0.2 of 0.85 of 600 are 102"


@pytest.mark.parametrize(("given", "shape"), [("LEE/B-PER", str.isupper), ("lee/B-PER", str.islower)])
def test_capitals_stay_as_they_were(given: str, shape: Callable[[str], bool], world: World) -> None:
    found = {word for result in renamed(given, world) for word in result.words}
    assert len(found) > 3
    assert all(map(shape, found))


@pytest.mark.parametrize(
    ("given", "others"),
    [
        ("Japan/B-LOC", {"Japan", "Brazil", "Mali"}),
        ("Ajax/B-ORG", {"Ajax", "Real Betis", "Chicago Bulls", "Utah Jazz", "Bulls", "Jazz"}),
        ("Kyoto/B-ORG University/I-ORG", {"Kyoto University"}),
        ("Foo/B-ORG Corp/I-ORG", {"Foo Corp", "Blue Bird Corporation", "Acme Inc."}),
    ],
)
def test_a_name_gives_way_to_one_of_its_kind(given: str, others: set[str], world: World) -> None:
    assert {name for result in renamed(given, world, 200) for name in names(result)} == others


def test_a_nationality_gives_way_to_another(world: World) -> None:
    found = {name for result in renamed("Japanese/B-MISC", world, 200) for name in names(result)}
    assert len(found) > 20
    assert found <= set(world.nations)


@pytest.mark.parametrize(
    "given", ["U.S./B-LOC", "3M/B-ORG", "UEFA/B-ORG", "World/B-MISC Cup/I-MISC", "Al/B-PER 5/I-PER"]
)
def test_names_of_unclear_kind_stay(given: str, world: World) -> None:
    assert {result.words for result in renamed(given, world)} == {sentence(given).words}


def test_partial_tags_stay_where_they_are(world: World) -> None:
    for found in renamed("Look/?MISC at Japan/B-LOC Now/?", world):
        assert (found.tags[0], found.tags[1], found.tags[-1]) == ("?MISC", "O", "?")


def test_some_names_stay_now_and_then(world: World) -> None:
    kept = [found.words == ("Lee",) for found in renamed("Lee/B-PER", world, 400)]
    assert 0.08 < sum(kept) / len(kept) < 0.25
