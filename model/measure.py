"""All that is said of how good a model is, as its metrics.json holds it. Knows no files and no training."""

from collections.abc import Sequence
from typing import Any

from model.calibration import calibration_error
from model.confusion import confusion
from model.data import Sentence
from model.evaluate import Example, evaluate, evaluate_suite, predict_words, score
from model.predict import Predictor
from model.robustness import CHANGES, changed


def measure(predictor: Predictor, dev: Sequence[Sentence], typed: Sequence[Example] = ()) -> dict[str, Any]:
    """Scores on labelled sentences and on a typed suite, robustness, calibration and confusions, in percent."""
    predictions = predict_words(predictor, dev)
    scores = score(dev, predictions)
    gold = [sentence.tags for sentence in dev]
    given = [[token.tag for token in prediction.tokens] for prediction in predictions]
    said = (
        (token.score, token.tag == tag)
        for tags, prediction in zip(gold, predictions, strict=True)
        for tag, token in zip(tags, prediction.tokens, strict=True)
    )
    metrics: dict[str, Any] = {
        "dev_f1": scores.strict_f1,
        "dev": scores.to_dict(),
        "calibration_error": calibration_error(said),
        "temperature": predictor.tagger.temperature,
        "robustness": {name: _robustness(predictor, dev, name, scores.strict_f1) for name in CHANGES},
        "confusion": confusion(gold, given),
    }
    if typed:
        suite = evaluate_suite(predictor, typed)
        metrics |= {"typed_f1": suite.span_f1, "pair_accuracy": suite.pair_accuracy, "typed": vars(suite)}
    return metrics


def _robustness(predictor: Predictor, dev: Sequence[Sentence], change: str, plain_f1: float) -> dict[str, float]:
    """Strict F1 on a changed copy, and the points lost by the change."""
    strict_f1 = evaluate(predictor, changed(dev, change)).strict_f1
    return {"strict_f1": strict_f1, "lost": plain_f1 - strict_f1}
