"""Live trainings: the line, stopping and going on, a process that dies, and what the worker repeats from a seed."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import asdict
from typing import Any

import pytest

from app import lab_training
from app.lab_training import Event, Job, Trainer
from app.lab_worker import Runs
from app.problems import QueueFull
from model.copying import CopyConfig
from model.errors import ModelError
from model.live import LiveConfig, LiveRun

# A worker that knows only its steps, and starts at once.
STAND_IN = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    steps = [{"step": step} for step in range(asked["first"], asked["last"] + 1)]
    print(json.dumps({"number": asked["number"], "steps": steps}), flush=True)
"""
CONFIG = LiveConfig(("leave [from: Oslo]", "arrive [to: Lima]"), "arrive Oslo", hidden_size=4)


def request(first: int, last: int, **changes: Any) -> dict[str, Any]:
    return {"kind": "learn", "config": {**asdict(CONFIG), **changes}, "first": first, "last": last}


@asynccontextmanager
async def trainer() -> AsyncIterator[Trainer]:
    made = Trainer((sys.executable, "-c", STAND_IN))
    try:
        yield made
    finally:
        await made.close()


async def everything(events: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in events]


def told(events: list[Event]) -> list[int]:
    return [step["step"] for name, content in events if name == "steps" for step in content["steps"]]


def test_a_worker_tells_the_steps_of_the_run_that_it_was_asked_for() -> None:
    run, answer = LiveRun(CONFIG), Runs().answer(request(1, 3))
    assert answer["steps"] == [asdict(run.advance()) for _ in range(3)]
    assert [word["text"] for word in answer["probe"]] == ["arrive", "Oslo"]


def test_going_on_gives_what_never_stopping_gives_also_after_someone_elses_training() -> None:
    whole = Runs().answer(request(1, 6))["steps"]
    runs = Runs()
    pieces = [*runs.answer(request(1, 2))["steps"], *runs.answer(request(3, 4))["steps"]]
    runs.answer(request(1, 1, seed=9))
    assert [*pieces, *runs.answer(request(5, 6))["steps"]] == whole
    assert runs.answer(request(2, 3))["steps"] == whole[1:3]


def test_a_worker_runs_the_copy_task_too() -> None:
    answer = Runs().answer({"kind": "recall", "config": asdict(CopyConfig(2, 5)), "first": 1, "last": 2})
    assert [set(step["losses"]) for step in answer["steps"]] == [{"elman", "gru", "lstm"}] * 2
    assert {len(shares) for shares in answer["recall"].values()} == {3}


def test_a_worker_refuses_what_it_cannot_read() -> None:
    with pytest.raises(ModelError):
        Runs().answer(request(1, 1, sentences=["[from Oslo"]))
    with pytest.raises(ModelError):
        Runs().answer(request(1, 1, color="red"))


def test_a_training_is_told_in_pieces_up_to_its_last_step() -> None:
    async def main() -> list[Event]:
        async with trainer() as line:
            return await everything(line.stream(Job("learn", CONFIG, 2, 14)))

    events = asyncio.run(main())
    assert told(events) == list(range(3, 15))
    assert events[-1] == ("done", {"step": 14, "reason": "finished"})


def test_a_second_reader_waits_is_told_so_and_comes_next_when_the_first_leaves() -> None:
    async def main() -> list[Event]:
        async with trainer() as line:
            async with aclosing(line.stream(Job("learn", CONFIG, 0, 400))) as first:
                assert (await anext(first))[0] == "steps"
                second = line.stream(Job("learn", CONFIG, 0, 5))
                waiting = await anext(second)
            return [waiting, *await everything(second)]

    events = asyncio.run(main())
    assert events[0] == ("waiting", {"ahead": 1})
    assert told(events) == [1, 2, 3, 4, 5]


def test_a_full_line_is_refused_and_a_place_given_up_is_free_again() -> None:
    async def main() -> None:
        async with trainer() as line:
            streams = [line.stream(Job("learn", CONFIG, 0, 400)) for _ in range(lab_training.MOST_WAITING + 1)]
            for stream in streams:
                await anext(stream)
            with pytest.raises(QueueFull):
                line.stream(Job("learn", CONFIG, 0, 1))
            await streams[3].aclose()
            await line.stream(Job("learn", CONFIG, 0, 1)).aclose()
            for stream in streams:
                await stream.aclose()

    asyncio.run(main())


def test_a_turn_ends_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> list[Event]:
        async with trainer() as line:
            monkeypatch.setattr(lab_training, "LONGEST_S", 0.0)
            return await everything(line.stream(Job("learn", CONFIG, 1, 9)))

    events = asyncio.run(main())
    assert told(events) == [2, 3, 4, 5, 6]
    assert events[-1] == ("done", {"step": 6, "reason": "time is up"})


def test_when_the_process_dies_another_goes_on_where_it_was() -> None:
    async def main() -> list[Event]:
        async with trainer() as line:
            events = line.stream(Job("learn", CONFIG, 0, 10))
            first = await anext(events)
            assert line._process
            line._process.kill()
            await line._process.wait()
            return [first, *await everything(events)]

    assert told(asyncio.run(main())) == list(range(1, 11))


def test_a_process_that_does_not_answer_is_ended_and_the_reader_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> tuple[list[Event], bool]:
        monkeypatch.setattr(lab_training, "ANSWER_S", 0.0)
        async with trainer() as line:
            return await everything(line.stream(Job("learn", CONFIG, 0, 2))), line._process is None

    assert asyncio.run(main()) == ([("problem", {"error": lab_training.SILENT})], True)


def test_an_idle_process_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> bool:
        monkeypatch.setattr(lab_training, "IDLE_S", 0.01)
        async with trainer() as line:
            await everything(line.stream(Job("learn", CONFIG, 0, 1)))
            process = line._process
            assert process
            await asyncio.wait_for(process.wait(), 10)
            return line._process is None

    assert asyncio.run(main())
