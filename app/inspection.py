"""What callers send to look into a network, what they get, and the one thread in which it is computed.

Looking into a network costs many times what tagging does, so it never runs beside itself and never fills the queue.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from pydantic import Field, StrictStr
from starlette.concurrency import run_in_threadpool

from app.answers import Answer
from app.problems import OverLimit, QueueFull, WrongField
from app.schemas import Index, Model, Sentence
from app.tagging import Tagging
from model.explain import Method
from model.predict import Predictor, Tokenized

MAX_WORDS = 80  # of a sentence looked into: the cost grows with the square of it
MAX_WAITING = 16  # callers; more are asked to come again

Value = TypeVar("Value")


class MemoryRequest(Sentence):
    """A sentence to feed word by word."""

    model: Model = None


class SwapsRequest(MemoryRequest):
    """A word that might be another."""

    index: Index


class ExplainRequest(SwapsRequest):
    """A label at a word."""

    label: StrictStr | None = Field(None, description="slot label, empty for no slot; by default the likeliest")
    method: Method = "gradient_x_input"


class LabelScore(Answer):
    """A label's probability at the word; the empty label is no slot."""

    label: str
    score: float


class ExplainAnswer(Answer):
    """One signed weight a word, in log odds of the label; and all labels, likeliest first."""

    model: str
    index: int
    label: str
    method: str
    weights: list[float]
    scores: list[LabelScore]
    elapsed_ms: float


class Change(Answer):
    """A word whose label would change."""

    index: int
    old: str
    new: str
    score: float


class SwapOffer(Answer):
    """A word for the place and what it changes."""

    word: str
    changes: list[Change]


class SwapsAnswer(Answer):
    """Words that change a label, those first that change other words' labels."""

    model: str
    index: int
    swaps: list[SwapOffer]
    elapsed_ms: float


class Step(Answer):
    """What the network says after some words: a tag and its probability for each."""

    tags: list[str]
    scores: list[float]


class MemoryAnswer(Answer):
    """A sentence fed word by word.

    forward: after each word, the state of each unit shown. backward: after each word, the states of the other pass at
    the words so far; null for networks of one direction. units: which of the `of` units are shown.
    """

    model: str
    words: list[str]
    steps: list[Step]
    forward: list[list[float]]
    backward: list[list[list[float]]] | None
    units: list[int]
    of: int
    elapsed_ms: float


class Bench:
    """Work done one after the other, off the event loop."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(1)
        self._waiting = 0

    async def run(self, work: Callable[[], Value]) -> Value:
        """Do the work when its turn comes. Raises QueueFull where too many wait already."""
        if self._waiting >= MAX_WAITING:
            raise QueueFull(f"{self._waiting} others wait already to look into a network")
        self._waiting += 1
        try:
            async with self._free:
                return await run_in_threadpool(work)
        finally:
            self._waiting -= 1


async def bench_of(request: Request) -> Bench:
    """The app's bench, made when first asked for."""
    state = request.app.state
    if not hasattr(state, "bench"):
        state.bench = Bench()
    bench: Bench = state.bench
    return bench


async def subject(body: MemoryRequest, tagging: Tagging) -> tuple[Predictor, Tokenized]:
    """The network and the sentence that a body names. Raises as tagging does, and OverLimit for long ones."""
    tagger = await tagging.store.get(body.model or tagging.settings.default_model)
    if not isinstance(tagger, Predictor):
        raise WrongField("model", "only a network can be looked into")
    sentence = await tagging.sentence(tagger, body.text, body.tokens)
    if len(sentence.tokens) > MAX_WORDS:
        words = len(sentence.tokens)
        raise OverLimit("the sentence is too long to look into, in words", "inspected_words", MAX_WORDS, words)
    return tagger, sentence


def check_word(sentence: Tokenized, index: int) -> None:
    """Raises WrongField where the sentence has no such word."""
    if index >= len(sentence.tokens):
        raise WrongField("index", f"there is no word {index} in a sentence of {len(sentence.tokens)} words")


def check_label(predictor: Predictor, label: str | None) -> None:
    """Raises WrongField for a label that the network does not know."""
    if label and label not in predictor.labels:
        raise WrongField("label", f"unknown: known are {', '.join(predictor.labels)}")
