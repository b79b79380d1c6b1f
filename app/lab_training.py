"""Live trainings: one at a time, in a process of its own at low priority; other readers wait and are told so.

A training is asked for in small pieces with a pause between them: it stops by not asking on, and whoever is in line
cannot be kept waiting for longer than one training may take. Knows no HTTP.
"""

import asyncio
import math
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from app.problems import QueueFull
from model.copying import CopyConfig
from model.live import LiveConfig

MOST_WAITING = 8
PIECE = 5  # steps told at once
PAUSE_S = 0.05  # between pieces: a picture that changes faster cannot be followed
LONGEST_S = 60.0  # a training's turn
ANSWER_S = 120.0  # for one piece, the start of the process included; a busy machine is slow
IDLE_S = 120.0  # after which the process is ended
TELL_S = 1.0  # how often those in line are told their place
LINE_BYTES = 2**20
ROOT = Path(__file__).parents[1]
SILENT = "the training does not answer: try again in a moment"
WORKER = (sys.executable, "-m", "app.lab_worker")

Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Job:
    """Steps `after` + 1 … `steps` of a training."""

    kind: str
    config: LiveConfig | CopyConfig
    after: int
    steps: int


class Trainer:
    """The line of readers and the process. Made and used on one event loop."""

    def __init__(self, worker: Sequence[str] = WORKER) -> None:
        """`worker` is the command that answers lines as app.lab_worker does."""
        self._worker = worker
        self._line: list[object] = []
        self._moved = asyncio.Event()
        self._process: Process | None = None
        self._number = 0
        self._idle: asyncio.Task[None] | None = None

    def stream(self, job: Job) -> AsyncGenerator[Event, None]:
        """Tell what happens to a training, as (name, content), once asked. Raises QueueFull where the line is full.

        waiting: {"ahead"}; steps: {"steps", …}; done: {"step", "reason"}; problem: {"error"}.
        """
        if len(self._line) > MOST_WAITING:
            raise QueueFull(f"{len(self._line)} others wait already to train a network")
        return self._told(job)

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if self._idle:
            self._idle.cancel()
        if process and process.returncode is None:
            process.kill()
            await process.wait()

    async def _told(self, job: Job) -> AsyncGenerator[Event, None]:
        place = object()
        self._line.append(place)
        try:
            while ahead := self._line.index(place):
                yield "waiting", {"ahead": ahead}
                await self._wait()
            async for event in self._train(job):
                yield event
        finally:
            self._line.remove(place)
            self._moved.set()
            self._moved = asyncio.Event()
            self._rest()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._moved.wait(), TELL_S)
        except TimeoutError:
            return

    async def _train(self, job: Job) -> AsyncGenerator[Event, None]:
        now = asyncio.get_running_loop().time
        step, deadline = job.after, math.inf
        while step < job.steps and now() < deadline:
            last = min(step + PIECE, job.steps)
            answer = await self._ask({"kind": job.kind, "config": asdict(job.config), "first": step + 1, "last": last})
            if "error" in answer:
                yield "problem", answer
                return
            if math.isinf(deadline):  # a turn begins with its first answer: the process may have had to start
                deadline = now() + LONGEST_S
            step = last
            yield "steps", answer
            await asyncio.sleep(PAUSE_S)
        yield "done", {"step": step, "reason": "finished" if step >= job.steps else "time is up"}

    async def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """One line to the process and its answer. A process that does not answer is ended."""
        self._number += 1
        number = self._number
        try:
            async with asyncio.timeout(ANSWER_S):
                process = await self._running()
                assert process.stdin
                assert process.stdout
                process.stdin.write(orjson.dumps({**request, "number": number}) + b"\n")
                await process.stdin.drain()
                while line := await process.stdout.readline():
                    answer: dict[str, Any] = orjson.loads(line)
                    if answer.pop("number") == number:  # else: of someone who left before it came
                        return answer
        except (TimeoutError, ConnectionError):
            pass
        await self.close()
        return {"error": SILENT}

    async def _running(self) -> Process:
        if self._idle:
            self._idle.cancel()
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._worker, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LINE_BYTES, cwd=ROOT
            )
        return self._process

    def _rest(self) -> None:
        """End the process if nobody comes for a while."""
        if self._idle:
            self._idle.cancel()
        if not self._line and self._process:
            self._idle = asyncio.create_task(self._close_later())

    async def _close_later(self) -> None:
        await asyncio.sleep(IDLE_S)
        self._idle = None
        await self.close()
