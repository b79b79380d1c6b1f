"""Tests of model.unrolled: the pass written out is the pass that the tagger serves."""

import pytest
import torch

from model.config import Architecture
from model.predict import from_words
from model.unrolled import UnrollError, can_unroll, parts, unroll_sentence
from tests.model.helpers import FORWARD, make_config, make_predictor

SENTENCE = from_words("we leave from New Delhi next Friday and nobody knows".split())


@pytest.mark.parametrize("architecture", FORWARD)
def test_the_probabilities_are_those_that_the_tagger_serves(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    predictor.tagger.temperature = 1.5
    served = predictor.predict([SENTENCE], top_k=3)[0]
    for row, token in zip(unroll_sentence(predictor, SENTENCE).probabilities, served.tokens, strict=True):
        best = {tag.tag: tag.score for tag in token.top}
        assert {tag: row[predictor.vocab.tag_numbers[tag]].item() for tag in best} == pytest.approx(best, abs=1e-5)
        assert row.sum().item() == pytest.approx(1)


@pytest.mark.parametrize("architecture", FORWARD)
def test_the_states_are_those_of_the_tagger(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    batch = predictor.encoder.batch([[token.text for token in SENTENCE.tokens]])
    with torch.inference_mode():
        expected = predictor.tagger(batch).states[0]
    assert torch.allclose(unroll_sentence(predictor, SENTENCE).states.float(), expected, atol=1e-5)


@pytest.mark.parametrize("architecture", FORWARD)
def test_the_stacked_form_is_the_sum_of_both_terms(architecture: Architecture) -> None:
    passed = unroll_sentence(make_predictor(architecture), SENTENCE)
    assert torch.allclose(passed.stacked, passed.memory_terms + passed.input_terms, atol=1e-12)


def test_an_elman_state_is_the_tanh_of_its_terms_and_begins_with_nothing() -> None:
    passed = unroll_sentence(make_predictor("elman"), SENTENCE)
    assert torch.allclose(torch.tanh(passed.memory_terms + passed.input_terms + passed.bias), passed.states)
    assert not passed.before[0].any()
    assert torch.equal(passed.before[1:], passed.states[:-1])


def test_shapes_are_those_of_the_formula() -> None:
    predictor = make_predictor("elman")
    weights, output = parts(predictor)
    hidden, features = predictor.tagger.config.hidden_size, unroll_sentence(predictor, SENTENCE).features.shape[1]
    assert weights.w_aa.shape == (hidden, hidden)
    assert weights.w_ax.shape == (hidden, features)
    assert output.w_ya.shape == (len(predictor.vocab.tags), hidden)


@pytest.mark.parametrize(("architecture", "crf"), [("feedforward", False), ("bi-lstm", False), ("elman", True)])
def test_other_networks_are_refused(architecture: Architecture, crf: bool) -> None:
    assert not can_unroll(make_config(architecture, crf=crf))
    with pytest.raises(UnrollError, match=architecture):
        unroll_sentence(make_predictor(architecture, crf=crf), SENTENCE)
