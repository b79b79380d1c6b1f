"""The network as it is run gives the answers of the one that is trained: random and shipped, alone and in batches."""

import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checkpoint import SHIPPED, find_models
from model.config import ARCHITECTURES
from model.fast.network import FastNetwork
from model.predict import Predictor
from model.tagger import Decided, decided
from tests.model.helpers import make_predictor

FIXTURES = Path(__file__).parents[1] / "fixtures"
PREDICTORS = [
    *(make_predictor(name, crf=crf, intent=crf) for name in ARCHITECTURES for crf in (False, True)),
    *(make_predictor(name, scheme="IOBES", crf=True) for name in ("elman", "bi-lstm")),
]
FAST = [FastNetwork(predictor.tagger, predictor.encoder) for predictor in PREDICTORS]


def assert_same(found: Decided, expected: Decided) -> None:
    assert found.path.tolist() == expected.path.tolist()
    torch.testing.assert_close(found.probabilities, expected.probabilities, atol=1e-4, rtol=0)
    assert (found.intents is None) == (expected.intents is None)
    if found.intents is not None and expected.intents is not None:
        torch.testing.assert_close(found.intents, expected.intents, atol=1e-4, rtol=0)


@torch.no_grad()
def by_definition(predictor: Predictor, sentences: Sequence[Sequence[str]]) -> Decided:
    """In double precision, since scores that are summed along a thousand words lose digits in single precision."""
    found = decided(deepcopy(predictor.tagger).double(), predictor.encoder.batch(sentences))
    intents = None if found.intents is None else found.intents.float()
    return Decided(found.path, found.probabilities.float(), intents)


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from("we leave Oslo May 2nd , São x".split()), min_size=1), min_size=1, max_size=5))
def test_random_networks_of_every_kind_say_what_their_definition_says(sentences: list[list[str]]) -> None:
    for predictor, fast in zip(PREDICTORS, FAST, strict=True):
        assert_same(fast(sentences), by_definition(predictor, sentences))


@pytest.mark.parametrize("name", find_models(SHIPPED))
def test_a_shipped_model_says_what_its_definition_says(name: str) -> None:
    predictor = Predictor.load(name)
    assert isinstance(predictor.decide, FastNetwork)
    suite = FIXTURES / f"{name.partition('/')[0]}_typed.jsonl"
    texts = [json.loads(line)["text"] for line in suite.read_text(encoding="utf-8").splitlines()[::2]]
    sentences = [[token.text for token in predictor.read(text).tokens] for text in texts]
    assert_same(predictor.decide(sentences), by_definition(predictor, sentences))
    assert_same(predictor.decide(sentences[:1]), by_definition(predictor, sentences[:1]))
    long = [[word for sentence in sentences for word in sentence]]
    assert_same(predictor.decide(long), by_definition(predictor, long))
