"""Tests of model.states: sequences against the conversion of tags, probabilities against a sum over all legal paths."""

from itertools import pairwise, product

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from model.batch import Targets
from model.config import ModelConfig
from model.crf import CRF, legal_moves
from model.errors import ConfigError
from model.states import fold, states_of, to_states, to_tags, widen
from model.tagger import Tagger
from model.tags import convert, repair, spans_to_tags, tags_to_spans
from tests.model.helpers import make_config, make_tagger, make_vocab

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")
STATES = states_of(TAGS, "IOBES")
INSIDE = torch.tensor([tag.startswith("I") for tag in TAGS])
LENGTHS = [4, 1, 3]
MASK = torch.arange(4) < torch.tensor(LENGTHS)[:, None]


def numbers(tags: list[str], table: tuple[str, ...]) -> Tensor:
    return torch.tensor([[table.index(tag) for tag in tags]])


def test_states_under_bio_are_the_tags_themselves() -> None:
    tags = numbers(["O", "B-a", "I-a"], TAGS)
    assert states_of(TAGS, "BIO") == TAGS
    assert torch.equal(to_states(tags, INSIDE, 0), tags)
    assert torch.equal(to_tags(tags, len(TAGS)), tags)
    shares = torch.rand(2, 3, len(TAGS))
    assert torch.equal(fold(shares.clone(), len(TAGS)), shares)
    assert torch.equal(widen(shares > 0.5, len(TAGS)), shares > 0.5)


@given(st.lists(st.sampled_from(TAGS), min_size=1, max_size=9).map(repair))
def test_a_sequence_of_tags_is_that_of_its_iobes_states_and_back(tags: list[str]) -> None:
    states = to_states(numbers(tags, TAGS), INSIDE, len(STATES) - len(TAGS))
    assert [STATES[state] for state in states[0].tolist()] == convert(tags, "BIO", "IOBES")
    assert torch.equal(to_tags(states, len(TAGS)), numbers(tags, TAGS))
    assert widen(torch.nn.functional.one_hot(numbers(tags, TAGS), len(TAGS)).bool(), len(STATES)).sum() == sum(
        1 if tag == "O" else 2 for tag in tags
    )


def test_what_follows_padding_ends_a_span() -> None:
    padded = torch.tensor([[1, 2, -100, -100]])
    assert to_states(padded, INSIDE, len(STATES) - len(TAGS))[0, :2].tolist() == [1, STATES.index("E-a")]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_the_legal_sequences_are_those_that_spans_are_written_as(length: int) -> None:
    legal, start, end = legal_moves(STATES, "IOBES")
    for path in product(range(len(STATES)), repeat=length):
        tags = [STATES[state] for state in path]
        expected = spans_to_tags(tags_to_spans(tags, "IOBES"), length, "IOBES") == tags
        assert bool(start[path[0]] and end[path[-1]] and all(legal[a, b] for a, b in pairwise(path))) == expected


def make_fine() -> tuple[Tagger, CRF, Tensor]:
    """A tagger with a random chain over IOBES in double precision, and random scores (B, T, S)."""
    tagger = make_tagger(scheme="IOBES")
    tagger.tags, tagger.states, tagger.inside = TAGS, STATES, INSIDE
    tagger.crf = CRF(STATES, "IOBES").double().requires_grad_(False)
    for weights in tagger.crf.parameters():
        weights.normal_()
    return tagger, tagger.crf, 2 * torch.randn(*MASK.shape, len(STATES), dtype=torch.float64)


def paths_of(crf: CRF, scores: Tensor) -> dict[tuple[int, ...], Tensor]:
    """The probability of every legal sequence of BIO tags for one sentence (T, S), by definition."""
    found = {}
    legal, start, end = legal_moves(STATES, "IOBES")
    for path in product(range(len(STATES)), repeat=len(scores)):
        if start[path[0]] and end[path[-1]] and all(legal[a, b] for a, b in pairwise(path)):
            score = crf.start[path[0]] + crf.end[path[-1]] + sum(scores[t, k] for t, k in enumerate(path))
            states = torch.tensor(path)
            found[tuple(to_tags(states, len(TAGS)).tolist())] = score + sum(crf.moves[a, b] for a, b in pairwise(path))
    shares = torch.softmax(torch.stack([*found.values()]), dim=0)
    return dict(zip(found, shares, strict=True))


def test_outside_probabilities_and_best_paths_are_of_bio_tags() -> None:
    tagger, crf, emissions = make_fine()
    shares, best = tagger.probabilities(emissions, MASK), to_tags(crf.viterbi(emissions, MASK), len(TAGS))
    assert shares.shape == (*MASK.shape, len(TAGS))
    for row, length in enumerate(LENGTHS):
        paths = paths_of(crf, emissions[row, :length])
        expected = torch.zeros(length, len(TAGS), dtype=torch.float64)
        for path, share in paths.items():
            expected[range(length), path] += share
        assert torch.allclose(shares[row, :length], expected)
        assert tuple(best[row, :length].tolist()) == max(paths, key=lambda path: float(paths[path]))


def test_the_loss_is_the_surprise_at_the_gold_tags_known_or_known_in_part() -> None:
    tagger, crf, emissions = make_fine()
    gold = torch.tensor([[1, 2, 0, 3], [3, -100, -100, -100], [3, 4, 4, -100]])
    known = Targets(gold, torch.zeros(3))
    allowed = torch.nn.functional.one_hot(gold.clamp_min(0), len(TAGS)).bool() & MASK[:, :, None]
    allowed[0, 2] = True  # any tag at all
    found, partly = (
        tagger._log_likelihood(emissions, targets, MASK) for targets in (known, Targets(gold, torch.zeros(3), allowed))
    )
    for row, length in enumerate(LENGTHS):
        paths = paths_of(crf, emissions[row, :length])
        assert torch.isclose(found[row].exp(), paths[tuple(gold[row, :length].tolist())])
        right = [p for path, p in paths.items() if all(allowed[row, t, k] for t, k in enumerate(path))]
        assert torch.isclose(partly[row].exp(), torch.stack(right).sum())


def test_a_network_scores_the_finer_states_and_says_tags() -> None:
    tagger, vocab = make_tagger(scheme="IOBES"), make_vocab()
    assert tagger.emit.out_features == 2 * len(vocab.tags) - 1
    assert tagger.states == states_of(vocab.tags, "IOBES")


def test_finer_states_need_a_chain() -> None:
    with pytest.raises(ConfigError, match="IOBES needs crf"):
        make_config("lstm", scheme="IOBES")
    assert ModelConfig().scheme == "BIO"
