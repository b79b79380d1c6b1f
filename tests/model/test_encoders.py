"""Tests of model.encoders: against torch's own cells step by step, and for what each network may know."""

from typing import cast

import pytest
import torch
from torch import Tensor, nn

from model.config import ARCHITECTURES, Architecture
from model.encoders import ENCODERS, FeedForward, Recurrent
from tests.model.helpers import BOTH_WAYS, FORWARD, make_config

FEATURES = 5
LENGTHS = [4, 6, 1, 3]
CELLS = {"elman": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}


def make_encoder(architecture: Architecture) -> nn.Module:
    torch.manual_seed(1)
    return ENCODERS[architecture](FEATURES, make_config(architecture)).double().eval()


def make_features() -> Tensor:
    torch.manual_seed(2)
    return torch.randn(len(LENGTHS), max(LENGTHS), FEATURES, dtype=torch.float64)  # (B, T, F)


def run(encoder: nn.Module, features: Tensor, *lengths: int) -> Tensor:
    return cast(Tensor, encoder(features, torch.tensor(lengths or [features.shape[1]] * len(features))))


def by_cell(network: nn.Module | Tensor, name: str, inputs: Tensor) -> Tensor:
    """What a one-directional network of torch says, word by word in torch's own cell: (T, F) -> (T, H)."""
    assert isinstance(network, nn.RNNBase)
    cell = CELLS[name](inputs.shape[1], network.hidden_size).double()
    cell.load_state_dict({key.removesuffix("_l0"): value for key, value in network.state_dict().items()})
    state, states = None, []
    for word in inputs:
        state = cell(word[None], state)
        states.append(state[0][0] if name == "lstm" else state[0])
    return torch.stack(states)


def test_elman_follows_its_formula() -> None:
    encoder, features = cast(Recurrent, make_encoder("elman")), make_features()[:1]
    weight_ih, weight_hh, bias_ih, bias_hh = encoder.ahead.parameters()
    state = torch.zeros(encoder.size, dtype=torch.float64)
    for t, found in enumerate(run(encoder, features)[0]):
        state = torch.tanh(weight_ih @ features[0, t] + bias_ih + weight_hh @ state + bias_hh)
        assert torch.allclose(found, state)


def test_feed_forward_follows_its_formula() -> None:
    encoder, features = cast(FeedForward, make_encoder("feedforward")), make_features()
    found = run(encoder, features, *LENGTHS)
    for row, length in enumerate(LENGTHS):
        for t in range(length):
            expected = torch.tanh(encoder.layer.weight @ features[row, t] + encoder.layer.bias)
            assert torch.allclose(found[row, t], expected)


@pytest.mark.parametrize("architecture", FORWARD)
def test_a_network_is_its_cell_step_by_step(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()
    expected = by_cell(encoder.ahead, architecture, features[0])
    assert torch.allclose(run(encoder, features[:1])[0], expected)


@pytest.mark.parametrize("architecture", BOTH_WAYS)
def test_two_directions_are_two_networks_side_by_side(architecture: Architecture) -> None:
    encoder, features, name = make_encoder(architecture), make_features()[0], architecture.removeprefix("bi-")
    there = by_cell(encoder.ahead, name, features)
    back = by_cell(encoder.back, name, features.flip(0)).flip(0)
    assert torch.allclose(run(encoder, features[None])[0], torch.cat([there, back], dim=1))


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_batch_gives_what_its_sentences_give_alone_and_zero_after_their_end(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()
    found = run(encoder, features, *LENGTHS)
    assert list(found.shape) == [len(LENGTHS), max(LENGTHS), encoder.size]
    for row, length in enumerate(LENGTHS):
        assert torch.allclose(found[row, :length], run(encoder, features[row : row + 1, :length])[0])
        assert (found[row, length:] == 0).all()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_stands_at_padding_reaches_no_state(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()
    other = features.clone()
    for row, length in enumerate(LENGTHS):
        other[row, length:] = 1e6
    assert torch.equal(run(encoder, features, *LENGTHS), run(encoder, other, *LENGTHS))


@pytest.mark.parametrize("architecture", ["feedforward", *FORWARD])
def test_one_direction_never_sees_what_follows(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()
    other = features.clone()
    other[:, 3:] += 1
    assert torch.equal(run(encoder, features)[:, :3], run(encoder, other)[:, :3])


@pytest.mark.parametrize("architecture", BOTH_WAYS)
def test_two_directions_see_what_follows(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()
    other = features.clone()
    other[:, -1] += 1
    assert ((run(encoder, features) - run(encoder, other)).abs().amax(dim=2) > 0).all()


def test_feed_forward_sees_one_word_alone() -> None:
    encoder, features = make_encoder("feedforward"), make_features()
    shuffled = torch.randperm(features.shape[1])
    assert torch.equal(run(encoder, features)[:, shuffled], run(encoder, features[:, shuffled]))


@pytest.mark.parametrize("architecture", [*FORWARD, *BOTH_WAYS])
def test_a_recurrent_network_remembers_the_first_word(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()
    other = features.clone()
    other[:, 0] += 1
    assert ((run(encoder, features) - run(encoder, other)).abs().amax(dim=2) > 0).all()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_gradients_through_time_agree_with_finite_differences(architecture: Architecture) -> None:
    encoder, features = make_encoder(architecture), make_features()[1:3].requires_grad_()
    assert torch.autograd.gradcheck(lambda inputs: run(encoder, inputs, *LENGTHS[1:3]), (features,))
