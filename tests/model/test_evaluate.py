"""Tests of model.evaluate: against numbers counted by hand and against a count of spans as sets."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from seqeval.metrics import classification_report, f1_score
from seqeval.scheme import IOB2

from model.data import Sentence
from model.errors import DataError
from model.evaluate import Example, evaluate, evaluate_suite, read_suite
from model.predict import Intent, Prediction, Predictor, Span, TaggedToken, Tokenized
from model.tags import repair, tags_to_spans
from model.text import tokenize
from tests.model.helpers import make_predictor, toy_corpus

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")


class Scripted(Predictor):
    """Says what it is told, one answer a text: tags and intent, or spans."""

    def __init__(self, answers: Sequence[tuple[str, str | None] | set[tuple[int, int, str]]]) -> None:
        self.answers = answers

    def read(self, text: str) -> Tokenized:
        return Tokenized(text, tuple(tokenize(text)))

    def predict(self, batch: Sequence[Tokenized], top_k: int = 0) -> list[Prediction]:  # noqa: ARG002
        return [_answer(item, answer) for item, answer in zip(batch, self.answers, strict=True)]


def _answer(item: Tokenized, answer: tuple[str, str | None] | set[tuple[int, int, str]]) -> Prediction:
    if isinstance(answer, set):
        spans = (Span(item.text[start:end], start, end, label, 1.0) for start, end, label in answer)
        return Prediction("toys/scripted", item.text, (), tuple(spans))
    tags, intent = answer
    pairs = zip(item.tokens, tags.split(), strict=True)
    tokens = tuple(TaggedToken(token.text, token.start, token.end, tag, 1.0) for token, tag in pairs)
    return Prediction("toys/scripted", item.text, tokens, (), Intent(intent, 1.0) if intent else None)


def gold(tags: str, intent: str | None = None) -> Sentence:
    return Sentence(tuple("word" for _ in tags.split()), tuple(tags.split()), intent)


def test_scores_are_those_counted_by_hand() -> None:
    sentences = [gold("B-a I-a O B-b"), gold("O B-a"), gold("B-b O"), gold("O O")]
    said = ["B-a I-a O B-b", "B-a I-a", "B-b B-a", "O O"]
    scores = evaluate(Scripted([(tags, None) for tags in said]), sentences)
    # gold spans 4: a, b, a, b; said 5: a, b, a (wrong place), b, a (too many); right 3
    assert scores.sentences == 4
    assert scores.precision == pytest.approx(100 * 3 / 5)
    assert scores.recall == pytest.approx(100 * 3 / 4)
    assert scores.strict_f1 == pytest.approx(100 * 6 / 9)
    assert scores.default_f1 == pytest.approx(100 * 6 / 9)
    assert scores.sentence_exact == 50.0
    assert scores.per_label["a"] == {"precision": 0.3333, "recall": 0.5, "f1-score": 0.4, "support": 2}
    assert scores.per_label["b"] == {"precision": 1.0, "recall": 1.0, "f1-score": 1.0, "support": 2}


def test_strict_refuses_the_illegal_tags_that_default_forgives() -> None:
    scores = evaluate(Scripted([("I-ORG I-ORG", None)]), [gold("B-ORG I-ORG")])
    assert (scores.default_f1, scores.strict_f1) == (100.0, 0.0)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), min_size=1), min_size=1, max_size=6))
def test_on_legal_tags_both_f1_count_spans_as_sets(pairs: list[list[tuple[str, str]]]) -> None:
    sides = [[repair([pair[side] for pair in row]) for row in pairs] for side in (0, 1)]
    found = [{(row, span) for row, tags in enumerate(side) for span in tags_to_spans(tags)} for side in sides]
    total = len(found[0]) + len(found[1])
    expected = 200 * len(found[0] & found[1]) / total if total else 0.0
    sentences = [gold(" ".join(tags)) for tags in sides[0]]
    scores = evaluate(Scripted([(" ".join(tags), None) for tags in sides[1]]), sentences)
    assert scores.strict_f1 == pytest.approx(expected)
    assert scores.default_f1 == pytest.approx(expected)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), min_size=1), min_size=1, max_size=6))
def test_scores_are_those_of_seqeval_also_where_tags_are_illegal(pairs: list[list[tuple[str, str]]]) -> None:
    sides = [[[pair[side] for pair in row] for row in pairs] for side in (0, 1)]
    assume(all(any(tag.startswith("B-") for tags in side for tag in tags) for side in sides))  # seqeval divides by zero
    report = classification_report(*sides, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    said = [(" ".join(tags), None) for tags in sides[1]]
    scores = evaluate(Scripted(said), [gold(" ".join(tags)) for tags in sides[0]])
    for ours, theirs in (("strict_f1", "f1-score"), ("precision", "precision"), ("recall", "recall")):
        assert getattr(scores, ours) == pytest.approx(100 * report["micro avg"][theirs])
    assert scores.default_f1 == pytest.approx(100 * f1_score(*sides, zero_division=0))
    rows = {label: row for label, row in report.items() if not label.endswith(" avg")}
    assert set(scores.per_label) == set(rows)
    for label, row in rows.items():
        assert scores.per_label[label] == pytest.approx(row, abs=1e-4)


def test_sentences_without_any_span_are_scored_without_a_warning() -> None:
    scores = evaluate(Scripted([("O O", None)]), [gold("O O")])
    assert (scores.strict_f1, scores.default_f1, scores.sentence_exact) == (0.0, 0.0, 100.0)
    assert scores.per_label == {}


def test_no_sentences_score_nothing() -> None:
    scores = evaluate(Scripted([]), [])
    assert (scores.sentences, scores.strict_f1, scores.sentence_exact) == (0, 0.0, 0.0)
    assert scores.intent_accuracy is None


def test_intents_count_where_the_sentence_has_one() -> None:
    sentences = [gold("O", "go"), gold("O", "go"), gold("O", "stay"), gold("O")]
    said = [("O", "go"), ("O", "stay"), ("O", None), ("O", "go")]
    assert evaluate(Scripted(said), sentences).intent_accuracy == pytest.approx(100 / 3)
    assert evaluate(Scripted([("O", "go")]), [gold("O")]).intent_accuracy is None


def test_a_tagger_is_right_about_its_own_tags_and_scores_are_json() -> None:
    predictor, corpus = make_predictor(), toy_corpus()
    said = [predictor.predict([Tokenized(" ".join(s.words), tuple(tokenize(" ".join(s.words))))])[0] for s in corpus]
    own = [Sentence(s.words, tuple(t.tag for t in p.tokens)) for s, p in zip(corpus, said, strict=True)]
    scores = evaluate(predictor, own)
    assert (scores.strict_f1, scores.sentence_exact) == (100.0, 100.0)
    assert json.loads(json.dumps(scores.to_dict()))["strict_f1"] == 100.0


def test_suite_scores_are_those_counted_by_hand() -> None:
    examples = [example("1", {(0, 4, "a")}), example("2", {(0, 4, "a"), (5, 9, "b")}), example("3", set())]
    scores = evaluate_suite(Scripted([{(0, 4, "a")}, {(0, 4, "a"), (5, 8, "b")}, set()]), examples)
    # gold 3, said 3, right 2
    assert scores.sentences == 3
    assert scores.span_f1 == pytest.approx(200 * 2 / 6)
    assert scores.sentence_exact == pytest.approx(200 / 3)
    assert scores.wrong == ("2",)


@pytest.mark.parametrize(("first", "second", "accuracy"), [(1, 1, 100.0), (1, 0, 50.0), (0, 1, 50.0), (0, 0, 50.0)])
def test_a_pair_is_right_when_both_halves_are(first: int, second: int, accuracy: float) -> None:
    examples = [example(name, {(0, 4, "a")}, pair) for name, pair in (("1", "p"), ("2", "q"), ("3", "p"), ("4", None))]
    right, wrong = {(0, 4, "a")}, {(0, 4, "b")}
    scores = evaluate_suite(Scripted([right if first else wrong, right, right if second else wrong, wrong]), examples)
    assert (scores.pairs, scores.pair_accuracy) == (2, accuracy)


def test_a_suite_in_which_nothing_is_to_be_found_and_nothing_is_said_is_right() -> None:
    scores = evaluate_suite(Scripted([set()]), [example("1", set())])
    assert (scores.span_f1, scores.sentence_exact, scores.pairs) == (100.0, 100.0, 0)


def test_a_suite_is_read_from_raw_text_to_offsets() -> None:
    predictor, text = make_predictor(), "😀 we leave from Oslo next Friday, please"
    spans = frozenset((span.start, span.end, span.label) for span in predictor(text).spans)
    assert evaluate_suite(predictor, [Example("1", text, spans, None)]).sentence_exact == 100.0


def test_a_suite_file_gives_its_examples(tmp_path: Path) -> None:
    path = tmp_path / "suite.jsonl"
    line = {"id": 7, "text": "to Lima\u2028now", "spans": [{"start": 3, "end": 7, "label": "city"}], "pair": "p"}
    path.write_text(
        f"{json.dumps(line, ensure_ascii=False)}\n{json.dumps({**line, 'id': 'x', 'pair': None})}\n", "utf-8"
    )
    spans = frozenset({(3, 7, "city")})
    assert read_suite(path) == [Example("7", line["text"], spans, "p"), Example("x", line["text"], spans, None)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "broken",
    ["", "{", "[]", "5", '"text"', "{}", '{"id": 1, "text": "x"}', '{"id": 1, "text": "x", "spans": 3}',
     '{"id": 1, "text": "x", "spans": [{"start": 0}]}'],
)  # fmt: skip
def test_a_broken_line_is_named_with_its_file(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_text(f'{{"id": "1", "text": "x", "spans": []}}\n{broken}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"suite\.jsonl, line 2: expected an object with id, text and spans"):
        read_suite(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "suite.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=r"suite\.jsonl: cannot be read"):
        read_suite(path)


def example(name: str, spans: set[tuple[int, int, str]], pair: str | None = None) -> Example:
    return Example(name, "some text here", frozenset(spans), pair)
