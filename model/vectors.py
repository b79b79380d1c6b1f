"""What plain text taught: word vectors, and perhaps the weights of an encoder. Knows no tagger.

Our own are a safetensors file:

rows, scale   the vectors as 4-bit rows with one scale each (`model.rows`), most frequent word first; the words and
              the size of a vector are in the metadata
network.*     weights of the same names in a tagger, in half precision; their characters are in the metadata

Those of others are text: a word and its numbers a line, parted by spaces, as GloVe writes it (Pennington et al., 2014).
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from model.errors import DataError
from model.rows import pack_rows, unpack_rows

NETWORK = "network."


@dataclass(frozen=True)
class Vectors:
    """Words and their vectors; where a language model was trained on them, its encoder and the characters it knows."""

    words: tuple[str, ...]
    rows: Tensor  # (V, D) float32
    network: Mapping[str, Tensor] = field(default_factory=dict)
    chars: tuple[str, ...] = ()


def read_vectors(path: Path, most: int | None = None) -> Vectors:
    """Read the `most` first vectors, by default all; a path that ends in .txt, which may lead into a .zip, is text.

    Raises DataError where the file is missing or damaged.
    """
    return _read_text(path, most) if path.suffix == ".txt" else _read_packed(path, most)


def _read_packed(path: Path, most: int | None) -> Vectors:
    try:
        with safe_open(path, framework="pt") as file:
            names, tables = file.keys(), file.metadata()
            words, chars = (tuple(json.loads(tables.get(name, "[]"))) for name in ("words", "chars"))
            rows = unpack_rows(file.get_tensor("rows")[:most], file.get_tensor("scale")[:most], int(tables["size"]))
            network = {n.removeprefix(NETWORK): file.get_tensor(n).float() for n in names if n.startswith(NETWORK)}
    except (OSError, SafetensorError, AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise DataError(f"no word vectors: {error}", path) from error
    words = words[:most]
    if len(words) != len(rows):
        raise DataError(f"{len(words)} words but {len(rows)} vectors", path)
    return Vectors(words, rows, network, chars)


def _read_text(path: Path, most: int | None) -> Vectors:
    words, rows = [], []
    try:
        with _open_text(path) as file:
            for line in islice(file, most):
                word, *numbers = line.split()
                words.append(word)
                rows.append([float(number) for number in numbers])
        if not words:
            raise ValueError("it is empty")
        return Vectors(tuple(words), torch.tensor(rows))  # ValueError where one is longer than another
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(f"no word vectors: {error}", path) from error


@contextmanager
def _open_text(path: Path) -> Iterator[TextIO]:
    archive = next((parent for parent in path.parents if parent.suffix == ".zip"), None)
    if archive is None:
        with path.open(encoding="utf-8") as file:
            yield file
        return
    with zipfile.ZipFile(archive) as packed, packed.open(path.relative_to(archive).as_posix()) as member:
        yield io.TextIOWrapper(member, encoding="utf-8")


def write_vectors(
    path: Path, words: Sequence[str], rows: Tensor, network: Mapping[str, Tensor] = {}, chars: Sequence[str] = ()
) -> None:
    """Write vectors (V, D) in four bits a number, and the weights of an encoder where there are any."""
    packed = dict(zip(("rows", "scale"), pack_rows(rows), strict=True))
    packed |= {NETWORK + name: weights.half().contiguous() for name, weights in network.items()}
    tables = {name: json.dumps(list(table), ensure_ascii=False) for name, table in (("words", words), ("chars", chars))}
    tables["size"] = str(rows.shape[1])
    path.write_bytes(to_bytes(packed, tables))
