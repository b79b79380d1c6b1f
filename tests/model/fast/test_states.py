"""The states of the recurrences, held to those of the encoders that are trained."""

import numpy as np
import pytest
import torch

from model.config import ARCHITECTURES, Architecture
from model.fast.states import compiled
from model.fast.walk import walk
from tests.model.helpers import make_tagger


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("lengths", [(1,), (7,), (4, 1, 6)])
@torch.no_grad()
def test_states_are_those_of_the_encoder(architecture: Architecture, lengths: tuple[int, ...]) -> None:
    encoder = make_tagger(architecture).encoder
    features = torch.randn(len(lengths), max(lengths), 14)  # (B, T, F)
    mask = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
    weights, bias, states = compiled(encoder)
    way = walk(lengths, len(weights))
    brought = torch.stack([features[mask] @ w + b for w, b in zip(weights, bias, strict=True)])  # (D, N, G)
    rows = way.steps + len(brought[0]) * np.arange(len(weights))[:, None]  # (T, D, B)
    made = states(brought.flatten(0, 1).numpy(), rows)
    found = torch.from_numpy(made.reshape(-1, made.shape[-1])[way.found]).flatten(1)  # (N, D H)
    torch.testing.assert_close(found, encoder(features, torch.tensor(lengths))[mask], atol=1e-5, rtol=1e-5)
