"""The states of a CRF: the tags of BIO, or finer ones that tell a span's last word from its others.

The finer ones are IOBES: first the K tags, of which B- and I- go on, then S- and E- in the same order, with which a
span ends. A sequence of BIO tags is one legal sequence of states, so outside the CRF nothing but BIO is seen. Having to
say where a name ends, a tagger finds more of them (Ratinov and Roth, 2009). Where states are tags (S = K), all this
does nothing.
B sentences, T words of the longest, K tags, S states: K or 2 K - 1.
"""

from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.tags import OUTSIDE, Scheme, split_tag

LAST = {"B": "S", "I": "E"}  # BIO's position of a span's last word, in IOBES

Numbers = TypeVar("Numbers", Tensor, NDArray[np.intp])
Shares = TypeVar("Shares", Tensor, NDArray[np.float32])


def states_of(tags: tuple[str, ...], scheme: Scheme) -> tuple[str, ...]:
    """The states of BIO tags, which begin with O, under a scheme: BIO or IOBES."""
    if scheme == "BIO":
        return tags
    parts = [split_tag(tag) for tag in tags if tag != OUTSIDE]
    return (*tags, *(f"{LAST[position]}-{label}" for position, label in parts))


def to_states(tags: Tensor, inside: Tensor, more: int) -> Tensor:
    """The states of gold tags (B, T); inside: which of the K tags are I- (K,); more: how many more states there are.

    A tag below zero is padding.
    """
    goes_on = torch.zeros_like(tags, dtype=torch.bool)
    goes_on[:, :-1] = inside[tags[:, 1:].clamp_min(0)]  # of O it does not matter
    return tags + more * ((tags > 0) & ~goes_on)


def to_tags(states: Numbers, tags: int) -> Numbers:
    """The numbers of the tags, out of `tags`, that states stand for."""
    return states - (tags - 1) * (states >= tags)


def widen(allowed: Tensor, states: int) -> Tensor:
    """Which states are right where these tags are: (B, T, K) bool -> (B, T, S)."""
    more = states - allowed.shape[-1]
    return torch.cat([allowed, allowed[..., 1 : 1 + more]], dim=-1)


def fold(shares: Shares, tags: int) -> Shares:
    """The probabilities of `tags` tags out of those of the states: (…, S) -> (…, K), in the same memory."""
    more = shares.shape[-1] - tags
    shares[..., 1 : 1 + more] += shares[..., tags:]
    return shares[..., :tags]
