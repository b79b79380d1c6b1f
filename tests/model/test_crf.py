"""Tests of model.crf: against the definition by brute force, against pytorch-crf, against finite differences."""

from itertools import pairwise, product

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torchcrf import CRF as TorchCRF

from model.crf import CRF, greedy_legal, legal_moves
from tests.model.helpers import is_legal

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")
FREE = ("O", "B-a", "B-b", "B-c")  # every move is legal
LENGTHS = [4, 1, 3, 2]


def make_crf(tags: tuple[str, ...] = TAGS, seed: int = 0) -> CRF:
    torch.manual_seed(seed)
    crf = CRF(tags).double()
    for weights in crf.parameters():
        torch.nn.init.normal_(weights)
    return crf


def make_emissions(tags: tuple[str, ...] = TAGS, seed: int = 1, scale: float = 2.0) -> Tensor:
    torch.manual_seed(seed)
    return torch.randn(len(LENGTHS), max(LENGTHS), len(tags), dtype=torch.float64) * scale  # (B, T, K)


def make_mask() -> Tensor:
    return torch.arange(max(LENGTHS)) < torch.tensor(LENGTHS)[:, None]  # (B, T)


def all_paths(crf: CRF, emissions: Tensor, tags: tuple[str, ...] = TAGS) -> tuple[list[tuple[int, ...]], Tensor]:
    """Every legal path through one sentence (T, K) and its score, as the head of model.crf defines it."""
    paths = [path for path in product(range(len(tags)), repeat=len(emissions)) if is_legal([tags[k] for k in path])]
    scores = []
    for path in paths:
        score = crf.start[path[0]] + crf.end[path[-1]] + sum(emissions[t, k] for t, k in enumerate(path))
        scores.append(score + sum(crf.moves[a, b] for a, b in pairwise(path)))
    return paths, torch.stack(scores)


def torch_crf(crf: CRF) -> TorchCRF:
    """The same parameters in pytorch-crf, illegal moves as the very low scores that they are."""
    other = TorchCRF(len(crf.start), batch_first=True).double()
    moves, start = crf.moves.masked_fill(~crf.legal, -1e4), crf.start.masked_fill(~crf.legal_start, -1e4)
    for target, source in (
        (other.transitions, moves),
        (other.start_transitions, start),
        (other.end_transitions, crf.end),
    ):
        target.data.copy_(source)
    return other


def legal_targets(tags: tuple[str, ...] = TAGS) -> Tensor:
    rows = [["O", "B-a", "I-a", "B-b"], ["B-b", "O", "O", "O"], ["B-a", "B-a", "I-a", "O"], ["B-b", "O", "O", "O"]]
    return torch.tensor([[tags.index(tag) for tag in row] for row in rows])  # (B, T)


def gradient(tensor: Tensor) -> Tensor:
    assert tensor.grad is not None
    return tensor.grad


def test_the_normaliser_sums_over_all_legal_paths() -> None:
    crf, emissions = make_crf(), make_emissions()
    found = crf.log_normalizer(emissions, make_mask())
    for row, length in enumerate(LENGTHS):
        _, scores = all_paths(crf, emissions[row, :length])
        assert torch.isclose(found[row], torch.logsumexp(scores, dim=0))


def test_the_likelihood_is_the_path_s_share_of_all_paths() -> None:
    crf, emissions, targets = make_crf(), make_emissions(), legal_targets()
    found = crf.log_likelihood(emissions, targets, make_mask())
    for row, length in enumerate(LENGTHS):
        paths, scores = all_paths(crf, emissions[row, :length])
        expected = torch.log_softmax(scores, dim=0)[paths.index(tuple(targets[row, :length].tolist()))]
        assert torch.isclose(found[row], expected)


@pytest.mark.parametrize("temperature", [1.0, 2.5])
def test_marginals_are_sums_over_the_paths_through_a_tag(temperature: float) -> None:
    crf, emissions = make_crf(), make_emissions()
    found = crf.marginals(emissions, make_mask(), temperature)
    for row, length in enumerate(LENGTHS):
        paths, scores = all_paths(crf, emissions[row, :length])
        expected = torch.zeros(length, len(TAGS), dtype=torch.float64)
        for path, share in zip(paths, torch.softmax(scores / temperature, dim=0), strict=True):
            expected[range(length), path] += share.detach()
        assert torch.allclose(found[row, :length], expected)


def test_marginals_are_distributions_at_words_and_zero_at_padding() -> None:
    mask = make_mask()
    found = make_crf().marginals(make_emissions(), mask)
    assert torch.allclose(found.sum(dim=2), mask.double())


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_the_best_of_all_legal_paths(seed: int) -> None:
    crf, emissions = make_crf(seed=seed), make_emissions(seed=seed + 100)
    found = crf.viterbi(emissions, make_mask())
    for row, length in enumerate(LENGTHS):
        paths, scores = all_paths(crf, emissions[row, :length])
        assert tuple(found[row, :length].tolist()) == paths[int(scores.argmax())]


@pytest.mark.parametrize("tags", [TAGS, FREE])
def test_likelihood_and_its_gradients_are_those_of_pytorch_crf(tags: tuple[str, ...]) -> None:
    crf, mask = make_crf(tags), make_mask()
    ours, theirs = (make_emissions(tags).requires_grad_() for _ in range(2))
    other = torch_crf(crf)
    targets = legal_targets() if tags is TAGS else torch.randint(len(tags), mask.shape)
    found, expected = crf.log_likelihood(ours, targets, mask), other(theirs, targets, mask=mask, reduction="none")
    assert torch.allclose(found, expected)
    found.sum().backward()  # type: ignore[no-untyped-call]
    expected.sum().backward()
    pairs = ((ours, theirs), (crf.start, other.start_transitions), (crf.end, other.end_transitions))
    assert all(torch.allclose(gradient(a), gradient(b)) for a, b in pairs)
    assert torch.allclose(gradient(crf.moves), gradient(other.transitions) * crf.legal)


@pytest.mark.parametrize("tags", [TAGS, FREE])
def test_the_best_path_is_that_of_pytorch_crf(tags: tuple[str, ...]) -> None:
    crf, mask = make_crf(tags), make_mask()
    for seed in range(20):
        emissions = make_emissions(tags, seed)
        found = crf.viterbi(emissions, mask).tolist()
        expected = torch_crf(crf).decode(emissions, mask=mask)
        assert [path[:length] for path, length in zip(found, LENGTHS, strict=True)] == expected


def test_gradients_agree_with_finite_differences() -> None:
    crf, mask, targets = make_crf(), make_mask(), legal_targets()
    inputs = (make_emissions().requires_grad_(), *crf.parameters())
    # gradcheck moves its inputs in place, the CRF's own parameters too
    assert torch.autograd.gradcheck(lambda emissions, *_: crf.log_likelihood(emissions, targets, mask), inputs)


def test_marginals_are_the_gradient_of_the_normaliser() -> None:
    crf, emissions, mask = make_crf(), make_emissions().requires_grad_(), make_mask()
    (slope,) = torch.autograd.grad(crf.log_normalizer(emissions, mask).sum(), emissions)
    assert torch.allclose(slope, crf.marginals(emissions, mask))


def test_what_stands_at_padding_changes_nothing() -> None:
    crf, emissions, mask, targets = make_crf(), make_emissions(), make_mask(), legal_targets()
    other, other_targets = emissions.clone(), targets.clone()
    other[~mask], other_targets[~mask] = 1e3, -100
    assert torch.equal(crf.log_likelihood(emissions, targets, mask), crf.log_likelihood(other, other_targets, mask))
    assert torch.equal(crf.marginals(emissions, mask), crf.marginals(other, mask))
    assert torch.equal(crf.viterbi(emissions, mask)[mask], crf.viterbi(other, mask)[mask])


def test_an_illegal_gold_path_is_as_good_as_impossible() -> None:
    illegal = torch.tensor([[TAGS.index("O"), TAGS.index("I-a")]])
    found = make_crf().log_likelihood(make_emissions()[:1, :2], illegal, torch.ones(1, 2, dtype=torch.bool))
    assert found.item() < -5000


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.floats(0.1, 1e3), st.integers(1, 12))
def test_viterbi_never_takes_an_illegal_step(seed: int, scale: float, length: int) -> None:
    torch.manual_seed(seed)
    emissions = torch.randn(3, length, len(TAGS)) * scale
    paths = make_crf().float().viterbi(emissions, torch.ones(3, length, dtype=torch.bool)).tolist()
    assert all(is_legal([TAGS[k] for k in path]) for path in paths)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.floats(0.1, 1e3))
def test_scores_of_any_size_give_finite_numbers_and_no_likelihood_above_one(seed: int, scale: float) -> None:
    torch.manual_seed(seed)
    crf, mask = make_crf().float(), make_mask()
    emissions = (torch.randn(*mask.shape, len(TAGS)) * scale).requires_grad_()
    likelihood = crf.log_likelihood(emissions, legal_targets(), mask)
    likelihood.sum().backward()  # type: ignore[no-untyped-call]
    assert gradient(emissions).isfinite().all()
    assert crf.marginals(emissions, mask).isfinite().all()
    assert (likelihood <= 1e-5 * scale).all()


def test_in_single_precision_a_long_sentence_keeps_its_likelihood() -> None:
    crf, mask = make_crf(), torch.ones(1, 200, dtype=torch.bool)
    torch.manual_seed(5)
    emissions = torch.randn(1, 200, len(TAGS), dtype=torch.float64) * 8
    exact = crf.log_normalizer(emissions, mask)
    assert crf.float().log_normalizer(emissions.float(), mask).item() == pytest.approx(exact.item(), rel=1e-5)


def test_legal_moves_are_those_of_the_definition() -> None:
    legal, legal_start, legal_end = legal_moves(TAGS)
    assert legal.tolist() == [[_may(first, then) for then in TAGS] for first in TAGS]
    assert legal_start.tolist() == [is_legal([tag]) for tag in TAGS]
    assert legal_end.all()


def test_greedy_takes_the_best_tag_that_may_follow() -> None:
    scores = make_emissions(scale=3.0)
    for row, path in zip(scores, greedy_legal(scores, TAGS).tolist(), strict=True):
        taken: list[str] = []
        for word in row:
            allowed = [tag for tag in TAGS if is_legal([*taken, tag])]
            taken.append(max(allowed, key=lambda tag: word[TAGS.index(tag)].item()))
        assert [TAGS[k] for k in path] == taken


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.integers(1, 8))
def test_greedy_is_legal_and_never_looks_ahead(seed: int, known: int) -> None:
    torch.manual_seed(seed)
    scores = torch.randn(2, 8, len(TAGS)) * 10
    paths = greedy_legal(scores, TAGS)
    assert all(is_legal([TAGS[k] for k in path]) for path in paths.tolist())
    assert torch.equal(greedy_legal(scores[:, :known], TAGS), paths[:, :known])


def _may(first: str, then: str) -> bool:
    """Whether the pair is legal wherever `first` is."""
    before = {"I-a": ["B-a"], "I-b": ["B-b"]}.get(first, [])
    return is_legal([*before, first, then])
