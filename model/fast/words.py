"""What each word brings to a network, computed when the word is first met and kept until the table is full."""

import threading
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.batch import Encoder
from model.tagger import Tagger

TABLE_BYTES = 16 * 2**20  # of one model


class WordInputs:
    """x W + b of every word's features x. Safe to call from several threads."""

    def __init__(self, tagger: Tagger, encoder: Encoder, weights: Tensor, bias: Tensor) -> None:
        self.tagger, self.encoder, self.weights, self.bias = tagger, encoder, weights, bias  # (D, F, G), (D, 1, G)
        self.most = max(1, TABLE_BYTES // (4 * len(weights) * weights.shape[2]))
        self._numbers: dict[str, int] = {}
        self._table = self._empty(self.most)
        self._lock = threading.Lock()

    def __call__(self, words: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        """A table (words D, G) and the number n of each word: its rows are D n to D n + D - 1."""
        with self._lock:
            numbers = list(map(self._numbers.get, words))
            if None in numbers:
                self._learn(words)
                numbers = list(map(self._numbers.get, words))
            # Whoever has the table may read on: rows are only added, and a full table is left for a new one.
            return self._table, np.array(numbers)

    def _learn(self, words: Sequence[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._numbers]
        directions, first = len(self.weights), len(self._numbers)
        if (first + len(new)) * directions > len(self._table):
            new, first, self._numbers = list(dict.fromkeys(words)), 0, {}
            self._table = self._empty(max(self.most, len(new)))
        features = self.tagger.features(self.encoder.batch([[word] for word in new]))[:, 0]  # (U, F)
        inputs = torch.baddbmm(self.bias, features.expand(directions, -1, -1), self.weights)  # (D, U, G)
        rows = inputs.transpose(0, 1).flatten(0, 1).numpy()  # (U D, G)
        self._table[first * directions : (first + len(new)) * directions] = rows
        self._numbers.update((word, number) for number, word in enumerate(new, start=first))

    def _empty(self, words: int) -> NDArray[np.float32]:
        """Room for so many words; memory is taken only where a row is written."""
        return np.empty((words * len(self.weights), self.weights.shape[2]), np.float32)
