"""The best paths of a chain as `CRF.viterbi` finds them, asking at each word only the tags that can matter.

Before a tag that may begin a sentence any other may stand that may end one, before the rest (an I-, an E-) only two.
Before the former a tag cannot win that is behind the best by more than moves can differ: few are not.
B sentences, T words of the longest, K tags: F free ones, I bound ones, C that may end a sentence.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.crf import CRF

Floats = NDArray[np.float32]
ROUNDING = 1e-3  # what single precision may add up to between two scores of a word


class Paths:
    """Viterbi for a CRF whose weights do not change any more."""

    @torch.no_grad()
    def __init__(self, crf: CRF) -> None:
        legal, free = crf.legal.numpy(), crf.legal_start.numpy()  # (K, K), (K,)
        self._order = np.concatenate([np.flatnonzero(free), np.flatnonzero(~free)])  # inside, tags have this order
        moves, start, end = (scores.numpy() for scores in crf.masked())
        moves, legal = (table[np.ix_(self._order, self._order)] for table in (moves, legal))
        self._start, self._end = start[self._order], end[self._order]  # (K,)
        self._closed = np.flatnonzero(crf.legal_end.numpy()[self._order])  # (C,)
        self._to_free, self._moves_to = moves[self._closed, : free.sum()], moves.T.copy()  # (C, F), (K, K): to, from
        self._spread = float(np.ptp(self._to_free, axis=0).max()) + ROUNDING
        bound = range(free.sum(), len(free))
        few = max((legal[:, tag].sum() for tag in bound), default=1)
        before = [np.resize(np.flatnonzero(legal[:, tag]), few) for tag in bound]
        self._before = np.array(before, np.intp).reshape(-1, few).T  # (few, I) the tags that may precede
        self._to_bound = moves[self._before, bound]  # (few, I)

    def __call__(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """The most probable legal tags (B, T) of emissions (B, T, K), meaningless at padding; mask (B, T) bool."""
        scores = emissions.numpy().swapaxes(0, 1)[..., self._order]  # (T, B, K)
        here = mask.T[..., None].numpy()  # (T, B, 1)
        best = [self._start + scores[0]]  # of the beginnings that end in each tag, T of (B, K)
        for score, on in zip(scores[1:], here[1:], strict=True):
            best.append(np.where(on, self._reached(best[-1]) + score, best[-1]))
        path = [(best[-1] + self._end).argmax(axis=1)]  # (B,)
        for before, on in zip(best[-2::-1], here[:0:-1], strict=True):
            path.append(np.where(on[:, 0], (before + self._moves_to[path[-1]]).argmax(axis=1), path[-1]))
        return torch.from_numpy(self._order[np.stack(path[::-1], axis=1)])

    def _reached(self, best: Floats) -> Floats:
        """The best scores with which a move leads to each tag: (B, K) -> (B, K)."""
        reached, free = np.empty_like(best), self._to_free.shape[1]
        best = best - np.maximum.reduce(best, axis=1, keepdims=True)  # or the scores of a long text would grow coarse
        closed = best.take(self._closed, axis=1)  # (B, C)
        far = np.logical_and.reduce(closed < closed.max(axis=1, keepdims=True) - self._spread, axis=0)
        near = (~far).nonzero()[0]  # at least one, even where scores are no numbers
        moved = closed.take(near, axis=1)[..., None] + self._to_free.take(near, axis=0)  # (B, few, F)
        np.maximum.reduce(moved, axis=1, out=reached[:, :free])
        moved = best.take(self._before, axis=1) + self._to_bound  # (B, few, I)
        np.maximum.reduce(moved, axis=1, out=reached[:, free:])
        return reached
