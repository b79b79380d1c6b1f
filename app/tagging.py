"""Sentences checked against the limits, through the queue, to predictions with their tickets. Knows no HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from app.batching import BatchConfig, BatchReport, MicroBatcher
from app.formats import to_json
from app.problems import ClientGone, EmptyText, OverLimit, TimedOut, WrongField
from app.settings import Settings
from app.store import ModelStore, Tagger
from model.frames import ticket
from model.predict import Prediction, Tokenized, from_words

GLANCE_S = 0.1  # how often a long wait looks whether the caller is still there
SMALL = 2_000  # characters or tokens; more work than that leaves the event loop for a thread

Gone = Callable[[], Awaitable[bool]]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Tagged:
    """A prediction and the ticket that it fills."""

    prediction: Prediction
    ticket: Mapping[str, object]

    def to_json(self) -> dict[str, Any]:
        """Our own shape of a prediction."""
        return {**to_json(self.prediction), "ticket": self.ticket}


@dataclass(frozen=True)
class Manner:
    """Who tags and how many of the likeliest tags are named: what a batch has in common."""

    tagger: Tagger
    top_k: int


@dataclass(frozen=True)
class Job:
    """Sentences for one tagger."""

    manner: Manner
    sentences: Sequence[Tokenized]


class Tagging:
    """The way from sentences to predictions. Made and used on one event loop."""

    def __init__(
        self, settings: Settings, store: ModelStore, observe: Callable[[BatchReport], None] | None = None
    ) -> None:
        queue = (settings.queue_size, settings.queue_tokens)
        config = BatchConfig(*queue, settings.batch_tokens, settings.max_wait_s, settings.small_tokens)
        self.settings, self.store = settings, store
        self.batcher: MicroBatcher[Manner, Tokenized, Tagged] = MicroBatcher(_run, config, observe)

    async def read(self, tagger: Tagger, texts: Sequence[str]) -> list[Tokenized]:
        """Tokenize texts the tagger's way. Raises EmptyText and OverLimit."""
        most = self.settings.max_text_chars
        for number, text in enumerate(texts):
            if not text or text.isspace():
                name = "the text" if len(texts) == 1 else f"texts[{number}]"
                raise EmptyText(f"{name} is empty: there is nothing to tag")
            if len(text) > most:
                raise OverLimit("the text is too long, in characters", "max_text_chars", most, len(text))
        return await off_loop(sum(map(len, texts)), self._read, tagger, texts)

    async def sentence(self, tagger: Tagger, text: str | None, tokens: Sequence[str] | None) -> Tokenized:
        """One sentence, given as text or as tokens. Raises EmptyText, OverLimit and WrongField."""
        if tokens is None:
            return (await self.read(tagger, [text or ""]))[0]
        if not tokens:
            raise EmptyText("there are no tokens: there is nothing to tag")
        self._check_tokens(len(tokens))
        empty = next((number for number, token in enumerate(tokens) if not token or token.isspace()), None)
        if empty is not None:
            raise WrongField(f"tokens[{empty}]", "is empty")
        most, length = self.settings.max_text_chars, sum(map(len, tokens)) + len(tokens) - 1
        if length > most:
            raise OverLimit("the tokens are too long, in characters", "max_text_chars", most, length)
        return from_words(tokens)

    async def tag(self, manner: Manner, sentences: Sequence[Tokenized], gone: Gone) -> list[Tagged]:
        """Tag sentences with one tagger. Raises as `tag_all`."""
        return (await self.tag_all([Job(manner, sentences)], gone))[0]

    async def tag_all(self, jobs: Sequence[Job], gone: Gone) -> list[list[Tagged]]:
        """Tag for each job its sentences.

        Raises OverLimit, QueueFull, TimedOut, and ClientGone once `gone` says so.
        """
        sizes = [[len(sentence.tokens) for sentence in job.sentences] for job in jobs]
        self._check_tokens(sum(map(sum, sizes)))
        futures: list[asyncio.Future[list[Tagged]]] = []
        try:
            for job, size in zip(jobs, sizes, strict=True):
                futures.append(self.batcher.submit(job.manner, job.sentences, size))
            return await self._results(futures, gone)
        finally:
            for future in futures:
                future.cancel()  # what is still waiting is not wanted any more; the finished do not mind

    def _read(self, tagger: Tagger, texts: Sequence[str]) -> list[Tokenized]:
        sentences, total = [], 0
        for text in texts:
            sentences.append(tagger.read(text))
            total += len(sentences[-1].tokens)
            self._check_tokens(total)  # already here, for many texts can hold far more than is ever tagged
        return sentences

    def _check_tokens(self, total: int) -> None:
        if total > self.settings.max_tokens:
            raise OverLimit("too many tokens in one request", "max_tokens", self.settings.max_tokens, total)

    async def _results(self, futures: Sequence[asyncio.Future[list[Tagged]]], gone: Gone) -> list[list[Tagged]]:
        now = asyncio.get_running_loop().time
        deadline = now() + self.settings.request_timeout_s
        waiting = set(futures)
        while waiting:
            timeout = min(GLANCE_S, max(0.0, deadline - now()))
            done, waiting = await asyncio.wait(waiting, timeout=timeout, return_when=asyncio.FIRST_EXCEPTION)
            if any(future.exception() for future in done):
                break
            if waiting and now() >= deadline:
                raise TimedOut(f"no answer within {self.settings.request_timeout_s:g} s: try again, or with less text")
            if waiting and await gone():
                raise ClientGone("the client has gone")
        return [future.result() for future in futures if future.done()]


async def off_loop(size: int, work: Callable[..., Value], *args: Any) -> Value:
    """Do small work at once, and larger work in a thread so that other requests go on meanwhile."""
    return await run_in_threadpool(work, *args) if size > SMALL else work(*args)


def _run(manner: Manner, batch: Sequence[Tokenized]) -> list[Tagged]:
    predictions = manner.tagger.predict(batch, manner.top_k)
    return [Tagged(prediction, ticket(prediction)) for prediction in predictions]
