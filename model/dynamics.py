"""What a network knows after each word: its labels so far and its memory. Watches from outside.

T words, H units a direction.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from model.predict import Prediction, Predictor, Tokenized
from model.text import Token


@dataclass(frozen=True)
class Memory:
    """A sentence fed word by word: entry t of each list is what was known after t + 1 words.

    forward: the state after word t + 1, (T, U). backward: for two-directional networks the states of the other pass,
    which begins anew with each further word: for t the (t + 1, U) states of the words so far; else None.
    units: numbers of the U units shown, those that move most; of: how many there are.
    """

    steps: tuple[Prediction, ...]
    forward: Tensor
    backward: tuple[Tensor, ...] | None
    units: tuple[int, ...]
    of: int


@torch.inference_mode()
def memory(predictor: Predictor, sentence: Tokenized, most_units: int = 48) -> Memory:
    """Feed a sentence word by word. The sentence must have a word; cost grows with the square of its length."""
    steps = prefixes(sentence)
    words = [[token.text for token in step.tokens] for step in steps]
    states = predictor.tagger(predictor.encoder.batch(words).to(predictor.device)).states.cpu()  # (T, T, H or 2 H)
    both = predictor.card.recipe.model.bidirectional
    hidden = states.shape[2] // 2 if both else states.shape[2]
    ahead = states[-1, :, :hidden]  # (T, H): the forward pass of a prefix is that of the sentence
    units = _liveliest(ahead, most_units)  # (U,)
    backward = tuple(states[t, : t + 1, hidden + units] for t in range(len(steps))) if both else None
    return Memory(tuple(predictor.predict(steps)), ahead[:, units], backward, tuple(units.tolist()), hidden)


def prefixes(sentence: Tokenized) -> list[Tokenized]:
    """The beginnings of a sentence, one word longer each time."""
    tokens: tuple[Token, ...] = sentence.tokens
    return [Tokenized(sentence.text[: tokens[t].end], tokens[: t + 1]) for t in range(len(tokens))]


def _liveliest(states: Tensor, most: int) -> Tensor:
    """The units whose state varies most over the sentence, in their own order: (T, H) -> (U,)."""
    spread = states.var(dim=0, unbiased=False)  # (H,)
    return spread.topk(min(most, len(spread))).indices.sort().values
