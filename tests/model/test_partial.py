"""Tests of tags that are known in part: model.vocab, model.batch, and the losses of model.crf and model.tagger."""

from itertools import product

import pytest
import torch
from torch import Tensor

from model.batch import NO_TARGET, Encoder
from model.config import Architecture
from model.crf import CRF
from model.data import Sentence
from model.vocab import Vocab, build_vocab
from tests.model.helpers import is_legal, make_tagger, make_vocab

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")
BOTH_LOSSES: tuple[Architecture, ...] = ("lstm", "bi-lstm")  # a softmax a word, a CRF
LENGTHS = [4, 1, 3]
VOCAB = Vocab(("<pad>", "<unknown>"), ("<pad>", "<unknown>"), TAGS)


def make_crf() -> CRF:
    torch.manual_seed(3)
    crf = CRF(TAGS).double()
    for weights in crf.parameters():
        torch.nn.init.normal_(weights)
    return crf


def make_inputs() -> tuple[Tensor, Tensor]:
    torch.manual_seed(4)
    mask = torch.arange(max(LENGTHS)) < torch.tensor(LENGTHS)[:, None]  # (B, T)
    return torch.randn(len(LENGTHS), max(LENGTHS), len(TAGS), dtype=torch.float64) * 2, mask


def make_allowed(seed: int) -> Tensor:
    """Random sets of tags that always hold O, so that some legal sequence is allowed."""
    generator = torch.Generator().manual_seed(seed)
    allowed = torch.rand(len(LENGTHS), max(LENGTHS), len(TAGS), generator=generator) < 0.4
    allowed[:, :, 0] = True
    return allowed


@pytest.mark.parametrize("seed", range(8))
def test_a_partial_likelihood_is_the_sum_over_all_allowed_paths(seed: int) -> None:
    crf, (emissions, mask), allowed = make_crf(), make_inputs(), make_allowed(seed)
    found = crf.partial_log_likelihood(emissions, allowed, mask)
    for row, length in enumerate(LENGTHS):
        legal = [path for path in product(range(5), repeat=length) if is_legal([TAGS[k] for k in path])]
        one, first = emissions[row : row + 1, :length], mask[row : row + 1, :length]
        exact = [crf.log_likelihood(one, torch.tensor([path]), first).exp() for path in legal]
        right = [p for p, path in zip(exact, legal, strict=True) if all(allowed[row, t, k] for t, k in enumerate(path))]
        assert torch.allclose(found[row].exp(), torch.cat(right).sum())
        assert torch.allclose(torch.cat(exact).sum(), torch.ones((), dtype=torch.float64))


def test_one_allowed_tag_a_word_is_the_gold() -> None:
    crf, (emissions, mask) = make_crf(), make_inputs()
    tags = torch.tensor([[1, 2, 0, 3], [3, 0, 0, 0], [0, 1, 3, 0]])
    allowed = torch.nn.functional.one_hot(tags, len(TAGS)).bool() & mask[:, :, None]
    exact = crf.log_likelihood(emissions, tags, mask)
    assert torch.allclose(crf.partial_log_likelihood(emissions, allowed, mask), exact)


def test_a_partial_likelihood_has_the_gradient_of_finite_differences() -> None:
    crf, (emissions, mask), allowed = make_crf(), make_inputs(), make_allowed(1)
    emissions.requires_grad_()
    assert torch.autograd.gradcheck(lambda e: crf.partial_log_likelihood(e, allowed, mask), (emissions,))


def test_any_tag_allowed_everywhere_is_certain() -> None:
    crf, (emissions, mask) = make_crf(), make_inputs()
    allowed = torch.ones_like(emissions, dtype=torch.bool)
    found = crf.partial_log_likelihood(emissions, allowed, mask)
    assert torch.allclose(found, torch.zeros_like(found), atol=1e-9)


def test_a_partial_tag_allows_outside_and_the_tags_of_its_label() -> None:
    targets = Encoder(VOCAB).targets([Sentence(("x", "y", "z"), ("?b", "I-a", "?")), Sentence(("x",), ("B-b",))])
    assert targets.allowed is not None
    assert [[TAGS[k] for k in word.nonzero()[:, 0]] for word in targets.allowed.flatten(0, 1)] == [
        *(["O", "B-b", "I-b"], ["I-a"], list(TAGS)),
        *(["B-b"], [], []),
    ]
    assert targets.tags.tolist() == [[0, 2, 0], [3, NO_TARGET, NO_TARGET]]


def test_a_label_that_the_vocabulary_lacks_leaves_outside() -> None:
    assert Encoder(VOCAB).targets([Sentence(("x",), ("?c",))]).tags.tolist() == [[TAGS.index("O")]]


def test_known_tags_take_the_plain_path() -> None:
    assert Encoder(VOCAB).targets([Sentence(("x", "y"), ("B-a", "O"))]).allowed is None


def test_partial_tags_are_no_tags_of_the_vocabulary() -> None:
    vocab = build_vocab([Sentence(("x", "y", "z"), ("?a", "B-a", "?"))])
    assert "B-a" in vocab.tags
    assert not {"?a", "?"} & set(vocab.tags)


@pytest.mark.parametrize("architecture", BOTH_LOSSES)
def test_the_loss_of_a_partial_tag_is_that_of_the_sum_of_what_it_allows(architecture: Architecture) -> None:
    tagger, encoder = make_tagger(architecture), Encoder(make_vocab())
    words = ("we", "leave", "Monday")
    batch = encoder.batch([words])

    def probability(last: str) -> Tensor:
        return (-tagger.loss(batch, encoder.targets([Sentence(words, ("O", "O", last))]), 0.0)).exp()

    exact = torch.stack([probability(tag) for tag in ("O", "B-day", "I-day")])  # a CRF gives I-day nothing here
    assert torch.allclose(probability("?day"), exact.sum(), rtol=1e-4)


@pytest.mark.parametrize("architecture", BOTH_LOSSES)
def test_tags_of_which_nothing_is_known_pull_at_nothing(architecture: Architecture) -> None:
    tagger, encoder = make_tagger(architecture), Encoder(make_vocab())
    sentences = [Sentence(("we", "leave", "Oslo"), ("?", "?", "?")), Sentence(("we",), ("?",))]
    tagger.loss(encoder.batch([s.words for s in sentences]), encoder.targets(sentences), 0.0).backward()  # type: ignore[no-untyped-call]
    gradient = tagger.emit.weight.grad
    assert gradient is not None
    assert gradient.abs().max() < 1e-5
