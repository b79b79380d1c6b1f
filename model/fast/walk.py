"""Where the words of a batch stand: one after the other in memory, step by step in time. Knows no network.

N words in all, B sentences, T words of the longest, D directions. Reading backwards begins at each sentence's own last
word, so what fills up the shorter sentences comes last in both directions and nothing real ever follows it.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Walk:
    """The order in which a batch is read, in every direction at once."""

    lengths: Places  # (B,)
    starts: Places  # (B,) the first word of each sentence
    steps: Places  # (T, D, B) the word that is read at each step; some word where a sentence is over
    found: Places  # (N, D) where what a step made of a word is found in a (T D B)-long list
    after: Places  # where in that list a sentence is over


@lru_cache(64)
def walk(lengths: tuple[int, ...], directions: int) -> Walk:
    """Walk through sentences of at least one word each, ahead or (directions 2) ahead and back."""
    length = np.array(lengths)
    starts = np.cumsum(length) - length
    times = np.arange(length.max())[:, None]  # (T, 1)
    ahead = np.minimum(times, length - 1)  # (T, B)
    sentence = np.repeat(np.arange(len(length)), length)  # (N,)
    place = np.arange(length.sum()) - starts[sentence]  # (N,)
    places = [ahead, length - 1 - ahead][:directions]
    found = [place, (length[sentence] - 1) - place][:directions]
    steps = starts + np.stack(places, axis=1)  # (T, D, B)
    rows = (np.stack(found, axis=1) * directions + np.arange(directions)) * len(length) + sentence[:, None]
    after = np.flatnonzero(np.broadcast_to(times[:, None] >= length, steps.shape))
    return Walk(length, starts, steps, rows, after)
