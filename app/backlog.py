"""What waits to be run: whose items they are, in which order they are taken, and how many. Knows no thread.

Kinds take turns, items of a kind keep their order, and what nobody waits for any more is left out.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Kind = TypeVar("Kind", bound=Hashable)
Item = TypeVar("Item")
Result = TypeVar("Result")


class Call(Generic[Result]):
    """One caller's items and the future of their results."""

    __slots__ = ("error", "future", "left", "results")

    def __init__(self, size: int, future: "asyncio.Future[list[Result]]") -> None:
        self.future, self.left = future, size
        self.results: dict[int, Result] = {}
        self.error: Exception | None = None

    @property
    def over(self) -> bool:
        """Whether nobody waits for its results, or it has failed."""
        return self.error is not None or self.future.done()

    def take(self, number: int, outcome: Result | Exception) -> bool:
        """Note what became of an item; say whether the caller can be answered."""
        if isinstance(outcome, Exception):
            self.error = outcome
            return True
        self.results[number] = outcome
        self.left -= 1
        return not self.left

    def settle(self) -> None:
        """Answer the caller; on the event loop. One that has gone is left alone."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result([self.results[number] for number in range(len(self.results))])


@dataclass(slots=True)
class Entry(Generic[Item, Result]):
    """One item that waits: whose it is, which of theirs, its tokens, and since when it waits."""

    call: Call[Result]
    number: int
    item: Item
    tokens: int
    since: float


class Backlog(Generic[Kind, Item, Result]):
    """Entries by kind; `items` and `tokens` say how many there are."""

    def __init__(self) -> None:
        self._queues: OrderedDict[Kind, deque[Entry[Item, Result]]] = OrderedDict()
        self.items = self.tokens = 0

    def add(self, kind: Kind, entries: Sequence[Entry[Item, Result]]) -> None:
        """Put one caller's entries at the end."""
        self._queues.setdefault(kind, deque()).extend(entries)
        self.items += len(entries)
        self.tokens += sum(entry.tokens for entry in entries)

    def take(self, budget: int) -> tuple[Kind, list[Entry[Item, Result]]]:
        """The next batch, which may be empty: the longest entry times their number stays within the budget of tokens.

        An entry that is longer goes alone. Something must be waiting.
        """
        kind, queue = self._queues.popitem(last=False)
        batch: list[Entry[Item, Result]] = []
        longest = 0
        while queue:
            entry = queue[0]
            if not entry.call.over:
                longest = max(longest, entry.tokens)
                if batch and longest * (len(batch) + 1) > budget:
                    self._queues[kind] = queue
                    break
                batch.append(entry)
            queue.popleft()
            self.items -= 1
            self.tokens -= entry.tokens
        return kind, batch
