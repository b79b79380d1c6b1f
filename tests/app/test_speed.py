"""Speed is measured on the model's own work, with a clock that the test turns."""

from collections.abc import Sequence

import pytest

from app.speed import BATCH, made_up, milliseconds_alone, sentences_per_second
from model.predict import Prediction, Predictor, Tokenized
from tests.model.helpers import make_predictor


class Clock:
    """Stands still but for what the predictor below adds."""

    now = 0.0


@pytest.fixture
def predictor(monkeypatch: pytest.MonkeyPatch) -> Predictor:
    """A predictor that takes 4 ms a sentence by the clock."""
    made, clock = make_predictor("elman"), Clock()
    predict = made.predict

    def slow(batch: Sequence[Tokenized], top_k: int = 0) -> list[Prediction]:
        clock.now += 0.004 * len(batch)
        return predict(batch, top_k)

    monkeypatch.setattr(made, "predict", slow)
    monkeypatch.setattr("time.perf_counter", lambda: clock.now)
    return made


def test_sentences_a_second_are_counted_over_whole_batches(predictor: Predictor) -> None:
    assert sentences_per_second(predictor, ["leave Oslo", "x"], 3.0) == pytest.approx(250)


def test_a_sentence_alone_takes_its_median_time(predictor: Predictor) -> None:
    assert milliseconds_alone(predictor, ["leave Oslo"], 5) == pytest.approx(4)


def test_made_up_sentences_are_of_known_words_and_always_the_same(predictor: Predictor) -> None:
    texts = made_up(predictor)
    assert texts == made_up(predictor)
    assert {word for text in texts for word in text.split()} <= set(predictor.vocab.words)
    assert BATCH > len(set(texts)) > 1
