"""POST /api/lab/learn and /api/lab/recall: a network trained live, told as server-sent events while it learns."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Depends, FastAPI, Request
from fastapi.responses import StreamingResponse

from app.bodies import JSONRoute
from app.errors import documented
from app.lab_bodies import LearnRequest, RecallRequest
from app.lab_training import Event, Job, Trainer
from app.problems import WrongField
from model.live import LessonError, read_lines, toy_sentences

LESSON: dict[str, Any] = {
    "a few sentences": {"value": {"sentences": toy_sentences(8, 1), "probe": "arrive Taipei on November 2nd"}}
}
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": 'Events. waiting: {"ahead"} others in line; steps: {"steps": […], "probe" or "recall"} what was '
        'learnt; done: {"step", "reason"}; problem: {"error"}',
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.trainer = Trainer()
    yield
    await app.state.trainer.close()


async def _trainer(request: Request) -> Trainer:
    trainer: Trainer = request.app.state.trainer
    return trainer


router = APIRouter(
    prefix="/api/lab",
    route_class=JSONRoute,
    tags=["lab"],
    responses={**EVENTS, **documented(400, 408, 413, 422, 429, 503)},
    lifespan=_lifespan,
)
TrainerDep = Annotated[Trainer, Depends(_trainer)]


@router.post("/learn", response_class=StreamingResponse)
async def learn(body: Annotated[LearnRequest, Body(openapi_examples=LESSON)], trainer: TrainerDep) -> StreamingResponse:
    """Train a small tagger on a few sentences and watch. To stop, hang up; to go on, ask again with `after`."""
    try:
        read_lines(body.sentences)
    except LessonError as error:
        raise WrongField("sentences", str(error)) from error
    return _streamed(trainer.stream(Job("learn", body.config(), body.after, body.steps)))


@router.post("/recall", response_class=StreamingResponse)
async def recall(body: RecallRequest, trainer: TrainerDep) -> StreamingResponse:
    """Train an Elman network, a GRU and an LSTM to remember a letter, and watch how far back each can."""
    return _streamed(trainer.stream(Job("recall", body.config(), body.after, body.steps)))


def _streamed(events: AsyncIterator[Event]) -> StreamingResponse:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_lines(events), media_type="text/event-stream", headers=headers)


async def _lines(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    async for name, content in events:
        yield b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(content))
