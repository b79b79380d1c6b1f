"""How good a tagger is: strict and default F1 as seqeval counts, per label, sentence-exact, intents, typed suites.

Percentages everywhere. Strict counts a span only where its tags are legal IOB2 and all of it is right.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.data import Sentence
from model.errors import DataError
from model.predict import Prediction, TextTagger, from_words
from model.tags import TagSpan, tags_to_spans

Found = set[tuple[int, TagSpan]]  # spans with the numbers of their sentences


@dataclass(frozen=True)
class Scores:
    """Scores on labelled sentences, in percent; intent accuracy is None where no sentence has an intent."""

    sentences: int
    strict_f1: float
    default_f1: float
    precision: float
    recall: float
    sentence_exact: float
    intent_accuracy: float | None
    per_label: Mapping[str, Mapping[str, float]]  # label -> precision, recall, f1-score, support

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class SuiteScores:
    """Scores on typed text, in percent. A pair is right when both of its halves are right in every span."""

    sentences: int
    span_f1: float
    sentence_exact: float
    pairs: int
    pair_accuracy: float
    wrong: tuple[str, ...]  # ids of the sentences with any mistake


@dataclass(frozen=True)
class Example:
    """A typed sentence with its spans as (start, end, label) in code points."""

    id: str
    text: str
    spans: frozenset[tuple[int, int, str]]
    pair: str | None


def evaluate(predictor: TextTagger, sentences: Sequence[Sentence]) -> Scores:
    """Score a tagger on sentences whose words are given."""
    return score(sentences, predict_words(predictor, sentences))


def predict_words(predictor: TextTagger, sentences: Sequence[Sentence]) -> list[Prediction]:
    """What a tagger says of sentences whose words are given."""
    return predictor.predict([from_words(sentence.words) for sentence in sentences])


def score(sentences: Sequence[Sentence], predictions: Sequence[Prediction]) -> Scores:
    """Score what was said of sentences."""
    predicted = [[token.tag for token in prediction.tokens] for prediction in predictions]
    gold = [list(sentence.tags) for sentence in sentences]
    with_intent = [(s.intent, p.intent) for s, p in zip(sentences, predictions, strict=True) if s.intent is not None]
    right = [p is not None and p.name == intent for intent, p in with_intent]
    return Scores(intent_accuracy=_percent(right) if right else None, **_tag_scores(gold, predicted))


def evaluate_suite(predictor: TextTagger, examples: Sequence[Example]) -> SuiteScores:
    """Score a tagger on typed text, by character offsets, from raw text to spans."""
    predictions = predictor.predict([predictor.read(example.text) for example in examples])
    found = [frozenset((span.start, span.end, span.label) for span in p.spans) for p in predictions]
    exact = [example.spans == spans for example, spans in zip(examples, found, strict=True)]
    hits = sum(len(example.spans & spans) for example, spans in zip(examples, found, strict=True))
    total = sum(len(example.spans) for example in examples) + sum(len(spans) for spans in found)
    pairs: dict[str, bool] = {}
    for example, right in zip(examples, exact, strict=True):
        if example.pair is not None:
            pairs[example.pair] = pairs.get(example.pair, True) and right
    return SuiteScores(
        sentences=len(examples),
        span_f1=200 * hits / total if total else 100.0,
        sentence_exact=_percent(exact),
        pairs=len(pairs),
        pair_accuracy=_percent(list(pairs.values())),
        wrong=tuple(example.id for example, right in zip(examples, exact, strict=True) if not right),
    )


def read_suite(path: Path) -> list[Example]:
    """Read a typed suite: JSON lines with id, text, spans of start, end and label, and pair.

    Raises DataError naming file and line.
    """
    examples = []
    try:
        with path.open(encoding="utf-8") as file:
            lines = list(file)  # not splitlines, which also cuts at line separators inside a text
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", path) from error
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            spans = frozenset((span["start"], span["end"], span["label"]) for span in entry["spans"])
            examples.append(Example(str(entry["id"]), entry["text"], spans, entry.get("pair")))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"expected an object with id, text and spans: {error}", path, number) from error
    return examples


def _tag_scores(gold: list[list[str]], predicted: list[list[str]]) -> dict[str, Any]:
    there, said = _spans(gold, strict=True), _spans(predicted, strict=True)
    of_all = _counted(there, said)
    labels = sorted({span.label for _, span in there | said})
    forgiving = _counted(_spans(gold, strict=False), _spans(predicted, strict=False))
    return {
        "sentences": len(gold),
        "strict_f1": 100 * of_all["f1-score"],
        "default_f1": 100 * forgiving["f1-score"],
        "precision": 100 * of_all["precision"],
        "recall": 100 * of_all["recall"],
        "sentence_exact": _percent([g == p for g, p in zip(gold, predicted, strict=True)]),
        "per_label": {label: _rounded(_counted(_of(label, there), _of(label, said))) for label in labels},
    }


def _spans(sentences: Sequence[Sequence[str]], strict: bool) -> Found:
    """Strict: only spans that a B- opens. Else also those that an I- opens where it has nothing to continue."""
    found = ((number, tags, span) for number, tags in enumerate(sentences) for span in tags_to_spans(tags))
    return {(number, span) for number, tags, span in found if not strict or tags[span.start].startswith("B-")}


def _of(label: str, spans: Found) -> Found:
    return {(number, span) for number, span in spans if span.label == label}


def _counted(there: Found, said: Found) -> dict[str, float]:
    right = len(there & said)
    return {
        "precision": right / len(said) if said else 0.0,
        "recall": right / len(there) if there else 0.0,
        "f1-score": 2 * right / (len(there) + len(said)) if there or said else 0.0,
        "support": float(len(there)),
    }


def _rounded(row: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in row.items()}


def _percent(right: Sequence[bool]) -> float:
    return 100 * sum(right) / len(right) if right else 0.0
