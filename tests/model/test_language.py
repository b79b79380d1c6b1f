"""Tests of model.language and model.inherit, on made-up sentences with few words."""

import random
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from torch import Tensor

from model.batch import Encoder
from model.config import Architecture
from model.errors import DataError
from model.inherit import inherit
from model.language import (
    LanguageConfig,
    LanguageModel,
    language_vocab,
    make_batches,
    most_words,
    train_encoder,
)
from model.tagger import Tagger
from model.vectors import Vectors, read_vectors
from model.vocab import UNKNOWN, Vocab
from tests.model.helpers import make_config, make_vocab

WORDS = ("the", "train", "goes", "to", "oslo", "lima", "by", "sea", "air", ".")
CONFIG = LanguageConfig(model=make_config(), total=4_000, batch_words=60, candidates=20, word_dropout=0.0, lower=0.5)


def make_lines(count: int = 300) -> list[str]:
    """Trains go by sea to Oslo and by air to Lima: words that can be guessed, forward and back."""
    rng = random.Random(1)
    ends = ("Oslo by sea .", "Lima by air .")
    return [f"The train goes to {rng.choice(ends)}" for _ in range(count)]


def make_vectors() -> Vectors:
    return Vectors(WORDS, torch.randn(len(WORDS), 6, generator=torch.Generator().manual_seed(1)))


def make_model(architecture: Architecture = "bi-lstm") -> tuple[LanguageModel, Vocab]:
    torch.manual_seed(0)
    vocab = language_vocab(WORDS, make_lines())
    model = LanguageModel(make_config(architecture), vocab)
    inherit(model.tagger, vocab, make_vectors())
    return model, vocab


@pytest.mark.parametrize("architecture", ["lstm", "bi-lstm"])
def test_the_loss_is_that_of_guessing_each_neighbour_among_all_words(architecture: Architecture) -> None:
    model, vocab = make_model(architecture)
    lines = ["The train goes to Oslo .".split(), "by air".split()]
    batch = Encoder(vocab).batch(lines)
    states = model.tagger.encoder(model.tagger.features(batch), batch.lengths)  # (2, 6, H or 2 H)
    table = model.tagger.words(torch.arange(UNKNOWN, len(vocab.words))[None])[0]

    def cost(state: Tensor, guess: torch.nn.Module, word: str) -> Tensor:
        scores = torch.stack([guess(state) @ row for row in table]) + model.bias[UNKNOWN:]
        return -scores.log_softmax(dim=0)[vocab.word_number(word) - UNKNOWN]

    places = [(row, at) for row, words in enumerate(lines) for at in range(len(words) - 1)]
    units = 8
    expected = sum(cost(states[r, t, :units], model.guess[0], lines[r][t + 1]) for r, t in places) / len(places)
    if architecture == "bi-lstm":
        expected += sum(cost(states[r, t + 1, units:], model.guess[1], lines[r][t]) for r, t in places) / len(places)
    inside = [(r, t) for r, words in enumerate(lines) for t in range(len(words))]
    shapes = [-model.write(states[r, t]).log_softmax(dim=0)[batch.shapes[r, t]] for r, t in inside]
    known = len(set(batch.words.flatten().tolist()))
    noise = torch.cat([torch.arange(UNKNOWN, len(vocab.words)), torch.zeros(known, dtype=torch.long)])  # all words, cut
    loss = model.loss(batch, batch, noise)
    assert loss.item() == pytest.approx((expected + sum(shapes) / len(inside)).item(), rel=1e-4)


def test_what_can_be_guessed_is_learnt(tmp_path: Path) -> None:
    losses: list[float] = []
    train_encoder(
        replace(CONFIG, learning_rate=0.03),
        make_vectors(),
        make_lines(),
        tmp_path / "v",
        lambda words, loss: losses.append(loss),  # noqa: ARG005
    )
    # of 9 words in all, each has one or two that may stand beside it
    assert losses[-1] < losses[0] / 2


def test_the_same_seed_teaches_the_same(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        train_encoder(replace(CONFIG, total=500, seed=seed), make_vectors(), make_lines(), tmp_path / name)
    first, again, other = (read_vectors(tmp_path / name) for name in "abc")
    assert torch.equal(first.rows, again.rows)
    assert not torch.equal(first.rows, other.rows)
    assert all(torch.equal(first.network[name], again.network[name]) for name in first.network)


def test_sentences_without_capitals_are_meant_with_them() -> None:
    vocab = language_vocab(WORDS, make_lines())
    batches = list(islice(make_batches(replace(CONFIG, lower=1.0), make_lines(), Encoder(vocab)), 5))
    lower, title = (Encoder(vocab).batch([[word]]).shapes[0, 0] for word in ("oslo", "Oslo"))
    for read, meant in batches:
        assert torch.equal(read.words, meant.words)
        assert (read.shapes[:, 0] == lower).all()
        assert (meant.shapes[:, 0] == title).all()


def test_where_there_is_nothing_to_read_that_is_said(tmp_path: Path) -> None:
    for lines in ([], ["word " * 100]):
        with pytest.raises(DataError, match="no sentence has at most 80 words"):
            train_encoder(CONFIG, make_vectors(), lines, tmp_path / "v")


@pytest.mark.parametrize(("architecture", "inherited"), [("bi-lstm", True), ("lstm", True), ("gru", False)])
def test_a_tagger_inherits_the_weights_that_fit(tmp_path: Path, architecture: Architecture, inherited: bool) -> None:
    train_encoder(replace(CONFIG, total=500), make_vectors(), make_lines(), tmp_path / "v")
    vectors = read_vectors(tmp_path / "v")
    vocab = make_vocab()
    vocab = replace(vocab, words=tuple(dict.fromkeys((*vocab.words, *WORDS))))
    tagger = Tagger(make_config(architecture), vocab)
    inherit(tagger, vocab, vectors)
    own = tagger.state_dict()
    assert (
        torch.equal(own["encoder.ahead.weight_ih_l0"].sum(), vectors.network["encoder.ahead.weight_ih_l0"].sum())
        is inherited
    )
    assert torch.equal(own["words.weight"][vocab.word_number("oslo")], vectors.rows[WORDS.index("oslo")])
    assert torch.equal(own["words.weight"][UNKNOWN], vectors.network["unknown"])
    letter = vectors.chars.index("O")
    assert torch.equal(
        own["chars.embed.weight"][vocab.char_numbers["O"]], vectors.network["chars.embed.weight"][letter]
    )


def test_the_most_frequent_words_without_a_vector_are_guessed_too(tmp_path: Path) -> None:
    lines = ["The ferry goes to Rome", "A ferry in 1999 1999 1999", "the train"]
    assert most_words(("the", "sea"), lines, 5) == ("the", "sea", "ferry", "goes", "to")
    assert most_words(("the", "sea"), lines, 1) == ("the",)
    assert most_words(("the", "sea"), lines, 99) == ("the", "sea", "ferry", "goes", "to", "rome", "a", "in", "train")
    train_encoder(replace(CONFIG, total=500, most=12), make_vectors(), ["Ferry goes Nice ."] * 20, tmp_path / "v")
    assert read_vectors(tmp_path / "v").words == (*WORDS, "ferry", "nice")
