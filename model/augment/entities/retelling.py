"""Typed-text variants of sentences with people, places and organisations, and new ones. One pass gives one epoch.

A part of the sentences stays as it is; the others get other names, another case, slips of the finger; new sentences
come from the grammar of `model.augment.entities.chat`. Knows no network.
"""

import random
from collections.abc import Iterator, Mapping, Sequence

from model.augment.entities import chat
from model.augment.entities.renaming import rename
from model.augment.entities.styles import (
    Case,
    first_only,
    hasty,
    in_some_case,
    lower,
    natural,
    title,
    upper,
    with_end_mark,
    without_end_mark,
)
from model.augment.typed import to_sentence
from model.augment.world import World
from model.data import Sentence
from model.text import TextConfig

TEXT = TextConfig(contractions="split", split_hyphens=False)
RENAMED = 0.28  # share of the given sentences
HASTY = 0.15  # share of all sentences
REMARKED = 0.08  # share of the given sentences that lose or get their last mark
MARKED = 0.5  # share of the new sentences that end in a mark
NEW = 0.3  # new sentences for each given one
CASES: Mapping[Case, float] = {lower: 0.15, upper: 0.03, title: 0.04}  # of given sentences; the rest stays
NEW_CASES: Mapping[Case, float] = {natural: 0.43, lower: 0.45, first_only: 0.04, upper: 0.04, title: 0.04}


def augment(sentences: Sequence[Sentence], world: World, rng: random.Random) -> Iterator[Sentence]:
    """Each given sentence once, as it is or changed, then new ones; all different at every call."""
    for sentence in sentences:
        yield vary(sentence, world, rng)
    writer, rules, weights = chat.grammar(world), list(chat.STARTS), list(chat.STARTS.values())
    for rule in rng.choices(rules, weights, k=round(NEW * len(sentences))):
        yield _looks(to_sentence(writer.write(rule, rng), None, TEXT), rng)


def vary(sentence: Sentence, world: World, rng: random.Random) -> Sentence:
    """The sentence as it is, or with other names, in another case, with another end, or mistyped."""
    if rng.random() < RENAMED:
        sentence = rename(sentence, world, rng)
    if rng.random() < REMARKED:
        shorter = without_end_mark(sentence)
        sentence = shorter if shorter is not sentence else with_end_mark(sentence, rng)
    sentence = in_some_case(sentence, CASES, rng)
    return hasty(sentence, rng) if rng.random() < HASTY else sentence


def _looks(sentence: Sentence, rng: random.Random) -> Sentence:
    """A new sentence as it is typed."""
    if rng.random() < MARKED:
        sentence = with_end_mark(sentence, rng)
    sentence = in_some_case(sentence, NEW_CASES, rng)
    return hasty(sentence, rng) if rng.random() < HASTY else sentence
