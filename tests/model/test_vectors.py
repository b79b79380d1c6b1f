"""Tests of model.vectors."""

import zipfile
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from model.errors import DataError
from model.rows import pack_rows, unpack_rows
from model.vectors import read_vectors, write_vectors

WORDS = ("the", "são", "0:00", '"quoted"')


def make_rows() -> torch.Tensor:
    torch.manual_seed(0)
    return torch.randn(len(WORDS), 7) * torch.tensor([[1e-3], [1.0], [50.0], [0.0]])  # (V, D)


def test_vectors_survive_their_file_in_four_bits_a_number(tmp_path: Path) -> None:
    rows = make_rows()
    write_vectors(tmp_path / "v.safetensors", WORDS, rows)
    found = read_vectors(tmp_path / "v.safetensors")
    assert found.words == WORDS
    assert found.rows.dtype == torch.float32
    assert torch.equal(found.rows, unpack_rows(*pack_rows(rows), 7))
    assert ((found.rows - rows).norm(dim=1) <= 0.1 * rows.norm(dim=1)).all()
    assert (found.rows[3] == 0).all()


def test_a_number_takes_half_a_byte(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v.safetensors", [str(n) for n in range(1000)], torch.randn(1000, 100))
    assert (tmp_path / "v.safetensors").stat().st_size < 1000 * (50 + 2 + 10) + 500


def test_the_first_vectors_alone_can_be_read(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v.safetensors", WORDS, make_rows())
    whole, part = read_vectors(tmp_path / "v.safetensors"), read_vectors(tmp_path / "v.safetensors", most=2)
    assert part.words == WORDS[:2]
    assert torch.equal(part.rows, whole.rows[:2])


@pytest.mark.parametrize("packed", [False, True])
def test_vectors_in_text_are_read_as_glove_writes_them(tmp_path: Path, packed: bool) -> None:
    text = "the 0.5 -1 2e-3\nsão 1 2 3\n. 4 5 6\n"
    path = tmp_path / "glove.zip" / "glove.6B.100d.txt" if packed else tmp_path / "v.txt"
    if packed:
        with zipfile.ZipFile(tmp_path / "glove.zip", "w") as archive:
            archive.writestr("glove.6B.100d.txt", text)
    else:
        path.write_text(text, encoding="utf-8")
    found = read_vectors(path)
    assert found.words == ("the", "são", ".")
    assert torch.equal(found.rows, torch.tensor([[0.5, -1, 2e-3], [1, 2, 3], [4, 5, 6]]))
    assert not found.network
    assert read_vectors(path, most=2).words == ("the", "são")


@pytest.mark.parametrize("text", ["", "a 1 2\nb 1\n", "a 1 2\nb 1 x\n", "a 1\n\n", "a \udcff"])
def test_vectors_in_damaged_text_are_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "v.txt"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match=r"v\.txt: no word vectors"):
        read_vectors(path)


@pytest.mark.parametrize("archive", [b"no archive", None])
def test_vectors_in_a_missing_or_damaged_archive_are_refused_by_name(tmp_path: Path, archive: bytes | None) -> None:
    if archive is not None:
        (tmp_path / "v.zip").write_bytes(archive)
    with pytest.raises(DataError, match=r"v\.zip.*no word vectors"):
        read_vectors(tmp_path / "v.zip" / "v.txt")


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
        ({"words": '["a", "b"]'}, 2, 2, "no word vectors"),  # of which size is not said
        ({"words": "no list", "size": "8"}, 2, 2, "no word vectors"),
        ({"words": '["a"]', "size": "8"}, 2, 2, "1 words but 2 vectors"),
        ({"words": '["a", "b", "c"]', "size": "8"}, 3, 2, "no word vectors"),
    ],
)
def test_a_file_whose_parts_do_not_fit_is_refused(
    tmp_path: Path, metadata: dict[str, str] | None, rows: int, scales: int, said: str
) -> None:
    packed = {"rows": torch.ones(rows, 4, dtype=torch.uint8), "scale": torch.ones(scales, 1)}
    save_file(packed, tmp_path / "v.safetensors", metadata)
    with pytest.raises(DataError, match=said):
        read_vectors(tmp_path / "v.safetensors")
