"""Marginals, best paths and greedy tags, held to those of `model.crf`; the costly way is taken only in doubt."""

import pytest
import torch
from torch import Tensor

from model.crf import CRF, greedy_legal
from model.fast.tags import Chain, Greedy
from tests.model.helpers import make_tagger

TAGS = ("O", "B-from", "I-from", "B-to", "I-to")
LENGTHS = (3, 1, 8, 5)


def batch(scale: float, seed: int) -> tuple[Tensor, Tensor]:
    """Random emissions (B, T, K) and a mask (B, T)."""
    emissions = torch.randn(len(LENGTHS), max(LENGTHS), len(TAGS), generator=torch.Generator().manual_seed(seed))
    return scale * emissions, torch.arange(max(LENGTHS)) < torch.tensor(LENGTHS)[:, None]


def make_chain(crf: CRF, temperature: float = 1) -> Chain:
    """All of a tagger that a chain looks at."""
    tagger = make_tagger()
    tagger.tags, tagger.crf, tagger.temperature = TAGS, crf.requires_grad_(False), temperature
    return Chain(tagger, crf)


def make_crf() -> CRF:
    torch.manual_seed(1)
    crf = CRF(TAGS)
    with torch.no_grad():
        for weights in crf.parameters():
            weights.normal_(std=2)
    return crf.requires_grad_(False)


@pytest.mark.parametrize("temperature", [1, 0.7, 2.5])
@pytest.mark.parametrize("scale", [0.1, 1, 10, 100])  # 10: some words are wider than single precision is taken for
def test_a_chain_gives_the_marginals_and_the_best_path_of_the_crf(scale: float, temperature: float) -> None:
    crf = make_crf()
    chain = make_chain(crf, temperature)
    for seed in range(20):
        emissions, mask = batch(scale, seed)
        path, shares = chain(emissions[mask], LENGTHS)
        assert path.tolist() == crf.viterbi(emissions, mask)[mask].tolist()
        torch.testing.assert_close(
            torch.from_numpy(shares), crf.marginals(emissions, mask, temperature)[mask], atol=1e-5, rtol=0
        )


def test_only_the_doubtful_sentences_are_searched_for_their_best_path(monkeypatch: pytest.MonkeyPatch) -> None:
    crf, searched = CRF(TAGS), list[int]()
    emissions, mask = batch(0.1, 0)
    emissions[:, :, 0] += 20  # all is outside, without any doubt
    emissions[1, :, 0] -= 20  # but for the sentence of one word
    chain = make_chain(crf)

    def search(some: Tensor, of: Tensor) -> Tensor:
        searched.append(len(some))
        return crf.viterbi(some, of)

    monkeypatch.setattr(chain, "_paths", search)
    chain(emissions[mask], LENGTHS)
    assert searched == [1]


def test_a_chain_follows_its_taggers_temperature() -> None:
    crf = make_crf()
    chain = make_chain(crf)
    emissions, mask = batch(1, 0)
    chain.tagger.temperature = 2.0
    shares = chain(emissions[mask], LENGTHS)[1]
    torch.testing.assert_close(torch.from_numpy(shares), crf.marginals(emissions, mask, 2.0)[mask], atol=1e-5, rtol=0)


def test_what_is_no_number_is_not_taken_for_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    crf, searched = make_crf(), list[int]()
    emissions, mask = batch(1, 0)

    chain = make_chain(crf)

    def search(some: Tensor, of: Tensor) -> Tensor:
        searched.append(len(some))
        return find(some, of)

    find = chain._paths
    monkeypatch.setattr(chain, "_paths", search)
    chain(emissions[mask] * torch.nan, LENGTHS)
    assert searched == [len(LENGTHS)]


@pytest.mark.parametrize("bias", [0, 5])
def test_greedy_tags_are_those_of_going_from_word_to_word(bias: float) -> None:
    tagger = make_tagger("lstm")
    tagger.tags, tagger.temperature = TAGS, 1.5
    for seed in range(20):
        emissions, mask = batch(1, seed)
        emissions[:, :, 0] += bias  # most sentences are legal as they stand
        path, shares = Greedy(tagger)(emissions[mask], LENGTHS)
        assert path.tolist() == greedy_legal(emissions, TAGS)[mask].tolist()
        torch.testing.assert_close(torch.from_numpy(shares), (emissions / 1.5).softmax(dim=2)[mask])
