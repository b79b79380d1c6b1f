"""The queue: order, bounds, failures and departures, on workers whose pace the test decides."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.batching import BatchConfig, BatchReport, MicroBatcher
from app.problems import NotReady, QueueFull

Batcher = MicroBatcher[str, str, str]
FIRST = 9  # tokens of what keeps the thread busy: never small


class Worker:
    """Writes in capitals; waits for the gate, remembers its batches, fails on "boom"."""

    def __init__(self) -> None:
        self.gate, self.batches = threading.Event(), list[tuple[str, list[str]]]()
        self.gate.set()

    def __call__(self, kind: str, items: Sequence[str]) -> list[str]:
        self.batches.append((kind, list(items)))
        self.gate.wait(60)
        if "boom" in items:
            raise ValueError("boom")
        return [item.upper() for item in items]


def run(
    test: Callable[[Batcher, Worker], Coroutine[Any, Any, Any]],
    observe: Callable[[BatchReport], None] | None = None,
    **bounds: Any,
) -> Any:
    """Run a test on a batcher that is closed afterwards."""

    async def main() -> Any:
        worker = Worker()
        batcher: Batcher = MicroBatcher(worker, BatchConfig(**{"max_wait_s": 0.0, **bounds}), observe)
        batcher.start()
        try:
            return await asyncio.wait_for(test(batcher, worker), 60)
        finally:
            worker.gate.set()
            await batcher.close()

    return asyncio.run(main())


async def busy(batcher: Batcher, worker: Worker) -> "asyncio.Future[list[str]]":
    """Keep the worker busy with one item until the gate opens."""
    worker.gate.clear()
    first = batcher.submit("k", ["first"], [FIRST])
    while not worker.batches:
        await asyncio.sleep(0.001)
    return first


def test_what_gathers_while_a_batch_runs_goes_together_in_order() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        others = [batcher.submit("k", [word], [1]) for word in "abc"]
        worker.gate.set()
        assert await asyncio.gather(first, *others) == [["FIRST"], ["A"], ["B"], ["C"]]
        assert worker.batches[1:] == [("k", ["a", "b", "c"])]

    run(test)


def test_a_batch_holds_no_more_padded_tokens_than_its_budget() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        rest = batcher.submit("k", ["a", "b", "c", "d", "e"], [2, 5, 5, 1, 30])
        worker.gate.set()
        await asyncio.gather(first, rest)
        assert [items for _, items in worker.batches[1:]] == [["a", "b"], ["c", "d"], ["e"]]

    run(test, batch_tokens=10)


def test_kinds_never_share_a_batch_and_take_turns() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        rest = [batcher.submit(kind, [word] * 2, [4, 4]) for kind, word in ("xa", "yb")]
        worker.gate.set()
        await asyncio.gather(first, *rest)
        assert worker.batches[1:] == [("x", ["a"]), ("y", ["b"]), ("x", ["a"]), ("y", ["b"])]

    run(test, batch_tokens=4)


def test_one_failing_item_fails_alone() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        rest = [batcher.submit("k", [word], [1]) for word in ("a", "boom", "b")]
        worker.gate.set()
        outcomes = await asyncio.gather(first, *rest, return_exceptions=True)
        assert [str(outcome) for outcome in outcomes] == ["['FIRST']", "['A']", "boom", "['B']"]

    run(test)


def test_the_worker_outlives_a_failure() -> None:
    async def test(batcher: Batcher, _worker: Worker) -> None:
        with pytest.raises(ValueError, match="boom"):
            await batcher.submit("k", ["boom"], [1])
        assert await batcher.submit("k", ["a"], [1]) == ["A"]

    run(test)


def test_a_run_that_loses_results_is_an_error_with_both_numbers() -> None:
    async def main() -> None:
        batcher: Batcher = MicroBatcher(lambda _kind, _items: [], BatchConfig())
        batcher.start()
        with pytest.raises(RuntimeError, match="1 items gave 0 results"):
            await batcher.submit("k", ["a"], [1])
        await batcher.close()

    asyncio.run(main())


def test_what_the_departed_asked_for_is_never_run() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        left, stays = (batcher.submit("k", [word], [1]) for word in ("left", "stays"))
        left.cancel()
        worker.gate.set()
        assert list(await asyncio.gather(first, stays)) == [["FIRST"], ["STAYS"]]
        assert worker.batches[1:] == [("k", ["stays"])]

    run(test)


def test_a_caller_who_leaves_during_the_run_harms_nobody() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        first.cancel()
        other = batcher.submit("k", ["a"], [1])
        worker.gate.set()
        assert await other == ["A"]

    run(test)


@pytest.mark.parametrize("bounds", [{"queue_size": 3}, {"queue_tokens": 30}])
def test_what_does_not_fit_is_refused_at_once_and_whole(bounds: dict[str, Any]) -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        fits = batcher.submit("k", ["a", "b"], [10, 10])
        with pytest.raises(QueueFull, match="2 sentences wait"):
            batcher.submit("k", ["c", "d"], [10, 10])
        assert batcher.waiting == 2
        last = batcher.submit("k", ["e"], [10])
        worker.gate.set()
        assert list(await asyncio.gather(first, fits, last)) == [["FIRST"], ["A", "B"], ["E"]]

    run(test, **bounds)


def test_closing_answers_everything_accepted_and_refuses_the_rest() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        accepted = [await busy(batcher, worker), *(batcher.submit("k", [word], [1]) for word in "abc")]
        closing = asyncio.create_task(batcher.close())
        await asyncio.sleep(0.01)
        with pytest.raises(NotReady):
            batcher.submit("k", ["late"], [1])
        worker.gate.set()
        await closing
        assert [future.result() for future in accepted] == [["FIRST"], ["A"], ["B"], ["C"]]

    run(test)


def test_nothing_is_taken_before_the_start() -> None:
    batcher: Batcher = MicroBatcher(Worker())
    with pytest.raises(NotReady):
        batcher.submit("k", ["early"], [1])


def test_a_lone_caller_does_not_wait_for_company() -> None:
    async def test(batcher: Batcher, _worker: Worker) -> None:
        for _ in range(3):  # with a wait, each would take a minute
            assert await batcher.submit("k", ["a"], [1]) == ["A"]

    run(test, max_wait_s=60.0)


def test_where_callers_came_in_parallel_a_batch_waits_for_as_many_again() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        pair = batcher.submit("k", ["a", "b"], [1, 1])
        worker.gate.set()
        await asyncio.gather(first, pair)
        one = batcher.submit("k", ["c"], [1])
        await asyncio.sleep(0.05)
        assert not one.done()
        other = batcher.submit("k", ["d"], [1])
        await asyncio.gather(one, other)
        assert worker.batches[2:] == [("k", ["c", "d"])]

    run(test, max_wait_s=60.0)


def test_what_is_small_is_run_with_what_came_with_it_while_the_thread_is_busy() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        threads = list[str]()

        def note(kind: str, items: Sequence[str]) -> list[str]:
            threads.append(threading.current_thread().name)
            return worker(kind, items) if kind == "large" else list(items)

        batcher._run = note
        worker.gate.clear()
        large = batcher.submit("large", ["first"], [9])
        while not worker.batches:
            await asyncio.sleep(0.001)
        small = [batcher.submit("small", [word], [4]) for word in "abc"]
        assert batcher.waiting == 3
        assert await asyncio.gather(*small) == [["a"], ["b"], ["c"]]
        assert not large.done()
        worker.gate.set()
        assert await large == ["FIRST"]
        assert threads == ["slotscope-batches", threading.main_thread().name]

    run(test, small_tokens=4)


def test_what_is_small_holds_up_the_event_loop_for_few_tokens_at_a_time() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        done = [batcher.submit("k", [word] * 4, [1] * 4) for word in "abcdefghij"]
        done[1].cancel()
        await asyncio.gather(*done[:1], *done[2:])
        assert [len(items) for _, items in worker.batches] == [32, 4]

    run(test, small_tokens=4)


def test_where_small_calls_came_in_parallel_one_waits_for_as_many_again_and_not_for_more() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        await asyncio.gather(*(batcher.submit("k", [word], [1]) for word in "ab"))
        one = batcher.submit("k", ["c"], [1])
        await asyncio.sleep(0.01)
        assert not one.done()
        other = batcher.submit("k", ["d"], [1])
        await asyncio.gather(one, other)
        assert [items for _, items in worker.batches] == [["a", "b"], ["c", "d"]]
        assert await batcher.submit("k", ["e"], [1]) == ["E"]  # alone, when the wait is over

    run(test, small_tokens=4, max_wait_s=0.3)


def test_closing_answers_what_is_small_too() -> None:
    async def test(batcher: Batcher, _worker: Worker) -> None:
        accepted = [batcher.submit("k", [word], [4]) for word in "abcdefghij"]
        closing = asyncio.create_task(batcher.close())
        await asyncio.sleep(0)
        with pytest.raises(NotReady):
            batcher.submit("k", ["late"], [4])
        await closing
        assert all(future.done() for future in accepted)

    run(test, small_tokens=4)


def test_what_is_small_is_refused_where_the_queue_is_full() -> None:
    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        fits = [batcher.submit("k", ["a", "b"], [10, 10]), batcher.submit("k", ["c"], [1])]
        with pytest.raises(QueueFull, match="3 sentences wait"):
            batcher.submit("k", ["d"], [1])
        worker.gate.set()
        assert list(await asyncio.gather(first, *fits)) == [["FIRST"], ["A", "B"], ["C"]]

    run(test, small_tokens=1, queue_size=3)


def test_a_report_counts_items_tokens_padding_and_failures() -> None:
    reports: list[BatchReport] = []

    async def test(batcher: Batcher, worker: Worker) -> None:
        first = await busy(batcher, worker)
        rest = [batcher.submit("k", [word], [size]) for word, size in (("a", 3), ("boom", 5))]
        worker.gate.set()
        await asyncio.gather(first, *rest, return_exceptions=True)

    run(test, reports.append)
    [_, report] = reports
    assert (report.size, report.tokens, report.padded_tokens, report.failed) == (2, 8, 10, 1)
    assert len(report.waits_s) == 2
    assert min(report.waits_s) > 0


@given(st.lists(st.lists(st.tuples(st.text("ab", max_size=3), st.integers(0, 9)), min_size=1, max_size=5), max_size=8))
def test_every_call_gets_its_own_results_in_its_own_order(calls: list[list[tuple[str, int]]]) -> None:
    async def test(batcher: Batcher, _worker: Worker) -> None:
        futures = [batcher.submit(str(len(call)), *map(list, zip(*call, strict=True))) for call in calls]
        expected = [[text.upper() for text, _ in call] for call in calls]
        assert await asyncio.gather(*futures) == expected

    run(test, batch_tokens=12)
