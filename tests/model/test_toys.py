"""Tests of model.toys: against numbers worked out by hand, torch's own network, closed forms and finite differences."""

import math

import pytest
import torch
from torch import nn

from model.toys import DRIVE, Toy, fate, powers, run

INPUTS = ((1.0, 1.0), (1.0, 1.0), (2.0, 2.0))


def outputs(
    toy: Toy, *inputs: tuple[float, float], memory: tuple[float, float] = (0.0, 0.0)
) -> list[tuple[float, ...]]:
    return [step.outputs for step in run(toy, inputs, memory)]


def test_with_all_weights_one_the_outputs_are_those_worked_out_by_hand() -> None:
    assert outputs(Toy(), *INPUTS) == [(4.0, 4.0), (12.0, 12.0), (32.0, 32.0)]


def test_another_order_of_the_same_inputs_gives_other_outputs() -> None:
    # by hand: memory 4, then 4 + 4 + 2 = 10, then 10 + 10 + 2 = 22; each output adds two units
    assert outputs(Toy(), INPUTS[2], INPUTS[0], INPUTS[1]) == [(8.0, 8.0), (20.0, 20.0), (44.0, 44.0)]


def test_the_initial_memory_counts_from_the_first_step() -> None:
    assert outputs(Toy(), INPUTS[0], memory=(1.0, 2.0)) == [(10.0, 10.0)]


def test_each_step_begins_with_the_memory_that_the_one_before_left() -> None:
    steps = run(Toy(activation="tanh"), INPUTS, (0.5, -0.5))
    assert steps[0].before == (0.5, -0.5)
    assert [step.before for step in steps[1:]] == [step.memory for step in steps[:-1]]
    assert all(
        unit == pytest.approx(math.tanh(total)) for s in steps for unit, total in zip(s.memory, s.sums, strict=True)
    )


def test_with_tanh_and_other_weights_a_toy_is_the_elman_network_of_torch() -> None:
    torch.manual_seed(3)
    network = nn.RNN(3, 2, bias=False, batch_first=True).double()
    out, x = nn.Linear(2, 4, bias=False).double(), torch.randn(1, 5, 3, dtype=torch.float64)
    w_ax, w_aa = (weights.tolist() for weights in network.parameters())
    steps = run(Toy(w_ax, w_aa, out.weight.tolist(), "tanh"), x[0].tolist(), (0.0, 0.0))
    expected = out(network(x)[0])[0]
    assert torch.allclose(torch.tensor([step.outputs for step in steps], dtype=torch.float64), expected)


@pytest.mark.parametrize(("weight", "expected"), [(1, 1), (1.01, 20959.16), (0.99, 4.3171e-5), (0.01, 0)])
def test_the_thousandth_power_of_a_weight(weight: float, expected: float) -> None:
    assert powers(weight, 1000)[-1].item() == pytest.approx(expected, rel=1e-5)


def test_powers_are_those_of_arithmetic() -> None:
    assert powers(-1.5, 40).tolist() == pytest.approx([(-1.5) ** n for n in range(41)])


def test_the_matrix_has_the_spectral_radius_asked_for_and_its_eigenvalues_come_in_conjugate_pairs() -> None:
    values = [complex(value) for value in fate(12, 0.9, 1, seed=4).eigenvalues.tolist()]
    assert max(map(abs, values)) == pytest.approx(0.9)
    assert sum(values).imag == pytest.approx(0)
    assert len(values) == 12


@pytest.mark.parametrize("radius", [0.8, 1.0, 1.25])
def test_the_spectral_radius_sets_how_fast_the_linear_gradient_shrinks_or_grows(radius: float) -> None:
    norms = fate(8, radius, 400, seed=1).linear
    late = (norms[400] / norms[200]) ** (1 / 200)  # Gelfand: the norm of W^n grows as the radius to the n
    assert late.item() == pytest.approx(radius, rel=0.01)


def test_the_linear_gradient_is_never_below_the_power_of_the_radius() -> None:
    norms = fate(8, 0.9, 30, seed=2).linear.tolist()
    assert all(norm >= 0.9**n * (1 - 1e-9) for n, norm in enumerate(norms))


def test_tanh_shrinks_a_gradient_that_a_linear_network_would_let_explode() -> None:
    found = fate(16, 1.6, 60, seed=1)
    assert found.linear[-1] > 1e9
    assert found.tanh[-1] < found.linear[-1] / 1e3


def test_the_tanh_gradient_is_that_of_finite_differences() -> None:
    size, radius, steps, seed, tiny = 5, 1.1, 6, 7, 1e-6
    chance = torch.Generator().manual_seed(seed)
    raw = torch.randn(size, size, generator=chance, dtype=torch.float64)
    weights = raw * radius / max(map(abs, torch.linalg.eigvals(raw).tolist()))
    start = torch.tanh(torch.randn(size, generator=chance, dtype=torch.float64))
    drive = [DRIVE * torch.randn(size, generator=chance, dtype=torch.float64) for _ in range(steps)]

    def end(state: torch.Tensor) -> torch.Tensor:
        for push in drive:
            state = torch.tanh(weights @ state + push)
        return state

    columns = [(end(start + tiny * axis) - end(start - tiny * axis)) / (2 * tiny) for axis in torch.eye(size).double()]
    expected = torch.linalg.matrix_norm(torch.stack(columns, dim=1), ord=2)
    assert fate(size, radius, steps, seed).tanh[-1].item() == pytest.approx(expected.item(), rel=1e-6)
