"""Tests of model.cliff: against plain arithmetic, finite differences, and what clipping promises."""

import math
from itertools import pairwise

import pytest
import torch

from model.cliff import Place, descend, largest_leap, loss, surface

START, RATE, CLIP = (5.5, -2.0), 0.5, 0.2


def plain_loss(weight: float, bias: float) -> float:
    h = 0.5
    for _ in range(50):
        h = weight / (1 + math.exp(-h)) + bias
    return (1 / (1 + math.exp(-h)) - 0.7) ** 2


def step_length(before: Place, after: Place) -> float:
    return math.hypot(after.weight - before.weight, after.bias - before.bias)


@pytest.mark.parametrize(("weight", "bias"), [(0.0, 0.0), (4.5, -2.3), (6.0, -3.0), (-2.0, 1.0)])
def test_the_loss_is_that_of_plain_arithmetic(weight: float, bias: float) -> None:
    place = torch.tensor([weight, bias], dtype=torch.float64)
    assert loss(*place).item() == pytest.approx(plain_loss(weight, bias))


def test_rows_of_the_surface_are_biases_and_columns_weights() -> None:
    grid = surface(torch.tensor([4.0, 6.0]).double(), torch.tensor([-3.0, -2.0, -1.0]).double())
    expected = [[plain_loss(weight, bias) for weight in (4.0, 6.0)] for bias in (-3.0, -2.0, -1.0)]
    assert grid.tolist() == [pytest.approx(row) for row in expected]


def test_the_surface_has_a_cliff() -> None:
    below, above = plain_loss(5.0, -2.50), plain_loss(5.0, -2.75)
    assert above - below > 0.3
    assert abs(plain_loss(5.0, -2.25) - below) < 0.03


def test_a_first_step_goes_against_the_gradient_of_finite_differences() -> None:
    weight, bias, tiny = *START, 1e-6
    slope = (
        (plain_loss(weight + tiny, bias) - plain_loss(weight - tiny, bias)) / (2 * tiny),
        (plain_loss(weight, bias + tiny) - plain_loss(weight, bias - tiny)) / (2 * tiny),
    )
    first, second = descend(START, RATE, 0, 1)
    assert (second.weight, second.bias) == pytest.approx((weight - RATE * slope[0], bias - RATE * slope[1]), rel=1e-6)
    assert first.norm == pytest.approx(math.hypot(*slope), rel=1e-5)


def test_no_clipped_step_is_longer_than_rate_times_clip_and_shorter_gradients_are_left_alone() -> None:
    clipped, free = descend(START, RATE, CLIP, 60), descend(START, RATE, 0, 60)
    for before, after in pairwise(clipped):
        assert step_length(before, after) == pytest.approx(RATE * min(before.norm, CLIP))
        assert before.clipped == (before.norm > CLIP)
    assert not any(place.clipped for place in free)
    same = next(number for number, place in enumerate(clipped) if place.clipped)
    assert same > 0
    assert clipped[: same + 1] == [*free[:same], clipped[same]]


def test_the_unclipped_path_jumps_off_the_cliff_and_the_clipped_one_does_not() -> None:
    free, clipped = descend(START, RATE, 0, 100), descend(START, RATE, CLIP, 100)
    leap = largest_leap(free)
    assert step_length(free[leap - 1], free[leap]) > 100
    assert free[-1].loss > 50 * clipped[-1].loss
    assert all(3 < place.weight < 7 and -4 < place.bias < -1 for place in clipped)


def test_without_a_step_there_is_no_leap() -> None:
    assert largest_leap(descend(START, RATE, 0, 0)) == 0
