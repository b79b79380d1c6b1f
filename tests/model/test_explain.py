"""Explanations against answers that can be computed by hand, and against finite differences of the network itself."""

from collections.abc import Callable

import pytest
import torch
from captum.attr import IntegratedGradients
from torch import Tensor

from model.explain import (
    METHODS,
    STEPS,
    ExplainError,
    Method,
    explain,
    gradient_x_input,
    integrated_gradients,
    log_odds,
    occlusion,
    tag_probabilities,
    word_features,
)
from model.predict import Predictor
from tests.model.helpers import make_predictor

# One sentence of three words with two features each: (1, 3, 2).
FEATURES = torch.tensor([[[1.0, 2.0], [3.0, -1.0], [0.0, 4.0]]])
WEIGHTS = torch.tensor([[2.0, 1.0], [0.5, 3.0], [7.0, -1.0]])
BY_WORD = torch.tensor([4.0, -1.5, -4.0])  # Σ over features of weight × feature, by hand


def linear(features: Tensor) -> Tensor:
    return (features * WEIGHTS).sum(dim=(1, 2))


def product(features: Tensor) -> Tensor:
    """First feature of the first word times first feature of the second: 1 × 3."""
    return features[:, 0, 0] * features[:, 1, 0]


def scored(predictor: Predictor, index: int, wanted: Tensor) -> Callable[[Tensor], Tensor]:
    """The log odds at a word as a function of features."""

    def score(features: Tensor) -> Tensor:
        return log_odds(tag_probabilities(predictor)(features)[:, index], wanted)

    return score


@pytest.mark.parametrize("core", [gradient_x_input, integrated_gradients, occlusion])
def test_of_a_linear_score_every_method_gives_each_word_its_term(core: Callable[..., Tensor]) -> None:
    assert torch.allclose(core(linear, FEATURES), BY_WORD, atol=1e-4)


def test_of_a_product_integrated_gradients_gives_each_factor_half() -> None:
    assert torch.allclose(integrated_gradients(product, FEATURES), torch.tensor([1.5, 1.5, 0.0]), atol=1e-4)


def test_of_a_product_occlusion_and_gradient_give_each_factor_all() -> None:
    for core in (occlusion, gradient_x_input):
        assert core(product, FEATURES).tolist() == [3.0, 3.0, 0.0]


def test_log_odds_by_hand() -> None:
    probabilities = torch.tensor([[0.5, 0.3, 0.2]])
    wanted = torch.tensor([True, True, False])
    assert log_odds(probabilities, wanted).item() == pytest.approx(torch.tensor(0.8 / 0.2).log().item())


@pytest.mark.parametrize("architecture", ["feedforward", "elman", "bi-lstm"])
def test_probabilities_from_features_are_those_that_the_tagger_gives(architecture: str) -> None:
    predictor = make_predictor(architecture)  # type: ignore[arg-type]
    sentence = predictor.read("we leave from Oslo next Friday")
    with torch.no_grad():
        ours = tag_probabilities(predictor)(word_features(predictor, sentence))[0]
    for place, token in enumerate(predictor.predict([sentence], top_k=3)[0].tokens):
        for best in token.top:
            assert ours[place, predictor.vocab.tags.index(best.tag)].item() == pytest.approx(best.score, abs=1e-5)


def test_the_gradient_is_that_of_finite_differences() -> None:
    predictor = make_predictor("bi-gru")
    features = word_features(predictor, predictor.read("we reach Lima")).double()
    predictor.tagger.double()
    wanted = torch.tensor([tag.endswith("to.city") for tag in predictor.vocab.tags])
    score = scored(predictor, 2, wanted)
    step = 1e-6
    with torch.no_grad():
        moved = [score(features * (1 + step * torch.eye(3, dtype=torch.float64)[t][:, None])) for t in range(3)]
        slopes = torch.cat([(each - score(features)) / step for each in moved])
    assert torch.allclose(gradient_x_input(score, features), slopes, rtol=1e-3, atol=1e-5)


def test_integrated_gradients_add_up_to_the_difference_from_nothing() -> None:
    predictor = make_predictor("elman")
    sentence = predictor.read("we leave from Oslo")
    features = word_features(predictor, sentence)
    wanted = torch.tensor([tag == "O" for tag in predictor.vocab.tags])
    score = scored(predictor, 3, wanted)
    found = explain(predictor, sentence, 3, "", "integrated_gradients")
    with torch.no_grad():
        difference = (score(features) - score(torch.zeros_like(features))).item()
    assert sum(found.weights) == pytest.approx(difference, abs=0.05 * max(1, abs(difference)))


@pytest.mark.parametrize("architecture", ["feedforward", "gru", "bi-lstm"])
def test_integrated_gradients_are_those_of_captum(architecture: str) -> None:
    predictor = make_predictor(architecture)  # type: ignore[arg-type]
    features = word_features(predictor, predictor.read("we leave from Oslo next Friday"))
    wanted = torch.tensor([tag == "O" for tag in predictor.vocab.tags])
    score = scored(predictor, 3, wanted)
    theirs = IntegratedGradients(score).attribute(features, n_steps=STEPS).sum(dim=-1)[0].float()
    assert torch.allclose(integrated_gradients(score, features), theirs, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("method", METHODS)
def test_to_a_network_without_memory_only_the_word_itself_matters(method: Method) -> None:
    predictor = make_predictor("feedforward")
    weights = explain(predictor, predictor.read("we leave from Oslo"), 3, method=method).weights
    assert weights[:3] == pytest.approx([0, 0, 0], abs=1e-5)
    assert weights[3] != 0


@pytest.mark.parametrize("method", METHODS)
def test_to_a_forward_network_later_words_do_not_matter(method: Method) -> None:
    predictor = make_predictor("lstm")
    weights = explain(predictor, predictor.read("we leave from Oslo"), 1, method=method).weights
    assert weights[2:] == pytest.approx([0, 0], abs=1e-5)


def test_probabilities_of_all_labels_are_listed_and_add_up_to_one() -> None:
    predictor = make_predictor()
    found = explain(predictor, predictor.read("we leave from Oslo"), 3)
    assert sum(each.score for each in found.scores) == pytest.approx(1, abs=1e-5)
    assert {each.label for each in found.scores} == {"", *predictor.labels}
    assert found.label == found.scores[0].label
    assert [each.score for each in found.scores] == sorted((each.score for each in found.scores), reverse=True)


def test_what_does_not_exist_cannot_be_explained() -> None:
    predictor = make_predictor()
    sentence = predictor.read("we leave")
    with pytest.raises(ExplainError, match="no word 2 in a sentence of 2"):
        explain(predictor, sentence, 2)
    with pytest.raises(ExplainError, match="unknown label 'x': known are"):
        explain(predictor, sentence, 0, "x")
    with pytest.raises(ExplainError, match="unknown method"):
        explain(predictor, sentence, 0, None, "magic")  # type: ignore[arg-type]
