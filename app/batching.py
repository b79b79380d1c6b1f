"""Many callers' sentences into few batches: the small ones at once, the others for a worker thread. Knows no torch.

What is small is run on the event loop itself, once the requests that came with it have been read: handing it to a
thread would cost more than it saves. For the rest there is one thread; while it runs a batch the next one gathers. A
batch holds items of one kind, its size bounded by padded tokens: the longest item times their number. What nobody waits
for any more is dropped; a failing batch is tried again one by one, so that one failing item fails alone; what cannot be
held is refused at once; closing answers everything accepted.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from app.backlog import Backlog, Call, Entry, Item, Kind, Result
from app.problems import NotReady, QueueFull

TOGETHER = 8  # times the tokens of a small call: what is run at once holds up all others


@dataclass(frozen=True)
class BatchConfig:
    """Bounds of the queue and of a batch."""

    queue_size: int = 1024  # items that may wait
    queue_tokens: int = 200_000  # tokens that may wait
    batch_tokens: int = 4096  # padded; a longer item goes alone
    max_wait_s: float = 0.002  # for a batch to gather where callers come in parallel
    small_tokens: int = 0  # a call of no more is run on the event loop


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of one batch; for metrics."""

    size: int
    tokens: int
    padded_tokens: int
    waits_s: tuple[float, ...]
    run_s: float
    failed: int


class MicroBatcher(Generic[Kind, Item, Result]):
    """Two queues, one of them with a worker thread, which begins with `start`. Used on one event loop."""

    def __init__(
        self,
        run: Callable[[Kind, Sequence[Item]], Sequence[Result]],
        config: BatchConfig = BatchConfig(),
        observe: Callable[[BatchReport], None] | None = None,
    ) -> None:
        self._run, self._config, self._observe = run, config, observe
        self._small: Backlog[Kind, Item, Result] = Backlog()  # for the event loop
        self._large: Backlog[Kind, Item, Result] = Backlog()  # for the thread; touched while `_changed` is held
        self._changed = threading.Condition()
        self._wake_at = 1  # items; fewer do not wake the worker
        self._last_size = self._last_small = 0
        self._timer: asyncio.Handle | None = None  # of the next small batch
        self._soon = False  # whether that is a matter of the others' turns, and not of time
        self._closed = True
        self._loop: asyncio.AbstractEventLoop
        self._worker: threading.Thread

    def start(self) -> None:
        """Take items from now on; called on the event loop that will ask."""
        self._closed = False
        self._loop = asyncio.get_running_loop()
        self._worker = threading.Thread(target=self._work, name="slotscope-batches", daemon=True)
        self._worker.start()

    def submit(self, kind: Kind, items: Sequence[Item], tokens: Sequence[int]) -> "asyncio.Future[list[Result]]":
        """Queue one caller's items, of `tokens` each; the future holds their results in order, or the first error.

        There must be at least one. Cancelling the future drops what waits. Raises QueueFull where they do not all fit,
        NotReady before `start` and after `close`.
        """
        since, total = time.perf_counter(), sum(tokens)
        self._admit(len(items), total)
        call: Call[Result] = Call(len(items), self._loop.create_future())
        entries = [Entry(call, number, items[number], size, since) for number, size in enumerate(tokens)]
        if total <= self._config.small_tokens:
            self._small.add(kind, entries)
            self._plan()
            return call.future
        with self._changed:
            self._large.add(kind, entries)
            if self._large.items >= self._wake_at:
                self._changed.notify()
        return call.future

    @property
    def waiting(self) -> int:
        """Items that wait."""
        return self._small.items + self._large.items

    async def close(self, grace_s: float = 30.0) -> None:
        """Refuse what comes from now on; return when everything accepted has been answered or the grace is over."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        while self._small.items:
            await asyncio.sleep(0)
        await self._loop.run_in_executor(None, self._worker.join, grace_s)

    def _admit(self, items: int, tokens: int) -> None:
        if self._closed:
            raise NotReady("the service is not running, or is shutting down")
        waiting = self._small.tokens + self._large.tokens
        if self.waiting + items > self._config.queue_size or waiting + tokens > self._config.queue_tokens:
            raise QueueFull(f"the queue is full: {self.waiting:,} sentences wait already")

    def _plan(self) -> None:
        """Have what is small run: a lone item at once, else when as many are there as the last time, or soon."""
        if self._small.items >= self._last_small and not self._soon:
            if self._timer is not None:
                self._timer.cancel()
            self._timer, self._soon = self._loop.call_soon(self._run_small), True
        elif self._timer is None:
            self._timer = self._loop.call_later(self._config.max_wait_s, self._run_small)

    def _run_small(self) -> None:
        """Run one batch here and now, and come again for the next when everyone else has had a turn."""
        kind, batch = self._small.take(TOGETHER * self._config.small_tokens)
        self._soon = self._small.items > 0
        self._timer = self._loop.call_soon(self._run_small) if self._soon else None
        if batch:
            self._last_small = len(batch)
            _settle(self._run_batch(kind, batch))

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._large.items and not self._closed:
                    self._changed.wait()
                if not self._large.items:
                    return
                self._gather()
                kind, batch = self._large.take(self._config.batch_tokens)
            if batch:
                self._last_size = len(batch)
                self._loop.call_soon_threadsafe(_settle, self._run_batch(kind, batch))

    def _gather(self) -> None:
        """Wait a little for as many items as the last batch had: a lone caller never waits."""
        deadline = time.perf_counter() + self._config.max_wait_s
        self._wake_at = self._last_size
        while self._large.items < self._wake_at and not self._closed:
            left = deadline - time.perf_counter()
            if left <= 0 or not self._changed.wait(left):
                break
        self._wake_at = 1

    def _run_batch(self, kind: Kind, batch: list[Entry[Item, Result]]) -> "list[Call[Result]]":
        """Run a batch and say which calls can be answered."""
        started = time.perf_counter()
        outcomes = self._outcomes(kind, [entry.item for entry in batch])
        if self._observe is not None:
            self._observe(_report(batch, started, outcomes))
        pairs = zip(batch, outcomes, strict=True)
        return [e.call for e, outcome in pairs if not e.call.over and e.call.take(e.number, outcome)]

    def _outcomes(self, kind: Kind, items: list[Item]) -> list[Result | Exception]:
        try:
            results = self._run(kind, items)
            if len(results) != len(items):
                raise RuntimeError(f"a batch of {len(items)} items gave {len(results)} results")
            return list(results)
        except Exception as error:  # noqa: BLE001  the worker serves everyone: it outlives whatever a batch does
            if len(items) == 1:
                return [error]
        return [outcome for item in items for outcome in self._outcomes(kind, [item])]


def _settle(calls: Sequence[Call[Result]]) -> None:
    for call in calls:
        call.settle()


def _report(batch: Sequence[Entry[Item, Result]], started: float, outcomes: Sequence[object]) -> BatchReport:
    sizes, run_s = [entry.tokens for entry in batch], time.perf_counter() - started
    waits = tuple(started - entry.since for entry in batch)
    failed = sum(isinstance(outcome, Exception) for outcome in outcomes)
    return BatchReport(len(batch), sum(sizes), max(sizes) * len(batch), waits, run_s, failed)
