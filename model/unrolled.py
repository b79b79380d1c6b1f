"""A sentence through a trained one-directional network, written out: every term, the gates, the probabilities.

What comes out is what the tagger says. Watches from outside, in float64.
T words, F features a word, H units, G numbers of a cell's sums (H, 3 H or 4 H), K tags.
"""

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from model.cells import CELLS, CellStep, CellWeights, empty, unroll, weights_of
from model.config import ModelConfig
from model.encoders import Recurrent
from model.errors import ModelError
from model.explain import word_features
from model.predict import Predictor, Tokenized


class UnrollError(ModelError):
    """A network that cannot be written out: it has no memory, reads both ways, or decides with a CRF."""


@dataclass(frozen=True)
class Output:
    """ŷ = softmax((W_ya a + b_y) / temperature); the temperature was fitted when the training was over."""

    w_ya: Tensor  # (K, H)
    b_y: Tensor  # (K,)
    temperature: float


@dataclass(frozen=True)
class Unrolled:
    """A network's pass over a sentence. Row t of every tensor belongs to word t."""

    cell: str
    features: Tensor  # (T, F): x, what the network is given for each word
    before: Tensor  # (T, H): a of the word before
    memory_terms: Tensor  # (T, G): W_aa a_before
    input_terms: Tensor  # (T, G): W_ax x
    bias: Tensor  # (G,)
    stacked: Tensor  # (T, G): [W_aa W_ax] [a_before; x], which is the sum of both terms
    steps: tuple[CellStep, ...]
    states: Tensor  # (T, H): a
    probabilities: Tensor  # (T, K): ŷ


def can_unroll(config: ModelConfig) -> bool:
    """Whether a network's pass can be written out."""
    return config.architecture in CELLS and not config.crf


def parts(predictor: Predictor) -> tuple[CellWeights, Output]:
    """The weights of a network, in float64. Raises UnrollError."""
    if not can_unroll(predictor.card.recipe.model):
        raise UnrollError(f"{predictor.name} is no one-directional recurrent network with a softmax")
    encoder, emit = cast(Recurrent, predictor.tagger.encoder), predictor.tagger.emit
    output = Output(emit.weight.detach().double(), _bias(emit), predictor.tagger.temperature)
    return weights_of(encoder.ahead), output


def unroll_sentence(predictor: Predictor, sentence: Tokenized) -> Unrolled:
    """Write out the pass over a sentence of at least one word. Raises UnrollError."""
    weights, output = parts(predictor)
    cell = predictor.card.recipe.model.architecture
    x = word_features(predictor, sentence)[0].double()  # (T, F)
    with torch.no_grad():
        steps = unroll(cell, x, weights)
    hidden = weights.w_aa.shape[1]
    states = torch.stack([step.state[:hidden] for step in steps])  # (T, H)
    before = torch.cat([empty(cell, weights)[None, :hidden], states[:-1]])  # (T, H)
    both = torch.cat([weights.w_aa, weights.w_ax], dim=1)  # (G, H + F)
    return Unrolled(
        cell=cell,
        features=x,
        before=before,
        memory_terms=linear(before, weights.w_aa),
        input_terms=linear(x, weights.w_ax),
        bias=weights.b_aa + weights.b_ax,
        stacked=linear(torch.cat([before, x], dim=1), both),
        steps=tuple(steps),
        states=states,
        probabilities=torch.softmax(linear(states, output.w_ya, output.b_y) / output.temperature, dim=-1),
    )


def _bias(layer: nn.Linear) -> Tensor:
    return layer.bias.detach().double()
