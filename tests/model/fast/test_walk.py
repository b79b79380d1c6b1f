"""Every word is read once in each direction, in its sentence's order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.fast.walk import walk


@pytest.mark.parametrize("directions", [1, 2])
@given(lengths=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_what_a_step_makes_of_a_word_is_found_again(directions: int, lengths: list[int]) -> None:
    way = walk(tuple(lengths), directions)
    assert way.steps.shape == (max(lengths), directions, len(lengths))
    for direction in range(directions):
        read = way.steps.reshape(-1)[way.found[:, direction]]
        assert read.tolist() == list(range(sum(lengths)))
    everything = np.sort(np.concatenate([way.found.reshape(-1), way.after]))
    assert everything.tolist() == list(range(way.steps.size))


def test_one_direction_reads_ahead_and_the_other_back_from_the_last_word() -> None:
    steps = walk((3, 1), 2).steps
    assert steps[:, 0, 0].tolist() == [0, 1, 2]
    assert steps[:, 1, 0].tolist() == [2, 1, 0]
    assert steps[0, :, 1].tolist() == [3, 3]
    assert np.all((steps >= 0) & (steps < 4))  # what fills up the shorter sentence is some word
