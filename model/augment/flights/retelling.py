"""Typed-text variants of flight sentences, and new ones, for training. One pass gives one epoch.

Every sentence comes as it is; some come a second time with names, dates and words that they never had and the looks
of typed text; new sentences come from the grammar. Knows no network.
"""

import random
from collections.abc import Iterable, Iterator, Sequence

from model.augment.flights.asking import EXTRA_LABELS, grammar
from model.augment.flights.questions import STARTS
from model.augment.flights.renew import is_sound, renewed
from model.augment.grammar import Piece
from model.augment.looks import dressed, plain
from model.augment.names import Names
from model.augment.typed import TYPED, WHOLE_HYPHENS, to_sentence
from model.data import Sentence
from model.errors import TagError
from model.tags import OUTSIDE, split_tag

__all__ = ["Names", "augment", "tag_inventory"]

REWRITTEN = 0.55  # share of the given sentences that are also told anew
NEW = 0.8  # new sentences for each given one
PLAIN = 0.33  # share of rewritten and new sentences in the looks of ATIS: lower case, no marks
HYPHENATED = 0.2  # share of typed sentences whose hyphenated words stay whole, as in text that comes in words


def augment(sentences: Sequence[Sentence], names: Names, rng: random.Random) -> Iterator[Sentence]:
    """Each given sentence as it is, about half of them rewritten too, then new sentences; all different at every call.

    New sentences have only labels that the given ones have, and EXTRA_LABELS.
    """
    writer = grammar(names)
    for sentence in sentences:
        yield sentence
        if rng.random() < REWRITTEN and is_sound(sentence):
            yield _typed(renewed(sentence, names, writer, rng), sentence.intent, rng)
    known = {split_tag(tag)[1] for sentence in sentences for tag in sentence.tags} | EXTRA_LABELS | {""}
    rules, weights, intents = zip(*STARTS, strict=True)
    for index in rng.choices(range(len(rules)), weights, k=round(NEW * len(sentences))):
        pieces = writer.write(rules[index], rng)
        if all(piece.label in known for piece in pieces):
            yield _typed(pieces, intents[index], rng)


def tag_inventory(sentences: Iterable[Sentence]) -> list[str]:
    """All tags that the sentences and their augmentation can have: for every label both B and I."""
    labels = {split_tag(tag)[1] for sentence in sentences for tag in sentence.tags} | EXTRA_LABELS
    return [OUTSIDE, *(f"{position}-{label}" for label in sorted(labels - {""}) for position in "BI")]


def _typed(pieces: Sequence[Piece], intent: str | None, rng: random.Random) -> Sentence:
    looks = plain(pieces) if rng.random() < PLAIN else dressed(pieces, rng)
    config = WHOLE_HYPHENS if rng.random() < HYPHENATED else TYPED
    try:
        return to_sentence(looks, intent, config)
    except TagError:  # "Kyoto-Lagos" is one word with whole hyphens
        return to_sentence(looks, intent, TYPED)
