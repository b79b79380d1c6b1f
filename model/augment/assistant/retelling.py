"""Typed-text variants of requests to an assistant, and new ones, for training. One pass gives one epoch.

Every sentence comes as SNIPS writes it, lower case without marks; some come a second time with other values in their
slots and the looks of typed text; new sentences come from the grammar. Knows no network.
"""

import random
from collections.abc import Iterator, Mapping, Sequence

from model.augment.assistant import requests
from model.augment.assistant.dictation import spoken, typed
from model.augment.assistant.slots import Slots, refill
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
)
from model.augment.grammar import Piece
from model.augment.typed import to_pieces, to_sentence
from model.augment.world import World
from model.data import Sentence
from model.text import TextConfig

TEXT = TextConfig(contractions="apostrophe", split_hyphens=False)
VARIED = 0.35  # share of the given sentences that also come changed
REFILLED = 0.75  # share of these that get other values
SHARE = 0.6  # of their slots
SPOKEN = 0.25  # share of changed and new sentences that look like SNIPS
NEW = 0.3  # new sentences for each given one
MARKED = 0.5  # share of the typed sentences that end in a mark
HASTY = 0.15  # share of changed and new sentences with slips
CASES: Mapping[Case, float] = {natural: 0.5, lower: 0.32, first_only: 0.08, upper: 0.05, title: 0.05}


def augment(sentences: Sequence[Sentence], world: World, rng: random.Random) -> Iterator[Sentence]:
    """Each given sentence as it is, some of them changed too, then new ones; all different at every call.

    No sentence has a label that the given ones have not.
    """
    slots = Slots(sentences, world)
    for sentence in sentences:
        yield sentence
        if rng.random() < VARIED:
            yield vary(sentence, slots, rng)
    writer, intents, weights = requests.grammar(slots), list(requests.STARTS), list(requests.STARTS.values())
    for intent in rng.choices(intents, weights, k=round(NEW * len(sentences))):
        yield _looks(writer.write(intent, rng), None if intent == requests.TALK else intent, rng)


def vary(sentence: Sentence, slots: Slots, rng: random.Random) -> Sentence:
    """The sentence with other values in its slots, or typed, or both."""
    pieces = to_pieces(sentence)
    if rng.random() < REFILLED:
        pieces = refill(pieces, slots, SHARE, rng)
    return _looks(pieces, sentence.intent, rng)


def _looks(pieces: Sequence[Piece], intent: str | None, rng: random.Random) -> Sentence:
    """Pieces in lower case as a sentence, dictated or typed."""
    if rng.random() < SPOKEN:
        sentence = to_sentence(spoken(pieces), intent, TEXT)
    else:
        sentence = to_sentence(typed(pieces, rng), intent, TEXT)
        if rng.random() < MARKED:
            sentence = with_end_mark(sentence, rng)
        sentence = in_some_case(sentence, CASES, rng)
    return hasty(sentence, rng) if rng.random() < HASTY else sentence
