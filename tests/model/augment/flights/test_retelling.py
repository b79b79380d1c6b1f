"""Claims about an epoch of augmented sentences."""

import random
from collections import Counter

import pytest

from model.augment.flights.asking import EXTRA_LABELS
from model.augment.flights.retelling import HYPHENATED, NEW, REWRITTEN, Names, augment, tag_inventory
from model.augment.typed import TYPED, WHOLE_HYPHENS
from model.data import Sentence
from model.tags import follows, split_tag
from model.text import tokenize
from tests.model.atis_labels import ATIS_LABELS
from tests.model.name_lists import write_lists

# One sentence that holds every label of ATIS, so that none is refused, and plain trips.
EVERY_LABEL = Sentence(tuple(sorted(ATIS_LABELS)), tuple(f"B-{label}" for label in sorted(ATIS_LABELS)), "atis_flight")
TRIP = Sentence(
    ("flights", "from", "oslo", "to", "lima", "arriving", "on", "may"),
    ("O", "O", "B-fromloc.city_name", "O", "B-toloc.city_name", "O", "O", "B-arrive_date.month_name"),
    "atis_flight",
)
GIVEN = [EVERY_LABEL, *[TRIP] * 1500]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return Names.read(write_lists(tmp_path_factory.mktemp("names")))


@pytest.fixture(scope="module")
def epoch(names: Names) -> list[Sentence]:
    return list(augment(GIVEN, names, random.Random(1)))


def new(epoch: list[Sentence]) -> list[Sentence]:
    """The sentences that come from the grammar: all after the last given one and what it became."""
    last = max(at for at, sentence in enumerate(epoch) if sentence == TRIP)
    return epoch[last + 2 :]


def test_every_given_sentence_comes_as_it_is_and_a_share_anew(epoch: list[Sentence]) -> None:
    assert epoch[0] == EVERY_LABEL
    assert len(GIVEN) - 1 <= sum(sentence == TRIP for sentence in epoch) < len(GIVEN) * 1.1
    assert len(epoch) == pytest.approx(len(GIVEN) * (1 + REWRITTEN + NEW), rel=0.05)


def test_a_seed_gives_an_epoch_and_another_seed_another(names: Names, epoch: list[Sentence]) -> None:
    assert list(augment(GIVEN, names, random.Random(1))) == epoch
    other = list(augment(GIVEN, names, random.Random(2)))
    assert len({s.words for s in other} & {s.words for s in epoch}) < len(epoch) / 10


def test_tags_are_legal_and_of_the_inventory(epoch: list[Sentence]) -> None:
    inventory = set(tag_inventory(GIVEN))
    assert {split_tag(tag)[1] for tag in inventory} - {""} == ATIS_LABELS | EXTRA_LABELS
    for sentence in epoch:
        assert len(sentence.words) == len(sentence.tags) > 0
        assert set(sentence.tags) <= inventory
        assert all(follows(before, tag) for before, tag in zip(("O", *sentence.tags), sentence.tags, strict=False))


def test_only_known_labels_are_given(names: Names) -> None:
    given = [Sentence(("from", "oslo"), ("O", "B-fromloc.city_name"))] * 200
    labels = {split_tag(tag)[1] for sentence in augment(given, names, random.Random(1)) for tag in sentence.tags}
    assert labels <= {"", "fromloc.city_name"} | EXTRA_LABELS


def test_every_word_is_one_token_of_typed_text(epoch: list[Sentence]) -> None:
    for sentence in epoch[1:]:
        text = " ".join(sentence.words)
        splits = [tuple(token.text for token in tokenize(text, config)) for config in (TYPED, WHOLE_HYPHENS)]
        assert sentence.words in splits


def test_hyphenated_words_come_split_and_whole(epoch: list[Sentence]) -> None:
    words = Counter(word.lower() for sentence in epoch for word in sentence.words)
    whole = sum(words[word] for word in ("round-trip", "one-way", "non-stop", "first-class"))
    assert whole > 0
    assert words["-"] > whole * (1 - HYPHENATED)


def test_a_third_of_the_new_sentences_looks_like_atis(epoch: list[Sentence]) -> None:
    found = new(epoch)
    plain = [s for s in found if all(w.islower() or not w.isalpha() for w in s.words) and not {*".,!?"} & {*s.words}]
    assert 0.33 < len(plain) / len(found) < 0.5


def test_both_orders_are_equally_frequent_among_new_sentences(epoch: list[Sentence]) -> None:
    firsts = Counter[str]()
    for sentence in new(epoch):
        places = [tag[2:].partition(".")[0] for tag in sentence.tags if tag.startswith(("B-fromloc.", "B-toloc."))]
        firsts.update(places[:1] if len(set(places)) == 2 else [])
    assert firsts["fromloc"] == pytest.approx(firsts["toloc"], rel=0.2)
