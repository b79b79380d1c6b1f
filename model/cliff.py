"""The cliff: the error surface of one recurrent unit, and gradient descent on it with and without clipping.

Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks": the unit is
h_t = w σ(h_{t-1}) + b, run for 50 steps; the loss is (σ(h_50) - 0.7)². Knows no tagger. All numbers are float64.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

STEPS = 50
START = 0.5  # h_0
TARGET = 0.7


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the way down: weight and bias, the loss there, the gradient's norm, and whether it was clipped."""

    weight: float
    bias: float
    loss: float
    norm: float
    clipped: bool


def loss(weight: Tensor, bias: Tensor) -> Tensor:
    """The loss at places of any one shape."""
    h = torch.full_like(weight, START)
    for _ in range(STEPS):
        h = weight * torch.sigmoid(h) + bias
    return (torch.sigmoid(h) - TARGET) ** 2


def surface(weights: Tensor, biases: Tensor) -> Tensor:
    """The loss over a grid: (W,), (B,) -> (B, W)."""
    return loss(*torch.meshgrid(weights, biases, indexing="xy"))


def descend(start: tuple[float, float], rate: float, clip: float, count: int) -> list[Place]:
    """Gradient descent from (weight, bias): the start and `count` steps. A clip of 0 is none.

    Clipping shortens a gradient longer than `clip` to that length and keeps its direction.
    """
    at, places = torch.tensor(start, dtype=torch.float64), []
    for _ in range(count + 1):
        here = at.clone().requires_grad_()
        value = loss(here[0], here[1])
        (gradient,) = torch.autograd.grad(value, here)  # (2,)
        norm = float(gradient.norm())
        clipped = bool(clip) and norm > clip
        weight, bias = at.tolist()
        places.append(Place(weight, bias, value.item(), norm, clipped))
        at = at - rate * gradient * (clip / norm if clipped else 1.0)
    return places


def largest_leap(places: list[Place]) -> int:
    """The number of the step that led farthest; 0 where there is none."""
    leaps = [math.hypot(after.weight - before.weight, after.bias - before.bias) for before, after in pairwise(places)]
    return 1 + leaps.index(max(leaps)) if leaps else 0
