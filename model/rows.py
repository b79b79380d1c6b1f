"""Weights as they are stored, a scale a row: word vectors as 4-bit codes, two a byte, and matrices as 8-bit ones.

A table of words is most of a tagger, and one number in sixteen steps is enough for each: the scores on dev are those of
8-bit rows, in half the room. Those of the recurrences need all eight bits, and no more.
V words, D the size of a vector. Knows no network and no files.
"""

import torch
from torch import Tensor

HIGHEST = 7  # 4-bit codes reach from -7 to 7
HIGHEST_BYTE = 127
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # of a row's largest number, where its range may end


def pack_rows(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Codes, uint8 (V, D / 2 rounded up), and scales, half precision (V, 1), of vectors (V, D).

    A row's range ends where the sum of its squared errors is least. Rows that were packed before change no more.
    """
    rows = rows.detach().cpu().float()
    largest = rows.abs().amax(dim=1, keepdim=True)
    best = torch.full_like(largest, torch.inf)  # (V, 1)
    scale, codes = torch.zeros_like(largest).half(), torch.zeros_like(rows)
    for share in SHARES:
        step = (share * largest / HIGHEST).clamp_min(1e-6).half()  # (V, 1)
        tried = (rows / step.float()).round().clamp(-HIGHEST, HIGHEST)
        error = (rows - tried * step.float()).square().sum(dim=1, keepdim=True)
        better = error < best
        best, scale, codes = error.where(better, best), step.where(better, scale), tried.where(better, codes)
    numbers = torch.nn.functional.pad(codes.to(torch.int8), (0, rows.shape[1] % 2)) + HIGHEST + 1  # 1 to 15
    return (numbers[:, ::2] | numbers[:, 1::2] << 4).view(torch.uint8), scale


def codes_of(packed: Tensor, size: int) -> Tensor:
    """The codes, int8 (…, D), of packed rows (…, D / 2 rounded up) that hold `size` numbers each."""
    pairs = torch.stack([packed & 15, packed >> 4], dim=-1)
    return pairs.flatten(-2)[..., :size].view(torch.int8) - (HIGHEST + 1)


def unpack_rows(packed: Tensor, scale: Tensor, size: int) -> Tensor:
    """The vectors, single precision (…, D), of packed rows. Raises ValueError for rows that hold anything else."""
    if packed.dtype != torch.uint8:
        raise ValueError(f"word vectors should be packed as torch.uint8, found {packed.dtype}")
    return codes_of(packed, size).float() * scale.float()


def pack_matrix(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Codes, int8 (R, C), and scales, half precision (R, 1), of a matrix (R, C). Packed again, it changes no more."""
    rows = rows.detach().cpu().float()
    step = (rows.abs().amax(dim=1, keepdim=True) / HIGHEST_BYTE).clamp_min(1e-6).half()  # (R, 1)
    return (rows / step.float()).round().clamp(-HIGHEST_BYTE, HIGHEST_BYTE).to(torch.int8), step


def unpack_matrix(codes: Tensor, scale: Tensor) -> Tensor:
    """The matrix, single precision (R, C), of its codes and scales."""
    return codes.float() * scale.float()
