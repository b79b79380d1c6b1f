"""From emissions to tags and their probabilities: a chain read from both ends at once, or each word by itself.

The costly part of a decision is made only for the sentences that need it. If the likeliest tags of single words
together miss with a probability below one half, they are more probable than all other sequences together: they are what
Viterbi finds. And if they are legal moves already, going greedily from word to word finds them too.
N words, B sentences, T steps, K tags, S states of the chain.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.crf import CRF, greedy_legal, legal_moves
from model.fast.paths import Paths
from model.fast.walk import Places, Walk, walk
from model.states import fold, to_tags
from model.tagger import Tagger

Floats = NDArray[np.float32]
Lengths = tuple[int, ...]
Decide = Callable[[Tensor, Lengths], tuple[Places, Floats]]
SURE = 0.45  # a half, less what single precision may add up to
WIDEST = 60.0  # exp of it, times what moves add, is far from the end of single precision


def decider(tagger: Tagger) -> Decide:
    """What gives the tags (N,) and the probabilities (N, K) for emissions (N, S) and the sentences' lengths."""
    return Chain(tagger, tagger.crf) if tagger.crf is not None else Greedy(tagger)


class Chain:
    """A CRF's marginals, cooled by the tagger's temperature as it is, and best paths."""

    def __init__(self, tagger: Tagger, crf: CRF) -> None:
        self.tagger, self.crf = tagger, crf
        self._factors, self._paths = self._cooled(tagger.temperature), Paths(crf)

    def __call__(self, emissions: Tensor, lengths: Lengths) -> tuple[Places, Floats]:
        """The path of the greatest probability (N,), and marginals (N, K)."""
        way, temperature = walk(lengths, 2), self.tagger.temperature
        scores = (emissions / temperature).numpy()
        top = scores.max(axis=1, keepdims=True)  # (N, 1)
        if (top[:, 0] - scores.min(axis=1)).max() > WIDEST:
            everyone = np.arange(len(lengths))
            shares = _padded(self.tagger.probabilities, emissions, way, everyone)
            return self._best(emissions, way, everyone), shares
        if self._factors[0] != temperature:
            self._factors = self._cooled(temperature)
        shares = fold(self._marginals(np.exp(scores - top), way), len(self.tagger.tags))
        path = shares.argmax(axis=1)  # (N,)
        missed = np.add.reduceat(1 - shares[np.arange(len(path)), path], way.starts)  # (B,)
        doubtful = np.flatnonzero(~(missed < SURE))  # what is no number is not sure
        if len(doubtful):
            path[_words(way, doubtful)] = self._best(emissions, way, doubtful)
        return path, shares

    def _best(self, emissions: Tensor, way: Walk, which: Places) -> Places:
        """The best paths of some sentences, word by word."""
        return to_tags(_padded(self._paths, emissions, way, which), len(self.tagger.tags))

    def _marginals(self, weights: Floats, way: Walk) -> Floats:
        """Forward and backward in one: exp of the emissions (N, S), by a factor a word -> (N, S)."""
        _, moves, first = self._factors
        here = weights[way.steps]  # (T, 2, B, S), then times what has been read so far
        reached = np.empty_like(here)  # the same without the word itself
        reached[0] = first
        tensors, befores = torch.from_numpy(reached).unbind(), torch.from_numpy(here).unbind()
        here[0] *= reached[0]
        for t in range(1, len(here)):
            before = here[t - 1]
            before /= before.sum(axis=-1, keepdims=True)
            torch.bmm(befores[t - 1], moves, out=tensors[t])
            here[t] *= reached[t]
        both = reached.reshape(-1, reached.shape[-1])[way.found]  # (N, 2, S)
        shares = both[:, 0] * both[:, 1]
        shares *= weights
        shares /= shares.sum(axis=1, keepdims=True)
        return shares

    @torch.no_grad()
    def _cooled(self, temperature: float) -> tuple[float, Tensor, Floats]:
        """The temperature, and exp of the moves (2, S, S), ahead and back, and of what stands at the ends (2, 1, S)."""
        moves, start, end = self.crf.masked(temperature)
        ends = torch.stack([start, end]).exp()
        return temperature, torch.stack([moves, moves.T]).exp(), ends[:, None].numpy()


class Greedy:
    """A softmax a word, and the best legal tags from left to right."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger
        self._legal, self._legal_start, _ = (moves.numpy() for moves in legal_moves(tagger.tags))

    def __call__(self, emissions: Tensor, lengths: Lengths) -> tuple[Places, Floats]:
        """Tags (N,), and probabilities (N, K)."""
        way = walk(lengths, 1)
        path = emissions.argmax(dim=1).numpy()  # (N,)
        legal = np.empty(len(path), bool)
        legal[1:] = self._legal[path[:-1], path[1:]]
        legal[way.starts] = self._legal_start[path[way.starts]]
        if not legal.all():
            wrong = np.flatnonzero(~np.logical_and.reduceat(legal, way.starts))
            path[_words(way, wrong)] = _padded(self._from_word_to_word, emissions, way, wrong)
        return path, torch.softmax(emissions / self.tagger.temperature, dim=1).numpy()

    def _from_word_to_word(self, emissions: Tensor, _mask: Tensor) -> Tensor:
        return greedy_legal(emissions, self.tagger.tags)


def _padded(work: Callable[[Tensor, Tensor], Tensor], emissions: Tensor, way: Walk, which: Places) -> NDArray[Any]:
    """Do some sentences side by side: work on emissions (B, T, K) and a mask (B, T), its results word by word."""
    lengths = way.lengths[which]
    times = np.arange(lengths.max())  # (T,)
    places = way.starts[which, None] + np.minimum(times, lengths[:, None] - 1)  # (B, T)
    mask = torch.from_numpy(times < lengths[:, None])
    return work(emissions[torch.from_numpy(places)], mask)[mask].numpy()


def _words(way: Walk, which: Places) -> Places:
    """The words of some sentences."""
    return np.concatenate([np.arange(way.starts[b], way.starts[b] + way.lengths[b]) for b in which])
