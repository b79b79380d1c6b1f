"""Tests of model.robustness: every change keeps words and labels in step, and typos are as many as they should be."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data import Sentence
from model.robustness import CHANGES, KEYS, changed, mistyped
from tests.model.helpers import toy_corpus


@given(st.text(min_size=1, max_size=12), st.integers())
def test_a_slip_is_one_edit_of_one_letter_or_two_neighbours_swapped(word: str, seed: int) -> None:
    slip = mistyped(word, random.Random(seed))
    assert slip
    if sum(char.isalpha() for char in word) < 2:
        assert slip == word
    elif len(slip) == len(word):
        wrong = [place for place, (a, b) in enumerate(zip(word, slip, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(word) == sorted(slip)
        assert swapped or len(wrong) == 1
    else:
        shorter, longer = sorted((word, slip), key=len)
        assert len(longer) == len(shorter) + 1
        assert any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def test_a_key_is_hit_for_its_neighbour_only() -> None:
    beside = {frozenset(pair) for row in KEYS for pair in pairwise(row)}
    slips = {mistyped("jk", random.Random(seed)) for seed in range(300)}
    hit = {slip for slip in slips if len(slip) == 2 and slip != "kj"}
    assert hit == {"kk", "jl"}
    assert {frozenset("jk"), frozenset("kl")} <= beside


def test_about_a_tenth_of_the_words_is_mistyped_and_the_same_ones_each_time() -> None:
    plain = [Sentence(("boston",) * 100, ("O",) * 100)] * 40
    copies = changed(plain, "typos")
    wrong = sum(word != "boston" for sentence in copies for word in sentence.words)
    assert 320 < wrong < 480
    assert copies == changed(plain, "typos")
    assert copies != changed(plain, "typos", seed=1)


@pytest.mark.parametrize("change", CHANGES)
def test_labels_and_intents_stay(change: str) -> None:
    for old, new in zip(toy_corpus(), changed(toy_corpus(), change), strict=True):
        assert (new.tags, new.intent, len(new.words)) == (old.tags, old.intent, len(old.words))


def test_cases_are_what_they_are_called() -> None:
    sentence = [Sentence(("i'd", "see", "São", "BMW"), ("O",) * 4)]
    assert [" ".join(changed(sentence, change)[0].words) for change in ("lower", "title", "upper")] == [
        "i'd see são bmw",
        "I'd See São BMW",
        "I'D SEE SÃO BMW",
    ]
