"""Tests of model.plain, on made-up texts of a few lines."""

import lzma
from pathlib import Path

import pytest

from model.errors import DataError
from model.plain import EVERY_WAY, MAX_SENTENCE, TREEBANK, read_texts, sentences


def write_text(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.txt.xz"
    path.write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode()))
    return path


@pytest.mark.parametrize("damage", [b"no xz", lzma.compress(b"word " * 9)[:-20], lzma.compress(b"\xff\xfe")])
def test_a_damaged_text_is_named(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "plain.txt.xz").write_bytes(damage)
    with pytest.raises(DataError, match=r"plain\.txt\.xz: no text to learn from"):
        list(sentences(tmp_path / "plain.txt.xz", TREEBANK))


def test_sentences_end_at_full_stops_and_keep_their_capitals(tmp_path: Path) -> None:
    path = write_text(tmp_path, "plain", "We met. He DIDN'T come! Yes", "Alone", "", "Mr. Lee said so?")
    assert list(sentences(path, TREEBANK)) == ["We met .", "He DID N'T come !", "Mr. Lee said so ?"]


def test_every_way_of_tokenizing_is_read_once(tmp_path: Path) -> None:
    path = write_text(tmp_path, "spoken", "I don't")
    assert list(sentences(path, EVERY_WAY)) == ["I don't", "I do n't", "I don 't"]


def test_no_sentence_is_longer_than_gensim_reads(tmp_path: Path) -> None:
    path = write_text(tmp_path, "plain", " ".join(["word"] * (2 * MAX_SENTENCE + 7)))
    assert [len(line.split()) for line in sentences(path, TREEBANK)] == [MAX_SENTENCE, MAX_SENTENCE, 7]


def test_texts_are_read_in_turn_the_spoken_ones_in_every_way(tmp_path: Path) -> None:
    write_text(tmp_path, "one", "I don't")
    write_text(tmp_path, "two", "Go on.")
    assert read_texts(tmp_path, {"two": 1.0}, {"one": 1.0}) == ["Go on .", "I don't", "I do n't", "I don 't"]


def test_of_a_text_a_share_is_drawn_the_same_for_the_same_seed(tmp_path: Path) -> None:
    write_text(tmp_path, "one", *(f"Line {number}" for number in range(1_000)))
    drawn = [read_texts(tmp_path, {"one": 0.3}, seed=seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert all(250 < len(lines) == len(set(lines)) < 350 for lines in drawn)
