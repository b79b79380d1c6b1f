"""Networks small enough to follow by hand: two units with chosen weights, powers of a weight, powers of a matrix.

They show what a recurrent network computes and why its gradients vanish or explode. Knows no tagger and no training.
T steps, I inputs, H units, O outputs. All numbers are float64.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

Activation = Literal["linear", "tanh"]
Rows = Sequence[Sequence[float]]

ACTIVATIONS: dict[Activation, Callable[[Tensor], Tensor]] = {"linear": lambda sums: sums, "tanh": torch.tanh}
ONES: Rows = ((1.0, 1.0), (1.0, 1.0))
DRIVE = 0.1  # deviation of the inputs of the network whose gradient is followed


@dataclass(frozen=True)
class Toy:
    """An Elman network without biases: a = g(W_aa a_before + W_ax x), y = W_ya a. By default every weight is 1."""

    w_ax: Rows = ONES  # (H, I)
    w_aa: Rows = ONES  # (H, H)
    w_ya: Rows = ONES  # (O, H)
    activation: Activation = "linear"


@dataclass(frozen=True)
class ToyStep:
    """One step of a toy: what went in, what was remembered, the sums before g, the new memory and the outputs."""

    inputs: tuple[float, ...]
    before: tuple[float, ...]
    sums: tuple[float, ...]
    memory: tuple[float, ...]
    outputs: tuple[float, ...]


@dataclass(frozen=True)
class Fate:
    """What becomes of a gradient on its way back through a recurrent network; entry n is after n steps, n = 0 … S.

    eigenvalues: (H,) complex. linear: norms of W^n. tanh: norms of the product of n Jacobians of a tanh network.
    """

    eigenvalues: Tensor
    linear: Tensor
    tanh: Tensor


def run(toy: Toy, inputs: Rows, memory: Sequence[float]) -> list[ToyStep]:
    """Feed inputs (T, I) to a toy whose memory (H,) is given, and tell every number on the way."""
    w_ax, w_aa, w_ya = (torch.tensor(rows, dtype=torch.float64) for rows in (toy.w_ax, toy.w_aa, toy.w_ya))
    before, steps = torch.tensor(memory, dtype=torch.float64), []
    for given in inputs:
        x = torch.tensor(given, dtype=torch.float64)  # (I,)
        sums = w_aa @ before + w_ax @ x  # (H,)
        after = ACTIVATIONS[toy.activation](sums)  # (H,)
        parts = (x, before, sums, after, w_ya @ after)
        steps.append(ToyStep(*(tuple(part.tolist()) for part in parts)))
        before = after
    return steps


def powers(weight: float, count: int) -> Tensor:
    """1, w, w², … w^count by repeated multiplication, as a gradient meets them: (count + 1,)."""
    factors = torch.full((count + 1,), weight, dtype=torch.float64)
    factors[0] = 1
    return factors.cumprod(dim=0)


def fate(size: int, radius: float, steps: int, seed: int) -> Fate:
    """Follow a gradient back through `steps` steps of a random recurrent matrix of the given spectral radius.

    The tanh network begins in a chance state and is driven by small chance inputs; its Jacobian at a step is
    diag(1 - h²) W.
    """
    chance = torch.Generator().manual_seed(seed)
    raw = torch.randn(size, size, generator=chance, dtype=torch.float64)
    weights = raw * (radius / torch.linalg.eigvals(raw).abs().max())  # (H, H)
    state = torch.tanh(torch.randn(size, generator=chance, dtype=torch.float64))  # (H,)
    linear, tanh = torch.eye(size, dtype=torch.float64), torch.eye(size, dtype=torch.float64)  # (H, H)
    products = [(linear, tanh)]
    for _ in range(steps):
        state = torch.tanh(weights @ state + DRIVE * torch.randn(size, generator=chance, dtype=torch.float64))
        linear, tanh = weights @ linear, (1 - state**2)[:, None] * weights @ tanh
        products.append((linear, tanh))
    norms = [torch.linalg.matrix_norm(torch.stack(each), ord=2) for each in zip(*products, strict=True)]  # (S + 1,)
    return Fate(torch.linalg.eigvals(weights), *norms)
