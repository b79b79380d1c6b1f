"""Pretrained word vectors: a safetensors file of 8-bit rows, most frequent word first. Knows no tagger."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from model.errors import DataError


@dataclass(frozen=True)
class Vectors:
    """Words and their vectors."""

    words: tuple[str, ...]
    rows: Tensor  # (V, D) float32


def read_vectors(path: Path, most: int | None = None) -> Vectors:
    """Read the `most` first vectors, by default all. Raises DataError where the file is missing or damaged."""
    try:
        with safe_open(path, framework="pt") as file:
            words = tuple(json.loads(file.metadata()["words"])[:most])
            rows = file.get_tensor("rows")[:most].float() * file.get_tensor("scale")[:most].float()
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise DataError(f"no word vectors: {error}", path) from error
    if len(words) != len(rows):
        raise DataError(f"{len(words)} words but {len(rows)} vectors", path)
    return Vectors(words, rows)


def write_vectors(path: Path, words: Sequence[str], rows: Tensor) -> None:
    """Write vectors (V, D) as int8 with one scale a row."""
    scale = (rows.abs().amax(dim=1, keepdim=True) / 127).clamp_min(1e-8)  # (V, 1)
    packed = {"rows": (rows / scale).round().to(torch.int8), "scale": scale.float()}
    path.write_bytes(to_bytes(packed, {"words": json.dumps(list(words), ensure_ascii=False)}))
