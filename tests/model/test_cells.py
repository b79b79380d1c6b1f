"""Tests of model.cells: gates written out against torch's own cells, and what gates promise."""

import pytest
import torch
from torch import Tensor, nn

from model.cells import CELLS, STATE_PARTS, jacobian, unroll, weights_of

NETWORKS: dict[str, type[nn.RNN | nn.GRU | nn.LSTM]] = {"elman": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
HIDDEN = 6


def make_network(cell: str) -> nn.RNNBase:
    torch.manual_seed(5)
    network = NETWORKS[cell](4, HIDDEN, batch_first=True).double()
    for weights in network.parameters():
        nn.init.normal_(weights)
    return network


def make_words(count: int = 7) -> Tensor:
    torch.manual_seed(6)
    return torch.randn(count, 4, dtype=torch.float64)  # (T, F)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_written_out_is_torchs_own(cell: str) -> None:
    network, words = make_network(cell), make_words()
    expected, last = network(words[None])
    steps = unroll(cell, words, weights_of(network))
    assert torch.allclose(torch.stack([step.state[:HIDDEN] for step in steps]), expected[0])
    if cell == "lstm":
        assert torch.allclose(steps[-1].state[HIDDEN:], last[1][0, 0])


@pytest.mark.parametrize("cell", CELLS)
def test_the_memory_is_what_was_kept_and_what_was_added(cell: str) -> None:
    for step in unroll(cell, make_words(), weights_of(make_network(cell))):
        assert torch.equal(step.kept + step.added, step.state[-HIDDEN:])
        assert all(bool(((gate > 0) & (gate < 1)).all()) for gate in step.gates.values())


@pytest.mark.parametrize(("cell", "closed"), [("gru", {"update": 0}), ("lstm", {"forget": 1, "input": 0})])
def test_with_its_gates_shut_a_cell_keeps_its_memory(cell: str, closed: dict[str, int]) -> None:
    weights, words = weights_of(make_network(cell)), make_words()
    rows = {"gru": {"update": 1}, "lstm": {"input": 0, "forget": 1}}[cell]  # torch's order of the gates
    for gate, value in closed.items():
        sign = 1 if value or gate == "update" else -1  # torch's update gate is the share that is kept
        weights.b_ax[rows[gate] * HIDDEN : (rows[gate] + 1) * HIDDEN] = 60.0 * sign
    start = torch.linspace(-0.9, 0.9, HIDDEN * STATE_PARTS[cell]).double()
    step = CELLS[cell](words[0], start, weights)
    assert torch.allclose(step.kept, start[-HIDDEN:])
    assert torch.allclose(step.added, torch.zeros(HIDDEN).double(), atol=1e-12)


def test_an_elman_network_has_no_gates_and_keeps_nothing_as_it_was() -> None:
    step = unroll("elman", make_words(1), weights_of(make_network("elman")))[0]
    assert step.gates == {}
    assert not step.kept.any()


@pytest.mark.parametrize("cell", CELLS)
def test_the_jacobian_is_that_of_finite_differences(cell: str) -> None:
    weights, x, tiny = weights_of(make_network(cell)), make_words()[0], 1e-6
    state = torch.linspace(-0.7, 0.7, HIDDEN * STATE_PARTS[cell]).double()
    sides = [
        [CELLS[cell](x, state + sign * tiny * axis, weights).state for sign in (1, -1)]
        for axis in torch.eye(len(state))
    ]
    columns = [(more - less) / (2 * tiny) for more, less in sides]
    assert torch.allclose(jacobian(cell, x, state, weights), torch.stack(columns, dim=1), atol=1e-8)


def test_the_jacobian_of_an_elman_cell_is_its_closed_form() -> None:
    weights, x, state = weights_of(make_network("elman")), make_words()[0], torch.linspace(-0.7, 0.7, HIDDEN).double()
    after = CELLS["elman"](x, state, weights).state
    assert torch.allclose(jacobian("elman", x, state, weights), torch.diag(1 - after**2) @ weights.w_aa)
