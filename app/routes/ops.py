"""Models, health, metrics and the API's documentation."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from prometheus_client import CONTENT_TYPE_LATEST

from app.answers import Live, ModelCard, ModelList, Ready, Reloaded
from app.bodies import JSONAnswer
from app.deps import ServiceDep, StoreDep, TemplatesDep
from app.errors import documented
from app.problems import NotReady, UnknownModel
from app.store import ModelStore
from model.checkpoint import Card
from model.config import to_dict
from model.provenance import origins

DETAILS = {"dev", "typed", "confusion"}  # long parts of a model's metrics, in its card alone

models = APIRouter(tags=["models"])
health = APIRouter(tags=["operations"])


@models.get("/api/models", response_model=ModelList, responses=documented(429, 503))
async def list_models(service: ServiceDep) -> Any:
    """List the models, and the default of each task."""
    store = service.store
    summaries = [_summary(card, store) for card in store.cards.values()]
    default = store.resolve(service.settings.default_model)
    answer = {"default": default, "defaults": store.defaults, "models": summaries, "refused": store.refused}
    return JSONAnswer(answer)


@models.post("/api/models/reload", response_model=Reloaded, responses=documented(429, 503))
async def reload_models(store: StoreDep) -> Any:
    """Look at the folders of models anew: serve what came or changed, refuse what is damaged.

    Requests go on meanwhile, and callers that come together share one look. It reaches the worker process that
    answers; with several, let the first process restart them: kill -HUP.
    """
    return JSONAnswer(asdict(await store.reload()))


@models.get("/api/models/{task}/{architecture}", response_model=ModelCard, responses=documented(404, 422, 429, 503))
async def show_model(task: str, architecture: str, store: StoreDep) -> Any:
    """Everything known of a model: labels, sizes, training data and licences, scores, recipe."""
    name = f"{task}/{architecture}"
    if name not in store.cards:
        raise UnknownModel(name, list(store.cards))
    card = store.cards[name]
    data = [asdict(origin) for origin in origins(card.recipe)]
    extra = {"tags": card.tags, "data": data, "recipe": to_dict(card.recipe), "metrics": dict(card.metrics)}
    return JSONAnswer({**_summary(card, store), **extra})


@health.get("/livez", response_model=Live, responses={})
async def live() -> Any:
    """Say that the process answers."""
    return JSONAnswer({"live": True})


@health.get("/readyz", response_model=Ready, responses=documented(503))
async def ready(service: ServiceDep) -> Any:
    """Say whether the default models are loaded; 503 while they are not, and while shutting down."""
    if not service.ready:
        raise NotReady("shutting down" if service.draining else "still loading the default models")
    return JSONAnswer({"ready": True, "models": service.store.loaded})


@health.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}, **documented(503)})
async def metrics(service: ServiceDep) -> Response:
    """Everything counted and measured, in Prometheus' text format."""
    page = await service.together() if service.together else service.metrics.page()
    return Response(page, media_type=CONTENT_TYPE_LATEST)


@health.get("/docs", response_class=HTMLResponse, include_in_schema=False)
async def docs(request: Request, templates: TemplatesDep) -> Response:
    """Show the API's documentation; every file of it comes from here."""
    return templates.TemplateResponse(request, "docs.html")


def _summary(card: Card, store: ModelStore) -> dict[str, Any]:
    task, _, architecture = card.name.partition("/")
    return {
        "name": card.name,
        "task": task,
        "architecture": architecture,
        "description": card.recipe.description,
        "default": store.defaults.get(task) == card.name,
        "loaded": card.name in store.loaded,
        "labels": card.labels,
        "intents": card.intents,
        "parameters": card.parameters,
        "size_bytes": card.size_bytes,
        "metrics": {name: value for name, value in card.metrics.items() if name not in DETAILS},
    }
