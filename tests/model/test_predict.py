"""Tests of model.predict."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from model import predict
from model.config import ARCHITECTURES, Architecture
from model.errors import CheckpointError
from model.predict import Prediction, Predictor, Tokenized, from_words
from model.tags import tags_to_spans
from model.text import TextConfig
from tests.model.helpers import is_legal, make_predictor, save_model

TEXTS = [
    "We leave from Oslo next Friday, please.",
    "",
    "Lima",
    "😀 to São Paulo 🇧🇷 on May 2nd!",
    "   ",
    "we reach to New Delhi " * 9,
    "x",
]
PREDICTOR = make_predictor()


def assert_same(found: Prediction, expected: Prediction) -> None:
    """Equal but for the last digits of scores, which depend on what else is in the batch."""
    assert (found.model, found.text, len(found.tokens)) == (expected.model, expected.text, len(expected.tokens))
    for token, other in zip(found.tokens, expected.tokens, strict=True):
        assert (token.text, token.start, token.end, token.tag) == (other.text, other.start, other.end, other.tag)
        assert token.score == pytest.approx(other.score, abs=1e-4)
    places = [[(span.text, span.start, span.end, span.label) for span in p.spans] for p in (found, expected)]
    assert places[0] == places[1]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_offsets_cut_tokens_and_spans_out_of_any_text(text: str) -> None:
    prediction = PREDICTOR(text)
    assert prediction.text == text
    assert all(text[token.start : token.end] == token.text for token in prediction.tokens)
    assert all(text[span.start : span.end] == span.text for span in prediction.spans)
    assert is_legal([token.tag for token in prediction.tokens])


def test_offsets_count_code_points_after_emoji() -> None:
    tokens = {token.text: token for token in PREDICTOR("😀 👩‍👩‍👧 to Lima").tokens}
    assert list(tokens) == ["😀", "👩‍👩‍👧", "to", "Lima"]
    assert (tokens["Lima"].start, tokens["Lima"].end) == (11, 15)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_batch_gives_what_its_texts_give_alone_in_order(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    found = predictor.predict([predictor.read(text) for text in TEXTS])
    assert len(found) == len(TEXTS)
    for prediction, text in zip(found, TEXTS, strict=True):
        assert_same(prediction, predictor(text))


def test_a_small_budget_of_padded_words_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [PREDICTOR.read(text) for text in TEXTS * 3]
    expected = PREDICTOR.predict(items)
    monkeypatch.setattr(predict, "MAX_PADDED_TOKENS", 8)
    for found, other in zip(PREDICTOR.predict(items), expected, strict=True):
        assert_same(found, other)


def test_texts_without_words_have_empty_predictions() -> None:
    assert PREDICTOR.predict([]) == []
    assert PREDICTOR("\t\n") == Prediction("toys/bi-lstm", "\t\n", (), ())


@pytest.mark.parametrize("crf", [False, True])
def test_the_likeliest_tags_are_sorted_and_sum_to_at_most_one(crf: bool) -> None:
    predictor = make_predictor(crf=crf)
    for k in (1, 3, 100):
        for token in predictor(TEXTS[0], top_k=k).tokens:
            scores = [entry.score for entry in token.top]
            assert len(scores) == min(k, len(predictor.vocab.tags))
            assert scores == sorted(scores, reverse=True)
            assert sum(scores) <= 1 + 1e-5


@pytest.mark.parametrize("crf", [False, True])
def test_the_score_of_a_token_is_the_probability_of_its_tag(crf: bool) -> None:
    predictor = make_predictor(crf=crf)
    item = predictor.read(TEXTS[0])
    batch = predictor.encoder.batch([[token.text for token in item.tokens]])
    with torch.no_grad():
        emissions = predictor.tagger(batch).emissions
    if predictor.tagger.crf is not None:
        shares = predictor.tagger.crf.marginals(emissions, batch.mask)[0]
    else:
        shares = emissions[0].softmax(dim=1)
    for t, token in enumerate(predictor.predict([item], top_k=100)[0].tokens):
        assert token.score == pytest.approx(shares[t, predictor.vocab.tags.index(token.tag)].item(), abs=1e-5)
        assert {entry.tag: entry.score for entry in token.top}[token.tag] == token.score


def test_without_top_k_no_tags_are_listed() -> None:
    assert all(token.top == () for token in PREDICTOR(TEXTS[0]).tokens)


def test_spans_are_those_of_the_tags_with_the_mean_of_their_scores() -> None:
    prediction = make_predictor(seed=1)(TEXTS[5])
    spans = tags_to_spans([token.tag for token in prediction.tokens])
    assert len(spans) == len(prediction.spans)
    assert max(span.end - span.start for span in spans) > 1
    for span, found in zip(spans, prediction.spans, strict=True):
        inside = prediction.tokens[span.start : span.end]
        assert (found.label, found.start, found.end) == (span.label, inside[0].start, inside[-1].end)
        assert found.score == pytest.approx(sum(token.score for token in inside) / len(inside))


def test_eight_threads_give_what_one_gives() -> None:
    texts = [f"{text} {number}" for number in range(20) for text in TEXTS]
    fresh = make_predictor()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: fresh(text, top_k=3), texts))
    serial = make_predictor()
    assert found == [serial(text, top_k=3) for text in texts]


def test_words_are_taken_as_they_are_and_joined_by_one_space() -> None:
    item = from_words(["New York", "don't", ""])
    assert item.text == "New York don't "
    assert [item.text[token.start : token.end] for token in item.tokens] == ["New York", "don't", ""]
    assert [token.text for token in PREDICTOR.predict([item])[0].tokens] == ["New York", "don't", ""]
    assert from_words([]) == Tokenized("", ())


def test_text_is_split_as_the_model_s_training_data_is() -> None:
    predictor = make_predictor(text=TextConfig("split"))
    assert [token.text for token in predictor("I don't").tokens] == ["I", "do", "n't"]
    assert [token.text for token in PREDICTOR("I don't").tokens] == ["I", "don't"]


def test_the_intent_is_the_likeliest_with_its_probability() -> None:
    intent = PREDICTOR(TEXTS[0]).intent
    batch = PREDICTOR.encoder.batch([[token.text for token in PREDICTOR.read(TEXTS[0]).tokens]])
    with torch.no_grad():
        shares = PREDICTOR.tagger(batch).intents.softmax(dim=1)[0].tolist()
    assert intent is not None
    assert intent.score == pytest.approx(max(shares), abs=1e-5)
    assert intent.name == PREDICTOR.vocab.intents[shares.index(max(shares))]


def test_a_model_without_intents_says_none() -> None:
    assert make_predictor(intent=False)(TEXTS[0]).intent is None


def test_a_model_is_loaded_by_name_by_task_or_by_folder(tmp_path: Path) -> None:
    folder = save_model(tmp_path, "gru")
    for name in ("toys/gru", "toys", folder):
        predictor = Predictor.load(name, tmp_path)
        assert (predictor.name, predictor.labels) == ("toys/gru", ("day", "from.city", "to.city"))
        assert predictor(TEXTS[0]).model == "toys/gru"


def test_a_compact_model_says_what_it_said_before(tmp_path: Path) -> None:
    folder = save_model(tmp_path)
    whole, compact = Predictor.load(folder), Predictor.load(folder, packed=True)
    assert 8 * compact.tagger.words.weight.nbytes == whole.tagger.words.weight.nbytes
    assert torch.equal(compact.tagger.words(torch.arange(9)), whole.tagger.words(torch.arange(9)))
    assert [compact(text, top_k=3) for text in TEXTS] == [whole(text, top_k=3) for text in TEXTS]


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"config\.json: cannot be read"):
        Predictor.load(tmp_path)


def test_a_prediction_cannot_be_changed() -> None:
    prediction = PREDICTOR("Lima")
    assert replace(prediction, text="x") != prediction
    with pytest.raises(AttributeError):
        prediction.text = "x"  # type: ignore[misc]
