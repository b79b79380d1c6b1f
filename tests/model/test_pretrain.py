"""Tests of model.pretrain, on a made-up text of a few hundred sentences."""

import random
from pathlib import Path

import pytest

pytest.importorskip("gensim")

from model.errors import DataError
from model.pretrain import VectorConfig, read_numbers, train_vectors
from model.vectors import read_vectors
from tests.model.test_plain import write_text

CONFIG = VectorConfig(texts=("plain",), spoken=("spoken",), size=16, min_count=3, epochs=2, most=30, workers=1)


def write_toy_texts(folder: Path) -> None:
    """Cities and days, each in company of its own; spoken lines hold a contraction."""
    rng = random.Random(1)
    cities, days = ("Oslo", "Lima", "Delhi", "Rome"), ("Monday", "Friday", "Sunday", "Tuesday")
    lines = [
        rng.choice((f"the train goes to {rng.choice(cities)} by sea .", f"we met on {rng.choice(days)} at noon ."))
        for _ in range(400)
    ]
    write_text(folder, "plain", *lines)
    write_text(folder, "spoken", *["I don't know"] * 5)


def test_vectors_are_kept_most_frequent_word_first(tmp_path: Path) -> None:
    write_toy_texts(tmp_path)
    kept = train_vectors(CONFIG, tmp_path, tmp_path / "v.safetensors")
    vectors = read_vectors(tmp_path / "v.safetensors")
    assert (kept, vectors.rows.shape) == (len(vectors.words), (kept, CONFIG.size))
    assert vectors.words[0] == "."
    assert {"oslo", "don't", "do", "n't", "don", "'t"} <= set(vectors.words)


def test_no_more_vectors_are_kept_than_asked_for(tmp_path: Path) -> None:
    write_toy_texts(tmp_path)
    few = VectorConfig(texts=("plain",), spoken=(), size=8, min_count=3, epochs=1, most=5, workers=1)
    assert train_vectors(few, tmp_path, tmp_path / "v.safetensors") == 5
    assert len(read_vectors(tmp_path / "v.safetensors").words) == 5


def test_words_of_one_company_come_to_lie_together(tmp_path: Path) -> None:
    write_toy_texts(tmp_path)
    more = VectorConfig(texts=("plain",), spoken=(), size=8, min_count=3, epochs=60, workers=1)
    train_vectors(more, tmp_path, tmp_path / "v.safetensors")
    vectors = read_vectors(tmp_path / "v.safetensors")
    rows = vectors.rows / vectors.rows.norm(dim=1, keepdim=True)
    oslo, lima, monday = (rows[vectors.words.index(word)] for word in ("oslo", "lima", "monday"))
    assert oslo @ lima > oslo @ monday


def test_a_missing_text_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"plain\.txt\.xz: no text to learn from"):
        train_vectors(CONFIG, tmp_path, tmp_path / "v.safetensors")
    assert list(tmp_path.iterdir()) == []


def test_rare_numbers_are_read_with_their_digits_as_0() -> None:
    lines = ["in 1996 at 8:47"] + ["in 1996"] * 99 + ["we met"]
    read = list(read_numbers(lines))
    assert (read[0], read[1], read[-1]) == ("in 1996 at 0:00", "in 1996", "we met")
