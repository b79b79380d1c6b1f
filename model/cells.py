"""Elman, GRU and LSTM cells written out: one word and the state before it to the state after it, with every gate.

The same numbers as torch's own networks, whose weights they take; here each part has a name and can be looked at.
Knows no tagger. F features of a word, H units, S numbers of the state: H, or 2 H in an LSTM, whose state is h and c.
Every cell takes one word and state, or many of them side by side: (…, F) and (…, S).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import linear


@dataclass(frozen=True)
class CellWeights:
    """The weights of a recurrent network of torch; the gates of a GRU or an LSTM stand one below the other."""

    w_ax: Tensor  # (H, F), (3 H, F) or (4 H, F)
    w_aa: Tensor  # as many rows, H columns
    b_ax: Tensor
    b_aa: Tensor


@dataclass(frozen=True)
class CellStep:
    """The state after a word and what made it. All but `state` are (…, H); gates lie between 0 and 1."""

    state: Tensor  # (…, S)
    gates: Mapping[str, Tensor]
    candidate: Tensor  # what the word would have the memory be
    kept: Tensor  # the part of the old memory that stays in the new one
    added: Tensor  # what is new in it


Cell = Callable[[Tensor, Tensor, CellWeights], CellStep]


def elman(x: Tensor, state: Tensor, weights: CellWeights) -> CellStep:
    """a = tanh(W_ax x + b + W_aa a_before): no gate, so that nothing is kept as it was (Elman, 1990)."""
    a = torch.tanh(linear(x, weights.w_ax, weights.b_ax) + linear(state, weights.w_aa, weights.b_aa))
    return CellStep(a, {}, a, torch.zeros_like(a), a)


def gru(x: Tensor, state: Tensor, weights: CellWeights) -> CellStep:
    """a = (1 - u) a_before + u n: the update gate u says how much of the memory is replaced (Cho et al., 2014).

    torch names the share that is kept, 1 - u, the update gate; it applies the reset gate r after the matrix.
    """
    r_x, z_x, n_x = linear(x, weights.w_ax, weights.b_ax).chunk(3, dim=-1)
    r_a, z_a, n_a = linear(state, weights.w_aa, weights.b_aa).chunk(3, dim=-1)
    reset, update = torch.sigmoid(r_x + r_a), torch.sigmoid(-(z_x + z_a))
    candidate = torch.tanh(n_x + reset * n_a)
    kept, added = (1 - update) * state, update * candidate
    return CellStep(kept + added, {"update": update, "reset": reset}, candidate, kept, added)


def lstm(x: Tensor, state: Tensor, weights: CellWeights) -> CellStep:
    """c = f c_before + i g, h = o tanh(c): what is forgotten, let in and shown are three gates (Hochreiter, 1997)."""
    h, c = state.chunk(2, dim=-1)
    sums = linear(x, weights.w_ax, weights.b_ax) + linear(h, weights.w_aa, weights.b_aa)  # (…, 4 H)
    i, f, g, o = sums.chunk(4, dim=-1)
    enter, forget, show, candidate = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o), torch.tanh(g)
    kept, added = forget * c, enter * candidate
    after = torch.cat([show * torch.tanh(kept + added), kept + added], dim=-1)  # (…, 2 H)
    return CellStep(after, {"forget": forget, "input": enter, "output": show}, candidate, kept, added)


CELLS: Mapping[str, Cell] = {"elman": elman, "gru": gru, "lstm": lstm}
STATE_PARTS: Mapping[str, int] = {"elman": 1, "gru": 1, "lstm": 2}  # vectors of H numbers that make up the state


def weights_of(network: nn.RNNBase) -> CellWeights:
    """The weights of a one-layer, one-directional network, in float64."""
    w_ax, w_aa, b_ax, b_aa = (weight.detach().double() for weight in network.parameters())
    return CellWeights(w_ax, w_aa, b_ax, b_aa)


def unroll(cell: str, features: Tensor, weights: CellWeights) -> list[CellStep]:
    """Read words (T, F) one after the other, from an empty memory."""
    state = empty(cell, weights)
    steps: list[CellStep] = []
    for x in features:
        steps.append(CELLS[cell](x, state, weights))
        state = steps[-1].state
    return steps


def jacobian(cell: str, x: Tensor, state: Tensor, weights: CellWeights) -> Tensor:
    """How the state after a word depends on the state before it, by torch's gradients: (F,), (S,) -> (S, S)."""
    befores = state.detach().repeat(len(state), 1).requires_grad_()  # (S, S): a copy for each number that comes out
    after = CELLS[cell](x, befores, weights).state  # (S, S)
    (rows,) = torch.autograd.grad(after.diagonal().sum(), befores)
    return rows


def empty(cell: str, weights: CellWeights) -> Tensor:
    """The state before the first word: zeros (S,)."""
    return weights.w_aa.new_zeros(STATE_PARTS[cell] * weights.w_aa.shape[1])
