"""Rows of 4-bit codes against brute force over every scale that was tried, and against themselves packed again."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from model.rows import HIGHEST, SHARES, codes_of, pack_matrix, pack_rows, unpack_matrix, unpack_rows


def make_rows(seed: int = 1, words: int = 20, size: int = 8) -> Tensor:
    return torch.randn(words, size, generator=torch.Generator().manual_seed(seed))  # (V, D)


def again(rows: Tensor) -> Tensor:
    return unpack_rows(*pack_rows(rows), rows.shape[1])


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_each_number_becomes_the_nearest_code_of_the_best_scale(words: int, size: int, seed: int) -> None:
    rows = make_rows(seed, words, size)
    for row, found in zip(rows.tolist(), again(rows).tolist(), strict=True):
        ways = []
        for share in SHARES:
            step = float(torch.tensor(share * max(map(abs, row)) / HIGHEST).half())
            ways.append(
                [min((code * step for code in range(-HIGHEST, HIGHEST + 1)), key=lambda c: abs(x - c)) for x in row]
            )
        errors = [sum((x - y) ** 2 for x, y in zip(row, way, strict=True)) for way in ways]
        error = sum((x - y) ** 2 for x, y in zip(row, found, strict=True))
        assert error == pytest.approx(min(errors), rel=1e-3, abs=1e-9)


@given(st.integers(1, 9), st.integers(0, 99))
def test_what_was_packed_before_changes_no_more(size: int, seed: int) -> None:
    once = again(make_rows(seed, size=size))
    assert torch.equal(again(once), once)


def test_normal_vectors_lose_a_hundredth_of_their_square() -> None:
    rows = make_rows(words=500, size=100)
    assert ((again(rows) - rows).square().sum() / rows.square().sum()).item() < 0.012


def test_a_row_of_zeros_stays_zero_and_the_signs_stay() -> None:
    rows = torch.tensor([[0.0, 0.0, 0.0], [7.0, -7.0, 3.0]])
    assert torch.equal(again(rows), rows)


@pytest.mark.parametrize("size", [1, 6, 7])
def test_two_codes_share_a_byte(size: int) -> None:
    packed, scale = pack_rows(make_rows(size=size))
    assert (packed.dtype, packed.shape, scale.dtype) == (torch.uint8, (20, (size + 1) // 2), torch.half)
    assert codes_of(packed, size).abs().max() == HIGHEST


def test_rows_are_unpacked_wherever_they_stand() -> None:
    rows = make_rows()
    packed, scale = pack_rows(rows)
    words = torch.tensor([[3, 1], [0, 19]])
    assert torch.equal(unpack_rows(packed[words], scale[words], 8), again(rows)[words])


def test_rows_of_whole_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"packed as torch\.uint8, found torch\.int8"):
        unpack_rows(torch.ones(2, 4, dtype=torch.int8), torch.ones(2, 1), 8)


def test_a_matrix_is_stored_to_half_a_step_of_its_rows() -> None:
    rows = make_rows(size=9) * torch.logspace(-3, 3, 20)[:, None]
    codes, scale = pack_matrix(rows)
    assert (codes.dtype, scale.dtype, scale.shape) == (torch.int8, torch.half, (20, 1))
    step = rows.abs().amax(dim=1, keepdim=True) / 127
    found = unpack_matrix(codes, scale)
    assert ((found - rows).abs() <= 0.57 * step).all()  # half a step, and what half precision takes from the last codes
    again, _ = pack_matrix(found)
    assert torch.equal(again, codes)
