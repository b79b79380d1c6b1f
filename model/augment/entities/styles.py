"""How the words of a sentence are typed: their case, slips of the finger, the mark at the end.

Works on words that are split already and changes no tag, so it knows no labels.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import regex

from model.augment.looks import mistype
from model.data import Sentence
from model.tags import OUTSIDE

SLIPS = 0.1  # share of the words of a hastily typed sentence that are mistyped
TYPEABLE = regex.compile(r"\p{L}{3,}")
END_MARK = regex.compile(r"[.!?…]+")
QUESTION = regex.compile(
    r"(?:what|which|who|whose|where|when|why|how|is|are|was|were|do|does|did|can|could|will|would|may|has|have|should)",
    regex.I,
)


def natural(words: Sequence[str]) -> list[str]:
    """As they are, with a capital for the first letter."""
    return [words[0][:1].upper() + words[0][1:], *words[1:]]


def lower(words: Sequence[str]) -> list[str]:
    return [word.lower() for word in words]


def upper(words: Sequence[str]) -> list[str]:
    return [word.upper() for word in words]


def title(words: Sequence[str]) -> list[str]:
    """A capital for every word, as in headlines."""
    return [word[:1].upper() + word[1:] for word in words]


def first_only(words: Sequence[str]) -> list[str]:
    """A capital for the first letter, and nothing else."""
    return natural(lower(words))


Case = Callable[[Sequence[str]], list[str]]


def in_some_case(sentence: Sentence, cases: Mapping[Case, float], rng: random.Random) -> Sentence:
    """The sentence in a case that is drawn by the weights; in none of them where chance leaves a rest of 1."""
    chance = rng.random()
    for case, share in cases.items():
        chance -= share
        if chance < 0:
            return replace(sentence, words=tuple(case(sentence.words)))
    return sentence


def hasty(sentence: Sentence, rng: random.Random) -> Sentence:
    """A tenth of the words mistyped."""
    words = (mistype(w, rng) if TYPEABLE.fullmatch(w) and rng.random() < SLIPS else w for w in sentence.words)
    return replace(sentence, words=tuple(words))


def without_end_mark(sentence: Sentence) -> Sentence:
    """The sentence without its last mark, where it ends in one that is no part of a name."""
    if len(sentence.words) < 2 or not END_MARK.fullmatch(sentence.words[-1]) or sentence.tags[-1] != OUTSIDE:
        return sentence
    return replace(sentence, words=sentence.words[:-1], tags=sentence.tags[:-1])


def with_end_mark(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence with a mark at its end, where it has none."""
    if not sentence.words[-1][-1:].isalnum():
        return sentence
    asks = QUESTION.fullmatch(sentence.words[0]) is not None
    mark = "?" if asks and rng.random() < 0.8 else rng.choice((".", ".", ".", ".", "!", "!", "...", "!!"))
    return replace(sentence, words=(*sentence.words, mark), tags=(*sentence.tags, OUTSIDE))
