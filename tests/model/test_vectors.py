"""Tests of model.vectors."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from model.errors import DataError
from model.vectors import read_vectors, write_vectors

WORDS = ("the", "são", "0:00", '"quoted"')


def make_rows() -> torch.Tensor:
    torch.manual_seed(0)
    return torch.randn(len(WORDS), 7) * torch.tensor([[1e-3], [1.0], [50.0], [0.0]])  # (V, D)


def test_vectors_survive_their_file_within_half_a_step(tmp_path: Path) -> None:
    rows = make_rows()
    write_vectors(tmp_path / "v.safetensors", WORDS, rows)
    found = read_vectors(tmp_path / "v.safetensors")
    assert found.words == WORDS
    assert found.rows.dtype == torch.float32
    assert ((found.rows - rows).abs() <= rows.abs().amax(dim=1, keepdim=True) / 127 * 0.501).all()
    assert (found.rows[3] == 0).all()


def test_a_number_takes_one_byte(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v.safetensors", [str(n) for n in range(1000)], torch.randn(1000, 100))
    assert (tmp_path / "v.safetensors").stat().st_size < 1000 * (100 + 4 + 10) + 500


def test_the_first_vectors_alone_can_be_read(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v.safetensors", WORDS, make_rows())
    whole, part = read_vectors(tmp_path / "v.safetensors"), read_vectors(tmp_path / "v.safetensors", most=2)
    assert part.words == WORDS[:2]
    assert torch.equal(part.rows, whole.rows[:2])


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_cut_off_file_is_refused_by_name(tmp_path: Path, share: float) -> None:
    path = tmp_path / "v.safetensors"
    write_vectors(path, WORDS, make_rows())
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(DataError, match=r"v\.safetensors: no word vectors"):
        read_vectors(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"v\.safetensors: no word vectors"):
        read_vectors(tmp_path / "v.safetensors")


@pytest.mark.parametrize(
    ("metadata", "rows", "scales", "said"),
    [
        (None, 2, 2, "no word vectors"),
        ({"words": "no list"}, 2, 2, "no word vectors"),
        ({"words": '["a"]'}, 2, 2, "1 words but 2 vectors"),
        ({"words": '["a", "b", "c"]'}, 3, 2, "no word vectors"),
    ],
)
def test_a_file_whose_parts_do_not_fit_is_refused(
    tmp_path: Path, metadata: dict[str, str] | None, rows: int, scales: int, said: str
) -> None:
    packed = {"rows": torch.ones(rows, 4, dtype=torch.int8), "scale": torch.ones(scales, 1)}
    save_file(packed, tmp_path / "v.safetensors", metadata)
    with pytest.raises(DataError, match=said):
        read_vectors(tmp_path / "v.safetensors")
