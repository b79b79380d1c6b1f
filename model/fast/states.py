"""The recurrences step by step: in one product for both directions, in place, with what the words bring given.

T steps, B sentences, D directions, H units, G = 1, 3 or 4 gates × H. numpy and torch look at the same memory: products
are torch's, and the small operations numpy's, whose calls cost a third. What a step needs is looked up when it is its
turn, into memory that is near.
"""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from model.encoders import FeedForward, Recurrent
from model.fast.walk import Places

Floats = NDArray[np.float32]
States = Callable[[Floats, Places], Floats]


def compiled(encoder: nn.Module) -> tuple[Tensor, Tensor, States]:
    """Weights (D, F, G) and bias (D, 1, G) of what a word x brings, x W + b; and what makes states out of it.

    The latter takes a table of what words bring (rows, G) and the rows that are read (T, D, B), and gives states
    (T, D, B, H).
    """
    if isinstance(encoder, FeedForward):
        weights, bias = encoder.layer.weight.detach().T[None], encoder.layer.bias.detach()[None, None]
        return weights, bias, lambda table, rows: np.tanh(table[rows])
    encoder = cast(Recurrent, encoder)
    layers = [layer for layer in (encoder.ahead, encoder.back) if layer is not None]
    return COMPILERS[type(encoder.ahead)](layers)


def _elman(layers: Sequence[nn.RNNBase]) -> tuple[Tensor, Tensor, States]:
    weights, bias, again, bias_again = _stacked(layers)

    def states(table: Floats, rows: Places) -> Floats:
        made = table[rows]
        tensors = torch.from_numpy(made).unbind()
        for t, state in enumerate(made):
            if t:
                tensors[t].baddbmm_(tensors[t - 1], again)
            np.tanh(state, out=state)
        return made

    return weights, bias + bias_again, states


def _gru(layers: Sequence[nn.RNNBase]) -> tuple[Tensor, Tensor, States]:
    weights, bias, again, bias_again = _stacked(layers)  # gates: reset, update, new
    size = again.shape[1]
    within = bias_again.clone()  # what the reset gate works on
    within[..., : 2 * size] = 0
    outside = bias_again - within

    def states(table: Floats, rows: Places) -> Floats:
        steps, directions, sentences = rows.shape
        made = np.zeros((steps + 1, directions, sentences, size), np.float32)  # the last is the state before the first
        tensors, gates = torch.from_numpy(made).unbind(), np.empty((directions, sentences, 3 * size), np.float32)
        for t, row in enumerate(rows):
            table.take(row, axis=0, out=gates, mode="clip")
            brought = torch.baddbmm(within, tensors[t - 1], again).numpy()  # (D, B, 3 H)
            both = gates[..., : 2 * size]
            both += brought[..., : 2 * size]
            _sigmoid(both)
            new = brought[..., 2 * size :]
            new *= both[..., :size]
            new += gates[..., 2 * size :]
            np.tanh(new, out=new)
            state = made[t]
            np.subtract(made[t - 1], new, out=state)
            state *= both[..., size:]
            state += new
        return made[:-1]

    return weights, bias + outside, states


def _lstm(layers: Sequence[nn.RNNBase]) -> tuple[Tensor, Tensor, States]:
    size = layers[0].hidden_size
    # torch orders the gates input, forget, cell, output; here the three sigmoids stand together
    order = torch.arange(4 * size).view(4, size)[[0, 1, 3, 2]].flatten()
    weights, bias, again, bias_again = (part[..., order].contiguous() for part in _stacked(layers))
    starts = range(0, 4 * size, size)
    half = torch.ones(4 * size)
    half[: 3 * size] = 0.5  # sigmoid(x) = tanh(x / 2) / 2 + 1 / 2: one tanh serves all four

    def states(table: Floats, rows: Places) -> Floats:
        made = np.empty((*rows.shape, size), np.float32)
        gates = np.empty((*rows.shape[1:], 4 * size), np.float32)  # (D, B, 4 H), of one step
        opened, (taken, kept, shown, new) = gates[..., : 3 * size], (gates[..., i : i + size] for i in starts)
        tensors, brought = torch.from_numpy(made).unbind(), torch.from_numpy(gates)
        cell = np.zeros_like(made[0])
        for t, row in enumerate(rows):
            table.take(row, axis=0, out=gates, mode="clip")
            if t:
                brought.baddbmm_(tensors[t - 1], again)
            np.tanh(gates, out=gates)
            opened *= 0.5
            opened += 0.5
            taken *= new
            cell *= kept
            cell += taken
            state = np.tanh(cell, out=made[t])
            state *= shown
        return made

    weights, bias, again = weights * half, (bias + bias_again) * half, again * half
    return weights, bias, states


COMPILERS = {nn.RNN: _elman, nn.GRU: _gru, nn.LSTM: _lstm}


def _stacked(layers: Sequence[nn.RNNBase]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """W_ih (D, F, G), b_ih (D, 1, G), W_hh (D, H, G), b_hh (D, 1, G), to be multiplied from the right."""
    parts = ("weight_ih_l0", "bias_ih_l0", "weight_hh_l0", "bias_hh_l0")
    ih, b_ih, hh, b_hh = (torch.stack([getattr(layer, part).detach() for layer in layers]) for part in parts)
    return ih.mT.contiguous(), b_ih[:, None], hh.mT.contiguous(), b_hh[:, None]


def _sigmoid(values: Floats) -> None:
    values *= 0.5
    np.tanh(values, out=values)
    values *= 0.5
    values += 0.5
