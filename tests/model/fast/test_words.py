"""The table of words: right from the first meeting on, bounded, and shared by threads."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import Tensor

from model.batch import Encoder
from model.fast import words
from model.fast.words import WordInputs
from tests.model.helpers import make_tagger, make_vocab

TAGGER, ENCODER = make_tagger(), Encoder(make_vocab())
WEIGHTS, BIAS = torch.randn(2, 14, 12), torch.randn(2, 1, 12)
WORDS = "we leave Oslo on May 2nd , we leave".split()


def make_inputs() -> WordInputs:
    return WordInputs(TAGGER, ENCODER, WEIGHTS, BIAS)


@torch.no_grad()
def rows(inputs: WordInputs, asked: Sequence[str]) -> Tensor:
    table, numbers = inputs(asked)
    return torch.from_numpy(table.reshape(-1, 2, 12)[numbers])  # (N, D, G)


@torch.no_grad()
def expected(asked: Sequence[str]) -> Tensor:
    features = TAGGER.features(ENCODER.batch([asked]))[0]  # (N, F)
    return torch.stack([features @ w + b for w, b in zip(WEIGHTS, BIAS, strict=True)], dim=1)


def test_a_word_brings_its_features_through_the_weights_whether_it_is_new_or_known() -> None:
    inputs = make_inputs()
    for asked in (WORDS, WORDS[::-1], ["Lima", *WORDS]):
        torch.testing.assert_close(rows(inputs, asked), expected(asked))


def test_a_full_table_begins_anew_and_harms_nobody_who_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "TABLE_BYTES", 4 * 4 * 2 * 12)  # four words
    inputs = make_inputs()
    with torch.no_grad():
        table, numbers = inputs(["a", "b", "c"])
    before = table.reshape(-1, 2, 12)[numbers].copy()
    torch.testing.assert_close(rows(inputs, ["d", "e"]), expected(["d", "e"]))
    assert len(inputs._numbers) == 2
    assert (table.reshape(-1, 2, 12)[numbers] == before).all()


def test_more_words_at_once_than_the_table_holds_are_right_and_not_kept_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "TABLE_BYTES", 4 * 4 * 2 * 12)
    inputs = make_inputs()
    torch.testing.assert_close(rows(inputs, WORDS), expected(WORDS))
    torch.testing.assert_close(rows(inputs, ["new"]), expected(["new"]))
    assert len(inputs._table) == 4 * 2


def test_threads_get_what_they_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "TABLE_BYTES", 20 * 4 * 2 * 12)
    inputs = make_inputs()
    asked = [[f"{word}{number % 7}" for word in WORDS] for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        for found, sentence in zip(pool.map(lambda sentence: rows(inputs, sentence), asked), asked, strict=True):
            torch.testing.assert_close(found, expected(sentence))
