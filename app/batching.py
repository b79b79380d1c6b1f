"""Many callers' sentences into few batches for one worker thread. Knows no HTTP and no torch.

While a batch runs the next one gathers. A batch holds items of one kind, its size bounded by padded tokens: the longest
item times their number. What nobody waits for any more is dropped; a failing batch is tried again one by one, so that
one failing item fails alone; what the queue cannot hold is refused at once; closing answers everything accepted.
"""

import asyncio
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.problems import NotReady, QueueFull

Kind = TypeVar("Kind", bound=Hashable)
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class BatchConfig:
    """Bounds of the queue and of a batch."""

    queue_size: int = 1024  # items that may wait
    queue_tokens: int = 200_000  # tokens that may wait
    batch_tokens: int = 4096  # padded; a longer item goes alone
    max_wait_s: float = 0.001  # for a batch to gather where callers come in parallel


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of one batch; for metrics."""

    size: int
    tokens: int
    padded_tokens: int
    waits_s: tuple[float, ...]
    run_s: float
    failed: int


class _Call(Generic[Result]):
    """One caller's items and the future of their results."""

    __slots__ = ("error", "future", "left", "results")

    def __init__(self, size: int, future: "asyncio.Future[list[Result]]") -> None:
        self.future, self.left = future, size
        self.results: dict[int, Result] = {}
        self.error: Exception | None = None

    @property
    def over(self) -> bool:
        return self.error is not None or self.future.done()

    def settle(self) -> None:
        """Answer the caller; on the event loop. One that has gone is left alone."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result([self.results[number] for number in range(len(self.results))])


@dataclass(slots=True)
class _Entry(Generic[Item, Result]):
    """One item in the queue: whose it is, which of theirs, its tokens, and since when it waits."""

    call: _Call[Result]
    number: int
    item: Item
    tokens: int
    since: float


class MicroBatcher(Generic[Kind, Item, Result]):
    """A queue and its worker thread, which begins with `start`. Used on one event loop."""

    def __init__(
        self,
        run: Callable[[Kind, Sequence[Item]], Sequence[Result]],
        config: BatchConfig = BatchConfig(),
        observe: Callable[[BatchReport], None] | None = None,
    ) -> None:
        self._run, self._config, self._observe = run, config, observe
        self._queues: OrderedDict[Kind, deque[_Entry[Item, Result]]] = OrderedDict()
        self._changed = threading.Condition()
        self._items = self._tokens = 0  # waiting
        self._wake_at = 1  # items; fewer do not wake the worker
        self._last_size = 0
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
        since = time.perf_counter()
        with self._changed:
            self._admit(len(items), sum(tokens))
            call: _Call[Result] = _Call(len(items), self._loop.create_future())
            queue = self._queues.setdefault(kind, deque())
            queue.extend(_Entry(call, number, items[number], size, since) for number, size in enumerate(tokens))
            if self._items >= self._wake_at:
                self._changed.notify()
        return call.future

    @property
    def waiting(self) -> int:
        """Items that wait."""
        return self._items

    async def close(self, grace_s: float = 30.0) -> None:
        """Refuse what comes from now on; return when everything accepted has been answered or the grace is over."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        await self._loop.run_in_executor(None, self._worker.join, grace_s)

    def _admit(self, items: int, tokens: int) -> None:
        if self._closed:
            raise NotReady("the service is not running, or is shutting down")
        if self._items + items > self._config.queue_size or self._tokens + tokens > self._config.queue_tokens:
            raise QueueFull(f"the queue is full: {self._items:,} sentences wait already")
        self._items += items
        self._tokens += tokens

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._queues and not self._closed:
                    self._changed.wait()
                if not self._queues:
                    return
                self._gather()
                kind, batch = self._take()
            if batch:
                self._last_size = len(batch)
                self._answer(kind, batch)

    def _gather(self) -> None:
        """Wait a little for as many items as the last batch had: a lone caller never waits."""
        deadline = time.perf_counter() + self._config.max_wait_s
        self._wake_at = self._last_size
        while self._items < self._wake_at and not self._closed:
            left = deadline - time.perf_counter()
            if left <= 0 or not self._changed.wait(left):
                break
        self._wake_at = 1

    def _take(self) -> tuple[Kind, list[_Entry[Item, Result]]]:
        """The next batch: kinds take turns, items keep their order, the departed are left out."""
        kind, queue = self._queues.popitem(last=False)
        batch: list[_Entry[Item, Result]] = []
        longest = 0
        while queue:
            entry = queue[0]
            if not entry.call.over:
                longest = max(longest, entry.tokens)
                if batch and longest * (len(batch) + 1) > self._config.batch_tokens:
                    self._queues[kind] = queue
                    break
                batch.append(entry)
            queue.popleft()
            self._items -= 1
            self._tokens -= entry.tokens
        return kind, batch

    def _answer(self, kind: Kind, batch: list[_Entry[Item, Result]]) -> None:
        """Run a batch, hand out its results, and answer the calls that are complete."""
        started = time.perf_counter()
        outcomes = self._outcomes(kind, [entry.item for entry in batch])
        run_s = time.perf_counter() - started
        finished = []
        for entry, outcome in zip(batch, outcomes, strict=True):
            call = entry.call
            if call.over:
                continue
            if isinstance(outcome, Exception):
                call.error = outcome
            else:
                call.results[entry.number] = outcome
                call.left -= 1
            if call.error or not call.left:
                finished.append(call)
        self._loop.call_soon_threadsafe(_settle, finished)
        if self._observe is not None:
            self._observe(_report(batch, started, run_s, outcomes))

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


def _settle(calls: Sequence[_Call[Result]]) -> None:
    for call in calls:
        call.settle()


def _report(
    batch: Sequence[_Entry[Item, Result]], started: float, run_s: float, outcomes: Sequence[object]
) -> BatchReport:
    sizes = [entry.tokens for entry in batch]
    waits = tuple(started - entry.since for entry in batch)
    failed = sum(isinstance(outcome, Exception) for outcome in outcomes)
    return BatchReport(len(batch), sum(sizes), max(sizes) * len(batch), waits, run_s, failed)
