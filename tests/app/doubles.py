"""Stand-ins for models: taggers that follow a tiny rule, in a store of their own, and an app around them."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings
from app.store import ModelStore
from model.checkpoint import Card
from model.config import ModelConfig, Recipe
from model.predict import Intent, Prediction, Span, TaggedToken, TagScore, Tokenized
from model.text import tokenize

TAGS = ("O", "B-fromloc.city_name", "B-toloc.city_name")


class RuleTagger:
    """Capitalised words after "to" or "arrive" are where one arrives, after anything else where one leaves.

    "boom" makes it fail; "gate" makes it wait until the gate is opened. It remembers what it was given.
    """

    def __init__(self, name: str = "flights/bi-lstm", gate: threading.Event | None = None) -> None:
        self.name, self.gate = name, gate
        self.reads: list[str] = []
        self.batches: list[list[str]] = []

    def read(self, text: str) -> Tokenized:
        self.reads.append(text)
        return Tokenized(text, tuple(tokenize(text)))

    def predict(self, batch: Sequence[Tokenized], top_k: int = 0) -> list[Prediction]:
        self.batches.append([item.text for item in batch])
        if any("boom" in item.text for item in batch):
            raise RuntimeError("this sentence cannot be tagged")
        if self.gate and any("gate" in item.text for item in batch):
            self.gate.wait(60)
        return [self._predict(item, top_k) for item in batch]

    def _predict(self, item: Tokenized, top_k: int) -> Prediction:
        tokens, before = [], ""
        for token in item.tokens:
            tag = self._tag(token.text, before)
            before = token.text.lower()
            others = [(tag, 0.75), *((other, 0.125) for other in TAGS if other != tag)]
            top = tuple(TagScore(*pair) for pair in others[:top_k])
            tokens.append(TaggedToken(token.text, token.start, token.end, tag, 0.75, top))
        spans = tuple(Span(t.text, t.start, t.end, t.tag[2:], t.score) for t in tokens if t.tag != "O")
        intents = (Intent("atis_flight", 0.5),) if tokens else ()
        return Prediction(self.name, item.text, tuple(tokens), spans, next(iter(intents), None), intents)

    def _tag(self, word: str, before: str) -> str:
        if not word[:1].isupper() or not before:
            return "O"
        forgetful = self.name.endswith("feedforward")
        return TAGS[2] if before in ("to", "arrive") and not forgetful else TAGS[1]


class SlowTagger(RuleTagger):
    """Takes its time over every batch."""

    def predict(self, batch: Sequence[Tokenized], top_k: int = 0) -> list[Prediction]:
        time.sleep(0.02)
        return super().predict(batch, top_k)


def make_card(name: str) -> Card:
    task, _, architecture = name.partition("/")
    recipe = Recipe(task, "A stand-in.", ModelConfig(architecture))  # type: ignore[arg-type]
    return Card(name, recipe, TAGS, ("atis_flight",), {"dev_f1": 97.5}, 1234, 5678)


def make_store(
    taggers: Mapping[str, RuleTagger], most: int = 8, load: Callable[[str], Any] | None = None
) -> ModelStore:
    cards = {name: make_card(name) for name in taggers}
    defaults: dict[str, str] = {}
    for name in taggers:
        defaults.setdefault(name.partition("/")[0], name)
    return ModelStore(cards, defaults, load or taggers.__getitem__, most)


def make_app(*taggers: RuleTagger, **settings: Any) -> FastAPI:
    """An app around the taggers, which may wait: they have a thread. By default a bi-lstm and a feed-forward one."""
    chosen = taggers or (RuleTagger(), RuleTagger("flights/feedforward"))
    store = make_store({tagger.name: tagger for tagger in chosen})
    return create_app(Settings(**{"access_log": False, "small_tokens": 0, **settings}), store)


def make_slow_app() -> FastAPI:
    """For a server of its own process: settings come from the environment."""
    tagger = SlowTagger()
    return create_app(Settings(small_tokens=0), make_store({tagger.name: tagger}))
