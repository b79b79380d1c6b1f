"""Copies of labelled sentences as others would have written them: in another case, with typos. Knows no network.

The typos are not those of training (`model.augment.looks`): they hit first letters and short words too.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from model.data import Sentence

TYPOS = 0.1  # share of the words
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Change = Callable[[str, random.Random], str]


def mistyped(word: str, rng: random.Random) -> str:
    """The word with two neighbouring letters swapped, one left out, one typed twice, or one hit beside its key.

    A word without letters, or of one letter, stays as it is.
    """
    places = [place for place, char in enumerate(word) if char.isalpha()]
    if len(places) < 2:
        return word
    return rng.choice([slip for place in places for slip in _slips(word, place) if slip != word])


CHANGES: Mapping[str, Change] = {
    "lower": lambda word, rng: word.lower(),  # noqa: ARG005
    "title": lambda word, rng: word[:1].upper() + word[1:],  # noqa: ARG005
    "upper": lambda word, rng: word.upper(),  # noqa: ARG005
    "typos": lambda word, rng: mistyped(word, rng) if rng.random() < TYPOS else word,
}


def changed(sentences: Sequence[Sentence], change: str, seed: int = 0) -> list[Sentence]:
    """The sentences with their words changed in one of the ways of CHANGES; the labels stay."""
    rng = random.Random(seed)
    return [replace(s, words=tuple(CHANGES[change](word, rng) for word in s.words)) for s in sentences]


def _slips(word: str, place: int) -> Sequence[str]:
    """What may come of a slip at one letter."""
    before, letter, after = word[:place], word[place], word[place + 1 :]
    swapped = before + after[:1] + letter + after[1:]
    return (swapped, before + after, before + letter + letter + after, before + _beside(letter) + after)


def _beside(letter: str) -> str:
    """The key to the right of a letter's, at the end of a row that to the left; other letters stay."""
    row = next((row for row in KEYS if letter.lower() in row), letter.lower())
    at = row.index(letter.lower())
    key = (row[at + 1 :] or row[at - 1 :])[:1]
    return key.upper() if letter.isupper() else key
