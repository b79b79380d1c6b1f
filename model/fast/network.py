"""A trained tagger as it is run: the answers of `Tagger`, on the CPU, for weights that do not change any more.

What a word brings to the recurrence is computed once and kept; both directions advance in one product a step; marginals
run forward and backward at once; Viterbi runs only for the sentences that need it. `Tagger` stays the definition.
N words, B sentences, T steps, D directions, H units, K tags.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.batch import Encoder
from model.fast.states import compiled
from model.fast.tags import decider
from model.fast.walk import Walk, walk
from model.fast.words import WordInputs
from model.tagger import Decided, Tagger


class FastNetwork:
    """A tagger's answers for lists of words. Safe to call from several threads."""

    @torch.no_grad()
    def __init__(self, tagger: Tagger, encoder: Encoder) -> None:
        self._emit, self._intent = tagger.emit, tagger.intent
        weights, bias, self._states = compiled(tagger.encoder)
        self._inputs = WordInputs(tagger, encoder, weights, bias)
        self._directions = np.arange(len(weights))[:, None]  # (D, 1)
        self._decide = decider(tagger)

    @torch.inference_mode()
    def __call__(self, sentences: Sequence[Sequence[str]]) -> Decided:
        """Decide on sentences of at least one word each."""
        lengths = tuple(map(len, sentences))
        way = walk(lengths, len(self._directions))
        table, numbers = self._inputs(list(chain.from_iterable(sentences)))
        rows = numbers[way.steps] * len(self._directions) + self._directions  # (T, D, B)
        states = self._states(table, rows)  # (T, D, B, H)
        read = states.reshape(-1, states.shape[-1])[way.found].reshape(len(numbers), -1)  # (N, D H)
        path, shares = self._decide(self._emit(torch.from_numpy(read)), lengths)
        return Decided(torch.from_numpy(path), torch.from_numpy(shares), self._intents(states, way))

    def _intents(self, states: NDArray[np.float32], way: Walk) -> Tensor | None:
        """Probabilities out of the states (T, D, B, H), which it uses up."""
        if self._intent is None:
            return None
        flat = states.reshape(-1, states.shape[-1])
        flat[way.after] = -np.inf
        most = states.max(axis=0)  # (D, B, H)
        flat[way.after] = 0
        mean = states.sum(axis=0) / way.lengths[:, None].astype(np.float32)  # (D, B, H)
        pooled = np.concatenate([mean, most]).swapaxes(0, 1).reshape(len(way.lengths), -1)  # (B, 2 D H)
        return torch.softmax(self._intent(torch.from_numpy(pooled)), dim=-1)
