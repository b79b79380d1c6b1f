"""Builders for the tests of `model`: a toy corpus, a tiny vocabulary, taggers and predictors with random weights.

The weights are random and large, so that what a network may not depend on would show.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import torch

from model import checkpoint
from model.checkpoint import Card
from model.config import Architecture, ModelConfig, Recipe, TrainConfig
from model.data import Sentence
from model.predict import Predictor
from model.tagger import Tagger
from model.train import Corpus
from model.vocab import Vocab, build_vocab

FORWARD: tuple[Architecture, ...] = ("elman", "gru", "lstm")
BOTH_WAYS: tuple[Architecture, ...] = ("bi-elman", "bi-gru", "bi-lstm")
CITIES = ("Oslo", "New Delhi", "Lima", "São Paulo")
DAYS = ("Monday", "next Friday", "May 2nd")


def toy_corpus() -> list[Sentence]:
    """Twenty sentences, made by rule: where someone leaves, arrives, and when."""
    triples = list(product((("leave", "from"), ("reach", "to")), CITIES, DAYS))[:20]
    return [_sentence(verb, role, city, day) for (verb, role), city, day in triples]


def make_corpus(dev: int = 20) -> Corpus:
    """The toy corpus as its own dev set: its first `dev` sentences."""
    return Corpus(lambda epoch: toy_corpus(), toy_corpus()[:dev])  # noqa: ARG005


def make_vocab() -> Vocab:
    return build_vocab(toy_corpus())


def make_config(architecture: Architecture = "bi-lstm", **changes: Any) -> ModelConfig:
    """Few units, no dropout; one-directional networks decide without a CRF, as the shipped ones do."""
    sizes = {"word_size": 6, "char_size": 4, "char_filters": 5, "shape_size": 3, "hidden_size": 8, "dropout": 0.0}
    crf = architecture.startswith("bi-")
    return replace(ModelConfig(architecture), **{**sizes, "crf": crf, **changes})


def make_recipe(architecture: Architecture = "bi-lstm", task: str = "toys", **train: Any) -> Recipe:
    settings = {"epochs": 3, "batch_size": 5, "learning_rate": 0.03, "word_dropout": 0.0, **train}
    return Recipe(task=task, model=make_config(architecture), train=TrainConfig(**settings))


def make_tagger(architecture: Architecture = "bi-lstm", seed: int = 0, **changes: Any) -> Tagger:
    """A network in evaluation mode whose weights are normal with deviation 0.5, padding rows zero."""
    torch.manual_seed(seed)
    tagger = Tagger(make_config(architecture, **changes), make_vocab())
    with torch.no_grad():
        for name, weights in tagger.named_parameters():
            weights.normal_(std=0.5)
            if name in ("words.weight", "chars.embed.weight", "shapes.weight"):
                weights[0] = 0
    return tagger.eval()


def make_predictor(architecture: Architecture = "bi-lstm", seed: int = 0, **changes: Any) -> Predictor:
    vocab, tagger = make_vocab(), make_tagger(architecture, seed, **changes)
    recipe = replace(make_recipe(architecture), model=tagger.config)
    return Predictor(tagger, vocab, Card(recipe.name, recipe, vocab.tags, vocab.intents, {}, 0, 0))


def save_model(models_dir: Path, architecture: Architecture = "bi-lstm", task: str = "toys", dev_f1: float = 0) -> Path:
    """Write a random model as `models_dir/task/architecture` and return that folder."""
    folder, recipe = models_dir / task / architecture, make_recipe(architecture, task)
    checkpoint.save(folder, make_tagger(architecture), make_vocab(), recipe, {"dev_f1": dev_f1})
    return folder


def is_legal(tags: Sequence[str]) -> bool:
    """BIO by its definition: an I- stands only after a B- or I- of its own label."""
    pairs = zip(["O", *tags], tags, strict=False)
    return all(tag[0] != "I" or before in (f"B-{tag[2:]}", f"I-{tag[2:]}") for before, tag in pairs)


def _sentence(verb: str, role: str, city: str, day: str) -> Sentence:
    words, tags = ["we", verb, role], ["O", "O", "O"]
    for label, phrase in ((f"{role}.city", city), ("day", day)):
        parts = phrase.split()
        words += parts
        tags += [f"B-{label}", *[f"I-{label}"] * (len(parts) - 1)]
    return Sentence(tuple(words), tuple(tags), intent=verb)
