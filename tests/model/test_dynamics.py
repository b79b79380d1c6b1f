"""Tests of model.dynamics: memory word by word, and gradients through time against torch and finite differences."""

from typing import cast

import pytest
import torch
from torch import Tensor, nn

from model.cells import CELLS, CellWeights, empty, unroll
from model.config import ARCHITECTURES, Architecture
from model.dynamics import Gradients, gradients, memory, prefixes, states
from model.encoders import Recurrent
from model.explain import word_features
from model.predict import Predictor, from_words
from model.unrolled import UnrollError, parts
from tests.model.helpers import FORWARD, make_predictor

SENTENCE = from_words("we leave from New Delhi next Friday".split())
AT = 5


def loss_at(predictor: Predictor, features: Tensor, weights: CellWeights, tag: str) -> Tensor:
    """-log p(tag) after the last word, straight from the formula."""
    _, output = parts(predictor)
    cell = predictor.card.recipe.model.architecture
    state = unroll(cell, features, weights)[-1].state[: weights.w_aa.shape[1]]
    return -torch.log_softmax(output.w_ya @ state + output.b_y, dim=-1)[predictor.vocab.tag_numbers[tag]]


def follow(architecture: Architecture) -> tuple[Predictor, Gradients, Tensor]:
    predictor = make_predictor(architecture, seed=3)
    features = word_features(predictor, SENTENCE)[0].double()[: AT + 1]
    return predictor, gradients(predictor, SENTENCE, AT), features


def by_torch(predictor: Predictor, features: Tensor, tag: str) -> Tensor:
    """The gradient of [W_aa W_ax] by torch's own network and loss."""
    tagger = predictor.tagger.double()
    network = cast(Recurrent, tagger.encoder).ahead
    logits = tagger.emit(network(features[None])[0][0, -1])
    wanted = torch.tensor(predictor.vocab.tag_numbers[tag])
    loss = nn.functional.cross_entropy(logits[None], wanted[None])
    w_ax, w_aa = list(network.parameters())[:2]
    found = torch.autograd.grad(loss, [w_aa, w_ax])
    return torch.cat(found, dim=1)


@pytest.mark.parametrize("architecture", FORWARD)
def test_the_sum_of_all_terms_is_the_gradient_of_torchs_own_network(architecture: Architecture) -> None:
    predictor, found, features = follow(architecture)
    assert found.total == pytest.approx(by_torch(predictor, features, found.tag).norm().item(), rel=1e-6)


@pytest.mark.parametrize("architecture", FORWARD)
def test_each_term_is_what_a_change_of_the_weights_at_that_word_alone_does(architecture: Architecture) -> None:
    predictor, found, features = follow(architecture)
    weights, _ = parts(predictor)
    for k in (0, 2, AT):
        both = torch.cat([weights.w_aa, weights.w_ax], dim=1).requires_grad_()
        cell, hidden = predictor.card.recipe.model.architecture, weights.w_aa.shape[1]
        steps = unroll(cell, features[:k], weights)
        state = steps[-1].state if steps else empty(cell, weights)
        own = CellWeights(both[:, hidden:], both[:, :hidden], weights.b_ax, weights.b_aa)
        for j in range(k, AT + 1):
            state = CELLS[cell](features[j], state, own if j == k else weights).state
        _, output = parts(predictor)
        tag = predictor.vocab.tag_numbers[found.tag]
        loss = -torch.log_softmax(output.w_ya @ state[:hidden] + output.b_y, dim=-1)[tag]
        (expected,) = torch.autograd.grad(loss, both)
        assert found.terms[k].item() == pytest.approx(expected.norm().item(), rel=1e-9)


@pytest.mark.parametrize("architecture", FORWARD)
def test_the_gradient_is_that_of_finite_differences(architecture: Architecture) -> None:
    predictor, found, features = follow(architecture)
    weights, _ = parts(predictor)
    direction = by_torch(predictor, features, found.tag)
    direction = direction / direction.norm()  # along the gradient, the slope is the gradient's norm
    hidden, tiny = weights.w_aa.shape[1], 1e-6
    w_aa, w_ax = direction[:, :hidden], direction[:, hidden:]
    ends = [
        CellWeights(weights.w_ax + move * w_ax, weights.w_aa + move * w_aa, weights.b_ax, weights.b_aa)
        for move in (tiny, -tiny)
    ]
    more, less = (loss_at(predictor, features, end, found.tag).item() for end in ends)
    assert (more - less) / (2 * tiny) == pytest.approx(found.total, rel=1e-4)


@pytest.mark.parametrize("architecture", FORWARD)
def test_the_product_is_how_a_push_of_an_early_state_moves_the_last(architecture: Architecture) -> None:
    predictor, found, features = follow(architecture)
    weights, _ = parts(predictor)
    cell, tiny, k = predictor.card.recipe.model.architecture, 1e-6, 2
    start = unroll(cell, features, weights)[k].state

    def end(state: Tensor) -> Tensor:
        for x in features[k + 1 :]:
            state = CELLS[cell](x, state, weights).state
        return state

    pushes = torch.eye(len(start), dtype=torch.float64) * tiny
    columns = [(end(start + push) - end(start - push)) / (2 * tiny) for push in pushes]
    expected = torch.linalg.matrix_norm(torch.stack(columns, dim=1), ord=2)
    assert found.products[k].item() == pytest.approx(expected.item(), rel=1e-6)


@pytest.mark.parametrize("architecture", FORWARD)
def test_lengths_and_ends(architecture: Architecture) -> None:
    _, found, _ = follow(architecture)
    assert [len(part) for part in (found.jacobians, found.products, found.signals, found.terms)] == [AT, *[AT + 1] * 3]
    assert found.products[AT].item() == pytest.approx(1)
    assert found.products[AT - 1].item() == pytest.approx(found.jacobians[AT - 1].item())
    assert bool((found.signals <= found.products * found.signals[AT] * (1 + 1e-9)).all())


def test_at_the_first_word_there_is_nothing_to_go_back_to() -> None:
    found = gradients(make_predictor("gru"), SENTENCE, 0)
    assert (len(found.jacobians), len(found.terms)) == (0, 1)
    assert found.terms.item() == pytest.approx(found.total)


def test_networks_that_read_both_ways_are_refused() -> None:
    with pytest.raises(UnrollError, match="bi-lstm"):
        gradients(make_predictor("bi-lstm"), SENTENCE, 0)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_memory_of_a_whole_sentence_is_its_states(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    found, all_states = memory(predictor, SENTENCE), states(predictor, SENTENCE)
    assert torch.allclose(found.forward, all_states[:, list(found.units)])
    assert len(all_states[0]) == found.of


@pytest.mark.parametrize("architecture", ["elman", "bi-elman"])
def test_each_step_of_the_memory_is_the_sentence_so_far_read_alone(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    found = memory(predictor, SENTENCE, most_units=3)
    assert len(found.units) == 3
    for t, prefix in enumerate(prefixes(SENTENCE)):
        alone = predictor.predict([prefix])[0]
        assert [token.tag for token in found.steps[t].tokens] == [token.tag for token in alone.tokens]
        assert torch.allclose(found.forward[t], states(predictor, prefix)[-1, list(found.units)], atol=1e-6)
        assert (found.backward is None) == (architecture == "elman")
        if found.backward is not None:
            assert found.backward[t].shape == (t + 1, 3)
