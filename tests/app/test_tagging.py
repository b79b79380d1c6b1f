"""From sentences to predictions: time limits, callers who leave, and requests of several jobs."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.problems import ClientGone, OverLimit, QueueFull, TimedOut
from app.settings import Settings
from app.tagging import Job, Manner, Tagging, off_loop
from model.predict import from_words
from tests.app.doubles import RuleTagger, make_store


async def here() -> bool:
    return False


async def left() -> bool:
    return True


def run(test: Callable[[Tagging, RuleTagger], Awaitable[Any]], **settings: Any) -> RuleTagger:
    """Run a test on a tagger that waits, where "gate" is said, until the test is over; return the tagger."""
    tagger = RuleTagger(gate=threading.Event())

    async def main() -> None:
        assert tagger.gate
        tagging = Tagging(Settings(**{"small_tokens": 0, **settings}), make_store({tagger.name: tagger}))
        tagging.batcher.start()
        try:
            await asyncio.wait_for(test(tagging, tagger), 60)
        finally:
            tagger.gate.set()
            await tagging.batcher.close()

    asyncio.run(main())
    return tagger


async def busy(tagging: Tagging, tagger: RuleTagger) -> "asyncio.Task[object]":
    """Keep the worker busy until the gate opens."""
    running = asyncio.create_task(tagging.tag(Manner(tagger, 0), [tagger.read("gate")], here))
    while not tagger.batches:
        await asyncio.sleep(0.001)
    return running


def test_no_answer_in_time_is_said_and_what_waits_is_dropped() -> None:
    async def test(tagging: Tagging, tagger: RuleTagger) -> None:
        tagging.batcher.submit(Manner(tagger, 0), [tagger.read("gate")], [1])
        while not tagger.batches:
            await asyncio.sleep(0.001)
        with pytest.raises(TimedOut, match=r"within 0\.05 s"):
            await tagging.tag(Manner(tagger, 0), [tagger.read("late")], here)

    assert run(test, request_timeout_s=0.05).batches == [["gate"]]


def test_what_a_caller_who_left_asked_for_is_not_tagged() -> None:
    async def test(tagging: Tagging, tagger: RuleTagger) -> None:
        running = await busy(tagging, tagger)
        with pytest.raises(ClientGone):
            await tagging.tag(Manner(tagger, 0), [tagger.read("left")], left)
        assert tagger.gate
        tagger.gate.set()
        await running
        await tagging.tag(Manner(tagger, 0), [tagger.read("stays")], here)

    assert run(test).batches == [["gate"], ["stays"]]


def test_a_request_of_several_jobs_is_queued_whole_or_not_at_all() -> None:
    async def test(tagging: Tagging, tagger: RuleTagger) -> None:
        running = await busy(tagging, tagger)
        waiting = asyncio.create_task(tagging.tag(Manner(tagger, 0), [tagger.read("x")], here))
        await asyncio.sleep(0)
        with pytest.raises(QueueFull):  # the second job does not fit any more
            await tagging.tag_all([Job(Manner(tagger, top_k), [from_words(["y"] * 6)]) for top_k in (1, 2)], here)
        assert tagger.gate
        tagger.gate.set()
        await asyncio.gather(running, waiting)

    assert run(test, queue_tokens=12, max_tokens=12).batches == [["gate"], ["x"]]


def test_all_sentences_of_a_request_count_towards_its_tokens() -> None:
    async def test(tagging: Tagging, tagger: RuleTagger) -> None:
        jobs = [Job(Manner(tagger, top_k), [from_words(["a"] * 3)]) for top_k in (1, 2)]
        with pytest.raises(OverLimit, match="at most 5 allowed, got 6"):
            await tagging.tag_all(jobs, here)

    run(test, max_tokens=5)


def test_the_error_of_one_job_is_the_requests_error() -> None:
    async def test(tagging: Tagging, tagger: RuleTagger) -> None:
        jobs = [Job(Manner(tagger, top_k), [tagger.read(text)]) for top_k, text in enumerate(("a", "boom", "b"))]
        with pytest.raises(RuntimeError, match="cannot be tagged"):
            await tagging.tag_all(jobs, here)

    run(test)


@pytest.mark.parametrize(("size", "same"), [(5, True), (50_000, False)])
def test_much_work_leaves_the_event_loop_and_little_does_not(size: int, same: bool) -> None:
    assert (asyncio.run(off_loop(size, threading.get_ident)) == threading.get_ident()) == same
