"""The recurrences step by step: in one product for both directions, in place, with what the words bring given.

T steps, B sentences, D directions, H units, G = 1, 3 or 4 gates × H. numpy and torch look at the same memory: products
are torch's, and the small operations numpy's, whose calls cost a third.
"""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from model.encoders import FeedForward, Recurrent

Floats = NDArray[np.float32]
States = Callable[[Floats], Floats]


def compiled(encoder: nn.Module) -> tuple[Tensor, Tensor, States]:
    """Weights (D, F, G) and bias (D, 1, G) of what a word x brings, x W + b; and what makes states out of it.

    The latter takes what the words of a walk bring (T, D, B, G), which it uses up, and gives states (T, D, B, H).
    """
    if isinstance(encoder, FeedForward):
        return encoder.layer.weight.detach().T[None], encoder.layer.bias.detach()[None, None], np.tanh
    encoder = cast(Recurrent, encoder)
    layers = [layer for layer in (encoder.ahead, encoder.back) if layer is not None]
    return COMPILERS[type(encoder.ahead)](layers)


def _elman(layers: Sequence[nn.RNNBase]) -> tuple[Tensor, Tensor, States]:
    weights, bias, again, bias_again = _stacked(layers)

    def states(inputs: Floats) -> Floats:
        made = torch.from_numpy(inputs).unbind()
        for t, state in enumerate(inputs):
            if t:
                made[t].baddbmm_(made[t - 1], again)
            np.tanh(state, out=state)
        return inputs

    return weights, bias + bias_again, states


def _gru(layers: Sequence[nn.RNNBase]) -> tuple[Tensor, Tensor, States]:
    weights, bias, again, bias_again = _stacked(layers)  # gates: reset, update, new
    size = again.shape[1]
    within = bias_again.clone()  # what the reset gate works on
    within[..., : 2 * size] = 0
    outside = bias_again - within

    def states(inputs: Floats) -> Floats:
        steps, directions, sentences, _ = inputs.shape
        made = np.zeros((steps + 1, directions, sentences, size), np.float32)  # the last is the state before the first
        tensors = torch.from_numpy(made).unbind()
        for t, gates in enumerate(inputs):
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
    half = torch.ones(4 * size)
    half[: 3 * size] = 0.5  # sigmoid(x) = tanh(x / 2) / 2 + 1 / 2: one tanh serves all four

    def states(inputs: Floats) -> Floats:
        steps, directions, sentences, _ = inputs.shape
        made = np.empty((steps, directions, sentences, size), np.float32)
        tensors, brought = torch.from_numpy(made).unbind(), torch.from_numpy(inputs).unbind()
        cell = np.zeros((directions, sentences, size), np.float32)
        for t, gates in enumerate(inputs):
            if t:
                brought[t].baddbmm_(tensors[t - 1], again)
            np.tanh(gates, out=gates)
            opened = gates[..., : 3 * size]
            opened *= 0.5
            opened += 0.5
            taken = gates[..., :size]
            taken *= gates[..., 3 * size :]
            cell *= gates[..., size : 2 * size]
            cell += taken
            state = np.tanh(cell, out=made[t])
            state *= gates[..., 2 * size : 3 * size]
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
