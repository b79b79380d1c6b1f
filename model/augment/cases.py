"""Training sentences in the case and with the mark that people type and the data may lack. Knows no labels.

Data of voice assistants and of search are often in lower case throughout: a network that has never seen a capital does
not know what to make of one. Words keep their number and their tags.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from model.data import Sentence
from model.tags import OUTSIDE

SHARE = 0.3  # of the sentences that come a second time, in another case
MARKS = (".", "?", "!", "", "", "")


def augment(sentences: Sequence[Sentence], _: object, rng: random.Random) -> Iterator[Sentence]:
    """Every sentence as it is, and some in another case beside it."""
    for sentence in sentences:
        yield sentence
        if rng.random() < SHARE:
            yield _marked(_recased(sentence, rng), rng)


def _recased(sentence: Sentence, rng: random.Random) -> Sentence:
    case = rng.choice(CASES)
    words = (
        case(word, tag, place) for place, (word, tag) in enumerate(zip(sentence.words, sentence.tags, strict=True))
    )
    return replace(sentence, words=tuple(words))


def _marked(sentence: Sentence, rng: random.Random) -> Sentence:
    """With a mark at its end, unless one is there."""
    mark = rng.choice(MARKS)
    if not mark or not sentence.words[-1][-1].isalnum():
        return sentence
    return replace(sentence, words=(*sentence.words, mark), tags=(*sentence.tags, OUTSIDE))


def _lower(word: str, _: str, __: int) -> str:
    return word.lower()


def _upper(word: str, _: str, __: int) -> str:
    return word.upper()


def _names(word: str, tag: str, place: int) -> str:
    """Capitals at the start and in what is labelled, as a careful writer has them."""
    return word[:1].upper() + word[1:] if place == 0 or tag != OUTSIDE else word


def _sentence(word: str, _: str, place: int) -> str:
    return word[:1].upper() + word[1:] if place == 0 else word


CASES: tuple[Callable[[str, str, int], str], ...] = (_lower, _upper, _names, _names, _sentence)
