"""The networks that turn word features into states: feed-forward, Elman, GRU, LSTM; one direction or both.

All have one interface: features (B, T, F) and lengths (B,) to states (B, T, size), zero after a sentence's end.
B sentences, T words of the longest, F features a word, H units a direction.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from model.config import Architecture, ModelConfig


class FeedForward(nn.Module):
    """One hidden layer that sees one word at a time: h_t = tanh(W x_t + b). It has no memory."""

    def __init__(self, features: int, config: ModelConfig) -> None:
        super().__init__()
        self.size = config.hidden_size
        self.layer = nn.Linear(features, config.hidden_size)

    def forward(self, features: Tensor, lengths: Tensor) -> Tensor:
        states = torch.tanh(self.layer(features))  # (B, T, H)
        mask = torch.arange(features.shape[1], device=features.device) < lengths.to(features.device)[:, None]
        return states * mask[:, :, None]


class Recurrent(nn.Module):
    """A recurrent network of torch, run on packed batches so that padding never reaches a state.

    Elman (1990): h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh); GRU: Cho et al. (2014);
    LSTM: Hochreiter and Schmidhuber (1997), with forget gate. Initial states are zero.
    """

    def __init__(self, cell: Callable[..., nn.RNNBase], features: int, config: ModelConfig) -> None:
        super().__init__()
        self.size = config.hidden_size * (2 if config.bidirectional else 1)
        self.cell = cell(
            features,
            config.hidden_size,
            num_layers=config.layers,
            batch_first=True,
            bidirectional=config.bidirectional,
            dropout=config.dropout if config.layers > 1 else 0.0,
        )

    def forward(self, features: Tensor, lengths: Tensor) -> Tensor:
        packed = pack_padded_sequence(features, lengths, batch_first=True, enforce_sorted=False)
        states, _ = self.cell(packed)
        padded, _ = pad_packed_sequence(states, batch_first=True, total_length=features.shape[1])
        return padded  # (B, T, H or 2 H)


def _recurrent(cell: Callable[..., nn.RNNBase]) -> Callable[[int, ModelConfig], nn.Module]:
    return lambda features, config: Recurrent(cell, features, config)


ENCODERS: dict[Architecture, Callable[[int, ModelConfig], nn.Module]] = {
    "feedforward": FeedForward,
    "elman": _recurrent(nn.RNN),
    "gru": _recurrent(nn.GRU),
    "lstm": _recurrent(nn.LSTM),
    "bi-elman": _recurrent(nn.RNN),
    "bi-gru": _recurrent(nn.GRU),
    "bi-lstm": _recurrent(nn.LSTM),
}
