"""Tests of model.measure: its figures are those of its parts, and can be written as JSON."""

import json

import pytest

from model.data import Sentence
from model.evaluate import Example, evaluate
from model.measure import measure
from model.predict import Predictor
from model.robustness import CHANGES, changed
from tests.model.helpers import make_predictor, toy_corpus


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return make_predictor()


@pytest.fixture(scope="module")
def own(predictor: Predictor) -> list[Sentence]:
    """Sentences with the tags that the tagger gives them: it is always right."""
    return [
        Sentence(s.words, tuple(token.tag for token in predictor(" ".join(s.words)).tokens), s.intent)
        for s in toy_corpus()
    ]


def test_a_tagger_that_is_always_right_confuses_nothing_and_doubts_too_much(
    predictor: Predictor, own: list[Sentence]
) -> None:
    figures = json.loads(json.dumps(measure(predictor, own)))
    scores = [token.score for s in own for token in predictor(" ".join(s.words)).tokens]
    assert figures["dev_f1"] == 100
    assert all(set(row) == {label} for label, row in figures["confusion"].items())
    assert figures["calibration_error"] == pytest.approx(100 * (1 - sum(scores) / len(scores)))


def test_robustness_is_the_score_on_the_changed_copy_and_what_is_lost(
    predictor: Predictor, own: list[Sentence]
) -> None:
    found = measure(predictor, own)["robustness"]
    assert set(found) == set(CHANGES)
    for change, row in found.items():
        assert row["strict_f1"] == evaluate(predictor, changed(own, change)).strict_f1
        assert row["lost"] == pytest.approx(100 - row["strict_f1"])
    assert any(row["lost"] > 0 for row in found.values())


def test_a_typed_suite_is_measured_where_there_is_one(predictor: Predictor, own: list[Sentence]) -> None:
    example = Example("x", "leave Oslo", frozenset({(0, 5, "nothing")}), "p")
    assert "typed" not in measure(predictor, own)
    assert measure(predictor, own, [example])["typed"]["wrong"] == ("x",)
