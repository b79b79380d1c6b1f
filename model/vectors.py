"""What plain text taught: word vectors, and perhaps the weights of an encoder. A safetensors file; knows no tagger.

rows, scale   the vectors as 8-bit rows with one scale each, most frequent word first; the words are in the metadata
network.*     weights of the same names in a tagger, in half precision; their characters are in the metadata
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from model.errors import DataError

NETWORK = "network."


@dataclass(frozen=True)
class Vectors:
    """Words and their vectors; where a language model was trained on them, its encoder and the characters it knows."""

    words: tuple[str, ...]
    rows: Tensor  # (V, D) float32
    network: Mapping[str, Tensor] = field(default_factory=dict)
    chars: tuple[str, ...] = ()


def read_vectors(path: Path, most: int | None = None) -> Vectors:
    """Read the `most` first vectors, by default all. Raises DataError where the file is missing or damaged."""
    try:
        with safe_open(path, framework="pt") as file:
            names, tables = file.keys(), file.metadata()
            words, chars = (tuple(json.loads(tables.get(name, "[]"))) for name in ("words", "chars"))
            rows = file.get_tensor("rows")[:most].float() * file.get_tensor("scale")[:most].float()
            network = {n.removeprefix(NETWORK): file.get_tensor(n).float() for n in names if n.startswith(NETWORK)}
    except (OSError, SafetensorError, AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise DataError(f"no word vectors: {error}", path) from error
    words = words[:most]
    if len(words) != len(rows):
        raise DataError(f"{len(words)} words but {len(rows)} vectors", path)
    return Vectors(words, rows, network, chars)


def write_vectors(
    path: Path, words: Sequence[str], rows: Tensor, network: Mapping[str, Tensor] = {}, chars: Sequence[str] = ()
) -> None:
    """Write vectors (V, D) as int8 with one scale a row, and the weights of an encoder where there are any."""
    scale = (rows.abs().amax(dim=1, keepdim=True) / 127).clamp_min(1e-8)  # (V, 1)
    packed = {"rows": (rows / scale).round().to(torch.int8), "scale": scale.float()}
    packed |= {NETWORK + name: weights.half().contiguous() for name, weights in network.items()}
    tables = {"words": json.dumps(list(words), ensure_ascii=False), "chars": json.dumps(list(chars))}
    path.write_bytes(to_bytes(packed, tables))
