"""Tests of model.lexicon, with a tuple and a dict as oracles."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import lexicon
from model.lexicon import Lexicon

WORDS = st.lists(st.text(max_size=6), unique=True, max_size=30)


@given(words=WORDS, others=WORDS)
def test_it_answers_as_a_tuple_and_a_dict_would(words: list[str], others: list[str]) -> None:
    found, numbers = Lexicon(words), {word: number for number, word in enumerate(words)}
    assert [*found] == words
    assert found[1:5] == tuple(words[1:5])
    assert found[::-2] == tuple(words[::-2])
    assert [found.number(word) for word in [*words, *others]] == [numbers.get(word) for word in [*words, *others]]
    assert found == Lexicon(words)
    assert hash(found) == hash(Lexicon(words))
    assert (found == Lexicon(others)) == (words == others)


def test_words_that_run_together_alike_are_not_the_same() -> None:
    assert Lexicon(["ab", "c"]) != Lexicon(["a", "bc"])


@pytest.mark.parametrize("place", [2, -3])
def test_a_place_outside_is_refused(place: int) -> None:
    with pytest.raises(IndexError):
        Lexicon(["a", "b"])[place]


def test_words_with_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "hash", lambda word: len(word), raising=False)
    words = ["aa", "bb", "c", "dd"]
    found = Lexicon(words)
    assert [found.number(word) for word in [*words, "ee", "f", "ggg"]] == [0, 1, 2, 3, None, None, None]


def test_it_takes_a_fraction_of_the_memory() -> None:
    words = tuple(f"word{number}" for number in range(10_000))
    held = sum(map(sys.getsizeof, words)) + sys.getsizeof(words) + sys.getsizeof(dict.fromkeys(words, 0))
    found = Lexicon(words)
    assert sum(sys.getsizeof(part) for part in vars(found).values()) < held / 3
