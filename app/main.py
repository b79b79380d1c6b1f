"""The app as a value: `create_app(settings)` puts the parts together. Importing this does nothing."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import torch
from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import Scope

from app import __version__
from app.access import Access, configure_logs
from app.deps import Service
from app.errors import AnswerErrors, install
from app.headers import SafeHeaders
from app.limits import BodyLimit, InProgress, KeyCheck, RateLimit
from app.metrics import Metrics
from app.problems import BrokenModel
from app.remembered import Remembered
from app.routes import counterfactual, explain, lab, ops, pages, tag, training
from app.routes.compat import corenlp, displacy, hugging_face, kserve, label_studio, rasa
from app.settings import Settings
from app.store import ModelStore
from app.tagging import Tagging
from model.checkpoint import SHIPPED
from model.dates import day_value

ROOT = Path(__file__).parents[1]
DESCRIPTION = """Slot filling and named entities with small recurrent taggers.

Offsets are half-open ranges of Unicode code points: `text[start:end]` is the token or span. Scores are probabilities.
Errors have one shape: `error` is a sentence, `type` a word for programs, `detail` what they may need."""
COMPRESS_BYTES = 2048  # smaller responses gain nothing
COMPRESS_LEVEL = 5
# The tagging thread gives the interpreter up at every product, and waits as long as this for a busy event loop to give
# it back; Python's own 5 ms are longer than most batches take.
SWITCH_S = 0.0005

log = logging.getLogger("slotscope")


class FreshFiles(StaticFiles):
    """Static files that browsers keep, but ask about before each use: a changed file is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or 304 where the browser has it."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "no-cache"
        return response


def create_app(settings: Settings | None = None, store: ModelStore | None = None) -> FastAPI:
    """Make the service. Settings default to SLOTSCOPE_ variables, models to those of the settings' folder.

    Raises pydantic's ValidationError for impossible settings, and CheckpointError where there is no model.
    """
    settings = settings or Settings()
    sources = [SHIPPED, settings.models_dir] if settings.shipped_models else [settings.models_dir]
    store = store or ModelStore.from_folders(list(dict.fromkeys(sources)), settings.max_models)
    metrics = Metrics()
    tagging, remembered = Tagging(settings, store, metrics.batch), Remembered(settings.remembered)
    service = Service(settings, store, metrics, tagging, remembered)
    metrics.watch("queue_sentences", "sentences that wait", lambda: service.tagging.batcher.waiting)
    metrics.watch("remembered_answers", "answers kept for the same request", lambda: len(remembered))
    metrics.watch("models_loaded", "models in memory", lambda: len(store.loaded))
    metrics.watch("ready", "1 when the default models are loaded", lambda: service.ready)
    configure_logs(settings.access_log)
    app = FastAPI(
        title="slotscope",
        version=__version__,
        description=DESCRIPTION,
        lifespan=_lifespan,
        middleware=_middleware(settings, metrics),
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service
    app.state.templates = Jinja2Templates(ROOT / "templates", context_processors=[_context])
    install(app)
    for router in (tag.router, counterfactual.router, explain.router, ops.models, ops.health, pages.router):
        app.include_router(router)
    for router in (lab.router, lab.page, training.router):
        app.include_router(router)
    for router in (hugging_face.router, rasa.router, displacy.router, kserve.router):
        app.include_router(router)
    for router in (corenlp.router, corenlp.checks, label_studio.router, label_studio.health):
        app.include_router(router)
    app.mount("/static/docs", FreshFiles(packages=[("fastapi_offline", "static")]))
    app.mount("/static/plotly", FreshFiles(packages=[("plotly", "package_data")]))
    app.mount("/static", FreshFiles(directory=ROOT / "static"))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load the default models while the service answers already; at the end, answer everything accepted."""
    service: Service = app.state.service
    torch.set_num_threads(service.settings.torch_threads)
    sys.setswitchinterval(SWITCH_S)
    service.draining = False
    service.tagging.batcher.start()
    loading = asyncio.create_task(_prepare(service))
    yield
    service.draining = True
    await service.tagging.batcher.close(service.settings.grace_s)
    await service.store.close()
    await loading
    gc.unfreeze()


async def _prepare(service: Service) -> None:
    """Load the default models, and read one date, for the first one takes a hundred times as long as others."""
    dates = run_in_threadpool(day_value, "november 2nd", date.today())
    models = map(service.store.get, service.store.defaults.values())
    for outcome in await asyncio.gather(dates, *models, return_exceptions=True):
        if isinstance(outcome, Exception) and not isinstance(outcome, BrokenModel):  # which is logged already
            log.error("the service cannot be made ready", exc_info=outcome)
    gc.freeze()  # what is here stays: looking through all of it for garbage, again and again, took a fifth of the time
    service.warm = True


def _middleware(settings: Settings, metrics: Metrics) -> Sequence[Middleware]:
    """From the outside in: what is further in is seen, named and made safe by what is further out."""
    layers = [
        Middleware(Access, metrics=metrics),
        Middleware(SafeHeaders),
        Middleware(GZipMiddleware, minimum_size=COMPRESS_BYTES, compresslevel=COMPRESS_LEVEL),
    ]
    if settings.cors_origins:
        asked = ["authorization", "content-type"]
        cors = Middleware(
            CORSMiddleware, allow_origins=settings.cors_origins, allow_methods=["GET", "POST"], allow_headers=asked
        )
        layers.append(cors)
    layers.append(Middleware(AnswerErrors))
    if settings.api_key is not None:
        layers.append(Middleware(KeyCheck, key=settings.api_key.get_secret_value()))
    if settings.rate_per_minute:
        layers.append(Middleware(RateLimit, per_minute=settings.rate_per_minute))
    layers.append(Middleware(InProgress, most=settings.max_requests))
    layers.append(Middleware(BodyLimit, max_bytes=settings.max_body_bytes, timeout_s=settings.body_timeout_s))
    return layers


def _context(request: Request) -> dict[str, Any]:
    """What every template knows: the path under which the service is mounted."""
    return {"root": request.scope.get("root_path", "").rstrip("/")}
