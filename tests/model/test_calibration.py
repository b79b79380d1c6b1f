"""Tests of model.calibration: sums done by hand, and a temperature that was put there to be found."""

import random

import pytest

from model.calibration import calibrate, calibration_error
from model.config import Architecture
from model.data import Sentence
from model.predict import Predictor
from tests.model.helpers import make_predictor, toy_corpus


def test_the_error_is_that_worked_out_by_hand() -> None:
    # one bin with mean 0.9 and half right, one with mean 0.3 and none right: (4 * 0.4 + 2 * 0.3) / 6
    said = [(0.9, True), (0.9, False), (0.9, True), (0.9, False), (0.3, False), (0.3, False)]
    assert calibration_error(said) == pytest.approx(100 * (4 * 0.4 + 2 * 0.3) / 6)


def test_scores_that_come_true_as_often_as_they_say_have_hardly_any_error() -> None:
    rng = random.Random(1)
    scores = [rng.random() for _ in range(50_000)]
    assert calibration_error((score, rng.random() < score) for score in scores) < 1.5
    assert calibration_error((score, rng.random() < score**3) for score in scores) > 10


def test_certainty_counts_and_nothing_said_is_no_error() -> None:
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([(1.0, False)]) == 100
    assert calibration_error([]) == 0


@pytest.mark.parametrize("architecture", ["bi-lstm", "feedforward"])
def test_a_temperature_is_found_by_sentences_drawn_from_it(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    predictor.tagger.temperature = 2.0
    rng = random.Random(1)
    drawn = [_drawn(predictor, sentence, rng) for sentence in toy_corpus() * 40]
    calibrate(predictor, drawn)
    assert predictor.tagger.temperature == pytest.approx(2.0, rel=0.1)


def test_a_temperature_changes_no_tag_and_may_be_asked_of_nothing() -> None:
    predictor = make_predictor()
    texts = [predictor.read(" ".join(sentence.words)) for sentence in toy_corpus()]
    before = predictor.predict(texts)
    predictor.tagger.temperature = 3.0
    after = predictor.predict(texts)
    assert [[t.tag for t in p.tokens] for p in before] == [[t.tag for t in p.tokens] for p in after]
    assert [[t.score for t in p.tokens] for p in before] != [[t.score for t in p.tokens] for p in after]
    calibrate(predictor, [Sentence(("leave",), ("B-unheard",))])
    assert predictor.tagger.temperature == 1.0


def _drawn(predictor: Predictor, sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence with each tag drawn by its probability."""
    tops = predictor.predict([predictor.read(" ".join(sentence.words))], top_k=len(predictor.vocab.tags))[0].tokens
    tags = (rng.choices([t.tag for t in token.top], [t.score for t in token.top])[0] for token in tops)
    return Sentence(tuple(token.text for token in tops), tuple(tags))
