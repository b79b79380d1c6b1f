"""Claims about how the sets of tweets are read in the terms of CoNLL-2003."""

import pytest

from model.augment.entities.conventions import to_conll
from model.data import Sentence
from model.tags import follows

DEMONYMS = {"kenyan", "kenyans"}


def read(name: str, text: str) -> str:
    """Words written as word/TAG, O left out; the same back."""
    pairs = [word.rpartition("/") if "/" in word else (word, "", "O") for word in text.split()]
    given = Sentence(tuple(pair[0] for pair in pairs), tuple(pair[2] for pair in pairs))
    (sentence,) = to_conll(name, [given], DEMONYMS)
    return " ".join(
        word if tag == "O" else f"{word}/{tag}" for word, tag in zip(sentence.words, sentence.tags, strict=True)
    )


@pytest.mark.parametrize("name", ["conll2003", "tweebank", "mine"])
def test_sets_in_conll_s_own_terms_stay_as_they_are(name: str) -> None:
    assert read(name, "The Kenyan @anna/B-PER sang") == "The Kenyan @anna/B-PER sang"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("anna/B-person lives in oslo/B-location", "anna/B-PER lives in oslo/B-LOC"),
        ("acme/B-corporation sued the abba/B-group fans", "acme/B-ORG sued the abba/B-ORG fans"),
        ("watching Uncle/B-creative-work Buck/I-creative-work", "watching Uncle/B-MISC Buck/I-MISC"),
        ("my iPad/B-product died", "my iPad/B-MISC died"),
        ("green/B-product tea/I-product is nice", "green/? tea/? is nice"),
    ],
)
def test_six_labels_of_wnut_become_four(given: str, wanted: str) -> None:
    assert read("wnut17", given) == wanted


@pytest.mark.parametrize("name", ["wnut17", "btc"])
def test_misc_is_untold_at_words_with_a_capital_and_only_there(name: str) -> None:
    assert read(name, "Watching iTunes now , I 2nd :D RT @Anna www.X.y") == (
        "Watching/?MISC iTunes/?MISC now , I 2nd :D RT @Anna www.X.y"
    )


@pytest.mark.parametrize("name", ["wnut17", "btc"])
def test_nationalities_are_misc(name: str) -> None:
    assert read(name, "two Kenyans and a kenyan coin") == "two Kenyans/B-MISC and a kenyan coin"


def test_a_nationality_that_btc_calls_a_place_is_misc() -> None:
    assert read("btc", "the Kenyan/B-LOC coast of kenya/B-LOC") == "the Kenyan/B-MISC coast of kenya/B-LOC"


def test_handles_of_btc_are_joined_and_outside() -> None:
    assert read("btc", "hi @/B-PER anna and @ bob/B-PER and @/B-ORG acme !") == "hi @anna and @bob and @acme !"


def test_a_place_after_an_at_stays_a_place() -> None:
    assert read("btc", "lunch @ oslo/B-LOC") == "lunch @ oslo/B-LOC"


def test_hashtags_are_joined_and_those_that_name_something_are_untold() -> None:
    assert read("btc", "# oslo/B-LOC # fun #lima/B-LOC") == "#oslo/? #fun #lima/?"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("president/B-PER obama/I-PER spoke", "president obama/B-PER spoke"),
        ("prime/B-PER minister/I-PER ada/I-PER lee/I-PER spoke", "prime minister ada/B-PER lee/I-PER spoke"),
        ("duchess/B-PER of/I-PER kent/I-PER spoke", "duchess of kent spoke"),
        ("pope/B-PER spoke", "pope spoke"),
        ("the/B-ORG lions/I-ORG won", "the lions/B-ORG won"),
        ("The/B-ORG Sun/I-ORG wrote", "The/B-ORG Sun/I-ORG wrote"),
    ],
)
def test_titles_and_the_article_are_no_part_of_a_name(given: str, wanted: str) -> None:
    assert read("btc", given) == wanted


def test_what_a_join_leaves_of_a_name_is_legal() -> None:
    tags = [
        word.rpartition("/")[2] if "/" in word else "O"
        for word in read("btc", "x/B-PER @/I-PER y/I-PER z/I-PER").split()
    ]
    assert tags == ["B-PER", "O", "B-PER"]
    assert all(follows(before, tag) for before, tag in zip(["O", *tags], tags, strict=False))
