"""The bench: one piece of work at a time, off the event loop, and nobody waits behind too many."""

import asyncio
import threading

import pytest

from app.inspection import MAX_WAITING, Bench
from app.problems import QueueFull


def test_work_is_done_one_after_the_other_off_the_event_loop() -> None:
    running, most, threads = 0, 0, set()

    def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        threads.add(threading.current_thread())
        threading.Event().wait(0.01)
        running -= 1

    async def many() -> None:
        bench = Bench()
        await asyncio.gather(*(bench.run(work) for _ in range(8)))

    asyncio.run(many())
    assert most == 1
    assert threading.main_thread() not in threads


def test_who_comes_when_too_many_wait_is_refused_and_the_others_are_served() -> None:
    gate = threading.Event()

    async def many() -> list[object]:
        bench = Bench()
        waiting = [asyncio.create_task(bench.run(lambda: gate.wait(60))) for _ in range(MAX_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(QueueFull):
            await bench.run(lambda: True)
        gate.set()
        served: list[object] = list(await asyncio.gather(*waiting))
        assert await bench.run(lambda: "again") == "again"
        return served

    assert asyncio.run(many()) == [True] * MAX_WAITING
