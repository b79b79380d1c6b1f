"""Gradients through time against finite differences of a loss that torch's own cells compute, weight by weight."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from model.config import Architecture
from model.dynamics import Gradients, gradients
from model.predict import Predictor, from_words
from model.unrolled import UnrollError, parts, unroll_sentence
from tests.model.helpers import FORWARD, make_predictor

SENTENCE = from_words("we leave Oslo on Monday".split())
INDEX = 2
HIDDEN = 3
TINY = 1e-6
OWN_CELLS: dict[str, type[nn.RNNCell | nn.GRUCell | nn.LSTMCell]] = {
    "elman": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell,
}  # fmt: skip


class Reading:
    """The first INDEX + 1 words through torch's own cells: a cell of its own, so weights of its own, for each word."""

    def __init__(self, predictor: Predictor) -> None:
        weights, self.output = parts(predictor)
        passed = unroll_sentence(predictor, SENTENCE)
        self.x = passed.features[: INDEX + 1]
        self.tag = int(passed.probabilities[INDEX].argmax())
        self.cells = [OWN_CELLS[passed.cell](self.x.shape[1], HIDDEN).double() for _ in self.x]
        own = (weights.w_ax, weights.w_aa, weights.b_ax, weights.b_aa)
        for cell in self.cells:
            cell.load_state_dict(dict(zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), own, strict=True)))
        self.start = torch.zeros(HIDDEN * (2 if passed.cell == "lstm" else 1)).double()

    @torch.no_grad()
    def states(self, first: int = 0, state: Tensor | None = None) -> list[Tensor]:
        """The states after words `first` … INDEX, given the state before: h, in an LSTM h and c."""
        found = [self.start if state is None else state]
        for x, cell in zip(self.x[first:], self.cells[first:], strict=True):
            if isinstance(cell, nn.LSTMCell):
                found.append(torch.cat(cell(x, tuple(found[-1].chunk(2)))))
            else:
                found.append(cell(x, found[-1]))
        return found[1:]

    @torch.no_grad()
    def loss(self, last: Tensor) -> Tensor:
        logits = self.output.w_ya @ last[:HIDDEN] + self.output.b_y
        return logits.logsumexp(dim=0) - logits[self.tag]

    def by_state(self, word: int, measure: Callable[[Tensor], Tensor]) -> Tensor:
        """How a measure of the last state depends on the state after a word: (numbers measured, S)."""
        state = self.states()[word]
        ends = [
            [measure(([at, *self.states(word + 1, at)])[-1]) for at in (state + TINY * axis, state - TINY * axis)]
            for axis in torch.eye(len(state)).double()
        ]
        return torch.stack([(more - less) / (2 * TINY) for more, less in ends], dim=-1)

    @torch.no_grad()
    def by_weights(self, word: int) -> Tensor:
        """How the loss depends on [W_aa W_ax] as they are used at one word: (G, H + F)."""
        matrices = [self.cells[word].weight_hh, self.cells[word].weight_ih]
        return torch.cat(
            [torch.stack([self._slope(entry) for entry in each.view(-1)]).view_as(each) for each in matrices], dim=1
        )

    def _slope(self, entry: Tensor) -> Tensor:
        losses = []
        for change in (TINY, -2 * TINY):
            entry += change
            losses.append(self.loss(self.states()[-1]))
        entry += TINY
        return (losses[0] - losses[1]) / (2 * TINY)


@pytest.fixture(params=FORWARD, scope="module")
def both(request: pytest.FixtureRequest) -> tuple[Reading, Gradients]:
    """The same sentence read by torch's cells, and what the lab says of its gradients."""
    predictor = make_predictor(request.param, hidden_size=HIDDEN, word_size=3, char_size=0, shape_size=0)
    return Reading(predictor), gradients(predictor, SENTENCE, INDEX)


def test_the_loss_is_that_of_the_tag_which_the_network_prefers(both: tuple[Reading, Gradients]) -> None:
    reading, found = both
    assert found.loss == pytest.approx(reading.loss(reading.states()[-1]).item())


def test_the_terms_of_the_sum_are_those_of_finite_differences(both: tuple[Reading, Gradients]) -> None:
    reading, found = both
    terms = [reading.by_weights(word) for word in range(INDEX + 1)]
    assert found.terms.tolist() == pytest.approx([term.norm().item() for term in terms], rel=1e-4)
    assert found.total == pytest.approx(torch.stack(terms).sum(dim=0).norm().item(), rel=1e-4)


def test_what_arrives_at_each_state_is_that_of_finite_differences(both: tuple[Reading, Gradients]) -> None:
    reading, found = both
    expected = [reading.by_state(word, reading.loss).norm().item() for word in range(INDEX + 1)]
    assert found.signals.tolist() == pytest.approx(expected, rel=1e-4)


def test_products_of_jacobians_are_those_of_finite_differences(both: tuple[Reading, Gradients]) -> None:
    reading, found = both
    matrices = [reading.by_state(word, lambda state: state) for word in range(INDEX + 1)]
    expected = [torch.linalg.matrix_norm(each, ord=2).item() for each in matrices]
    assert found.products.tolist() == pytest.approx(expected, rel=1e-4)
    assert found.jacobians[-1].item() == pytest.approx(found.products[-2].item())
    assert len(found.jacobians) == INDEX


@pytest.mark.parametrize("architecture", ["feedforward", "bi-lstm"])
def test_networks_without_a_single_path_back_are_refused(architecture: Architecture) -> None:
    with pytest.raises(UnrollError):
        gradients(make_predictor(architecture), SENTENCE, INDEX)
